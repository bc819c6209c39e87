//! Tells the plain guard script that the program broke.

use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

static IS_BROKEN: AtomicBool = AtomicBool::new(false);

/// Whether the program broke. What it knows is undefined from then on, so it does nothing more.
pub fn is_broken() -> bool {
    IS_BROKEN.load(Ordering::Relaxed)
}

/// Hands the reason to the guard script, which freezes the page and offers what is stored.
///
/// Nothing of ours is touched: it may be half-way through a change.
pub fn report(info: &PanicHookInfo<'_>) {
    IS_BROKEN.store(true, Ordering::Relaxed);
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_str(&info.to_string()));
    if let (Some(window), Ok(event)) =
        (web_sys::window(), CustomEvent::new_with_event_init_dict("onrecord:panic", &init))
    {
        let _ = window.dispatch_event(&event);
    }
}
