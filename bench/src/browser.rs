//! Chromium without a window, spoken to in its own protocol (CDP) over one socket.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, WebSocket};

use crate::kept;

/// No command takes longer; a browser that is silent for so long has hung.
const PATIENCE: Duration = Duration::from_secs(300);

const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

const FLAGS: [&str; 13] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    // A page keeps its frame and process when it is left for another, so that times go on.
    "--disable-features=BackForwardCache,RenderDocument,ProactivelySwapBrowsingInstance",
    "--remote-debugging-port=0",
    "--window-size=1280,900",
];

/// A browser that is closed when it is dropped.
pub struct Browser {
    child: Child,
    profile: PathBuf,
    socket: WebSocket<TcpStream>,
    last_id: u64,
    events: VecDeque<Value>,
}

impl Browser {
    /// Starts the browser with a fresh profile inside `directory`.
    ///
    /// # Errors
    /// When there is none on the PATH, or it does not answer.
    pub fn start(directory: &Path) -> anyhow::Result<Self> {
        let profile = directory.join("profile");
        let mut command = Command::new(find()?);
        command.args(FLAGS).arg(format!("--js-flags={}", kept::SOON));
        command.arg(format!("--user-data-dir={}", profile.display()));
        // Containers have no user namespaces; the pages are our own.
        command.arg("--no-sandbox").arg("about:blank");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("the browser cannot be started")?;
        let stderr = child.stderr.take().context("its messages are piped")?;
        let address = address(BufReader::new(stderr))?;
        let host = address.trim_start_matches("ws://").split('/').next().unwrap_or_default();
        let stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        // Everything that fits into local storage goes through here, and whole traces come back.
        let limits = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) =
            tungstenite::client::client_with_config(address.as_str(), stream, Some(limits))?;
        Ok(Self { child, profile, socket, last_id: 0, events: VecDeque::new() })
    }

    /// Where the browser keeps the code of WebAssembly that it compiled.
    pub fn compiled_code(&self) -> PathBuf {
        self.profile.join("Default/Code Cache/wasm")
    }

    /// The browser's name and version.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn version(&mut self) -> anyhow::Result<String> {
        let version = self.call(None, "Browser.getVersion", json!({}))?;
        let product = version["product"].as_str().unwrap_or_default();
        Ok(product.replace("HeadlessChrome/", "Chromium ").replace("Chrome/", "Chromium "))
    }

    /// Calls a command of the browser or, with `session`, of a tab, and waits for its result.
    ///
    /// # Errors
    /// When the command fails or is not answered.
    pub fn call(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> anyhow::Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.socket.send(Message::text(message.to_string()))?;
        loop {
            let mut message = self.read().with_context(|| format!("{method} is not answered"))?;
            if message["id"] != id {
                self.events.push_back(message);
                continue;
            }
            if let Some(error) = message.get("error") {
                bail!("{method}: {error}");
            }
            return Ok(message["result"].take());
        }
    }

    /// Waits for an event, dropping the others but handing them to `seen` first.
    ///
    /// # Errors
    /// When it does not come.
    pub fn wait_for(&mut self, event: &str, mut seen: impl FnMut(&Value)) -> anyhow::Result<()> {
        loop {
            let message = match self.events.pop_front() {
                Some(message) => message,
                None => self.read().with_context(|| format!("{event} does not come"))?,
            };
            seen(&message);
            if message["method"] == event {
                return Ok(());
            }
        }
    }

    fn read(&mut self) -> anyhow::Result<Value> {
        loop {
            if let Message::Text(text) = self.socket.read()? {
                return Ok(serde_json::from_str(&text)?);
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.call(None, "Browser.close", json!({}));
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// The first browser on the PATH.
fn find() -> anyhow::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut candidates = PROGRAMS
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |place| place.join(name)));
    candidates
        .find(|candidate| candidate.is_file())
        .context("no Chromium on the PATH; install the package chromium")
}

/// Reads what the browser says until it names its address, and the rest in the background, since
/// it would stop when nobody listened.
fn address(mut messages: impl BufRead + Send + 'static) -> anyhow::Result<String> {
    let mut line = String::new();
    loop {
        line.clear();
        ensure!(messages.read_line(&mut line)? > 0, "the browser ended at once");
        if let Some(address) = line.trim().strip_prefix("DevTools listening on ") {
            let address = address.to_owned();
            std::thread::spawn(move || std::io::copy(&mut messages, &mut std::io::sink()));
            return Ok(address);
        }
    }
}
