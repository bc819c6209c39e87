//! The page in French: chosen in the settings, kept, and whole.

use anyhow::ensure;
use e2e::{Journey, journey};

use super::main_job::{add, mark};

#[test]
fn the_page_speaks_french_when_that_is_chosen_and_after_it_is_loaded_again() {
    journey("french", async |page| {
        page.open().await?;
        ensure!(language_of(page).await? == "en", "it is English first");
        let text = format!("date 2026-01-07 He said: “We will pay.”{}", " So he did.".repeat(500));
        add(page, &text).await?;
        wait_for_facts(page, ["7 January 2026", "1507 words"]).await?;
        mark(page, "“We will pay.”", "2").await?;
        page.press("Escape Escape").await?;
        page.click("button", "Settings").await?;
        // Drivers do not agree on the role of a closed list.
        page.click_css("select[aria-label='Language'] option[value='fr']").await?;
        page.find("dialog", "Réglages").await?;
        ensure!(language_of(page).await? == "fr", "the page says that it is French");
        let leads = "document.querySelector('dialog a').getAttribute('href') === 'kept.fr.html'";
        page.wait_until("what is kept is told in French", leads).await?;
        page.screenshot("french-settings").await?;
        page.expect_axe_clean().await?;
        page.click("button", "Fermer").await?;
        is_french(page).await?;
        page.screenshot("french").await?;
        page.expect_axe_clean().await?;
        page.reload().await?;
        is_french(page).await?;
        page.expect_axe_clean().await?;

        // The dialogs of the second module speak it, too.
        page.click("button", "Détails").await?;
        page.find("textbox", "Signature").await?;
        page.screenshot("french-details").await?;
        page.expect_axe_clean().await?;
        page.click("button", "Abandonner").await?;

        // What is done from here on is said and named in French as well.
        mark(page, "He said", "1").await?;
        let title =
            "document.querySelector('.undo-button').title.startsWith('Annuler\u{a0}: marquer')";
        page.wait_until("the step is named", title).await?;
        page.press("Escape Escape").await?;
        page.click("button", "Réglages").await?;
        page.click_css("select[aria-label='Langue'] option[value='en']").await?;
        page.find("dialog", "Settings").await?;
        ensure!(language_of(page).await? == "en", "the page says that it is English");
        page.click("button", "Close").await?;
        wait_for_facts(page, ["7 January 2026", "1507 words"]).await?;

        page.go("kept.fr.html").await?;
        page.wait_until("the promises are there", "document.querySelectorAll('li').length === 5")
            .await?;
        ensure!(language_of(page).await? == "fr", "the page of help says that it is French");
        page.screenshot("kept-french").await?;
        page.expect_axe_clean().await?;
        page.click("link", "English").await?;
        page.wait_until("the other is in English", "document.documentElement.lang === 'en'").await
    });
}

/// What core says of documents and files, and what the guard says, comes in the page's language.
#[test]
fn nothing_that_a_french_page_says_of_files_is_english() {
    journey("french_files", async |page| {
        page.run_first("localStorage.setItem('onrecord:1:pref', '{\"language\":\"fr\"}')");
        page.open().await?;
        page.find("button", "Exporter").await?;
        mark(page, "“excellent progress”", "2").await?;
        page.press("Escape Escape").await?;

        page.click("button", "Ajouter des articles").await?;
        page.find("textbox", "Texte de l’article").await?;
        let paste = "const field = document.querySelector('dialog textarea');
            field.value = 'date 2026-01-07 He said: “We will pay.”\\n\\n- now\\n- then';
            return field.dispatchEvent(new Event('input', { bubbles: true }));";
        page.evaluate::<bool>(paste).await?;
        let said = wait_for_words(page, "dialog[open] .add-preview", "Texte brut").await?;
        ensure!(said.contains("daté du 2026-01-07"), "{said}");
        ensure!(said.contains("2 éléments de liste"), "{said}");
        for english in ["text", "words", "paragraph", "dated", "list"] {
            ensure!(!said.split([' ', '\u{a0}']).any(|word| word == english), "{english}: {said}");
        }
        page.screenshot("french-preview").await?;
        page.expect_axe_clean().await?;
        page.click("button", "Abandonner").await?;

        page.click("button", "Exporter").await?;
        page.click("menuitem", "doccano (JSONL)").await?;
        let said = wait_for_words(page, "dialog[open]", "ne sont pas écrits").await?;
        for english in ["written", "annotation of", "article is", "not "] {
            ensure!(!said.contains(english), "{english}: {said}");
        }
        page.screenshot("french-losses").await?;
        page.expect_axe_clean().await?;
        page.click("button", "Abandonner").await?;

        page.evaluate::<()>(
            "dispatchEvent(new CustomEvent('onrecord:panic', { detail: 'panicked at a test' }))",
        )
        .await?;
        page.find("alertdialog", "On the Record s’est arrêté").await?;
        page.find("button", "Tout télécharger").await?;
        page.expect_axe_clean().await?;
        ensure!(!page.reports().await?.is_empty(), "a stop is also logged");
        Ok(())
    });
}

/// What stands in the element, once these words do.
async fn wait_for_words(page: &Journey, selector: &str, words: &str) -> anyhow::Result<String> {
    let shown = "return document.querySelector(arguments[0])?.textContent ?? ''";
    page.wait_for(&format!("{selector} to say “{words}”"), async || {
        let said: String = page.evaluate_with(shown, vec![selector.into()]).await?;
        Ok(said.contains(words).then_some(said))
    })
    .await
}

async fn is_french(page: &Journey) -> anyhow::Result<()> {
    // Between thousands stands a narrow blank that does not break.
    wait_for_facts(page, ["7 janvier 2026", "1\u{202f}507 mots"]).await?;
    ensure!(language_of(page).await? == "fr", "the page says that it is French");
    for button in ["Exporter", "Ajouter des articles", "Touches", "Marquer au clavier"] {
        page.find("button", button).await?;
    }
    let reached = "[...document.querySelectorAll('.library-foot button')].every((it) =>
        it.getBoundingClientRect().right <= it.closest('.library').getBoundingClientRect().right)";
    page.wait_until("no button of the library is cut off", reached).await?;
    let whole =
        "((it) => it.scrollWidth === it.clientWidth)(document.querySelector('.label-buttons'))";
    page.wait_until("no label is cut off", whole).await?;
    page.wait_for_text("status", "Stockage", "Enregistré dans ce navigateur").await
}

async fn language_of(page: &Journey) -> anyhow::Result<String> {
    page.evaluate("return document.documentElement.lang").await
}

async fn wait_for_facts(page: &Journey, facts: [&str; 2]) -> anyhow::Result<()> {
    let shown = "return document.querySelector('.article-facts').textContent";
    page.wait_for(&format!("the page to write {facts:?}"), async || {
        let shown: String = page.evaluate(shown).await?;
        Ok(facts.iter().all(|fact| shown.contains(fact)).then_some(()))
    })
    .await
}
