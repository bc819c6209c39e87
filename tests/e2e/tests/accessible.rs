//! Every state of the page as axe-core sees it, and what a screen reader is told.

use anyhow::{Context, ensure};
use e2e::{Engine, Journey, journey};

/// The states in the order in which a reader comes through them.
const STATES: [&str; 17] = [
    "start",
    "selected",
    "marked",
    "overlapping",
    "armed",
    "caret",
    "caret selection",
    "adding",
    "settings",
    "keys",
    "changing a key",
    "palette",
    "nothing found",
    "exporting",
    "renaming",
    "hidden labels",
    "empty library",
];

/// Other engines see the main ones.
const N_MAIN_STATES: usize = 4;

#[test]
fn axe_finds_nothing_in_any_state() {
    journey("axe_states", async |page| {
        page.open().await?;
        let is_chromium = page.engine() == Engine::Chromium;
        let n_states = if is_chromium { STATES.len() } else { N_MAIN_STATES };
        for state in &STATES[..n_states] {
            reach(page, state).await.with_context(|| format!("on the way to {state}"))?;
            for (width, height) in [(1280, 860), (390, 800)] {
                page.resize(width, height).await?;
                for theme in ["light", "dark"] {
                    let look = "document.documentElement.dataset.theme = arguments[0]";
                    page.evaluate_with::<()>(look, vec![theme.into()]).await?;
                    let is_still =
                        "document.getAnimations().every((it) => it.playState !== 'running')";
                    page.settle().await?;
                    page.wait_until("colours have settled", is_still).await?;
                    let seen = page.expect_axe_clean().await;
                    seen.with_context(|| format!("{state}, {theme}, {width} px wide"))?;
                }
                if !is_chromium {
                    break;
                }
            }
            page.resize(1280, 860).await?;
            page.settle().await?;
        }
        Ok(())
    });
}

/// Goes on from the state before.
async fn reach(page: &Journey, state: &str) -> anyhow::Result<()> {
    match state {
        "start" => Ok(()),
        "selected" => page.select_text("excellent progress").await,
        "marked" => {
            page.press("2").await?;
            page.wait_until("the card is open", "document.querySelector('.card-fields')").await
        }
        "overlapping" => {
            page.select_text("the meeting made “excellent").await?;
            page.press("1").await?;
            let overlap = "document.querySelector('mark[data-label=\"claim quote\"]')";
            page.wait_until("they overlap", overlap).await
        }
        "armed" => {
            page.press("Escape 3").await?;
            page.wait_until("it is armed", "document.querySelector('[aria-pressed=true]')").await
        }
        "caret" => {
            page.press("Escape").await?;
            page.click("button", "Mark by keyboard").await?;
            page.wait_until("the caret is there", "document.activeElement.matches('.caret-layer')")
                .await
        }
        "caret selection" => {
            page.press("Control+Home ]").await?;
            page.wait_until("a bar is there", "document.querySelector('.selection-bar')").await
        }
        "adding" => {
            page.press("Escape Escape Escape").await?;
            page.open_add_dialog().await?;
            dialog(page).await
        }
        "settings" => {
            page.press("Escape").await?;
            page.click("button", "Settings").await?;
            dialog(page).await
        }
        "keys" => {
            page.press("Escape").await?;
            page.click("button", "Keys").await?;
            dialog(page).await
        }
        "changing a key" => {
            page.click_css(".key-button").await?;
            page.wait_until("it waits", "document.querySelector('.key-button[aria-pressed=true]')")
                .await?;
            page.press("Control+s").await?;
            page.wait_until("it is refused", "document.querySelector('.dialog-note').textContent")
                .await
        }
        "palette" => {
            page.press("Escape Control+k").await?;
            page.wait_until("it is there", "document.activeElement.matches('[role=combobox]')")
                .await
        }
        "nothing found" => {
            page.type_text("zzz").await?;
            page.wait_until("it says so", "!document.querySelector('[role=option]')").await
        }
        "exporting" => {
            page.press("Escape").await?;
            page.click("button", "Export").await?;
            page.find("menuitem", "Annotations (JSON)").await?;
            Ok(())
        }
        "renaming" => {
            page.press("Escape").await?;
            press_named(page, "Rename").await?;
            dialog(page).await
        }
        "hidden labels" => {
            page.press("Escape").await?;
            page.click_css("button.label-count").await?;
            page.wait_until(
                "it is off",
                "document.querySelector('.label-count[aria-pressed=false]')",
            )
            .await
        }
        "empty library" => {
            press_named(page, "Remove").await?;
            page.wait_until("nothing is left", "document.querySelector('.workspace-empty')").await
        }
        _ => anyhow::bail!("no way to {state} is known"),
    }
}

