//! Documents like those of many outlets, in many languages and encodings, through the page.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use e2e::{Journey, journey};
use onrecord_core::ingest::read;

#[test]
fn documents_of_many_outlets_are_shown_character_for_character() {
    journey("outlets", async |page| {
        let (paths, texts) = documents()?;
        let n_articles = texts.len();
        // Some tell the same in another encoding or format, and are kept once.
        let mut texts = BTreeSet::from_iter(texts);
        ensure!(paths.len() >= 30, "{} documents", paths.len());
        page.open().await?;
        page.open_add_dialog().await?;
        let files: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        page.choose_files("#exchange input[type=file]", &files).await?;
        page.wait_until(
            "all to be read",
            &format!(
                "document.querySelector('dialog').textContent.includes('{} articles to add')",
                n_articles
            ),
        )
        .await?;
        page.click("button", "Add").await?;
        let listed = "document.querySelectorAll('.library li').length";
        // The sample is the one more.
        let n_listed = texts.len() + 1;
        page.wait_until("all to be listed", &format!("{listed} === {n_listed}")).await?;
        for number in 1..=n_listed {
            let entry = format!(".library li:nth-child({number}) .article-entry");
            page.click_css(&entry).await?;
            let is_open = format!("document.querySelector('{entry}').ariaCurrent === 'true'");
            page.wait_until("the article to open", &is_open).await?;
            expect_one_of(page, &mut texts).await.with_context(|| format!("entry {number}"))?;
        }
        ensure!(texts.is_empty(), "never shown: {texts:?}");
        Ok(())
    });
}

/// Waits until the text that is shown is one of these, or the sample, and takes it out.
async fn expect_one_of(page: &Journey, texts: &mut BTreeSet<String>) -> anyhow::Result<()> {
    page.wait_for("a text as it was read", async || {
        let shown = page.article_text().await?;
        let is_sample = shown == onrecord_core::model::sample::TEXT;
        Ok((texts.remove(&shown) || is_sample).then_some(()))
    })
    .await
}

/// The files, and the texts that the readers find in them here.
fn documents() -> anyhow::Result<(Vec<PathBuf>, Vec<String>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/src/ingest/tests/corpus");
    let (mut paths, mut texts) = (Vec::new(), Vec::new());
    for file in std::fs::read_dir(folder)? {
        let path = file?.path().canonicalize()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What was copied from a program is no file.
        if name.ends_with(".expected") || name.ends_with(".clip.html") {
            continue;
        }
        let read = read(&std::fs::read(&path)?, &name).map_err(anyhow::Error::msg)?;
        texts.extend(read.articles.into_iter().map(|article| article.text));
        paths.push(path);
    }
    Ok((paths, texts))
}
