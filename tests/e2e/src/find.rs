//! Finds elements by role and name, as a screen reader hears them.

use anyhow::{Context, bail};
use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::journey::Journey;

/// Elements of a role that can be seen, with the name that a simple reading
/// gives. The browser itself has the last word on both.
const CANDIDATES: &str = r##"
    const native = {
        article: "article", button: "button, summary, input[type=button], input[type=submit]",
        checkbox: "input[type=checkbox]", combobox: "select, input[list]", dialog: "dialog",
        heading: "h1, h2, h3, h4, h5, h6", link: "a[href]", list: "ul, ol", listitem: "li",
        radio: "input[type=radio]", region: "section[aria-label], section[aria-labelledby]",
        searchbox: "input[type=search]", status: "output",
        textbox: "textarea, input:not([type]), input[type=text], input[type=url], input[type=email]",
    };
    const [role, name] = arguments;
    const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
    const nameOf = (element) => clean(
        (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean)
            .map((id) => document.getElementById(id)?.textContent).join(" ")
        || element.getAttribute("aria-label")
        || element.labels?.[0]?.textContent
        || element.textContent || element.title || element.placeholder);
    const selector = [`[role="${role}"]`, ...(native[role] ? [native[role]] : [])].join(", ");
    const seen = [...document.querySelectorAll(selector)].filter((element) =>
        !element.closest("[inert], [aria-hidden=true]") && element.getClientRects().length > 0
        && (element.getAttribute("role") ?? role) === role);
    const named = seen.filter((element) => nameOf(element) === name);
    return named.length > 0 ? named : seen.slice(0, 60);
"##;

/// An element that was found, with its text at that time.
pub struct Found {
    /// The driver's handle, for what the harness has no words for.
    pub element: WebElement,
    /// The text a reader sees.
    pub text: String,
}

impl Journey {
    /// The first element that can be seen with this role and accessible name,
    /// by the browser's own reckoning. Waits until there is one.
    pub async fn find(&self, role: &str, name: &str) -> anyhow::Result<Found> {
        let what = format!("there is a {role} named “{name}”");
        let element = self.wait_for(&what, async || self.look_for(role, name).await).await?;
        let text = element.text().await.unwrap_or_default();
        Ok(Found { element, text })
    }

    /// Whether such an element can be seen now.
    pub async fn has(&self, role: &str, name: &str) -> anyhow::Result<bool> {
        Ok(self.look_for(role, name).await?.is_some())
    }

    /// Clicks such an element with the mouse, scrolled into view.
    pub async fn click(&self, role: &str, name: &str) -> anyhow::Result<()> {
        let found = self.find(role, name).await?;
        found.element.click().await.with_context(|| format!("the {role} “{name}” takes no click"))
    }

    /// Opens the dialog for new articles, which comes with the second module.
    pub async fn open_add_dialog(&self) -> anyhow::Result<()> {
        self.click("button", "Add articles").await?;
        self.find("textbox", "Article text").await.map(|_| ())
    }

    /// Clicks the first element that a CSS selector finds.
    pub async fn click_css(&self, selector: &str) -> anyhow::Result<()> {
        let what = format!("{selector} is there");
        let element = self
            .wait_for(&what, async || {
                let found = self.session()?.find_all(thirtyfour::By::Css(selector)).await?;
                Ok(found.into_iter().next())
            })
            .await?;
        Ok(element.click().await?)
    }

    /// Waits until an element of this role and name shows exactly `text`.
    pub async fn wait_for_text(&self, role: &str, name: &str, text: &str) -> anyhow::Result<()> {
        let mut last = String::new();
        let waited = self
            .wait_for(&format!("the {role} “{name}” says “{text}”"), async || {
                let Some(element) = self.look_for(role, name).await? else { return Ok(None) };
                last = element.text().await.unwrap_or_default();
                Ok((last == text).then_some(()))
            })
            .await;
        waited.with_context(|| format!("it last said “{last}”"))
    }

    /// The element that has the focus: its role and its accessible name.
    pub async fn focused(&self) -> anyhow::Result<(String, String)> {
        let element = self.session()?.active_element().await?;
        let id = element.element_id().to_string();
        Ok((self.fact(&id, "computedrole").await?, self.fact(&id, "computedlabel").await?))
    }

    async fn look_for(&self, role: &str, name: &str) -> anyhow::Result<Option<WebElement>> {
        let arguments: Vec<Value> = vec![json!(role), json!(name)];
        let found = self.session()?.execute(CANDIDATES, arguments).await?.elements()?;
        for element in found {
            let id = element.element_id().to_string();
            // An element that went away meanwhile is none.
            let Ok(label) = self.fact(&id, "computedlabel").await else { continue };
            if label.trim() != name {
                continue;
            }
            let computed = self.fact(&id, "computedrole").await?;
            if is_same_role(&computed, role) {
                return Ok(Some(element));
            }
            bail!("“{name}” has the role {computed}, not {role}");
        }
        Ok(None)
    }
}

/// Drivers still use a few names of their own.
fn is_same_role(computed: &str, role: &str) -> bool {
    let computed = computed.to_ascii_lowercase();
    computed == role
        || matches!(
            (computed.as_str(), role),
            ("button", "summary")
                | ("textfield" | "searchbox", "textbox")
                | ("disclosuretriangle", "button")
        )
}
