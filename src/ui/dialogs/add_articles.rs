//! Takes a pasted text or files, and shows beforehand what is recognised in them.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::{Action, Intake};
use crate::platform::files;
use crate::ui::controls::{ModalDialog, Shared};
use crate::ui::header::icon;
use crate::ui::words::Words;

use super::paste_text::{PasteText, Pasted, actions};

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
    let on_add = dispatch.reform(|pasted: Pasted| {
        let Pasted { text, markup, title } = pasted;
        Action::AddArticle { text, markup, title }
    });
    let on_add = Callback::from({
        let leave = leave.clone();
        move |pasted| {
            leave.emit(());
            on_add.emit(pasted);
        }
    });
    html! {
        <ModalDialog title={strings.add_articles} class={classes!("add-dialog")} on_close={close}>
            <input ref={file_input} class="visually-hidden" type="file" multiple=true
                tabindex="-1" aria-label={strings.choose_files} {onchange} />
            if props.intake.is_empty() {
                <PasteText {strings} {on_add} {choose} {leave} />
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

/// Reads files in the background and hands over what was read.
pub fn read_files(chosen: Vec<gloo::file::File>, dispatch: Callback<Action>) {
    spawn_local(async move {
        let (read, unreadable) = files::read(chosen).await;
        dispatch.emit(Action::ReadFiles { read, unreadable });
    });
}
