//! What can happen, and what is to be done about it outside.

use std::rc::Rc;

use onrecord_core::formats::Format;
use onrecord_core::history::Step;
use onrecord_core::merge::Differing;
use onrecord_core::model::{Annotation, AnnotationId, ArticleId, AttributeValue, Link, Selection};
use onrecord_core::record::{Key, RecordId, Stamp};
use onrecord_core::text::{ArticleText, CharOffset, CharSpan, TextHash};

use super::commands::NewKey;
use super::errand::{Delivery, Errand, Work};
use super::state::Dialog;
use super::strings::Strings;

/// Something that happened: a person did it, a store answered, another tab spoke.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Show this article.
    OpenArticle(ArticleId),
    /// The selection in the article's text came to rest.
    Select(Option<Selection>),
    /// A finger or pen touched the text here: the first or the last word of a passage.
    Tap(CharOffset),
    /// A label's key or button was used.
    UseLabel(String),
    /// Hide the annotations with this label, or show them again.
    ToggleLabel(String),
    /// Let no label be armed.
    Disarm,
    /// Choose this annotation, or none.
    Choose(Option<AnnotationId>),
    /// Text was clicked over which these annotations lie, outermost first.
    ClickMarks(Vec<AnnotationId>),
    /// Choose the next (or previous) annotation of the article.
    ChooseNeighbour {
        /// Whether the next one is meant.
        is_next: bool,
    },
    /// Go to the chosen annotation's card to edit it.
    EditCard,
    /// Give an annotation another label.
    Relabel {
        /// Which annotation.
        annotation: AnnotationId,
        /// The id of the label.
        label: String,
    },
    /// Set or clear one attribute of an annotation.
    SetAttribute {
        /// Which annotation.
        annotation: AnnotationId,
        /// The id of the attribute.
        attribute: String,
        /// The value; `None` clears it.
        value: Option<AttributeValue>,
    },
    /// Set an attribute to the selected passage; a name that it has stays.
    TakeSelection {
        /// Which annotation.
        annotation: AnnotationId,
        /// The id of the attribute.
        attribute: String,
    },
    /// Replace an annotation's note.
    SetNote {
        /// Which annotation.
        annotation: AnnotationId,
        /// The whole note.
        note: String,
    },
    /// Notes were being typed in tabs that are no more.
    DraftsFound(Vec<Draft>),
    /// Make a draft the note that it was to become.
    UseDraft(Draft),
    /// Forget the draft with this name.
    DropDraft(String),
    /// Remove an annotation, and the links that hang on it.
    Delete(AnnotationId),
    /// Move an end of a mark to this place.
    SetEnd {
        /// Which annotation.
        annotation: AnnotationId,
        /// Whether its start is meant.
        is_start: bool,
        /// Where to.
        place: CharOffset,
        /// Whether a word that is cut there stays cut.
        is_exact: bool,
    },
    /// Make the selected passage a part of this annotation, too.
    AddPart(AnnotationId),
    /// Move an end of the chosen mark by a step.
    StepEnd(EndStep),
    /// Go to the article's caret.
    MarkByKeyboard,
    /// The caret has the keys from now on; it stands at the place given if it stood nowhere yet.
    EnterCaret(CharOffset),
    /// Leave the caret.
    LeaveCaret,
    /// Something else has the keys that the caret had.
    CaretLost,
    /// Move the caret.
    StepCaret(CaretStep),
    /// Move the caret to a place found by looking at lines.
    StepCaretTo {
        /// Where to.
        head: CharOffset,
        /// The line there.
        line: CharSpan,
        /// Whether what is passed is selected.
        is_extending: bool,
    },
    /// Undo or redo.
    Step(Step),
    /// Have the second module do something.
    Ask(Errand),
    /// Open a dialog of the second module.
    Work(Work),
    /// The second module did not arrive, or stopped in the middle.
    NotAsked(Errand),
    /// The second module delivers; `None` is what the page does not understand.
    Deliver(Option<Delivery>),
    /// Give an article another title.
    Rename {
        /// Which article.
        article: ArticleId,
        /// The new title.
        title: String,
    },
    /// Say whether an article is finished.
    SetDone {
        /// Which article.
        article: ArticleId,
        /// Whether it is.
        is_done: bool,
    },
    /// Remove an article with everything in it.
    RemoveArticle(ArticleId),
    /// Bring back what was deleted here and stands in a file that was read.
    BringBack {
        /// The annotations.
        annotations: Rc<Vec<Annotation>>,
        /// Their links.
        links: Rc<Vec<Link>>,
    },
    /// Take the versions that reading a file did not take.
    TakeOthers(Rc<Vec<Differing>>),
    /// Download the annotations as JSON.
    Export(ExportScope),
    /// Download the annotations in another format, once the person has seen what it cannot hold.
    ExportAs(&'static Format, ExportScope),
    /// Set the annotator's name for what is marked from now on, and for what this browser marked
    /// under the old one.
    SetAnnotator(String),
    /// Narrow the list of articles to titles with these words.
    FindArticle(String),
    /// Open or close the list of articles.
    ToggleLibrary {
        /// Whether it is open now, where nobody has opened or closed it yet.
        is_shown: bool,
    },
    /// Choose something of a setting, both by their positions.
    SetSetting {
        /// The position among all settings.
        setting: usize,
        /// The position among its choices.
        choice: usize,
    },
    /// Say everything in these words from now on.
    Speak(&'static Strings),
    /// Have the next key pressed be the one of this command; `None` leaves it as it is.
    AwaitKey(Option<(&'static str, usize)>),
    /// Take what is typed in the dialog that is open; commands are found by it.
    Type(String),
    /// Write other formats for the whole library, or for the open article again.
    ToggleWholeExport,
    /// Choose the next or the previous of the commands found.
    StepOffer {
        /// Whether the next one is meant.
        is_next: bool,
    },
    /// Do what the command at this position among those found does.
    TakeOffer(usize),
    /// Give a command another key.
    SetKey(NewKey),
    /// Give every command its own keys back.
    ResetKeys,
    /// Open a dialog or menu, or close the one that is open.
    Show(Option<Dialog>),
    /// Close this message.
    Dismiss(u32),
    /// What a message offers was chosen: the message, and which of its actions. Dismisses it.
    Answer(u32, usize),
    /// Texts that were asked for have come; `None` where no store has it.
    TextsLoaded {
        /// Each with its name.
        texts: Vec<(TextHash, Option<Rc<ArticleText>>)>,
        /// What waited for them.
        then: Option<Box<Action>>,
    },
    /// The stores answered about the write with this number.
    Persisted {
        /// The number of the write.
        ticket: u64,
        /// What came of it.
        outcome: Outcome,
    },
    /// Copies of records came from elsewhere.
    RecordsFound {
        /// Names and bytes; without bytes where a record that we wrote is missing.
        records: Vec<(RecordId, Option<Rc<str>>)>,
        /// Where they were found.
        place: Place,
    },
    /// The second store was listed.
    JournalListed {
        /// The records.
        records: Vec<Listed>,
        /// The texts, by the names in their keys.
        texts: Vec<String>,
    },
    /// Write these texts to the second store, as far as they are known.
    KeepTexts(Vec<TextHash>),
    /// The second store cannot be used in this browser.
    NoJournal,
    /// The second store is there, but could not be read.
    JournalUnreadable,
    /// The history that this tab takes up again.
    HistoryKept(KeptHistory),
    /// Somebody emptied local storage while the page was open.
    StorageEmptied,
    /// Write everything to both stores again.
    WriteEverything,
    /// Download a backup of everything.
    BackUp,
    /// Join a backup with what is here.
    RestoreBackup {
        /// The file's name.
        file: String,
        /// Its text.
        json: String,
    },
    /// Ask whether really everything is to be forgotten.
    AskToDelete,
    /// Forget everything, in both stores.
    DeleteEverything,
    /// Another tab deleted everything.
    DeletedElsewhere,
    /// A newer version of the page has stored something that this one does not know.
    NewerSchema,
    /// Download every stored value as it is.
    ExportRaw,
    /// A file is not what it should be, as the reader of files found.
    Complain(String),
}

/// A note that was being typed when its tab was closed or crashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name in local storage.
    pub name: String,
    /// What the note is about.
    pub annotation: AnnotationId,
    /// The whole note, as far as it was typed.
    pub text: String,
}

/// One step of the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaretStep {
    /// What it goes over.
    pub by: By,
    /// Onward, or to the right, or wider.
    pub is_forward: bool,
    /// Whether what is passed is selected.
    pub is_extending: bool,
    /// Whether exactly the selected characters are meant.
    pub is_exact: bool,
}

/// What a step of the caret goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A character, to the side.
    Character,
    /// A word, to the side.
    Word,
    /// A line as it is drawn.
    Line,
    /// A sentence, which is selected.
    Sentence,
    /// A quotation, which is selected.
    Quotation,
    /// A paragraph, or another block.
    Block,
    /// To the start or end of the block.
    BlockEdge,
    /// To the start or end of the text.
    Text,
    /// To the next wider or narrower word, quotation, sentence or paragraph.
    Structure,
}

