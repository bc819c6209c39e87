//! Dialogs about the open article and the library: details, blocks, newer versions, finding.

use anyhow::ensure;
use e2e::{Journey, journey};

use super::main_job::mark;

/// Types over what a field holds, as the keyboard would.
pub(super) async fn fill(page: &Journey, name: &str, text: &str) -> anyhow::Result<()> {
    let body = "const field = document.querySelector(`#exchange [aria-label=\"${arguments[0]}\"]`)
            ?? [...document.querySelectorAll('#exchange label')]
                .find((it) => it.textContent.trim() === arguments[0]).querySelector('input');
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    let _: bool = page.evaluate_with(body, vec![name.into(), text.into()]).await?;
    Ok(())
}

#[test]
fn details_are_changed_and_that_can_be_undone() {
    journey("details", async |page| {
        page.open().await?;
        page.click("button", "Details").await?;
        page.find("button", "Save").await?;
        page.expect_axe_clean().await?;
        fill(page, "Address", "javascript:alert(1)").await?;
        page.wait_until(
            "it is refused",
            "/begins with https/.test(document.querySelector('dialog').textContent)",
        )
        .await?;
        fill(page, "Address", "https://example.org/talks").await?;
        fill(page, "Outlet", "The Courier").await?;
        page.screenshot("details").await?;
        page.click("button", "Save").await?;
        let shown = "/The Courier/.test(document.querySelector('.article-facts').textContent)";
        page.wait_until("the outlet is shown", shown).await?;
        page.press("Control+z").await?;
        page.wait_until("it is undone", &format!("!{shown}")).await
    });
}

#[test]
fn a_block_becomes_a_heading_without_a_change_of_the_text() {
    journey("blocks", async |page| {
        page.open().await?;
        let text = page.article_text().await?;
        let n_headings = "document.querySelectorAll('[data-article-text] :is(h2,h3)').length";
        ensure!(page.evaluate::<usize>(&format!("return {n_headings}")).await? == 3);
        page.click("button", "Blocks").await?;
        page.find("button", "Save").await?;
        page.expect_axe_clean().await?;
        let choose = "const select = document.querySelectorAll('.block-list select')[2];
            select.value = '2';
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        let _: bool = page.evaluate(choose).await?;
        page.screenshot("blocks").await?;
        page.click("button", "Save").await?;
        page.wait_until("there is another heading", &format!("{n_headings} === 4")).await?;
        ensure!(page.article_text().await? == text, "the text is the same");
        page.press("Control+z").await?;
        page.wait_until("it is undone", &format!("{n_headings} === 3")).await
    });
}

#[test]
fn a_newer_version_takes_the_marks_along() {
    journey("newer_version", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        mark(page, "the hardest yards", "1").await?;
        let old = page.article_text().await?;
        let new = format!(
            "A first sentence is new. {}",
            old.replace("the hardest yards", "the very hardest yards")
        );
        page.press("Escape Escape Escape").await?;
        page.click("button", "Newer version").await?;
        page.find("button", "Compare").await?;
        page.expect_axe_clean().await?;
        fill(page, "Newer text", &old).await?;
        page.click("button", "Compare").await?;
        page.wait_until(
            "it is the same",
            "/already/.test(document.querySelector('dialog').textContent)",
        )
        .await?;
        fill(page, "Newer text", &new).await?;
        page.click("button", "Compare").await?;
        page.find("button", "Replace").await?;
        page.wait_until(
            "both marks are reported",
            "document.querySelectorAll('.version-reports > li').length === 2
                && document.querySelector('.version-diff ins')",
        )
        .await?;
        page.expect_axe_clean().await?;
        page.screenshot("newer-version").await?;
        page.click("button", "Replace").await?;
        page.wait_for("the newer text", async || {
            Ok((page.article_text().await? == new).then_some(()))
        })
        .await?;
        page.wait_until(
            "the marks are where they belong",
            "[...document.querySelectorAll('mark')].some((it) => it.textContent === '“excellent progress”')
                && /hardest yards/.test(document.querySelector('mark[data-label=claim]').textContent)",
        )
        .await?;
        page.wait_until(
            "the older version stays",
            "/until/.test(document.querySelector('.library').textContent)",
        )
        .await?;
        page.press("Control+z").await?;
        page.wait_for("the older text", async || {
            Ok((page.article_text().await? == old).then_some(()))
        })
        .await?;
        page.wait_until("and its marks", "document.querySelectorAll('.card').length === 2").await
    });
}

#[test]
fn words_are_found_and_all_of_them_marked_in_one_step() {
    journey("find", async |page| {
        page.open().await?;
        look_for_starmer(page).await?;
        ensure!(
            page.evaluate::<usize>("return [...CSS.highlights.get('onrecord-hit')].length").await?
                == 3,
            "they are painted"
        );
        page.expect_axe_clean().await?;
        page.press("Escape").await?;
        wait_for_the_hit_alone(page).await?;
        // Typed and sent faster than it can be looked for, as the count shows that is there.
        look_for(page, "starmer").await?;
        page.press("Enter").await?;
        page.wait_until(
            "the next one",
            "document.querySelector('.find-count').textContent === '2 of 3'",
        )
        .await?;
        page.click("button", "Mark all occurrences").await?;
        page.expect_axe_clean().await?;
        page.screenshot("find").await?;
        page.click("button", "Mark 3").await?;
        let marks = "document.querySelectorAll('[data-article-text] mark').length";
        page.wait_until("they are marked", &format!("{marks} === 3")).await?;
        page.press("Escape").await?;
        wait_for_the_hit_alone(page).await?;
        page.press("Control+z").await?;
        page.wait_until("one step takes them back", &format!("{marks} === 0")).await
    });
}

