//! The second module: it reads files and texts, writes other formats, and is fetched when it is first needed.

use std::cell::Cell;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use onrecord_core::transfer::{Converted, Losses, decode_converted, decode_losses};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::app::{ForeignExport, Source};

use super::environment::window;

thread_local! {
    /// Whether the module stopped in the middle; then only a new one can be trusted.
    static IS_BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// The module's answer; `None` when it stopped over this source, which another one may read.
///
/// # Errors
/// When the module could not be fetched.
pub async fn read(source: &Source) -> Result<Option<String>, JsValue> {
    let module = module().await?;
    let answer = match source {
        Source::File(file) => {
            let bytes = Uint8Array::from(&*file.bytes);
            call(&module, "read_file", &Array::of2(&file.name.as_str().into(), &bytes))
        }
        Source::Text { text, markup, .. } => call(&module, "read_text", &both(text, markup)),
    };
    Ok(answer.ok())
}

/// What is recognised in `text` or the `markup` that came with it; `None` when the module could not
/// be fetched, or stopped.
pub async fn summarise(text: &str, markup: &str) -> Option<String> {
    let module = module().await.ok()?;
    call(&module, "summarise", &both(text, markup)).ok()
}

fn both(one: &str, other: &str) -> Array {
    Array::of2(&one.into(), &other.into())
}

/// What the format cannot hold.
///
/// # Errors
/// Why nothing can be written; empty when the module could not be fetched, or stopped.
pub async fn list_losses(export: &ForeignExport) -> Result<Losses, String> {
    let arguments = Array::of2(&export.format.id.into(), &export.json.as_str().into());
    decode_losses(&ask("list_losses", &arguments).await?)
}

/// The file in its format, with or without the list of losses.
///
/// # Errors
/// As [`list_losses`].
pub async fn convert(export: &ForeignExport, has_report: bool) -> Result<Converted, String> {
    let ForeignExport { format, name, json } = export;
    let arguments = Array::of4(
        &format.id.into(),
        &json.as_str().into(),
        &name.as_str().into(),
        &has_report.into(),
    );
    decode_converted(&ask("convert", &arguments).await?)
}

async fn ask(name: &str, arguments: &Array) -> Result<String, String> {
    let module = module().await.map_err(|_| String::new())?;
    call(&module, name, arguments).map_err(|_| String::new())
}

/// Fetches the module, unless it is there. `boot.js` knows where it is.
async fn module() -> Result<JsValue, JsValue> {
    let load: Function = Reflect::get(&window(), &"onrecordExchange".into())?.dyn_into()?;
    let is_anew = IS_BROKEN.take();
    let promise: Promise = load.call1(&JsValue::UNDEFINED, &is_anew.into())?.dyn_into()?;
    JsFuture::from(promise).await
}

fn call(module: &JsValue, name: &str, arguments: &Array) -> Result<String, JsValue> {
    let function: Function = Reflect::get(module, &name.into())?.dyn_into()?;
    let answer = function.apply(&JsValue::UNDEFINED, arguments);
    IS_BROKEN.set(answer.is_err());
    let answer = answer?;
    answer.as_string().ok_or(answer)
}
