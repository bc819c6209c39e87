//! Finds the file behind a path of a request, and says what it is.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The directory that is served. Nothing outside it is ever read.
pub(crate) struct Files {
    directory: PathBuf,
}

/// A file as it goes out.
pub(crate) struct File {
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: &'static str,
    pub(crate) cache_control: &'static str,
}

impl File {
    pub(crate) fn script(text: &str) -> Self {
        let media_type = media_type(Path::new("script.js"));
        Self { bytes: text.into(), media_type, cache_control: "no-store" }
    }

    /// Asks for the script at `path` before all others: in front of the first
    /// link or script of the page, and so after a policy in its head. A page without scripts
    /// may forbid them, and stays as it is.
    pub(crate) fn insert_script(&mut self, path: &str) {
        let page = String::from_utf8_lossy(&self.bytes).into_owned();
        if !page.contains("<script") {
            return;
        }
        let first = ["<link", "<script"].iter().filter_map(|tag| page.find(tag)).min();
        let (before, after) = page.split_at(first.unwrap_or(page.len()));
        self.bytes = format!("{before}<script src=\"{path}\"></script>{after}").into_bytes();
    }
}

impl Files {
    pub(crate) fn of(directory: &Path) -> io::Result<Self> {
        Ok(Self { directory: directory.canonicalize()? })
    }

    /// The file at `path`; a directory stands for its `index.html`.
    /// `None` if there is none, or if the path leads out of the directory.
    pub(crate) fn read(&self, path: &str) -> Option<File> {
        let relative = Path::new(path.trim_start_matches('/'));
        if relative.components().any(|component| !matches!(component, Component::Normal(_))) {
            return None;
        }
        let mut file = self.directory.join(relative);
        if file.is_dir() {
            file.push("index.html");
        }
        // A symbolic link may lead out as well.
        let file = file.canonicalize().ok()?;
        if !file.starts_with(&self.directory) {
            return None;
        }
        let bytes = std::fs::read(&file).ok()?;
        Some(File { bytes, media_type: media_type(&file), cache_control: cache_control(&file) })
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A file that carries a hash of its content in its name never changes.
fn cache_control(file: &Path) -> &'static str {
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let is_hashed = stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" }
}
