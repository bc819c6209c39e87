//! Puts the files together and rewrites `index.html` to name them.

use std::path::Path;

use anyhow::{Context, bail};
use page_server::policy;

use super::html::{self, Tag};
use super::modules::BoundModule;
use super::plan::{self, Kind, Plan};
use super::{PageFile, hashed_name, read_text, scripts, sheets};

/// All files of the page, `index.html` first.
pub(crate) fn assemble(
    root: &Path,
    source: &str,
    plan: &Plan,
    modules: Vec<BoundModule>,
) -> anyhow::Result<Vec<PageFile>> {
    let mut assets = Assets { root, plan, files: Vec::new(), modules: Vec::new() };
    for (position, module) in modules.into_iter().enumerate() {
        assets.add_module(module, position == 0)?;
    }
    let page = rewrite(source, &mut assets)?;
    check_policy(&page)?;
    let page =
        PageFile { path: "index.html".into(), bytes: page.into_bytes(), is_first_load: true };
    Ok(std::iter::once(page).chain(assets.files).collect())
}

/// The files found so far, and where the modules went.
struct Assets<'a> {
    root: &'a Path,
    plan: &'a Plan,
    files: Vec<PageFile>,
    modules: Vec<ModulePaths>,
}

struct ModulePaths {
    name: &'static str,
    glue: String,
    wasm: String,
}

impl Assets<'_> {
    fn add_module(&mut self, module: BoundModule, is_first_load: bool) -> anyhow::Result<()> {
        let BoundModule { name, glue, wasm, snippets } = module;
        let glue = self.add_hashed(&format!("{name}.js"), glue.into_bytes(), is_first_load)?;
        let wasm = self.add_hashed(&format!("{name}.wasm"), wasm, is_first_load)?;
        self.modules.push(ModulePaths { name, glue, wasm });
        for snippet in snippets {
            if self.files.iter().all(|file| file.path != snippet.path) {
                self.files.push(PageFile { is_first_load, ..snippet });
            }
        }
        Ok(())
    }

    fn add_hashed(&mut self, path: &str, bytes: Vec<u8>, first: bool) -> anyhow::Result<String> {
        let path = hashed_name(path, &bytes)?;
        self.files.push(PageFile { path: path.clone(), bytes, is_first_load: first });
        Ok(path)
    }

    fn read(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        std::fs::read(self.root.join(path)).with_context(|| format!("cannot read {path}"))
    }

    /// What stands in the built page instead of a `data-trunk` tag.
    fn replacement(&mut self, tag: &Tag) -> anyhow::Result<String> {
        Ok(match plan::kind(tag)? {
            Kind::Sheet(path) if path == self.plan.sheets[0] => {
                let joined = sheets::join(self.root, &self.plan.sheets)?;
                let name = self.add_hashed("page.css", joined.into_bytes(), true)?;
                format!("<link rel=\"stylesheet\" href=\"{name}\">")
            }
            Kind::Sheet(_) => String::new(),
            Kind::Icon(path) => {
                let bytes = self.read(&path)?;
                let name = self.add_hashed(&path, bytes, true)?;
                let media_type = tag.attribute("type").context("the icon link has a type")?;
                format!("<link rel=\"icon\" href=\"{name}\" type=\"{media_type}\">")
            }
            Kind::Copy(path) => {
                let name = Path::new(&path).file_name().context("a copied file has a name")?;
                let name = name.to_string_lossy().into_owned();
                let bytes = self.read(&path)?;
                self.files.push(PageFile { path: name, bytes, is_first_load: false });
                String::new()
            }
            Kind::Language(language, path) => {
                let bytes = self.read(&path)?;
                let name = self.add_hashed(&format!("{language}.txt"), bytes, false)?;
                format!("<meta name=\"onrecord:language:{language}\" content=\"{name}\">")
            }
            Kind::Script(path) => {
                let script = scripts::squeeze(&read_text(self.root, &path)?)?;
                let name = self.add_hashed(&path, script.into_bytes(), true)?;
                let ModulePaths { glue, wasm, .. } = &self.modules[0];
                format!(
                    "<script type=\"module\" blocking=\"render\" src=\"{name}\" data-glue=\"{glue}\" data-wasm=\"{wasm}\"></script>"
                )
            }
            Kind::Program(_) => self.module_links(),
        })
    }

    /// Has the page's glue fetched early, and says where the other modules are.
    fn module_links(&self) -> String {
        let mut links = format!("<link rel=\"modulepreload\" href=\"{}\">", self.modules[0].glue);
        for ModulePaths { name, glue, wasm } in &self.modules[1..] {
            links.push_str(&format!(
                "\n  <meta name=\"onrecord:module:{name}\" content=\"{glue} {wasm}\">"
            ));
        }
        links
    }
}

