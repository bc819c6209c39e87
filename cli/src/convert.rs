//! `onrecord convert`.

use std::time::{SystemTime, UNIX_EPOCH};

use onrecord_core::formats::{Scope, Stamp, codec};
use onrecord_core::merge::library_of;
use onrecord_core::model::Timestamp;

use super::check::report_problems;
use super::{Outcome, files};

/// Reads `input` and writes what could be read to `output`, showing what could not.
pub fn convert(input: &str, output: &str, from: &str, to: &str) -> Outcome {
    match try_convert(input, output, from, to) {
        Ok(outcome) => outcome,
        Err(error) => {
            files::report(&error);
            Outcome::Unusable
        }
    }
}

fn try_convert(input: &str, output: &str, from: &str, to: &str) -> Result<Outcome, String> {
    let mut imported = files::read(input, from)?;
    let outcome = report_problems(&imported);
    let unknown = std::mem::take(&mut imported.unknown);
    let stamp = Stamp { unknown, ..Stamp::new(now()) };
    let write = codec(to).and_then(|codec| codec.write);
    let write = write.ok_or_else(|| format!("{output}: the format {to} cannot be written"))?;
    let content = write(&library_of(imported), Scope::Library, &stamp)
        .map_err(|error| format!("{input}: {error}"))?;
    files::write(output, &content)?;
    Ok(outcome)
}

/// The moment that goes into the file: `SOURCE_DATE_EPOCH` where it is set, so that a pipeline can
/// make the same bytes again, else the clock's.
fn now() -> Timestamp {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok();
    let set = set.and_then(|seconds| seconds.parse::<i64>().ok()?.checked_mul(1000));
    let unix_ms = set.unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0, |since| since.as_millis() as i64)
    });
    Timestamp::from_unix_ms(unix_ms)
}
