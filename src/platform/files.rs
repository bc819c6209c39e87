//! Files in and out.

use std::rc::Rc;

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, Url};

use crate::app::FileContent;

use super::environment::{document, window};

/// Hands `content` to the person as a file.
///
/// # Errors
/// When the browser refuses to make one.
pub fn download(name: &str, media_type: &str, content: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(content));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
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

/// Reads files one after the other; the names of those that the browser cannot read come apart.
pub async fn read(files: Vec<File>) -> (Vec<FileContent>, Vec<String>) {
    let mut read = Vec::with_capacity(files.len());
    let mut unreadable = Vec::new();
    for file in files {
        match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => {
                let bytes = Uint8Array::new(buffer.unchecked_ref::<ArrayBuffer>()).to_vec();
                read.push(FileContent { name: file.name(), bytes: Rc::from(bytes) });
            }
            Err(_) => unreadable.push(file.name()),
        }
    }
    (read, unreadable)
}

/// The files of a list, as an input or a drop has it.
pub fn list(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|position| files.get(position)).collect()
}
