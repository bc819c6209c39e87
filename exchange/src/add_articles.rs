//! Takes a pasted text or files, and shows beforehand what is recognised in them.

use onrecord::platform::files;
use onrecord::ui::controls::icon;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::html::Scope;
use yew::prelude::*;

use crate::annotated_preview;
use crate::desk::{Desk, Message};
use crate::intake::Waiting;
use crate::modal_dialog::ModalDialog;
use crate::strings::Strings;

/// Asks for a text or files, or shows what was read of files.
pub fn dialog(desk: &Desk, strings: &'static Strings, link: &Scope<Desk>) -> Html {
    html! {
        <ModalDialog title={strings.add_articles}
            class={classes!("add-dialog", (!desk.intake.annotated.is_empty()).then_some("wide-dialog"))}
            on_close={link.callback(|()| Message::Close)}>
            if desk.intake.is_empty() {
                { paste_text(desk, strings, link) }
            } else {
                { waiting(desk, strings, link) }
            }
        </ModalDialog>
    }
}

/// The way to files, and out.
fn actions(strings: &Strings, link: &Scope<Desk>) -> Html {
    let onchange = link.callback(|event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let chosen = files::list(input.files());
        input.set_value("");
        Message::Files(chosen)
    });
    let choose = |event: MouseEvent| {
        let button = event.target_unchecked_into::<web_sys::HtmlElement>();
        let before = button.previous_element_sibling();
        if let Some(input) = before.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) {
            input.click();
        }
    };
    html! {
        <>
            <input class="visually-hidden" type="file" multiple=true tabindex="-1"
                aria-label={strings.choose_files} {onchange} />
            <button type="button" class="text-button" onclick={choose}>
                { strings.choose_files }
            </button>
            <button type="button" class="text-button"
                onclick={link.callback(|_: MouseEvent| Message::Close)}>{ strings.cancel }</button>
        </>
    }
}

/// Asks for a text. Markup that comes with it from the clipboard is kept until it is edited.
fn paste_text(desk: &Desk, strings: &'static Strings, link: &Scope<Desk>) -> Html {
    let pasted = &desk.pasted;
    let onpaste = link.callback(|event: Event| {
        let field = event.target_unchecked_into::<HtmlTextAreaElement>();
        let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data();
        // Markup is of use where it is that of the whole text.
        let data = data.filter(|_| field.value().is_empty());
        let markup = data.and_then(|data| data.get_data("text/html").ok());
        Message::Markup(markup.unwrap_or_default())
    });
    let on_text = link.callback(|event: InputEvent| {
        Message::Text(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    let on_title = link.callback(|event: InputEvent| {
        Message::Title(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onsubmit = link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Message::Add
    });
    let is_empty = pasted.is_empty();
    let preview = if is_empty { strings.nothing_to_add } else { &desk.recognised.notes };
    let twins = desk.recognised.twins(strings);
    html! {
        <form {onsubmit}>
            <textarea class="dialog-text" aria-label={strings.article_text} dir="auto"
                value={pasted.text.clone()} oninput={on_text} {onpaste} />
            <input class="dialog-input" aria-label={strings.article_title} value={pasted.title.clone()}
                placeholder={strings.title_suggested} oninput={on_title} />
            <p class="add-preview" aria-live="polite">
                { preview.to_owned() }
                if !twins.is_empty() { <bdi class="add-twin">{ twins }</bdi> }
            </p>
            <div class="dialog-actions">
                { actions(strings, link) }
                <button type="submit" class="primary-button"
                    aria-disabled={is_empty.then_some("true")}>{ strings.add }</button>
            </div>
        </form>
    }
}

/// Draws what was read of files, for the person to add.
fn waiting(desk: &Desk, strings: &'static Strings, link: &Scope<Desk>) -> Html {
    let intake = &desk.intake;
    let is_reading = intake.n_files > 0;
    let heading = match is_reading {
        true => (strings.reading_files)(intake.n_read, intake.n_files),
        false => (strings.n_ready)(intake.n_waiting()),
    };
    let entry = |(place, Waiting { article, note, twin, .. }): (usize, &Waiting)| {
        let title = article.article.metadata.title.as_str();
        let leave_out = link.callback(move |_: MouseEvent| Message::LeaveOut(place));
        html! {
            <li>
                <bdi class="intake-title">{ title.to_owned() }</bdi>
                <bdi class="intake-note">{ (strings.recognised)(note) }</bdi>
                if let Some(twin) = twin { <bdi class="intake-twin">{ twin.words(strings) }</bdi> }
                <button type="button" class="icon-button" aria-label={(strings.leave_out)(title)}
                    onclick={leave_out}>{ icon("M5 5l10 10M15 5L5 15") }</button>
            </li>
        }
    };
    let cannot_add = is_reading || !intake.has_waiting();
    html! {
        <>
            <p role="status">{ heading }</p>
            <ul class="intake" tabindex="0" aria-label={strings.to_be_added}>
                { for intake.problems.iter().map(|problem| html! {
                    <li class="intake-problem"><bdi>{ problem.clone() }</bdi></li>
                }) }
                { for intake.annotated.iter().enumerate().map(|(place, file)| {
                    annotated_preview::entry(place, file, &desk.shelf, strings, link)
                }) }
                { for intake.waiting.iter().enumerate().map(entry) }
            </ul>
            <div class="dialog-actions">
                if is_reading {
                    <button type="button" class="text-button"
                        onclick={link.callback(|_: MouseEvent| Message::Stop)}>{ strings.stop }</button>
                }
                { actions(strings, link) }
                <button type="button" class="primary-button" disabled={cannot_add}
                    onclick={link.callback(|_: MouseEvent| Message::Add)}>{ strings.add }</button>
            </div>
        </>
    }
}
