//! The main job with keys alone, the same in every engine.

use anyhow::{Context, ensure};
use e2e::{Journey, journey};

const CARET: &str = "Article text, caret mode";

#[test]
fn the_main_job_is_done_by_keys_alone() {
    journey("keys_alone", async |page| {
        page.open().await?;
        let text = page.article_text().await?;
        tab_to(page, "application", CARET).await?;
        page.press(")").await?;
        expect_selected(page, "“excellent progress”").await?;
        page.press("2").await?;
        expect_mark(page, "quote", "“excellent progress”").await?;

        // A claim that lies over it, made of the sentence around the caret.
        page.press("ArrowLeft + + +").await?;
        page.screenshot("caret").await?;
        page.press("1").await?;
        page.wait_until(
            "both overlap",
            "document.querySelector('mark[data-label=\"claim quote\"]')",
        )
        .await?;
        page.expect_axe_clean().await?;

        // It becomes a pledge, its end moves back by a word, and both are taken back.
        page.press("3").await?;
        page.wait_until("it is a pledge", "document.querySelector('mark[data-label*=pledge]')")
            .await?;
        let before = quote(page, "pledge").await?;
        page.press(",").await?;
        page.wait_for("its end to move", async || {
            Ok((quote(page, "pledge").await?.len() < before.len()).then_some(()))
        })
        .await?;
        page.press("Control+z").await?;
        page.wait_for("its end to move back", async || {
            Ok((quote(page, "pledge").await? == before).then_some(()))
        })
        .await?;
        expect_focus(page, "application", CARET).await?;

        // Its card is filled in and left again, without losing the focus.
        page.press("Enter").await?;
        page.wait_until("the card has the focus", "document.activeElement.closest('.card')")
            .await?;
        tab_to(page, "textbox", "Note").await?;
        page.type_text("see the protocol").await?;
        page.press("Escape").await?;
        expect_focus(page, "application", CARET).await?;
        let stored = page.local_storage().await?;
        ensure!(stored.values().any(|it| it.contains("see the protocol")), "the note is stored");

        page.press("Escape Escape Escape").await?;
        page.wait_until("the page has the focus", "document.activeElement.matches('.workspace')")
            .await?;
        back_to(page, "button", "Export").await?;
        page.press("Enter").await?;
        expect_focus(page, "menuitem", "Annotations (JSON)").await?;
        page.press("Enter").await?;
        let (_, bytes) = page.take_download("onrecord-").await?;
        let file: serde_json::Value = serde_json::from_slice(&bytes)?;
        let marks = file["articles"][0]["annotations"].as_array().context("annotations")?;
        ensure!(marks.len() == 2, "{marks:?}");
        ensure!(page.article_text().await? == text, "the text is what it was");
        Ok(())
    });
}

#[test]
fn the_caret_goes_by_lines_words_and_paragraphs() {
    journey("caret_steps", async |page| {
        page.open().await?;
        page.click("button", "Mark by keyboard").await?;
        expect_focus(page, "application", CARET).await?;
        page.press("Control+Home").await?;
        let start = caret_top(page).await?;
        page.press("ArrowDown").await?;
        wait_for_top(page, "a line further down", |top| top > start + 8.0).await?;
        page.press("ArrowUp").await?;
        wait_for_top(page, "the first line again", |top| (top - start).abs() < 3.0).await?;
        page.press("Shift+ArrowDown").await?;
        page.wait_until("a line is selected", "String(getSelection()).length > 12").await?;
        page.press("Control+Home Control+ArrowDown Control+Shift+ArrowRight").await?;
        page.press("Control+Shift+ArrowRight").await?;
        page.wait_until("two words are selected", "/^\\w+ \\w+$/.test(String(getSelection()))")
            .await?;
        ensure!(heard(page).await?.ends_with(" selected"), "{}", heard(page).await?);
        page.press("Control+End").await?;
        page.wait_until(
            "the caret was scrolled into view",
            "(() => { const box = document.querySelector('.caret').getBoundingClientRect();
                return box.height > 8 && box.top > 0 && box.bottom <= innerHeight; })()",
        )
        .await
    });
}

