//! One annotation's card: quiet until chosen, then everything about it can be edited.

use onrecord_core::model::{Annotation, AttributeValue, Label, LabelSet};
use onrecord_core::text::ArticleText;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::{Action, Work};
use crate::platform::drafts;
use crate::ui::controls::{Shared, TextField};
use crate::ui::words::Words;

use super::fields::attribute_field;

/// Characters of the quote that a quiet card shows.
const QUOTE_CHARS: usize = 160;

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// What it is about.
    pub annotation: Shared<Annotation>,
    /// Whether it is chosen.
    pub is_chosen: bool,
    /// Whether a passage is selected that a field could take.
    pub has_selection: bool,
    /// Its links, a line for each, if it is chosen.
    pub links: String,
    /// The labels.
    pub labels: Shared<LabelSet>,
    /// The article's text.
    pub text: Shared<ArticleText>,
    /// The words of the page.
    pub strings: Words,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Draws what is on the card.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let annotation = &*props.annotation;
    let label = props.labels.label(&annotation.label);
    let name = label.map_or(annotation.label.as_str(), |label| &label.name);
    html! {
        <>
            <div class="card-head">
                <button type="button" class="card-label" aria-expanded={props.is_chosen.to_string()}>
                    { name.to_owned() }
                </button>
                <span class="card-fact">{ leading_fact(annotation, label, &props.text) }</span>
            </div>
            <p class="card-quote" dir="auto">{ shortened(&annotation.quote(&props.text)) }</p>
            if props.is_chosen { { details(props, label) } }
            else if !annotation.note.is_empty() { <p class="card-note">{ annotation.note.clone() }</p> }
        </>
    }
}

fn details(props: &CardProps, label: Option<&Label>) -> Html {
    let (annotation, strings) = (&*props.annotation, props.strings);
    let id = annotation.id;
    let definitions = label.map_or(&[][..], |label| &label.attributes);
    let fields = definitions.iter().map(|definition| attribute_field(props, definition));
    let set_note = {
        let dispatch = props.dispatch.clone();
        move |note| {
            dispatch.emit(Action::SetNote { annotation: id, note });
            // Before this turn ends both stores are asked to keep it.
            drafts::forget(id);
        }
    };
    let keep_draft = move |text: String| drafts::keep(id, &text);
    let relabel = props.dispatch.reform(move |event: Event| {
        let label = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Relabel { annotation: id, label }
    });
    let add_part = props.dispatch.reform(move |_: MouseEvent| Action::AddPart(id));
    let link = props.dispatch.reform(|_: MouseEvent| Action::Work(Work::Links));
    let delete = props.dispatch.reform(move |_: MouseEvent| Action::Delete(id));
    html! {
        <>
            <div class="card-fields">
                { for fields }
                <div class="field">
                    <span class="field-name" aria-hidden="true">{ strings.note() }</span>
                    <TextField name={strings.note()} value={annotation.note.clone()} is_multiline=true
                        on_type={keep_draft} on_change={set_note} />
                </div>
                if !props.links.is_empty() {
                    <div class="field">
                        <span class="field-name">{ strings.links() }</span>
                        <p class="card-links" dir="auto">{ props.links.clone() }</p>
                    </div>
                }
            </div>
            <div class="card-actions">
                <select class="card-relabel" aria-label={strings.label()} onchange={relabel}>
                    { for props.labels.labels.iter().map(|label| html! {
                        <option value={label.id.clone()} selected={label.id == annotation.label}>
                            { label.name.clone() }
                        </option>
                    }) }
                </select>
                if props.has_selection {
                    <button type="button" class="text-button pick-button" onclick={add_part}
                        onmousedown={|event: MouseEvent| event.prevent_default()}>
                        { strings.add_part() }
                    </button>
                }
                <button type="button" class="text-button" onclick={link}>
                    { strings.links() }
                </button>
                <button type="button" class="text-button danger" onclick={delete}>
                    { strings.delete() }
                </button>
            </div>
        </>
    }
}

/// The value of the first attribute that has one: who says, claims or promises, if known.
fn leading_fact(annotation: &Annotation, label: Option<&Label>, text: &ArticleText) -> String {
    let definitions = label.map_or(&[][..], |label| &label.attributes);
    let mut values = definitions.iter().filter_map(|it| annotation.attributes.get(&it.id));
    let readable = |value: &AttributeValue| match value {
        AttributeValue::Text(text) => text.clone(),
        AttributeValue::List(texts) => texts.join(", "),
        AttributeValue::Reference(reference) => match (&reference.name, reference.ranges.first()) {
            (Some(name), _) => name.clone(),
            (None, Some(range)) => text.slice(*range).to_owned(),
            (None, None) => String::new(),
        },
        AttributeValue::Unknown(_) => String::new(),
    };
    values
        .find_map(|value| Some(readable(value)).filter(|fact| !fact.is_empty()))
        .unwrap_or_default()
}

/// A quote as far as a quiet card shows it.
pub fn shortened(quote: &str) -> String {
    match quote.char_indices().nth(QUOTE_CHARS) {
        Some((end, _)) => format!("{}…", &quote[..end]),
        None => quote.to_owned(),
    }
}
