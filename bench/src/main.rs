//! Measures the built page in Chromium, side by side with a page written by hand.
//!
//! Both pages show the same text with the same highlights. Runs alternate between them, and CPU
//! time counts before wall time, so that other programs on the computer matter as little as may be.

mod alone;
mod browser;
mod command_line;
mod floor;
mod goals;
mod kept;
mod kinds;
mod least;
mod measure;
mod profile;
mod recogito;
mod report;
mod scroll;
mod seed;
mod tab;
mod table;
mod trace;
mod typing;
mod workload;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use page_server::PageServer;

use browser::Browser;
use command_line::Options;
use least::Made;
use measure::{Figure, Figures, Page, measure, measure_in, measure_library};
use recogito::Recogito;
use tab::Tab;
use table::Runs;
use workload::{SIZES, Workload};

/// Traces from which it is told where the time goes.
const N_TRACES: usize = 3;

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
    let recogito = Recogito::install(&directory.0.join("recogito"))?;
    if recogito.is_none() {
        println!("npm is not there, so {} is left out", Recogito::title());
    }
    let mut sections = Vec::new();
    for &size in &options.sizes {
        let stage =
            Stage::build(&mut browser, &options.dist, &directory.0, size, recogito.as_ref())?;
        if let Some(profile) = &options.profile {
            profile::write(&mut browser, &stage.ours.url(), stage.n_marks, profile)?;
            continue;
        }
        let directory = directory.0.join(format!("{}-without", SIZES[size].name));
        let runs = runs(&mut browser, &stage, &options, &directory)?;
        let mut section = table::section(&runs);
        if options.parts.is_empty() {
            section.push_str(&where_time_goes(&mut browser, &stage)?);
            section.push_str(&alone::section(&runs));
            section.push_str(&least::section(&runs));
        }
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

/// The pages of one size, being served; the stores of ours are filled.
struct Stage {
    size: usize,
    ours: PageServer,
    floor: PageServer,
    n_marks: usize,
    /// What fills the stores of an origin, as JavaScript.
    seed: String,
    /// With the number of annotations.
    recogito: Option<(PageServer, usize)>,
}

impl Stage {
    fn build(
        browser: &mut Browser,
        dist: &Path,
        directory: &Path,
        size: usize,
        recogito: Option<&Recogito>,
    ) -> anyhow::Result<Self> {
        let workload = Workload::new(SIZES[size]);
        let floor_directory = directory.join(SIZES[size].name);
        let n_marks = floor::write(&workload, &floor_directory)?;
        // Each size has a server, and so an origin and stores, of its own.
        let ours = PageServer::start(dist, 0)?;
        let floor = PageServer::start(&floor_directory, 0)?;
        let serve = |recogito: &Recogito| -> anyhow::Result<_> {
            let directory = directory.join(format!("{}-recogito", SIZES[size].name));
            let n_annotations = recogito.write(&workload, &directory)?;
            Ok((PageServer::start(&directory, 0)?, n_annotations))
        };
        let recogito = recogito.map(serve).transpose()?;
        let seed = format!("__probe.seed({})", seed::seed(&[workload])?);
        let mut tab = Tab::open(browser, &ours.url())?;
        tab.evaluate(&seed).context("the stores cannot be filled")?;
        Ok(Self { size, ours, floor, n_marks, seed, recogito })
    }

    /// Where a page is, and how many marks it shows; `None` when it is not there.
    fn page(&self, page: Page) -> Option<(String, usize)> {
        match page {
            Page::Ours => Some((self.ours.url(), self.n_marks)),
            Page::Floor => Some((self.floor.url(), self.n_marks)),
            Page::Recogito => self.recogito.as_ref().map(|(server, n)| (server.url(), *n)),
        }
    }

    /// Loads our page where the browser has never been, and so has to compile all of it.
    fn first_visit(&self, browser: &mut Browser, dist: &Path) -> anyhow::Result<f64> {
        let server = PageServer::start(dist, 0)?;
        Tab::open(browser, &server.url())?.evaluate(&self.seed)?;
        let parts = ["load".to_owned()];
        let figures = measure(browser, Page::Ours, &server.url(), self.n_marks, &parts)?;
        Ok(figures[&Figure::Load])
    }

    /// Whether a page is so slow at this size that one run of it has to be enough.
    fn is_slow(&self, page: Page) -> bool {
        page == Page::Recogito && self.size + 1 == SIZES.len()
    }
}

/// All runs over the pages of one size; `directory` is free for pages with our document.
fn runs(
    browser: &mut Browser,
    stage: &Stage,
    options: &Options,
    directory: &Path,
) -> anyhow::Result<Runs> {
    let title = SIZES[stage.size].title;
    let mut runs = Runs { size: stage.size, title, ..Runs::default() };
    let once =
        |browser: &mut Browser, page: Page, parts: &[String]| -> anyhow::Result<Option<Figures>> {
            let Some((url, n_marks)) = stage.page(page) else { return Ok(None) };
            let figures = measure(browser, page, &url, n_marks, parts);
            figures.map(Some).with_context(|| format!("{title}, {page:?}"))
        };
    // The first visit fills the browser's caches.
    let others = [Page::Floor, Page::Recogito];
    for page in others.into_iter().filter(|page| !stage.is_slow(*page)) {
        once(browser, page, &["load".to_owned()])?;
    }
    let (url, n_marks) = (stage.ours.url(), stage.n_marks);
    let parts = &options.parts;
    kept::visit(browser, &url, |tab| measure_in(tab, Page::Ours, &url, n_marks, parts).map(drop))
        .with_context(|| format!("{title}, first visits"))?;
    let mut without = None;
    if options.parts.is_empty() {
        let [copy, made] = ["copy", "made"].map(|name| directory.join(name));
        let copy = alone::Copy::make(browser, &url, n_marks, [&options.dist, &copy]);
        let ours = (&*url, n_marks);
        let made = Made::prepare(browser, ours, &stage.seed, [&options.dist, &made]);
        without = Some((copy.context("copy")?, made.context("made by a script")?));
    }
    for nth in 0..options.n_runs {
        eprintln!("{title}: run {} of {}", nth + 1, options.n_runs);
        runs.floor.extend(once(browser, Page::Floor, &options.parts)?);
        if nth == 0 || !stage.is_slow(Page::Recogito) {
            runs.recogito.extend(once(browser, Page::Recogito, &options.parts)?);
        }
        let mut ours = measure(browser, Page::Ours, &url, n_marks, &options.parts)
            .with_context(|| format!("{title}, ours"))?;
        ours.insert(Figure::FirstVisit, stage.first_visit(browser, &options.dist)?);
        runs.ours.push(ours);
        if let Some((copy, made)) = &without {
            let alone = copy.measure(browser, &url, n_marks);
            runs.alone.push(alone.with_context(|| format!("{title}, the document alone"))?);
            let made = made.measure(browser, n_marks);
            runs.made.push(made.with_context(|| format!("{title}, made by a script"))?);
        }
    }
    Ok(runs)
}

/// The table of what our page and the floor spend their time on.
fn where_time_goes(browser: &mut Browser, stage: &Stage) -> anyhow::Result<String> {
    let mut text = format!("\nWhere the time goes, medians of {N_TRACES} traces:\n\n");
    text.push_str(&kinds::head());
    for (page, name) in [(Page::Ours, "ours"), (Page::Floor, "floor")] {
        let Some((url, n_marks)) = stage.page(page) else { continue };
        let traces = (0..N_TRACES)
            .map(|_| measure::kinds(browser, &url, n_marks))
            .collect::<anyhow::Result<Vec<_>>>()
            .context("where the time goes")?;
        for (nth, (title, _)) in traces[0].iter().enumerate() {
            let times: Vec<_> = traces.iter().map(|trace| trace[nth].1.clone()).collect();
            text.push_str(&kinds::row(&format!("{title}, {name}"), &times));
        }
    }
    Ok(text)
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
    let mut runs = Runs { size: SIZES.len(), title, ..Runs::default() };
    let url = server.url();
    kept::visit(browser, &url, |tab| measure_library(tab, &url, n_marks).map(drop))
        .context(title)?;
    for nth in 0..options.n_runs {
        eprintln!("{title}: run {} of {}", nth + 1, options.n_runs);
        let mut tab = Tab::open(browser, &url)?;
        runs.ours.push(measure_library(&mut tab, &url, n_marks).context(title)?);
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
