//! Takes a pasted text or files, and shows beforehand what is recognised in them.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::{Action, Intake};
use crate::platform::{exchange, files};
use crate::ui::controls::{ModalDialog, Shared};
use crate::ui::header::icon;
use crate::ui::words::Words;

/// Properties of [`AddArticles`].
#[derive(Properties, PartialEq)]
pub struct AddArticlesProps {
    /// The words of the page.
    pub strings: Words,
    /// Files on their way in.
    pub intake: Shared<Intake>,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for a text or files, or shows what was read of files.
#[component]
pub fn AddArticles(props: &AddArticlesProps) -> Html {
    let strings = props.strings;
    let file_input = use_node_ref();
    let close = props.dispatch.reform(|()| Action::Show(None));
    let choose = {
        let file_input = file_input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = file_input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let dispatch = props.dispatch.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            read_files(files::list(input.files()), dispatch.clone());
            input.set_value("");
        }
    };
    let (dispatch, leave) = (props.dispatch.clone(), close.clone());
    html! {
        <ModalDialog title={strings.add_articles} class={classes!("add-dialog")} on_close={close}>
            <input ref={file_input} class="visually-hidden" type="file" multiple=true
                tabindex="-1" aria-label={strings.choose_files} {onchange} />
            if props.intake.is_empty() {
                <PasteText {strings} {dispatch} {choose} {leave} />
            } else {
                { waiting(&props.intake, strings, &dispatch, &choose, &leave) }
            }
        </ModalDialog>
    }
}

/// Draws what was read of files, for the person to add.
fn waiting(
    intake: &Intake,
    strings: Words,
    dispatch: &Callback<Action>,
    choose: &Callback<MouseEvent>,
    leave: &Callback<()>,
) -> Html {
    let is_reading = intake.n_files > 0;
    let heading = match is_reading {
        true => (strings.reading_files)(intake.n_read, intake.n_files),
        false => (strings.n_ready)(intake.waiting.len()),
    };
    let entry = |(place, (article, note)): (usize, &(_, String))| {
        let article: &Rc<onrecord_core::formats::ImportedArticle> = article;
        let title = article.article.metadata.title.as_str();
        let leave_out = dispatch.reform(move |_: MouseEvent| Action::LeaveOut(place));
        html! {
            <li>
                <bdi class="intake-title">{ title.to_owned() }</bdi>
                <bdi class="intake-note">{ note.clone() }</bdi>
                <button type="button" class="icon-button" aria-label={(strings.leave_out)(title)}
                    onclick={leave_out}>{ icon("M5 5l10 10M15 5L5 15") }</button>
            </li>
        }
    };
    let on = |action: Action| dispatch.reform(move |_: MouseEvent| action.clone());
    let cannot_add = is_reading || intake.waiting.is_empty();
    let add = dispatch.reform(|_: MouseEvent| Action::AddWaiting);
    html! {
        <>
            <p role="status">{ heading }</p>
            <ul class="intake">
                { for intake.problems.iter().map(|problem| html! {
                    <li class="intake-problem"><bdi>{ problem.clone() }</bdi></li>
                }) }
                { for intake.waiting.iter().enumerate().map(entry) }
            </ul>
            <div class="dialog-actions">
                if is_reading {
                    <button type="button" class="text-button" onclick={on(Action::StopReading)}>
                        { strings.stop }
                    </button>
                }
                { actions(strings, choose, leave) }
                <button type="button" class="primary-button" onclick={add}
                    disabled={cannot_add}>{ strings.add }</button>
            </div>
        </>
    }
}

fn actions(strings: Words, choose: &Callback<MouseEvent>, leave: &Callback<()>) -> Html {
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

/// Reads files in the background and hands over what was read.
pub fn read_files(chosen: Vec<web_sys::File>, dispatch: Callback<Action>) {
    spawn_local(async move {
        let (read, unreadable) = files::read(chosen).await;
        dispatch.emit(Action::ReadFiles { read, unreadable });
    });
}

#[derive(Properties, PartialEq)]
struct PasteTextProps {
    strings: Words,
    dispatch: Callback<Action>,
    choose: Callback<MouseEvent>,
    leave: Callback<()>,
}

/// Asks for a text. Markup that comes with it from the clipboard is kept until it is edited.
#[component]
fn PasteText(props: &PasteTextProps) -> Html {
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
        let dispatch = props.dispatch.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if text.trim().is_empty() {
                return;
            }
            let title = title.cast::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default();
            dispatch.emit(Action::Show(None));
            let (text, markup) = (String::clone(&text), Rc::clone(&markup));
            dispatch.emit(Action::AddArticle { text, markup, title });
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
