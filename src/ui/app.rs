//! The root: it holds the state, hears the browser, and carries out effects.

mod around;
mod effects;
mod hands;
mod listening;

use std::cell::RefCell;
use std::ops::Range;

use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use js_sys::Promise;
use onrecord_core::model::{ReplicaId, Selection};
use onrecord_core::record::TabId;
use onrecord_core::text::CharOffset;
use wasm_bindgen_futures::spawn_local;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent};
use yew::prelude::*;

use crate::app::commands::action_for;
use crate::app::strings::{ENGLISH, Strings};
use crate::app::{Action, AppState, Delivery, Dialog, Effect, Errand, settings, start, update};
use crate::platform::environment::{
    after_painting, at_leisure, fill_random, is_room_kept, moment, set_on_root,
};
use crate::platform::exchange::Exchange;
use crate::platform::focus::{KeyTarget, key_target};
use crate::platform::moves::Move;
use crate::platform::{crash, drafts, focus, intl, language, local_storage, margin, segmenter};

use super::keeper::Keeper;
use super::key_press::key_press;
use super::margin::{Progress, Rest};
use super::{article, dialogs, header};
use around::Around;

/// Chunks that are filled before anything is painted: more than a window shows.
const FIRST_CHUNKS: usize = 3;

/// The whole page.
pub struct App {
    state: AppState,
    dispatch: Callback<Action>,
    keeper: Keeper,
    status: header::StorageStatus,
    chunks_seen: Range<usize>,
    /// Where the text stood when that was last asked.
    top: f64,
    /// Whether the text flies past, faster than anybody reads.
    is_flying: bool,
    /// Whether the page is drawn anew because other chunks are seen; looking again after that could
    /// go on for ever where drawing moves what is seen.
    has_looked: bool,
    cards: RefCell<Progress>,
    /// What stands around the text, as it was last drawn.
    around: RefCell<Around>,
    /// Whether the text is drawn alone now, and what stands around it once that is painted.
    is_text_first: bool,
    /// Whether the beginning of the text was shown before, with room for what stands around it.
    is_room_kept: bool,
    /// Whether more was drawn than the state of the stores, so that things may stand elsewhere now.
    is_shifted: bool,
    /// The selection for which its bar was placed.
    placed_for: Option<Selection>,
    /// How many chunks have their text already.
    n_filled: usize,
    /// Whether the page is being printed.
    is_printing: bool,
    announcement: String,
    n_announced: usize,
    is_dragged_over: bool,
    is_pointer_down: bool,
    is_alt_held: bool,
    /// How far a handle is from the pointer that holds it, and where it was pulled to.
    grip: Option<((f64, f64), Option<CharOffset>)>,
    exchange: Exchange,
    texts: language::Texts,
    /// Effects that need the page to be drawn first.
    after_drawing: Vec<Effect>,
    listeners: Vec<EventListener>,
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
    /// The caret got or lost the focus.
    Caret(bool),
    /// The text was clicked.
    Clicked(MouseEvent),
    /// A pointer did something to a handle; whether to the one at the start.
    Grip(bool, PointerEvent),
    /// What is seen first was painted, so that the rest of the text can be drawn.
    Painted,
    /// More cards can be drawn.
    MoreCards,
    /// The page is about to be printed, or was.
    Printing(bool),
    /// The page was scrolled, or its window changed, so that everything may stand elsewhere.
    Scrolled { is_resized: bool },
    /// The text flew past a frame ago.
    Flown,
    /// A new mark was painted, so that what stands around the text can follow.
    MarkPainted,
    /// Something is dragged over the page, or no longer.
    Dragged(bool),
    /// Files were dropped.
    Dropped(Promise),
    /// The texts of a language arrived, or did not.
    Texts(String, Option<String>),
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
        let keeper = Keeper::new(dispatch.clone());
        let exchange = {
            let dispatch = dispatch.clone();
            Exchange::new(move |kind, name, content| {
                dispatch.emit(Action::Deliver(Delivery::parse(&kind, name, content)));
            })
        };
        let texts = {
            let link = context.link().clone();
            language::Texts::new(move |language, texts| {
                link.send_message(Message::Texts(language, texts));
            })
        };
        let mut app = Self {
            status: header::StorageStatus::new(&state),
            state,
            dispatch,
            keeper,
            chunks_seen: 0..1,
            top: 0.0,
            is_flying: false,
            has_looked: false,
            cards: RefCell::default(),
            around: RefCell::default(),
            is_text_first: false,
            is_room_kept: is_room_kept(),
            is_shifted: true,
            placed_for: None,
            n_filled: FIRST_CHUNKS,
            is_printing: false,
            announcement: String::new(),
            n_announced: 0,
            is_dragged_over: false,
            is_pointer_down: false,
            is_alt_held: false,
            grip: None,
            exchange,
            texts,
            after_drawing: Vec::new(),
            listeners: listening::listen(context),
        };
        app.show_settings();
        app.carry_out(effects);
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        if crash::is_broken() {
            return false;
        }
        // What an action shifts, `act` knows.
        let is_action = matches!(message, Message::Act(_));
        let is_drawn = match message {
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
            Message::Caret(is_used) => {
                let action = if is_used { self.enter_caret() } else { Some(Action::CaretLost) };
                action.is_some_and(|action| self.act(action))
            }
            Message::Clicked(event) => {
                self.click(&event);
                true
            }
            Message::Grip(is_start, event) => {
                self.grip(is_start, &event);
                true
            }
            Message::Painted => {
                self.n_filled = usize::MAX;
                self.chunks_seen = margin::visible_chunks();
                listening::listen_to_the_rest(context, &mut self.listeners);
                let tab = self.state.replica.tab().to_string();
                self.keeper.begin(tab.clone());
                begin_drafts(tab, self.dispatch.clone());
                true
            }
            Message::MoreCards => self.cards.get_mut().go_on(),
            Message::Printing(is_printing) => {
                self.is_printing = is_printing;
                self.is_text_first = false;
                margin::forget_notes();
                // Paper shows the whole text and all cards at once.
                self.n_filled = usize::MAX;
                self.chunks_seen =
                    if is_printing { 0..margin::n_chunks() } else { margin::visible_chunks() };
                true
            }
            Message::Scrolled { is_resized } => {
                if is_resized {
                    self.placed_for = None;
                }
                !self.is_flying && self.look_when_landed(context) || is_resized
            }
            Message::Flown => self.look_when_landed(context),
            Message::MarkPainted => std::mem::take(&mut self.is_text_first),
            Message::Dropped(files) => {
                self.exchange.keep(&files);
                self.act(Action::Ask(Errand::AddArticles))
            }
            Message::Texts(language, texts) => {
                self.take_texts(&language, texts);
                false
            }
            Message::Dragged(is_over) => {
                let has_changed = self.is_dragged_over != is_over;
                self.is_dragged_over = is_over;
                has_changed
            }
        };
        self.is_shifted |= is_drawn && !is_action;
        is_drawn
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let link = context.link();
        let hands = article::Hands {
            on_caret: link.callback(Message::Caret),
            on_click: link.callback(Message::Clicked),
            on_grip: link.callback(|(is_start, event)| Message::Grip(is_start, event)),
        };
        let slot = state.view.armed.as_deref().and_then(|id| state.library.label_set().label(id));
        let library_state =
            state.view.library.map(|is_open| if is_open { "open" } else { "closed" });
        if !self.is_text_first {
            *self.around.borrow_mut() = self.draw_around();
        }
        let [header, library, facts, cards, map, messages] = self.around.borrow().clone();
        html! {
            <div class="app" data-library={library_state}
                data-armed-slot={slot.map(|label| label.slot.to_string())}>
                { header }
                { library }
                { self.workspace(&hands, facts, cards, map) }
                if let Some(dialog) = state.view.dialog {
                    { dialogs::dialog(state, dialog, dispatch) }
                }
                { messages }
                if self.is_dragged_over {
                    <div class="drop-hint">{ state.strings.drop_to_add() }</div>
                }
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        self.status.show(&self.state);
        if is_first {
            send_after_painting(context, Message::Painted);
        }
        if self.is_text_first {
            return send_after_painting(context, Message::MarkPainted);
        }
        for effect in std::mem::take(&mut self.after_drawing) {
            self.carry_out_drawn(effect);
        }
        // Before the text is painted nothing is there that has to be placed.
        if !self.is_painted() || !std::mem::take(&mut self.is_shifted) {
            return;
        }
        if self.is_printing {
            margin::number_notes();
            return;
        }
        // What is measured comes before what is moved, so that the browser lays out once.
        let mut moves = Vec::new();
        self.move_lines(&mut moves);
        if self.placed_for != self.state.view.selection {
            self.placed_for = self.state.view.selection;
            margin::move_bar(&mut moves);
        }
        match self.cards.get_mut().rest() {
            Rest::Nothing => {}
            Rest::Soon => send_after_painting(context, Message::MoreCards),
            Rest::AtLeisure => {
                let link = context.link().clone();
                spawn_local(async move {
                    at_leisure().await;
                    link.send_message(Message::MoreCards);
                });
            }
        }
        let has_looked = std::mem::take(&mut self.has_looked);
        if !has_looked && margin::visible_chunks() != self.chunks_seen {
            context.link().send_message(Message::Scrolled { is_resized: false });
        } else {
            let chosen = self.state.view.chosen.map(|id| id.to_string());
            margin::move_cards(self.chunks_seen.clone(), chosen.as_deref(), &mut moves);
        }
        moves.into_iter().for_each(Move::carry_out);
    }
}

