//! Changes how an annotation is linked with others.

use std::rc::Rc;

use onrecord::app::Delivery;
use onrecord::platform::environment::moment;
use onrecord::ui::controls::icon;
use onrecord_core::history::Transaction;
use onrecord_core::model::{Annotation, AnnotationId, LinkKind};
use onrecord_core::transfer::PackedStep;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::modal_dialog::ModalDialog;
use crate::relations::{Relation, Wanted, changes, facts, found, quote};
use crate::work::{WorkProps, ending, hold_focus, use_leaving};

/// More annotations than this are not listed at once.
const MOST_LISTED: usize = 200;

/// The links of the chosen annotation, and all annotations that it can be linked with.
#[component]
pub fn Links(props: &WorkProps) -> Html {
    let strings = props.strings;
    let library = &props.opened.library;
    let chosen = props.chosen.and_then(|id| library.annotation(id));
    let links = use_state(|| {
        let id = chosen.map(|annotation| annotation.id);
        id.map_or(Vec::new(), |id| library.links_of(id).map(|it| Wanted::of(it, id)).collect())
    });
    let relation = use_state(|| Relation { kind: LinkKind::Supports, is_passive: false });
    let query = use_state(String::new);
    let close = props.on_close.clone();
    use_effect(hold_focus);
    let leaving = {
        let (opened, chosen, links) = (props.opened.clone(), props.chosen, links.clone());
        use_leaving(strings, &close, move || {
            chosen.is_some_and(|id| !changes(&opened.library, id, &links, moment()).is_empty())
        })
    };
    let Some(annotation) = chosen else { return Html::default() };
    let here = annotation.article;
    let words = |relation: &Relation| (strings.relation)(relation).to_owned();
    let choose = |name: String, now: &Relation, set: Callback<Relation>| {
        let mut offered: Vec<Relation> = Relation::all().collect();
        if !offered.contains(now) {
            offered.push(now.clone());
        }
        let options: Html = offered
            .iter()
            .map(|it| html! { <option selected={it == now}>{ words(it) }</option> })
            .collect();
        let onchange = move |event: Event| {
            let nth = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            if let Some(relation) = usize::try_from(nth).ok().and_then(|nth| offered.get(nth)) {
                set.emit(relation.clone());
            }
        };
        html! { <select aria-label={name} {onchange}>{ options }</select> }
    };
    let named = |id: AnnotationId| match library.annotation(id) {
        Some(other) => (quote(library, other), facts(library, other, here, strings)),
        None => (strings.not_here.to_owned(), String::new()),
    };
    let link = |(nth, wanted): (usize, &Wanted)| {
        let (quote, facts) = named(wanted.other);
        let set = {
            let links = links.clone();
            Callback::from(move |relation| {
                let mut changed = (*links).clone();
                changed[nth].relation = relation;
                links.set(changed);
            })
        };
        let remove = {
            let links = links.clone();
            move |_: MouseEvent| {
                let mut changed = (*links).clone();
                changed.remove(nth);
                links.set(changed);
            }
        };
        html! {
            <li key={wanted.other.to_string() + &nth.to_string()} class="link">
                { choose((strings.relation_to)(&quote), &wanted.relation, set) }
                <span class="link-end">
                    <bdi class="link-quote">{ &quote }</bdi>
                    <bdi class="intake-note">{ facts }</bdi>
                </span>
                <button type="button" class="icon-button" onclick={remove}
                    aria-label={(strings.remove_link)(&quote)}>
                    { icon("M6 6l8 8M14 6l-8 8") }
                </button>
            </li>
        }
    };
    let entry = |other: &Rc<Annotation>| {
        let (quote, facts) = named(other.id);
        let (links, id) = (links.clone(), other.id);
        let relation = (*relation).clone();
        let onclick = move |_: MouseEvent| {
            let mut changed = (*links).clone();
            changed.push(Wanted { link: None, relation: relation.clone(), other: id });
            links.set(changed);
        };
        html! {
            <li key={id.to_string()}>
                <button type="button" class="article-entry" {onclick}>
                    <bdi class="link-quote">{ quote }</bdi>
                    <bdi class="intake-note">{ facts }</bdi>
                </button>
            </li>
        }
    };
    let is_linked = |other: &Rc<Annotation>| {
        links.iter().any(|it| it.other == other.id && it.relation == *relation)
    };
    let mut found = found(library, annotation, &query);
    found.retain(|other| !is_linked(other));
    let oninput = {
        let query = query.clone();
        move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let save = {
        let (opened, id, links) = (props.opened.clone(), annotation.id, links.clone());
        let (page, close) = (props.page.clone(), close.clone());
        move |_: MouseEvent| {
            close.emit(());
            let changes = changes(&opened.library, id, &links, moment());
            if !changes.is_empty() {
                let transaction = Transaction::new(strings.did_change_links, changes);
                let step = PackedStep { texts: Vec::new(), transaction };
                page.deliver(&Delivery::Step(step.pack()));
            }
        }
    };
    let on_relation = {
        let relation = relation.clone();
        Callback::from(move |chosen| relation.set(chosen))
    };
    html! {
        <ModalDialog title={strings.links} class={classes!("add-dialog", "wide-dialog")} on_close={leaving.on_escape}>
            <p class="link-of">
                <bdi class="link-quote">{ quote(library, annotation) }</bdi>
                <bdi class="intake-note">{ facts(library, annotation, here, strings) }</bdi>
            </p>
            if links.is_empty() { <p>{ strings.no_links }</p> }
            else { <ul class="links">{ for links.iter().enumerate().map(link) }</ul> }
            <h3>{ strings.add_link }</h3>
            <div class="link-with">
                { choose(strings.relation_of_new.to_owned(), &relation, on_relation) }
                <input type="search" autofocus=true class="dialog-input" aria-label={strings.find_annotation}
                    placeholder={strings.find_annotation} value={(*query).clone()} {oninput} />
            </div>
            <p role="status">{ (strings.n_annotations_found)(found.len(), MOST_LISTED) }</p>
            <ul class="intake library-found">{ for found.iter().take(MOST_LISTED).map(entry) }</ul>
            { ending(strings, leaving.warning, &close, save.into()) }
        </ModalDialog>
    }
}
