//! Waits for a condition, never for a time.

use std::time::{Duration, Instant};

use anyhow::bail;

/// How long a condition may take to come true: long enough for a machine that does much else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Looks again and again until `look` finds something.
pub(crate) async fn poll<T>(
    what: &str,
    patience: Duration,
    mut look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if start.elapsed() > patience {
            bail!("waited {} s in vain until {what}", patience.as_secs());
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}
