//! The WebAssembly modules of the page: compiled by cargo, bound to JavaScript
//! by the wasm-bindgen library, whose version is that of the lock file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::names::ShortNames;
use super::neighbours::{self, MEASURES};
use super::weight::gzip_length;
use super::{PageFile, scripts};
use crate::workspace::{Workspace, output_of, run};

/// What browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A module that the page loads.
pub(crate) struct Module {
    /// What its files are called.
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
    /// Cargo's name for the file it makes.
    pub(crate) artifact: &'static str,
    /// `--bin` for a program, `--lib` for a `cdylib`.
    pub(crate) is_program: bool,
}

/// All modules. The first one is the page and starts with it; the page asks for
/// the others when it first needs them.
pub(crate) const MODULES: &[Module] = &[
    Module { name: "onrecord", package: "onrecord", artifact: "onrecord-page", is_program: true },
    Module {
        name: "exchange",
        package: "onrecord-exchange",
        artifact: "onrecord_exchange",
        is_program: false,
    },
];

/// A module ready for the browser.
pub(crate) struct BoundModule {
    pub(crate) name: &'static str,
    pub(crate) glue: String,
    pub(crate) wasm: Vec<u8>,
    /// Scripts that the glue imports, at paths it knows.
    pub(crate) snippets: Vec<PageFile>,
}

/// Adds Rust's WebAssembly target if it is not there yet.
pub(crate) fn ensure_target(workspace: &Workspace) -> anyhow::Result<()> {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "sysroot"]).current_dir(workspace.root());
    let sysroot = output_of(rustc)?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    println!("Adding Rust's target {TARGET}");
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]).current_dir(workspace.root());
    run(rustup)
        .with_context(|| format!("Rust's target {TARGET} is needed; install it with your Rust"))
}

/// Compiles `module` for release and binds it.
pub(crate) fn bind(workspace: &Workspace, module: &Module) -> anyhow::Result<BoundModule> {
    compile(workspace, module)?;
    let artifact = format!("{}.wasm", module.artifact);
    let input = workspace.target().join(TARGET).join("release").join(artifact);
    let output = workspace.target().join("xtask-page").join(module.name);
    if output.exists() {
        std::fs::remove_dir_all(&output)?;
    }
    let mut bound = Bindgen::new()
        .input_path(input)
        .out_name(module.name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(!keeps_names())
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("cannot bind the module {}", module.name))?;
    let wasm = bound.wasm_mut();
    let imports = wasm.imports.iter().map(|import| import.name.as_str());
    let exports = wasm.exports.iter().map(|export| export.name.as_str());
    let names = ShortNames::new(imports.chain(exports));
    let imports = wasm.imports.iter_mut().map(|import| &mut import.name);
    let exports = wasm.exports.iter_mut().map(|export| &mut export.name);
    imports.chain(exports).for_each(|name| {
        if let Some(short) = names.get(name) {
            *name = short.to_owned();
        }
    });
    bound.emit(&output)?;
    let glue = std::fs::read_to_string(output.join(format!("{}.js", module.name)))?;
    let mut wasm = std::fs::read(output.join(format!("{}_bg.wasm", module.name)))?;
    if !keeps_names() {
        wasm = gather_alike(&wasm, module)?;
    }
    let glue = with_own_start(&names.replace_in(&glue))?;
    Ok(BoundModule {
        name: module.name,
        glue: scripts::squeeze(&glue)?,
        wasm,
        snippets: snippets(&output)?,
    })
}

/// Has the glue leave the start to `boot.js`, which starts both modules in one way; what it brings for
/// all the ways that there are is then left out of the page.
fn with_own_start(glue: &str) -> anyhow::Result<String> {
    const EXPORTS: &str = "export { initSync, __wbg_init as default };";
    const PARTS: [&str; 2] = ["function __wbg_get_imports()", "function __wbg_finalize_init("];
    if !glue.contains(EXPORTS) || PARTS.iter().any(|part| !glue.contains(part)) {
        bail!("this wasm-bindgen starts modules in another way");
    }
    let own = "export { __wbg_get_imports as imports, __wbg_finalize_init as begin };";
    Ok(glue.replace(EXPORTS, own))
}

/// In the first load every byte counts, so all measures are tried there.
fn gather_alike(wasm: &[u8], module: &Module) -> anyhow::Result<Vec<u8>> {
    let mut lightest = neighbours::gather_alike(wasm, MEASURES[0])?;
    if !module.is_program {
        return Ok(lightest);
    }
    for measure in &MEASURES[1..] {
        let other = neighbours::gather_alike(wasm, *measure)?;
        if gzip_length(&other)? < gzip_length(&lightest)? {
            lightest = other;
        }
    }
    Ok(lightest)
}

/// Whether functions keep their names, for profiles. They are a third of the module.
fn keeps_names() -> bool {
    std::env::var_os("ONRECORD_NAMES").is_some()
}

fn compile(workspace: &Workspace, module: &Module) -> anyhow::Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--locked", "--release", "--target", TARGET, "--package", module.package]);
    if module.is_program {
        cargo.args(["--bin", module.artifact]);
    } else {
        cargo.arg("--lib");
    }
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(workspace).join("\x1f"));
    run(cargo)
}

/// Panic messages name source files: keep this computer's folders out of them,
/// so that every computer builds the same bytes.
fn flags(workspace: &Workspace) -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec![format!("--remap-path-prefix={}=onrecord", workspace.root().display())];
    if let Some(home) = home {
        // Later prefixes win; the registry's folder carries a hash of its address.
        let sources = home.join("registry").join("src");
        flags.push(format!("--remap-path-prefix={}=crates", sources.display()));
        for entry in std::fs::read_dir(&sources).into_iter().flatten().flatten() {
            flags.push(format!("--remap-path-prefix={}=crates", entry.path().display()));
        }
    }
    flags
}

fn snippets(output: &Path) -> anyhow::Result<Vec<PageFile>> {
    let mut files = Vec::new();
    let mut open = vec!["snippets".to_owned()];
    while let Some(directory) = open.pop() {
        let Ok(entries) = std::fs::read_dir(output.join(&directory)) else { continue };
        for entry in entries {
            let entry = entry?;
            let path = format!("{directory}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else {
                files.push(PageFile {
                    path,
                    bytes: std::fs::read(entry.path())?,
                    is_first_load: true,
                });
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_is_left_to_the_page_or_the_build_says_that_it_cannot() {
        let parts = "function __wbg_get_imports() {}\nfunction __wbg_finalize_init(instance) {}\n";
        let glue = format!("{parts}export {{ initSync, __wbg_init as default }};\n");
        let own = with_own_start(&glue).expect("it has all parts");
        assert!(
            own.ends_with(
                "export { __wbg_get_imports as imports, __wbg_finalize_init as begin };\n"
            )
        );
        assert!(with_own_start(parts).is_err());
        assert!(with_own_start("export { initSync, __wbg_init as default };").is_err());
    }
}
