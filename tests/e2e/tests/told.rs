//! What Chromium hands on to screen readers, and what is left of the page where it is narrow.

use anyhow::{Context, ensure};
use e2e::{Engine, Journey, journey};

use super::main_job::mark;

#[test]
fn a_screen_reader_is_told_of_places_marks_cards_and_states() {
    journey("told", async |page| {
        if page.engine() != Engine::Chromium {
            return Ok(());
        }
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        page.select_text("the meeting made “excellent progress”").await?;
        page.press("1").await?;
        page.wait_until(
            "they overlap",
            "document.querySelector('mark[data-label=\"claim quote\"]')",
        )
        .await?;
        page.wait_for_text("status", "Storage", "Saved in this browser").await?;
        let nodes = page.accessible_nodes().await?;
        for (role, name) in [
            ("banner", ""),
            ("navigation", "Library"),
            ("main", ""),
            ("article", ""),
            ("status", "Storage"),
            ("list", "Annotations"),
            ("button", "Undo"),
            ("button", "Export"),
            ("button", "Add articles"),
            ("heading", "What Russia is saying"),
            ("application", "Article text, caret mode"),
        ] {
            let is_meant = |node: &&[String; 3]| {
                node[0] == role && (name.is_empty() || node[1].starts_with(name))
            };
            nodes.iter().find(is_meant).with_context(|| format!("no {role} named “{name}”"))?;
        }
        let marks: Vec<&str> =
            nodes.iter().filter(|it| it[0] == "mark").map(|it| it[2].as_str()).collect();
        ensure!(marks.iter().any(|it| it.contains("Claim") && it.contains("Quote")), "{marks:?}");
        // What is heard of the two marks, in order, with what lies before and behind.
        let text: Vec<&str> =
            nodes.iter().filter(|it| it[0] == "StaticText").map(|it| it[1].as_str()).collect();
        let first = text.iter().position(|it| *it == "claim begins").context("no beginning")?;
        let heard = [
            "claim begins",
            "the meeting made ",
            "quote begins",
            "“excellent progress”",
            "quote ends, claim ends",
        ];
        ensure!(text[first..].starts_with(&heard), "{:?}", &text[first..]);
        ensure!(!page.article_text().await?.contains("begins"), "the text is the text");
        let unnamed =
            nodes.iter().find(|it| it[1].is_empty() && ["button", "textbox"].contains(&&*it[0]));
        ensure!(unnamed.is_none(), "{unnamed:?} has no name");
        Ok(())
    });
}

#[test]
fn what_is_heard_of_marks_is_neither_seen_nor_selected() {
    journey("heard_alone", async |page| {
        page.open().await?;
        mark(page, "“excellent progress”", "2").await?;
        page.select_text("the meeting made “excellent progress”").await?;
        page.press("1").await?;
        page.wait_until("an end is there", "document.querySelector('mark[data-ends]')").await?;
        page.press("Escape Escape Escape").await?;
        // WebKit left the text blank where the layout became that of a narrow window.
        for width in [1280, 1000, 760, 700, 640, 600, 560, 520, 510, 500] {
            page.resize(width, 800).await?;
            let show = "document.querySelector('mark').scrollIntoView({ block: 'center' })";
            page.evaluate::<()>(show).await?;
            // Far chunks are laid out when they come near.
            page.wait_until("it is drawn", "document.querySelector('mark').offsetHeight > 0")
                .await?;
            // A line must not end in an empty part of a mark that begins on the next one.
            let empty = "return [...document.querySelectorAll('mark')]
                .flatMap((it) => [...it.getClientRects()]).filter((it) => it.width < 1).length";
            ensure!(page.evaluate::<usize>(empty).await? == 0, "{width} px wide");
        }
        let copied = "const block = document.querySelector('mark').closest('[data-block]');
            getSelection().selectAllChildren(block);
            return [getSelection().toString().trim(), block.textContent.trim()];";
        let (copied, text): (String, String) = page.evaluate(copied).await?;
        ensure!(copied == text, "{copied}");
        Ok(())
    });
}

#[test]
fn nothing_is_cut_off_where_the_page_is_narrow() {
    journey("narrow", async |page| {
        if page.engine() != Engine::Chromium {
            return Ok(());
        }
        page.open().await?;
        mark(page, "“excellent progress”", "1").await?;
        for width in [360, 320] {
            page.resize_page(width, 640).await?;
            page.settle().await?;
            fits(page, width, "a chosen mark").await?;
            page.press("Escape Escape Escape").await?;
            fits(page, width, "the article").await?;
            for (name, keys) in [("the palette", "Control+k"), ("the keys", "?"), ("finding", "/")]
            {
                page.press(keys).await?;
                let open = "document.querySelector('dialog[open], .find-bar')";
                page.wait_until("it is open", open).await?;
                fits(page, width, name).await?;
                page.press("Escape").await?;
                page.wait_until("it is gone", &format!("!{open}")).await?;
            }
            page.press("n").await?;
        }
        Ok(())
    });
}

/// Nothing is wider than the page, but for what scrolls by itself.
async fn fits(page: &Journey, width: u32, state: &str) -> anyhow::Result<()> {
    page.settle().await?;
    let wide = "const wide = [...document.querySelectorAll('body *')].filter((it) => {
            const box = it.getBoundingClientRect();
            return box.width > 0 && box.right > innerWidth + 1 && it.checkVisibility({ visibilityProperty: true })
                && !it.closest('.visually-hidden, .handle, svg');
        });
        return [innerWidth, document.documentElement.scrollWidth,
            wide.slice(0, 5).map((it) => `${it.tagName}.${it.className}`).join(' ')];";
    let (inner, scroll, found): (u32, u32, String) = page.evaluate(wide).await?;
    ensure!(
        inner == width && scroll <= width && found.is_empty(),
        "{state}, {width} px: {scroll}, {found}"
    );
    Ok(())
}
