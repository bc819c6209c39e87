//! How much memory the page holds after it was asked to let go of what it does not need.

use anyhow::Context;
use e2e::{Engine, Journey};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Runs before the page, so that the memory of its module can be looked at.
pub const WATCH: &str = include_str!("memory.js");

/// What may be held more after a thousand actions than after the first hundred, in megabytes.
const JS_LIMIT: f64 = 5.0;
const WASM_LIMIT: f64 = 16.0;

/// Megabytes that are held, or by which that has grown.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Memory {
    /// Objects of JavaScript.
    pub js: f64,
    /// The memory of the module, which never shrinks.
    pub wasm: f64,
}

impl Memory {
    /// What is held now; `None` where the browser does not tell.
    pub async fn look(page: &Journey) -> anyhow::Result<Option<Self>> {
        if page.engine() != Engine::Chromium {
            return Ok(None);
        }
        let devtools = page.session()?.cdp();
        for _ in 0..3 {
            devtools.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let told = devtools.send_raw("Runtime.getHeapUsage", json!({})).await?;
        let js = told["usedSize"].as_f64().context("the browser tells what it uses")?;
        let wasm: f64 = page.evaluate("return wasmMemory.buffer.byteLength").await?;
        Ok(Some(Self { js: js / 1e6, wasm: wasm / 1e6 }))
    }

    /// By how much this is more than `before`.
    pub fn grown_since(self, before: Self) -> Self {
        Self { js: self.js - before.js, wasm: self.wasm - before.wasm }
    }

    /// The greater of both, each by itself.
    pub fn or_greater(self, other: Self) -> Self {
        Self { js: self.js.max(other.js), wasm: self.wasm.max(other.wasm) }
    }

    /// Whether a growth of this is no leak.
    pub fn is_little(self) -> bool {
        self.js <= JS_LIMIT && self.wasm <= WASM_LIMIT
    }
}
