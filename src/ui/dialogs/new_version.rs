//! Takes a newer version of an article, and shows what becomes of everything that is marked.

use onrecord_core::model::ArticleId;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::version::MarkReport;
use crate::app::{Action, NewVersion as Version, Source};
use crate::platform::files;
use crate::ui::controls::{ModalDialog, Shared};
use crate::ui::words::Words;

use super::paste_text::{PasteText, Pasted};

/// Properties of [`NewVersion`].
#[derive(Properties, PartialEq)]
pub struct NewVersionProps {
    /// The words of the page.
    pub strings: Words,
    /// Which article.
    pub article: ArticleId,
    /// The newer version, once it was compared.
    pub version: Option<Shared<Version>>,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for the newer text, then shows the comparison.
#[component]
pub fn NewVersion(props: &NewVersionProps) -> Html {
    let (strings, article) = (props.strings, props.article);
    let file_input = use_node_ref();
    let leave = props.dispatch.reform(|()| Action::Show(None));
    let offer = props.dispatch.reform(move |source| Action::OfferVersion { article, source });
    let on_add = offer.reform(|pasted: Pasted| {
        let Pasted { text, markup, title } = pasted;
        Source::Text { text: text.into(), markup, title }
    });
    let choose = {
        let file_input = file_input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = file_input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let (chosen, offer) = (files::list(input.files()), offer.clone());
        spawn_local(async move {
            let (read, _) = files::read(chosen).await;
            read.into_iter().take(1).for_each(|file| offer.emit(Source::File(file)));
        });
    };
    html! {
        <ModalDialog title={strings.new_version} class={classes!("add-dialog")} on_close={leave.clone()}>
            if let Some(version) = &props.version {
                { comparison(version, strings, &props.dispatch) }
            } else {
                <p class="dialog-why">{ strings.new_version_how }</p>
                <input ref={file_input} class="visually-hidden" type="file" tabindex="-1"
                    aria-label={strings.choose_files} {onchange} />
                <PasteText {strings} {on_add} {choose} {leave} />
            }
        </ModalDialog>
    }
}

fn comparison(version: &Version, strings: Words, dispatch: &Callback<Action>) -> Html {
    let piece = |(kind, text): &(String, String)| match kind.as_str() {
        "removed" => html! { <del>{ text.clone() }</del> },
        "added" => html! { <ins>{ text.clone() }</ins> },
        _ => html! { <>{ text.clone() }</> },
    };
    let report = |(nth, mark): (usize, &MarkReport)| mark_report(nth, mark, strings, dispatch);
    html! {
        <>
            <p>{ version.note.clone() }</p>
            <details class="differences" open=true>
                <summary>{ strings.differences }</summary>
                <div class="difference" dir="auto" tabindex="0">
                    { for version.pieces.iter().map(piece) }
                </div>
            </details>
            <ul class="intake" aria-label={strings.annotations}>
                { for version.marks.iter().enumerate().map(report) }
            </ul>
            <div class="dialog-actions">
                <button type="button" class="text-button"
                    onclick={dispatch.reform(|_: MouseEvent| Action::Show(None))}>{ strings.cancel }</button>
                <button type="button" class="primary-button" disabled={!version.is_decided()}
                    onclick={dispatch.reform(|_: MouseEvent| Action::ApplyVersion)}>
                    { strings.use_version }
                </button>
            </div>
        </>
    }
}

/// What became of one annotation, and the choice where there is one.
fn mark_report(nth: usize, mark: &MarkReport, strings: Words, dispatch: &Callback<Action>) -> Html {
    let n_places = mark.places.len();
    let is_open = mark.outcome == onrecord_core::anchor::Outcome::Ambiguous;
    let onchange = dispatch.reform(move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        // The first option is to decide later.
        let choice = usize::try_from(chosen).ok().and_then(|chosen| chosen.checked_sub(1));
        Action::ChoosePlace { mark: nth, choice }
    });
    let said = (strings.outcome)(mark.outcome, mark.score, &mark.reason);
    let places = mark.places.iter().map(|(_, text)| text.as_str());
    let options = places.chain([strings.not_in_version]).enumerate();
    html! {
        <li data-outcome={mark.outcome.name()}>
            <bdi class="intake-title">{ mark.quote.clone() }</bdi>
            <span class="intake-note">{ said.clone() }</span>
            { for mark.lost.iter().map(|id| html! {
                <span class="intake-note">{ (strings.attribute_left)(id) }</span>
            }) }
            if is_open {
                <select aria-label={format!("{}: {}", strings.decide, mark.quote)} {onchange}>
                    <option selected={mark.choice.is_none()}>{ strings.decide }</option>
                    { for options.map(|(place, text)| html! {
                        <option selected={mark.choice == Some(place)}>{ text.to_owned() }</option>
                    }) }
                </select>
            } else if n_places > 0 && mark.places[0].1 != mark.quote {
                <bdi>{ mark.places[0].1.clone() }</bdi>
            }
        </li>
    }
}
