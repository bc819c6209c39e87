//! The second module: it reads files and texts, and is fetched when it is first needed.

use std::cell::Cell;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use onrecord_core::transfer::{Summary, decode_summary};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::app::Source;

use super::environment::window;

thread_local! {
    /// Whether the module stopped in the middle; then only a new one can be trusted.
    static IS_BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// The module's answer for each source.
///
/// # Errors
/// When the module could not be fetched, or stopped.
pub async fn read(sources: &[Source]) -> Result<Vec<String>, JsValue> {
    let module = module().await?;
    let read = |source: &Source| match source {
        Source::File(file) => {
            let bytes = Uint8Array::from(&*file.bytes);
            call(&module, "read_file", &Array::of2(&file.name.as_str().into(), &bytes))
        }
        Source::Text { text, .. } => call(&module, "read_text", &Array::of1(&(&**text).into())),
    };
    sources.iter().map(read).collect()
}

/// What is recognised in `text`; `None` when the module could not be fetched, or stopped.
pub async fn summarise(text: &str) -> Option<Summary> {
    let module = module().await.ok()?;
    let answer = call(&module, "summarise", &Array::of1(&text.into())).ok()?;
    decode_summary(&answer)
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
