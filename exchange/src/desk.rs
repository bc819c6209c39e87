//! The dialogs of this module, and what they are about. They stand beside the page, in an element
//! of their own.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect};
use onrecord::app::{Delivery, Work};
use onrecord::platform::environment::{document, window};
use onrecord::platform::files;
use onrecord_core::duplicates::Sketch;
use onrecord_core::formats::Loss;
use onrecord_core::model::AnnotationId;
use onrecord_core::text::TextHash;
use onrecord_core::transfer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use yew::prelude::*;

use crate::annotated_preview::Choice;
use crate::blocks::Blocks;
use crate::details::Details;
use crate::find::Find;
use crate::given::{Given, Texts, may_be_text};
use crate::intake::{Intake, documents};
use crate::library::SearchLibrary;
use crate::links::Links;
use crate::opened::Opened;
use crate::page::{Page, guarded};
use crate::pasted::{Pasted, Recognised};
use crate::shelf::Shelf;
use crate::strings::Strings;
use crate::version::NewerVersion;
use crate::work::{WorkProps, hold_focus};
use crate::{add_articles, losses, stocktaking};

/// Longer texts, in bytes, are looked at only when nothing was typed for [`PAUSE_MS`].
const LONG_TEXT: usize = 50_000;

/// Milliseconds without a letter after which a long text is looked at.
const PAUSE_MS: u32 = 300;

/// The element that the dialogs stand in.
const ROOT: &str = "exchange";

/// All dialogs; at most one is open.
pub struct Desk {
    open: Option<Open>,
    /// What the library has, to compare new texts with.
    pub(crate) shelf: Shelf,
    /// Whether texts of the library are being looked at.
    is_sketching: bool,
    /// Compares what is shown with the library, once it is shown.
    compare: Option<Timeout>,
    /// Files that wait to be read.
    files: VecDeque<File>,
    /// Texts among the files that were read, which others may mark.
    texts: Texts,
    pub(crate) intake: Intake,
    pub(crate) pasted: Pasted,
    /// What the clipboard has beside a text that is about to be put in.
    arriving_markup: String,
    /// What is recognised in the pasted text, or why nothing is.
    pub(crate) recognised: Recognised,
    /// Looks at the pasted text when nothing was typed for a while.
    look: Option<Timeout>,
    page: Option<Page>,
}

/// What is open.
enum Open {
    AddArticles,
    Losses(Export, Vec<Loss>),
    Work(Work, Option<AnnotationId>, Rc<Opened>, Page),
}

/// A file to be handed over in another format.
pub(crate) struct Export {
    pub(crate) format: String,
    name: String,
    json: String,
}

/// What happens to the dialogs.
pub enum Message {
    /// Articles are to be added; promises of files may be among them.
    AddArticles { files: Vec<JsValue>, known: Vec<(String, String)>, page: Page },
    /// Files were chosen, or their promises were kept.
    Files(Vec<File>),
    /// A file was read from the disk, or could not be.
    Read(File, Option<Vec<u8>>),
    /// These texts of the library were found for a file that names them.
    Found(Given, Vec<(String, String)>),
    /// The clipboard has this markup beside the text that is about to be put in.
    Markup(String),
    /// The text in its field changed.
    Text(String),
    /// The title in its field changed.
    Title(String),
    /// It is time to look at the pasted text.
    Look,
    /// It is time to compare what is shown with the library.
    Compare,
    /// These texts of the library were looked at.
    Sketched(Vec<(TextHash, Option<Sketch>)>),
    /// All texts of the library were looked at.
    AllSketched,
    /// The article that waits at this place is not wanted.
    LeaveOut(usize),
    /// The file of annotations that waits at this place is not wanted.
    LeaveOutFile(usize),
    /// Something was decided about the file of annotations at this place.
    Decide(usize, Choice),
    /// No further files are to be read.
    Stop,
    /// What stands in the fields, or waits, is to be added.
    Add,
    /// The dialog was left.
    Close,
    /// A dialog about the open article or the library is wanted.
    Work { work: String, chosen: Option<AnnotationId>, opened: Rc<Opened>, page: Page },
    /// Annotations are to be handed over in another format.
    Export { format: String, name: String, json: String, page: Page },
    /// The file is to be written, with or without the list of what it lacks.
    Download { has_report: bool },
}

