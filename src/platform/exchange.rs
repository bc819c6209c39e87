//! The second module: it reads files and texts, and is fetched when it is first needed.

use std::cell::Cell;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use onrecord_core::text::{ArticleText, CharSpan};
use onrecord_core::transfer::{decode_hits, encode_spans};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::app::{Query, Source};

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

/// Has a newer version read, and compared with `old`; `None` when the module could not be fetched,
/// or stopped.
pub async fn compare(source: &Source, old: &ArticleText, spans: &[CharSpan]) -> Option<String> {
    let reading = read(source).await.ok()??;
    let module = module().await.ok()?;
    let spans = encode_spans(spans);
    let arguments = Array::of3(&old.as_str().into(), &spans.into(), &reading.into());
    call(&module, "compare", &arguments).ok()
}

/// Where `query` stands in `text`; `None` when the module could not be fetched, or stopped.
pub async fn find(query: &Query, text: &ArticleText) -> Option<Result<Vec<CharSpan>, String>> {
    let module = module().await.ok()?;
    let is_pattern = query.is_pattern.into();
    let arguments = Array::of3(&text.as_str().into(), &query.text.as_str().into(), &is_pattern);
    Some(decode_hits(&call(&module, "find", &arguments).ok()?))
}

fn both(one: &str, other: &str) -> Array {
    Array::of2(&one.into(), &other.into())
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