#[test]
fn the_focus_goes_back_where_it_was() {
    journey("focus_back", async |page| {
        page.open().await?;
        page.evaluate::<()>("document.querySelector('.export-button').focus()").await?;
        let openers = [
            ("Control+k", "dialog:modal :focus"),
            ("?", "dialog:modal :focus"),
            ("/", ".find-bar input:focus"),
            ("Enter", "[role=menuitem]:focus"),
        ];
        for (key, inside) in openers {
            page.press(key).await?;
            let is_inside = format!("document.querySelector('{inside}')");
            page.wait_until(&format!("{key} takes the focus"), &is_inside).await?;
            page.press("Escape").await?;
            let is_back = "document.querySelector('.export-button:focus')";
            page.wait_until(&format!("the focus is back from {key}"), is_back).await?;
        }
        // Where nothing had it, the article gets it.
        page.evaluate::<()>("document.activeElement.blur()").await?;
        page.press("Control+k").await?;
        page.wait_until("the list has it", "document.querySelector('dialog:modal :focus')").await?;
        page.press("Escape").await?;
        page.wait_until("the article has it", "document.activeElement.matches('.workspace')").await
    });
}

#[test]
fn what_a_list_chose_is_taken_back_and_a_note_stays() {
    journey("undo_in_a_list", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.press("2").await?;
        page.wait_until("it is marked", "document.querySelector('mark[data-label=quote]')").await?;
        page.press("Enter").await?;
        page.wait_until("the card has the focus", "document.activeElement.closest('.card')")
            .await?;
        tab_to(page, "textbox", "Note").await?;
        page.type_text("see the protocol").await?;
        page.evaluate::<()>("document.querySelector('.card select.card-relabel').focus()").await?;
        let label = "document.querySelector('mark').dataset.label";
        page.press("ArrowUp").await?;
        page.wait_until("it has another label", &format!("{label} !== 'quote'")).await?;
        page.press("Control+z").await?;
        page.wait_until("it is a quote again", &format!("{label} === 'quote'")).await?;
        let note = "[...document.querySelectorAll('.card textarea')].some((it) => it.value === 'see the protocol')";
        page.wait_until("the note stays", note).await
    });
}

#[test]
fn a_cue_is_taken_from_the_article_by_keys_alone() {
    journey("a_cue_by_keys", async |page| {
        page.open().await?;
        tab_to(page, "application", CARET).await?;
        page.press(")").await?;
        page.press("2").await?;
        expect_mark(page, "quote", "“excellent progress”").await?;
        page.press("ArrowRight Control+Shift+ArrowRight").await?;
        let words = page.selected_text().await?;
        // The way leads through the field of the source, which takes the browser's selection.
        page.press("Enter").await?;
        expect_focus(page, "textbox", "Source").await?;
        page.type_text("the mediator").await?;
        tab_to(page, "button", "Use selection: Cue").await?;
        page.screenshot("cue-by-keys").await?;
        page.press("Enter").await?;
        let passage = "document.querySelector('.card .passage-text')?.textContent";
        page.wait_until("a passage is taken", passage).await?;
        let taken: String = page.evaluate(&format!("return {passage}")).await?;
        ensure!(taken == words.trim(), "{taken:?} of {words:?}");
        let source = "[...document.querySelectorAll('.card input')].some((it) => it.value === 'the mediator')";
        page.wait_until("the source stays", source).await
    });
}

