//! What the document costs without the program: the least that a page which looks like ours takes.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, ensure};
use page_server::PageServer;
use serde_json::json;

use crate::browser::Browser;
use crate::goals::{ROWS, Row};
use crate::measure::{AFTER_EDIT, EDITS, Figure, Figures, Page, bring_back, measure};
use crate::tab::{Key, Tab};
use crate::table::{Runs, middle, number};

/// Times that each is measured.
const N_TIMES: usize = 3;

/// A key that means nothing to the page.
const NO_KEY: Key = Key::named("F9", 120);

/// The program reads back what it wrote, at the latest so long after an edit.
const READ_BACK: Duration = Duration::from_millis(3200);

/// The edits in their order, each with its figure.
const FIGURES: [Figure; 4] = [Figure::Create, Figure::Relabel, Figure::Delete, Figure::Undo];

/// What the document has to do with.
const ROWS_OF_DOCUMENT: [Figure; 7] = [
    Figure::Load,
    Figure::FirstScreen,
    Figure::Create,
    Figure::Relabel,
    Figure::Delete,
    Figure::Undo,
    Figure::CreateWall,
];

/// The table of one size: what the document alone takes, beside the goals. Our page is at `url`, its
/// style sheets are in `dist`, and `directory` is free for a copy of it.
///
/// # Errors
/// When the page does not do what it should: nothing is measured that did not happen.
pub fn section(
    browser: &mut Browser,
    url: &str,
    n_marks: usize,
    runs: &Runs,
    [dist, directory]: [&Path; 2],
) -> anyhow::Result<String> {
    let mut all = Vec::new();
    copy_document(browser, url, n_marks, dist, directory)?;
    let copy = PageServer::start(directory, 0)?;
    let mut load = || measure(browser, Page::Floor, &copy.url(), n_marks, &["load".to_owned()]);
    // The first visit fills the browser's caches.
    load().context("copy")?;
    for _ in 0..N_TIMES {
        all.push(load().context("copy")?);
    }
    for _ in 0..N_TIMES {
        for (nth, (name, _)) in EDITS.iter().enumerate() {
            all.push(edit(browser, url, n_marks, nth).context(*name)?);
        }
    }
    let mut text = format!(
        "\nThe document without the program, medians of {N_TIMES}:\n\n\
         | | document alone | ours | goal | left for the program |\n|---|---|---|---|---|\n"
    );
    for row in ROWS.iter().filter(|row| ROWS_OF_DOCUMENT.contains(&row.figure)) {
        text.push_str(&line(row, runs, &all).unwrap_or_default());
    }
    Ok(text)
}

fn line(row: &Row, runs: &Runs, alone: &[Figures]) -> Option<String> {
    let alone = middle(alone, row.figure)?;
    let limit = row.limit(runs.size, middle(&runs.floor, row.figure))?;
    let left = match limit - alone {
        left if left > 0.0 => number(left),
        _ => "**nothing**".to_owned(),
    };
    let ours = middle(&runs.ours, row.figure).map(number).unwrap_or_default();
    let (title, alone, limit) = (row.title, number(alone), number(limit));
    Some(format!("| {title} | {alone} | {ours} | ≤ {limit} | {left} |\n"))
}

/// A tab with our page, once it came up and nothing happens any more.
fn opened<'a>(browser: &'a mut Browser, url: &str, n_marks: usize) -> anyhow::Result<Tab<'a>> {
    let mut tab = Tab::open(browser, url)?;
    tab.navigate(url)?;
    tab.number(&format!("__probe.ready({n_marks})"))?;
    tab.settle()?;
    Ok(tab)
}

/// Writes the page as it stands when it came up, as markup without scripts.
fn copy_document(
    browser: &mut Browser,
    url: &str,
    n_marks: usize,
    dist: &Path,
    directory: &Path,
) -> anyhow::Result<()> {
    let mut tab = opened(browser, url, n_marks)?;
    let markup = tab.evaluate(
        "(() => { const copy = document.documentElement.cloneNode(true); \
         for (const it of copy.querySelectorAll('script, meta[http-equiv]')) it.remove(); \
         return '<!doctype html>' + copy.outerHTML; })()",
    )?;
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join("index.html"), markup.as_str().context("markup is text")?)?;
    for file in std::fs::read_dir(dist)? {
        let file = file?.path();
        let is_for_looks = file.extension().is_some_and(|kind| kind == "css" || kind == "svg");
        if let Some(name) = file.file_name().filter(|_| is_for_looks) {
            std::fs::copy(&file, directory.join(name))?;
        }
    }
    Ok(())
}

/// What the changes of edit number `nth` take when a script makes them.
fn edit(browser: &mut Browser, url: &str, n_marks: usize, nth: usize) -> anyhow::Result<Figures> {
    let mut tab = opened(browser, url, n_marks)?;
    tab.evaluate("__probe.selectWords()")?;
    tab.settle()?;
    for (_, key) in &EDITS[..nth] {
        tab.press(*key)?;
        tab.settle()?;
    }
    tab.evaluate(include_str!("page/changes.js"))?;
    tab.evaluate("__changes.record()")?;
    tab.press(EDITS[nth].1)?;
    sleep(AFTER_EDIT);
    ensure!(tab.number("__changes.takeBack()")? > 0.0, "nothing was changed");
    sleep(READ_BACK);
    // What was cut out of the document is not to be collected meanwhile.
    tab.call("HeapProfiler.collectGarbage", json!({}))?;
    tab.evaluate("__changes.makeAtKey()")?;
    tab.evaluate("__probe.expectKey()")?;
    let before = tab.settle()?;
    tab.press(NO_KEY)?;
    let wall = tab.number("__probe.key")?;
    sleep(AFTER_EDIT);
    let cpu = tab.task_ms()? - before;
    ensure!(tab.evaluate("__changes.areMade()")? == true, "not all of it was made again");
    bring_back(&mut tab, n_marks)?;
    let mut figures = Figures::from([(FIGURES[nth], cpu)]);
    if FIGURES[nth] == Figure::Create {
        figures.insert(Figure::CreateWall, wall);
    }
    Ok(figures)
}
