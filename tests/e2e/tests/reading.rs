//! The module that reads: fetched when it is first needed, and missed without harm.

use super::main_job::mark;
use anyhow::ensure;
use e2e::{Journey, journey};
use serde_json::json;

const TEXT: &str = "date 2026-01-07 他们同意了这项协议。\n\nThe talks go on in Paris.";

#[test]
fn nothing_is_fetched_for_reading_before_something_is_read() {
    journey("reading_is_fetched_late", async |page| {
        page.open().await?;
        ensure!(!has_asked_for_reader(page), "{:?}", page.server().requests());
        type_text(page).await?;
        page.wait_until(
            "the preview",
            "/2 paragraphs.*dated 2026-01-07/.test(document.querySelector('dialog').textContent)",
        )
        .await?;
        ensure!(has_asked_for_reader(page), "{:?}", page.server().requests());
        Ok(())
    });
}

#[test]
fn a_reader_that_does_not_arrive_can_be_asked_again() {
    journey("the_reader_is_missing", async |page| {
        page.open().await?;
        let reader = page.file_named("exchange-", ".wasm")?;
        page.server().withhold(&[&reader]);
        page.click("button", "Add articles").await?;
        page.find("button", "Try again").await?;
        page.server().withhold(&[]);
        page.click("button", "Try again").await?;
        page.find("textbox", "Article text").await?;
        fill(page).await?;
        page.click("button", "Add").await?;
        page.wait_for("the article to open", async || {
            Ok((page.article_text().await? == TEXT).then_some(()))
        })
        .await?;
        // The browser logs the failed request.
        page.reports().await?;
        Ok(())
    });
}

#[test]
fn words_of_scripts_without_spaces_are_completed() {
    journey("words_without_spaces", async |page| {
        page.open().await?;
        type_text(page).await?;
        page.click("button", "Add").await?;
        page.wait_for("the article to open", async || {
            Ok((page.article_text().await? == TEXT).then_some(()))
        })
        .await?;
        page.select_text("意了").await?;
        page.press("1").await?;
        page.wait_until(
            "the cut word is whole",
            "document.querySelector('mark')?.textContent === '同意了'",
        )
        .await
    });
}

#[test]
fn a_text_that_the_library_has_in_other_words_is_named_before_it_is_added() {
    journey("same_story", async |page| {
        let text = "The rivers rose for the third day. The council closed two bridges until Friday, \
                    and asked everyone to stay away from the banks.";
        page.open().await?;
        page.open_add_dialog().await?;
        fill_with(page, text).await?;
        page.click("button", "Add").await?;
        page.wait_for("the article to open", async || {
            Ok((page.article_text().await? == text).then_some(()))
        })
        .await?;
        page.open_add_dialog().await?;
        fill_with(page, &text.replace("Friday", "Sunday")).await?;
        page.wait_until(
            "the article that is like it",
            "/Much of this text stands in .*The rivers rose.* already .[6-9]. %/
                .test(document.querySelector('dialog').textContent)",
        )
        .await?;
        page.expect_axe_clean().await?;
        page.screenshot("same_story").await?;
        Ok(())
    });
}

#[test]
fn a_file_of_another_program_is_looked_at_before_it_is_added() {
    journey("foreign_file", async |page| {
        let text =
            "No, said the mayor. Yes, said the council. No, said everyone else. We 👍 agree.";
        let region = |id: &str, start: u32, end: u32, quote: &str, label: &str| {
            json!({"id": id, "type": "labels", "from_name": "label", "to_name": "text",
                "value": {"start": start, "end": end, "text": quote, "labels": [label]}})
        };
        let results = [
            region("one", 20, 23, "Yes", "Assent"),
            region("two", 1, 3, "the council", "QUOTE"),
            region("three", 2, 4, "No", "QUOTE"),
            region("four", 70, 75, "👍 agree", "Assent"),
        ];
        let file = json!([{"id": 1, "data": {"text": text}, "annotations": [{"result": results}]}]);
        let path =
            std::env::temp_dir().join(format!("onrecord-foreign-{}.json", std::process::id()));
        std::fs::write(&path, file.to_string())?;
        page.open().await?;
        page.open_add_dialog().await?;
        page.choose_files("#exchange input[type=file]", &[&path]).await?;
        page.wait_until(
            "what the file is",
            "/Label Studio.*1 article · 3 annotations.*Places are counted in/
                .test(document.querySelector('.intake-file')?.textContent)",
        )
        .await?;
        page.expect_axe_clean().await?;
        page.screenshot("foreign_file").await?;
        let marks = "document.querySelectorAll('mark').length";
        ensure!(
            page.evaluate::<usize>(&format!("return {marks}")).await? == 0,
            "nothing is added yet"
        );
        // A choice is made by keys: the second place of what stands twice, a label of ours.
        choose(page, "Place of No", 2).await?;
        choose(page, "Label Assent", 1).await?;
        page.click("button", "Add").await?;
        page.wait_until("all four are marked", &format!("{marks} === 4")).await?;
        let found = "return [...document.querySelectorAll('mark')]
            .map(mark => mark.dataset.label + ' ' + mark.textContent)";
        let found: Vec<String> = page.evaluate(found).await?;
        ensure!(
            found == ["claim Yes", "quote the council", "quote No", "claim 👍 agree"],
            "{found:?}"
        );
        ensure!(page.article_text().await? == text);
        std::fs::remove_file(&path)?;
        Ok(())
    });
}

