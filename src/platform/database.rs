//! IndexedDB, turned from events into futures.
//!
//! Every write is a transaction of its own with strict durability, committed at once: a transaction
//! that waits for the browser to commit it is lost when the page is left.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

use super::environment::window;

const NAME: &str = "onrecord";
const VERSION: u32 = 1;

/// Records by name and version; see [`super::journal`].
pub const RECORDS: &str = "records";
/// Texts by the name in their key.
pub const TEXTS: &str = "texts";
/// Transactions by history and number; see [`super::history_store`].
pub const HISTORY: &str = "history";

/// How long a store may take to open or to write before the page goes on without it. That is said
/// before a store that broke is opened anew, which writes again.
const PATIENCE_MS: u32 = 5000;

thread_local! {
    static DATABASE: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
    /// Whether the first attempt to open it is over, and those who wait for that.
    static ATTEMPT: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static WAS_OPEN: Cell<bool> = const { Cell::new(false) };
}

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the third argument of `transaction`, which `web_sys` does not have yet.
    #[wasm_bindgen(js_name = IDBDatabase)]
    type DatabaseWithOptions;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &DatabaseWithOptions,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Opens the database, making it where there is none.
///
/// # Errors
/// When the browser forbids it, fails, or does not answer.
pub async fn open() -> Result<(), JsValue> {
    let mut finish = None;
    let attempt = Promise::new(&mut |resolve, _| finish = Some(resolve));
    ATTEMPT.set(Some(attempt));
    let outcome = try_to_open().await;
    WAS_OPEN.set(WAS_OPEN.get() || outcome.is_ok());
    if let Some(finish) = finish {
        finish.call0(&JsValue::NULL)?;
    }
    outcome
}

/// Waits until the last attempt to open the database is over, whatever came of it.
pub async fn opened() {
    if let Some(attempt) = ATTEMPT.with_borrow(Clone::clone) {
        let _ = JsFuture::from(attempt).await;
    }
}

/// Whether the database is open.
pub fn is_open() -> bool {
    DATABASE.with_borrow(Option::is_some)
}

/// Whether it was ever tried to open the database.
pub fn was_tried() -> bool {
    ATTEMPT.with_borrow(Option::is_some)
}

/// Whether the database was ever open, so that it is worth opening again.
pub fn was_open() -> bool {
    WAS_OPEN.get()
}

async fn try_to_open() -> Result<(), JsValue> {
    let factory = window().indexed_db()?.ok_or("this browser has no IndexedDB")?;
    let request = factory.open_with_u32(NAME, VERSION)?;
    let upgraded = request.clone();
    let upgrade = Closure::once_into_js(move |_: JsValue| make_stores(&upgraded));
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    if !matches!(patiently(Box::pin(done(&request))).await, Answer::Done) {
        return Err("the second store does not answer".into());
    }
    let database: IdbDatabase = request.result()?.unchecked_into();
    // Another program version or the browser wants it: let go, and do without from then on.
    let closed = Closure::<dyn Fn()>::new(|| {
        if let Some(database) = DATABASE.take() {
            database.close();
        }
    })
    .into_js_value();
    database.set_onversionchange(Some(closed.unchecked_ref()));
    database.set_onclose(Some(closed.unchecked_ref()));
    DATABASE.set(Some(database));
    Ok(())
}

/// Starts a transaction that writes to these stores; `write` puts its requests.
///
/// The future is done when the disk has it.
///
/// # Errors
/// When there is no database, or it refuses.
pub fn write(
    stores: &[&str],
    write: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
) -> Result<JsFuture, JsValue> {
    let database = DATABASE.with_borrow(Clone::clone).ok_or("the second store is not open")?;
    let database: DatabaseWithOptions = JsValue::from(database).unchecked_into();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let stores: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
    let transaction = database.transaction_with_options(&stores, "readwrite", &options)?;
    let completed = completed(&transaction);
    write(&transaction)?;
    #[expect(deprecated, reason = "the standard has it; only web_sys's copy of it is older")]
    transaction.commit()?;
    Ok(JsFuture::from(completed))
}

/// Reads from one store; `read` makes the request whose result is wanted.
///
/// # Errors
/// When there is no database, or it refuses.
pub async fn read(
    store: &str,
    read: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<JsValue, JsValue> {
    let database = DATABASE.with_borrow(Clone::clone).ok_or("the second store is not open")?;
    let transaction =
        database.transaction_with_str_and_mode(store, IdbTransactionMode::Readonly)?;
    let request = read(&transaction.object_store(store)?)?;
    done(&request).await
}

/// Reads several values of one store in one transaction, in the order of `keys`.
///
/// # Errors
/// When there is no database, or it refuses.
pub async fn read_all(store: &str, keys: &[String]) -> Result<Vec<JsValue>, JsValue> {
    let database = DATABASE.with_borrow(Clone::clone).ok_or("the second store is not open")?;
    let transaction =
        database.transaction_with_str_and_mode(store, IdbTransactionMode::Readonly)?;
    let store = transaction.object_store(store)?;
    let requests: Result<Vec<IdbRequest>, JsValue> =
        keys.iter().map(|key| store.get(&key.into())).collect();
    let mut values = Vec::with_capacity(keys.len());
    // The last answer comes last; by then the others are there.
    let requests = requests?;
    if let Some(last) = requests.last() {
        done(last).await?;
    }
    for request in requests {
        values.push(request.result()?);
    }
    Ok(values)
}

fn make_stores(request: &IdbOpenDbRequest) {
    let Ok(database) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
    for store in [RECORDS, TEXTS, HISTORY] {
        if !database.object_store_names().contains(store) {
            let _ = database.create_object_store(store);
        }
    }
}

async fn done(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await?;
    request.result()
}

fn completed(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    })
}

/// What became of something that the second store was asked for.
pub enum Answer<F> {
    /// It was done.
    Done,
    /// It failed.
    Failed,
    /// It takes too long; it may still be done.
    Late(F),
}

/// Waits for `future`, but not for ever.
pub async fn patiently<F: Future<Output = Result<JsValue, JsValue>> + Unpin>(
    future: F,
) -> Answer<F> {
    let timeout = gloo::timers::future::TimeoutFuture::new(PATIENCE_MS);
    match futures_util::future::select(future, timeout).await {
        futures_util::future::Either::Left((Ok(_), _)) => Answer::Done,
        futures_util::future::Either::Left((Err(_), _)) => Answer::Failed,
        futures_util::future::Either::Right((_, future)) => Answer::Late(future),
    }
}
