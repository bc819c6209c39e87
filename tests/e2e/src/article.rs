//! The article's text, selected with a real mouse.

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::journey::Journey;

/// Finds the `n`-th occurrence of a text in the article, scrolls it into view and
/// returns two points of the window: in its first and in its last character,
/// each in the half that lies on the outer side, where a drag takes it in.
const POINTS: &str = r#"
    const [wanted, n] = arguments;
    const root = document.querySelector("[data-article-text]");
    if (!root) return null;
    const nodes = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
        nodes.push({ node: walker.currentNode, start: text.length });
        text += walker.currentNode.data;
    }
    let start = -1;
    for (let i = 0; i <= n; i += 1) {
        start = text.indexOf(wanted, start + 1);
        if (start < 0) return null;
    }
    const size = (position) => (text.codePointAt(position) > 0xffff ? 2 : 1);
    let last = start + wanted.length - 1;
    if (text.charCodeAt(last) >= 0xdc00 && text.charCodeAt(last) <= 0xdfff) last -= 1;
    const rectOf = (position) => {
        const { node, start } = nodes.findLast((entry) => entry.start <= position);
        const range = document.createRange();
        range.setStart(node, position - start);
        range.setEnd(node, Math.min(position - start + size(position), node.length));
        const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
        return { rect: rects[0] ?? range.getBoundingClientRect(), element: node.parentElement };
    };
    const first = rectOf(start).rect, end = rectOf(last).rect;
    const middle = (first.top + end.bottom) / 2;
    const scroller = (function find(element) {
        if (!element || element === document.body) return document.scrollingElement;
        const flows = /auto|scroll/.test(getComputedStyle(element).overflowY);
        return flows && element.scrollHeight > element.clientHeight ? element : find(element.parentElement);
    })(root);
    const before = scroller.scrollTop;
    scroller.scrollBy({ top: middle - innerHeight / 2, behavior: "instant" });
    const hasScrolled = Math.abs(scroller.scrollTop - before) >= 1;
    const point = (position, isStart) => {
        const { rect, element } = rectOf(position);
        const isLeft = isStart === (getComputedStyle(element).direction === "ltr");
        const inset = Math.min(1, rect.width / 4);
        const x = isLeft ? Math.ceil(rect.left + inset / 2) : Math.floor(rect.right - inset / 2);
        const y = Math.round((rect.top + rect.bottom) / 2);
        return { x, y, isInView: x >= 0 && y >= 0 && x < innerWidth && y < innerHeight };
    };
    return { from: point(start, true), to: point(last, false), hasScrolled };
"#;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    x: i64,
    y: i64,
    is_in_view: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Points {
    from: Point,
    to: Point,
    has_scrolled: bool,
}

impl Journey {
    /// Drags the mouse over the first occurrence of `text` in the article.
    pub async fn select_text(&self, text: &str) -> anyhow::Result<()> {
        self.select_occurrence(text, 0).await
    }

    /// Drags the mouse over the occurrence of `text` that has `n` before it.
    pub async fn select_occurrence(&self, text: &str, n: usize) -> anyhow::Result<()> {
        let Points { from, to, .. } = self.points(text, n).await?;
        self.drag((from.x, from.y), (to.x, to.y)).await
    }

    /// The same from its end to its start.
    pub async fn select_backwards(&self, text: &str) -> anyhow::Result<()> {
        let Points { from, to, .. } = self.points(text, 0).await?;
        self.drag((to.x, to.y), (from.x, from.y)).await
    }

    /// Clicks on the first character of the first occurrence of `text`.
    pub async fn click_text(&self, text: &str) -> anyhow::Result<()> {
        let Points { from, .. } = self.points(text, 0).await?;
        self.click_at((from.x, from.y)).await
    }

    /// What the browser has selected.
    pub async fn selected_text(&self) -> anyhow::Result<String> {
        self.evaluate("return String(getSelection())").await
    }

    /// The article's text as the page shows it.
    pub async fn article_text(&self) -> anyhow::Result<String> {
        self.evaluate("return document.querySelector('[data-article-text]').textContent").await
    }

    async fn points(&self, text: &str, n: usize) -> anyhow::Result<Points> {
        loop {
            let arguments = vec![json!(text), json!(n)];
            let points: Option<Points> = self.evaluate_with(POINTS, arguments).await?;
            let points =
                points.with_context(|| format!("the article has no “{text}” number {n}"))?;
            if points.has_scrolled {
                // The mouse meets what is painted, and that follows a little later.
                self.settle().await?;
                continue;
            }
            let is_in_view = points.from.is_in_view && points.to.is_in_view;
            ensure!(is_in_view, "“{text}” is taller than the window");
            return Ok(points);
        }
    }
}
