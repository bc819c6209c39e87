//! The annotator's name, the theme, backup, and deleting everything.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::{Action, Theme};
use crate::ui::controls::{ModalDialog, TextField};
use crate::ui::words::Words;

/// Properties of [`Settings`].
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// The words of the page.
    pub strings: Words,
    /// The annotator's name.
    pub annotator: AttrValue,
    /// The theme.
    pub theme: Theme,
    /// The share of local storage that is used, in percent.
    pub percent_used: u8,
    /// Whole days since the last copy in a file.
    pub copy_age_days: Option<u64>,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Shows the settings.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    let (strings, dispatch) = (props.strings, &props.dispatch);
    let is_asked = use_state(|| false);
    let close = dispatch.reform(|()| Action::Show(None));
    let set_annotator = dispatch.reform(Action::SetAnnotator);
    let set_theme = dispatch.reform(|event: Event| {
        Action::SetTheme(
            match event.target_unchecked_into::<HtmlSelectElement>().value().as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::System,
            },
        )
    });
    let themes = [
        (Theme::System, "system", strings.theme_system),
        (Theme::Light, "light", strings.theme_light),
        (Theme::Dark, "dark", strings.theme_dark),
    ];
    let delete = {
        let (is_asked, dispatch) = (is_asked.clone(), dispatch.clone());
        move |_: MouseEvent| match *is_asked {
            true => dispatch.emit(Action::DeleteEverything),
            false => is_asked.set(true),
        }
    };
    let back_up = dispatch.reform(|_: MouseEvent| Action::BackUp);
    html! {
        <ModalDialog title={strings.settings} on_close={close.clone()}>
            <div class="field">
                <span class="field-name" aria-hidden="true">{ strings.annotator }</span>
                <TextField name={strings.annotator} value={props.annotator.clone()}
                    on_change={set_annotator} />
            </div>
            <p class="dialog-why">{ strings.annotator_why }</p>
            <div class="field">
                <span class="field-name" aria-hidden="true">{ strings.theme }</span>
                <select class="field-input" aria-label={strings.theme} onchange={set_theme}>
                    { for themes.into_iter().map(|(theme, value, name)| html! {
                        <option {value} selected={theme == props.theme}>{ name }</option>
                    }) }
                </select>
            </div>
            <p class="dialog-why">{ strings.back_up_why }{ " " }
                { (strings.copy_age)(props.copy_age_days) }{ ". " }
                { (strings.percent_used)(props.percent_used) }{ ". " }
                <a href="kept.html" target="_blank" rel="noopener">{ strings.what_is_kept }</a></p>
            <div class="dialog-actions">
                <button type="button" class="text-button danger" onclick={delete}>
                    { if *is_asked { strings.delete_everything_sure } else { strings.delete_everything } }
                </button>
                <button type="button" class="text-button" onclick={back_up}>{ strings.back_up }</button>
                <button type="button" class="primary-button"
                    onclick={move |_: MouseEvent| close.emit(())}>{ strings.close }</button>
            </div>
        </ModalDialog>
    }
}
