//! Finds the tools that tests need, and installs those that are missing:
//! browsers from the system's packages, the rest below cargo's target directory.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail, ensure};
use sha2::{Digest, Sha256};

use crate::workspace::{Workspace, output_of, run};

const AXE_VERSION: &str = "4.14.1";
const AXE_SHA256: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";
const GECKODRIVER_VERSION: &str = "0.37.1";

/// A browser engine to test in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }
}

/// A browser with the driver that belongs to it.
pub(crate) struct Browser {
    pub(crate) driver: PathBuf,
    pub(crate) program: PathBuf,
}

/// Sees to it that cargo can format and lint.
pub(crate) fn ensure_rust_tools(workspace: &Workspace) -> anyhow::Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let mut version = workspace.cargo();
        version.args([command, "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
        if !version.status().is_ok_and(|status| status.success()) {
            println!("Adding {component}");
            let mut rustup = Command::new("rustup");
            rustup.args(["component", "add", component]).current_dir(workspace.root());
            run(rustup)?;
        }
    }
    Ok(())
}

/// Sees to it that `engine` can be driven.
pub(crate) fn ensure_browser(workspace: &Workspace, engine: Engine) -> anyhow::Result<Browser> {
    match engine {
        Engine::Chromium => Ok(Browser {
            driver: find_or_install(&["chromedriver"], &["chromium", "chromium-driver"])?,
            program: find_or_install(
                &["chromium", "chromium-browser", "google-chrome"],
                &["chromium", "chromium-driver"],
            )?,
        }),
        Engine::Firefox => Ok(Browser {
            driver: ensure_geckodriver(workspace)?,
            program: find_or_install(&["firefox-esr", "firefox"], &["firefox-esr"])?,
        }),
        Engine::WebKit => {
            let packages = ["webkit2gtk-driver", "xvfb", "xauth"];
            find_or_install(&["xvfb-run"], &packages)?;
            let driver = find_or_install(&["WebKitWebDriver"], &packages)?;
            Ok(Browser { driver, program: find_mini_browser()? })
        }
    }
}

/// The test page of WebKitGTK, which is on no PATH.
fn find_mini_browser() -> anyhow::Result<PathBuf> {
    let mut roots = vec![PathBuf::from("/usr/libexec")];
    roots.extend(std::fs::read_dir("/usr/lib")?.flatten().map(|entry| entry.path()));
    let found = roots
        .iter()
        .flat_map(|root| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0"].map(|name| root.join(name).join("MiniBrowser"))
        })
        .find(|path| path.is_file());
    found.context("WebKitGTK came without its MiniBrowser")
}

/// A driver of Firefox. Debian has none: it is compiled once.
fn ensure_geckodriver(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let root = directory(workspace);
    let driver = root.join("bin").join("geckodriver");
    if driver.is_file() {
        return Ok(driver);
    }
    if let Some(driver) = find(&["geckodriver"]) {
        return Ok(driver);
    }
    println!("Compiling geckodriver {GECKODRIVER_VERSION}, once");
    let mut cargo = workspace.cargo();
    cargo.args(["install", "--locked", "--quiet", "geckodriver", "--version", GECKODRIVER_VERSION]);
    cargo.arg("--root").arg(&root).arg("--target-dir").arg(root.join("build"));
    // It waits for a browser most of the time: fast to compile is fast enough.
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
    run(cargo)?;
    Ok(driver)
}

/// `axe.min.js` in the pinned version.
pub(crate) fn ensure_axe(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let root = directory(workspace).join("axe");
    let script = root.join("node_modules").join("axe-core").join("axe.min.js");
    if !is_axe(&script) {
        println!("Fetching axe-core {AXE_VERSION}");
        std::fs::create_dir_all(&root)?;
        let mut npm = Command::new(find_or_install(&["npm"], &["npm"])?);
        npm.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--silent",
        ]);
        npm.arg("--prefix").arg(&root).arg(format!("axe-core@{AXE_VERSION}")).stdin(Stdio::null());
        run(npm)?;
        ensure!(is_axe(&script), "{} is not axe-core {AXE_VERSION}", script.display());
    }
    Ok(script)
}

fn is_axe(script: &Path) -> bool {
    std::fs::read(script).is_ok_and(|bytes| {
        let digest = Sha256::digest(bytes);
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        hash == AXE_SHA256
    })
}

/// Where tools go that no package has.
fn directory(workspace: &Workspace) -> PathBuf {
    workspace.target().join("tools")
}

/// The first of `programs` on the PATH; else installs `packages` and looks again.
fn find_or_install(programs: &[&str], packages: &[&str]) -> anyhow::Result<PathBuf> {
    if let Some(path) = find(programs) {
        return Ok(path);
    }
    install(packages).with_context(|| format!("{} is needed", programs[0]))?;
    find(programs).with_context(|| format!("{packages:?} brought no {}", programs[0]))
}

fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let places: Vec<PathBuf> = env::split_paths(&path).collect();
    let candidates =
        programs.iter().flat_map(|name| places.iter().map(move |place| place.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}

fn install(packages: &[&str]) -> anyhow::Result<()> {
    let Some(apt) = find(&["apt-get"]) else {
        bail!("install {} with your system's packages and put it on the PATH", packages.join(", "));
    };
    println!("Installing {}", packages.join(", "));
    run(as_root(&apt, &["update", "-qq"])?)?;
    let arguments =
        ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=400"];
    run(as_root(&apt, &[&arguments[..], packages].concat())?)
}

fn as_root(program: &Path, arguments: &[&str]) -> anyhow::Result<Command> {
    let mut id = Command::new("id");
    id.arg("-u");
    let mut command = if output_of(id)?.trim() == "0" {
        Command::new(program)
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg(program);
        sudo
    };
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    Ok(command)
}
