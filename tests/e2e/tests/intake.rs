//! Documents in: recognised before they are stored, drawn to the character, and never run.

use std::path::PathBuf;

use anyhow::ensure;
use e2e::{Journey, journey};
use serde_json::json;

/// What hostile files try to do: run something, or ask for something.
const RUN: &str = "window.pwned=1";
const ASK: &str = "/pwned";

/// Two hundred payloads: forms of markup, addresses and formulas that ran or asked somewhere else.
fn payloads() -> Vec<String> {
    let forms = [
        "<script>RUN</script>",
        "<img src=x onerror=RUN>",
        "<svg onload=RUN>",
        "<body onload=RUN>",
        "<iframe srcdoc='<script>parent.RUN</script>'></iframe>",
        "<a href='javascript:RUN'>a</a>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=RUN>",
        "<details open ontoggle=RUN>",
        "<input autofocus onfocus=RUN>",
        "<video><source onerror=RUN></video>",
        "<object data='ASK'></object>",
        "<embed src='ASK'>",
        "<link rel=stylesheet href='ASK'>",
        "<meta http-equiv=refresh content='0;url=ASK'>",
        "<base href='//ASK/'>",
        "<style>@import 'ASK';</style>",
        "<img src='ASK'>",
        "<form action='ASK'><button>x</button></form>",
        "{{constructor.constructor('RUN')()}}",
        "javascript:RUN//https://example.org",
    ];
    let ways: [fn(&str) -> String; 10] = [
        str::to_owned,
        str::to_uppercase,
        |it| format!("\"'>{it}"),
        |it| format!("</title></textarea></style>{it}"),
        |it| format!("<!--{it}-->{it}"),
        |it| format!("<![CDATA[{it}]]>"),
        |it| it.replace('<', "&lt;").replace('>', "&gt;"),
        |it| it.replace("on", "ON\u{c}"),
        |it| format!("\u{202e}{it}\u{202c}"),
        |it| format!("<noscript><p title=\"</noscript>{it}\">"),
    ];
    let fill = |form: &str| form.replace("RUN", RUN).replace("ASK", ASK);
    forms.iter().flat_map(|form| ways.map(|way| fill(&way(&fill(form))))).collect()
}

