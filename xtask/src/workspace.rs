//! Where things stand, and how tools are run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// The workspace that `cargo xtask` was called in.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> anyhow::Result<Self> {
        // Set by `cargo run`; asked for at run time so that a moved checkout works.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run it as `cargo xtask`")?;
        let root = Path::new(&manifest).parent().context("xtask stands in the workspace")?;
        let mut metadata = cargo(root);
        metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: serde_json::Value = serde_json::from_str(&output_of(metadata)?)?;
        let target = metadata["target_directory"].as_str().context("cargo names its target")?;
        Ok(Self { root: root.to_owned(), target: target.into() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target directory, wherever the environment puts it.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where the built page goes.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Cargo, in the root of the workspace.
    pub(crate) fn cargo(&self) -> Command {
        cargo(&self.root)
    }
}

fn cargo(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root).stdin(Stdio::null());
    command
}

/// Runs `command`, its output in view, and expects it to succeed.
pub(crate) fn run(mut command: Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(&command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(&command));
    }
    Ok(())
}

/// Runs `command` and returns what it printed.
pub(crate) fn output_of(mut command: Command) -> anyhow::Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", name(&command)))?;
    if !output.status.success() {
        bail!("{} failed ({})", name(&command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The command as one would type it, for messages.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
