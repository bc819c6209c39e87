//! An edit touches what it changes, and of a long article only what is near is drawn in the margin.
//!
//! Times differ from computer to computer; what is touched and drawn can be counted.

use std::rc::Rc;

use anyhow::{anyhow, ensure};
use e2e::{Engine, Journey, journey};
use onrecord_core::formats::{Scope, Stamp, native};
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{
    Annotation, AnnotationId, Article, ArticleId, Attributes, Block, BlockKind, Library, Metadata,
    Origin, Timestamp, UnknownFields,
};
use onrecord_core::text::{ArticleText, CharSpan};
use serde::Deserialize;

const N_PARAGRAPHS: usize = 300;
const PARAGRAPH: &str = "The council says that the quay will be rebuilt by spring, and the harbour \
    master says that nobody asked him. A docker says that he has heard all of it before. ";

/// Cards that may be drawn at once: those of a few screens.
const MOST_CARDS: usize = 80;

/// Counts what happens in the article's text from now on. Under a pointer that stands still, a new mark
/// shows that it is hovered over: sooner or later, as the browser likes, and not by the edit.
const WATCH: &str = "
    const text = document.querySelector('[data-article-text]');
    const blocks = new Set();
    let nodes = 0;
    const take = (records) => records.forEach(({ target, addedNodes, removedNodes, type, attributeName }) => {
        if (attributeName === 'data-hovered') return;
        const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
        blocks.add(element.closest('[data-block]')?.dataset.block ?? 'outside of blocks');
        nodes += type === 'childList' ? addedNodes.length + removedNodes.length : 1;
    });
    const observer = new MutationObserver(take);
    observer.observe(text, { subtree: true, childList: true, attributes: true, characterData: true });
    window.touched = () => {
        take(observer.takeRecords());
        const so_far = { blocks: [...blocks], nodes };
        blocks.clear();
        nodes = 0;
        return so_far;
    };
    return true;";

#[derive(Debug, Deserialize)]
struct Touched {
    blocks: Vec<String>,
    nodes: usize,
}

#[test]
fn an_edit_touches_one_block_and_few_nodes() {
    journey("economy", async |page| {
        // Other browsers draw the end of a selection as changes of their own.
        if page.engine() != Engine::Chromium {
            return Ok(());
        }
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.settle().await?;
        let _: bool = page.evaluate(WATCH).await?;
        // A text becomes a text, a mark and a text; a mark becomes another; and back.
        let edits = [("2", true, 4), ("1", true, 2), ("Delete", false, 4), ("Control+z", true, 4)];
        for (key, is_marked, n_nodes) in edits {
            page.press(key).await?;
            let mark = "document.querySelector('[data-article-text] mark')";
            let condition = if is_marked { mark.to_owned() } else { format!("!{mark}") };
            page.wait_until("the edit to be seen", &condition).await?;
            page.wait_for_text("status", "Storage", "Saved in this browser").await?;
            page.settle().await?;
            let touched: Touched = page.evaluate("return window.touched()").await?;
            ensure!(touched.blocks.len() == 1, "{key}: {touched:?}");
            ensure!(touched.nodes == n_nodes, "{key}: {touched:?} instead of {n_nodes}");
        }
        Ok(())
    });
}

/// A new mark is painted before what stands around the text is drawn.
#[test]
fn a_new_mark_is_seen_before_its_card() {
    let watch = "window.frames = [];
        const look = () => {
            const [isMarked, hasCard] = ['[data-article-text] mark', '.card']
                .map((selector) => document.querySelector(selector) !== null);
            if (isMarked) window.frames.push(hasCard);
            if (!hasCard) requestAnimationFrame(look);
        };
        requestAnimationFrame(look);";
    journey("a_new_mark_is_seen", async |page| {
        page.open().await?;
        page.select_text("excellent progress").await?;
        page.settle().await?;
        page.evaluate::<()>(watch).await?;
        page.press("2").await?;
        page.wait_until("its card comes", "window.frames.includes(true)").await?;
        let had_card: Vec<bool> = page.evaluate("return window.frames").await?;
        ensure!(!had_card[0], "the mark waits for its card");
        Ok(())
    });
}