#[test]
fn keys_act_on_the_card_that_was_gone_to() {
    journey("the_next_card", async |page| {
        page.open().await?;
        for (words, key) in [("excellent progress", "2"), ("the hardest yards", "1")] {
            page.select_text(words).await?;
            page.press(key).await?;
            page.wait_until(
                &format!("{words} is chosen"),
                &format!("[...document.querySelectorAll('mark[data-selected]')].some((it) => it.textContent.includes('{words}'))"),
            )
            .await?;
        }
        page.press("Enter").await?;
        page.wait_until("its card has the focus", "document.activeElement.closest('.card')")
            .await?;
        page.evaluate::<()>("document.querySelector('.card[data-selected] .card-label').focus()")
            .await?;
        page.press("b").await?;
        let other = "document.querySelector('mark[data-label=quote][data-selected]')";
        page.wait_until("the other mark is chosen", other).await?;
        page.press("Enter").await?;
        page.wait_until(
            "its card has the focus",
            "document.activeElement.closest('.card[data-selected]')",
        )
        .await?;
        ensure!(page.evaluate::<bool>(&format!("return !!{other}")).await?, "it stays chosen");
        // The head of a card that is open closes it.
        page.evaluate::<()>("document.querySelector('.card[data-selected] .card-label').focus()")
            .await?;
        page.press("Enter").await?;
        page.wait_until("it is closed", "!document.querySelector('.card[data-selected]')").await
    });
}

/// Presses Tab until an element of this role and name has the focus.
async fn tab_to(page: &Journey, role: &str, name: &str) -> anyhow::Result<()> {
    walk_to(page, "Tab", role, name).await
}

async fn back_to(page: &Journey, role: &str, name: &str) -> anyhow::Result<()> {
    walk_to(page, "Shift+Tab", role, name).await
}

async fn walk_to(page: &Journey, stroke: &str, role: &str, name: &str) -> anyhow::Result<()> {
    let mut met = Vec::new();
    for _ in 0..60 {
        page.press(stroke).await?;
        let focused = page.focused().await?;
        if focused == (role.to_owned(), name.to_owned()) {
            return Ok(());
        }
        met.push(focused.1);
    }
    anyhow::bail!("{stroke} did not lead to the {role} “{name}”, but to {met:?}")
}

async fn expect_focus(page: &Journey, role: &str, name: &str) -> anyhow::Result<()> {
    let mut last = (String::new(), String::new());
    let waited = page
        .wait_for(&format!("the {role} “{name}” to have the focus"), async || {
            last = page.focused().await?;
            Ok((last == (role.to_owned(), name.to_owned())).then_some(()))
        })
        .await;
    waited.with_context(|| format!("{last:?} has it"))
}

async fn expect_selected(page: &Journey, text: &str) -> anyhow::Result<()> {
    page.wait_for(&format!("“{text}” to be selected"), async || {
        Ok((page.selected_text().await? == text).then_some(()))
    })
    .await
}

async fn expect_mark(page: &Journey, label: &str, text: &str) -> anyhow::Result<()> {
    page.wait_for(&format!("“{text}” to be marked"), async || {
        Ok((quote(page, label).await? == text).then_some(()))
    })
    .await
}

/// The marked text of all annotations with a label, one after the other.
async fn quote(page: &Journey, label: &str) -> anyhow::Result<String> {
    let body = "return [...document.querySelectorAll(`mark[data-label~=${arguments[0]}]`)]
        .map((mark) => mark.textContent).join('')";
    page.evaluate_with(body, vec![label.into()]).await
}

/// What was last said to those who do not see the page.
async fn heard(page: &Journey) -> anyhow::Result<String> {
    page.evaluate("return document.querySelector('[aria-live=polite]').textContent").await
}

async fn caret_top(page: &Journey) -> anyhow::Result<f64> {
    page.evaluate("return document.querySelector('.caret').getBoundingClientRect().top").await
}

async fn wait_for_top(
    page: &Journey,
    what: &str,
    holds: impl Fn(f64) -> bool,
) -> anyhow::Result<()> {
    page.wait_for(what, async || Ok(holds(caret_top(page).await?).then_some(()))).await
}
