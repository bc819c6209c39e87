//! Asks for a text, and says what is recognised in it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::platform::exchange;
use crate::ui::words::Words;

/// A text that was pasted or typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Pasted {
    /// The text.
    pub text: String,
    /// The markup that came with it; empty where there is none.
    pub markup: Rc<str>,
    /// The title as typed; empty for none.
    pub title: String,
}

/// Properties of [`PasteText`].
#[derive(Properties, PartialEq)]
pub struct PasteTextProps {
    /// The words of the page.
    pub strings: Words,
    /// Called with the text when it is to be added.
    pub on_add: Callback<Pasted>,
    /// Called to choose files instead.
    pub choose: Callback<MouseEvent>,
    /// Called to leave.
    pub leave: Callback<()>,
}

/// Asks for a text. Markup that comes with it from the clipboard is kept until it is edited.
#[component]
pub fn PasteText(props: &PasteTextProps) -> Html {
    let strings = props.strings;
    let text = use_state(String::new);
    let markup = use_state(|| Rc::<str>::from(""));
    let pasted = use_mut_ref(String::new);
    let title = use_node_ref();
    let onpaste = {
        let pasted = pasted.clone();
        move |event: Event| {
            let is_empty = event.target_unchecked_into::<HtmlTextAreaElement>().value().is_empty();
            let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data();
            let html = data.filter(|_| is_empty).and_then(|data| data.get_data("text/html").ok());
            *pasted.borrow_mut() = html.unwrap_or_default();
        }
    };
    let oninput = {
        let (text, markup) = (text.clone(), markup.clone());
        move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            markup.set(pasted.take().into());
        }
    };
    let onsubmit = {
        let (text, markup, title) = (text.clone(), markup.clone(), title.clone());
        let on_add = props.on_add.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().is_empty() {
                return;
            }
            let title = title.cast::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            let (text, markup) = (String::clone(&text), Rc::clone(&markup));
            on_add.emit(Pasted { text, markup, title });
        }
    };
    let preview = use_preview(&text, &markup);
    let is_empty = text.trim().is_empty();
    html! {
        <form {onsubmit}>
            <textarea class="dialog-text" aria-label={strings.article_text} dir="auto"
                value={String::clone(&text)} {oninput} {onpaste} />
            <input ref={title} class="dialog-input" aria-label={strings.article_title}
                placeholder={strings.title_suggested} />
            <p class="add-preview" aria-live="polite">
                { if is_empty { strings.nothing_to_add.to_owned() } else { preview.words(strings) } }
            </p>
            <div class="dialog-actions">
                { actions(strings, &props.choose, &props.leave) }
                <button type="submit" class="primary-button"
                    aria-disabled={is_empty.then_some("true")}>{ strings.add }</button>
            </div>
        </form>
    }
}

/// What the reader says about the text in the field.
#[derive(Debug, Clone, PartialEq)]
enum Preview {
    Awaited,
    Known(String),
    /// The reader did not arrive.
    Missing,
}

impl Preview {
    fn words(&self, strings: Words) -> String {
        match self {
            Self::Awaited => strings.reading.to_owned(),
            Self::Known(words) => words.clone(),
            Self::Missing => strings.cannot_preview.to_owned(),
        }
    }
}

/// Asks the reader about `text` and its `markup`; the answer to an earlier one is passed over.
#[hook]
fn use_preview(text: &str, markup: &Rc<str>) -> Preview {
    let preview = use_state(|| Preview::Awaited);
    let set = preview.setter();
    use_effect_with((text.to_owned(), markup.clone()), move |(text, markup)| {
        let is_outdated = Rc::new(Cell::new(text.trim().is_empty()));
        let (text, markup, is_later) = (text.clone(), markup.clone(), is_outdated.clone());
        spawn_local(async move {
            if is_later.get() {
                return;
            }
            let words = exchange::summarise(&text, &markup).await;
            if !is_later.get() {
                set.set(words.map_or(Preview::Missing, Preview::Known));
            }
        });
        move || is_outdated.set(true)
    });
    Preview::clone(&preview)
}

/// The buttons that choose files and leave.
pub fn actions(strings: Words, choose: &Callback<MouseEvent>, leave: &Callback<()>) -> Html {
    html! {
        <>
            <button type="button" class="text-button" onclick={choose.clone()}>
                { strings.choose_files }
            </button>
            <button type="button" class="text-button"
                onclick={leave.reform(|_: MouseEvent| ())}>{ strings.cancel }</button>
        </>
    }
}
