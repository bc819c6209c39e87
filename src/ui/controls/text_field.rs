//! A field that hands its text over when it is left.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// Its accessible name.
    pub name: AttrValue,
    /// What it holds until something is typed.
    pub value: AttrValue,
    /// Words to show while it is empty.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// Whether it holds several lines.
    #[prop_or_default]
    pub is_multiline: bool,
    /// The kind of input, for fields of one line.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Called with the text at each letter.
    #[prop_or_default]
    pub on_type: Callback<String>,
    /// Called with the text when the field is left and the text was changed.
    pub on_change: Callback<String>,
}

/// A text field that keeps what is typed to itself until it is left, or Enter is pressed.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let typed = use_state_eq(|| None::<String>);
    {
        // A new value from outside, as after an undo, replaces what was typed.
        let typed = typed.clone();
        use_effect_with(props.value.clone(), move |_| typed.set(None));
    }
    let oninput = {
        let (typed, on_type) = (typed.clone(), props.on_type.clone());
        move |event: InputEvent| {
            let text = text_of(&event);
            on_type.emit(text.clone());
            typed.set(Some(text));
        }
    };
    let onchange = {
        let (value, on_change) = (props.value.clone(), props.on_change.clone());
        move |event: Event| {
            let text = text_of(&event);
            if *value != *text {
                on_change.emit(text);
            }
        }
    };
    let value = typed.as_deref().map_or_else(|| props.value.clone(), |text| text.to_owned().into());
    let (name, placeholder) = (props.name.clone(), props.placeholder.clone());
    if props.is_multiline {
        let rows = value.lines().count().clamp(1, 8).to_string();
        return html! {
            <textarea class="field-input" aria-label={name} {placeholder} {rows} {value}
                {oninput} {onchange} />
        };
    }
    html! {
        <input class="field-input" type={props.kind.clone()} aria-label={name} {placeholder} {value}
            {oninput} {onchange} />
    }
}

fn text_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => input.value(),
        None => target.unchecked_into::<HtmlTextAreaElement>().value(),
    }
}
