//! The root: it holds the state, hears the browser, and carries out effects.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use onrecord_core::model::{ArticleId, ReplicaId, Selection};
use onrecord_core::record::TabId;
use onrecord_core::text::{ArticleText, Utf16Span};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, KeyboardEvent, MouseEvent, PointerEvent, StorageEvent};
use yew::prelude::*;

use crate::app::commands::{KeyPress, action_for};
use crate::app::{Action, AppState, Dialog, Effect, Query, Source, Theme, start, update};
use crate::platform::environment::{document, fill_random, moment, window};
use crate::platform::focus::{KeyTarget, key_target};
use crate::platform::{
    crash, drafts, exchange, files, focus, hits, local_storage, margin, segmenter, selection,
};

use super::controls::Shared;
use super::keeper::Keeper;
use super::{article, dialogs, header, keeper, library, messages};

/// The whole page.
pub struct App {
    state: AppState,
    dispatch: Callback<Action>,
    keeper: Keeper,
    chunks_seen: Range<usize>,
    /// Whether the page is drawn anew because other chunks are seen; looking again after that could
    /// go on for ever where drawing moves what is seen.
    has_looked: bool,
    /// Whether cards were drawn and do not stand at their places yet.
    are_cards_to_place: Rc<Cell<bool>>,
    announcement: String,
    is_dragged_over: bool,
    is_pointer_down: bool,
    is_alt_held: bool,
    /// Told to what is being read when it is to be read no more.
    is_reading_stopped: Rc<Cell<bool>>,
    /// Effects that need the page to be drawn first.
    after_drawing: Vec<Effect>,
    _listeners: Vec<EventListener>,
}

/// What the root hears.
pub enum Message {
    /// Something happened.
    Act(Action),
    /// A key went down.
    Key(KeyboardEvent),
    /// The pointer went down or up: whether Alt was held, and whether it is on something that acts
    /// on the selection.
    Pointer { is_down: bool, is_alt_held: bool, is_on_label: bool },
    /// The browser's selection changed.
    SelectionChanged,
    /// The page was scrolled or its window changed.
    Scrolled,
    /// Something is dragged over the page, or no longer.
    Dragged(bool),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let (mut random, mut tab) = ([0; 16], [0; 6]);
        fill_random(&mut random);
        fill_random(&mut tab);
        let new_replica = ReplicaId::from_u128(u128::from_be_bytes(random));
        let loaded = local_storage::load();
        let (mut state, effects) = start(loaded, TabId::from_bytes(tab), new_replica, moment());
        state.segmenter = segmenter::segmenter();
        if !state.view.is_read_only {
            local_storage::write_meta(state.replica.id());
        }
        let dispatch = context.link().callback(Message::Act);
        let tab = state.replica.tab().to_string();
        let keeper = Keeper::open(dispatch.clone(), tab.clone());
        begin_drafts(tab, dispatch.clone());
        let mut app = Self {
            state,
            dispatch,
            keeper,
            chunks_seen: 0..1,
            has_looked: false,
            are_cards_to_place: Rc::default(),
            announcement: String::new(),
            is_dragged_over: false,
            is_pointer_down: false,
            is_alt_held: false,
            is_reading_stopped: Rc::default(),
            after_drawing: Vec::new(),
            _listeners: listen(context),
        };
        app.carry_out(effects);
        app
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        if crash::is_broken() {
            return false;
        }
        match message {
            Message::Act(action) => self.act(action),
            Message::Key(event) => self.key(&event),
            Message::Pointer { is_down, is_alt_held, is_on_label } => {
                self.is_pointer_down = is_down;
                // Touching a button may clear the browser's selection before the button acts on it.
                if is_on_label {
                    return false;
                }
                self.is_alt_held = is_alt_held;
                !is_down && self.read_selection()
            }
            Message::SelectionChanged => !self.is_pointer_down && self.read_selection(),
            Message::Scrolled => self.look(),
            Message::Dragged(is_over) => {
                let has_changed = self.is_dragged_over != is_over;
                self.is_dragged_over = is_over;
                has_changed
            }
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let slot = state.view.armed.as_deref().and_then(|id| state.library.label_set().label(id));
        let library_state =
            state.view.library.map(|is_open| if is_open { "open" } else { "closed" });
        html! {
            <div class="app" data-library={library_state}
                data-armed-slot={slot.map(|label| label.slot.to_string())}>
                { header::header(state, dispatch) }
                { library::library(state, dispatch) }
                { self.workspace() }
                { dialogs::dialog(state, dispatch) }
                { messages::messages(state, &self.announcement, dispatch) }
                if self.is_dragged_over {
                    <div class="drop-hint">{ state.strings.drop_to_add }</div>
                }
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        for effect in std::mem::take(&mut self.after_drawing) {
            self.carry_out_drawn(effect);
        }
        // Drawing a chunk anew makes new text nodes, which are not painted.
        if self.state.view.find.is_some() {
            self.paint_hits();
        }
        // What is measured comes before what is moved, so that the browser lays out once.
        let has_looked = std::mem::take(&mut self.has_looked);
        if is_first || (!has_looked && margin::visible_chunks() != self.chunks_seen) {
            context.link().send_message(Message::Scrolled);
        } else if self.are_cards_to_place.take() {
            let chosen = self.state.view.chosen.map(|id| id.to_string());
            margin::place(self.chunks_seen.clone(), chosen.as_deref());
        }
    }
}

impl App {
    /// Says whether anything is to be drawn.
    fn act(&mut self, action: Action) -> bool {
        let expected = self.state.expects(&action).then(|| self.state.shown_of_stores());
        let effects = update(&mut self.state, action, moment());
        let is_news = !effects.is_empty() || expected != Some(self.state.shown_of_stores());
        self.carry_out(effects);
        is_news
    }

