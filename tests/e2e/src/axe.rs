//! Asks axe-core what stands in the way of readers with assistive technology.

use anyhow::Context;
use serde::Deserialize;

use crate::journey::Journey;

const RUN: &str = r#"
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ["violations"] })
        .then(({ violations }) => done({ violations: violations.map((violation) => ({
            rule: violation.id,
            impact: violation.impact ?? "",
            help: violation.help,
            targets: violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
        })) }))
        .catch((error) => done({ problem: String(error) }));
"#;

/// A rule that the page breaks.
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// axe's name for the rule.
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// The rule in a sentence.
    pub help: String,
    /// The elements that break it, and how.
    pub targets: Vec<String>,
}

#[derive(Deserialize)]
struct Outcome {
    violations: Option<Vec<Violation>>,
    problem: Option<String>,
}

impl Journey {
    /// Every rule of axe-core that the page breaks in its present state.
    pub async fn axe(&self) -> anyhow::Result<Vec<Violation>> {
        let is_there: bool = self.evaluate("return typeof axe === 'object'").await?;
        if !is_there {
            let source = std::fs::read_to_string(&self.setup.axe)
                .with_context(|| format!("cannot read {}", self.setup.axe.display()))?;
            // A script of the driver may do what the page may not.
            self.session()?.execute(source, Vec::new()).await?;
        }
        let outcome: Outcome = self.session()?.execute_async(RUN, Vec::new()).await?.convert()?;
        outcome
            .violations
            .with_context(|| outcome.problem.unwrap_or_else(|| "axe says nothing".into()))
    }

    /// Fails with a readable list unless axe finds nothing.
    pub async fn expect_axe_clean(&self) -> anyhow::Result<()> {
        let violations = self.axe().await?;
        anyhow::ensure!(violations.is_empty(), "axe finds: {violations:#?}");
        Ok(())
    }
}
