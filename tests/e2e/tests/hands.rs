//! Mouse and touch: handles are dragged, words are tapped, overlapping marks are told apart.

use anyhow::{Context, ensure};
use e2e::{Engine, Journey, journey};

#[test]
fn an_end_is_dragged_and_everything_stays() {
    journey("dragged_end", async |page| {
        page.open().await?;
        page.select_text("excellent").await?;
        page.press("2").await?;
        wait_for_quote(page, "quote", "excellent").await?;
        let before = first_annotation(page).await?;
        pull(page, "end", ("progress", 3)).await?;
        wait_for_quote(page, "quote", "excellent progress").await?;
        let after = first_annotation(page).await?;
        ensure!(before["id"] == after["id"], "it is the same annotation");
        ensure!(page.selected_text().await?.is_empty(), "nothing is selected");

        pull(page, "start", ("made", 1)).await?;
        wait_for_quote(page, "quote", "made “excellent progress").await?;
        page.screenshot("handles").await?;
        page.expect_axe_clean().await?;
        page.press("Control+z Control+z").await?;
        wait_for_quote(page, "quote", "excellent").await
    });
}

/// Pulling keeps the browser from moving the focus, which would hand the note over by itself.
#[test]
fn a_note_being_typed_is_kept_before_its_mark_is_pulled() {
    journey("note_and_handle", async |page| {
        page.open().await?;
        page.select_text("excellent").await?;
        page.press("2").await?;
        wait_for_quote(page, "quote", "excellent").await?;
        page.click_css(".card-fields textarea[aria-label=Note]").await?;
        page.type_text("said at noon").await?;
        pull(page, "end", ("progress", 3)).await?;
        wait_for_quote(page, "quote", "excellent progress").await?;
        page.wait_for("the note to be stored", async || {
            Ok((first_annotation(page).await?["note"] == "said at noon").then_some(()))
        })
        .await?;
        // The end was moved last, and goes back first.
        page.press("Control+z").await?;
        wait_for_quote(page, "quote", "excellent").await?;
        ensure!(first_annotation(page).await?["note"] == "said at noon", "the note stays");
        Ok(())
    });
}

#[test]
fn a_passage_that_begins_with_the_chosen_mark_is_selected_like_any_other() {
    journey("same_start", async |page| {
        page.open().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        wait_for_quote(page, "quote", "“excellent progress”").await?;
        let edge = "const [box] = document.querySelector('mark').getClientRects();
            return [Math.round(box.left), Math.round((box.top + box.bottom) / 2)];";
        let from: (i64, i64) = page.evaluate(edge).await?;
        page.drag(from, page.point_in("excellent", 6).await?).await?;
        page.press("3").await?;
        wait_for_quote(page, "pledge", "“excellent").await?;
        wait_for_quote(page, "quote", "“excellent progress”").await
    });
}

/// Drags the knob beside the word “excellent” to a character of another word, which may stand in
/// another line where a font is wide.
async fn pull(page: &Journey, side: &str, (word, n): (&str, usize)) -> anyhow::Result<()> {
    let from = knob(page, side).await?;
    let (_, line) = page.point_in("excellent", 1).await?;
    let to = page.point_in(word, n).await?;
    page.drag(from, (to.0, to.1 + from.1 - line)).await
}

/// The middle of what can be held of a handle.
async fn knob(page: &Journey, side: &str) -> anyhow::Result<(i64, i64)> {
    let middle = "const box = document.querySelector(`.handle[data-side=${arguments[0]}]`)
            .getBoundingClientRect();
        const y = arguments[0] === 'start' ? box.top - 5 : box.bottom + 5;
        return [Math.round(box.left + 1), Math.round(y)];";
    page.evaluate_with(middle, vec![side.into()]).await
}

#[test]
fn the_mouse_sets_one_of_two_marks_apart() {
    journey("hover", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.press("2").await?;
        page.select_text("the meeting made “excellent").await?;
        page.press("1").await?;
        page.wait_until(
            "they overlap",
            "document.querySelector('mark[data-label=\"claim quote\"]')",
        )
        .await?;
        page.hover_at(page.point_in("progress", 2).await?).await?;
        page.wait_until(
            "the quote alone is set apart",
            "[...document.querySelectorAll('mark[data-hovered]')].map((it) => it.textContent).join('')
                === 'excellent progress' && !document.querySelector('mark[data-dimmed]')",
        )
        .await?;
        page.hover_at(page.point_in("excellent", 2).await?).await?;
        page.wait_until("the claim steps back", "document.querySelector('mark[data-dimmed]')").await
    });
}

