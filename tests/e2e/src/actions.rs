//! What a reader does, and what can be looked at afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WindowHandle};

use crate::engine::Engine;
use crate::journey::Journey;
use crate::keys;
use crate::wait::{PATIENCE, poll};

impl Journey {
    /// Runs a function body in the page and returns what it returns.
    pub async fn evaluate<T: DeserializeOwned>(&self, body: &str) -> anyhow::Result<T> {
        self.evaluate_with(body, Vec::new()).await
    }

    /// The same with `arguments` as JavaScript's `arguments`.
    pub async fn evaluate_with<T: DeserializeOwned>(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> anyhow::Result<T> {
        let returned = self.session()?.execute(body, arguments).await?;
        returned.convert().with_context(|| format!("unexpected value from: {body}"))
    }

    /// Waits until `condition`, a JavaScript expression, is true.
    pub async fn wait_until(&self, what: &str, condition: &str) -> anyhow::Result<()> {
        let body = format!("return Boolean({condition})");
        self.wait_for(what, async || {
            let holds: bool = self.evaluate(&body).await?;
            Ok(holds.then_some(()))
        })
        .await
    }

    /// Waits until `look` finds something.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
    ) -> anyhow::Result<T> {
        poll(what, PATIENCE, look).await
    }

    /// Presses keys one after the other, each written like `a`, `Enter` or
    /// `Control+Shift+z`; blanks separate them.
    pub async fn press(&self, strokes: &str) -> anyhow::Result<()> {
        let mut chain = self.chain()?;
        for stroke in strokes.split_whitespace() {
            let stroke = keys::read(stroke)?;
            for &held in &stroke.held {
                chain = chain.key_down(held);
            }
            chain = chain.key_down(stroke.key).key_up(stroke.key);
            for &held in stroke.held.iter().rev() {
                chain = chain.key_up(held);
            }
        }
        Ok(chain.perform().await?)
    }

    /// Types into whatever has the focus.
    pub async fn type_text(&self, text: &str) -> anyhow::Result<()> {
        Ok(self.chain()?.send_keys(text).perform().await?)
    }

    /// Drags the mouse, its button held, from one point of the window to another.
    pub async fn drag(&self, from: (i64, i64), to: (i64, i64)) -> anyhow::Result<()> {
        let middle = (i64::midpoint(from.0, to.0), i64::midpoint(from.1, to.1));
        let chain = self.chain()?.move_to(from.0, from.1).click_and_hold();
        let chain = chain.move_to(middle.0, middle.1).move_to(to.0, to.1).release();
        Ok(chain.perform().await?)
    }

    /// Clicks at a point of the window.
    pub async fn click_at(&self, point: (i64, i64)) -> anyhow::Result<()> {
        Ok(self.chain()?.move_to(point.0, point.1).click().perform().await?)
    }

    /// Real input without the delays that a demonstration would want.
    pub(crate) fn chain(&self) -> anyhow::Result<ActionChain> {
        let none = Some(Duration::ZERO);
        Ok(self.session()?.action_chain_with_delay(none, none))
    }

    /// Gives the page itself `width` times `height` CSS pixels, as far as the
    /// window allows: Chromium and Firefox stop at about 500 pixels of width.
    pub async fn resize(&self, width: u32, height: u32) -> anyhow::Result<()> {
        self.session()?.set_window_rect(0, 0, width, height).await?;
        let lacking: (u32, u32) = self
            .evaluate("return [outerWidth - innerWidth, outerHeight - innerHeight].map((n) => Math.max(n, 0))")
            .await?;
        Ok(self.session()?.set_window_rect(0, 0, width + lacking.0, height + lacking.1).await?)
    }

