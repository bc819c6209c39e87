//! What a load takes at least, whoever writes the program: reading local storage, and making the same
//! document by a script.

use std::path::Path;

use anyhow::Context;
use page_server::PageServer;

use crate::alone::{copy_looks, opened};
use crate::browser::Browser;
use crate::goals::{ROWS, Row};
use crate::measure::{Figure, Figures, Page, measure};
use crate::tab::Tab;
use crate::table::{Runs, middle, number};

/// A page that only makes our document, being served.
pub struct Made(PageServer);

impl Made {
    /// Writes the page into `directory`, after our page at `url`, whose style sheets are in `dist`;
    /// it has the stores that `seed` makes.
    ///
    /// # Errors
    /// When it does not come up, or the directory cannot be written.
    pub fn prepare(
        browser: &mut Browser,
        (url, n_marks): (&str, usize),
        seed: &str,
        [dist, directory]: [&Path; 2],
    ) -> anyhow::Result<Self> {
        write_page(browser, url, n_marks, directory)?;
        copy_looks(dist, directory)?;
        let made = Self(PageServer::start(directory, 0)?);
        Tab::open(browser, &made.0.url())?.evaluate(seed)?;
        // The first visit fills the browser's caches.
        made.measure(browser, n_marks)?;
        Ok(made)
    }

    /// One run: loads the page.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn measure(&self, browser: &mut Browser, n_marks: usize) -> anyhow::Result<Figures> {
        measure(browser, Page::Floor, &self.0.url(), n_marks, &["load".to_owned()])
    }
}

/// The table of one size.
pub fn section(runs: &Runs) -> String {
    let mut text = "\nWhat a load takes at least:\n\n\
         | | document made by a script | ours | goal | |\n|---|---|---|---|---|\n"
        .to_owned();
    let of_load = |row: &&Row| matches!(row.figure, Figure::Load | Figure::FirstScreen);
    for row in ROWS.iter().filter(of_load) {
        text.push_str(&line(row, runs).unwrap_or_default());
    }
    text
}

fn line(row: &Row, runs: &Runs) -> Option<String> {
    let [made, ours] = [&runs.made, &runs.ours].map(|runs| middle(runs, row.figure));
    let (made, ours) = (made?, ours?);
    let limit = row.limit(runs.size, middle(&runs.floor, row.figure))?;
    // Where ours is quicker, this is not the least.
    let verdict = if made > limit && made <= ours { "**out of reach**" } else { "" };
    let [made, ours, limit] = [made, ours, limit].map(number);
    Some(format!("| {} | {made} | {ours} | ≤ {limit} | {verdict} |\n", row.title))
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