impl App {
    /// Says whether anything is to be drawn.
    fn act(&mut self, action: Action) -> bool {
        let expected = self.state.expects(&action).then(|| self.state.shown_of_stores());
        // A file that is written shifts nothing, either.
        self.is_shifted |= expected.is_none() && !matches!(action, Action::Export(_));
        let left = self.state.view.dialog;
        let effects = update(&mut self.state, action, moment());
        if left != self.state.view.dialog {
            self.leave(left);
        }
        let is_news = !effects.is_empty() || expected != Some(self.state.shown_of_stores());
        if !is_news {
            self.status.show(&self.state);
        }
        self.carry_out(effects);
        is_news
    }

    fn workspace(&self, hands: &article::Hands, facts: Html, cards: Html, map: Html) -> Html {
        let (state, dispatch) = (&self.state, &self.dispatch);
        let Some(view) = &state.view.article else {
            let text = match state.view.open {
                Some(_) => state.strings.loading_text(),
                None => state.strings.no_articles(),
            };
            return html! { <main class="workspace"><h1 class="workspace-empty">{ text }</h1></main> };
        };
        html! {
            <>
                <main class="workspace" tabindex="0">
                    <div class="page" dir={article::direction(view)}>
                        <div class="reading">
                            { article::article(state, view, self.n_filled, facts, hands) }
                            if state.view.selection.is_some() {
                                { article::selection_bar(state, dispatch) }
                            }
                            if state.view.is_hint_shown && state.view.messages.is_empty() {
                                <p class="hint" dir="auto">{ state.strings.hint() }</p>
                            }
                        </div>
                        { cards }
                    </div>
                </main>
                { map }
            </>
        }
    }

