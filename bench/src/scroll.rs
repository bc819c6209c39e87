//! The longest task of the main thread while the article is scrolled from its first line to its
//! last, as a trace says.
//!
//! The browser reports long tasks from 50 ms on only, and gaps between frames are of the length of
//! a frame or two whatever happens in them. A trace knows the CPU time of every task.

use anyhow::ensure;

use crate::tab::Tab;
use crate::trace::{TASKS, record};

/// CPU time in milliseconds of the longest task.
///
/// # Errors
/// When the browser does not trace, or the article is too short to scroll.
pub fn longest_task_ms(tab: &mut Tab) -> anyhow::Result<f64> {
    let mut n_steps = 0.0;
    let events = record(tab, TASKS, |tab| {
        n_steps = tab.number("__probe.scrollThrough()")?;
        Ok(())
    })?;
    ensure!(n_steps > 2.0, "the article does not scroll");
    let tasks = events.iter().filter(|event| event.is_task());
    Ok(tasks.map(|event| event.cpu_ms).fold(0.0, f64::max))
}
