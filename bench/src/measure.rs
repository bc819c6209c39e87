//! One run over one page: every figure once.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, ensure};
use serde_json::json;

use crate::browser::Browser;
use crate::kinds::{Times, times};
use crate::scroll;
use crate::tab::{Key, Tab};
use crate::trace::{EVERYTHING, record};
use crate::typing;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Main-thread CPU, ms, until text and highlights are drawn and the page answers.
    Load,
    /// The same on the first visit, where all code has to be compiled.
    FirstVisit,
    /// The same as the load until nothing happens any more.
    LoadSettled,
    /// Wall ms until the largest part of the first screenful is painted.
    FirstScreen,
    /// Wall ms until everything is there.
    LoadWall,
    /// Main-thread CPU, ms, of marking the selection by a key, not for the first time on the page.
    Create,
    /// Wall ms from that key to the end of the frame that shows the mark.
    CreateWall,
    /// CPU of the page's first mark, which calls functions for the first time.
    FirstMark,
    /// Wall ms from its key to the end of the frame that shows it.
    FirstMarkWall,
    /// CPU of changing the label.
    Relabel,
    /// CPU of removing the mark.
    Delete,
    /// CPU of taking that back.
    Undo,
    /// CPU of one letter typed into a note.
    Type,
    /// Wall ms from a letter in a note to the end of the frame that shows it.
    TypeWall,
    /// The same in the list of commands.
    PaletteWall,
    /// The same in the search.
    FindWall,
    /// JS heap and WASM memory in megabytes, after collecting garbage.
    Memory,
    /// The WASM memory of that.
    WasmMemory,
    /// CPU ms of the longest task while scrolling through everything.
    ScrollTask,
    /// CPU ms of writing and checking the annotation file for the first time.
    Export,
    /// The same again.
    ExportAgain,
    /// Wall ms from the menu item to the file.
    ExportWall,
    /// CPU ms of turning to another article of the library.
    Switch,
    /// Wall ms until that article is drawn.
    SwitchWall,
}

/// The parts of a run, by the names of `--only`.
pub const PARTS: [&str; 4] = ["load", "edits", "scroll", "export"];

/// Articles of a large library that are turned to.
const ENTRIES: [usize; 5] = [500, 20, 990, 250, 700];

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The one written by hand.
    Floor,
    /// Ours.
    Ours,
    /// A library of others.
    Recogito,
}

/// The figures of one run.
pub type Figures = BTreeMap<Figure, f64>;

/// Waits so long after an edit for what it left to do: the stores are read back after 250 ms.
pub const AFTER_EDIT: Duration = Duration::from_millis(450);

const QUOTE_KEY: Key = Key::character("2", 50);
const CLAIM_KEY: Key = Key::character("1", 49);
const DELETE_KEY: Key = Key::named("Delete", 46);
const UNDO_KEY: Key = Key::character("z", 90).with_ctrl();
/// The edits in their order, as they are called.
pub const EDITS: [(&str, Key); 4] = [
    ("create", QUOTE_KEY),
    ("change label", CLAIM_KEY),
    ("delete", DELETE_KEY),
    ("undo", UNDO_KEY),
];

/// The edits in their order, each with its figure.
pub const EDIT_FIGURES: [Figure; 4] =
    [Figure::Create, Figure::Relabel, Figure::Delete, Figure::Undo];

/// Exports after the first one.
const N_EXPORTS_AGAIN: usize = 5;

/// Rounds of edits after the first one.
const N_EDITS_AGAIN: usize = 3;

/// Opens the page at `url`, which shows `n_marks` highlights, and measures `parts` of it.
///
/// # Errors
/// When the page does not do what it should: nothing is measured that did not happen.
pub fn measure(
    browser: &mut Browser,
    page: Page,
    url: &str,
    n_marks: usize,
    parts: &[String],
) -> anyhow::Result<Figures> {
    measure_in(&mut Tab::open(browser, url)?, page, url, n_marks, parts)
}

