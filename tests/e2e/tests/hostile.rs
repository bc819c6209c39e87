//! Markup and scripts in every place where a file can put them: nothing of it is ever carried out.

use std::path::PathBuf;

use anyhow::ensure;
use e2e::journey;
use serde_json::{Value, json};

/// Each would set `window.fired`, or ask another host for something, if it were taken for markup,
/// an address or a script.
const PAYLOADS: [&str; 23] = [
    "<script>window.fired=1</script>",
    "<img src=x onerror=window.fired=1>",
    "\"><img src=x onerror=window.fired=1>",
    "'><svg onload=window.fired=1>",
    "<svg><script>window.fired=1</script></svg>",
    "<iframe srcdoc='<script>parent.fired=1</script>'></iframe>",
    "<img src=https://evil.example/pixel.png>",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<style>@import 'https://evil.example/a.css'</style>",
    "<body onload=window.fired=1>",
    "<input autofocus onfocus=window.fired=1>",
    "<details open ontoggle=window.fired=1>",
    "<video><source onerror=window.fired=1></video>",
    "<math><mtext><img src=x onerror=window.fired=1></mtext></math>",
    "<a href=javascript:window.fired=1 autofocus>x</a>",
    "<form action=https://evil.example><button autofocus>x</button></form>",
    "<object data=https://evil.example/a></object>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "javascript:window.fired=1",
    "{{constructor.constructor('window.fired=1')()}}",
    "</textarea><img src=x onerror=window.fired=1>",
    "\u{202e}<b>\u{0}\u{feff}<img src=x onerror=window.fired=1>",
];

#[test]
fn two_hundred_payloads_in_nine_places_execute_and_request_nothing() {
    journey("hostile", async |page| {
        let folder = std::env::temp_dir().join(format!("onrecord-hostile-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let library = folder.join("library.json");
        std::fs::write(&library, file().to_string())?;
        page.open().await?;

        page.open_add_dialog().await?;
        page.choose_files("#exchange input[type=file]", &[&library]).await?;
        let listed = "document.querySelectorAll('.library li').length";
        page.wait_until("they are listed", &format!("{listed} === {}", PAYLOADS.len() + 1)).await?;
        // The sample comes first.
        for number in 2..PAYLOADS.len() + 2 {
            page.click_css(&format!(".library li:nth-child({number}) .article-entry")).await?;
            page.wait_until("its mark is shown", "document.querySelectorAll('.card').length === 1")
                .await?;
            page.press("n").await?;
            page.wait_until("its card is open", "document.querySelector('.card[data-selected]')")
                .await?;
        }
        page.press("Escape Escape").await?;

        // Names of files and what is said of damaged ones.
        let names = PAYLOADS.iter().enumerate().map(|(number, payload)| {
            let name: String = payload.chars().filter(|it| !"/\u{0}".contains(*it)).collect();
            folder.join(format!("{number}{name}.json"))
        });
        let damaged: Vec<PathBuf> = names.collect();
        for (path, payload) in damaged.iter().zip(PAYLOADS) {
            std::fs::write(path, format!("{{\"format\": \"onrecord\", {payload}"))?;
        }
        page.open_add_dialog().await?;
        let paths: Vec<&std::path::Path> = damaged.iter().map(PathBuf::as_path).collect();
        page.choose_files("#exchange input[type=file]", &paths).await?;
        let told =
            format!("document.querySelectorAll('.intake-problem').length === {}", PAYLOADS.len());
        page.wait_until("each of them is named", &told).await?;
        page.press("Escape").await?;

        // The report of what a format cannot hold.
        page.click("button", "Export").await?;
        page.click("menuitemcheckbox", "Whole library, in the formats below").await?;
        page.click("menuitem", "doccano (JSONL)").await?;
        page.wait_until(
            "the report",
            "document.querySelectorAll('#exchange .losses-each li').length > 20",
        )
        .await?;
        page.press("Escape").await?;

        ensure!(
            page.evaluate::<bool>("return window.fired === undefined").await?,
            "nothing was carried out"
        );
        let outside = page
            .evaluate::<Vec<String>>(
                "return performance.getEntriesByType('resource').map((it) => it.name)
                    .filter((name) => !name.startsWith(location.origin) && !name.startsWith('blob:'))",
            )
            .await?;
        ensure!(outside.is_empty(), "{outside:?}");
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    });
}

fn file() -> Value {
    let labels: Vec<Value> = PAYLOADS
        .iter()
        .enumerate()
        .map(|(number, payload)| {
            json!({"id": format!("label{number}"), "name": payload, "slot": 1 + number % 3,
                "attributes": [{"id": "who", "name": payload, "kinds": ["text"]}]})
        })
        .collect();
    let articles: Vec<Value> =
        PAYLOADS.iter().enumerate().map(|(number, payload)| article(number, payload)).collect();
    json!({
        "format": "onrecord", "version": 1, "offset_unit": "unicode-code-point",
        "label_set": {"id": "hostile", "version": 1, "labels": labels}, "articles": articles,
    })
}

fn article(number: usize, payload: &str) -> Value {
    let text = format!("{number} before {payload} after.");
    let end = text.chars().count();
    json!({
        "id": payload, "title": payload, "byline": payload, "outlet": payload, "url": payload,
        "published": payload, "language": payload, "text": text,
        "annotations": [{
            "id": payload, "label": format!("label{number}"), "start": 0, "end": end, "quote": text,
            "note": payload, "annotator": payload, "attributes": {"who": payload},
        }],
    })
}