    fn workspace(&self) -> Html {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let Some(view) = &state.view.article else {
            let text = match state.view.open {
                Some(_) => state.strings.loading_text,
                None => state.strings.no_articles,
            };
            return html! { <main class="workspace"><p class="workspace-empty">{ text }</p></main> };
        };
        html! {
            <>
                <main class="workspace" tabindex="0">
                    if let Some(find) = &state.view.find {
                        { super::find_bar::find_bar(state, find, dispatch) }
                    }
                    <div class="page" dir={article::direction(view)}>
                        <div class="reading">
                            { article::article(state, view, dispatch) }
                            if let Some(selection) = state.view.selection {
                                <article::SelectionBar {selection}
                                    labels={Shared::from(state.library.label_set())}
                                    strings={super::words::Words(state.strings)}
                                    dispatch={dispatch.clone()} />
                            }
                            if state.view.is_hint_shown { <p class="hint">{ state.strings.hint }</p> }
                        </div>
                        { super::margin::cards(state, view, self.chunks_seen.clone(),
                            &self.are_cards_to_place, dispatch) }
                    </div>
                </main>
                <article::ArticleMap ticks={Shared::from(view.map.ticks())}
                    labels={Shared::from(state.library.label_set())} />
            </>
        }
    }

    /// What was found in the text that is shown, and the number of the hit that is shown.
    fn hits(&self) -> Option<(Vec<Utf16Span>, usize)> {
        let (find, view) = (self.state.view.find.as_ref()?, self.state.view.article.as_ref()?);
        let is_its_own = find.text == Some(view.text.hash());
        is_its_own.then(|| {
            let hits = find.hits.iter().map(|hit| view.text.to_utf16(*hit));
            (hits.collect(), find.current)
        })
    }

    fn paint_hits(&self) {
        let (hits, current) = self.hits().unwrap_or_default();
        hits::paint(&hits, current);
    }

    /// Does what a key means. Says whether anything is to be drawn.
    fn key(&mut self, event: &KeyboardEvent) -> bool {
        let target = key_target(event);
        let press = KeyPress {
            key: event.key(),
            is_ctrl: event.ctrl_key() || event.meta_key(),
            is_shift: event.shift_key(),
            is_alt: event.alt_key(),
        };
        let is_modal = self.state.view.dialog.is_some_and(|dialog| dialog != Dialog::ExportMenu);
        let belongs_elsewhere = match (target, press.key.as_str()) {
            _ if event.is_composing() || event.default_prevented() => true,
            // The browser's dialogs have their own ways.
            _ if is_modal => true,
            (KeyTarget::TextField, "Escape") => {
                focus::blur();
                true
            }
            (KeyTarget::TextField, key) => !(press.is_ctrl && matches!(key, "s" | "f")),
            (KeyTarget::Control, "Enter" | " ") => true,
            _ => false,
        };
        let action = (!belongs_elsewhere).then(|| action_for(&self.state, &press)).flatten();
        let Some(action) = action else { return false };
        event.prevent_default();
        self.act(action);
        true
    }