/// One step of an end of the chosen mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndStep {
    /// Whether its start is meant.
    pub is_start: bool,
    /// Whether it moves onward.
    pub is_forward: bool,
    /// Whether it moves by a character instead of a word.
    pub is_exact: bool,
}

/// Where copies of records were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In local storage, written by another tab just now.
    OtherTab,
    /// In local storage, read back after writing.
    ReadBack,
    /// In the second store.
    Journal,
    /// In a backup that a person gave us.
    Backup,
}

/// What came of a write to both stores.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Why some of it is not in local storage, if so.
    pub failure: Option<StorageFailure>,
    /// The records that are not in local storage.
    pub refused: Vec<RecordId>,
    /// Whether all of it is in the second store, texts and history included.
    pub is_in_journal: bool,
    /// Whether local storage has a copy of each text.
    pub are_texts_local: bool,
    /// UTF-16 code units that local storage holds now, keys included.
    pub n_used: usize,
}

/// A record in the second store: its latest version, and the name under which it stands there.
pub type Listed = (RecordId, Stamp, String);

/// What became of the history with a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The new transaction, whose number is `n_done - 1`; `None` for an undo or redo.
    pub pushed: Option<String>,
    /// How many transactions are in force now.
    pub n_done: u64,
}

/// A history as the second store has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptHistory {
    /// The transactions with their numbers, in order.
    pub transactions: Vec<(u64, String)>,
    /// How many are in force, the forgotten ones included.
    pub n_done: u64,
}

