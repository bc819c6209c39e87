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

/// How a dialog is left by Escape: where something would be lost, only the second time.
pub struct Leaving {
    /// Called when Escape is pressed.
    pub on_escape: Callback<()>,
    /// Why it was not left; empty until somebody tried to.
    pub warning: &'static str,
}

/// Guards what was changed in a dialog and is not saved. `has_changes` looks whether there is any.
#[hook]
pub fn use_leaving(
    strings: &'static Strings,
    close: &Callback<()>,
    has_changes: impl Fn() -> bool + 'static,
) -> Leaving {
    let has_warned = use_mut_ref(|| false);
    let draw = use_force_update();
    let warning = if *has_warned.borrow() { strings.not_saved } else { "" };
    let close = close.clone();
    let on_escape = Callback::from(move |()| {
        if !has_changes() || has_warned.replace(true) {
            close.emit(());
        } else {
            draw.force_update();
        }
    });
    Leaving { on_escape, warning }
}

/// The buttons that end a dialog, without a change or with all of them, below a warning if there is
/// one.
pub fn ending(
    strings: &Strings,
    warning: &'static str,
    close: &Callback<()>,
    save: Callback<MouseEvent>,
) -> Html {
    html! {
        <>
            <p class="add-preview" role="status">{ warning }</p>
            <div class="dialog-actions">
                <button type="button" class="text-button" onclick={close.reform(|_: MouseEvent| ())}>
                    { strings.cancel }
                </button>
                <button type="button" class="primary-button" onclick={save}>{ strings.save }</button>
            </div>
        </>
    }
}
