//! Everything the page knows.

use std::rc::Rc;

use onrecord_core::history::{History, Step, Transaction};
use onrecord_core::model::{Annotation, AnnotationId, Article, ArticleId, Library, Selection};
use onrecord_core::record::Replica;
use onrecord_core::text::{CharSpan, PlainSegmenter, Segmenter, TextHash};

use super::action::{Action, StorageFailure};
use super::article_list::{ArticleFilter, ArticleOrder};
use super::article_view::ArticleView;
use super::find::Find;
use super::intake::Intake;
use super::ledger::Ledger;
use super::strings::{ENGLISH, Strings};
use super::version::NewVersion;

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
    /// The dialog or menu that is open.
    pub dialog: Option<Dialog>,
    /// Messages that wait to be dismissed, oldest first.
    pub messages: Vec<Message>,
    /// Files on their way in. Shared, so that what is drawn knows it by its address.
    pub intake: Rc<Intake>,
    /// A newer version of an article that is being looked at.
    pub version: Option<Rc<NewVersion>>,
    /// What is looked for in the open article, while the bar for it is open.
    pub find: Option<Find>,
    /// What articles are looked for.
    pub article_query: String,
    /// How often that stands in which texts, by the article's id.
    pub article_hits: Rc<Vec<(ArticleId, usize)>>,
    /// Whether all texts were asked for, to be looked through.
    pub(super) are_texts_asked_for: bool,
    /// By what the articles are ordered.
    pub article_order: ArticleOrder,
    /// Which articles are shown.
    pub article_filter: ArticleFilter,
    /// Whether the list of articles is open; `None` leaves it to the window's width.
    pub library: Option<bool>,
    /// The theme.
    pub theme: Theme,
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

/// Light, dark, or what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Something that lies over the page; one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// Adding articles.
    AddArticles,
    /// Changing what is known about an article.
    Details(ArticleId),
    /// Giving an article a newer text.
    NewVersion(ArticleId),
    /// Choosing which hits are to be marked.
    MarkHits,
    /// Giving the annotator's name.
    Annotator,
    /// The menu of exports.
    ExportMenu,
    /// The list of keys.
    Keys,
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
    /// Takes the buttons "Undo" off the messages: they would now take back something else.
    pub(super) fn withdraw_steps(&mut self) {
        for message in &mut self.messages {
            message.actions.retain(|(_, action)| !matches!(action, Action::Step(_)));
        }
    }
}

impl AppState {
    /// The state of an empty page that knows no records.
    pub fn new(replica: Replica) -> Self {
        Self {
            library: Library::default(),
            history: History::default(),
            replica,
            annotator: ENGLISH.default_annotator.to_owned(),
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

    /// What an undo or redo would do.
    pub fn next_step(&self, step: Step) -> Option<&Transaction> {
        self.history.next(step)
    }

    pub(super) fn tell(&mut self, kind: MessageKind, text: String, actions: Vec<(String, Action)>) {
        self.last_message += 1;
        self.view.messages.push(Message { id: self.last_message, kind, text, actions });
    }
}