/// Presses a button that is only drawn while its row has the focus or the mouse.
async fn press_named(page: &Journey, start: &str) -> anyhow::Result<()> {
    let focus = "document.querySelector(`[aria-label^=${arguments[0]}]`).focus()";
    page.evaluate_with::<()>(focus, vec![start.into()]).await?;
    page.press("Enter").await
}

async fn dialog(page: &Journey) -> anyhow::Result<()> {
    page.wait_until("the dialog is open", "document.querySelector('dialog[open]')").await
}

#[test]
fn commands_are_found_by_name_and_keys_are_changed() {
    journey("palette_and_keys", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.press("Control+k").await?;
        page.find("combobox", "Commands").await?;
        page.wait_until("it has the focus", "document.activeElement.matches('[role=combobox]')")
            .await?;
        page.type_text("mark quote").await?;
        page.screenshot("palette").await?;
        page.press("Enter").await?;
        page.wait_until("it is marked", "document.querySelector('mark[data-label=quote]')").await?;
        page.wait_until("the list is gone", "!document.querySelector('dialog')").await?;

        page.press("?").await?;
        let change = "Ctrl+Z: change the key for “Undo”";
        page.click("button", change).await?;
        page.press("Control+u").await?;
        page.find("button", "Ctrl+U: change the key for “Undo”").await?;
        page.screenshot("keys").await?;
        page.press("Escape").await?;
        page.reload().await?;
        // The history comes from the second store, a moment later than the text.
        let is_ready = "document.querySelector('.undo-button').ariaDisabled !== 'true'";
        page.wait_until("there is something to take back", is_ready).await?;
        page.press("Control+u").await?;
        page.wait_until("it is taken back", "!document.querySelector('mark')").await?;

        page.click("button", "Settings").await?;
        let before: f64 = page.evaluate(TEXT_SIZE).await?;
        choose(page, "Text size", "larger").await?;
        choose(page, "Single-letter keys", "caret").await?;
        let after: f64 = page.evaluate(TEXT_SIZE).await?;
        ensure!(after > before * 1.5, "{before} px became {after} px");
        page.press("Escape").await?;
        page.reload().await?;
        ensure!((page.evaluate::<f64>(TEXT_SIZE).await? - after).abs() < 0.1, "the size is kept");
        page.select_text("excellent").await?;
        page.press("1").await?;
        page.settle().await?;
        ensure!(!page.evaluate::<bool>("return !!document.querySelector('mark')").await?);
        Ok(())
    });
}

#[test]
fn paper_has_all_notes_with_numbers() {
    journey("printing", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.press("2").await?;
        page.select_text("date 2026").await?;
        page.press("1").await?;
        page.wait_until("both are there", "document.querySelectorAll('mark').length === 2").await?;
        let text = page.article_text().await?;
        page.evaluate::<()>("dispatchEvent(new Event('beforeprint'))").await?;
        page.wait_until(
            "both are numbered",
            "[...document.querySelectorAll('mark')].map((it) => it.dataset.note).join() === '1,2'",
        )
        .await?;
        ensure!(page.article_text().await? == text, "the text is the text");
        page.evaluate::<()>("dispatchEvent(new Event('afterprint'))").await?;
        page.wait_until("it is a screen again", "!document.querySelector('[data-note]')").await
    });
}

const TEXT_SIZE: &str =
    "return parseFloat(getComputedStyle(document.querySelector('[data-block=\"1\"]')).fontSize)";

async fn choose(page: &Journey, name: &str, value: &str) -> anyhow::Result<()> {
    // Drivers do not agree on the role of a closed list.
    page.click_css(&format!("select[aria-label='{name}'] option[value='{value}']")).await
}
