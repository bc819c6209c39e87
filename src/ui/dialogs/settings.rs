//! The annotator's name, what can be chosen, backup, and deleting everything.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::{Action, AppState, settings};
use crate::ui::controls::TextField;

use super::drawn;

/// Shows the settings.
pub fn settings(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let (strings, view) = (state.strings, &state.view);
    let close = dispatch.reform(|()| Action::Show(None));
    let set_annotator = dispatch.reform(Action::SetAnnotator);
    let settings = settings::ALL.iter().zip(view.settings).enumerate();
    let settings = settings.map(|(position, (setting, chosen))| {
        let name = strings.text(setting.name);
        let onchange = dispatch.reform(move |event: Event| {
            let choice = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            Action::SetSetting { setting: position, choice: choice.max(0) as usize }
        });
        let options = setting.choices.iter().enumerate().map(|(choice, (id, name))| {
            html! { <option value={*id} selected={choice == chosen}>{ strings.text(*name) }</option> }
        });
        html! {
            <div class="field" key={setting.id}>
                <span class="field-name" aria-hidden="true">{ name }</span>
                <select class="field-input" aria-label={name} {onchange}>{ for options }</select>
            </div>
        }
    });
    let is_asked = view.deletion_asked_ms.is_some();
    let delete = dispatch.reform(move |_: MouseEvent| match is_asked {
        true => Action::DeleteEverything,
        false => Action::AskToDelete,
    });
    let back_up = dispatch.reform(|_: MouseEvent| Action::BackUp);
    let onclick = close.reform(|_: MouseEvent| ());
    let children = html! {
        <>
            <div class="field">
                <span class="field-name" aria-hidden="true">{ strings.annotator() }</span>
                <TextField name={strings.annotator()} value={state.annotator.clone()}
                    on_change={set_annotator} />
            </div>
            <p class="dialog-why">{ strings.annotator_why() }</p>
            { for settings }
            <p class="dialog-why">{ strings.back_up_why() }{ " " }
                { strings.copy_age(state.view.copies.age_days(state.view.now_ms)) }{ ". " }
                { strings.percent_used(view.percent_used.into()) }{ ". " }
                <a href={strings.page_of_what_is_kept()} target="_blank" rel="noopener">{ strings.what_is_kept() }</a></p>
            <div class="dialog-actions">
                <button type="button" class="text-button danger" onclick={delete}>
                    { if is_asked { strings.delete_everything_sure() } else { strings.delete_everything() } }
                </button>
                <button type="button" class="text-button" onclick={back_up}>{ strings.back_up() }</button>
                <button type="button" class="primary-button"
                    {onclick}>{ strings.close() }</button>
            </div>
        </>
    };
    drawn(strings.settings(), "", close, children)
}
