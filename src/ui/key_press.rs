//! A key as the register of commands knows it.

use web_sys::KeyboardEvent;

use crate::app::commands::KeyPress;
use crate::platform::focus::key_of;

/// What `event` says.
pub fn key_press(event: &KeyboardEvent) -> KeyPress {
    // Keyboards without a key of their own for a sign type it with AltGr.
    let is_typed_with_alt = event.get_modifier_state("AltGraph");
    KeyPress {
        key: key_of(event),
        is_ctrl: (event.ctrl_key() && !is_typed_with_alt) || event.meta_key(),
        is_shift: event.shift_key(),
        is_alt: event.alt_key() && !is_typed_with_alt,
    }
}
