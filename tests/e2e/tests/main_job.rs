//! The whole main job: mark, take back, come back, export, and read the file again.

use anyhow::{Context, ensure};
use e2e::{Journey, journey};
use serde_json::Value;

use super::working::fill;

const CLAIM: &str = "there can only be peace if Russia compromises, and “Putin is not showing that \
                     he is ready for peace.”";
const QUOTE_IN_CLAIM: &str = "“Putin is not showing that he is ready for peace.”";
const PLEDGE: &str = "will establish military hubs across Ukraine";

#[test]
fn marks_overlap_are_taken_back_survive_and_leave_right_to_the_character() {
    journey("main_job", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        mark(page, CLAIM, "1").await?;
        mark(page, QUOTE_IN_CLAIM, "q").await?;
        mark(page, PLEDGE, "p").await?;
        ensure!(n_stored(page).await? == 4, "four annotations are stored");
        page.wait_until(
            "both marks show where they overlap",
            "document.querySelector('mark[data-label=\"claim quote\"]')",
        )
        .await?;
        page.expect_axe_clean().await?;
        page.screenshot("main-job").await?;

        page.press("Escape").await?;
        page.press("Control+z").await?;
        page.wait_until("the pledge is gone", "!document.querySelector('mark[data-label=pledge]')")
            .await?;
        page.press("Control+Shift+z").await?;
        page.wait_until("the pledge is back", "document.querySelector('mark[data-label=pledge]')")
            .await?;
        page.wait_for_text("status", "Storage", "Saved in this browser").await?;

        if page.engine().keeps_its_profile() {
            page.close().await?;
            page.reopen().await?;
        }
        page.open().await?;
        page.wait_until(
            "all marks are there again",
            "document.querySelectorAll('mark').length >= 4",
        )
        .await?;
        let file = export(page).await?;
        let quotes = quotes_that_match(&file)?;
        for expected in ["“excellent progress”", CLAIM, QUOTE_IN_CLAIM, PLEDGE] {
            ensure!(quotes.iter().any(|quote| quote == expected), "{expected} is in {quotes:?}");
        }
        Ok(())
    });
}

#[test]
fn offsets_count_code_points_after_emoji_and_other_scripts() {
    journey("code_points", async |page| {
        page.open().await?;
        let text = "Nachricht 👩‍👩‍👧‍👦 e\u{301} مرحبا 漢字 davor.\n\nDie Ministerin sagte: “We will pay.” Und ging.";
        add(page, text).await?;
        ensure!(page.article_text().await? == text, "what is drawn is what was pasted");
        mark(page, "“We will pay.”", "3").await?;
        let file = export(page).await?;
        ensure!(quotes_that_match(&file)? == ["“We will pay.”"], "{file}");
        Ok(())
    });
}

#[test]
fn a_file_is_read_back_once_and_no_more() {
    journey("read_back", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        page.wait_for_text("status", "Storage", "Saved in this browser").await?;
        page.click("button", "Export").await?;
        page.click("menuitem", "Annotations (JSON)").await?;
        let (_, bytes) = page.take_download("onrecord-").await?;
        let folder =
            std::env::temp_dir().join(format!("onrecord-read-back-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("annotations.json");
        std::fs::write(&file, &bytes)?;
        let before = page.local_storage().await?;
        page.press("Escape").await?;
        page.open_add_dialog().await?;
        page.choose_files("input[type=file]", &[&file]).await?;
        page.wait_until("the page says so", "/already here/.test(document.body.textContent)")
            .await?;
        let records = |store: &std::collections::BTreeMap<String, String>| {
            let ours = |key: &str| key.starts_with("onrecord:1:a:");
            store.clone().into_iter().filter(|(key, _)| ours(key)).collect::<Vec<_>>()
        };
        let after = page.local_storage().await?;
        ensure!(records(&before) == records(&after), "nothing was written");

        let damaged = folder.join("damaged.json");
        std::fs::write(&damaged, &bytes[..bytes.len() / 2])?;
        page.open_add_dialog().await?;
        page.choose_files("input[type=file]", &[&damaged]).await?;
        page.wait_until(
            "the message names the file",
            "/damaged\\.json/.test(document.querySelector('.messages').textContent)",
        )
        .await?;
        ensure!(records(&before) == records(&page.local_storage().await?), "nothing was lost");
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    });
}

#[test]
fn the_screens_are_accessible() {
    journey("screens", async |page| {
        page.open().await?;
        page.expect_axe_clean().await?;
        page.open_add_dialog().await?;
        page.expect_axe_clean().await?;
        page.press("Escape").await?;
        page.click("button", "Settings").await?;
        page.expect_axe_clean().await?;
        page.press("Escape").await?;
        page.click("button", "Keys").await?;
        page.expect_axe_clean().await?;
        page.press("Escape").await?;
        page.select_text("“excellent progress”").await?;
        page.expect_axe_clean().await?;
        page.press("3").await?;
        page.click("button", "Export").await?;
        page.expect_axe_clean().await?;
        page.press("Escape").await?;
        page.resize(390, 844).await?;
        page.settle().await?;
        page.screenshot("phone").await?;
        page.expect_axe_clean().await?;
        page.go("kept.html").await?;
        page.wait_until("the promises are there", "document.querySelectorAll('li').length === 5")
            .await?;
        page.screenshot("kept").await?;
        page.expect_axe_clean().await
    });
}

/// Whether the first handle and the chosen card stand where the chosen mark is now.
const STAND_AT_MARK: &str = "(() => {
    const [handle, card] = ['.handle[data-side=start]', '.card[data-selected]']
        .map((it) => document.querySelector(it).getBoundingClientRect());
    const mark = document.querySelector('mark[data-selected]').getClientRects()[0];
    const isAtStart = Math.abs((handle.left + handle.right) / 2 - mark.left) < 12;
    return isAtStart && Math.abs(handle.bottom - mark.bottom) < 24 && Math.abs(card.top - mark.top) < 12;
})()";

