//! Files in and out.

use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DataTransfer, File, FileList, HtmlAnchorElement, Url};

use super::environment::{document, window};

/// Hands `content` to the person as a file.
///
/// # Errors
/// When the browser refuses to make one.
pub fn download(name: &str, media_type: &str, content: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(content));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has begun by the next turn; only then may its source go.
    let revoke = wasm_bindgen::closure::Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&address);
    });
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), 60_000)?;
    Ok(())
}

/// What is in a file.
///
/// # Errors
/// When the browser cannot read it.
pub async fn read(file: &File) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec())
}

/// The files of a list, as an input or a drop has it.
pub fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|position| files.get(position)).collect()
}

/// What was dropped, the files in folders included; `boot.js` looks through them. To be called while
/// the drop is being heard: later the browser forgets it.
pub fn dropped(transfer: &DataTransfer) -> Promise {
    let look = Reflect::get(&window(), &"onrecordDropped".into()).and_then(|look| {
        look.dyn_into::<Function>()?.call1(&JsValue::UNDEFINED, transfer)?.dyn_into()
    });
    look.unwrap_or_else(|error: JsValue| Promise::reject(&error))
}

/// The files of [`dropped`], once they are known; none where the browser did not tell.
pub async fn found(dropped: Promise) -> Vec<File> {
    let files = JsFuture::from(dropped).await.map(|files| Array::from(&files));
    let files = files.unwrap_or_default();
    files.iter().map(JsCast::unchecked_into).collect()
}