/// Why something could not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageFailure {
    /// Local storage is full.
    Full,
    /// The browser forbids this page to store anything.
    Blocked,
    /// A newer version of the page has been here; writing could do harm.
    Newer,
    /// It is in local storage, but the second store did not take it.
    SecondStore,
    /// Another reason.
    Other,
}

/// What an export holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportScope {
    /// The open article.
    Article,
    /// Everything.
    Library,
}

/// Something to be done outside, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write all this to the stores, to the second one in one transaction, and answer with
    /// [`Action::Persisted`].
    Persist {
        /// The number of the write.
        ticket: u64,
        /// Names and bytes.
        records: Vec<(RecordId, Rc<str>)>,
        /// Texts, which go to the second store and, while there is room, to the first.
        texts: Vec<Rc<ArticleText>>,
        /// What became of the history, in this order.
        history: Vec<HistoryEntry>,
    },
    /// Read these entries of the second store and answer with [`Action::RecordsFound`].
    ReadJournal(Vec<(RecordId, String)>),
    /// Have the second module do something, and answer with [`Action::Deliver`] whenever it has
    /// something, or with [`Action::NotAsked`].
    Ask(Errand),
    /// Fetch these texts and answer with [`Action::TextsLoaded`].
    LoadTexts {
        /// Which texts.
        hashes: Vec<TextHash>,
        /// What waits for them.
        then: Option<Box<Action>>,
    },
    /// Keep a copy of a value that cannot be read.
    Quarantine {
        /// Where it was found.
        key: Key,
        /// Its bytes.
        raw: Rc<str>,
    },
    /// Empty both stores of everything of ours.
    DeleteEverything,
    /// Hand every stored value to the person as it is.
    DownloadRaw,
    /// Forget the draft with this name.
    ForgetDraft(String),
    /// Write down what the store is, unless it says so.
    PersistMeta,
    /// Write the page's settings.
    PersistPreferences,
    /// Say this to those who do not see it.
    Announce(String),
    /// Clear the browser's selection.
    ClearSelection,
    /// Put the focus on the article's caret.
    FocusCaret,
    /// Select in the browser what is selected here.
    ShowSelection,
    /// Draw the caret and select what it selects.
    ShowCaret,
    /// Look where the caret comes to by a line, and answer with [`Action::StepCaretTo`].
    StepLine(CaretStep),
    /// Draw the text at once, and what stands around it when that was painted.
    DrawTextFirst,
    /// Bring this annotation into view.
    Reveal(AnnotationId),
    /// Put the focus into the chosen annotation's card.
    FocusCard,
    /// Show the dialog or menu that is open now, and give it the focus.
    ShowDialog,
    /// Put the focus back into the article.
    FocusArticle,
    /// Hand a file to the person.
    Download {
        /// Its name.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// Its text.
        content: String,
    },
}

/// What core cannot know: the time, and something random.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// Random bits, fresh for every moment.
    pub random: [u8; 10],
}

impl Moment {
    /// The random bits for the `nth` id made at this moment.
    pub fn random_for(&self, nth: usize) -> [u8; 10] {
        let mut random = self.random;
        let tail = u32::from_be_bytes([random[6], random[7], random[8], random[9]]);
        random[6..].copy_from_slice(&tail.wrapping_add(nth as u32).to_be_bytes());
        random
    }
}
