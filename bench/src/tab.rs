//! One tab with one page, and what can be asked of it.

use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::browser::Browser;

/// A page counts as settled when it was idle for so long.
const QUIET: Duration = Duration::from_millis(300);

/// Main-thread CPU in milliseconds that still counts as idle within [`QUIET`].
const IDLE_MS: f64 = 3.0;

/// A tab; every one has a process of its own, which is measured from the start of the page on.
pub struct Tab<'a> {
    browser: &'a mut Browser,
    target: String,
    session: String,
}

/// A key of the keyboard.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// What it means.
    pub key: &'static str,
    /// The text it writes, if any.
    pub text: &'static str,
    /// Its code on Windows, which browsers still want to know.
    pub code: u32,
    /// Whether Ctrl is held.
    pub is_ctrl: bool,
}

impl Key {
    /// A key that writes itself.
    pub const fn character(key: &'static str, code: u32) -> Self {
        Self { key, text: key, code, is_ctrl: false }
    }

    /// A key that writes nothing.
    pub const fn named(key: &'static str, code: u32) -> Self {
        Self { key, text: "", code, is_ctrl: false }
    }

    /// The key with Ctrl held.
    pub const fn with_ctrl(self) -> Self {
        Self { is_ctrl: true, text: "", ..self }
    }
}

impl<'a> Tab<'a> {
    /// Opens an empty document of the server at `url`, whose stores are then at hand.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn open(browser: &'a mut Browser, url: &str) -> anyhow::Result<Self> {
        let made = browser.call(None, "Target.createTarget", json!({"url": "about:blank"}))?;
        let target = text(&made, "targetId")?;
        let attach = json!({"targetId": target, "flatten": true});
        let session = text(&browser.call(None, "Target.attachToTarget", attach)?, "sessionId")?;
        let mut tab = Self { browser, target, session };
        let probe = json!({"source": include_str!("page/probe.js")});
        tab.call("Page.enable", json!({}))?;
        tab.call("Page.bringToFront", json!({}))?;
        tab.call("Page.addScriptToEvaluateOnNewDocument", probe)?;
        // CPU time, so that other programs on the computer count as little as possible.
        tab.call("Performance.enable", json!({"timeDomain": "threadTicks"}))?;
        tab.navigate(&format!("{url}empty"))?;
        sleep(QUIET);
        Ok(tab)
    }

    /// Goes to `url`; the page is on its way when this returns.
    ///
    /// # Errors
    /// When nothing is there.
    pub fn navigate(&mut self, url: &str) -> anyhow::Result<()> {
        let answer = self.call("Page.navigate", json!({"url": url}))?;
        if let Some(error) = answer["errorText"].as_str() {
            bail!("{url}: {error}");
        }
        Ok(())
    }

    /// Calls a command of the tab.
    ///
    /// # Errors
    /// When it fails.
    pub fn call(&mut self, method: &str, parameters: Value) -> anyhow::Result<Value> {
        self.browser.call(Some(&self.session), method, parameters)
    }

    /// Evaluates JavaScript, awaits what it promises, and returns the value.
    ///
    /// # Errors
    /// When it throws.
    pub fn evaluate(&mut self, expression: &str) -> anyhow::Result<Value> {
        let mut result = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}),
        )?;
        if let Some(exception) = result.get("exceptionDetails") {
            let start: String = expression.chars().take(100).collect();
            bail!("{start}: {}", exception["exception"]["description"]);
        }
        Ok(result["result"]["value"].take())
    }

    /// Evaluates JavaScript that gives a number.
    ///
    /// # Errors
    /// When it gives something else.
    pub fn number(&mut self, expression: &str) -> anyhow::Result<f64> {
        let value = self.evaluate(expression)?;
        value.as_f64().with_context(|| format!("{expression} gives {value}"))
    }

    /// CPU time in milliseconds that tasks of the main thread have taken up to now.
    ///
    /// # Errors
    /// When the browser does not say.
    pub fn task_ms(&mut self) -> anyhow::Result<f64> {
        task_ms_in(&self.call("Performance.getMetrics", json!({}))?)
    }

    /// The same as of when the page called `console.timeStamp`: what it does between that and a question
    /// is not in it.
    ///
    /// # Errors
    /// When it did not.
    pub fn task_ms_as_told(&mut self) -> anyhow::Result<f64> {
        loop {
            let mut told = None;
            let session = &self.session;
            self.browser.wait_for("Performance.metrics", |event| {
                if event["method"] == "Performance.metrics" && event["sessionId"] == **session {
                    told = Some(task_ms_in(&event["params"]));
                }
            })?;
            if let Some(told) = told {
                return told;
            }
        }
    }

    /// Waits until nothing happens any more, and returns [`Tab::task_ms`] of then.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn settle(&mut self) -> anyhow::Result<f64> {
        let mut before = self.task_ms()?;
        loop {
            sleep(QUIET);
            let now = self.task_ms()?;
            if now - before < IDLE_MS {
                return Ok(now);
            }
            before = now;
        }
    }

    /// Presses and releases a key, as a person would.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn press(&mut self, key: Key) -> anyhow::Result<()> {
        let Key { key, text, code, is_ctrl } = key;
        let modifiers = if is_ctrl { 2 } else { 0 };
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { text } else { "" };
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "text": text, "windowsVirtualKeyCode": code, "modifiers": modifiers}),
            )?;
        }
        Ok(())
    }

    /// The browser, for what concerns more than this tab.
    pub fn browser(&mut self) -> &mut Browser {
        self.browser
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        let target = json!({"targetId": self.target});
        let _ = self.browser.call(None, "Target.closeTarget", target);
    }
}

fn task_ms_in(metrics: &Value) -> anyhow::Result<f64> {
    let metrics = metrics["metrics"].as_array().context("metrics are a list")?;
    let task = metrics.iter().find(|metric| metric["name"] == "TaskDuration");
    Ok(task.and_then(|task| task["value"].as_f64()).context("TaskDuration")? * 1000.0)
}

fn text(value: &Value, field: &str) -> anyhow::Result<String> {
    Ok(value[field].as_str().with_context(|| format!("{field} in {value}"))?.to_owned())
}
