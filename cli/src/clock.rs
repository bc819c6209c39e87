//! The moment that goes into files.

use std::time::{SystemTime, UNIX_EPOCH};

use onrecord_core::model::Timestamp;

/// `SOURCE_DATE_EPOCH` where it is set, so that a pipeline can make the same bytes again, else the
/// clock's.
pub fn now() -> Timestamp {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok();
    let set = set.and_then(|seconds| seconds.parse::<i64>().ok()?.checked_mul(1000));
    let unix_ms = set.unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_millis() as i64)
    });
    Timestamp::from_unix_ms(unix_ms)
}
