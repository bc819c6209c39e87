//! What the document costs without the program: the least that a page which looks like ours takes.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, ensure};
use page_server::PageServer;
use serde_json::json;

use crate::browser::Browser;
use crate::goals::{ROWS, Row};
use crate::measure::{
    AFTER_EDIT, EDIT_FIGURES, EDITS, Figure, Figures, Page, bring_back, hand_over, measure,
    open_export_menu,
};
use crate::tab::{Key, Tab};
use crate::table::{Runs, median, middle, number};

/// A key that means nothing to the page.
const NO_KEY: Key = Key::named("F9", 120);

/// The program reads back what it wrote, at the latest so long after an edit.
const READ_BACK: Duration = Duration::from_millis(3200);

/// What the document has to do with.
const ROWS_OF_DOCUMENT: [Figure; 10] = [
    Figure::Load,
    Figure::FirstScreen,
    Figure::Create,
    Figure::Relabel,
    Figure::Delete,
    Figure::Undo,
    Figure::CreateWall,
    Figure::ScrollTask,
    Figure::Export,
    Figure::ExportAgain,
];

/// Exports after the first one; fewer than the program makes, since each waits for [`READ_BACK`].
const N_EXPORTS_AGAIN: usize = 3;

/// Our page as it stands when it came up, as markup without scripts, being served.
pub struct Copy(PageServer);

impl Copy {
    /// Copies our page at `url` into `directory`; its style sheets are in `dist`.
    ///
    /// # Errors
    /// When the page does not come up, or the directory cannot be written.
    pub fn make(
        browser: &mut Browser,
        url: &str,
        n_marks: usize,
        [dist, directory]: [&Path; 2],
    ) -> anyhow::Result<Self> {
        write_copy(browser, url, n_marks, dist, directory)?;
        let server = PageServer::start(directory, 0)?;
        // The first visit fills the browser's caches.
        measure(browser, Page::Floor, &server.url(), n_marks, &["load".to_owned()])?;
        Ok(Self(server))
    }

    /// One run: loads and scrolls the copy, and makes the changes of our page at `url` by a script.
    ///
    /// # Errors
    /// When the page does not do what it should: nothing is measured that did not happen.
    pub fn measure(
        &self,
        browser: &mut Browser,
        url: &str,
        n_marks: usize,
    ) -> anyhow::Result<Figures> {
        let parts = ["load", "scroll"].map(str::to_owned);
        let mut figures = measure(browser, Page::Floor, &self.0.url(), n_marks, &parts)?;
        let mut tab = opened(browser, url, n_marks)?;
        let mut export = || -> anyhow::Result<f64> {
            open_export_menu(&mut tab)?;
            tab.settle()?;
            replayed(&mut tab, |tab| hand_over(tab).map(drop)).map(|(cpu, _)| cpu)
        };
        figures.insert(Figure::Export, export().context("export")?);
        let again: Vec<f64> =
            (0..N_EXPORTS_AGAIN).map(|_| export()).collect::<anyhow::Result<_>>()?;
        figures.insert(Figure::ExportAgain, median(&again));
        tab.evaluate("__probe.selectWords()")?;
        tab.settle()?;
        for ((name, key), figure) in EDITS.into_iter().zip(EDIT_FIGURES) {
            let (cpu, wall) = replayed(&mut tab, |tab| tab.press(key)).context(name)?;
            figures.insert(figure, cpu);
            if figure == Figure::Create {
                figures.insert(Figure::CreateWall, wall);
            }
        }
        bring_back(&mut tab, n_marks)?;
        Ok(figures)
    }
}

/// The table of one size: what the document alone takes, beside the goals.
pub fn section(runs: &Runs) -> String {
    let mut text = "\nThe document without the program:\n\n\
         | | document alone | ours | goal | left for the program |\n|---|---|---|---|---|\n"
        .to_owned();
    for row in ROWS.iter().filter(|row| ROWS_OF_DOCUMENT.contains(&row.figure)) {
        text.push_str(&line(row, runs).unwrap_or_default());
    }
    text
}

fn line(row: &Row, runs: &Runs) -> Option<String> {
    let alone = middle(&runs.alone, row.figure)?;
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
///
/// # Errors
/// When it does not come up.
pub fn opened<'a>(browser: &'a mut Browser, url: &str, n_marks: usize) -> anyhow::Result<Tab<'a>> {
    let mut tab = Tab::open(browser, url)?;
    tab.navigate(url)?;
    tab.number(&format!("__probe.ready({n_marks})"))?;
    tab.settle()?;
    Ok(tab)
}

/// Writes the copy, without what stands around the text, which the program draws once that was painted.
fn write_copy(
    browser: &mut Browser,
    url: &str,
    n_marks: usize,
    dist: &Path,
    directory: &Path,
) -> anyhow::Result<()> {
    let mut tab = opened(browser, url, n_marks)?;
    let markup = tab.evaluate(
        "(() => { const copy = document.documentElement.cloneNode(true); \
         for (const it of copy.querySelectorAll( \
         'script, meta[http-equiv], .card, .message, :is(.library, .app-header, .article-facts, .article-map) > *'
         )) it.remove(); \
         return '<!doctype html>' + copy.outerHTML; })()",
    )?;
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join("index.html"), markup.as_str().context("markup is text")?)?;
    copy_looks(dist, directory)
}

/// Copies the style sheets and pictures of the page in `dist`.
///
/// # Errors
/// When they cannot be read or written.
pub fn copy_looks(dist: &Path, directory: &Path) -> anyhow::Result<()> {
    for file in std::fs::read_dir(dist)? {
        let file = file?.path();
        let is_for_looks = file.extension().is_some_and(|kind| kind == "css" || kind == "svg");
        if let Some(name) = file.file_name().filter(|_| is_for_looks) {
            std::fs::copy(&file, directory.join(name))?;
        }
    }
    Ok(())
}

/// CPU and wall time of the changes in the document that come of `doing`, when a script makes them.
fn replayed(
    tab: &mut Tab,
    doing: impl FnOnce(&mut Tab) -> anyhow::Result<()>,
) -> anyhow::Result<(f64, f64)> {
    tab.evaluate(include_str!("page/changes.js"))?;
    tab.evaluate("__changes.record()")?;
    doing(tab)?;
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
    Ok((cpu, wall))
}
