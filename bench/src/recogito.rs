//! `@recogito/text-annotator`, a library many pages annotate with, on a page that shows the same
//! text. It comes from npm for the run; nothing of it is kept.
//!
//! It has no cards, no article library and no storage, and draws the highlights on the screen
//! alone, so its page does less than ours.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::workload::Workload;

/// Its name at npm, and the version that is compared with.
const NAME: &str = "@recogito/text-annotator";
const VERSION: &str = "4.1.1";

/// What packs it into one file, as pages that use it do.
const PACKER: (&str, &str) = ("esbuild", "0.25.12");

/// The page's script, packed, and where its style sheet lies beside it.
pub struct Recogito {
    packed: PathBuf,
}

impl Recogito {
    /// Installs the library below `directory` and packs the page's script; `None` where there is
    /// no npm.
    ///
    /// # Errors
    /// When npm is there but the library cannot be had.
    pub fn install(directory: &Path) -> anyhow::Result<Option<Self>> {
        let quiet = |program: &str| {
            let mut command = Command::new(program);
            command.stdout(Stdio::null());
            command
        };
        if !quiet("npm").arg("--version").status().is_ok_and(|status| status.success()) {
            return Ok(None);
        }
        std::fs::create_dir_all(directory)?;
        let package = json!({"private": true, "dependencies": {NAME: VERSION, PACKER.0: PACKER.1}});
        std::fs::write(directory.join("package.json"), package.to_string())?;
        std::fs::write(directory.join("page.js"), include_str!("page/recogito.js"))?;
        let mut install = quiet("npm");
        install.args(["install", "--no-audit", "--no-fund", "--loglevel", "error"]);
        let installed = install.current_dir(directory).status()?;
        ensure!(installed.success(), "npm could not install {NAME} {VERSION}");
        let mut pack = Command::new(directory.join("node_modules/.bin").join(PACKER.0));
        pack.args(["page.js", "--bundle", "--minify", "--format=esm", "--outdir=packed"]);
        pack.arg("--log-level=error").current_dir(directory);
        ensure!(pack.status().context(PACKER.0)?.success(), "{} failed", PACKER.0);
        Ok(Some(Self { packed: directory.join("packed") }))
    }

    /// What it is called in the report.
    pub fn title() -> String {
        format!("{NAME} {VERSION}")
    }

    /// Writes the page into `directory` and returns how many annotations it has.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn write(&self, workload: &Workload, directory: &Path) -> anyhow::Result<usize> {
        std::fs::create_dir_all(directory)?;
        for file in ["page.js", "page.css"] {
            std::fs::copy(self.packed.join(file), directory.join(file)).context(file)?;
        }
        std::fs::write(directory.join("text.css"), include_str!("page/floor.css"))?;
        std::fs::write(directory.join("index.html"), page(workload)?)?;
        Ok(workload.annotations.len())
    }
}

fn page(workload: &Workload) -> anyhow::Result<String> {
    let mut html = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Recogito</title>\
         <link rel=stylesheet href=text.css><link rel=stylesheet href=page.css>\
         <script type=module src=page.js></script><main data-article-text>",
    );
    for (nth, block) in workload.article.blocks.iter().enumerate() {
        let between = if nth == 0 { "" } else { "\n\n" };
        let text = workload.text.slice(block.range).replace('&', "&amp;").replace('<', "&lt;");
        write!(html, "{between}<p>{text}</p>")?;
    }
    let annotations: Vec<Value> = workload
        .annotations
        .iter()
        .map(|annotation| {
            let at = workload.text.to_utf16(annotation.hull());
            let quote = workload.text.slice(annotation.hull());
            let (start, end) = (at.start().get(), at.end().get());
            json!([annotation.id.to_string(), annotation.label, start, end, quote])
        })
        .collect();
    let annotations = serde_json::to_string(&annotations)?.replace('<', "\\u003c");
    write!(html, "</main><script type=application/json id=annotations>{annotations}</script>")?;
    html.push_str("</html>");
    Ok(html)
}
