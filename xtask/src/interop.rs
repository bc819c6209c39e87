//! `cargo xtask interop`: what we write, read by programs of others.
//!
//! The validators stand in `../shared/validators` beside the project. They bring their own list of
//! Python packages, which are installed into the target folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::workspace::{Workspace, run};

/// Formats, the validators that read them, and what those are told.
const VALIDATORS: &[(&str, &str, &[&str])] = &[
    ("w3c", "v_w3c.py", &[]),
    ("brat", "v_brat.py", &[]),
    ("csv", "v_csv.py", &[]),
    ("tsv", "v_csv.py", &[]),
    ("doccano", "v_doccano.py", &["--plain", "1"]),
    ("label-studio", "v_labelstudio.py", &[]),
    ("spacy", "v_spacy.py", &[]),
    ("uima-json", "v_uima.py", &[]),
    ("claimreview", "v_claimreview.py", &[]),
];

/// Writes hard libraries in every format and has each file read.
pub(crate) fn interop(workspace: &Workspace) -> anyhow::Result<()> {
    let validators = workspace.root().join("../shared/validators");
    if !validators.is_dir() {
        bail!("{} is not there; it holds the readers of others", validators.display());
    }
    let python = ensure_python(workspace, &validators)?;
    let folder = workspace.target().join("interop");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut write = workspace.cargo();
    write.args(["run", "--quiet", "--package", "onrecord-core", "--features", "testing"]);
    run({
        write.args(["--example", "interop", "--"]).arg(&folder);
        write
    })?;
    let mut faults = String::new();
    for (format, script, arguments) in VALIDATORS {
        let (mut n_files, mut n_same) = (0, 0);
        for file in files(&folder.join(format))? {
            n_files += 1;
            let mut validate = Command::new(&python);
            validate.arg(validators.join(script)).arg(&file);
            validate.arg("--compare").arg(expected(&file)).args(*arguments);
            validate.args(beside(format, &file));
            let output = validate.output().context("Python does not start")?;
            if output.status.success() {
                n_same += 1;
            } else {
                let said = String::from_utf8_lossy(&output.stdout);
                let said: String = said.chars().take(600).collect();
                _ = writeln!(faults, "{}: {said}", file.display());
            }
        }
        println!("{format:14}{n_same} of {n_files} files are read as they were meant");
    }
    if faults.is_empty() { Ok(()) } else { bail!("some files are read otherwise:\n{faults}") }
}

/// Python with the packages of the validators.
fn ensure_python(workspace: &Workspace, validators: &Path) -> anyhow::Result<PathBuf> {
    let environment = workspace.target().join("interop-python");
    let python = environment.join("bin/python");
    let done = environment.join("done");
    if !done.exists() {
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&environment);
        run(make)?;
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
        install.arg(validators.join("requirements.txt"));
        run(install)?;
        fs::write(done, "")?;
    }
    Ok(python)
}

/// The files for which something is expected, in every library.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for library in fs::read_dir(folder)? {
        for entry in fs::read_dir(library?.path())? {
            let path = entry?.path();
            files.extend(expected(&path).exists().then_some(path));
        }
    }
    files.sort();
    Ok(files)
}

fn expected(file: &Path) -> PathBuf {
    PathBuf::from(format!("{}.expected.json", file.display()))
}

/// What a validator is told about the texts beside a file.
fn beside(format: &str, file: &Path) -> Vec<std::ffi::OsString> {
    let text = match format {
        "w3c" => file.with_extension("txt"),
        "csv" | "tsv" => file.parent().unwrap_or(file).to_owned(),
        _ => return Vec::new(),
    };
    vec!["--text".into(), text.into()]
}
