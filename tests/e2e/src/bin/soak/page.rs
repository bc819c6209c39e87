//! The page, worked by a script inside it.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use e2e::{Engine, Journey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("page.js");

/// What a command came to, once it was saved.
#[derive(Debug, Deserialize)]
pub struct Outcome {
    /// Records by name that are not what they were, as bytes.
    pub changed: BTreeMap<String, String>,
    /// The annotation that was clicked first, if one was.
    pub picked: Option<String>,
}

/// A highlight as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mark {
    /// The id of its label.
    pub label: String,
    /// The code points it covers; the blanks between two blocks belong to none.
    pub ranges: Vec<(usize, usize)>,
}

/// A promise of the page's script, or why it was broken.
#[derive(Deserialize)]
struct Answer {
    value: Option<Value>,
    problem: Option<String>,
}

/// Opens the page and lets the script in.
pub async fn open(page: &mut Journey) -> anyhow::Result<()> {
    page.open().await?;
    enter(page).await
}

/// Lets the script into a page that is open, as soon as it shows an article.
pub async fn enter(page: &Journey) -> anyhow::Result<()> {
    page.wait_until("the article is there", "document.querySelector('[data-article-text]')")
        .await?;
    page.evaluate(SCRIPT).await
}

/// Evaluates an expression that may be a promise; `soak` is the script.
pub async fn ask<T: DeserializeOwned>(page: &Journey, expression: &str) -> anyhow::Result<T> {
    let answer = match page.engine() {
        Engine::Chromium => ask_by_value(page, expression).await?,
        Engine::Firefox | Engine::WebKit => ask_driver(page, expression).await?,
    };
    if let Some(problem) = answer.problem {
        bail!("{expression}: {problem}");
    }
    let value = answer.value.unwrap_or(Value::Null);
    serde_json::from_value(value).with_context(|| format!("an odd answer to {expression}"))
}

/// Chromium's driver has the page hold on to all that it ever answered, so that the page would
/// seem to leak.
async fn ask_by_value(page: &Journey, expression: &str) -> anyhow::Result<Answer> {
    let expression = format!("(async () => ({{ value: (await ({expression})) ?? null }}))()");
    let question = json!({
        "expression": expression, "returnByValue": true, "awaitPromise": true, "timeout": 60_000,
    });
    let told = page.session()?.cdp().send_raw("Runtime.evaluate", question).await?;
    if let Some(problem) = told.get("exceptionDetails") {
        let problem = &problem["exception"]["description"];
        return Ok(Answer { value: None, problem: Some(problem.to_string()) });
    }
    Ok(serde_json::from_value(told["result"]["value"].clone())?)
}

async fn ask_driver(page: &Journey, expression: &str) -> anyhow::Result<Answer> {
    let body = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {expression})().then(
             (value) => done({{ value: value ?? null }}),
             (error) => done({{ problem: String(error) }}));"
    );
    let answer = page.session()?.execute_async(body, Vec::new()).await?;
    Ok(answer.convert()?)
}

/// Carries out a command of the script and waits until the page says that it is saved.
///
/// `command` are its name and arguments.
pub async fn act(page: &Journey, command: &[Value]) -> anyhow::Result<Outcome> {
    let words: Vec<String> = command.iter().map(Value::to_string).collect();
    ask(page, &format!("soak.act({})", words.join(", "))).await
}

/// Clicks with the mouse on the first of the elements that `selector` finds, or on the one that
/// `pick` falls on.
///
/// The driver's own handles of elements would hold what the page lets go, and hide its leaks.
pub async fn click(page: &Journey, selector: &str, pick: u32) -> anyhow::Result<()> {
    let find = format!("soak.find({}, {pick})", Value::from(selector));
    // Cards still move after they were scrolled to: the point has to stay where it is.
    let mut last = None;
    let point = page
        .wait_for(&format!("{selector} stands still in view"), async || {
            page.settle().await?;
            let now: Option<(i64, i64)> = ask(page, &format!("soak.middle({find})")).await?;
            let is_still = now.is_some() && now == last;
            last = now;
            Ok(now.filter(|_| is_still))
        })
        .await?;
    page.click_at(point).await
}

/// The open article's text.
pub async fn text(page: &Journey) -> anyhow::Result<String> {
    ask(page, "document.querySelector('[data-article-text]').textContent").await
}

/// What is highlighted, by annotation.
pub async fn marks(page: &Journey) -> anyhow::Result<BTreeMap<String, Mark>> {
    ask(page, "soak.marks()").await
}

/// All records in local storage, by name.
pub async fn records(page: &Journey) -> anyhow::Result<BTreeMap<String, String>> {
    ask(page, "soak.records()").await
}
