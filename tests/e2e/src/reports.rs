//! What the page reported against itself.

use crate::engine::Engine;
use crate::journey::Journey;

/// Runs in the page before everything else.
pub(crate) const PROBE: &str = include_str!("probe.js");

/// Errors and breaches of this document, and files it got from elsewhere.
const READ: &str = r#"
    const foreign = performance.getEntriesByType("resource")
        .map((entry) => entry.name)
        .filter((name) => !/^(data|blob):/.test(name) && !name.startsWith(location.origin + "/"));
    return [...(window.e2eReports ?? []).splice(0), ...foreign.map((name) => `request: ${name}`)];
"#;

impl Journey {
    /// Reads what the page reported since the last look: errors, breaches of the
    /// policy, requests to other hosts. A journey that expects some calls this;
    /// what is left at the end fails it.
    pub async fn reports(&mut self) -> anyhow::Result<Vec<String>> {
        self.collect_reports().await?;
        Ok(std::mem::take(&mut self.reports))
    }

    pub(crate) async fn collect_reports(&mut self) -> anyhow::Result<()> {
        let reports: Vec<String> = self.evaluate(READ).await?;
        self.reports.extend(reports);
        if self.engine() == Engine::Chromium {
            // Chromium's own log knows what no script of the page is told.
            for entry in self.session()?.browser_log().await? {
                let is_heard = entry.source.as_deref() == Some("console-api");
                // Asked for by the browser itself at a file that names no picture of its own.
                let is_picture = entry.message.contains("/favicon.ico ");
                if entry.level == "SEVERE" && !is_heard && !is_picture {
                    self.reports.push(format!("log: {}", entry.message));
                }
            }
        }
        Ok(())
    }
}
