//! Web Locks, which tell whether another tab is still there. They guard no data.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::environment::window;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = LockManager)]
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &Locks,
        name: &str,
        options: &Object,
        held: &Function,
    ) -> Result<Promise, JsValue>;
}

/// Takes a lock until the tab closes. Says whether it was free; where there are no locks, all are.
pub async fn hold(name: &str) -> bool {
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or(JsValue::UNDEFINED);
    if locks.is_undefined() {
        return true;
    }
    let locks: Locks = locks.unchecked_into();
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let answer = Promise::new(&mut |resolve, reject| {
        let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let is_free = !lock.is_null();
            let _ = resolve.call1(&JsValue::NULL, &is_free.into());
            // A promise that is never kept holds the lock for as long as the tab lives.
            if is_free { Promise::new(&mut |_, _| ()).into() } else { JsValue::UNDEFINED }
        });
        match locks.request(name, &options, held.unchecked_ref()) {
            // Browsers that block stores refuse locks as well, and later than at once.
            Ok(request) => spawn_local(async move {
                if let Err(error) = JsFuture::from(request).await {
                    let _ = reject.call1(&JsValue::NULL, &error);
                }
            }),
            Err(error) => {
                let _ = reject.call1(&JsValue::NULL, &error);
            }
        }
    });
    JsFuture::from(answer).await.is_ok_and(|is_free| is_free.is_truthy())
}
