//! What the browser says about its own work: a trace of everything on the main thread.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::tab::Tab;

/// Events shorter than this in sum, in milliseconds of CPU, are not told.
const LEAST_MS: f64 = 0.1;

/// What the tab does during `doing`: CPU milliseconds, how often, and the name of each kind of
/// event, the most expensive first. An event includes those inside it.
///
/// # Errors
/// When the browser does not trace, or `doing` fails.
pub fn sums(
    tab: &mut Tab,
    doing: impl FnOnce(&mut Tab) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<(f64, usize, String)>> {
    let categories = [
        "devtools.timeline",
        "disabled-by-default-devtools.timeline",
        "toplevel",
        "v8",
        "__metadata",
    ];
    let configuration = json!({"includedCategories": categories, "excludedCategories": ["*"]});
    let start = json!({"transferMode": "ReportEvents", "traceConfig": configuration});
    tab.browser().call(None, "Tracing.start", start)?;
    let done = doing(tab);
    tab.browser().call(None, "Tracing.end", json!({}))?;
    let mut trace = Trace::default();
    tab.browser().wait_for("Tracing.tracingComplete", |message| {
        if message["method"] == "Tracing.dataCollected" {
            message["params"]["value"]
                .as_array()
                .into_iter()
                .flatten()
                .for_each(|it| trace.add(it));
        }
    })?;
    done?;
    Ok(trace.sums())
}

/// Process and thread.
type Thread = (u64, u64);

#[derive(Default)]
struct Trace {
    main_threads: BTreeSet<Thread>,
    times: BTreeMap<Thread, BTreeMap<String, (f64, usize)>>,
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
        if let Some(time) = event["tdur"].as_f64() {
            let data = &event["args"]["data"];
            let kind = data["type"].as_str().or(data["functionName"].as_str()).unwrap_or_default();
            let of_thread = self.times.entry((process, thread)).or_default();
            let (sum, n) = of_thread.entry(format!("{name} {kind}")).or_default();
            *sum += time / 1000.0;
            *n += 1;
        }
    }

    /// Of the main threads the busiest: other tabs are idle.
    fn sums(self) -> Vec<(f64, usize, String)> {
        let total = |times: &BTreeMap<String, (f64, usize)>| {
            times.values().fold(0.0, |sum, (time, _)| sum + time)
        };
        let threads = self.times.into_iter().filter(|(it, _)| self.main_threads.contains(it));
        let busiest = threads.max_by(|one, other| total(&one.1).total_cmp(&total(&other.1)));
        let of_busiest = busiest.into_iter().flat_map(|(_, times)| times);
        let told = of_busiest.filter(|(_, (time, _))| *time >= LEAST_MS);
        let mut sums: Vec<_> = told.map(|(name, (time, n))| (time, n, name)).collect();
        sums.sort_by(|one, other| other.0.total_cmp(&one.0));
        sums
    }
}