    /// Whether what is seen first was painted; what can wait is drawn and begun only then.
    fn is_painted(&self) -> bool {
        self.n_filled == usize::MAX
    }

    /// Whether what stands around the text is drawn. Where its room is kept, it can wait, too, and
    /// nothing moves when it comes.
    fn is_frame_due(&self) -> bool {
        !self.is_room_kept || self.is_painted()
    }

    fn is_modal(&self) -> bool {
        self.state.view.dialog.is_some_and(|dialog| dialog != Dialog::ExportMenu)
    }

    /// Does what a key means. Says whether anything is to be drawn.
    fn key(&mut self, event: &KeyboardEvent) -> bool {
        let target = key_target(event);
        let press = key_press(event);
        let is_modal = self.is_modal();
        let belongs_elsewhere = match (target, press.key.as_str()) {
            _ if event.is_composing() || event.default_prevented() => true,
            // Dialogs have their own ways, those of the second module among them.
            _ if focus::is_in_dialog() => true,
            (KeyTarget::TextField | KeyTarget::Choice, "Escape") => {
                self.carry_out_drawn(Effect::FocusArticle);
                true
            }
            (KeyTarget::TextField, key) => !(press.is_ctrl && matches!(key, "s" | "k" | "f")),
            (KeyTarget::Choice, _) => !press.is_ctrl,
            (KeyTarget::Control, "Enter" | " ") => true,
            _ => false,
        };
        let action = match is_modal && !event.is_composing() {
            true => self.dialog_action(&press),
            false if belongs_elsewhere => None,
            false => action_for(&self.state, &press),
        };
        let Some(action) = action else { return false };
        event.prevent_default();
        self.act(action);
        true
    }