fn rewrite(source: &str, assets: &mut Assets) -> anyhow::Result<String> {
    let source = html::without_comments(source);
    let mut page = String::with_capacity(source.len() + 1024);
    let mut position = 0;
    let mut has_policy = false;
    for tag in html::tags(&source) {
        page.push_str(&source[position..tag.range.start]);
        position = tag.range.end;
        if tag.name == "head" {
            page.push_str("<head>\n  ");
            page.push_str(&policy_tag());
            has_policy = true;
        } else if tag.has("data-trunk") {
            page.push_str(&assets.replacement(&tag)?);
            if tag.name == "script" {
                let rest = &source[position..];
                let end = rest.find("</script>").context("a script tag is not closed")?;
                position += end + "</script>".len();
            }
        } else {
            page.push_str(&source[tag.range.clone()]);
        }
    }
    if !has_policy {
        bail!("index.html has no <head> to put the policy in");
    }
    page.push_str(&source[position..]);
    let lines = page.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

fn policy_tag() -> String {
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy::for_meta())
}

/// The policy would block these in the browser; say it here already.
fn check_policy(page: &str) -> anyhow::Result<()> {
    for tag in html::tags(page) {
        let Tag { name, attributes, .. } = &tag;
        if name == "style" || (name == "script" && !tag.has("src")) {
            bail!("index.html has an inline <{name}>, which the policy blocks");
        }
        for (attribute, value) in attributes {
            if attribute == "style" || attribute.starts_with("on") {
                bail!("index.html: the policy blocks {attribute}= on <{name}>");
            }
            if matches!(attribute.as_str(), "src" | "href") && value.contains("//") && name != "a" {
                bail!("index.html: <{name}> asks another origin for {value}");
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "<!doctype html>\n<html>\n<head>\n  <meta charset=\"utf-8\">\n  <!-- note -->\n  \
        <link data-trunk rel=\"rust\" href=\"Cargo.toml\" data-bin=\"onrecord-page\">\n  \
        <script data-trunk type=\"module\" src=\"boot.js\"></script>\n</head>\n<body></body>\n</html>\n";

    fn bound(name: &'static str) -> BoundModule {
        let wasm = name.as_bytes().to_vec();
        BoundModule { name, glue: "export default 1".into(), wasm, snippets: Vec::new() }
    }

    fn page_of(source: &str) -> anyhow::Result<(String, Vec<PageFile>)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let plan = Plan::read(source)?;
        let files = assemble(root, source, &plan, vec![bound("onrecord"), bound("later")])?;
        Ok((String::from_utf8(files[0].bytes.clone())?, files))
    }

    #[test]
    fn the_policy_is_the_first_child_of_head() {
        let (page, _) = page_of(SOURCE).expect("it builds");
        let tags = html::tags(&page);
        let head = tags.iter().position(|tag| tag.name == "head").expect("it has a head");
        assert_eq!(tags[head + 1].attribute("http-equiv"), Some("Content-Security-Policy"));
        assert!(page.find("charset").expect("it names its charset") < 1024);
    }

    #[test]
    fn names_of_files_follow_their_content() {
        let (page, files) = page_of(SOURCE).expect("it builds");
        assert!(!page.contains("data-trunk") && !page.contains("note"), "{page}");
        let tags = html::tags(&page);
        let script = tags.iter().find(|tag| tag.name == "script").expect("it has a script");
        for attribute in ["src", "data-glue", "data-wasm"] {
            let path = script.attribute(attribute).expect("the script names its files");
            assert!(files.iter().any(|file| file.path == path && file.is_first_load), "{path}");
        }
        let later = tags.iter().find(|tag| tag.attribute("name") == Some("onrecord:module:later"));
        let paths =
            later.and_then(|tag| tag.attribute("content")).expect("the second module is named");
        for path in paths.split(' ') {
            assert!(files.iter().any(|file| file.path == path && !file.is_first_load), "{path}");
        }
    }

    #[test]
    fn what_the_policy_blocks_is_refused() {
        let check =
            |html: &str| page_of(&SOURCE.replace("<body>", &format!("<body>{html}"))).is_ok();
        assert!(check("<p class=\"style\">"));
        assert!(check("<a href=\"https://example.org/\">"));
        assert!(!check("<style>p {}</style>"));
        assert!(!check("<script>1</script>"));
        assert!(!check("<p style=\"color: red\">"));
        assert!(!check("<p onclick=\"x()\">"));
        assert!(!check("<img src=\"//example.org/a.png\">"));
    }
}
