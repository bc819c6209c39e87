//! The second module: it reads and writes files, in dialogs of its own, and is fetched when it is
//! first asked.

use std::cell::Cell;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Event;

use crate::app::Errand;

use super::environment::window;
use super::focus::is_within;

thread_local! {
    /// Whether the module stopped in the middle; then only a new one can be trusted.
    static IS_BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// The way to the second module.
pub struct Exchange {
    /// What it calls when it has something: with the kind, a name and the content.
    deliver: JsValue,
    /// Promises of the files that were dropped, until the module takes them.
    dropped: Array,
}

impl Exchange {
    /// Has everything that the module delivers go to `deliver`: the kind, a name and the content.
    pub fn new(deliver: impl Fn(String, String, String) + 'static) -> Self {
        let deliver = Closure::<dyn Fn(String, String, String)>::new(deliver);
        Self { deliver: deliver.into_js_value(), dropped: Array::new() }
    }

    /// Keeps [`super::files::dropped`] files for the module.
    pub fn keep(&self, dropped: &Promise) {
        self.dropped.push(dropped);
    }

    /// What has the module do `errand`. `known` are the hash and the title of each article of the
    /// library, one after the other.
    pub fn call(&self, errand: &Errand, known: impl Iterator<Item = String>) -> Call {
        let text = |text: &str| JsValue::from_str(text);
        let (name, arguments) = match errand {
            Errand::AddArticles => {
                let known: Array = known.map(JsValue::from).collect();
                ("add_articles", Array::of3(&self.dropped, &known, &self.deliver))
            }
            Errand::Export { format, name, json } => {
                ("export_as", Array::of4(&text(format), &text(name), &text(json), &self.deliver))
            }
            Errand::Work { work, chosen, json } => {
                let chosen = chosen.map_or(JsValue::NULL, |id| text(&id.to_string()));
                ("work", Array::of4(&text(work.name()), &chosen, &text(json), &self.deliver))
            }
        };
        Call { name, arguments }
    }
}

/// A function of the module, and what it is called with.
pub struct Call {
    name: &'static str,
    arguments: Array,
}

impl Call {
    /// Makes the call, once the module is there.
    ///
    /// # Errors
    /// When the module could not be fetched, or stopped at once.
    pub async fn make(self) -> Result<(), JsValue> {
        let module = module().await?;
        let function: Function = Reflect::get(&module, &self.name.into())?.dyn_into()?;
        let answer = function.apply(&JsValue::UNDEFINED, &self.arguments);
        IS_BROKEN.set(answer.is_err());
        answer.map(|_| ())
    }
}

/// Fetches the module while the mouse is on its way to something that needs it.
pub fn expect(event: &Event) {
    if is_within(event, ".add-articles, .menu") {
        spawn_local(async {
            // Where it does not arrive, asking for something says so.
            let _ = module().await;
        });
    }
}

/// Fetches the module, unless it is there. `boot.js` knows where it is.
async fn module() -> Result<JsValue, JsValue> {
    let load: Function = Reflect::get(&window(), &"onrecordExchange".into())?.dyn_into()?;
    let is_anew = IS_BROKEN.take();
    let promise: Promise = load.call1(&JsValue::UNDEFINED, &is_anew.into())?.dyn_into()?;
    JsFuture::from(promise).await
}