#[test]
fn a_long_article_has_all_its_marks_and_few_cards() {
    journey("long_article", async |page| {
        let folder = std::env::temp_dir().join(format!("onrecord-long-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("long.json");
        std::fs::write(&path, long_article()?)?;
        page.open().await?;
        page.open_add_dialog().await?;
        page.choose_files("input[type=file]", &[&path]).await?;
        let n_marks = N_PARAGRAPHS * 2;
        let all = format!("document.querySelectorAll('mark').length === {n_marks}");
        page.wait_until("all marks to be drawn", &all).await?;
        page.settle().await?;
        expect_few_cards(page, n_marks, 1).await?;
        let _: bool = page
            .evaluate("document.querySelector('.workspace').scrollTop = 1e9; return true;")
            .await?;
        let last = format!("document.querySelector('.card[aria-posinset=\"{n_marks}\"]')");
        page.wait_until("the last card to come", &last).await?;
        expect_few_cards(page, n_marks, n_marks).await?;
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    });
}

/// Some cards are drawn, not many, and they say how many there are.
async fn expect_few_cards(page: &Journey, n_all: usize, number: usize) -> anyhow::Result<()> {
    let cards = "return [...document.querySelectorAll('.card')].map((card) =>
        [card.getAttribute('aria-posinset'), card.getAttribute('aria-setsize')].map(Number));";
    let cards: Vec<(usize, usize)> = page.evaluate(cards).await?;
    ensure!((1..=MOST_CARDS).contains(&cards.len()), "{} cards are drawn", cards.len());
    ensure!(cards.contains(&(number, n_all)), "{cards:?}");
    Ok(())
}

/// An annotation file of an article with two annotations in each paragraph.
fn long_article() -> anyhow::Result<String> {
    let text = Rc::new(ArticleText::new([PARAGRAPH; N_PARAGRAPHS].join("\n")));
    let n_chars = PARAGRAPH.chars().count();
    let starts = (0..N_PARAGRAPHS).map(|nth| nth * (n_chars + 1));
    let block = |start| Block {
        kind: BlockKind::Paragraph,
        range: CharSpan::of(start, start + n_chars - 1),
    };
    let article = Article {
        id: ArticleId::from_u128(1),
        text: text.hash(),
        blocks: starts.clone().map(block).collect(),
        metadata: Metadata { title: "A long article".to_owned(), ..Metadata::default() },
        is_done: false,
        added: Timestamp::default(),
        unknown: UnknownFields::new(),
    };
    let mut changes = vec![Change::Article(Edit::add(article))];
    for (nth, start) in starts.enumerate() {
        for (part, label, offset) in [(0, "claim", 4), (1, "quote", 60)] {
            let id = AnnotationId::from_u128((nth * 2 + part + 1) as u128);
            let range = CharSpan::of(start + offset, start + offset + 7);
            changes.push(Change::Annotation(Edit::add(annotation(id, label, range))));
        }
    }
    let mut library = Library::default();
    library.add_text(text);
    let made = Transaction::new("make up", changes).apply(&mut library);
    made.map_err(|conflict| anyhow!("{conflict:?}"))?;
    native::write(&library, Scope::Library, &Stamp::new(Timestamp::default()))
        .map_err(|error| anyhow!("{error}"))
}

fn annotation(id: AnnotationId, label: &str, range: CharSpan) -> Annotation {
    Annotation {
        id,
        article: ArticleId::from_u128(1),
        label: label.to_owned(),
        ranges: vec![range],
        attributes: Attributes::new(),
        note: String::new(),
        annotator: "Tester".to_owned(),
        replica: None,
        created: Timestamp::default(),
        modified: Timestamp::default(),
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}
