//! What the page is made of, as `index.html` says it to Trunk.

use anyhow::{Context, bail};

use super::html::{self, Tag};
use super::modules::MODULES;

/// The assets that `index.html` names, in its order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Sheets, from the first of the cascade to the last.
    pub(crate) sheets: Vec<String>,
    pub(crate) icons: Vec<String>,
    pub(crate) scripts: Vec<String>,
    /// Files that keep their names, and those of languages.
    pub(crate) copies: Vec<String>,
}

impl Plan {
    /// Reads the `data-trunk` tags. Refuses a kind that this build does not know,
    /// since Trunk's page and ours would then differ.
    pub(crate) fn read(source: &str) -> anyhow::Result<Self> {
        let mut plan =
            Self { sheets: Vec::new(), icons: Vec::new(), scripts: Vec::new(), copies: Vec::new() };
        let mut binary = None;
        for tag in html::tags(source).iter().filter(|tag| tag.has("data-trunk")) {
            match kind(tag)? {
                Kind::Sheet(path) => plan.sheets.push(path),
                Kind::Icon(path) => plan.icons.push(path),
                Kind::Script(path) => plan.scripts.push(path),
                Kind::Copy(path) | Kind::Language(_, path) => plan.copies.push(path),
                Kind::Program(name) => binary = Some(name),
            }
        }
        let page = MODULES[0].artifact;
        if binary.as_deref() != Some(page) {
            bail!("index.html must have one rust link with data-bin=\"{page}\"");
        }
        Ok(plan)
    }

    /// Every sheet is linked once, and the one that orders the layers comes first.
    /// `existing` are the sheets of `styles/`.
    pub(crate) fn check_sheets(&self, existing: &[String]) -> anyhow::Result<()> {
        for sheet in existing {
            match self.sheets.iter().filter(|linked| *linked == sheet).count() {
                1 => {}
                0 => bail!("index.html does not link {sheet}"),
                _ => bail!("index.html links {sheet} twice"),
            }
        }
        let layers = self.sheets.iter().position(|sheet| sheet == "styles/layers.css");
        if layers.is_some_and(|position| position > 0) {
            bail!("styles/layers.css must be the first sheet of index.html: it orders the layers");
        }
        Ok(())
    }
}

/// What a `data-trunk` tag stands for.
pub(crate) enum Kind {
    Sheet(String),
    Icon(String),
    Script(String),
    Copy(String),
    /// The texts of a language: its tag and the file.
    Language(String, String),
    Program(String),
}

/// Reads one `data-trunk` tag.
pub(crate) fn kind(tag: &Tag) -> anyhow::Result<Kind> {
    let path = |name| {
        let path = tag.attribute(name).with_context(|| format!("{tag:?} has no {name}"))?;
        anyhow::Ok(path.to_owned())
    };
    Ok(match (tag.name.as_str(), tag.attribute("rel")) {
        ("script", None) => Kind::Script(path("src")?),
        ("link", Some("css")) => Kind::Sheet(path("href")?),
        ("link", Some("icon")) => Kind::Icon(path("href")?),
        ("link", Some("copy-file")) if tag.has("data-language") => {
            Kind::Language(path("data-language")?, path("href")?)
        }
        ("link", Some("copy-file")) => Kind::Copy(path("href")?),
        ("link", Some("rust")) => Kind::Program(path("data-bin")?),
        (name, rel) => {
            bail!("index.html: this build does not know <{name} data-trunk rel={rel:?}>")
        }
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::page::{read_text, sheets};

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace")
    }

    fn plan() -> Plan {
        let source = read_text(root(), "index.html").expect("the page has an index.html");
        Plan::read(&source).expect("both builds know every link")
    }

    #[test]
    fn both_builds_name_the_same_assets() {
        let plan = plan();
        plan.check_sheets(&sheets::in_directory(root()).expect("styles can be read"))
            .expect("every sheet is linked");
        assert_eq!(plan.scripts, ["boot.js"]);
        for path in [&plan.sheets, &plan.icons, &plan.scripts, &plan.copies].into_iter().flatten() {
            assert!(root().join(path).is_file(), "{path}");
        }
    }

    #[test]
    fn trunk_binds_with_the_version_of_the_lock_file() {
        let trunk = read_text(root(), "Trunk.toml").expect("there is a Trunk.toml");
        let lock = read_text(root(), "Cargo.lock").expect("there is a lock file");
        let version = |text: &str, before: &str| {
            let (_, after) = text.split_once(before).expect("the version is named");
            after.split('"').next().expect("it is quoted").to_owned()
        };
        assert_eq!(
            version(&trunk, "wasm_bindgen = \""),
            version(&lock, "name = \"wasm-bindgen\"\nversion = \""),
        );
        assert!(trunk.contains("create_nonce = false"));
    }

    #[test]
    fn trunk_has_the_other_modules_built() {
        let trunk = read_text(root(), "Trunk.toml").expect("there is a Trunk.toml");
        assert!(trunk.contains(r#"command_arguments = ["xtask", "modules"]"#));
        let boot = read_text(root(), "boot.js").expect("there is a boot.js");
        for module in &MODULES[1..] {
            let names = format!("\"{0}.js {0}.wasm\"", module.name);
            assert!(boot.contains(&names), "boot.js looks for {names}");
        }
    }

    #[test]
    fn strange_or_missing_links_are_refused() {
        let program = "<link data-trunk rel=\"rust\" data-bin=\"onrecord-page\">";
        assert!(Plan::read(program).is_ok());
        assert!(Plan::read("").is_err());
        assert!(
            Plan::read(&format!("{program}<link data-trunk rel=\"sass\" href=\"a\">")).is_err()
        );
        assert!(Plan::read(&format!("{program}<link data-trunk rel=\"css\">")).is_err());
    }

    #[test]
    fn sheets_are_linked_once_and_layers_first() {
        let with = |sheets: &[&str]| Plan {
            sheets: sheets.iter().map(|sheet| (*sheet).to_owned()).collect(),
            icons: Vec::new(),
            scripts: Vec::new(),
            copies: Vec::new(),
        };
        let existing = ["styles/layers.css".to_owned(), "styles/base.css".to_owned()];
        let check = |sheets: &[&str]| with(sheets).check_sheets(&existing).is_ok();
        assert!(check(&["styles/layers.css", "styles/base.css"]));
        assert!(!check(&["styles/base.css", "styles/layers.css"]));
        assert!(!check(&["styles/layers.css"]));
        assert!(!check(&["styles/layers.css", "styles/base.css", "styles/base.css"]));
    }
}