#[test]
fn the_main_job_is_done_by_touch_alone() {
    journey("touch_alone", async |page| {
        // This driver passes a finger on as a mouse.
        if page.engine() == Engine::WebKit {
            return Ok(());
        }
        page.open().await?;
        page.resize(500, 860).await?;
        page.settle().await?;
        page.tap(page.point_in("excellent", 2).await?).await?;
        wait_for_selected(page, "excellent").await?;
        page.tap(page.point_in("progress”", 2).await?).await?;
        wait_for_selected(page, "excellent progress").await?;
        page.screenshot("touch").await?;
        page.tap(page.middle_of(".label-button[data-slot='2']").await?).await?;
        wait_for_quote(page, "quote", "excellent progress").await?;
        say_more_and_adjust_by_touch(page).await?;

        // A tap on plain words leaves the mark; the next passage lies over it.
        page.tap(page.point_in("allies", 2).await?).await?;
        wait_for_selected(page, "allies").await?;
        page.tap(page.point_in("Ukraine have", 2).await?).await?;
        wait_for_selected(page, "allies of Ukraine").await?;
        page.tap(page.point_in("meeting made", 1).await?).await?;
        wait_for_selected(page, "meeting").await?;
        page.tap(page.point_in("excellent", 2).await?).await?;
        wait_for_selected(page, "meeting made “excellent").await?;
        page.tap(page.middle_of(".label-button[data-slot='1']").await?).await?;
        wait_for_quote(page, "claim", "meeting made “excellent").await?;
        page.screenshot("touch-marked").await?;

        // A label's button changes the chosen mark, and changes it back.
        page.tap(page.middle_of(".label-button[data-slot='3']").await?).await?;
        wait_for_quote(page, "pledge", "meeting made “excellent").await?;
        page.tap(page.middle_of(".label-button[data-slot='1']").await?).await?;
        wait_for_quote(page, "claim", "meeting made “excellent").await?;

        // An armed label marks what is tapped next.
        page.tap(page.point_in("allies", 2).await?).await?;
        page.tap(page.middle_of(".label-button[data-slot='3']").await?).await?;
        wait_for_quote(page, "pledge", "allies").await?;
        page.tap(page.middle_of(".undo-button").await?).await?;
        wait_for_quote(page, "pledge", "").await?;
        page.tap(page.point_in("made", 1).await?).await?;

        page.expect_axe_clean().await?;

        let small: Vec<String> = page
            .evaluate(
                "return [...document.querySelectorAll('.label-buttons button, .app-header button')]
                    .filter((it) => it.getClientRects().length)
                    .filter((it) => it.offsetHeight < 44 || it.offsetWidth < 44)
                    .map((it) => `${it.textContent || it.ariaLabel}: ${it.offsetWidth}x${it.offsetHeight}`)",
            )
            .await?;
        ensure!(small.is_empty() || !page.has_coarse_pointer().await?, "small targets: {small:?}");

        page.tap(page.middle_of(".export-button").await?).await?;
        page.wait_until("the menu is open", "document.querySelector('[role=menuitem]')").await?;
        page.tap(page.middle_of("[role=menuitem]").await?).await?;
        let (_, bytes) = page.take_download("onrecord-").await?;
        let file: serde_json::Value = serde_json::from_slice(&bytes)?;
        let marks = file["articles"][0]["annotations"].as_array().context("annotations")?;
        ensure!(marks.len() == 2, "{marks:?}");
        let quote = marks.iter().find(|it| it["label"] == "quote").context("the quote")?;
        ensure!(quote["quote"] == "made “excellent progress", "{quote}");
        let text = file["articles"][0]["text"].as_str().context("a text")?;
        let place = |end: &str| quote[end].as_u64().map(|place| place as usize);
        let (start, end) = place("start").zip(place("end")).context("two ends")?;
        let marked: String = text.chars().skip(start).take(end - start).collect();
        ensure!(marked == "made “excellent progress", "{marked}");
        ensure!(
            quote["attributes"]["mode"] == "mixed" && quote["note"] == "said at noon",
            "{quote}"
        );
        Ok(())
    });
}