    /// Lets the page be so wide as no window of a desktop is (Chromium).
    pub async fn resize_page(&self, width: u32, height: u32) -> anyhow::Result<()> {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// The page as Chromium hands it on to screen readers: each node that is not left out, in
    /// order, as its role, its name and its description.
    pub async fn accessible_nodes(&self) -> anyhow::Result<Vec<[String; 3]>> {
        let tree = self.devtools("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let text =
            |node: &Value, what: &str| node[what]["value"].as_str().unwrap_or_default().to_owned();
        let nodes = nodes.iter().filter(|node| node["ignored"] == json!(false));
        Ok(nodes.map(|node| ["role", "name", "description"].map(|what| text(node, what))).collect())
    }

    async fn devtools(&self, command: &str, given: Value) -> anyhow::Result<Value> {
        Ok(self.session()?.cdp().send_raw(command, given).await?)
    }

    /// Opens another tab on the page and turns to it. Returns the tab it left.
    pub async fn open_tab(&mut self) -> anyhow::Result<WindowHandle> {
        let left = self.session()?.window().await?;
        // WebKit's driver waits for ever for what happens in a tab that is not in front.
        let opened = match self.engine() {
            Engine::WebKit => self.session()?.new_window().await?,
            Engine::Chromium | Engine::Firefox => self.session()?.new_tab().await?,
        };
        self.turn_to(opened).await?;
        self.open().await?;
        Ok(left)
    }

    /// Turns to another tab.
    pub async fn turn_to(&mut self, tab: WindowHandle) -> anyhow::Result<()> {
        self.collect_reports().await?;
        Ok(self.session()?.switch_to_window(tab).await?)
    }

    /// Keeps a picture of the window and returns where.
    pub async fn screenshot(&self, name: &str) -> anyhow::Result<PathBuf> {
        let directory = self.setup.screenshots.join(self.engine().name());
        std::fs::create_dir_all(&directory)?;
        let path = directory.join(format!("{name}.png"));
        std::fs::write(&path, self.session()?.screenshot_as_png().await?)?;
        Ok(path)
    }

    /// Everything in the page's `localStorage`.
    pub async fn local_storage(&self) -> anyhow::Result<BTreeMap<String, String>> {
        self.evaluate("return { ...localStorage }").await
    }

    /// Waits until a download with a name that starts with `prefix` is complete,
    /// takes it away and returns its name and content.
    pub async fn take_download(&self, prefix: &str) -> anyhow::Result<(String, Vec<u8>)> {
        let places = [
            self.place.downloads(),
            self.place.home().to_owned(),
            self.place.home().join("Downloads"),
        ];
        let what = format!("{prefix}… is downloaded");
        let n_needed = if self.engine() == Engine::WebKit { N_LOOKS_AT_WEBKIT } else { 1 };
        let (mut last, mut n_looks) = (None, 0);
        let (path, _) = self
            .wait_for(&what, async || {
                let found = places.iter().find_map(|place| complete_file(place, prefix));
                n_looks = if found == last { n_looks + 1 } else { 1 };
                last = found.clone();
                Ok(found.filter(|_| n_looks >= n_needed))
            })
            .await?;
        let content = std::fs::read(&path)?;
        std::fs::remove_file(&path)?;
        let name =
            path.file_name().context("a download has a name")?.to_string_lossy().into_owned();
        Ok((name, content))
    }

    /// Chooses files in the file input that `selector` finds, as its dialog would.
    pub async fn choose_files(&self, selector: &str, files: &[&Path]) -> anyhow::Result<()> {
        let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        let input = self
            .wait_for(&format!("{selector} is there"), async || {
                let found = self.session()?.find_all(thirtyfour::By::Css(selector)).await?;
                Ok(found.into_iter().next())
            })
            .await?;
        Ok(input.send_keys(paths.join("\n")).await?)
    }

    /// Reads one of the driver's own facts about an element.
    pub(crate) async fn fact(&self, element: &str, fact: &str) -> anyhow::Result<String> {
        let question = ElementFact { element: element.into(), fact: fact.into() };
        Ok(self.session()?.cmd(question).await?.value()?)
    }
}

/// A download of WebKit is complete once it has not grown for as many looks.
const N_LOOKS_AT_WEBKIT: usize = 10;

/// A file whose name starts right, with its length, which no browser is still writing: partial
/// downloads have names or neighbours that end in `.part` or `.crdownload`, and
/// Firefox first puts an empty file in the place. WebKit writes into the file itself.
fn complete_file(place: &Path, prefix: &str) -> Option<(PathBuf, u64)> {
    let entries: Vec<_> =
        std::fs::read_dir(place).ok()?.flatten().map(|entry| entry.path()).collect();
    let is_partial = |path: &PathBuf| {
        path.extension()
            .is_some_and(|end| end == "part" || end == "crdownload" || end == "wkdownload")
    };
    if entries.iter().any(is_partial) {
        return None;
    }
    entries.into_iter().find_map(|path| {
        let is_named =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix));
        let metadata =
            path.metadata().ok().filter(|it| is_named && it.is_file() && it.len() > 0)?;
        Some((path, metadata.len()))
    })
}

/// `computedlabel` and `computedrole` of the WebDriver standard.
#[derive(Debug)]
struct ElementFact {
    element: String,
    fact: String,
}

impl FormatRequestData for ElementFact {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let Self { element, fact } = self;
        RequestData::new(http::Method::GET, format!("session/{session}/element/{element}/{fact}"))
    }
}
