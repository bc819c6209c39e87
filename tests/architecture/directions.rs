//! Which part may use which.

use super::sources::{Source, sources};

/// The browser and the framework.
const BROWSER: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo", "yew"];

/// The parts of core, each with what it may use of core.
const CORE: [(&str, &[&str]); 19] = [
    ("base64url", &[]),
    ("text", &[]),
    ("anchor", &["text"]),
    ("json", &[]),
    ("order", &[]),
    ("phrase", &[]),
    // Fields that only a file knows are kept as JSON.
    ("model", &["text", "json", "order", "base64url"]),
    ("caret", &["model", "text"]),
    ("history", &["model"]),
    ("blocks", &["model", "text", "history"]),
    ("find", &["text"]),
    ("duplicates", &["model", "text"]),
    ("versions", &["anchor", "model", "text", "history"]),
    ("highlight", &["model", "text", "order"]),
    ("ingest", &["model", "text", "phrase"]),
    ("record", &["model", "text", "json", "order", "history", "base64url"]),
    // A file is read into `formats::Imported`, which is what merging begins with. Things are named
    // as records are.
    ("merge", &["model", "text", "order", "history", "record", "formats"]),
    // A file without blocks gets them from its text.
    ("formats", &["model", "text", "json", "order", "history", "ingest", "phrase"]),
    // What a reader made travels as the records that the page would store.
    ("transfer", &["model", "text", "json", "history", "record", "ingest", "formats", "anchor"]),
];

/// The files of `part`, a top-level module.
fn of<'a>(sources: &'a [Source], part: &'a str) -> impl Iterator<Item = &'a Source> {
    sources.iter().filter(move |source| source.module.first().is_some_and(|name| name == part))
}

fn names_any(source: &Source, crates: &[&str]) -> Option<String> {
    source.flat().into_iter().find(|token| crates.contains(&token.as_str()))
}

#[test]
fn the_parts_of_core_keep_their_order() {
    let sources = sources("core/src");
    for (part, allowed) in CORE {
        for source in of(&sources, part) {
            for path in source.paths() {
                let Some(used) = path.first() else { continue };
                let is_allowed = used == part || allowed.contains(&used.as_str());
                assert!(is_allowed, "{}: {part} must not use {used}", source.path);
            }
        }
    }
}

#[test]
fn every_part_of_core_has_its_place() {
    let known: Vec<&str> = CORE.iter().map(|(part, _)| *part).chain(["testing"]).collect();
    for source in sources("core/src") {
        let Some(part) = source.module.first() else { continue };
        assert!(known.contains(&part.as_str()), "{}: say what {part} may use", source.path);
    }
}

#[test]
fn core_knows_no_browser() {
    for source in sources("core/src") {
        assert_eq!(names_any(&source, &BROWSER), None, "{}", source.path);
    }
}

#[test]
fn the_app_knows_neither_browser_nor_platform_nor_components() {
    let sources = sources("src");
    for source in of(&sources, "app") {
        assert_eq!(names_any(source, &BROWSER), None, "{}", source.path);
        for path in source.paths() {
            assert_eq!(path.first().map(String::as_str), Some("app"), "{}", source.path);
        }
    }
}

/// It fills and stores the app's data, and asks where cards go; it drives nothing.
#[test]
fn the_platform_uses_only_data_of_the_app() {
    let sources = sources("src");
    for source in of(&sources, "platform") {
        let paths = source.paths();
        let is_ours = |path: &Vec<String>| path.first().is_some_and(|it| it != "ui");
        assert!(paths.iter().all(is_ours), "{}: platform must not use ui", source.path);
        let flat = source.flat();
        for door in ["update", "start", "commands", "strings"] {
            let is_named = paths.iter().any(|path| path.len() > 1 && path[1] == door);
            let is_called = flat.windows(3).any(|it| it[0] == door && it[1] == "(" && it[2] != ")");
            assert!(!is_named && !is_called, "{}: app::{door}", source.path);
        }
        assert!(!flat.iter().any(|token| token == "yew"), "{}: yew", source.path);
    }
}

#[test]
fn only_platform_and_components_name_the_browser() {
    for source in sources("src") {
        let part = source.module.first().map_or("", String::as_str);
        if !["platform", "ui"].contains(&part) {
            assert_eq!(names_any(&source, &["web_sys", "js_sys"]), None, "{}", source.path);
        }
    }
}

#[test]
fn controls_know_nothing_of_the_app() {
    let sources = sources("src");
    for source in
        of(&sources, "ui").filter(|it| it.module.get(1).is_some_and(|it| it == "controls"))
    {
        for path in source.paths() {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let is_own = path.starts_with(&["ui", "controls"]) || path.starts_with(&["platform"]);
            assert!(is_own, "{}: {path:?}", source.path);
        }
        assert_eq!(names_any(source, &["onrecord_core"]), None, "{}", source.path);
    }
}

#[test]
fn only_the_root_of_the_page_calls_update() {
    for source in sources("src") {
        let flat = source.flat();
        let is_door =
            |it: &[String]| it[0] == "update" && it[1] == "(" && it[2] == "&" && it[3] == "mut";
        let is_root = source.path == "src/ui/app.rs" || source.path.starts_with("src/app/");
        assert!(
            is_root || !flat.windows(4).any(is_door),
            "{}: only ui::app calls update",
            source.path
        );
    }
}

/// It has dialogs of its own, drawn with the page's controls, and delivers what comes of them. It
/// neither sees nor changes what the page knows; of the stores it may look at what is in
/// `platform::stored`.
#[test]
fn the_second_module_knows_no_state_of_the_page() {
    for source in sources("exchange/src") {
        let flat = source.flat();
        for place in flat.windows(4).filter(|it| it[0] == "onrecord" && it[1] == ":") {
            let is_allowed = ["app", "platform", "ui"].contains(&place[3].as_str());
            assert!(is_allowed, "{}: onrecord::{}", source.path, place[3]);
        }
        for door in ["Action", "AppState", "Effect", "local_storage", "journal"] {
            assert!(!flat.iter().any(|token| token == door), "{}: {door}", source.path);
        }
    }
}

/// What is read and written can be tried without a browser.
#[test]
fn only_the_dialogs_of_the_second_module_name_the_browser() {
    let with_browser = [
        "add_articles",
        "annotated_preview",
        "blocks",
        "desk",
        "details",
        "find",
        "lib",
        "library",
        "links",
        "losses",
        "modal_dialog",
        "page",
        "painting",
        "stocktaking",
        "version",
        "work",
    ];
    for source in sources("exchange/src") {
        let name = source.path.trim_start_matches("exchange/src/").trim_end_matches(".rs");
        let found = names_any(&source, &BROWSER);
        assert!(with_browser.contains(&name) || found.is_none(), "{}: {found:?}", source.path);
    }
}

#[test]
fn the_command_line_knows_no_browser() {
    for source in sources("cli/src") {
        assert_eq!(names_any(&source, &BROWSER), None, "{}", source.path);
    }
}
