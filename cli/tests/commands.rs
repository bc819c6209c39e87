//! The commands, as a shell sees them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/golden/native-v1.json");

fn onrecord(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.args(arguments).env("SOURCE_DATE_EPOCH", "1767863564");
    command
}

fn run(arguments: &[&str]) -> Output {
    onrecord(arguments).output().expect("the program starts")
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = onrecord(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("it is piped").write_all(input).expect("it is read");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("messages are UTF-8")
}

/// A file of this name with this content, in a folder for these tests.
fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("the folder is ours");
    path
}

#[test]
fn a_sound_file_is_fine() {
    let output = run(&["check", GOLDEN]);
    assert_eq!(text(&output.stderr), "");
    assert!(text(&output.stdout).ends_with("1 article, 3 annotations, 1 link, 0 problems\n"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_wrong_quote_is_a_finding_with_file_place_and_reason() {
    let content = fs::read_to_string(GOLDEN).expect("the golden file is there");
    let path = file("wrong.json", &content.replace("\"We will rise …", "\"He will rise …"));
    let path = path.to_str().expect("the folder has a plain name");
    let output = run(&["check", path, GOLDEN]);
    let found = text(&output.stderr);
    assert!(found.starts_with(&format!("{path}: articles[0].annotations[1]: ")), "{found}");
    assert!(found.contains("\"He will rise … by noon\""), "{found}");
    assert_eq!(found.lines().count(), 1);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_damaged_file_is_unusable_and_says_where() {
    let content = fs::read_to_string(GOLDEN).expect("the golden file is there");
    let path = file("damaged.json", &content[..content.len() / 2]);
    let path = path.to_str().expect("the folder has a plain name");
    let output = run(&["check", path]);
    let found = text(&output.stderr);
    assert!(found.starts_with(&format!("{path} is damaged at line ")), "{found}");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(run(&["check", "nowhere.json"]).status.code(), Some(2));
}

#[test]
fn converting_a_file_to_its_own_format_gives_the_same_bytes() {
    let golden = fs::read(GOLDEN).expect("the golden file is there");
    let output =
        run_with_input(&["convert", "--from", "native", "--to", "native", "-", "-o", "-"], &golden);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), text(&golden));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn converting_replaces_a_file_only_by_a_whole_one() {
    let content = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point",
        "x-project": 7, "articles": [{"text": "one two", "annotations": [
            {"label": "claim", "start": 0, "end": 3}, {"label": "claim", "start": 5, "end": 99}]}]}"#;
    let path = file("replaced.json", content);
    let path = path.to_str().expect("the folder has a plain name");
    let convert = ["convert", "--from", "native", "--to", "native", path, "-o", path];
    let output = run(&convert);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let written = fs::read_to_string(path).expect("it was written");
    assert!(written.contains("\"x-project\": 7"), "{written}");
    assert_eq!(run(&convert).status.code(), Some(0));
    assert_eq!(fs::read_to_string(path).expect("it was written"), written);
    assert!(!Path::new(&format!("{path}.part")).exists());

    let bad = file("bad.json", "{}");
    let bad = bad.to_str().expect("the folder has a plain name");
    let refused = run(&["convert", "--from", "native", "--to", "native", bad, "-o", path]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(path).expect("it is still there"), written);
}

#[test]
fn converting_says_what_is_lost_and_writes_the_list() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = |name: &str| folder.join(name).to_str().expect("the name is plain").to_owned();
    let (out, report) = (path("losses.jsonl"), path("losses.json"));
    let convert = ["convert", GOLDEN, "--to", "doccano", "-o", &out, "--report", &report];
    let output = run(&convert);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("doccano: Ids are not written"));
    let report = fs::read_to_string(report).expect("it was written");
    assert!(report.contains("\"lost\": \"fragments\""), "{report}");
    assert!(fs::read_to_string(out).expect("it was written").contains("\"entities\""));
}

#[test]
fn a_table_finds_its_text_beside_it_and_comes_back_whole() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = |name: &str| folder.join(name).to_str().expect("the name is plain").to_owned();
    let table = path("whole.csv");
    let output = run(&["convert", GOLDEN, "--to", "csv", "-o", &table]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let checked = run(&["check", &table]);
    assert_eq!(text(&checked.stderr), "");
    let found = text(&checked.stdout);
    assert!(found.contains("Unicode code points, found by matching all 3 quotes"), "{found}");
    assert!(found.ends_with("1 article, 3 annotations, 1 link, 0 problems\n"), "{found}");

    let folder = folder.join("elsewhere");
    fs::create_dir_all(&folder).expect("the folder is ours");
    let alone = folder.join("alone.csv");
    fs::copy(&table, &alone).expect("it was written");
    let alone = alone.to_str().expect("the folder has a plain name");
    assert_eq!(run(&["check", alone]).status.code(), Some(1));
    let doc = fs::read_to_string(&table).expect("it was written");
    let doc = doc.lines().nth(1).and_then(|row| row.split('"').nth(1)).expect("it has rows");
    let given = run(&["check", alone, "--text", &path(&format!("{doc}.txt"))]);
    assert_eq!(given.status.code(), Some(0), "{}", text(&given.stderr));
}

#[test]
fn formats_with_several_files_go_into_archives_and_folders_and_come_back() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = |name: &str| folder.join(name).to_str().expect("the name is plain").to_owned();
    let (project, archive, several) = (path("several.qdpx"), path("several.zip"), path("several/"));
    for (to, output) in [("refi", &project), ("tei", &archive), ("uima-xmi", &several)] {
        let written = run(&["convert", GOLDEN, "--to", to, "-o", output]);
        assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
        let checked = run(&["check", output]);
        assert_eq!(text(&checked.stderr), "", "{to}");
        assert!(text(&checked.stdout).contains("1 article, "), "{}", text(&checked.stdout));
        assert_eq!(checked.status.code(), Some(0), "{to}");
    }
    let again = run(&["convert", &archive, "--to", "uima-xmi", "-o", "-"]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert!(text(&again.stderr).contains("TypeSystem.xml: not written to standard output"));
}

#[test]
fn files_that_do_harm_are_refused() {
    let bomb = file("bomb.xml", "<!DOCTYPE TEI [<!ENTITY a \"aa\">]><TEI><text>&a;</text></TEI>");
    let checked = run(&["check", bomb.to_str().expect("the folder has a plain name")]);
    assert!(text(&checked.stderr).contains("document type"), "{}", text(&checked.stderr));
    assert_eq!(checked.status.code(), Some(2));
}

#[test]
fn articles_become_an_annotation_file() {
    let article = file("talks.txt", "date 2026-01-07 The talks go on.\n\nNobody left.");
    let article = article.to_str().expect("the folder has a plain name");
    let imported = run(&["import", article, "-o", "-"]);
    assert_eq!(imported.status.code(), Some(0), "{}", text(&imported.stderr));
    let json = text(&imported.stdout);
    assert!(json.contains("\"published\": \"2026-01-07\""), "{json}");
    let checked = run_with_input(&["check", "-"], &imported.stdout);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
    assert_eq!(run(&["import", "nowhere.txt", "-o", "-"]).status.code(), Some(2));
}

#[test]
fn formats_are_listed() {
    let output = run(&["formats"]);
    assert!(text(&output.stdout).starts_with("native        read, write  .json"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn wrong_arguments_are_told() {
    let output = run(&["convert", "--from", "nonsense", "--to", "native", "-", "-o", "-"]);
    assert!(text(&output.stderr).contains("nonsense"));
    assert_eq!(output.status.code(), Some(2));
}
