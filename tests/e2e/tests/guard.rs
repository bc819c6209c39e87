//! The panel that appears when the program cannot start or has stopped.

use anyhow::ensure;
use e2e::{Journey, journey};
use serde_json::Value;

const FAILED_START: &str = "On the Record could not start";
const STOPPED: &str = "On the Record has stopped";

async fn rescued(page: &Journey) -> anyhow::Result<Value> {
    page.click("button", "Download everything").await?;
    let (name, content) = page.take_download("onrecord-rescue-").await?;
    ensure!(name.ends_with(".json"), "{name}");
    Ok(serde_json::from_slice(&content)?)
}

/// Stops the program as its panic hook does.
async fn stop(page: &Journey) -> anyhow::Result<()> {
    page.evaluate::<()>(
        "dispatchEvent(new CustomEvent('onrecord:panic', { detail: 'panicked at a test' }))",
    )
    .await?;
    page.find("alertdialog", STOPPED).await?;
    Ok(())
}

#[test]
fn a_missing_module_shows_the_panel() {
    journey("a_missing_module", async |page| {
        page.server().withhold(&[".wasm"]);
        page.go("").await?;
        page.find("alertdialog", FAILED_START).await?;
        page.expect_axe_clean().await?;
        page.screenshot("guard").await?;
        ensure!(!page.reports().await?.is_empty(), "a failed start is also logged");
        page.server().withhold(&[]);
        page.click("button", "Reload").await?;
        page.await_start().await
    });
}

#[test]
fn a_missing_script_shows_the_panel() {
    journey("a_missing_script", async |page| {
        let glue = page.file_named("onrecord-", ".js")?;
        page.server().withhold(&[&glue]);
        page.go("").await?;
        page.find("alertdialog", FAILED_START).await?;
        ensure!(!page.reports().await?.is_empty(), "a failed start is also logged");
        Ok(())
    });
}

/// The words of the panel come with the script, so nothing has to arrive for them.
#[test]
fn a_failed_start_is_told_in_the_language_that_was_chosen() {
    journey("a_failed_start_in_french", async |page| {
        page.run_first("localStorage.setItem('onrecord:1:pref', '{\"language\":\"fr\"}')");
        page.server().withhold(&[".wasm", ".txt"]);
        page.go("").await?;
        page.find("alertdialog", "On the Record n’a pas pu démarrer").await?;
        let lang: String = page.evaluate("return document.querySelector('#guard').lang").await?;
        ensure!(lang == "fr", "it is in {lang}");
        page.find("button", "Recharger").await?;
        page.screenshot("guard-french").await?;
        page.expect_axe_clean().await?;
        page.click("button", "Tout télécharger").await?;
        page.take_download("onrecord-rescue-").await?;
        let told = "document.querySelector('#guard-status').textContent.includes('stockage local')";
        page.wait_until("it says what is in the file", told).await?;
        let said: String =
            page.evaluate("return document.querySelector('#guard').innerText").await?;
        for english in ["store", "page did", "Reload", "Download", "wrong"] {
            ensure!(!said.contains(english), "{english} in {said}");
        }
        ensure!(!page.reports().await?.is_empty(), "a failed start is also logged");
        Ok(())
    });
}

#[test]
fn a_stopped_program_hands_out_everything() {
    journey("a_stopped_program", async |page| {
        page.open().await?;
        page.evaluate::<()>(
            "localStorage.setItem('onrecord:1:pref', '{\"theme\":\"dark\"}');
             localStorage.setItem('another', 'stays');
             const field = document.createElement('textarea');
             field.setAttribute('aria-label', 'Note');
             document.querySelector('#app').append(field);
             field.value = 'half a sentence';
             field.focus();",
        )
        .await?;
        stop(page).await?;
        let rescue = rescued(page).await?;
        ensure!(rescue["format"] == "onrecord-rescue");
        ensure!(rescue["localStorage"]["onrecord:1:pref"] == "{\"theme\":\"dark\"}", "{rescue}");
        ensure!(rescue["localStorage"].get("another").is_none(), "{rescue}");
        ensure!(rescue["indexedDB"].is_object(), "{rescue}");
        ensure!(rescue["typing"][0]["text"] == "half a sentence", "{rescue}");
        ensure!(rescue["typing"][0]["focused"] == true, "{rescue}");
        let stored = page.local_storage().await?;
        let crash = stored.iter().find(|(key, _)| key.starts_with("onrecord:1:crash:"));
        ensure!(crash.is_some_and(|(_, note)| note.contains("panicked at a test")), "{stored:?}");
        page.reports().await?;
        Ok(())
    });
}

#[test]
fn a_stopped_program_hears_nothing() {
    journey("a_stopped_program_hears_nothing", async |page| {
        page.open().await?;
        page.evaluate::<()>(
            "window.heard = [];
             for (const type of ['keydown', 'click', 'storage', 'visibilitychange'])
                 for (const target of [window, document, document.body])
                     target.addEventListener(type, () => heard.push(type), true);",
        )
        .await?;
        stop(page).await?;
        page.press("1 Control+z").await?;
        page.evaluate::<()>(
            "dispatchEvent(new StorageEvent('storage', { key: 'onrecord:1:pref' }))",
        )
        .await?;
        rescued(page).await?;
        let heard: Vec<String> = page.evaluate("return heard").await?;
        ensure!(heard.is_empty(), "it still heard {heard:?}");
        page.reports().await?;
        Ok(())
    });
}

#[test]
fn the_panel_works_without_any_storage() {
    journey("the_panel_without_storage", async |page| {
        page.open().await?;
        page.evaluate::<()>(
            "const shut = { configurable: true, get() { throw new DOMException('shut', 'SecurityError') } };
             Object.defineProperty(window, 'localStorage', shut);
             Object.defineProperty(window, 'indexedDB', shut);",
        )
        .await?;
        stop(page).await?;
        let rescue = rescued(page).await?;
        ensure!(rescue["localStorageProblem"].is_string(), "{rescue}");
        ensure!(rescue["indexedDBProblem"].is_string(), "{rescue}");
        page.reports().await?;
        Ok(())
    });
}
