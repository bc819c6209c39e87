//! What a page takes at least, whoever writes the program: reading local storage, making the same
//! document by a script, and making the functions ready that ours calls.

use std::path::Path;

use anyhow::Context;
use page_server::PageServer;

use crate::alone::{copy_looks, opened};
use crate::browser::Browser;
use crate::goals::{ROWS, Row};
use crate::measure::{Figure, Figures, Page, measure};
use crate::tab::Tab;
use crate::table::{Runs, middle, number};

/// V8 makes all functions ready beside the page, before it starts.
const COMPILED_AHEAD: &str = "--js-flags=--no-wasm-lazy-compilation";

/// What is done in a browser that has the functions ready.
const PARTS: [&str; 3] = ["load", "export", "edits"];

/// A page that only makes our document, and a browser that has our functions ready.
pub struct Least {
    made: PageServer,
    ahead: Browser,
}

impl Least {
    /// Writes the page into `directory`, after our page at `url`, whose style sheets are in `dist`;
    /// both have the stores that `seed` makes.
    ///
    /// # Errors
    /// When one of them does not come up, or the directory cannot be written.
    pub fn prepare(
        browser: &mut Browser,
        (url, n_marks): (&str, usize),
        seed: &str,
        [dist, directory]: [&Path; 2],
    ) -> anyhow::Result<Self> {
        write_page(browser, url, n_marks, directory)?;
        copy_looks(dist, directory)?;
        let made = PageServer::start(directory, 0)?;
        Tab::open(browser, &made.url())?.evaluate(seed)?;
        let mut ahead = Browser::start(&directory.join("ahead"), &[COMPILED_AHEAD])?;
        Tab::open(&mut ahead, url)?.evaluate(seed)?;
        let mut least = Self { made, ahead };
        // The first visit fills the browsers' caches.
        least.measure(browser, url, n_marks)?;
        Ok(least)
    }

    /// One run: loads the page that is made by a script, and uses ours with its functions ready.
    ///
    /// # Errors
    /// When a page does not come up.
    pub fn measure(
        &mut self,
        browser: &mut Browser,
        url: &str,
        n_marks: usize,
    ) -> anyhow::Result<[Figures; 2]> {
        let parts = PARTS.map(str::to_owned);
        let made = measure(browser, Page::Floor, &self.made.url(), n_marks, &parts[..1]);
        let ready = measure(&mut self.ahead, Page::Ours, url, n_marks, &parts);
        Ok([made.context("made by a script")?, ready.context("functions ready")?])
    }
}

/// The table of one size.
pub fn section(runs: &Runs) -> String {
    let mut text = "\nWhat it takes at least:\n\n\
         | | document made by a script | functions made ready | together | ours | goal | |\n\
         |---|---|---|---|---|---|---|\n"
        .to_owned();
    for row in &ROWS {
        text.push_str(&line(row, runs).unwrap_or_default());
    }
    text
}

fn line(row: &Row, runs: &Runs) -> Option<String> {
    // What is painted waits for functions; their CPU time is what other programs disturb least.
    let (documents, compiled) = match row.figure {
        Figure::Load | Figure::FirstScreen => (&runs.made, Figure::Load),
        Figure::Create | Figure::CreateWall => (&runs.alone, Figure::Create),
        Figure::Export => (&runs.alone, row.figure),
        _ => return None,
    };
    let made = middle(documents, row.figure)?;
    let compiling = (middle(&runs.ours, compiled)? - middle(&runs.ready, compiled)?).max(0.0);
    let least = made + compiling;
    let limit = row.limit(runs.size, middle(&runs.floor, row.figure))?;
    let verdict = if least > limit { "**out of reach**" } else { "" };
    let ours = number(middle(&runs.ours, row.figure)?);
    let [made, compiling, least, limit] = [made, compiling, least, limit].map(number);
    let title = row.title;
    Some(format!("| {title} | {made} | {compiling} | {least} | {ours} | ≤ {limit} | {verdict} |\n"))
}

/// Writes the page that makes the document of ours.
fn write_page(
    browser: &mut Browser,
    url: &str,
    n_marks: usize,
    directory: &Path,
) -> anyhow::Result<()> {
    let parts = opened(browser, url, n_marks)?.evaluate(include_str!("page/tree.js"))?;
    let part = |name: &str| parts[name].as_str().with_context(|| format!("{name} is text"));
    let trees = |name: &str| -> anyhow::Result<String> {
        let json = part(name)?.replace('<', "\\u003c");
        Ok(format!("<script type=application/json id={name}>{json}</script>"))
    };
    let body = [&*trees("first")?, "<script src=make.js></script>", &trees("rest")?].concat();
    let page = part("frame")?.replace("</body>", &format!("{body}</body>"));
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join("index.html"), format!("<!doctype html>{page}"))?;
    std::fs::write(directory.join("make.js"), include_str!("page/make.js"))?;
    Ok(())
}
