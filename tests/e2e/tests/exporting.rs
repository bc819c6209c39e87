//! Files of other formats: what they lack is said first.

use anyhow::{Context, ensure};
use e2e::journey;
use serde_json::Value;

use super::main_job::mark;

#[test]
fn another_format_is_handed_over_after_what_it_lacks_was_shown() {
    journey("other_format", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        page.click("button", "Export").await?;
        page.expect_axe_clean().await?;
        page.click("menuitem", "doccano (JSONL)").await?;
        page.wait_until(
            "the losses",
            "/Ids are not written/.test(document.querySelector('dialog[open]')?.textContent)",
        )
        .await?;
        page.expect_axe_clean().await?;
        page.click("button", "Download").await?;
        let (name, bytes) = page.take_download("onrecord-").await?;
        ensure!(name.ends_with(".jsonl"), "{name}");
        let line: Value = serde_json::from_slice(&bytes)?;
        let text: Vec<char> = line["text"].as_str().context("a text")?.chars().collect();
        let triple = &line["label"][0];
        let place = |at: usize| triple[at].as_u64().context("a place").map(|it| it as usize);
        let found: String = text[place(0)?..place(1)?].iter().collect();
        ensure!(found == "“excellent progress”" && triple[2] == "quote", "{line}");
        Ok(())
    });
}

#[test]
fn every_format_that_is_written_stands_in_the_menu() {
    journey("all_formats", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        page.click("button", "Export").await?;
        let items =
            "return [...document.querySelectorAll('[role=menuitem]')].map(it => it.textContent)";
        let items: Vec<String> = page.evaluate(items).await?;
        for format in
            ["Annotations (JSON)", "UIMA CAS (XMI)", "TEI P5", "REFI-QDA project", "Markdown"]
        {
            ensure!(items.iter().any(|item| item == format), "{format}: {items:?}");
        }
        page.screenshot("all_formats").await?;
        page.click("menuitem", "TEI P5").await?;
        page.click("button", "Download").await?;
        let (name, bytes) = page.take_download("onrecord-").await?;
        let file = String::from_utf8(bytes)?;
        ensure!(name.ends_with(".xml"), "{name}");
        ensure!(file.contains("<TEI") && file.contains("<standOff"), "{file}");
        Ok(())
    });
}

#[test]
fn several_files_come_as_one_archive() {
    journey("archive", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        page.click("button", "Export").await?;
        page.click("menuitem", "brat standoff").await?;
        page.find("button", "Download with this list").await?;
        page.click("button", "Download with this list").await?;
        let (name, bytes) = page.take_download("onrecord-").await?;
        ensure!(name.ends_with(".zip") && bytes.starts_with(b"PK"), "{name}");
        Ok(())
    });
}