    /// Looks which chunks are seen, once the text no longer flies past: nobody reads the cards beside
    /// it, and drawing them would take longer than a frame. Says whether anything is to be drawn.
    fn look_when_landed(&mut self, context: &Context<Self>) -> bool {
        self.is_flying = margin::has_flown(&mut self.top);
        if self.is_flying {
            send_after_painting(context, Message::Flown);
        }
        !self.is_flying && self.look()
    }

    /// Looks which chunks are seen now. Says whether anything is to be drawn.
    fn look(&mut self) -> bool {
        let seen = margin::visible_chunks();
        let has_changed = seen != self.chunks_seen;
        self.chunks_seen = seen;
        self.has_looked = has_changed;
        has_changed
    }

    /// Lets the sheets of style know what was chosen, and has the page speak the chosen language.
    fn show_settings(&self) {
        let chosen = self.state.view.settings;
        for (setting, chosen) in settings::ALL.iter().zip(chosen) {
            set_on_root(&format!("data-{}", setting.id), setting.choices[chosen].0);
        }
        let wanted = self.wanted_language();
        if wanted == ENGLISH.locale() {
            self.speak(&ENGLISH);
        } else if wanted != self.state.strings.locale() {
            self.texts.fetch(wanted);
        }
    }

    fn wanted_language(&self) -> &'static str {
        settings::language(&self.state.view.settings, &language::preferred())
    }

    fn speak(&self, strings: &'static Strings) {
        // For those who read the page aloud.
        set_on_root("lang", strings.locale());
        if strings != self.state.strings {
            self.dispatch.emit(Action::Speak(strings));
        }
    }

    /// Speaks a language whose texts were fetched, unless another one has been chosen since.
    fn take_texts(&self, language: &str, texts: Option<String>) {
        let wanted = self.wanted_language();
        if language != wanted {
            return;
        }
        // What is drawn holds the words by their address, so they stay for good.
        let read = texts.and_then(|texts| {
            let customs = Box::leak(Box::new(intl::Browser(wanted)));
            Strings::read(Box::leak(texts.into_boxed_str()), customs)
        });
        match read {
            Some(strings) => self.speak(Box::leak(Box::new(strings))),
            None => {
                let text = self.state.strings.language_missing().to_owned();
                self.dispatch.emit(Action::Complain(text));
            }
        }
    }
}

fn send_after_painting(context: &Context<App>, message: Message) {
    let link = context.link().clone();
    after_painting(move || link.send_message(message));
}

/// Offers what was being typed in tabs that are no more.
fn begin_drafts(tab: String, dispatch: Callback<Action>) {
    spawn_local(async move {
        drafts::begin(tab).await;
        at_leisure().await;
        // A browser may hold the lock of a page that was left until later than the next one starts.
        for wait_ms in [0, 3000] {
            TimeoutFuture::new(wait_ms).await;
            let left = drafts::left_behind().await;
            if !left.is_empty() {
                dispatch.emit(Action::DraftsFound(left));
            }
        }
    });
}
