//! The hash of a text, made by the browser beside the page.

use js_sys::Uint8Array;
use onrecord_core::text::{ArticleText, TextHash};
use wasm_bindgen_futures::JsFuture;

use super::environment::window;

/// Takes `text` as it is. The page itself hashes it where the browser does not: it offers its own way
/// only to pages that came safely.
pub async fn article_text(text: String) -> ArticleText {
    match hash_of(&text).await {
        Some(hash) => ArticleText::hashed(text, hash),
        None => ArticleText::new(text),
    }
}

async fn hash_of(text: &str) -> Option<TextHash> {
    let subtle = window().crypto().ok()?.subtle();
    let digest = subtle.digest_with_str_and_u8_array("SHA-256", text.as_bytes()).ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    Some(TextHash::from_bytes(bytes.try_into().ok()?))
}
