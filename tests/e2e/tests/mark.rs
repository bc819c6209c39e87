//! A reader marks the sample article.

use anyhow::ensure;
use e2e::journey;

#[test]
fn a_drag_selects_exactly_the_text() {
    journey("a_drag_selects", async |page| {
        page.open().await?;
        let text = page.article_text().await?;
        let words: Vec<_> = text.split_whitespace().collect();
        // A phrase of several words, another that wraps, and one far down.
        for phrase in [&words[40..42], &words[60..85], &words[words.len() - 6..]] {
            let phrase = text_between(&text, phrase);
            page.press("Escape").await?;
            page.select_text(phrase).await?;
            let selected = page.selected_text().await?;
            ensure!(squeezed(&selected) == squeezed(phrase), "{selected:?} is not {phrase:?}");
        }
        Ok(())
    });
}

/// The article's own text from the first of `words` to the last.
fn text_between<'a>(text: &'a str, words: &[&'a str]) -> &'a str {
    let start = words[0].as_ptr() as usize - text.as_ptr() as usize;
    let last = words[words.len() - 1];
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    &text[start..end]
}

/// Browsers put line breaks of their own between blocks.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_quotation_in_two_parts_is_one_annotation() {
    journey("a_quotation_in_two_parts", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.press("2").await?;
        page.wait_until("it is marked", "document.querySelector('mark[data-selected]')").await?;
        // Its card takes what is selected then.
        page.select_text("the hardest yards are still ahead").await?;
        page.wait_until(
            "it can be added",
            "document.querySelector('.card-actions > .pick-button')",
        )
        .await?;
        page.screenshot("another-part").await?;
        page.click("button", "Add to mark").await?;
        page.wait_until(
            "both parts are one annotation",
            "new Set([...document.querySelectorAll('mark[data-annotation]')]
                .map((mark) => mark.dataset.annotation)).size === 1
                && document.querySelectorAll('mark[data-annotation]').length === 2",
        )
        .await?;
        page.wait_for_text("status", "Storage", "Saved in this browser").await?;
        page.screenshot("two-parts").await?;
        let stored = page.local_storage().await?;
        let record = stored.iter().find(|(key, _)| key.starts_with("onrecord:1:a:"));
        ensure!(record.is_some_and(|(_, record)| record.matches("],[").count() == 1), "{record:?}");
        page.press("Control+z").await?;
        page.wait_until(
            "the first part is left",
            "document.querySelectorAll('mark[data-annotation]').length === 1",
        )
        .await
    });
}

#[test]
fn a_label_key_marks_the_selection_and_the_mark_survives_a_restart() {
    journey("a_label_key_marks", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.press("2").await?;
        page.wait_until(
            "the words are marked",
            "document.querySelector('mark[data-annotation][data-label]')",
        )
        .await?;
        page.wait_for_text("status", "Storage", "Saved in this browser").await?;
        let mark: String =
            page.evaluate("return [...document.querySelectorAll('mark[data-annotation]')].map((m) => m.textContent).join('')").await?;
        ensure!(mark == "excellent progress", "{mark:?} is marked");
        let stored = page.local_storage().await?;
        ensure!(stored.keys().any(|key| key.starts_with("onrecord:1:a:")), "{:?}", stored.keys());
        page.screenshot("marked").await?;
        if page.engine().keeps_its_profile() {
            page.close().await?;
            page.reopen().await?;
        }
        page.open().await?;
        page.wait_until(
            "the mark is there again",
            "document.querySelector('mark[data-label~=quote]')",
        )
        .await
    });
}
