//! A browser without a screen: its stores are a map, and its tabs run the page's one door.
//!
//! After every action a tab checks what must always hold; see [`Tab::check`].

mod browser;
mod check;
mod stores;

use onrecord::app::commands::{KeyPress, action_for};
use onrecord::app::{Action, AppState, Delivery, Effect, Message, Outcome, update};
use onrecord_core::formats::{Imported, document};
use onrecord_core::history::Step;
use onrecord_core::model::{Annotation, AnnotationId, ArticleId, Selection};
use onrecord_core::record::RecordId;
use onrecord_core::text::CharSpan;
use onrecord_core::transfer::{self, Found, Reading};

pub use browser::Browser;
use browser::Kept;
pub use check::Contents;

/// The page in one tab.
pub struct Tab {
    /// Everything the tab knows.
    pub state: AppState,
    /// What was said to those who do not see it, oldest first.
    pub said: Vec<String>,
    /// Effects that a browser would carry out on the screen, oldest first.
    pub shown: Vec<Effect>,
    /// Records written since another tab last heard of them.
    written: Vec<(RecordId, std::rc::Rc<str>)>,
    /// Writes that the stores have not answered yet, while they keep silent.
    unanswered: Option<Vec<(u64, Outcome)>>,
    /// The history of this tab, as the second store has it.
    kept: Kept,
    browser: Browser,
}

// What people do.
impl Tab {
    /// Adds an article and opens it; an empty title is taken from the text.
    pub fn add(&mut self, text: &str, title: &str) {
        let mut read = document::read_pasted(text, None).expect("it is a text").imported;
        if !title.trim().is_empty() {
            read.articles[0].article.metadata.title = title.trim().to_owned();
        }
        self.deliver("", Reading { imported: read, is_document: true, ..Reading::default() });
    }

    /// Has the second module deliver what is in a file.
    pub fn give(&mut self, file: &str, content: &str) {
        let problems = |of: &Imported| of.problems.iter().map(ToString::to_string).collect();
        match transfer::read_file(file, content.as_bytes()) {
            Ok(Found::Documents(read)) => {
                let problems = problems(&read.imported);
                let reading = Reading { imported: read.imported, problems, is_document: true };
                self.deliver(file, reading);
            }
            Ok(Found::Annotations { imported, .. }) => {
                let problems = problems(&imported);
                self.deliver(file, Reading { imported, problems, is_document: false });
            }
            Ok(Found::Backup(json)) => {
                let backup = Delivery::Backup { file: file.to_owned(), json };
                self.act(Action::Deliver(Some(backup)));
            }
            Err(error) => {
                self.act(Action::Deliver(Some(Delivery::NotRead(error.to_string()))));
            }
        }
    }

    fn deliver(&mut self, file: &str, reading: Reading) {
        let packed = transfer::pack(reading);
        self.act(Action::Deliver(Some(Delivery::Reading { file: file.to_owned(), packed })));
    }

    /// Selects the first place of the open article with this text.
    pub fn select(&mut self, quote: &str) {
        let span = self.find(quote);
        self.act(Action::Select(Some(Selection::over(span))));
    }

    /// Selects and marks; returns the mark.
    pub fn mark(&mut self, quote: &str, label: &str) -> AnnotationId {
        self.select(quote);
        self.use_label(label);
        self.state.view.chosen.expect("a new mark is chosen")
    }

    /// Uses a label's button.
    pub fn use_label(&mut self, label: &str) {
        self.act(Action::UseLabel(label.to_owned()));
    }

    /// Presses a key while no text is typed, such as `n` or `Control+Shift+z`.
    pub fn press(&mut self, stroke: &str) {
        let (held, key) = match stroke.rsplit_once('+') {
            Some((held, key)) if !key.is_empty() => (held, key),
            _ => ("", stroke),
        };
        let press = KeyPress {
            key: key.to_owned(),
            is_ctrl: held.contains("Control"),
            is_shift: held.contains("Shift"),
            is_alt: held.contains("Alt"),
        };
        if let Some(action) = action_for(&self.state, &press) {
            self.act(action);
        }
    }