/// The same in a tab that stays open.
///
/// # Errors
/// As for [`measure`].
pub fn measure_in(
    tab: &mut Tab,
    page: Page,
    url: &str,
    n_marks: usize,
    parts: &[String],
) -> anyhow::Result<Figures> {
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    let mut figures = Figures::new();
    if page == Page::Recogito {
        // It writes markup as text, which our server's policy forbids.
        tab.call("Page.setBypassCSP", json!({"enabled": true}))?;
    }
    load(tab, url, n_marks, &mut figures).context("load")?;
    memory(tab, &mut figures).context("memory")?;
    if wants("scroll") {
        figures.insert(Figure::ScrollTask, scroll::longest_task_ms(tab).context("scroll")?);
        tab.settle()?;
    }
    if wants("export") && page == Page::Ours {
        export(tab, &mut figures).context("export")?;
    }
    if wants("edits") {
        edits(tab, page, n_marks, &mut figures).context("edits")?;
    }
    Ok(figures)
}

/// Opens the page with a large library in a tab that stays open, and turns from article to article.
///
/// # Errors
/// When an article does not open.
pub fn measure_library(tab: &mut Tab, url: &str, n_marks: usize) -> anyhow::Result<Figures> {
    let mut figures = Figures::new();
    load(tab, url, n_marks, &mut figures).context("load")?;
    memory(tab, &mut figures).context("memory")?;
    let (mut cpus, mut walls) = (Vec::new(), Vec::new());
    for entry in ENTRIES {
        let before = tab.settle()?;
        walls.push(tab.number(&format!("__probe.turnTo({entry})")).context("another article")?);
        cpus.push(tab.settle()? - before);
    }
    let switch = (crate::table::median(&cpus), crate::table::median(&walls));
    figures.extend([(Figure::Switch, switch.0), (Figure::SwitchWall, switch.1)]);
    Ok(figures)
}

fn load(tab: &mut Tab, url: &str, n_marks: usize, figures: &mut Figures) -> anyhow::Result<()> {
    let before = tab.settle()?;
    tab.navigate(url)?;
    let wall = tab.number(&format!("__probe.ready({n_marks})"))?;
    let ready = tab.task_ms_as_told()?;
    let settled = tab.settle()?;
    ensure!(ready > before, "the page came up in another process");
    let n_drawn = tab.number("__probe.nMarks()")?;
    ensure!(n_drawn as usize == n_marks, "{n_drawn} highlights instead of {n_marks}");
    figures.insert(Figure::Load, ready - before);
    figures.insert(Figure::LoadSettled, settled - before);
    figures.insert(Figure::LoadWall, wall);
    figures.insert(Figure::FirstScreen, tab.number("__probe.firstScreen()")?);
    Ok(())
}

fn memory(tab: &mut Tab, figures: &mut Figures) -> anyhow::Result<()> {
    for _ in 0..2 {
        tab.call("HeapProfiler.collectGarbage", json!({}))?;
    }
    let heap = tab.call("Runtime.getHeapUsage", json!({}))?;
    let heap = heap["usedSize"].as_f64().context("the heap has a size")?;
    let wasm = tab.number("__probe.wasmBytes()")?;
    figures.insert(Figure::Memory, (heap + wasm) / 1e6);
    figures.insert(Figure::WasmMemory, wasm / 1e6);
    tab.settle()?;
    Ok(())
}

/// Makes a mark, changes it, removes it, brings it back, several times; in the end everything is as
/// before.
fn edits(tab: &mut Tab, page: Page, n_marks: usize, figures: &mut Figures) -> anyhow::Result<()> {
    let (cpu, wall) = round_of_edits(tab, n_marks)?[0];
    figures.extend([(Figure::FirstMark, cpu), (Figure::FirstMarkWall, wall)]);
    let rounds = (0..N_EDITS_AGAIN).map(|_| round_of_edits(tab, n_marks));
    let rounds: Vec<_> = rounds.collect::<anyhow::Result<_>>()?;
    for (nth, figure) in EDIT_FIGURES.into_iter().enumerate() {
        let cpus: Vec<f64> = rounds.iter().map(|round| round[nth].0).collect();
        figures.insert(figure, crate::table::median(&cpus));
    }
    let walls: Vec<f64> = rounds.iter().map(|round| round[0].1).collect();
    figures.insert(Figure::CreateWall, crate::table::median(&walls));
    if page == Page::Ours {
        select_words(tab)?;
        edit(tab, QUOTE_KEY, n_marks + 1)?;
        typing::measure(tab, figures).context("typing")?;
        bring_back(tab, n_marks)?;
    }
    Ok(())
}

fn select_words(tab: &mut Tab) -> anyhow::Result<()> {
    tab.evaluate("getSelection().removeAllRanges()")?;
    let words = tab.evaluate("__probe.selectWords()")?;
    ensure!(words.is_string(), "there are no plain words to mark");
    tab.settle().map(drop)
}

