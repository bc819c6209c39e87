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
        Ok(Self {
            engine: engine()?,
            dist: variable("DIST")?,
            driver: variable("DRIVER")?,
            browser: variable("BROWSER")?,
            axe: variable("AXE")?,
            screenshots: variable("SCREENSHOTS")?,
        })
    }
}

/// The engine that is driven.
///
/// # Errors
/// When nothing says which one.
pub fn engine() -> anyhow::Result<Engine> {
    variable("ENGINE")?.to_str().and_then(Engine::from_name).context("no such engine")
}

/// The browser that is driven, as it names itself.
///
/// # Errors
/// When nothing says which one, or it does not start.
pub fn browser_version() -> anyhow::Result<String> {
    let browser = variable("BROWSER")?;
    let told = std::process::Command::new(&browser).arg("--version").output();
    let told = told.with_context(|| format!("cannot start {}", browser.display()))?;
    let line = String::from_utf8_lossy(&told.stdout).lines().next().unwrap_or_default().to_owned();
    // Distributions add their own name behind the version.
    Ok(line.split(" built on ").next().unwrap_or_default().trim().to_owned())
}

/// The page that is driven: its version, and the beginning of the hash in its module's name.
///
/// # Errors
/// When nothing says where the page is, or it was not built.
pub fn program_version() -> anyhow::Result<String> {
    let names = std::fs::read_dir(variable("DIST")?)?.flatten().map(|entry| entry.file_name());
    let hash = names.filter_map(|name| {
        let name = name.into_string().ok()?;
        Some(name.strip_prefix("onrecord-")?.strip_suffix(".wasm")?.get(..8)?.to_owned())
    });
    let hash = hash.min().context("the page was not built")?;
    Ok(format!("{} ({hash})", env!("CARGO_PKG_VERSION")))
}

fn variable(name: &str) -> anyhow::Result<PathBuf> {
    let name = format!("ONRECORD_E2E_{name}");
    let value = std::env::var_os(&name);
    value.map(PathBuf::from).with_context(|| format!("{name} is not set: run `cargo xtask test`"))
}
