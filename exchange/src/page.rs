//! The way back to the page.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function};
use onrecord::app::Delivery;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The function of the page that takes deliveries.
#[derive(Debug, Clone, PartialEq)]
pub struct Page(Function);

impl Page {
    /// The page that is called through `deliver`.
    pub fn new(deliver: Function) -> Self {
        Self(deliver)
    }

    /// Hands something over.
    pub fn deliver(&self, delivery: &Delivery) {
        let parts: Array = delivery.parts().into_iter().map(JsValue::from_str).collect();
        // A page that stopped says so itself.
        let _ = self.0.apply(&JsValue::UNDEFINED, &parts);
    }
}

/// Does `work`; `None` when it stopped in the middle. The page then fetches this module anew, since
/// this one cannot be trusted any more.
pub fn guarded<T: 'static>(work: impl FnOnce() -> T + 'static) -> Option<T> {
    let result = Rc::new(RefCell::new(None));
    let slot = result.clone();
    let work = Closure::once_into_js(move || *slot.borrow_mut() = Some(work()));
    let done = work.unchecked_ref::<Function>().call0(&JsValue::UNDEFINED);
    done.ok()?;
    result.take()
}
