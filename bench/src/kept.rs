//! Code that the browser keeps from one visit to the next, as it does for whoever uses a page for a while.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::ensure;

use crate::browser::Browser;
use crate::tab::Tab;

/// V8 keeps the functions of WebAssembly that ran hot and were made better once nothing more was for so
/// many milliseconds. By itself it waits for 2,000; and where some were made better meanwhile, it takes
/// what is left of them for seconds (`TriggerCachingAfterTimeout`, V8 15.6), so that a page has to stay
/// for minutes. With this it has to stay for [`STAY`].
pub const SOON: &str = "--wasm-caching-timeout-ms=20";

/// A page that stays so long has its code kept.
const STAY: Duration = Duration::from_secs(21);

/// The second one has the first one's code, and time to make more of it better.
const N_VISITS: usize = 2;

/// Visits the page at `url`, has `used` do there what will be measured, and stays until the code is kept.
///
/// # Errors
/// When the page cannot be used, or no code was kept.
pub fn visit(
    browser: &mut Browser,
    url: &str,
    mut used: impl FnMut(&mut Tab) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let before = n_bytes(&browser.compiled_code());
    for _ in 0..N_VISITS {
        let mut tab = Tab::open(browser, url)?;
        used(&mut tab)?;
        sleep(STAY);
    }
    let after = n_bytes(&browser.compiled_code());
    ensure!(after > before, "the browser kept none of the page's code");
    Ok(())
}

/// The size of all files in a directory; 0 where there is none.
fn n_bytes(directory: &Path) -> u64 {
    let files = std::fs::read_dir(directory).into_iter().flatten().flatten();
    files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
}
