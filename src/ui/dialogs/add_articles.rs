//! Takes a pasted text or files, and shows beforehand what is recognised in the text.

use onrecord_core::ingest;
use onrecord_core::model::BlockKind;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::app::Action;
use crate::app::strings::Recognised;
use crate::platform::files;
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
    let is_empty = text.trim().is_empty();
    html! {
        <ModalDialog title={strings.add_articles} class={classes!("add-dialog")} on_close={close.clone()}>
            <form {onsubmit}>
                <textarea class="dialog-text" aria-label={strings.article_text} dir="auto"
                    value={String::clone(&text)} {oninput} />
                <input ref={title} class="dialog-input" aria-label={strings.article_title}
                    placeholder={strings.title_suggested} />
                <p class="add-preview" aria-live="polite">
                    { if is_empty { strings.nothing_to_add.to_owned() } else { preview(&text, strings) } }
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
pub fn read_files(chosen: Vec<gloo::file::File>, dispatch: Callback<Action>) {
    wasm_bindgen_futures::spawn_local(async move {
        let (read, unreadable) = files::read(chosen).await;
        dispatch.emit(Action::ReadFiles { read, unreadable });
    });
}

fn preview(text: &str, strings: Words) -> String {
    let read = ingest::plain_text::read(text);
    let is_heading = |kind: BlockKind| matches!(kind, BlockKind::Heading(_) | BlockKind::Title);
    let n_headings = read.blocks.iter().filter(|block| is_heading(block.kind)).count();
    let n_metadata = read.blocks.iter().filter(|it| it.kind == BlockKind::Metadata).count();
    (strings.recognised)(&Recognised {
        n_words: read.text.split_whitespace().count(),
        n_paragraphs: read.blocks.len() - n_headings - n_metadata,
        n_headings,
        published: read.metadata.published,
    })
}
