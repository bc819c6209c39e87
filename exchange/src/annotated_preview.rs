//! Shows what a file of annotations is before it is added, and takes what is decided about it.

use onrecord::ui::controls::icon;
use onrecord_core::formats::UnitReason;
use onrecord_core::text::isolated;
use onrecord_core::transfer::Offer;
use web_sys::HtmlSelectElement;
use yew::html::Scope;
use yew::prelude::*;

use crate::annotated::{Annotated, Mapping};
use crate::context::with_context;
use crate::desk::{Desk, Message};
use crate::shelf::Shelf;
use crate::strings::Strings;

/// So many articles, labels and problems are listed.
const MOST_LISTED: usize = 50;

/// Something that was decided about the file at a place of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This label becomes that of the library with this id; `None` for one of its own.
    Label(usize, Option<String>),
    /// What does not fit goes to this one of its places; `None` to leave it out.
    Place(usize, Option<usize>),
}

/// The entry of the file at `place` in the list of what waits.
pub fn entry(
    place: usize,
    file: &Annotated,
    shelf: &Shelf,
    strings: &'static Strings,
    link: &Scope<Desk>,
) -> Html {
    let decide = link.callback(move |choice| Message::Decide(place, choice));
    let leave_out = link.callback(move |_: MouseEvent| Message::LeaveOutFile(place));
    let n_links: usize = file.imported.articles.iter().map(|it| it.links.len()).sum();
    let facts = (strings.file_facts)(
        file.format.name,
        file.imported.articles.len(),
        file.n_annotations(),
        n_links,
    );
    let unit = file.imported.unit.filter(|unit| unit.reason != UnitReason::NoOffsets);
    html! {
        <li class="intake-file">
            <bdi class="intake-title">{ file.given.name.clone() }</bdi>
            <button type="button" class="icon-button" aria-label={(strings.leave_out)(&file.given.name)}
                onclick={leave_out}>{ icon("M5 5l10 10M15 5L5 15") }</button>
            <p class="intake-note">{ facts }</p>
            if let Some(unit) = unit {
                <p class="intake-note">{ (strings.counted_in)(&(strings.unit)(&unit)) }</p>
            }
            { articles(file, strings) }
            if !file.labels.is_empty() {
                <h3>{ strings.labels }</h3>
                <ul class="choices">
                    { for file.labels.iter().enumerate().take(MOST_LISTED).map(|(nth, it)| {
                        label(nth, it, shelf, strings, &decide)
                    }) }
                    if file.labels.len() > MOST_LISTED {
                        <li>{ (strings.n_more)(file.labels.len() - MOST_LISTED) }</li>
                    }
                </ul>
            }
            if !file.offers.is_empty() {
                <h3>{ strings.misfits }</h3>
                <ul class="choices">
                    { for file.offers.iter().enumerate().map(|(nth, it)| offer(nth, it, file, strings, &decide)) }
                </ul>
            }
            { problems(file, strings) }
        </li>
    }
}

fn articles(file: &Annotated, strings: &Strings) -> Html {
    let n_articles = file.imported.articles.len();
    let entry = |(article, twin): (&onrecord_core::formats::ImportedArticle, &Option<_>)| {
        let title = match article.article.metadata.title.as_str() {
            "" => strings.untitled,
            title => title,
        };
        let twin = twin.as_ref().map(|twin: &crate::shelf::Twin| twin.words(strings));
        html! {
            <li>
                <bdi>{ title.to_owned() }</bdi>{ " · " }
                { (strings.n_annotations)(article.annotations.len()) }
                if let Some(twin) = twin { <bdi class="intake-twin">{ twin }</bdi> }
            </li>
        }
    };
    let listed = file.imported.articles.iter().zip(&file.twins).take(MOST_LISTED).map(entry);
    html! {
        <ul class="intake-articles">
            { for listed }
            if n_articles > MOST_LISTED { <li>{ (strings.n_more)(n_articles - MOST_LISTED) }</li> }
        </ul>
    }
}

fn label(
    nth: usize,
    label: &Mapping,
    shelf: &Shelf,
    strings: &'static Strings,
    decide: &Callback<Choice>,
) -> Html {
    let ids: Vec<String> = shelf.labels().iter().map(|(id, _)| id.clone()).collect();
    let onchange = decide.reform(move |event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        let chosen = usize::try_from(value).ok().and_then(|it| it.checked_sub(1));
        Choice::Label(nth, chosen.and_then(|it| ids.get(it).cloned()))
    });
    let option = |(id, name): &(String, String)| {
        let selected = label.becomes.as_ref() == Some(id);
        html! { <option {selected}>{ (strings.becomes)(name) }</option> }
    };
    html! {
        <li>
            <span>
                <bdi>{ label.name.clone() }</bdi>{ " · " }{ (strings.n_annotations)(label.n_annotations) }
            </span>
            if label.is_here {
                <span class="intake-note">{ strings.same_label }</span>
            } else {
                <select aria-label={(strings.label_becomes)(&isolated(&label.name))} {onchange}>
                    <option selected={label.becomes.is_none()}>{ strings.own_label }</option>
                    { for shelf.labels().iter().map(option) }
                </select>
            }
        </li>
    }
}

fn offer(
    nth: usize,
    offer: &Offer,
    file: &Annotated,
    strings: &'static Strings,
    decide: &Callback<Choice>,
) -> Html {
    let Some(article) = file.imported.articles.get(offer.misfit.article) else {
        return Html::default();
    };
    let quote = offer.misfit.quote.join(onrecord_core::model::QUOTE_JOINER);
    let mut facts = vec![offer.misfit.label.clone()];
    facts.extend(offer.reason.as_ref().map(strings.problem_kind));
    let chosen = file.chosen.get(nth).copied().flatten();
    let onchange = decide.reform(move |event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        Choice::Place(nth, usize::try_from(value).ok().and_then(|it| it.checked_sub(1)))
    });
    let option = |(place, ranges): (usize, &Vec<_>)| {
        let words = with_context(&article.text, ranges);
        html! { <option selected={chosen == Some(place)}>{ words }</option> }
    };
    html! {
        <li>
            <span>
                <bdi class="intake-title">{ quote.clone() }</bdi>
                <bdi class="intake-note">{ facts.join(" · ") }</bdi>
            </span>
            if offer.places.all.is_empty() {
                <span class="intake-note">{ strings.no_place }</span>
            } else {
                <select aria-label={(strings.place_of)(&isolated(&quote))} {onchange}>
                    <option selected={chosen.is_none()}>{ strings.leave_it_out }</option>
                    { for offer.places.all.iter().enumerate().map(option) }
                </select>
            }
        </li>
    }
}

fn problems(file: &Annotated, strings: &Strings) -> Html {
    let n_problems = file.other_problems().count();
    if n_problems == 0 {
        return Html::default();
    }
    let line = |words: String| html! { <li><bdi>{ words }</bdi></li> };
    let listed = file.other_problems().take(MOST_LISTED).map(|it| line((strings.problem)(it)));
    html! {
        <>
            <h3>{ strings.other_problems }</h3>
            <ul class="intake-articles">
                { for listed }
                if n_problems > MOST_LISTED { <li>{ (strings.n_more)(n_problems - MOST_LISTED) }</li> }
            </ul>
        </>
    }
}