thread_local! {
    static DESK: RefCell<Option<AppHandle<Desk>>> = const { RefCell::new(None) };
}

/// Tells the dialogs; they are drawn for the first time when they are first told.
pub fn send(message: Message) {
    DESK.with_borrow_mut(|desk| {
        let desk = desk.get_or_insert_with(|| yew::Renderer::<Desk>::with_root(root()).render());
        desk.send_message(message);
    });
}

/// A new element for the dialogs; one of a module that stopped is replaced.
fn root() -> web_sys::Element {
    let document = document();
    if let Some(old) = document.get_element_by_id(ROOT) {
        old.remove();
    }
    let root = document.create_element("div").expect("a document makes elements");
    root.set_id(ROOT);
    let body = document.body().expect("the page has a body");
    let _ = body.append_child(&root);
    // The sheet of these dialogs comes with them.
    if document.query_selector("link[href='exchange.css']").is_ok_and(|found| found.is_none())
        && let (Ok(sheet), Some(head)) = (document.create_element("link"), document.head())
    {
        let _ = sheet.set_attribute("rel", "stylesheet");
        let _ = sheet.set_attribute("href", "exchange.css");
        let _ = head.append_child(&sheet);
    }
    root
}

impl Component for Desk {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self {
            open: None,
            shelf: Shelf::default(),
            is_sketching: false,
            compare: None,
            files: VecDeque::new(),
            texts: Texts::default(),
            intake: Intake::default(),
            pasted: Pasted::default(),
            arriving_markup: String::new(),
            recognised: Recognised::default(),
            look: None,
            page: None,
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::AddArticles { files, known, page } => {
                self.page = Some(page);
                self.shelf.stock(known);
                self.shelf.stock_labels(stocktaking::labels());
                // What was dropped is shown when it is known what it is.
                if files.is_empty() {
                    self.open = Some(Open::AddArticles);
                }
                files.into_iter().for_each(|files| await_files(context, files));
            }
            Message::Files(files) => {
                let is_idle = self.intake.n_files == 0;
                self.intake.expect(files.len());
                // What others mark is there when it is asked for.
                let (texts, others): (Vec<_>, Vec<_>) =
                    files.into_iter().partition(|file| may_be_text(&file.name()));
                self.files.extend(texts.into_iter().chain(others));
                if is_idle {
                    self.read_next(context);
                }
                self.show_intake();
            }
            Message::Read(file, bytes) => {
                self.take(context, &file.name(), bytes);
                self.read_next(context);
                self.show_intake();
                self.compare_soon(context);
            }
            Message::Found(given, texts) => {
                let given = self.texts.give_again(given, texts);
                self.take_given(context, given, false);
                self.show_intake();
                self.compare_soon(context);
            }
            Message::Markup(markup) => self.arriving_markup = markup,
            Message::Text(text) => {
                self.pasted.text = text;
                self.pasted.markup = std::mem::take(&mut self.arriving_markup);
                if self.pasted.text.len() > LONG_TEXT {
                    let link = context.link().clone();
                    let look = move || link.send_message(Message::Look);
                    self.look = Some(Timeout::new(PAUSE_MS, look));
                } else {
                    self.look_at_pasted(context);
                }
            }
            Message::Title(title) => self.pasted.title = title,
            Message::Look => self.look_at_pasted(context),
            Message::Compare => self.compare(context),
            Message::Sketched(sketches) => {
                self.shelf.put(sketches);
                return false;
            }
            Message::AllSketched => {
                self.is_sketching = false;
                self.compare(context);
            }
            Message::LeaveOut(place) => {
                self.intake.leave_out(place);
                self.show_intake();
            }
            Message::LeaveOutFile(place) => {
                self.intake.leave_out_file(place);
                self.show_intake();
            }
            Message::Decide(place, choice) => self.intake.decide(place, choice),
            Message::Stop => {
                self.files.clear();
                self.intake.stop();
                self.show_intake();
            }
            Message::Add => self.add(),
            Message::Close => self.close(),
            Message::Work { work, chosen, opened, page } => {
                self.close();
                let work = Work::ALL.into_iter().find(|it| it.name() == work);
                self.open = work.map(|work| Open::Work(work, chosen, opened, page));
            }
            Message::Export { format, name, json, page } => {
                self.page = Some(page);
                self.export(Export { format, name, json });
            }
            Message::Download { has_report } => {
                if let Some(Open::Losses(export, _)) = self.open.take() {
                    self.download(&export, has_report);
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (strings, link) = (Self::strings(), context.link());
        match &self.open {
            Some(Open::AddArticles) => add_articles::dialog(self, strings, link),
            Some(Open::Losses(export, losses)) => {
                let format = onrecord_core::formats::format(&export.format);
                let format = format.map_or(export.format.as_str(), |format| format.name);
                losses::dialog(format, losses, strings, link)
            }
            Some(Open::Work(work, chosen, opened, page)) => {
                let (opened, page) = (opened.clone(), page.clone());
                let on_close = link.callback(|()| Message::Close);
                let props = WorkProps { strings, chosen: *chosen, opened, page, on_close };
                match work {
                    Work::Details => html! { <Details ..props /> },
                    Work::Blocks => html! { <Blocks ..props /> },
                    Work::Version => html! { <NewerVersion ..props /> },
                    Work::Find => html! { <Find ..props /> },
                    Work::Library => html! { <SearchLibrary ..props /> },
                    Work::Links => html! { <Links ..props /> },
                }
            }
            None => Html::default(),
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        hold_focus();
    }
}

impl Desk {
    /// The words in the language that the page speaks now.
    pub(crate) fn strings() -> &'static Strings {
        let page = document().document_element();
        Strings::of(&page.and_then(|page| page.get_attribute("lang")).unwrap_or_default())
    }

    fn deliver(&self, delivery: &Delivery) {
        if let Some(page) = &self.page {
            page.deliver(delivery);
        }
    }

    /// Opens the dialog for what is being read or waits; closes it when nothing is left to show.
    fn show_intake(&mut self) {
        let is_shown = self.intake.n_files > 1
            || self.intake.has_waiting()
            || !self.intake.problems.is_empty();
        if is_shown {
            self.open = Some(Open::AddArticles);
        } else if self.intake.is_empty() && matches!(self.open, Some(Open::AddArticles)) {
            self.close();
        }
    }

    /// Has the next file read from the disk. In between the browser draws.
    fn read_next(&mut self, context: &Context<Self>) {
        let Some(file) = self.files.pop_front() else { return };
        context.link().send_future(async move {
            gloo::timers::future::TimeoutFuture::new(0).await;
            let bytes = files::read(&file).await.ok();
            Message::Read(file, bytes)
        });
    }

    fn take(&mut self, context: &Context<Self>, file: &str, bytes: Option<Vec<u8>>) {
        match bytes {
            Some(bytes) => {
                let given = self.texts.give(file, bytes.into());
                self.take_given(context, given, true);
            }
            None => self.complain((Self::strings().unreadable)(file)),
        }
    }

    /// Reads a file. Texts that it names and that did not come with it may be in the library, unless
    /// they were looked for there.
    fn take_given(&mut self, context: &Context<Self>, given: Given, may_seek: bool) {
        let strings = Self::strings();
        let file_to_read = given.clone();
        let Some(read) = guarded(move || file_to_read.read()) else {
            trust_no_more();
            return self.complain((strings.stopped)(&given.name));
        };
        if may_seek && !read.wanted.is_empty() {
            context.link().send_future(async move {
                let texts = stocktaking::texts(&read.wanted).await;
                Message::Found(given, texts)
            });
        } else if let Some(delivery) = self.intake.take(given, read, &self.shelf, strings) {
            self.deliver(&delivery);
        }
    }

    fn complain(&mut self, problem: String) {
        if let Some(delivery) = self.intake.complain(problem) {
            self.deliver(&delivery);
        }
    }

    fn look_at_pasted(&mut self, context: &Context<Self>) {
        self.look = None;
        self.recognised = if self.pasted.is_empty() {
            Recognised::default()
        } else {
            self.pasted.recognised(&self.shelf, Self::strings())
        };
        self.compare_soon(context);
    }

    /// Has what is shown compared with the library after the browser has drawn it.
    fn compare_soon(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.compare = Some(Timeout::new(0, move || link.send_message(Message::Compare)));
    }

    /// Compares what is shown with the library; texts of it that nobody looked at come first.
    fn compare(&mut self, context: &Context<Self>) {
        self.compare = None;
        let has_some = self.recognised.has_texts() || self.intake.has_waiting();
        if self.is_sketching || !has_some {
            return;
        }
        let unseen = self.shelf.unseen();
        if unseen.is_empty() {
            self.recognised.compare(&self.shelf);
            if self.intake.compare(&self.shelf) {
                self.compare_soon(context);
            }
            return;
        }
        self.is_sketching = true;
        let link = context.link().clone();
        context.link().send_future(async move {
            let take = |sketches| link.send_message(Message::Sketched(sketches));
            stocktaking::sketch(unseen, take).await;
            Message::AllSketched
        });
    }

    fn add(&mut self) {
        if !self.intake.is_empty() {
            let deliveries = self.intake.deliver(Self::strings());
            self.close();
            deliveries.iter().for_each(|delivery| self.deliver(delivery));
        } else if !self.pasted.is_empty() {
            match self.pasted.read() {
                Ok(read) => {
                    self.close();
                    self.pasted = Pasted::default();
                    self.recognised = Recognised::default();
                    self.deliver(&documents(read.imported.articles));
                }
                Err(error) => {
                    self.recognised = Recognised::nothing((Self::strings().read_error)(&error));
                }
            }
        }
    }

    /// Forgets everything but what stands in the fields, which is there when the dialog comes back;
    /// nothing of it was stored.
    fn close(&mut self) {
        self.open = None;
        self.files.clear();
        self.texts = Texts::default();
        self.intake = Intake::default();
        self.compare = None;
    }

    fn export(&mut self, export: Export) {
        match transfer::list_losses(&export.format, &export.json) {
            Ok(losses) if losses.is_empty() => self.download(&export, false),
            Ok(losses) => self.open = Some(Open::Losses(export, losses)),
            Err(error) => {
                let reason = (Self::strings().not_converted)(&error);
                self.deliver(&Delivery::NotExported(reason));
            }
        }
    }

    fn download(&self, export: &Export, has_report: bool) {
        let Export { format, name, json } = export;
        let converted = transfer::convert(format, json, name, has_report);
        let converted = converted.map_err(|error| (Self::strings().not_converted)(&error));
        let handed = converted.and_then(|file| {
            let handed = files::download(&file.name, file.media_type, &file.bytes);
            handed.map(|()| file.name.clone()).map_err(|_| file.name)
        });
        self.deliver(&match handed {
            Ok(name) => Delivery::Exported(name),
            Err(reason) => Delivery::NotExported(reason),
        });
    }
}

/// Takes files once their promise is kept; none where the browser does not tell.
fn await_files(context: &Context<Desk>, files: JsValue) {
    context.link().send_future(async move {
        // Where it is none, it is what a kept one would give.
        let files = JsFuture::from(Promise::resolve(&files)).await;
        let files = files.map(|files| Array::from(&files)).unwrap_or_default();
        Message::Files(files.iter().map(JsCast::unchecked_into).collect())
    });
}

/// Has the page fetch this module anew the next time.
fn trust_no_more() {
    let load = Reflect::get(&window(), &"onrecordExchange".into());
    if let Ok(load) = load.and_then(|load| load.dyn_into::<Function>()) {
        let _ = load.call1(&JsValue::UNDEFINED, &true.into());
    }
}
