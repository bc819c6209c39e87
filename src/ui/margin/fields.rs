//! The fields of a card: one for each attribute, by the kinds of values it takes.

use onrecord_core::model::{
    AnnotationId, AttributeDefinition, AttributeKind, AttributeValue, Choice, Reference,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::Action;
use crate::ui::controls::{TextField, icon};

use super::card::CardProps;

/// As many choices are shown side by side; more are a list to pick from.
const N_PILLS: usize = 4;

/// Draws the field of one attribute.
pub fn attribute_field(props: &CardProps, definition: &AttributeDefinition) -> Html {
    let value = props.annotation.attributes.get(&definition.id);
    let field = Field { props, definition, value };
    if definition.takes(AttributeKind::Choice) {
        return if definition.choices.len() <= N_PILLS { field.pills(false) } else { field.list() };
    }
    if definition.takes(AttributeKind::Choices) {
        return field.pills(true);
    }
    if definition.takes(AttributeKind::Span) || definition.takes(AttributeKind::Entity) {
        return field.reference();
    }
    field.text()
}

struct Field<'a> {
    props: &'a CardProps,
    definition: &'a AttributeDefinition,
    value: Option<&'a AttributeValue>,
}

impl Field<'_> {
    /// Choices side by side. Pressing the chosen one again takes it back.
    fn pills(&self, is_several: bool) -> Html {
        let chosen = self.chosen();
        let pills = self.definition.choices.iter().map(|choice| {
            let is_chosen = chosen.iter().any(|value| value == choice.value());
            self.pill(choice, is_chosen, is_several)
        });
        html! {
            <fieldset class="field choice-field">
                <legend class="field-name">{ self.definition.name.clone() }</legend>
                <div class="choice-list">{ for pills }</div>
            </fieldset>
        }
    }

    fn pill(&self, choice: &Choice, is_chosen: bool, is_several: bool) -> Html {
        let value = choice.value().to_owned();
        let next = if is_several {
            let mut values = self.chosen();
            match is_chosen {
                true => values.retain(|chosen| *chosen != value),
                false => values.push(value),
            }
            (!values.is_empty()).then_some(AttributeValue::List(values))
        } else {
            (!is_chosen).then_some(AttributeValue::Text(value))
        };
        let set = self.setter();
        let onclick = move |_: MouseEvent| set.emit(next.clone());
        html! {
            <button type="button" class="choice" aria-pressed={is_chosen.to_string()} {onclick}>
                { choice.name().to_owned() }
            </button>
        }
    }

    /// A list to pick one choice from.
    fn list(&self) -> Html {
        let chosen = self.chosen();
        let set = self.setter();
        let onchange = move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            set.emit((!value.is_empty()).then_some(AttributeValue::Text(value)));
        };
        self.labelled(html! {
            <select class="field-input" aria-label={self.definition.name.clone()} {onchange}>
                <option value="" selected={chosen.is_empty()}>{ self.props.strings.not_set() }</option>
                { for self.definition.choices.iter().map(|choice| html! {
                    <option value={choice.value().to_owned()}
                        selected={chosen.iter().any(|value| value == choice.value())}>
                        { choice.name().to_owned() }
                    </option>
                }) }
            </select>
        })
    }

    /// A name, a passage of the article, or both.
    fn reference(&self) -> Html {
        let reference = match self.value {
            Some(AttributeValue::Reference(reference)) => reference.clone(),
            Some(AttributeValue::Text(text)) => Reference::named(text.clone()),
            _ => Reference::default(),
        };
        let takes_text = self.definition.takes(AttributeKind::Text);
        let takes_name = takes_text || self.definition.takes(AttributeKind::Entity);
        let takes_passage = self.definition.takes(AttributeKind::Span);
        html! {
            <div class="field">
                <span class="field-name" aria-hidden="true">{ self.definition.name.clone() }</span>
                <div class="field-reference">
                    if takes_name { { self.name_input(&reference, takes_text) } }
                    if takes_passage { { self.passage(&reference) } { self.pick_button() } }
                </div>
            </div>
        }
    }

    fn name_input(&self, reference: &Reference, is_text: bool) -> Html {
        let set = self.setter();
        let before = reference.clone();
        let on_change = Callback::from(move |name: String| {
            let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            let has_passage = !before.ranges.is_empty();
            set.emit(match name {
                None if !has_passage => None,
                Some(text) if is_text && !has_passage => Some(AttributeValue::Text(text)),
                name => Some(AttributeValue::Reference(Reference { name, ..before.clone() })),
            });
        });
        html! {
            <TextField name={self.definition.name.clone()}
                value={reference.name.clone().unwrap_or_default()} {on_change} />
        }
    }

    /// The passage that is meant, and a button that clears it.
    fn passage(&self, reference: &Reference) -> Html {
        let strings = self.props.strings;
        let passage: Vec<&str> =
            reference.ranges.iter().map(|range| self.props.text.slice(*range)).collect();
        if passage.is_empty() {
            return Html::default();
        }
        let clear = {
            let (set, name) = (self.setter(), reference.name.clone());
            move |_: MouseEvent| {
                let name = name.clone().map(Reference::named);
                set.emit(name.map(AttributeValue::Reference));
            }
        };
        html! {
            <span class="passage">
                <span class="passage-text" dir="auto">{ passage.join(" … ") }</span>
                <button type="button" class="icon-button" onclick={clear}
                    aria-label={format!("{}: {}", strings.clear(), self.definition.name)}>
                    { icon("M6 6l8 8M14 6l-8 8") }
                </button>
            </span>
        }
    }

    /// Takes the selected passage. Pressing it must not take the selection away.
    fn pick_button(&self) -> Html {
        let strings = self.props.strings;
        let take = self.props.dispatch.reform({
            let (annotation, attribute) = (self.annotation(), self.definition.id.clone());
            move |_: MouseEvent| Action::TakeSelection { annotation, attribute: attribute.clone() }
        });
        html! {
            <button type="button" class="icon-button pick-button" onclick={take}
                onmousedown={|event: MouseEvent| event.prevent_default()}
                aria-disabled={(!self.props.has_selection).then_some("true")}
                aria-label={format!("{}: {}", strings.from_selection(), self.definition.name)}
                title={strings.from_selection_how()}>
                { icon("M4 6V4h2M14 4h2v2M16 14v2h-2M6 16H4v-2M7 10h6") }
            </button>
        }
    }

    /// A text, a day, an address, or several of them.
    fn text(&self) -> Html {
        let is_urls = self.definition.takes(AttributeKind::Urls);
        let is_day = self.definition.takes(AttributeKind::Date);
        let value = match self.value {
            Some(AttributeValue::Text(text)) => text.clone(),
            Some(AttributeValue::List(texts)) => texts.join("\n"),
            _ => String::new(),
        };
        let set = self.setter();
        let on_change = Callback::from(move |text: String| {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            set.emit(match (text.trim(), is_urls) {
                ("", _) => None,
                (_, true) => Some(AttributeValue::List(lines.map(str::to_owned).collect())),
                (text, false) => Some(AttributeValue::Text(text.to_owned())),
            });
        });
        let strings = self.props.strings;
        let placeholder = match (is_urls, is_day) {
            (true, _) => strings.one_address_per_line(),
            (_, true) => strings.date_or_text(),
            _ => "",
        };
        self.labelled(html! {
            <TextField name={self.definition.name.clone()} {value} {placeholder}
                is_multiline={is_urls} {on_change} />
        })
    }

    fn labelled(&self, control: Html) -> Html {
        html! {
            <div class="field">
                <span class="field-name" aria-hidden="true">{ self.definition.name.clone() }</span>
                { control }
            </div>
        }
    }

    fn chosen(&self) -> Vec<String> {
        match self.value {
            Some(AttributeValue::Text(text)) => vec![text.clone()],
            Some(AttributeValue::List(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn annotation(&self) -> AnnotationId {
        self.props.annotation.id
    }

    fn setter(&self) -> Callback<Option<AttributeValue>> {
        let (annotation, attribute) = (self.annotation(), self.definition.id.clone());
        self.props.dispatch.reform(move |value| Action::SetAttribute {
            annotation,
            attribute: attribute.clone(),
            value,
        })
    }
}