/// CPU and wall time of each of [`EDITS`].
fn round_of_edits(tab: &mut Tab, n_marks: usize) -> anyhow::Result<[(f64, f64); 4]> {
    select_words(tab)?;
    let mut times = [(0.0, 0.0); 4];
    for ((time, (_, key)), n_more) in times.iter_mut().zip(EDITS).zip([1, 1, 0, 1]) {
        *time = edit(tab, key, n_marks + n_more)?;
    }
    bring_back(tab, n_marks)?;
    Ok(times)
}

/// Undoes what was done, so that the next run finds everything as this one did.
///
/// # Errors
/// When that does not lead back.
pub fn bring_back(tab: &mut Tab, n_marks: usize) -> anyhow::Result<()> {
    for _ in 0..8 {
        if tab.number("__probe.nMarks()")? as usize == n_marks {
            return Ok(());
        }
        tab.press(UNDO_KEY)?;
        tab.settle()?;
    }
    anyhow::bail!("undoing does not lead back")
}

/// What happens on the main thread while the page comes up and while a mark is made, changed,
/// removed and brought back: for each, its name and the kinds of work.
///
/// # Errors
/// When the page does not do what it should.
pub fn kinds(
    browser: &mut Browser,
    url: &str,
    n_marks: usize,
) -> anyhow::Result<Vec<(&'static str, Times)>> {
    let mut tab = Tab::open(browser, url)?;
    tab.settle()?;
    let load = record(&mut tab, EVERYTHING, |tab| {
        tab.navigate(url)?;
        tab.number(&format!("__probe.ready({n_marks})"))?;
        tab.settle().map(drop)
    })?;
    let mut kinds = vec![("load until idle", times(&load))];
    tab.evaluate("__probe.selectWords()")?;
    tab.settle()?;
    for (name, key) in EDITS {
        let edit = record(&mut tab, EVERYTHING, |tab| {
            tab.press(key)?;
            sleep(AFTER_EDIT);
            Ok(())
        })?;
        kinds.push((name, times(&edit)));
        tab.settle()?;
    }
    bring_back(&mut tab, n_marks)?;
    Ok(kinds)
}

/// CPU and wall time of what a key does, after which there are `n_marks` highlights.
fn edit(tab: &mut Tab, key: Key, n_marks: usize) -> anyhow::Result<(f64, f64)> {
    tab.evaluate("__probe.expectKey()")?;
    let before = tab.settle()?;
    tab.press(key)?;
    let wall = tab.number("__probe.key")?;
    sleep(AFTER_EDIT);
    let after = tab.task_ms()?;
    let n_drawn = tab.number("__probe.nMarks()")? as usize;
    ensure!(n_drawn == n_marks, "{n_drawn} highlights after {} instead of {n_marks}", key.key);
    tab.settle()?;
    Ok((after - before, wall))
}

fn export(tab: &mut Tab, figures: &mut Figures) -> anyhow::Result<()> {
    let mut once = || -> anyhow::Result<_> {
        open_export_menu(tab)?;
        let before = tab.settle()?;
        let wall = hand_over(tab)?;
        Ok((tab.settle()? - before, wall))
    };
    let (cpu, wall) = once()?;
    figures.extend([(Figure::Export, cpu), (Figure::ExportWall, wall)]);
    let again: Vec<f64> =
        (0..N_EXPORTS_AGAIN).map(|_| Ok(once()?.0)).collect::<anyhow::Result<_>>()?;
    figures.insert(Figure::ExportAgain, crate::table::median(&again));
    Ok(())
}

/// Opens the menu with the formats.
///
/// # Errors
/// When there is none.
pub fn open_export_menu(tab: &mut Tab) -> anyhow::Result<()> {
    tab.evaluate("document.querySelector('.export-button').click()").map(drop)
}

/// Chooses the menu's first format; the wall time in milliseconds until the file is handed over.
///
/// # Errors
/// When no file comes, or nothing is in it.
pub fn hand_over(tab: &mut Tab) -> anyhow::Result<f64> {
    let item = "document.querySelector('.menu-list [role=menuitem]')";
    let file = tab.evaluate(&format!("__probe.exportBy({item})"))?;
    ensure!(file["size"].as_f64().is_some_and(|size| size > 1000.0), "the file is empty: {file}");
    file["ms"].as_f64().context("the time of the file")
}
