//! Measures the built page in Chromium, side by side with a page written by hand.
//!
//! Both pages show the same text with the same highlights. Runs alternate between them, and CPU
//! time counts before wall time, so that other programs on the computer matter as little as may be.

mod browser;
mod command_line;
mod floor;
mod goals;
mod measure;
mod profile;
mod report;
mod scroll;
mod seed;
mod tab;
mod table;
mod trace;
mod workload;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use page_server::PageServer;

use browser::Browser;
use command_line::Options;
use measure::{Figures, Page, measure, measure_library};
use tab::Tab;
use table::Runs;
use workload::{SIZES, Workload};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    let options = command_line::read(std::env::args_os())?;
    ensure!(options.dist.join("index.html").is_file(), "{} holds no page", options.dist.display());
    let directory = Directory::new()?;
    let mut browser = Browser::start(&directory.0)?;
    let version = browser.version()?;
    println!("{version}, {} runs of each page", options.n_runs);
    let mut sections = Vec::new();
    for &size in &options.sizes {
        let stage = Stage::build(&mut browser, &options.dist, &directory.0, size)?;
        if let Some(profile) = &options.profile {
            profile::write(&mut browser, &stage.ours.url(), stage.n_marks, profile)?;
            continue;
        }
        let section = table::section(&runs(&mut browser, &stage, &options)?);
        println!("\n{section}");
        sections.push(section);
    }
    if options.has_library {
        let section = table::section(&library_runs(&mut browser, &options, &directory.0)?);
        println!("\n{section}");
        sections.push(section);
    }
    if let Some(path) = &options.report {
        std::fs::write(path, report::report(&version, options.n_runs, &sections))?;
        println!("written to {}", path.display());
    }
    Ok(())
}

/// Both pages of one size, being served; the stores of ours are filled.
struct Stage {
    size: usize,
    ours: PageServer,
    floor: PageServer,
    n_marks: usize,
}

impl Stage {
    fn build(
        browser: &mut Browser,
        dist: &Path,
        directory: &Path,
        size: usize,
    ) -> anyhow::Result<Self> {
        let workload = Workload::new(SIZES[size]);
        let floor_directory = directory.join(SIZES[size].name);
        let n_marks = floor::write(&workload, &floor_directory)?;
        // Each size has a server, and so an origin and stores, of its own.
        let ours = PageServer::start(dist, 0)?;
        let floor = PageServer::start(&floor_directory, 0)?;
        let mut tab = Tab::open(browser, &ours.url())?;
        tab.evaluate(&format!("__probe.seed({})", seed::seed(&[workload])?))
            .context("the stores cannot be filled")?;
        Ok(Self { size, ours, floor, n_marks })
    }

    fn url(&self, page: Page) -> String {
        match page {
            Page::Ours => self.ours.url(),
            Page::Floor => self.floor.url(),
        }
    }
}

fn runs(browser: &mut Browser, stage: &Stage, options: &Options) -> anyhow::Result<Runs> {
    let title = SIZES[stage.size].title;
    let mut runs = Runs { size: stage.size, title, ours: Vec::new(), floor: Vec::new() };
    let mut once = |page: Page, parts: &[String]| -> anyhow::Result<Figures> {
        let context = || format!("{title}, {page:?}");
        measure(browser, page, &stage.url(page), stage.n_marks, parts).with_context(context)
    };
    // The first visit fills the browser's caches, of compiled code, too.
    for page in [Page::Floor, Page::Ours, Page::Ours] {
        once(page, &["load".to_owned()])?;
    }
    for nth in 0..options.n_runs {
        eprintln!("{title}: run {} of {}", nth + 1, options.n_runs);
        runs.floor.push(once(Page::Floor, &options.parts)?);
        runs.ours.push(once(Page::Ours, &options.parts)?);
    }
    Ok(runs)
}

/// The runs over a library of a thousand articles; the floor page has none.
fn library_runs(
    browser: &mut Browser,
    options: &Options,
    directory: &Path,
) -> anyhow::Result<Runs> {
    let title = "A library of 1,000 articles with 10,000 annotations";
    let workloads = Workload::library();
    let n_marks = floor::write(&workloads[0], &directory.join("library"))?;
    let server = PageServer::start(&options.dist, 0)?;
    let mut tab = Tab::open(browser, &server.url())?;
    tab.evaluate(&format!("__probe.seed({})", seed::seed(&workloads)?))
        .context("the stores cannot be filled")?;
    drop(tab);
    let mut runs = Runs { size: SIZES.len(), title, ours: Vec::new(), floor: Vec::new() };
    measure_library(browser, &server.url(), n_marks).context(title)?;
    for nth in 0..options.n_runs {
        eprintln!("{title}: run {} of {}", nth + 1, options.n_runs);
        runs.ours.push(measure_library(browser, &server.url(), n_marks).context(title)?);
    }
    Ok(runs)
}

/// A directory of our own that is removed in the end.
struct Directory(PathBuf);

impl Directory {
    fn new() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("onrecord-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