    /// Takes the browser's selection over. Says whether anything is to be drawn.
    fn read_selection(&mut self) -> bool {
        let Some(view) = &self.state.view.article else { return false };
        let start_of =
            |number: usize| Some(view.text.char_to_utf16(view.chunks.get(number)?.span.start()));
        let selected = selection::read(start_of).map(|(anchor, head)| Selection {
            anchor: view.text.utf16_to_char(anchor),
            head: view.text.utf16_to_char(head),
            is_exact: self.is_alt_held,
        });
        if selected == self.state.view.selection {
            return false;
        }
        self.act(Action::Select(selected));
        true
    }

    /// Looks which chunks are seen now. Says whether anything is to be drawn.
    fn look(&mut self) -> bool {
        let seen = margin::visible_chunks();
        let has_changed = seen != self.chunks_seen;
        self.chunks_seen = seen;
        self.has_looked = has_changed;
        has_changed
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Persist { ticket, records, texts, history } => {
                    self.keeper.persist(&self.state.replica, ticket, &records, texts, &history);
                }
                Effect::LoadTexts { hashes, then } => self.keeper.load_texts(hashes, then),
                Effect::ReadJournal(entries) => self.keeper.read_journal(entries),
                Effect::DeleteEverything => {
                    Keeper::delete_everything();
                    local_storage::write_meta(self.state.replica.id());
                }
                Effect::ForgetDraft(name) => drafts::forget_named(&name),
                Effect::PersistMeta => local_storage::write_meta(self.state.replica.id()),
                Effect::DownloadRaw => Keeper::download_raw(),
                Effect::Quarantine { key, raw } => {
                    local_storage::quarantine(&key, &raw);
                }
                Effect::PersistPreferences if self.state.view.is_read_only => {}
                Effect::PersistPreferences => {
                    local_storage::write_preferences(&self.state);
                    show_theme(self.state.view.theme);
                }
                Effect::Read(sources) => {
                    read(sources, self.is_reading_stopped.clone(), self.dispatch.clone());
                }
                Effect::Compare { article, source, old, spans } => {
                    let dispatch = self.dispatch.clone();
                    spawn_local(async move {
                        let answer = exchange::compare(&source, &old, &spans).await;
                        dispatch.emit(Action::Compared { article, answer });
                    });
                }
                Effect::Find { query, texts } => find(query, texts, self.dispatch.clone()),
                Effect::StopReading => {
                    self.is_reading_stopped.set(true);
                    self.is_reading_stopped = Rc::default();
                }
                Effect::Announce(text) => self.announcement = text,
                Effect::ClearSelection => selection::clear(),
                Effect::Download { name, media_type, content } => {
                    if files::download(&name, media_type, &content).is_err() {
                        let text = (self.state.strings.export_failed)(&name);
                        self.dispatch.emit(Action::Complain(text));
                    }
                }
                Effect::Reveal(_)
                | Effect::FocusCard
                | Effect::FocusArticle
                | Effect::PaintHits
                | Effect::RevealHit
                | Effect::FocusFind => {
                    self.after_drawing.push(effect);
                }
            }
        }
    }

    fn carry_out_drawn(&self, effect: Effect) {
        match effect {
            Effect::Reveal(id) => {
                let view = self.state.view.article.as_ref();
                let annotation = self.state.library.annotation(id);
                if let (Some(view), Some(annotation)) = (view, annotation)
                    && let Some(chunk) = view.chunks_of(annotation).first()
                {
                    margin::reveal(*chunk, &id.to_string());
                }
            }
            Effect::FocusCard => {
                focus::focus(
                    ".card[data-selected] .card-fields :is(button, input, select, textarea)",
                );
            }
            Effect::FocusArticle => focus::blur(),
            Effect::FocusFind => {
                focus::focus(".find-bar input");
            }
            Effect::PaintHits => self.paint_hits(),
            Effect::RevealHit => {
                if let Some((hits, current)) = self.hits()
                    && let Some(hit) = hits.get(current)
                {
                    hits::reveal(*hit);
                }
            }
            _ => {}
        }
    }
}

/// Offers what was being typed in tabs that are no more.
fn begin_drafts(tab: String, dispatch: Callback<Action>) {
    spawn_local(async move {
        let left = drafts::begin(tab).await;
        if !left.is_empty() {
            dispatch.emit(Action::DraftsFound(left));
        }
    });
}

/// Has `query` looked for in the background.
fn find(query: Query, texts: Vec<(ArticleId, Rc<ArticleText>)>, dispatch: Callback<Action>) {
    spawn_local(async move {
        let mut hits = Vec::with_capacity(texts.len());
        for (article, text) in texts {
            let Some(found) = exchange::find(&query, &text).await else { return };
            hits.push((article, found));
        }
        dispatch.emit(Action::Found { query, hits });
    });
}

