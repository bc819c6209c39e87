//! Takes a pasted text or files, and shows beforehand what is recognised in the text.

use std::cell::Cell;
use std::rc::Rc;

use onrecord_core::transfer::Summary;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Action;
use crate::platform::{exchange, files};
use crate::ui::controls::ModalDialog;
use crate::ui::words::Words;

/// Properties of [`AddArticles`].
#[derive(Properties, PartialEq)]
pub struct AddArticlesProps {
    /// The words of the page.
    pub strings: Words,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for a text.
#[component]
pub fn AddArticles(props: &AddArticlesProps) -> Html {
    let strings = props.strings;
    let text = use_state(String::new);
    let title = use_node_ref();
    let file_input = use_node_ref();
    let close = props.dispatch.reform(|()| Action::Show(None));
    let oninput = {
        let text = text.clone();
        move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        }
    };
    let onsubmit = {
        let (text, title, dispatch) = (text.clone(), title.clone(), props.dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().is_empty() {
                return;
            }
            let title = title.cast::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            dispatch.emit(Action::Show(None));
            dispatch.emit(Action::AddArticle { text: String::clone(&text), title });
        }
    };
    let choose = {
        let file_input = file_input.clone();
        move |_: MouseEvent| {
            if let Some(input) = file_input.cast::<HtmlInputElement>() {
                input.click();
            }
        }
    };
    let onchange = {
        let dispatch = props.dispatch.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            read_files(files::list(input.files()), dispatch.clone());
            input.set_value("");
        }
    };
    let preview = use_preview(&text);
    let is_empty = text.trim().is_empty();
    html! {
        <ModalDialog title={strings.add_articles} class={classes!("add-dialog")} on_close={close.clone()}>
            <form {onsubmit}>
                <textarea class="dialog-text" aria-label={strings.article_text} dir="auto"
                    value={String::clone(&text)} {oninput} />
                <input ref={title} class="dialog-input" aria-label={strings.article_title}
                    placeholder={strings.title_suggested} />
                <p class="add-preview" aria-live="polite">
                    { if is_empty { strings.nothing_to_add.to_owned() } else { preview.words(strings) } }
                </p>
                <div class="dialog-actions">
                    <input ref={file_input} class="visually-hidden" type="file" multiple=true
                        tabindex="-1" aria-label={strings.choose_files} {onchange} />
                    <button type="button" class="text-button" onclick={choose}>
                        { strings.choose_files }
                    </button>
                    <button type="button" class="text-button"
                        onclick={move |_: MouseEvent| close.emit(())}>{ strings.cancel }</button>
                    <button type="submit" class="primary-button"
                        aria-disabled={is_empty.then_some("true")}>{ strings.add }</button>
                </div>
            </form>
        </ModalDialog>
    }
}

/// Reads files in the background and hands over what was read.
pub fn read_files(chosen: Vec<web_sys::File>, dispatch: Callback<Action>) {
    spawn_local(async move {
        let (read, unreadable) = files::read(chosen).await;
        dispatch.emit(Action::ReadFiles { read, unreadable });
    });
}

/// What the reader says about the text in the field.
#[derive(Debug, Clone, PartialEq)]
enum Preview {
    Awaited,
    Known(Summary),
    /// The reader did not arrive.
    Missing,
}

impl Preview {
    fn words(&self, strings: Words) -> String {
        match self {
            Self::Awaited => strings.reading.to_owned(),
            Self::Known(summary) => (strings.recognised)(summary),
            Self::Missing => strings.cannot_preview.to_owned(),
        }
    }
}

/// Asks the reader about `text`; the answer to an earlier text is passed over.
#[hook]
fn use_preview(text: &str) -> Preview {
    let preview = use_state(|| Preview::Awaited);
    let set = preview.setter();
    use_effect_with(text.to_owned(), move |text| {
        let is_outdated = Rc::new(Cell::new(text.trim().is_empty()));
        let (text, is_later) = (text.clone(), is_outdated.clone());
        spawn_local(async move {
            if is_later.get() {
                return;
            }
            let summary = exchange::summarise(&text).await;
            if !is_later.get() {
                set.set(summary.map_or(Preview::Missing, Preview::Known));
            }
        });
        move || is_outdated.set(true)
    });
    Preview::clone(&preview)
}