async fn look_for(page: &Journey, words: &str) -> anyhow::Result<()> {
    page.press("/").await?;
    page.wait_until(
        "the search has the focus",
        "document.activeElement.matches('.find-bar [aria-label=\"Find in the article\"]')",
    )
    .await?;
    page.type_text(words).await
}

async fn look_for_starmer(page: &Journey) -> anyhow::Result<()> {
    look_for(page, "starmer").await?;
    page.wait_until(
        "all are found",
        "document.querySelector('.find-count').textContent === '1 of 3'",
    )
    .await
}

async fn wait_for_the_hit_alone(page: &Journey) -> anyhow::Result<()> {
    page.wait_until("the bar is gone", "!document.querySelector('.find-bar')").await?;
    page.wait_until(
        "the hit is selected",
        "String(getSelection()) === 'Starmer' && document.querySelector('.selection-bar')",
    )
    .await
}

#[test]
fn what_was_found_is_never_marked_in_another_article() {
    journey("find_elsewhere", async |page| {
        page.open().await?;
        page.open_add_dialog().await?;
        fill(page, "Article text", "The rivers rose on Monday. Nobody was hurt.").await?;
        page.click("button", "Add").await?;
        let rivers = "/rivers/.test(document.querySelector('[data-article-text]').textContent)";
        page.wait_until("it is open", rivers).await?;
        look_for(page, "rose").await?;
        page.wait_until(
            "it is found",
            "document.querySelector('.find-count').textContent === '1 of 1'",
        )
        .await?;
        page.click_css(".library li:last-child .article-entry").await?;
        page.wait_until("the other one is open", &format!("!{rivers}")).await?;
        page.click("button", "Mark this hit").await?;
        page.wait_until("the bar is gone", "!document.querySelector('.find-bar')").await?;
        ensure!(!page.evaluate::<bool>("return !!document.querySelector('mark')").await?);
        Ok(())
    });
}

#[test]
fn the_library_is_searched_by_words_of_its_texts() {
    journey("search_library", async |page| {
        page.open().await?;
        page.open_add_dialog().await?;
        fill(page, "Article text", "The rivers rose on Monday. Nobody was hurt.").await?;
        page.click("button", "Add").await?;
        page.wait_until(
            "it is open",
            "/rivers/.test(document.querySelector('[data-article-text]').textContent)",
        )
        .await?;
        page.click("button", "Search library").await?;
        page.find("searchbox", "Find in titles and texts").await?;
        page.expect_axe_clean().await?;
        fill(page, "Find in titles and texts", "multilayered").await?;
        page.wait_until(
            "one is found",
            "document.querySelectorAll('.library-found li').length === 1",
        )
        .await?;
        page.screenshot("search-library").await?;
        page.click_css(".library-found button").await?;
        page.wait_until(
            "it is open",
            "/multilayered/.test(document.querySelector('[data-article-text]').textContent)",
        )
        .await
    });
}

#[test]
fn annotations_are_linked_with_each_other() {
    journey("links", async |page| {
        page.open().await?;
        for text in ["excellent progress", "the hardest yards are still ahead"] {
            page.select_text(text).await?;
            page.press("1").await?;
            page.wait_until(
                "it is marked",
                "document.querySelector('.card[data-selected] .card-fields')",
            )
            .await?;
        }
        page.press("l").await?;
        page.find("searchbox", "Find an annotation by its words").await?;
        page.expect_axe_clean().await?;
        fill(page, "Find an annotation by its words", "excellent").await?;
        page.click_css(".library-found button").await?;
        page.wait_until("it is linked", "document.querySelectorAll('.link').length === 1").await?;
        page.wait_until(
            "the focus stays in the dialog, though what was clicked is gone",
            "document.activeElement.type === 'search'",
        )
        .await?;
        page.evaluate::<()>("document.activeElement.blur()").await?;
        page.press("Delete").await?;
        let n_marks: u32 = page.evaluate("return document.querySelectorAll('mark').length").await?;
        ensure!(n_marks == 2, "a key reached what lies behind the dialog");
        page.evaluate::<()>("document.querySelector('.link select').focus()").await?;
        page.type_text("contra").await?;
        page.wait_until(
            "what it does is chosen",
            "document.querySelector('.link select').value === 'contradicts'",
        )
        .await?;
        page.press("Escape").await?;
        page.wait_until(
            "Escape says that nothing is saved yet",
            "document.querySelector('dialog[open] .add-preview').textContent.includes('Escape')",
        )
        .await?;
        page.expect_axe_clean().await?;
        page.screenshot("links").await?;
        page.click("button", "Save").await?;
        page.wait_until(
            "its card shows it",
            "document.querySelector('.card[data-selected] .card-links')?.textContent.trim()
                === 'contradicts “excellent progress”'",
        )
        .await?;
        page.evaluate::<()>("document.querySelector('.card-links').scrollIntoView()").await?;
        page.expect_axe_clean().await?;
        page.screenshot("linked").await?;
        page.wait_for_text("status", "Storage", "Saved in this browser").await?;
        let stored = page.local_storage().await?;
        ensure!(
            stored.values().any(|record| record.contains("\"contradicts\"")),
            "the link is not kept"
        );
        page.press("l").await?;
        page.click_css(".link button").await?;
        page.wait_until("the link is taken out", "!document.querySelector('.link')").await?;
        page.press("Escape").await?;
        page.press("Escape").await?;
        page.wait_until("the second Escape leaves", "!document.querySelector('dialog')").await?;
        page.wait_until("its card has it still", "document.querySelector('.card-links')").await?;
        page.press("Control+z").await?;
        page.wait_until("it is gone", "!document.querySelector('.card-links')").await
    });
}
