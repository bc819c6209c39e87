//! `cargo xtask build`: from sources to the static files of `dist/`.
//!
//! `index.html` is the plan: its `data-trunk` links name every asset, for Trunk
//! and for this build alike. This build adds the policy and names that carry a
//! hash of the content; live reload is left to Trunk.

mod assemble;
mod html;
mod modules;
mod names;
mod neighbours;
mod plan;
mod scripts;
mod sheets;
mod weight;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;
use plan::Plan;
pub(crate) use weight::Weight;

/// A file of the page.
pub(crate) struct PageFile {
    /// Path inside `dist/`, with `/` between its parts.
    path: String,
    bytes: Vec<u8>,
    /// Whether the browser asks for it before the reader does anything.
    is_first_load: bool,
}

/// Builds the page into `dist/` and prints what its first load weighs.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<Weight> {
    let source = read_text(workspace.root(), "index.html")?;
    let plan = Plan::read(&source)?;
    plan.check_sheets(&sheets::in_directory(workspace.root())?)?;
    modules::ensure_target(workspace)?;
    let modules = modules::MODULES
        .iter()
        .map(|module| modules::bind(workspace, module))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let files = assemble::assemble(workspace.root(), &source, &plan, modules)?;
    write(&workspace.dist(), &files)?;
    weight::weigh(&files)
}

/// The command that lints the page for the target it is built for.
pub(crate) fn clippy(workspace: &Workspace) -> anyhow::Result<Command> {
    modules::ensure_target(workspace)?;
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--locked", "--quiet", "--target", modules::TARGET]);
    for module in modules::MODULES {
        cargo.args(["--package", module.package]);
    }
    cargo.args(["--", "-D", "warnings"]);
    Ok(cargo)
}

/// Builds the modules that the page fetches later into `directory`, under the names at which a page
/// looks that does not say where they are.
pub(crate) fn build_later_modules(workspace: &Workspace, directory: &Path) -> anyhow::Result<()> {
    modules::ensure_target(workspace)?;
    for module in &modules::MODULES[1..] {
        let bound = modules::bind(workspace, module)?;
        std::fs::write(directory.join(format!("{}.js", bound.name)), bound.glue)?;
        std::fs::write(directory.join(format!("{}.wasm", bound.name)), bound.wasm)?;
    }
    Ok(())
}

/// Replaces what stands in `dist`, once everything is known to be there.
fn write(dist: &Path, files: &[PageFile]) -> anyhow::Result<()> {
    if dist.exists() {
        std::fs::remove_dir_all(dist)?;
    }
    for file in files {
        let path = dist.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("it stands in dist"))?;
        std::fs::write(&path, &file.bytes)?;
    }
    Ok(())
}

fn read_text(root: &Path, path: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(root.join(path)).with_context(|| format!("cannot read {path}"))
}

/// `styles/page.css` with some content becomes `page-0123456789abcdef.css`:
/// a name that may be cached for ever.
fn hashed_name(path: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let path = PathBuf::from(path);
    let (Some(stem), Some(extension)) = (path.file_stem(), path.extension()) else {
        bail!("{} has no stem or no extension", path.display());
    };
    let digest = Sha256::digest(bytes);
    let hash: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{}-{hash}.{}", stem.to_string_lossy(), extension.to_string_lossy()))
}