/// Where the page takes long to act on a tap, the browser tells of a selection that the tap took
/// away before the page has drawn the one that it made.
#[test]
fn a_slow_page_selects_what_was_tapped() {
    journey("slow_taps", async |page| {
        // This driver passes a finger on as a mouse.
        if page.engine() == Engine::WebKit {
            return Ok(());
        }
        page.run_first(
            "const find = Document.prototype.caretPositionFromPoint;
            Document.prototype.caretPositionFromPoint = function (...point) {
                for (const end = performance.now() + 60; performance.now() < end; );
                return find.apply(this, point);
            };",
        );
        page.open().await?;
        page.tap(page.point_in("excellent", 2).await?).await?;
        wait_for_selected(page, "excellent").await?;
        page.tap(page.point_in("progress”", 2).await?).await?;
        wait_for_selected(page, "excellent progress").await?;
        page.tap(page.middle_of(".label-button[data-slot='2']").await?).await?;
        wait_for_quote(page, "quote", "excellent progress").await
    });
}

/// Fills in a card, drags both ends of its mark and takes one step back, with a finger alone.
async fn say_more_and_adjust_by_touch(page: &Journey) -> anyhow::Result<()> {
    let before = first_annotation(page).await?;
    let note = ".card-fields textarea[aria-label=Note]";
    let show = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
    page.evaluate_with::<()>(show, vec![note.into()]).await?;
    page.tap(page.middle_of(note).await?).await?;
    page.wait_until("the note has the focus", &format!("document.activeElement.matches('{note}')"))
        .await?;
    page.type_text("said at noon").await?;
    let mode = "const pills = [...document.querySelectorAll('.card-fields .choice')];
        const pill = pills.find((it) => it.textContent.trim() === 'mixed');
        pill.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = pill.getBoundingClientRect();
        return [Math.round((box.left + box.right) / 2), Math.round((box.top + box.bottom) / 2)];";
    page.tap(page.evaluate(mode).await?).await?;
    page.wait_until("it is pressed", "document.querySelector('.choice[aria-pressed=true]')")
        .await?;

    pull_by_touch(page, "start", "confidence").await?;
    wait_for_quote(page, "quote", CONFIDENT).await?;
    pull_by_touch(page, "end", "cautioned").await?;
    wait_for_quote(page, "quote", &format!("{CONFIDENT}”. But he also cautioned")).await?;
    page.screenshot("touch-handles").await?;
    page.tap(page.middle_of(".undo-button").await?).await?;
    wait_for_quote(page, "quote", CONFIDENT).await?;
    pull_by_touch(page, "start", "made “").await?;
    wait_for_quote(page, "quote", "made “excellent progress").await?;
    ensure!(first_annotation(page).await?["id"] == before["id"], "it is the same annotation");
    Ok(())
}

/// Pulls a handle by its knob until its line is in the word with which `text` begins.
async fn pull_by_touch(page: &Journey, side: &str, text: &str) -> anyhow::Result<()> {
    let to = page.point_in(text, 2).await?;
    // For a moment after a tap the text still counts as pressed, and lets nobody hold a handle.
    page.wait_until("nothing is pressed", "!document.querySelector(':active')").await?;
    let held = knob(page, side).await?;
    let line = page.middle_of(&format!(".handle[data-side={side}]")).await?;
    page.swipe(held, (to.0, to.1 + held.1 - line.1)).await
}

const CONFIDENT: &str =
    "confidence about its outcome, saying that the meeting made “excellent progress";

async fn first_annotation(page: &Journey) -> anyhow::Result<serde_json::Value> {
    let stored = page.local_storage().await?;
    let found = stored.iter().find(|(key, _)| key.starts_with("onrecord:1:a:"));
    Ok(serde_json::from_str(found.map_or("null", |(_, value)| value))?)
}

async fn wait_for_quote(page: &Journey, label: &str, text: &str) -> anyhow::Result<()> {
    let body = "return [...document.querySelectorAll(`mark[data-label~=${arguments[0]}]`)]
        .map((mark) => mark.textContent).join('')";
    page.wait_for(&format!("the {label} to be “{text}”"), async || {
        let found: String = page.evaluate_with(body, vec![label.into()]).await?;
        Ok((found == text).then_some(()))
    })
    .await
}

async fn wait_for_selected(page: &Journey, text: &str) -> anyhow::Result<()> {
    page.wait_for(&format!("“{text}” to be selected"), async || {
        Ok((page.selected_text().await? == text).then_some(()))
    })
    .await
}