#[test]
fn handles_and_cards_follow_their_mark() {
    journey("resize", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "3").await?;
        page.wait_until("they stand at the mark", STAND_AT_MARK).await?;
        for (width, height) in [(1000, 800), (1400, 700), (1100, 900)] {
            page.resize(width, height).await?;
            page.wait_until("they stand at the mark in another window", STAND_AT_MARK).await?;
        }
        page.click("button", "Settings").await?;
        page.click_css("select[aria-label='Text size'] option[value='larger']").await?;
        page.wait_until("they stand at a larger mark", STAND_AT_MARK).await?;
        page.press("Escape").await?;
        page.click("button", "Details").await?;
        page.find("button", "Save").await?;
        fill(page, "Title", &"A title of many lines ".repeat(12)).await?;
        page.click("button", "Save").await?;
        page.wait_until("the dialog to close", "!document.querySelector('dialog[open]')").await?;
        page.wait_until("they stand at the mark below a longer title", STAND_AT_MARK).await
    });
}

pub(super) async fn mark(page: &Journey, text: &str, key: &str) -> anyhow::Result<()> {
    let n_before = n_stored(page).await?;
    page.select_text(text).await?;
    page.press(key).await?;
    page.wait_for("the mark to be stored", async || {
        let is_stored = n_stored(page).await? > n_before;
        Ok(is_stored.then_some(()))
    })
    .await
}

pub(super) async fn add(page: &Journey, text: &str) -> anyhow::Result<()> {
    page.open_add_dialog().await?;
    let fill = "const field = document.querySelector('dialog textarea');
        field.value = arguments[0];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    let _: bool = page.evaluate_with(fill, vec![text.into()]).await?;
    page.click("button", "Add").await?;
    page.wait_for("the article to open", async || {
        Ok((page.article_text().await? == text).then_some(()))
    })
    .await
}

async fn n_stored(page: &Journey) -> anyhow::Result<usize> {
    let stored = page.local_storage().await?;
    Ok(stored.keys().filter(|key| key.starts_with("onrecord:1:a:")).count())
}

async fn export(page: &Journey) -> anyhow::Result<Value> {
    page.click("button", "Export").await?;
    page.click("menuitem", "Annotations (JSON)").await?;
    let (_, bytes) = page.take_download("onrecord-").await?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// The quotes of a file whose ranges all hold their text, counted in code points as Python does.
fn quotes_that_match(file: &Value) -> anyhow::Result<Vec<String>> {
    let mut quotes = Vec::new();
    for article in file["articles"].as_array().context("articles")? {
        let text: Vec<char> = article["text"].as_str().context("text")?.chars().collect();
        for annotation in article["annotations"].as_array().context("annotations")? {
            let ranges: Vec<(usize, usize)> = serde_json::from_value(annotation["ranges"].clone())?;
            let parts = ranges.iter().map(|(start, end)| text[*start..*end].iter().collect());
            let joined = parts.collect::<Vec<String>>().join(" … ");
            let quote = annotation["quote"].as_str().context("quote")?;
            ensure!(joined == quote, "{joined:?} is not {quote:?}");
            quotes.push(joined);
        }
    }
    Ok(quotes)
}
