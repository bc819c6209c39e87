//! The page opens.

use anyhow::ensure;
use e2e::journey;

#[test]
fn the_page_opens_clean_and_accessible() {
    journey("the_page_opens", async |page| {
        page.open().await?;
        ensure!(!page.has("alertdialog", "On the Record could not start").await?);
        page.screenshot("start").await?;
        page.expect_axe_clean().await
    });
}

/// What is seen of the text: its beginning, and where it stands.
type Part = (String, f64, f64, f64);

/// Gives the first parts of the text.
const PARTS: &str =
    "[...document.querySelectorAll('.article-title, .block')].slice(0, 5).map((part) => {
     const { x, y, width } = part.getBoundingClientRect();
     return [part.textContent.slice(0, 100), x, y, width];
 })";

/// Who comes back sees the text before the program is there, and nothing moves when it is.
#[test]
fn the_text_is_there_before_the_program_where_that_draws_it() {
    journey("the_text_before_the_program", async |page| {
        page.open().await?;
        let drawn: Vec<Part> = page.evaluate(&format!("return {PARTS}")).await?;
        page.run_first("WebAssembly.instantiate = () => new Promise(() => {})");
        page.go("").await?;
        page.wait_until("a text is there", "document.querySelector('.block') !== null").await?;
        let before: Vec<Part> = page.evaluate(&format!("return {PARTS}")).await?;
        page.screenshot("before-the-program").await?;
        ensure!(drawn.len() == 5 && before == drawn, "{before:?} is not {drawn:?}");
        Ok(())
    });
}

/// Who comes back sees the text before what stands around it, and nothing moves when that comes. On
/// the first visit nobody knows how much room it needs, and all is there at once.
#[test]
fn what_stands_around_the_text_comes_after_it_where_its_room_is_kept() {
    let frames = format!(
        "window.frames = [];
         const look = () => {{
             const isDrawn = document.querySelector('[data-article-text] .block') !== null;
             const isFramed = isDrawn && ['.app-header', '.article-facts']
                 .every((part) => document.querySelector(part).childElementCount > 0);
             if (isDrawn) window.frames.push([isFramed, {PARTS}]);
             if (!isFramed) requestAnimationFrame(look);
         }};
         requestAnimationFrame(look);"
    );
    journey("what_stands_around_the_text", async |page| {
        page.run_first(&frames);
        page.open().await?;
        let seen = "return window.frames";
        let first: Vec<(bool, Vec<Part>)> = page.evaluate(seen).await?;
        ensure!(first.len() == 1 && first[0].0, "the first visit has {first:?}");
        page.go("").await?;
        page.wait_until("all is drawn", "window.frames.some(([isFramed]) => isFramed)").await?;
        let frames: Vec<(bool, Vec<Part>)> = page.evaluate(seen).await?;
        ensure!(!frames[0].0, "the text waits for what stands around it");
        ensure!(frames.iter().all(|(_, parts)| *parts == frames[0].1), "it moves: {frames:?}");
        Ok(())
    });
}

#[test]
fn the_first_load_asks_for_each_file_once_and_for_nothing_else() {
    journey("the_first_load", async |page| {
        page.open().await?;
        let mut requests = page.server().requests();
        requests.retain(|path| path != "/probe.js" && path != "/favicon.ico");
        let mut distinct = requests.clone();
        distinct.sort();
        distinct.dedup();
        ensure!(distinct.len() == requests.len(), "asked twice: {requests:?}");
        ensure!(requests.len() <= 6, "asked for more than it needs: {requests:?}");
        Ok(())
    });
}

#[test]
fn the_policy_forbids_code_made_of_text() {
    journey("the_policy", async |page| {
        page.open().await?;
        // A script of the driver is above the policy; an attribute's is not.
        page.evaluate::<()>(
            "const link = document.createElement('a'); link.href = 'javascript:window.broken = 1';
             document.body.append(link); link.click(); link.remove();",
        )
        .await?;
        page.wait_for("the breach is reported", async || {
            page.evaluate::<Option<String>>(
                "return e2eReports.find((report) => report.startsWith('policy:')) ?? null",
            )
            .await
        })
        .await?;
        let broken: bool = page.evaluate("return 'broken' in window").await?;
        ensure!(!broken, "a javascript: link ran");
        page.reports().await?;
        Ok(())
    });
}
