//! A library as large as people have them after years.

use anyhow::ensure;
use e2e::{Engine, Journey, journey};
use serde_json::{Value, json};

const N_ARTICLES: usize = 1000;
const N_ANNOTATIONS_EACH: usize = 10;

#[test]
fn a_library_of_a_thousand_articles_is_kept_and_leaves_whole() {
    journey("large", async |page| {
        page.open().await?;
        let folder = std::env::temp_dir().join(format!("onrecord-large-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("library.json");
        std::fs::write(&file, library().to_string())?;
        page.open_add_dialog().await?;
        page.choose_files("input[type=file]", &[&file]).await?;
        let saved = saved_as(page.engine());
        page.wait_for_text("status", "Storage", saved).await?;
        let is_all = n_stored(page).await? == N_ARTICLES * N_ANNOTATIONS_EACH;
        ensure!(is_all == (saved == SAVED), "what the page says is what is stored");
        page.reload().await?;
        page.wait_until("all articles are listed", &format!("{N_LISTED} === {}", N_ARTICLES + 1))
            .await?;
        page.wait_for_text("status", "Storage", saved).await?;
        page.click_css(".library li:nth-child(500) .article-entry").await?;
        page.wait_until("its marks show", "document.querySelectorAll('mark').length === 10")
            .await?;
        page.screenshot("large-library").await?;
        page.click("button", "Export").await?;
        page.click("menuitem", "Annotations (JSON), whole library").await?;
        let (_, bytes) = page.take_download("onrecord-library").await?;
        let exported: Value = serde_json::from_slice(&bytes)?;
        let articles = exported["articles"].as_array().map_or(0, Vec::len);
        ensure!(articles == N_ARTICLES + 1, "{articles} articles were exported");
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    });
}

const SAVED: &str = "Saved in this browser";

/// WebKit counts the bytes of each text, two for a letter where the text has curly quotation marks,
/// and gives as many as other engines give letters: half of this library.
fn saved_as(engine: Engine) -> &'static str {
    match engine {
        Engine::WebKit => "Not saved: local storage is full (kept in the second store)",
        Engine::Chromium | Engine::Firefox => SAVED,
    }
}

const N_LISTED: &str = "document.querySelectorAll('.library li').length";

async fn n_stored(page: &Journey) -> anyhow::Result<usize> {
    page.evaluate(
        "return Object.keys(localStorage).filter((key) => key.startsWith('onrecord:1:a:')).length",
    )
    .await
}

/// An annotation file in which every word of every article is marked.
fn library() -> Value {
    let articles: Vec<Value> = (0..N_ARTICLES).map(article).collect();
    json!({
        "format": "onrecord", "version": 1, "offset_unit": "unicode-code-point",
        "articles": articles,
    })
}

fn article(number: usize) -> Value {
    let words: Vec<String> =
        (0..N_ANNOTATIONS_EACH).map(|word| format!("{number:04}w{word}“é”")).collect();
    let labels = ["claim", "quote", "pledge"];
    let mut start = 0;
    let annotations: Vec<Value> = words
        .iter()
        .enumerate()
        .map(|(word, text)| {
            let end = start + text.chars().count();
            let annotation = json!({
                "label": labels[word % labels.len()], "start": start, "end": end, "quote": text,
            });
            start = end + 1;
            annotation
        })
        .collect();
    json!({ "title": format!("Article {number}"), "text": words.join(" "), "annotations": annotations })
}
