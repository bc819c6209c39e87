//! Dialogs about the open article or the library.

use std::rc::Rc;

use onrecord::platform::focus;
use onrecord_core::model::AnnotationId;
use yew::prelude::*;

use crate::opened::Opened;
use crate::page::Page;
use crate::strings::Strings;

/// Properties of each of these dialogs.
#[derive(Properties, Clone)]
pub struct WorkProps {
    /// The words of the module.
    pub strings: &'static Strings,
    /// The annotation that is chosen on the page.
    pub chosen: Option<AnnotationId>,
    /// What it is about.
    pub opened: Rc<Opened>,
    /// The page, which takes what comes of it.
    pub page: Page,
    /// Called when it is left.
    pub on_close: Callback<()>,
}

impl PartialEq for WorkProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.strings, other.strings) && Rc::ptr_eq(&self.opened, &other.opened)
    }
}

/// Keeps the focus in the modal dialog that is open when what had it is no longer drawn.
pub fn hold_focus() {
    if focus::is_nowhere() && !focus::focus("dialog:modal [autofocus]") {
        focus::focus("dialog:modal");
    }
}

/// The buttons that end a dialog, without a change or with all of them.
pub fn ending(strings: &Strings, close: &Callback<()>, save: Callback<MouseEvent>) -> Html {
    html! {
        <div class="dialog-actions">
            <button type="button" class="text-button" onclick={close.reform(|_: MouseEvent| ())}>
                { strings.cancel }
            </button>
            <button type="button" class="primary-button" onclick={save}>{ strings.save }</button>
        </div>
    }
}
