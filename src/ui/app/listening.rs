//! What the root hears from the browser, wherever on the page it happens.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, MouseEvent, PointerEvent, StorageEvent};
use yew::prelude::*;

use super::{App, Message};
use crate::platform::environment::{document, window};
use crate::platform::{exchange, files, focus, hover};
use crate::ui::keeper;

/// Hears what can be done to the page, and what other tabs do, from the start on.
pub(super) fn listen(context: &Context<App>) -> Vec<EventListener> {
    let link = context.link().clone();
    let send = move |message: Message| link.send_message(message);
    let (document, window) = (document(), window());
    let active = EventListenerOptions::enable_prevent_default();
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
    let send = context.link().callback(Message::Act);
    listeners.push(EventListener::new(&window, "storage", move |event| {
        let event: &StorageEvent = event.unchecked_ref();
        if let Some(action) = keeper::other_tab(event.key(), event.new_value()) {
            send.emit(action);
        }
    }));
    // A field that is being typed in hands its text over before the page goes.
    listeners.push(EventListener::new(&window, "pagehide", |_| focus::blur()));
    listeners
}

/// Hears the rest of what happens anywhere on the page, once there is something to do it to.
pub(super) fn listen_to_the_rest(context: &Context<App>, listeners: &mut Vec<EventListener>) {
    let link = context.link().clone();
    let send = move |message: Message| link.send_message(message);
    let (document, window) = (document(), window());
    let capture = EventListenerOptions::run_in_capture_phase();
    for (target, name) in [("workspace", "scroll"), ("window", "resize")] {
        let (send, is_due) = (send.clone(), Rc::new(Cell::new(false)));
        let is_resized = target == "window";
        // Cards come after the frame, so that what is read is moved and painted at once.
        let report = move |_: &web_sys::Event| {
            if is_due.replace(true) {
                return;
            }
            let (send, is_due) = (send.clone(), is_due.clone());
            Timeout::new(0, move || {
                is_due.set(false);
                send(Message::Scrolled { is_resized });
            })
            .forget();
        };
        listeners.push(match target {
            // Scrolling does not bubble, but it can be captured.
            "workspace" => EventListener::new_with_options(&document, name, capture, report),
            _ => EventListener::new(&window, name, report),
        });
    }
    listeners.push(EventListener::new(&document, "mouseover", |event| {
        hover::follow(event);
        exchange::expect(event);
    }));
    for (name, is_printing) in [("beforeprint", true), ("afterprint", false)] {
        let send = context.link().callback(Message::Printing);
        listeners.push(EventListener::new(&window, name, move |_| send.emit(is_printing)));
    }
    listen_to_drops(context, &document, listeners);
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
                link.send_message(Message::Dropped(files::dropped(&transfer)));
            }
        }
        link.send_message(Message::Dragged(false));
    }));
}
