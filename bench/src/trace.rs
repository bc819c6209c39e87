//! What the browser says about its own work: a trace of everything on the main thread.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use serde_json::{Value, json};

use crate::tab::Tab;

/// Tasks alone: the least that a trace costs.
pub const TASKS: &[&str] = &["disabled-by-default-devtools.timeline", "toplevel", "__metadata"];

/// Tasks, and what is done in them.
pub const EVERYTHING: &[&str] = &[
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-v8.compile",
    "disabled-by-default-v8.wasm.detailed",
    "toplevel",
    "v8",
    "v8.wasm",
    "__metadata",
];

/// Something the main thread did.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What the browser calls it.
    pub name: String,
    /// Which function or kind of input event, if the browser says.
    pub detail: String,
    /// When it began, in milliseconds of the wall.
    pub start_ms: f64,
    /// How long it took on the wall.
    pub wall_ms: f64,
    /// How much CPU it took, with what happened inside it.
    pub cpu_ms: f64,
}

impl Event {
    /// Whether it is a whole task, with everything in it.
    pub fn is_task(&self) -> bool {
        ["RunTask", "ThreadControllerImpl::RunTask"].contains(&&*self.name)
    }
}

/// What the tab's main thread does during `doing`, in order; an event before those inside it.
///
/// # Errors
/// When the browser does not trace, or `doing` fails.
pub fn record(
    tab: &mut Tab,
    categories: &[&str],
    doing: impl FnOnce(&mut Tab) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<Event>> {
    let configuration = json!({"includedCategories": categories, "excludedCategories": ["*"]});
    let start = json!({"transferMode": "ReportEvents", "traceConfig": configuration});
    tab.browser().call(None, "Tracing.start", start)?;
    let done = doing(tab);
    tab.browser().call(None, "Tracing.end", json!({}))?;
    let mut trace = Trace::default();
    tab.browser().wait_for("Tracing.tracingComplete", |message| {
        if message["method"] == "Tracing.dataCollected" {
            let events = message["params"]["value"].as_array();
            events.into_iter().flatten().for_each(|event| trace.add(event));
        }
    })?;
    done?;
    trace.of_busiest().context("the trace has no tasks of a page")
}

/// Process and thread.
type Thread = (u64, u64);

#[derive(Default)]
struct Trace {
    main_threads: BTreeSet<Thread>,
    events: BTreeMap<Thread, Vec<Event>>,
}

impl Trace {
    fn add(&mut self, event: &Value) {
        let (Some(process), Some(thread)) = (event["pid"].as_u64(), event["tid"].as_u64()) else {
            return;
        };
        let name = event["name"].as_str().unwrap_or_default();
        if name == "thread_name" && event["args"]["name"] == "CrRendererMain" {
            self.main_threads.insert((process, thread));
        }
        let us = |field: &str| event[field].as_f64().map(|us| us / 1000.0);
        if let (Some(start_ms), Some(wall_ms), Some(cpu_ms)) = (us("ts"), us("dur"), us("tdur")) {
            let data = &event["args"]["data"];
            let detail = data["type"].as_str().or(data["functionName"].as_str());
            let (name, detail) = (name.to_owned(), detail.unwrap_or_default().to_owned());
            let event = Event { name, detail, start_ms, wall_ms, cpu_ms };
            self.events.entry((process, thread)).or_default().push(event);
        }
    }

    /// Of the main threads the busiest: other tabs are idle.
    fn of_busiest(self) -> Option<Vec<Event>> {
        let in_tasks = |events: &Vec<Event>| -> f64 {
            events.iter().filter(|event| event.is_task()).map(|event| event.cpu_ms).sum()
        };
        let threads = self.events.into_iter().filter(|(it, _)| self.main_threads.contains(it));
        let busiest =
            threads.max_by(|one, other| in_tasks(&one.1).total_cmp(&in_tasks(&other.1)))?;
        let mut events = busiest.1;
        events.sort_by(|one, other| {
            let starts = one.start_ms.total_cmp(&other.start_ms);
            starts.then(other.wall_ms.total_cmp(&one.wall_ms))
        });
        Some(events)
    }
}