#[test]
fn files_without_their_text_find_it_in_the_library() {
    journey("text_of_the_library", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        let folder = std::env::temp_dir().join(format!("onrecord-alone-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        for format in ["Table (CSV)", "W3C Web Annotation (JSON-LD)"] {
            page.click("button", "Export").await?;
            page.click("menuitem", format).await?;
            page.click("button", "Download").await?;
            let (name, bytes) = page.take_download("onrecord-").await?;
            let path = folder.join(name);
            std::fs::write(&path, bytes)?;
            page.open_add_dialog().await?;
            page.choose_files("#exchange input[type=file]", &[&path]).await?;
            page.wait_until(
                "it has its text",
                "/1 article.*1 annotation/.test(document.querySelector('.intake-file')?.textContent)
                    && !document.querySelector('.intake-problem')",
            )
            .await?;
            page.click("button", "Add").await?;
            page.wait_until("it is here already", "document.querySelectorAll('mark').length === 1")
                .await?;
        }
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    });
}

#[test]
fn a_text_that_was_typed_is_there_when_the_dialog_comes_back() {
    journey("typed_text_stays", async |page| {
        page.open().await?;
        page.open_add_dialog().await?;
        page.find("textbox", "Article text").await?;
        page.evaluate::<()>("document.querySelector('dialog textarea').focus()").await?;
        page.type_text("Nobody left the talks.").await?;
        page.press("Escape").await?;
        page.wait_until("it is left", "!document.querySelector('dialog[open]')").await?;
        page.open_add_dialog().await?;
        let typed = "document.querySelector('dialog textarea')?.value === 'Nobody left the talks.'";
        page.wait_until("the text is there", typed).await?;
        page.click("button", "Add").await?;
        page.wait_until("it is added", "document.querySelectorAll('.library li').length === 2")
            .await?;
        page.open_add_dialog().await?;
        let is_empty = "document.querySelector('dialog textarea')?.value === ''";
        page.wait_until("nothing is left of it", is_empty).await
    });
}

#[test]
fn marks_and_the_text_beside_them_come_in_together() {
    journey("pair", async |page| {
        let folder = std::env::temp_dir().join(format!("onrecord-pair-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let (marks, text) = (folder.join("talks.ann"), folder.join("talks.txt"));
        std::fs::write(&marks, "T1\tquote 10 18\tthe 👍 go\n")?;
        std::fs::write(&text, "He said: “the 👍 go on”.")?;
        page.open().await?;
        page.open_add_dialog().await?;
        page.choose_files("#exchange input[type=file]", &[&marks, &text]).await?;
        page.wait_until(
            "both are one",
            "/^1 article and 1 annotation/.test(document.querySelector('dialog [role=status]')?.textContent)",
        )
        .await?;
        page.click("button", "Add").await?;
        page.wait_until(
            "it is marked",
            "document.querySelector('mark')?.textContent === 'the 👍 go'",
        )
        .await?;
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    });
}

/// Chooses the option that stands so many below the first, of the choice whose name begins so.
async fn choose(page: &Journey, name: &str, n_down: usize) -> anyhow::Result<()> {
    let focus = "const all = [...document.querySelectorAll('dialog select')];
        all.find(it => it.ariaLabel.startsWith(arguments[0])).focus();
        return true;";
    let _: bool = page.evaluate_with(focus, vec![name.into()]).await?;
    page.press("Home").await?;
    for _ in 0..n_down {
        page.press("ArrowDown").await?;
    }
    page.press("Tab").await
}

async fn type_text(page: &Journey) -> anyhow::Result<()> {
    page.open_add_dialog().await?;
    fill(page).await
}

async fn fill(page: &Journey) -> anyhow::Result<()> {
    fill_with(page, TEXT).await
}

async fn fill_with(page: &Journey, text: &str) -> anyhow::Result<()> {
    let fill = "const field = document.querySelector('dialog textarea');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    let _: bool = page.evaluate_with(fill, vec![text.into()]).await?;
    Ok(())
}

fn has_asked_for_reader(page: &Journey) -> bool {
    page.server().requests().iter().any(|path| path.contains("exchange-"))
}
