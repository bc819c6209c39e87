//! Where the time goes: what the main thread did, by the kind of work.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::table::{median, number};
use crate::trace::Event;

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// JavaScript and WebAssembly, and what they ask the browser for.
    Script,
    /// Making either ready to run.
    Compiling,
    /// Finding which rules hold for which element.
    Style,
    /// Finding where everything is.
    Layout,
    /// Drawing it and handing it over.
    Painting,
    /// Collecting garbage.
    Garbage,
    /// Reading markup.
    Markup,
    /// Messages of the browser's processes, and what it does not tell.
    Rest,
}

/// The kinds in the order of the columns.
const KINDS: [(Kind, &str); 8] = [
    (Kind::Script, "script"),
    (Kind::Compiling, "compiling"),
    (Kind::Style, "style"),
    (Kind::Layout, "layout"),
    (Kind::Painting, "painting"),
    (Kind::Garbage, "garbage"),
    (Kind::Markup, "markup"),
    (Kind::Rest, "the rest"),
];

/// CPU milliseconds by kind; together they are the CPU of all tasks.
pub type Times = BTreeMap<Kind, f64>;

/// Sums up what happened. An event that is not known counts to what it happened in.
pub fn times(events: &[Event]) -> Times {
    let mut times = Times::new();
    // What is going on: until when, and the kind.
    let mut inside: Vec<(f64, Kind)> = Vec::new();
    for event in events {
        while inside.last().is_some_and(|(end, _)| *end <= event.start_ms) {
            inside.pop();
        }
        let outer = inside.last().map(|(_, kind)| *kind);
        // What is outside all tasks is not the main thread's work.
        let Some(kind) = kind_of(event).or(outer) else { continue };
        if outer.is_some() || event.is_task() {
            *times.entry(kind).or_default() += event.cpu_ms;
            if let Some(outer) = outer {
                *times.entry(outer).or_default() -= event.cpu_ms;
            }
            inside.push((event.start_ms + event.wall_ms, kind));
        }
    }
    times
}

/// How the names of events begin in which scripts run.
const SCRIPTS: [&str; 7] = [
    "FunctionCall",
    "EvaluateScript",
    "v8.",
    "EventDispatch",
    "TimerFire",
    "FireAnimationFrame",
    "RunMicrotasks",
];

fn kind_of(event: &Event) -> Option<Kind> {
    let name = &*event.name;
    let is = |names: &[&str]| names.iter().any(|start| name.starts_with(start));
    Some(if event.is_task() {
        Kind::Rest
    } else if name.contains("GC") {
        Kind::Garbage
    } else if is(&["wasm.", "v8.wasm", "V8.Compile", "v8.compile", "v8.produceCache"]) {
        Kind::Compiling
    } else if is(&["UpdateLayoutTree", "ParseAuthorStyleSheet"]) {
        Kind::Style
    } else if name == "Layout" {
        Kind::Layout
    } else if is(&["PrePaint", "Paint", "Layerize", "Commit", "UpdateLayer", "ScrollLayer"]) {
        Kind::Painting
    } else if name == "ParseHTML" {
        Kind::Markup
    } else if is(&SCRIPTS) {
        Kind::Script
    } else {
        return None;
    })
}

/// The table's head.
pub fn head() -> String {
    let names = KINDS.map(|(_, name)| name).join(" | ");
    format!("| CPU ms | {names} | together |\n|{}\n", "---|".repeat(KINDS.len() + 2))
}

/// A row of the table: the median of some runs, kind by kind.
pub fn row(title: &str, runs: &[Times]) -> String {
    let mut row = format!("| {title} ");
    let of = |kind| {
        let values = runs.iter().map(|run| run.get(&kind).copied().unwrap_or(0.0));
        median(&values.collect::<Vec<f64>>())
    };
    let mut sum = 0.0;
    for (kind, _) in KINDS {
        sum += of(kind);
        let _ = write!(row, "| {} ", number(of(kind)));
    }
    let _ = writeln!(row, "| {} |", number(sum));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, start_ms: f64, wall_ms: f64) -> Event {
        let (name, detail) = (name.to_owned(), String::new());
        Event { name, detail, start_ms, wall_ms, cpu_ms: wall_ms }
    }

    #[test]
    fn inner_work_is_not_counted_twice() {
        let events = [
            event("RunTask", 0.0, 10.0),
            event("FunctionCall", 1.0, 8.0),
            event("Layout", 2.0, 3.0),
            event("unknown to us", 6.0, 1.0),
            event("RunTask", 20.0, 1.0),
            event("Layout", 30.0, 5.0),
        ];
        let expected = [(Kind::Script, 5.0), (Kind::Layout, 3.0), (Kind::Rest, 3.0)];
        assert_eq!(times(&events), Times::from(expected));
    }

    #[test]
    fn a_row_is_of_the_medians() {
        let runs = [1.0, 9.0, 2.0].map(|ms| Times::from([(Kind::Style, ms)]));
        assert!(row("load", &runs).starts_with("| load | 0.0 | 0.0 | 2.0 | 0.0 |"));
        assert!(row("load", &runs).ends_with("| 2.0 |\n"));
    }
}
