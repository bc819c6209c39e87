//! All hits of what was looked for, to choose which of them are marked.

use std::rc::Rc;

use onrecord_core::model::LabelSet;
use onrecord_core::text::{ArticleText, CharSpan};
use yew::prelude::*;

use crate::app::Action;
use crate::ui::controls::{ModalDialog, Shared};
use crate::ui::words::Words;

/// Characters around a hit that are shown.
const N_AROUND: usize = 40;

/// Properties of [`MarkHits`].
#[derive(Properties, PartialEq)]
pub struct MarkHitsProps {
    /// The words of the page.
    pub strings: Words,
    /// The hits, in order.
    pub hits: Shared<Vec<CharSpan>>,
    /// The text in which they are.
    pub text: Shared<ArticleText>,
    /// The labels.
    pub labels: Shared<LabelSet>,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Lists the hits; those that are ticked get the label whose button is pressed.
#[component]
pub fn MarkHits(props: &MarkHitsProps) -> Html {
    let strings = props.strings;
    let left_out = use_state(Vec::<usize>::new);
    let close = props.dispatch.reform(|()| Action::Show(None));
    let entry = |(nth, hit): (usize, &CharSpan)| {
        let (start, end) = (hit.start().get(), hit.end().get());
        let around = |from: usize, to: usize| props.text.slice(CharSpan::of(from, to)).to_owned();
        let toggle = {
            let left_out = left_out.clone();
            move |_: Event| {
                let mut changed = Vec::clone(&left_out);
                match changed.iter().position(|known| *known == nth) {
                    Some(place) => drop(changed.swap_remove(place)),
                    None => changed.push(nth),
                }
                left_out.set(changed);
            }
        };
        html! {
            <li>
                <label>
                    <input type="checkbox" checked={!left_out.contains(&nth)} onchange={toggle} />
                    <bdi>{ around(start.saturating_sub(N_AROUND), start) }
                        <strong>{ around(start, end) }</strong>
                        { around(end, end + N_AROUND) }</bdi>
                </label>
            </li>
        }
    };
    let mark = |id: &str| {
        let (id, hits) = (id.to_owned(), props.hits.clone());
        let (left_out, dispatch) = (left_out.clone(), props.dispatch.clone());
        move |_: MouseEvent| {
            let chosen = hits.iter().enumerate().filter(|(nth, _)| !left_out.contains(nth));
            let hits = Rc::new(chosen.map(|(_, hit)| *hit).collect());
            dispatch.emit(Action::MarkHits { label: id.clone(), hits });
        }
    };
    html! {
        <ModalDialog title={strings.mark_hits} on_close={close.clone()}>
            <ul class="intake">{ for props.hits.iter().enumerate().map(entry) }</ul>
            <div class="dialog-actions">
                <button type="button" class="text-button"
                    onclick={close.reform(|_: MouseEvent| ())}>{ strings.cancel }</button>
                { for props.labels.labels.iter().map(|label| html! {
                    <button type="button" class="primary-button" onclick={mark(&label.id)}>
                        { (strings.mark_hit)(&label.name) }
                    </button>
                }) }
            </div>
        </ModalDialog>
    }
}
