//! A journey: one reader, one browser, one copy of the page.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use anyhow::{Context, ensure};
use page_server::PageServer;
use thirtyfour::WebDriver;

use crate::driver::Driver;
use crate::engine::{Engine, Stores};
use crate::place::Place;
use crate::reports::PROBE;
use crate::setup::Setup;

/// A browser in front of the page. Each journey has its own server, profile and
/// downloads, so that journeys can run side by side.
pub struct Journey {
    name: String,
    pub(crate) setup: Setup,
    pub(crate) place: Place,
    pub(crate) server: PageServer,
    pub(crate) reports: Vec<String>,
    driver: Option<Driver>,
}

/// Opens a browser on the page, lets `steps` drive it, and closes it. If a step
/// fails, a picture of the last state is kept under the journey's `name`.
///
/// # Panics
/// When a step fails, or when the page reported something that no step read.
pub fn journey(name: &str, steps: impl AsyncFnOnce(&mut Journey) -> anyhow::Result<()>) {
    attempt(name, steps).unwrap_or_else(|error| panic!("{name}: {error:?}"));
}

/// The same for a program that goes on after a failure.
///
/// # Errors
/// When a step fails, or when the page reported something that no step read.
///
/// # Panics
/// When a step panics.
pub fn attempt(
    name: &str,
    steps: impl AsyncFnOnce(&mut Journey) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut journey = runtime.block_on(Journey::start(name))?;
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(journey.walk(steps))));
    let failed = !matches!(outcome, Ok(Ok(())));
    runtime.block_on(journey.end(failed));
    outcome.unwrap_or_else(|panicked| resume_unwind(panicked))
}

impl Journey {
    async fn start(name: &str) -> anyhow::Result<Self> {
        let setup = Setup::from_environment()?;
        let place = Place::new()?;
        let server = PageServer::start(&setup.dist, 0)?;
        server.probe(PROBE);
        let driver = Some(Driver::start(&setup, &place, Stores::Allowed).await?);
        Ok(Self { name: name.into(), setup, place, server, driver, reports: Vec::new() })
    }

    async fn walk(
        &mut self,
        steps: impl AsyncFnOnce(&mut Self) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        steps(self).await?;
        if self.driver.is_some() {
            self.collect_reports().await?;
        }
        ensure!(self.reports.is_empty(), "the page reported:\n{}", self.reports.join("\n"));
        Ok(())
    }

    async fn end(mut self, failed: bool) {
        if failed && self.driver.is_some() {
            let picture = self.screenshot(&format!("failed-{}", self.name)).await;
            let reports = self.collect_reports().await;
            eprintln!(
                "{}: picture {picture:?}, reports {reports:?} {:#?}",
                self.name, self.reports
            );
        }
        if let Some(driver) = self.driver.take() {
            let _ = driver.close().await;
        }
    }

    /// The engine that is driven.
    pub fn engine(&self) -> Engine {
        self.setup.engine
    }

    /// The server of the page: it can withhold files and tells what was asked for.
    pub fn server(&self) -> &PageServer {
        &self.server
    }

    /// Has the page run `script` before its own, from the next load on.
    pub fn run_first(&self, script: &str) {
        self.server.probe(&format!("{PROBE}\n{script}"));
    }

    /// The file of the built page whose name starts and ends like this: names
    /// carry a hash in their middle.
    pub fn file_named(&self, start: &str, end: &str) -> anyhow::Result<String> {
        let names = std::fs::read_dir(&self.setup.dist)?.flatten().map(|entry| entry.file_name());
        let mut names = names.filter_map(|name| name.into_string().ok());
        names
            .find(|name| name.starts_with(start) && name.ends_with(end))
            .with_context(|| format!("the page has no {start}…{end}"))
    }

    /// The WebDriver session, for what the harness has no words for.
    pub fn session(&self) -> anyhow::Result<&WebDriver> {
        Ok(&self.driver.as_ref().context("the browser is closed")?.session)
    }

    /// Opens the page and waits until the program runs.
    pub async fn open(&mut self) -> anyhow::Result<()> {
        self.go("").await?;
        self.await_start().await
    }

    /// Waits until the program has drawn its first screen, and the browser has
    /// painted it: before that, a place to click may still move.
    pub async fn await_start(&self) -> anyhow::Result<()> {
        // The text is there before the program, but nothing that can be pressed.
        let started = "document.querySelector('.app-header button')";
        self.wait_until("the program has started", started).await?;
        self.settle().await
    }

    /// Waits until what the page drew so far is painted.
    pub async fn settle(&self) -> anyhow::Result<()> {
        // A tab that nobody sees draws no frames.
        let frames = "const done = arguments[0];
            if (document.hidden) return setTimeout(done);
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));";
        self.session()?.execute_async(frames, Vec::new()).await?;
        Ok(())
    }

    /// Goes to `path` on the server, such as `""` for the page, and waits for nothing.
    pub async fn go(&mut self, path: &str) -> anyhow::Result<()> {
        let url = format!("{}{path}", self.server.url());
        if self.session()?.current_url().await?.as_str().starts_with(&self.server.url()) {
            self.collect_reports().await?;
        }
        Ok(self.session()?.goto(url).await?)
    }

    /// Loads the page anew and waits until the program runs.
    pub async fn reload(&mut self) -> anyhow::Result<()> {
        self.open().await
    }

    /// Closes the browser in good order; its profile stays.
    pub async fn close(&mut self) -> anyhow::Result<()> {
        self.collect_reports().await?;
        self.driver.take().context("the browser is closed")?.close().await
    }

    /// Ends the browser as a crash would; its profile stays.
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        self.collect_reports().await?;
        self.kill_now()
    }

    /// The same without a last look at what the page reported.
    pub fn kill_now(&mut self) -> anyhow::Result<()> {
        self.driver.take().context("the browser is closed")?.kill();
        Ok(())
    }

    /// Ends the browser's first process alone; what it started notices and ends by itself.
    pub async fn kill_first(&mut self) -> anyhow::Result<()> {
        self.driver.take().context("the browser is closed")?.signal("KILL").await
    }

    /// Asks the browser to end, as a computer does that is shut down, and waits until it has.
    pub async fn terminate(&mut self) -> anyhow::Result<()> {
        self.driver.take().context("the browser is closed")?.signal("TERM").await
    }

    /// Opens the browser again with the profile it had, in front of nothing.
    pub async fn reopen(&mut self) -> anyhow::Result<()> {
        self.start_again(Stores::Allowed).await
    }

    /// The same with a browser whose settings let no page keep anything.
    pub async fn reopen_blocked(&mut self) -> anyhow::Result<()> {
        self.start_again(Stores::Blocked).await
    }

    async fn start_again(&mut self, stores: Stores) -> anyhow::Result<()> {
        ensure!(self.driver.is_none(), "the browser is still open");
        self.driver = Some(Driver::start(&self.setup, &self.place, stores).await?);
        Ok(())
    }
}
