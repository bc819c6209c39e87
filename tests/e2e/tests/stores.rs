//! What the stores keep: crashes, tabs, damage, and undo after a restart.

use anyhow::ensure;
use e2e::{Engine, Journey, journey};
use onrecord_core::model::{LabelSet, ReplicaId, Timestamp};
use onrecord_core::record::{Body, Replica, TabId, write_backup};

const SAVED: (&str, &str, &str) = ("status", "Storage", "Saved in this browser");

#[test]
fn a_killed_browser_loses_nothing_that_was_saved() {
    journey("killed", async |page| {
        if !page.engine().keeps_its_profile() {
            return Ok(());
        }
        page.open().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        page.kill().await?;
        page.reopen().await?;
        page.open().await?;
        page.wait_until("the mark is there", "document.querySelector('mark[data-label=quote]')")
            .await?;
        page.wait_until(
            "undo is there",
            "document.querySelector('button[aria-label=Undo]').title.includes('mark quote')",
        )
        .await?;
        page.press("Control+z").await?;
        page.wait_until("it is taken back", "!document.querySelector('mark')").await
    });
}

#[test]
fn two_tabs_show_each_others_marks() {
    journey("two_tabs", async |page| {
        page.open().await?;
        let first = page.session()?.window().await?;
        let second = page.open_tab().await?;
        page.open().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        page.turn_to(first).await?;
        page.wait_until("the other tab's mark shows", "document.querySelector('mark')").await?;
        page.click_text("excellent progress").await?;
        page.press("Delete").await?;
        page.wait_until("it is deleted here", "!document.querySelector('mark')").await?;
        page.turn_to(second).await?;
        page.wait_until("and there", "!document.querySelector('mark')").await
    });
}

#[test]
fn a_damaged_value_is_set_aside_and_restored() {
    journey("damaged", async |page| {
        page.open().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        let damage =
            "const key = Object.keys(localStorage).find((key) => key.startsWith('onrecord:1:a:'));
            // Values are read all at once with a NUL after each; one that has it must not shift others.
            const half = localStorage.getItem(key).slice(0, 50) + '\\0';
            localStorage.setItem(key, half);
            return half;";
        let half: String = page.evaluate(damage).await?;
        page.reload().await?;
        page.wait_until("it is restored", "document.querySelector('mark[data-label=quote]')")
            .await?;
        page.wait_for("the damaged value to be set aside", async || {
            let stored = page.local_storage().await?;
            let mut aside = stored.iter().filter(|(key, _)| key.starts_with("onrecord:1:q:"));
            Ok(aside.any(|(_, value)| *value == half).then_some(()))
        })
        .await
    });
}

#[test]
fn what_local_storage_lost_is_restored_whatever_characters_its_name_has() {
    journey("names", async |page| {
        page.open().await?;
        let backup = std::env::temp_dir().join(format!("onrecord-names-{}", std::process::id()));
        std::fs::write(&backup, backup_of_label_set("two\nlines, \0 and half"))?;
        page.open_add_dialog().await?;
        page.choose_files("#exchange input[type=file]", &[&backup]).await?;
        let is_there = "Object.keys(localStorage).some((key) => key.includes('two\\nlines'))";
        page.wait_until("the label set is taken", is_there).await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        let forget = "const key = Object.keys(localStorage).find((key) => key.includes('lines'));
            localStorage.removeItem(key);";
        page.evaluate::<()>(forget).await?;
        page.reload().await?;
        page.wait_until("the second store has it", is_there).await?;
        std::fs::remove_file(&backup)?;
        Ok(())
    });
}

/// A backup of nothing but a label set with this id.
fn backup_of_label_set(id: &str) -> String {
    let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
    let label_set = LabelSet { id: id.to_owned(), ..LabelSet::built_in() };
    replica.write(Body::LabelSet(label_set), false, None, 1);
    write_backup(&replica, [], Timestamp::default())
}

#[test]
fn a_full_store_is_said_plainly_and_loses_nothing() {
    journey("full", async |page| {
        page.open().await?;
        fill(page).await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        let reason = "Not saved: local storage is full (kept in the second store)";
        page.wait_for_text(SAVED.0, SAVED.1, reason).await?;
        page.reload().await?;
        page.wait_until("the mark is there", "document.querySelector('mark[data-label=quote]')")
            .await
    });
}

#[test]
fn a_store_that_is_emptied_under_the_page_is_noticed_and_filled_again() {
    journey("emptied", async |page| {
        page.open().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        let before = page.local_storage().await?;
        page.evaluate::<()>("localStorage.clear()").await?;
        page.select_text("military hubs").await?;
        page.press("1").await?;
        let reason = "Not saved: the browser did not keep it (kept in the second store)";
        page.wait_for_text(SAVED.0, SAVED.1, reason).await?;
        page.click("button", "Write it back").await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        let after = page.local_storage().await?;
        let is_back = |key: &&String| key.starts_with("onrecord:1:") && after.contains_key(*key);
        let n_back = before.keys().filter(is_back).count();
        ensure!(n_back == before.len(), "{n_back} of {:?} are back: {after:?}", before.keys());
        Ok(())
    });
}

#[test]
fn a_note_that_is_being_typed_when_the_page_ends_is_offered_again() {
    journey("draft", async |page| {
        // Firefox may hold the lock of a page that was left until later than the next one starts; the
        // draft is then offered at the start after that.
        if page.engine() == Engine::Firefox {
            return Ok(());
        }
        // The page cannot hand the note over when it goes, as when it crashes.
        page.run_first(
            "addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true)",
        );
        page.open().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        page.click("textbox", "Note").await?;
        page.type_text("half a note").await?;
        page.reload().await?;
        page.click("button", "Put it into the note").await?;
        page.wait_until(
            "the note is there",
            "document.querySelector('.card textarea')?.value === 'half a note'",
        )
        .await?;
        page.wait_for_text(SAVED.0, SAVED.1, SAVED.2).await?;
        page.wait_for("the draft to be gone", async || {
            let stored = page.local_storage().await?;
            Ok((!stored.keys().any(|key| key.contains(":draft:"))).then_some(()))
        })
        .await
    });
}

/// Fills local storage to the brim with a key that is not ours, before the page counts.
async fn fill(page: &mut Journey) -> anyhow::Result<()> {
    let fill = "let size = 4 * 1024 * 1024, text = '';
        while (size >= 1) {
            try { localStorage.setItem('foreign', text + 'x'.repeat(size)); text += 'x'.repeat(size); }
            catch { size = Math.floor(size / 2); }
        }
        return text.length;";
    let n: usize = page.evaluate(fill).await?;
    ensure!(n > 1_000_000, "only {n} units were filled");
    page.reload().await
}