    /// Presses keys one after the other.
    pub fn press_all(&mut self, strokes: &str) {
        strokes.split(' ').for_each(|stroke| self.press(stroke));
    }

    /// Takes back the last change.
    pub fn undo(&mut self) {
        self.act(Action::Step(Step::Undo));
    }

    /// Repeats what was taken back.
    pub fn redo(&mut self) {
        self.act(Action::Step(Step::Redo));
    }

    /// Closes every message.
    pub fn dismiss_all(&mut self) {
        for message in self.state.view.messages.clone() {
            self.act(Action::Dismiss(message.id));
        }
    }

    /// Presses the first button of the newest message, which then goes.
    pub fn press_message_button(&mut self) {
        let message = self.state.view.messages.last().expect("there is a message");
        self.act(Action::Answer(message.id, 0));
    }

    /// Lets the page do and carry out one action.
    pub fn act(&mut self, action: Action) {
        let moment = self.browser.moment();
        let effects = update(&mut self.state, action, moment);
        self.carry_out(effects);
        self.check();
    }
}

// What people see.
impl Tab {
    /// The profile of this tab.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The open article.
    pub fn open_id(&self) -> ArticleId {
        self.state.view.open.expect("an article is open")
    }

    /// The title of the open article.
    pub fn title(&self) -> String {
        let article = self.state.open_article().expect("an article is open");
        article.metadata.title.clone()
    }

    /// The marks of the open article in reading order, as `label: quote`.
    pub fn marks(&self) -> Vec<String> {
        let library = &self.state.library;
        let annotations = library.annotations_of(self.open_id());
        annotations.map(|annotation| self.describe(annotation)).collect()
    }

    /// The marks of all articles whose text is loaded, by id, as `label: quote`.
    pub fn marks_anywhere(&self) -> Vec<String> {
        self.state.library.annotations().map(|annotation| self.describe(annotation)).collect()
    }

    /// The chosen mark, as `label: quote`; empty for none.
    pub fn chosen(&self) -> String {
        self.state.chosen().map_or(String::new(), |annotation| self.describe(annotation))
    }

    /// What a label would mark now; empty for nothing.
    pub fn selected(&self) -> String {
        let view = self.state.view.article.as_ref().expect("a text is shown");
        self.state.mark_span().map_or(String::new(), |span| view.text.slice(span).to_owned())
    }

    /// The last thing that was said to those who do not see the page.
    pub fn last_said(&self) -> &str {
        self.said.last().map_or("", String::as_str)
    }

    /// The texts of the messages that wait, oldest first.
    pub fn messages(&self) -> Vec<&str> {
        self.state.view.messages.iter().map(|message: &Message| message.text.as_str()).collect()
    }

    /// The title of what undo or redo would do next; empty for nothing.
    pub fn next_title(&self, step: Step) -> &str {
        self.state.next_step(step).map_or("", |transaction| &transaction.title)
    }

    /// The annotation with this id.
    pub fn annotation(&self, id: AnnotationId) -> &Annotation {
        self.state.library.annotation(id).expect("the annotation is there")
    }

    /// The place of the first occurrence of `quote` in the open article.
    pub fn find(&self, quote: &str) -> CharSpan {
        let view = self.state.view.article.as_ref().expect("a text is shown");
        let text = view.text.as_str();
        let start = text.find(quote).unwrap_or_else(|| panic!("no {quote:?} in {text:?}"));
        let start = text[..start].chars().count();
        CharSpan::of(start, start + quote.chars().count())
    }

    fn describe(&self, annotation: &Annotation) -> String {
        let text = self.state.library.text_of(annotation.article).expect("the text is there");
        format!("{}: {}", annotation.label, annotation.quote(text))
    }
}
