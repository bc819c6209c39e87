//! CPU profiles: where the time goes.
//!
//! The page is best built with `ONRECORD_NAMES=1`, which keeps the names of its functions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::measure::EDITS;
use crate::tab::{Key, Tab};
use crate::trace::{EVERYTHING, Event, record};

/// Microseconds between two looks of the profiler.
const INTERVAL_US: u32 = 100;

/// Events shorter than this in sum, in milliseconds of CPU, are not told.
const LEAST_MS: f64 = 0.1;

/// Functions that a summary names.
const N_NAMED: usize = 60;

/// Profiles our page's start, scrolling and the making of a mark, prints summaries, and writes
/// `load.cpuprofile`, `scroll.cpuprofile` and `create.cpuprofile`, which Chromium's tools open, into
/// `directory`.
///
/// # Errors
/// When the page does not come up.
pub fn write(
    browser: &mut Browser,
    url: &str,
    n_marks: usize,
    directory: &Path,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(directory)?;
    timelines(&mut Tab::open(browser, url)?, url, n_marks)?;
    let mut tab = Tab::open(browser, url)?;
    tab.call("Profiler.enable", json!({}))?;
    tab.call("Profiler.setSamplingInterval", json!({"interval": INTERVAL_US}))?;
    for name in ["warm", "load"] {
        tab.navigate(&format!("{url}empty"))?;
        tab.settle()?;
        tab.call("Profiler.start", json!({}))?;
        tab.navigate(url)?;
        tab.number(&format!("__probe.ready({n_marks})"))?;
        tab.settle()?;
        if name == "load" {
            stop(&mut tab, name, directory)?;
        }
    }
    tab.call("Profiler.start", json!({}))?;
    tab.number("__probe.scrollThrough()")?;
    stop(&mut tab, "scroll", directory)?;
    tab.settle()?;
    tab.evaluate("__probe.selectWords()")?;
    tab.settle()?;
    tab.call("Profiler.start", json!({}))?;
    tab.press(Key::character("2", 50))?;
    tab.settle()?;
    stop(&mut tab, "create", directory)?;
    tab.press(Key::character("z", 90).with_ctrl())?;
    tab.settle()?;
    Ok(())
}

/// Prints what the browser itself does meanwhile: style, layout, painting, collecting garbage.
fn timelines(tab: &mut Tab, url: &str, n_marks: usize) -> anyhow::Result<()> {
    tab.settle()?;
    timeline(tab, "load", |tab| {
        tab.navigate(url)?;
        tab.number(&format!("__probe.ready({n_marks})")).map(drop)
    })?;
    tab.settle()?;
    timeline(tab, "scroll", |tab| tab.number("__probe.scrollThrough()").map(drop))?;
    tab.settle()?;
    tab.evaluate("__probe.selectWords()")?;
    tab.settle()?;
    for (name, key) in EDITS {
        timeline(tab, name, |tab| {
            tab.press(key)?;
            tab.settle().map(drop)
        })?;
    }
    for _ in EDITS.iter().skip(1) {
        tab.press(Key::character("z", 90).with_ctrl())?;
        tab.settle()?;
    }
    Ok(())
}

fn timeline(
    tab: &mut Tab,
    name: &str,
    doing: impl FnOnce(&mut Tab) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    println!("\n{name}: CPU ms of the browser's own events, how many, event");
    for (name, (time, n)) in sums(&record(tab, EVERYTHING, doing)?) {
        println!("{time:>8.1} {n:>6}  {name}");
    }
    Ok(())
}

/// CPU milliseconds and how often, by the name of the event, the most expensive first. An event
/// includes those inside it.
fn sums(events: &[Event]) -> Vec<(String, (f64, usize))> {
    let mut sums: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for event in events {
        let (sum, n) = sums.entry(format!("{} {}", event.name, event.detail)).or_default();
        *sum += event.cpu_ms;
        *n += 1;
    }
    let told = sums.into_iter().filter(|(_, (time, _))| *time >= LEAST_MS);
    let mut sums: Vec<_> = told.collect();
    sums.sort_by(|one, other| other.1.0.total_cmp(&one.1.0));
    sums
}

fn stop(tab: &mut Tab, name: &str, directory: &Path) -> anyhow::Result<()> {
    let profile = tab.call("Profiler.stop", json!({}))?;
    let profile = &profile["profile"];
    std::fs::write(directory.join(format!("{name}.cpuprofile")), profile.to_string())?;
    println!("\n{name}: ms by itself, ms with what it calls, function");
    for (own, all, function) in summary(profile).context("it is a profile")? {
        println!("{own:>8.1} {all:>8.1}  {function}");
    }
    Ok(())
}

/// Own and total time of functions, in milliseconds, the most expensive first.
fn summary(profile: &Value) -> Option<Vec<(f64, f64, String)>> {
    let nodes = profile["nodes"].as_array()?;
    let mut parents = BTreeMap::new();
    let mut names = BTreeMap::new();
    for node in nodes {
        let id = node["id"].as_u64()?;
        names.insert(id, node["callFrame"]["functionName"].as_str()?);
        for child in node["children"].as_array().into_iter().flatten() {
            parents.insert(child.as_u64()?, id);
        }
    }
    let mut times: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    let samples = profile["samples"].as_array()?.iter().filter_map(Value::as_u64);
    let lengths = profile["timeDeltas"].as_array()?.iter().filter_map(Value::as_f64);
    // The time up to a sample belongs to the sample before it.
    for (sample, length) in samples.zip(lengths.skip(1)) {
        times.entry(names.get(&sample)?).or_default().0 += length;
        let mut seen = BTreeSet::new();
        let mut here = Some(sample);
        while let Some(node) = here {
            let name = names.get(&node)?;
            if seen.insert(name) {
                times.entry(name).or_default().1 += length;
            }
            here = parents.get(&node).copied();
        }
    }
    let mut times: Vec<(f64, f64, String)> = times
        .into_iter()
        .filter(|(name, _)| !["(idle)", "(root)"].contains(name))
        .map(|(name, (own, all))| (own / 1000.0, all / 1000.0, name.to_owned()))
        .collect();
    times.sort_by(|one, other| other.1.total_cmp(&one.1));
    times.truncate(N_NAMED);
    Some(times)
}
