//! `cargo xtask interop`: what we write, read by programs of others.
//!
//! The validators stand in `../shared/validators` beside the project. They bring their own list of
//! Python packages, which are installed into the target folder. What comes out stands in a table in
//! `docs/formats.md`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::workspace::{Workspace, run};

/// A reader of others.
struct Validator {
    /// The format.
    format: &'static str,
    /// What reads it.
    script: &'static str,
    /// What the script is told.
    arguments: &'static [&'static str],
    /// The library that reads, as its authors call it.
    reader: &'static str,
}

const VALIDATORS: &[Validator] = &[
    validator("w3c", "v_w3c.py", &[], "PyLD, JSON schemas of the W3C test suite"),
    validator("brat", "v_brat.py", &[], "bioc"),
    validator("csv", "v_csv.py", &[], "Python csv, pandas"),
    validator("tsv", "v_csv.py", &[], "Python csv, pandas"),
    validator("doccano", "v_doccano.py", &["--plain", "1"], "Python json"),
    validator("label-studio", "v_labelstudio.py", &[], "label-studio-sdk"),
    validator("spacy", "v_spacy.py", &[], "spaCy"),
    validator("conll", "v_conll.py", &[], "seqeval, column by column"),
    validator("conllu", "v_conllu.py", &[], "conllu (sentences and words)"),
    validator("uima-json", "v_uima.py", &[], "dkpro-cassis"),
    validator("uima-xmi", "v_uima.py", &[], "dkpro-cassis"),
    validator("tei", "v_tei.py", &[], "lxml"),
    validator("refi", "v_refi.py", &[], "zipfile, lxml, Project.xsd"),
    validator("claimreview", "v_claimreview.py", &[], "PyLD"),
];

/// The page with the table, and the heading above it.
const PAGE: &str = "docs/formats.md";
const HEADING: &str = "## Read by programs of others\n";

const fn validator(
    format: &'static str,
    script: &'static str,
    arguments: &'static [&'static str],
    reader: &'static str,
) -> Validator {
    Validator { format, script, arguments, reader }
}

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
    let (mut faults, mut rows) = (String::new(), String::new());
    for Validator { format, script, arguments, reader } in VALIDATORS {
        let (mut n_files, mut n_same) = (0, 0);
        for expected in expectations(&folder.join(format))? {
            n_files += 1;
            let file = &expected.file;
            let mut validate = Command::new(&python);
            validate.arg(validators.join(script)).arg(file);
            validate.arg("--compare").arg(&expected.path).args(*arguments);
            validate.args(&expected.arguments).args(beside(format, file));
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
        _ = writeln!(rows, "| `{format}` | {reader} | {n_files} | {n_same} |");
    }
    write_table(&workspace.root().join(PAGE), &rows)?;
    if faults.is_empty() { Ok(()) } else { bail!("some files are read otherwise:\n{faults}") }
}

/// Writes the rows into the table of the page.
fn write_table(page: &Path, rows: &str) -> anyhow::Result<()> {
    let content = fs::read_to_string(page)?;
    let start = content.find(HEADING).context("docs/formats.md has no place for the table")?;
    let section = &content[start + HEADING.len()..];
    let end = section.find("\n## ").map_or(content.len(), |end| start + HEADING.len() + end);
    let section = format!(
        "{HEADING}\nWritten by `cargo xtask interop`: a library made to be hard (overlaps, interruptions, emoji, \
         Arabic\nand Hebrew, line ends of Windows, links, attributes, notes, an article without annotations) \
         and\ntwelve that are made up, written in each format and read by a library of others. Texts and \
         spans\nmust be those that were meant, less what the list of losses names.\n\n\
         | format | read by | files | the same |\n|---|---|---|---|\n{rows}"
    );
    fs::write(page, [&content[..start], &section, &content[end..]].concat())?;
    Ok(())
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

/// What is expected of a file.
struct Expectation {
    file: PathBuf,
    path: PathBuf,
    /// Which part of the file is meant, for the validator.
    arguments: Vec<String>,
}

/// All expectations of every library: `NAME.expected.json` of a file, or `NAME.2.expected.json` of its
/// second column.
fn expectations(folder: &Path) -> anyhow::Result<Vec<Expectation>> {
    let mut expectations = Vec::new();
    for library in fs::read_dir(folder)? {
        for entry in fs::read_dir(library?.path())? {
            let path = entry?.path();
            let name = path.to_str().context("names are Unicode")?;
            let Some(file) = name.strip_suffix(".expected.json") else { continue };
            let column = file.rsplit_once('.').filter(|(_, column)| column.parse::<u8>().is_ok());
            let (file, arguments) = match column {
                Some((file, column)) => (file, vec!["--column".to_owned(), column.to_owned()]),
                None => (file, Vec::new()),
            };
            let file = PathBuf::from(file);
            expectations.push(Expectation { file, path, arguments });
        }
    }
    expectations.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(expectations)
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
