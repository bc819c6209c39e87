//! Files in and out.

use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList};

use super::environment::window;

#[wasm_bindgen]
extern "C" {
    /// Hands `content` to the person as a file.
    ///
    /// # Errors
    /// When the browser refuses to make one.
    #[wasm_bindgen(catch, js_name = onrecordDownload)]
    pub fn download(name: &str, media_type: &str, content: &[u8]) -> Result<(), JsValue>;
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
