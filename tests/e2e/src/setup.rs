//! What the environment says about browsers and files.

use std::path::PathBuf;

use anyhow::Context;

use crate::engine::Engine;

/// Everything a journey must be told.
pub(crate) struct Setup {
    pub(crate) engine: Engine,
    /// The directory of the built page.
    pub(crate) dist: PathBuf,
    /// The WebDriver program of the engine.
    pub(crate) driver: PathBuf,
    /// The browser itself.
    pub(crate) browser: PathBuf,
    /// `axe.min.js`.
    pub(crate) axe: PathBuf,
    /// Where pictures go.
    pub(crate) screenshots: PathBuf,
}

impl Setup {
    pub(crate) fn from_environment() -> anyhow::Result<Self> {
        let engine = variable("ENGINE")?;
        let engine = engine.to_str().and_then(Engine::from_name).context("no such engine")?;
        Ok(Self {
            engine,
            dist: variable("DIST")?,
            driver: variable("DRIVER")?,
            browser: variable("BROWSER")?,
            axe: variable("AXE")?,
            screenshots: variable("SCREENSHOTS")?,
        })
    }
}

fn variable(name: &str) -> anyhow::Result<PathBuf> {
    let name = format!("ONRECORD_E2E_{name}");
    let value = std::env::var_os(&name);
    value.map(PathBuf::from).with_context(|| format!("{name} is not set: run `cargo xtask test`"))
}
