//! The longest task of the main thread while the article is scrolled from its first line to its
//! last, as a trace says.
//!
//! The browser reports long tasks from 50 ms on only, and gaps between frames are of the length of
//! a frame or two whatever happens in them. A trace knows the CPU time of every task.

use std::collections::HashMap;

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::tab::Tab;

/// CPU time in milliseconds of the longest task.
///
/// # Errors
/// When the browser does not trace.
pub fn longest_task_ms(tab: &mut Tab) -> anyhow::Result<f64> {
    let categories = ["disabled-by-default-devtools.timeline", "toplevel", "__metadata"];
    let configuration = json!({"includedCategories": categories, "excludedCategories": ["*"]});
    let start = json!({"transferMode": "ReportEvents", "traceConfig": configuration});
    tab.browser().call(None, "Tracing.start", start)?;
    let n_steps = tab.number("__probe.scrollThrough()")?;
    tab.browser().call(None, "Tracing.end", json!({}))?;
    let mut tasks = Tasks::default();
    tab.browser().wait_for("Tracing.tracingComplete", |message| {
        if message["method"] == "Tracing.dataCollected" {
            for event in message["params"]["value"].as_array().into_iter().flatten() {
                tasks.add(event);
            }
        }
    })?;
    ensure!(n_steps > 2.0, "the article does not scroll");
    tasks.longest_ms().context("the trace has no tasks of a page")
}

/// Tasks by process and thread.
#[derive(Default)]
struct Tasks {
    main_threads: Vec<(u64, u64)>,
    /// The sum of CPU times, and the longest one, in microseconds.
    times: HashMap<(u64, u64), (f64, f64)>,
}

impl Tasks {
    fn add(&mut self, event: &Value) {
        let (Some(process), Some(thread)) = (event["pid"].as_u64(), event["tid"].as_u64()) else {
            return;
        };
        match event["name"].as_str() {
            Some("thread_name") if event["args"]["name"] == "CrRendererMain" => {
                self.main_threads.push((process, thread));
            }
            Some("RunTask" | "ThreadControllerImpl::RunTask") => {
                let Some(time) = event["tdur"].as_f64() else { return };
                let (sum, longest) = self.times.entry((process, thread)).or_default();
                *sum += time;
                *longest = longest.max(time);
            }
            _ => {}
        }
    }

    /// Other tabs are idle, so ours is the main thread with the most to do.
    fn longest_ms(&self) -> Option<f64> {
        let times = self.main_threads.iter().filter_map(|thread| self.times.get(thread));
        let (_, longest) = times.max_by(|one, other| one.0.total_cmp(&other.0))?;
        Some(longest / 1000.0)
    }
}
