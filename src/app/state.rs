//! Everything the page knows.

use std::rc::Rc;

use onrecord_core::history::{History, Step, Transaction};
use onrecord_core::model::{Annotation, AnnotationId, Article, ArticleId, Library, Selection};
use onrecord_core::record::Replica;
use onrecord_core::text::{CharOffset, CharSpan, PlainSegmenter, Segmenter, TextHash};

use super::action::{Action, StorageFailure};
use super::article_view::ArticleView;
use super::commands::NewKey;
use super::ledger::Ledger;
use super::settings;
use super::strings::{ENGLISH, Strings};
use super::update::with_end;

/// The one owner of everything. Saved and undone things stand in `library`, things of the screen
/// in `view`.
#[derive(Debug, Clone)]
pub struct AppState {
    /// Articles, annotations, links, labels.
    pub library: Library,
    /// What this tab did.
    pub history: History,
    /// The versions of all records.
    pub replica: Replica,
    /// The name written with new annotations.
    pub annotator: String,
    /// Things of the screen.
    pub view: ViewState,
    /// The words of the page.
    pub strings: &'static Strings,
    /// What is not in the stores.
    pub(super) ledger: Ledger,
    /// Knows where words end. The page puts the browser's here.
    pub segmenter: Rc<dyn Segmenter>,
    pub(super) last_message: u32,
}

/// Things of the screen; losing them on reload does not hurt.
#[derive(Debug, Clone, Default)]
pub struct ViewState {
    /// The article shown, cut into chunks, once its text is there.
    pub article: Option<ArticleView>,
    /// The article that is to be shown.
    pub open: Option<ArticleId>,
    /// What is selected in its text.
    pub selection: Option<Selection>,
    /// The word that was tapped while the last one of the passage is not yet.
    pub first_tap: Option<CharSpan>,
    /// Whether the selection was made by taps.
    pub has_tapped: bool,
    /// Where the caret stands, once it was used in the open article.
    pub caret: Option<Caret>,
    /// Whether the caret has the keys.
    pub is_caret_used: bool,
    /// Whether those who leave a card or a dialog come back to the caret.
    pub is_caret_home: bool,
    /// The chosen annotation.
    pub chosen: Option<AnnotationId>,
    /// The id of the label that marks each further selection.
    pub armed: Option<String>,
    /// The ids of labels whose annotations are neither highlighted nor listed. Shared, so that what
    /// is drawn knows it by its address.
    pub hidden_labels: Rc<Vec<String>>,
    /// What is known about the stores.
    pub storage: StorageState,
    /// The share of local storage that is used, in percent.
    pub percent_used: u8,
    /// Whether it was said that local storage is full, and it still is.
    pub(super) is_full_told: bool,
    /// What is in no file yet.
    pub copies: FileCopies,
    /// When the last action came, in milliseconds since 1970.
    pub now_ms: u64,
    /// Texts that a backup waits for; what does not come the first time is left out.
    pub awaited_texts: Vec<TextHash>,
    /// Whether nothing may be written, since a newer version of the page has been here.
    pub is_read_only: bool,
    /// When it was asked if really everything is to be forgotten.
    pub deletion_asked_ms: Option<u64>,
    /// The dialog or menu that is open.
    pub dialog: Option<Dialog>,
    /// Messages that wait to be dismissed, oldest first.
    pub messages: Vec<Message>,
    /// What articles are looked for.
    pub article_query: String,
    /// Whether the list of articles is open; `None` leaves it to the window's width.
    pub library: Option<bool>,
    /// What was chosen of each setting.
    pub settings: settings::Chosen,
    /// The keys that somebody changed.
    pub keys: Rc<Vec<NewKey>>,
    /// The key that waits to be changed: a command's name for programs, and which of its keys.
    pub awaited_key: Option<(&'static str, usize)>,
    /// What is typed in the dialog that is open: a title, a name, or words of a command.
    pub typed: String,
    /// Whether the menu of exports writes other formats for the whole library.
    pub is_whole_exported: bool,
    /// The position of the chosen one among the commands found.
    pub offer: usize,
    /// Why a key was not changed; empty when nothing is to be said.
    pub key_note: String,
    /// Whether nothing has ever been marked here, so that the hint is shown.
    pub is_hint_shown: bool,
    /// Whether somebody gave the annotator's name or declined to.
    pub is_annotator_settled: bool,
}

/// What is known of copies in files. Only the moment of the last one is kept; the rest is counted
/// when the page opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileCopies {
    /// When the last one was made, in milliseconds since 1970.
    pub last_ms: Option<u64>,
    /// Annotations made since.
    pub n_since: usize,
    /// When the first of them was made.
    pub(super) first_ms: Option<u64>,
    /// Whether it was said that the first of them is in no file for long.
    pub(super) was_reminded_of_age: bool,
}