/// Has `sources` read in the background, by the module that is fetched for it, until somebody
/// stops it. Between two of them the browser draws.
fn read(sources: Vec<Source>, is_stopped: Rc<Cell<bool>>, dispatch: Callback<Action>) {
    spawn_local(async move {
        let mut sources = sources.into_iter();
        while let Some(source) = sources.next() {
            match exchange::read(&source).await {
                _ if is_stopped.get() => return,
                Ok(Some(answer)) => dispatch.emit(Action::HaveRead(vec![(source, answer)])),
                Ok(None) => dispatch.emit(Action::NotRead(vec![source])),
                Err(_) => {
                    let rest = std::iter::once(source).chain(sources).collect();
                    return dispatch.emit(Action::NotRead(rest));
                }
            }
            gloo::timers::future::TimeoutFuture::new(0).await;
        }
    });
}

fn show_theme(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// Hears what happens anywhere on the page.
fn listen(context: &Context<App>) -> Vec<EventListener> {
    let link = context.link().clone();
    let send = move |message: Message| link.send_message(message);
    let (document, window) = (document(), window());
    let active = EventListenerOptions::enable_prevent_default();
    let capture = EventListenerOptions::run_in_capture_phase();
    let mut listeners = Vec::new();
    let send_ = send.clone();
    listeners.push(EventListener::new_with_options(&document, "keydown", active, move |event| {
        send_(Message::Key(event.clone().unchecked_into()));
    }));
    for (name, is_down) in [("pointerdown", true), ("pointerup", false), ("pointercancel", false)] {
        let send = send.clone();
        listeners.push(EventListener::new(&document, name, move |event| {
            let is_alt_held = event.unchecked_ref::<PointerEvent>().alt_key();
            let is_on_label =
                focus::is_within(event, ".label-buttons, .selection-bar, .pick-button");
            send(Message::Pointer { is_down, is_alt_held, is_on_label });
        }));
    }
    let send_ = send.clone();
    listeners.push(EventListener::new(&document, "selectionchange", move |_| {
        send_(Message::SelectionChanged);
    }));
    for (target, name) in [("workspace", "scroll"), ("window", "resize")] {
        let send = send.clone();
        let report = move |_: &web_sys::Event| send(Message::Scrolled);
        listeners.push(match target {
            // Scrolling does not bubble, but it can be captured.
            "workspace" => EventListener::new_with_options(&document, name, capture, report),
            _ => EventListener::new(&window, name, report),
        });
    }
    let send = context.link().callback(Message::Act);
    listeners.push(EventListener::new(&window, "storage", move |event| {
        let event: &StorageEvent = event.unchecked_ref();
        if let Some(action) = keeper::other_tab(event.key(), event.new_value()) {
            send.emit(action);
        }
    }));
    // A field that is being typed in hands its text over before the page goes.
    listeners.push(EventListener::new(&window, "pagehide", |_| focus::blur()));
    listen_to_drops(context, &document, &mut listeners);
    listeners
}

fn listen_to_drops(
    context: &Context<App>,
    document: &web_sys::Document,
    listeners: &mut Vec<EventListener>,
) {
    let active = EventListenerOptions::enable_prevent_default;
    let has_files = |event: &web_sys::Event| {
        let transfer = event.unchecked_ref::<DragEvent>().data_transfer();
        transfer.is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
    };
    let link = context.link().clone();
    listeners.push(EventListener::new_with_options(document, "dragover", active(), move |event| {
        if has_files(event) {
            event.prevent_default();
            link.send_message(Message::Dragged(true));
        }
    }));
    let link = context.link().clone();
    listeners.push(EventListener::new(document, "dragleave", move |event| {
        // Leaving one element for another is not leaving the page.
        if event.unchecked_ref::<MouseEvent>().related_target().is_none() {
            link.send_message(Message::Dragged(false));
        }
    }));
    let link = context.link().clone();
    listeners.push(EventListener::new_with_options(document, "drop", active(), move |event| {
        if has_files(event) {
            event.prevent_default();
            let transfer = event.unchecked_ref::<DragEvent>().data_transfer();
            if let Some(transfer) = transfer {
                let (dropped, dispatch) = (files::dropped(&transfer), link.callback(Message::Act));
                spawn_local(async move {
                    dialogs::read_files(files::found(dropped).await, dispatch);
                });
            }
        }
        link.send_message(Message::Dragged(false));
    }));
}
