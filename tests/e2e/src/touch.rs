//! A finger, a hovering mouse, and points to aim at.

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};

use crate::journey::Journey;

/// The middle of the character number `n` of the first occurrence of a text, scrolled into view.
const CHARACTER: &str = r#"
    const [wanted, n] = arguments;
    const root = document.querySelector("[data-article-text]");
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const place = root.textContent.indexOf(wanted) + n;
    let start = 0;
    while (walker.nextNode() && start + walker.currentNode.length <= place)
        start += walker.currentNode.length;
    const range = document.createRange();
    range.setStart(walker.currentNode, place - start);
    range.setEnd(walker.currentNode, place - start + 1);
    const boxOf = () => range.getBoundingClientRect();
    if (boxOf().top < 120 || boxOf().bottom > innerHeight - 120)
        walker.currentNode.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    const box = boxOf();
    return [Math.round((box.left + box.right) / 2), Math.round((box.top + box.bottom) / 2)];
"#;

impl Journey {
    /// The middle of the character number `n` of the first occurrence of `text` in the article.
    pub async fn point_in(&self, text: &str, n: usize) -> anyhow::Result<(i64, i64)> {
        let point = self.evaluate_with(CHARACTER, vec![json!(text), json!(n)]).await?;
        self.settle().await?;
        Ok(point)
    }

    /// The middle of the first element that `selector` finds, once it is there.
    pub async fn middle_of(&self, selector: &str) -> anyhow::Result<(i64, i64)> {
        self.wait_for(&format!("{selector} is there"), async || {
            let body = "const box = document.querySelector(arguments[0])?.getBoundingClientRect();
                return box ? [Math.round((box.left + box.right) / 2),
                    Math.round((box.top + box.bottom) / 2)] : null";
            self.evaluate_with(body, vec![json!(selector)]).await
        })
        .await
    }

    /// Moves the mouse to a point of the window.
    pub async fn hover_at(&self, point: (i64, i64)) -> anyhow::Result<()> {
        Ok(self.chain()?.move_to(point.0, point.1).perform().await?)
    }

    /// Touches a point of the window for a moment.
    pub async fn tap(&self, point: (i64, i64)) -> anyhow::Result<()> {
        self.finger(vec![place(point), json!({"type": "pointerDown", "button": 0}), up()]).await
    }

    /// Drags a finger from one point of the window to another, where it rests before it is lifted:
    /// a finger lifted in full swing throws the page, and the next tap only stops that.
    pub async fn swipe(&self, from: (i64, i64), to: (i64, i64)) -> anyhow::Result<()> {
        let middle = (i64::midpoint(from.0, to.0), i64::midpoint(from.1, to.1));
        let down = json!({"type": "pointerDown", "button": 0});
        let rest = json!({"type": "pause", "duration": 200});
        self.finger(vec![place(from), down, place(middle), place(to), rest, up()]).await
    }

    /// Whether the browser says that its main pointer is a finger.
    pub async fn has_coarse_pointer(&self) -> anyhow::Result<bool> {
        self.evaluate("return matchMedia('(pointer: coarse)').matches").await
    }

    async fn finger(&self, actions: Vec<Value>) -> anyhow::Result<()> {
        let source = json!({"actions": [{"type": "pointer", "id": "finger",
            "parameters": {"pointerType": "touch"}, "actions": actions}]});
        let session = self.session()?;
        session.cmd(Actions { source }).await.context("the finger could not move")?;
        self.settle().await
    }
}

fn place((x, y): (i64, i64)) -> Value {
    json!({"type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport"})
}

fn up() -> Value {
    json!({"type": "pointerUp", "button": 0})
}

/// The actions of the WebDriver standard, as they are.
#[derive(Debug)]
struct Actions {
    source: Value,
}

impl FormatRequestData for Actions {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("session/{session}/actions"))
            .add_body(self.source.clone())
    }
}