impl FileCopies {
    /// A copy with everything was made now.
    pub(super) fn made_at(&mut self, now_ms: u64) {
        *self = Self { last_ms: Some(now_ms), ..Self::default() };
    }

    /// Whole days since the last copy; `None` where there is none.
    pub fn age_days(&self, now_ms: u64) -> Option<u64> {
        Some(now_ms.saturating_sub(self.last_ms?) / (24 * 60 * 60 * 1000))
    }
}

/// A caret in the article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caret {
    /// What it selects, blanks alone and nothing included; it stands at the head.
    pub selection: Selection,
    /// Where growing began, and what shrinking comes back to.
    pub origin: CharOffset,
}

/// What is known about the stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StorageState {
    /// Everything is in both; in local storage alone where there is no second store.
    #[default]
    Saved,
    /// Writes are under way; the last has this number.
    Saving(u64),
    /// Something is not in local storage, or not in the second store.
    Failed {
        /// Why.
        failure: StorageFailure,
        /// Whether everything is in the second store.
        is_in_journal: bool,
    },
}

/// Something that lies over the page; one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Changing an article's title.
    Rename(ArticleId),
    /// Giving the annotator's name.
    Annotator,
    /// The menu of exports.
    ExportMenu,
    /// The list of keys.
    Keys,
    /// The list of what can be done.
    Palette,
    /// Name, theme, backup.
    Settings,
}

/// Something to tell the person.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Names it while it is shown.
    pub id: u32,
    /// How grave it is.
    pub kind: MessageKind,
    /// What happened, what was kept, what to do next.
    pub text: String,
    /// What can be done, each with the words on its button.
    pub actions: Vec<(String, Action)>,
}

/// How grave a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// Good to know.
    Info,
    /// Something is missing or was left out.
    Warning,
    /// Something did not work.
    Error,
}

impl ViewState {
    /// Takes the messages with a button "Undo" away: it would now take back something else, and what
    /// they tell of may be undone.
    pub(super) fn withdraw_steps(&mut self) {
        self.messages.retain(|it| !matches!(it.actions[..], [(_, Action::Step(_)), ..]));
    }
}

impl AppState {
    /// The state of a page on which nothing was done yet.
    pub fn new(replica: Replica, library: Library) -> Self {
        Self {
            library,
            history: History::default(),
            replica,
            annotator: ENGLISH.default_annotator().to_owned(),
            view: ViewState::default(),
            strings: &ENGLISH,
            ledger: Ledger::default(),
            segmenter: Rc::new(PlainSegmenter),
            last_message: 0,
        }
    }

    /// The article that is shown.
    pub fn open_article(&self) -> Option<&Rc<Article>> {
        self.library.article(self.view.open?)
    }

    /// The chosen annotation.
    pub fn chosen(&self) -> Option<&Rc<Annotation>> {
        self.library.annotation(self.view.chosen?)
    }

    /// What a label would mark now.
    pub fn mark_span(&self) -> Option<CharSpan> {
        let view = self.view.article.as_ref()?;
        self.view.selection?.mark_span(&view.article, &view.text, &*self.segmenter)
    }

    /// Selects nothing; the caret stays where it is.
    pub(super) fn select_nothing(&mut self) {
        self.view.selection = None;
        self.view.first_tap = None;
        if let Some(caret) = &mut self.view.caret {
            caret.selection.anchor = caret.selection.head;
        }
    }

    /// What the handles hold: a passage selected by taps, else the chosen mark of the open article.
    pub fn held_span(&self) -> Option<CharSpan> {
        if self.view.has_tapped && self.view.selection.is_some() {
            return self.mark_span();
        }
        let view = self.view.article.as_ref().filter(|_| self.view.selection.is_none())?;
        let chosen = self.chosen().filter(|chosen| chosen.article == view.article.id)?;
        let is_hidden = self.view.hidden_labels.contains(&chosen.label);
        (!is_hidden).then(|| chosen.hull())
    }

    /// The hull of the chosen mark with an end pulled to `place`.
    pub fn pulled_span(
        &self,
        is_start: bool,
        place: CharOffset,
        is_exact: bool,
    ) -> Option<CharSpan> {
        let ranges = with_end(self, self.chosen()?, is_start, place, is_exact)?;
        ranges.into_iter().reduce(CharSpan::hull)
    }

    /// What an undo or redo would do.
    pub fn next_step(&self, step: Step) -> Option<&Transaction> {
        self.history.next(step)
    }

    /// Shows a message. The same one is not shown twice, unless it offers something.
    pub(super) fn tell(&mut self, kind: MessageKind, text: String, actions: Vec<(String, Action)>) {
        self.last_message += 1;
        self.view.messages.retain(|other| other.text != text || !other.actions.is_empty());
        self.view.messages.push(Message { id: self.last_message, kind, text, actions });
    }
}