/// An annotation file with a payload in every field of each article.
fn annotation_file(payloads: &[String]) -> String {
    let article = |(nth, payload): (usize, &String)| {
        let text = format!("{payload}\n\nSaid number {nth}: {payload}");
        let n_chars = payload.chars().count();
        json!({
            "id": payload, "title": payload, "byline": payload, "outlet": payload, "url": payload,
            "published": payload, "language": payload, "text": text,
            "annotations": [{
                "id": payload, "label": payload, "ranges": [[0, n_chars]], "note": payload,
                "annotator": payload,
                "attributes": {"speaker": {"name": payload}, "rating": payload, "evidence": [payload]},
            }],
        })
    };
    let labels: Vec<_> = payloads[..20]
        .iter()
        .map(|payload| json!({"id": payload, "name": payload, "attributes": []}))
        .collect();
    let articles: Vec<_> = payloads.iter().enumerate().map(article).collect();
    json!({
        "format": "onrecord", "version": 1, "offset_unit": "unicode-code-point",
        "label_set": {"id": "x", "version": 1, "labels": labels}, "articles": articles,
    })
    .to_string()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("onrecord-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> anyhow::Result<PathBuf> {
        let path = self.0.join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_saved_page_is_recognised_looked_at_and_added() {
    journey("intake_page", async |page| {
        let folder = Folder::new("intake")?;
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/src/ingest/tests/corpus");
        let saved =
            folder.file("bridge.html", std::fs::read(format!("{corpus}/02-newspaper-en.html"))?)?;
        let arabic =
            folder.file("jisr.html", std::fs::read(format!("{corpus}/14-broadcaster-ar.html"))?)?;
        let broken = folder.file("broken.pdf", b"%PDF-1.7")?;
        page.open().await?;
        page.click("button", "Add articles").await?;
        page.choose_files("dialog input[type=file]", &[&saved, &arabic, &broken]).await?;
        page.wait_until(
            "everything is read",
            "/2 articles to add/.test(document.querySelector('dialog').textContent)",
        )
        .await?;
        let said: String =
            page.evaluate("return document.querySelector('dialog').textContent").await?;
        for part in ["Web page · ", "dated 2026-01-08", "left out: about", "broken.pdf is a PDF"] {
            ensure!(said.contains(part), "{part} in {said}");
        }
        page.expect_axe_clean().await?;
        page.screenshot("intake").await?;
        page.click("button", "Add").await?;
        page.wait_until(
            "the first article is shown",
            "document.querySelector('[data-article-text]')?.textContent.startsWith('The bridge over the Kostel')",
        )
        .await?;
        ensure!(
            page.article_text().await?.contains("The crane was a danger to everybody"),
            "the quote"
        );
        page.wait_for_text("status", "Storage", "Saved in this browser").await
    });
}

#[test]
fn hostile_files_run_nothing_and_ask_for_nothing() {
    journey("intake_hostile", async |page| {
        let payloads = payloads();
        ensure!(payloads.len() == 200, "{} payloads", payloads.len());
        let folder = Folder::new("hostile")?;
        let markup =
            payloads.join("\n<p>Words that stand between, so that there is an article.</p>\n");
        let name = "<img src=x onerror=window.pwned=1>";
        let files = [
            folder.file(&format!("{name}.json"), annotation_file(&payloads))?,
            folder.file(
                &format!("{name}.html"),
                format!("<html><title>{markup}</title><body>{markup}"),
            )?,
            folder.file(&format!("{name}.md"), &markup)?,
            folder.file(
                &format!("{name}.jsonl"),
                json!({"text": markup, "title": markup, "html": markup}).to_string(),
            )?,
            // Messages name the file, and say what is wrong in its own words.
            folder.file(&format!("{name}.pdf"), b"%PDF-1.7")?,
            folder.file(
                &format!("{name} 2.json"),
                format!("{{\"format\": \"onrecord\", \"{name}\""),
            )?,
        ];
        page.open().await?;
        page.click("button", "Add articles").await?;
        let files: Vec<_> = files.iter().map(PathBuf::as_path).collect();
        page.choose_files("dialog input[type=file]", &files).await?;
        page.wait_until(
            "everything is read",
            "/articles? to add/.test(document.querySelector('dialog')?.textContent ?? '')",
        )
        .await?;
        expect_harmless(page, "the list of what was read").await?;
        page.click("button", "Add").await?;
        page.wait_until(
            "the list of articles",
            "document.querySelectorAll('.article-entry').length > 200",
        )
        .await?;
        expect_harmless(page, "the library").await?;
        // Open some of them, so that text, labels, cards and notes are drawn.
        for nth in [0, 3, 40, 77, 120, 199, 203] {
            let open =
                "document.querySelectorAll('.article-entry')[arguments[0]].click(); return true;";
            let _: bool = page.evaluate_with(open, vec![nth.into()]).await?;
            page.settle().await?;
            expect_harmless(page, &format!("article {nth}")).await?;
        }
        page.click("button", "Export").await?;
        page.settle().await?;
        expect_harmless(page, "the menu of exports").await?;
        page.press("Escape").await
    });
}

async fn expect_harmless(page: &Journey, place: &str) -> anyhow::Result<()> {
    let question = "return window.pwned === undefined
        && !document.querySelector('script:not([src]), iframe, object, embed, base, form[action], [onerror], [onload]')
        && ![...document.querySelectorAll('a[href], img[src]')]
            .some((it) => /^javascript:|pwned/.test(it.getAttribute('href') ?? it.getAttribute('src')));";
    ensure!(page.evaluate::<bool>(question).await?, "{place}: something came to life");
    let requests = page.server().requests();
    ensure!(!requests.iter().any(|path| path.contains("pwned")), "{place}: {requests:?}");
    Ok(())
}

#[test]
fn a_newer_version_is_compared_and_used() {
    journey("new_version", async |page| {
        page.open().await?;
        let old = page.article_text().await?;
        page.select_text("“excellent progress”").await?;
        page.press("2").await?;
        page.wait_until("it is marked", "document.querySelector('mark')").await?;
        page.press("Escape").await?;
        let newer = old.replacen("excellent progress", "very good progress", 1);
        let open = "document.querySelector('[aria-label^=\"Details of\"]').click(); return true;";
        let _: bool = page.evaluate(open).await?;
        page.click("button", "New version").await?;
        let fill = "const field = document.querySelector('dialog textarea');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return true;";
        let _: bool = page.evaluate_with(fill, vec![newer.clone().into()]).await?;
        page.click("button", "Add").await?;
        page.wait_until("the comparison", "document.querySelector('dialog ins')").await?;
        page.expect_axe_clean().await?;
        page.screenshot("new-version").await?;
        page.click("button", "Use this version").await?;
        page.wait_until(
            "the mark followed",
            "/very good progress/.test(document.querySelector('mark')?.textContent ?? '')",
        )
        .await?;
        ensure!(page.article_text().await? == newer, "the newer text is shown");
        page.press("Control+z").await?;
        page.wait_for("the old text to be back", async || {
            Ok((page.article_text().await? == old).then_some(()))
        })
        .await
    });
}

#[test]
fn words_are_found_and_all_of_them_marked() {
    journey("find", async |page| {
        page.open().await?;
        page.press("/").await?;
        page.wait_until("the bar", "document.activeElement?.closest('.find-bar')").await?;
        let fill = "const field = document.querySelector('.find-bar input');
            field.value = 'Ukraine';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return true;";
        let _: bool = page.evaluate(fill).await?;
        page.wait_until(
            "hits",
            "/^1 of \\d+$/.test(document.querySelector('.find-bar [role=status]').textContent)",
        )
        .await?;
        let painted = "return CSS.highlights ? CSS.highlights.get('find-current').size : 1";
        ensure!(page.evaluate::<u32>(painted).await? == 1, "the hit is painted");
        page.expect_axe_clean().await?;
        page.click("button", "Mark all…").await?;
        let dialog = "[...document.querySelectorAll('dialog button')].find((it) => it.textContent === 'Mark as claim').click(); return true;";
        let _: bool = page.evaluate(dialog).await?;
        page.wait_until("marks", "document.querySelectorAll('mark[data-label=claim]').length > 3")
            .await
    });
}
