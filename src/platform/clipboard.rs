//! The clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::environment::window;

/// Copies `text`. A browser that refuses is left in peace: Ctrl+C works still.
pub fn copy(text: &str) {
    let copied = window().navigator().clipboard().write_text(text);
    spawn_local(async move {
        let _ = JsFuture::from(copied).await;
    });
}
