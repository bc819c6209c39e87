//! A hand at the page: real keys and a real mouse where a person would use them.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use e2e::Journey;
use onrecord_core::model::sample;
use onrecord_core::text::TextHash;

use crate::command::{Command, LABELS};
use crate::ledger::Ledger;
use crate::page;
use crate::reference::Stores;
use crate::seats::{Seat, Seats};
use crate::tabs::{check_export, export};
use crate::words::Words;

/// Articles beside the sample at most.
const N_ARTICLES: usize = 4;

/// Acts on the page and knows what should be there.
pub struct Hand<'a> {
    pub page: &'a mut Journey,
    pub(crate) random: fastrand::Rng,
    pub(crate) ledger: Ledger,
    pub(crate) seats: Seats,
    pub(crate) seat: Seat,
    pub(crate) words: Words,
    /// Counts texts and notes, so that none comes twice.
    n_written: usize,
}

impl<'a> Hand<'a> {
    /// Opens the page in a new profile.
    pub async fn open(page: &'a mut Journey, seed: u64) -> anyhow::Result<Self> {
        page::open(page).await?;
        let words = Words::of(page::text(page).await?);
        let mut ledger = Ledger::default();
        ledger.begin_with(&page::records(page).await?)?;
        page::ask::<serde_json::Value>(page, "soak.changes()").await?;
        let (random, seats) = (fastrand::Rng::with_seed(seed), Seats::default());
        Ok(Self { page, random, ledger, seats, seat: Seat::default(), words, n_written: 0 })
    }

    /// How many annotations there are.
    pub fn n_annotations(&self) -> usize {
        self.ledger.n_annotations()
    }

    /// Does something at random, and adds what it is to `told`. Loads the page anew only where
    /// `may_load` allows it.
    pub async fn act(&mut self, may_load: bool, told: &mut Vec<String>) -> anyhow::Result<()> {
        page::ask::<()>(self.page, "soak.dismiss()").await?;
        let (pick, label) = (self.random.u32(..1_000_000), self.random.usize(..LABELS.len()));
        let mut tell = |what: &str| told.push(what.to_owned());
        match self.random.u32(..100) {
            0..18 => {
                let passage = self.words.passage(&mut self.random, 12);
                let is_button = self.random.bool();
                tell(&format!("drag over {passage:?}, {}", LABELS[label]));
                self.drag(Command::Mark(passage, label), is_button).await
            }
            18..32 => {
                let passage = self.words.passage(&mut self.random, 12);
                let command = Command::Mark(passage, label);
                tell(&format!("{command:?}"));
                self.script(&command).await
            }
            32..42 => {
                tell(&format!("press {} on mark {pick}", LABELS[label]));
                self.key(Command::Relabel { pick, label }, &(label + 1).to_string()).await
            }
            42..50 => {
                tell(&format!("delete mark {pick}"));
                self.key(Command::Remove { pick }, "Delete").await
            }
            50..62 => {
                tell("undo");
                self.key(Command::Undo, "Control+z").await
            }
            62..68 => {
                tell("redo");
                self.key(Command::Redo, "Control+Shift+z").await
            }
            68..72 => {
                tell("go to the next and previous");
                self.key(Command::Look, "n n b").await
            }
            72..78 => {
                tell(&format!("write a note on mark {pick}"));
                self.note(pick).await
            }
            78..85 => {
                let choice = self.random.u32(..1000);
                tell(&format!("press choice {choice} of mark {pick}"));
                self.choice(pick, choice).await
            }
            85..87 if may_load => {
                tell("reload");
                self.reload().await
            }
            87..88 if may_load => {
                tell("close and open again");
                self.close_and_open().await
            }
            88..91 => {
                tell("act in another window");
                self.other_window(told).await
            }
            91..93 => {
                tell("export and read the file again");
                self.read_again().await
            }
            93..95 => {
                let (width, height) = (self.random.u32(1200..1500), self.random.u32(600..1000));
                tell(&format!("resize to {width} x {height}"));
                self.page.resize(width, height).await
            }
            95..97 if self.ledger.articles().count() <= N_ARTICLES => {
                tell("add an article");
                self.add_article().await
            }
            97 => {
                tell("remove the open article");
                self.remove_article().await
            }
            _ => {
                tell("open another article");
                self.switch(pick).await
            }
        }
    }

    /// Compares records and highlights with what they should be, as soon as both are at rest.
    pub async fn compare(&mut self) -> anyhow::Result<()> {
        let mut last = None;
        let waited = self
            .page
            .wait_for("the page agrees with the model", async || {
                last = self.look().await.err();
                Ok(last.is_none().then_some(()))
            })
            .await;
        waited.with_context(|| format!("{last:?}"))?;
        self.words = Words::of(page::text(self.page).await?);
        Ok(())
    }

    async fn look(&self) -> anyhow::Result<()> {
        let difference = self.ledger.compare(&page::records(self.page).await?)?;
        let is_same = difference.lost.is_empty() && difference.newer.is_empty();
        ensure!(is_same, "records differ: {difference:?}");
        let text = "document.querySelector('[data-article-text]')?.textContent";
        let text: Option<String> = page::ask(self.page, text).await?;
        let text = text.context("no article is open")?;
        self.ledger.check_screen(&text, &page::marks(self.page).await?)
    }

    /// Compares the second store and an exported file as well.
    pub async fn compare_all(&mut self) -> anyhow::Result<()> {
        let stores = Stores::read(self.page).await?;
        let difference = self.ledger.compare(&stores.check()?)?;
        let is_same = difference.lost.is_empty() && difference.newer.is_empty();
        ensure!(is_same, "the stores differ: {difference:?}");
        page::ask::<()>(self.page, "soak.dismiss()").await?;
        check_export(self.page, &page::records(self.page).await?).await
    }

    /// Has the script in the page do it.
    pub(crate) async fn script(&mut self, command: &Command) -> anyhow::Result<()> {
        self.acknowledge(command, None, command.words()).await
    }

    /// Waits until what was done by hand is saved.
    async fn done(&mut self, command: &Command, picked: Option<String>) -> anyhow::Result<()> {
        self.acknowledge(command, picked, Command::Look.words()).await
    }

    async fn acknowledge(
        &mut self,
        command: &Command,
        picked: Option<String>,
        words: Vec<serde_json::Value>,
    ) -> anyhow::Result<()> {
        let mut outcome = page::act(self.page, &words).await?;
        outcome.picked = outcome.picked.or(picked);
        self.ledger.history = std::mem::take(&mut self.seat.history);
        let acknowledged = self.ledger.acknowledge(command, &outcome);
        self.seat.history = std::mem::take(&mut self.ledger.history);
        if acknowledged? {
            self.seats.use_now(&mut self.seat);
        }
        Ok(())
    }

    async fn drag(&mut self, command: Command, is_button: bool) -> anyhow::Result<()> {
        let Command::Mark(passage, label) = &command else { return Ok(()) };
        page::ask::<()>(self.page, "soak.toPage()").await?;
        let n_before = self.words.n_before(passage);
        self.page.select_occurrence(&passage.text, n_before).await?;
        if is_button {
            page::click(self.page, ".app-header .label-button", *label as u32).await?;
        } else {
            self.page.press(&(label + 1).to_string()).await?;
        }
        self.done(&command, None).await
    }

    /// Presses keys, on a mark that is clicked before if the command is about one.
    async fn key(&mut self, command: Command, keys: &str) -> anyhow::Result<()> {
        let picked = match command {
            Command::Relabel { pick, .. } | Command::Remove { pick } => {
                let Some(picked) = self.choose(pick).await? else { return Ok(()) };
                Some(picked)
            }
            _ => {
                page::ask::<()>(self.page, "soak.toPage()").await?;
                None
            }
        };
        self.page.press(keys).await?;
        self.done(&command, picked).await
    }

    async fn choose(&self, pick: u32) -> anyhow::Result<Option<String>> {
        page::ask(self.page, &format!("soak.choose({pick})")).await
    }

    /// Waits until the chosen annotation's card stands where it stays.
    async fn card(&self) -> anyhow::Result<()> {
        let is_there = "document.querySelector('.card[data-selected]')";
        self.page.wait_until("its card is open", is_there).await?;
        self.page.settle().await
    }

    async fn note(&mut self, pick: u32) -> anyhow::Result<()> {
        let Some(picked) = self.choose(pick).await? else { return Ok(()) };
        self.n_written += 1;
        let note = format!("Note {}: checked twice", self.n_written);
        self.card().await?;
        page::click(self.page, ".card[data-selected] textarea[aria-label=Note]", 0).await?;
        self.page
            .wait_until("the note has the focus", "document.activeElement.matches('textarea')")
            .await?;
        self.page.press("Control+a").await?;
        self.page.type_text(&note).await?;
        page::ask::<()>(self.page, "soak.toPage()").await?;
        self.done(&Command::Note { note }, Some(picked)).await
    }

    async fn choice(&mut self, pick: u32, choice: u32) -> anyhow::Result<()> {
        let Some(picked) = self.choose(pick).await? else { return Ok(()) };
        self.card().await?;
        if !page::ask(self.page, "Boolean(soak.find('.card[data-selected] .choice', 0))").await? {
            return Ok(());
        }
        page::click(self.page, ".card[data-selected] .choice", choice).await?;
        self.done(&Command::Attribute { pick, choice }, Some(picked)).await
    }

    async fn read_again(&mut self) -> anyhow::Result<()> {
        let (name, bytes) = export(self.page).await?;
        let path: PathBuf = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        std::fs::write(&path, bytes)?;
        page::click(self.page, ".add-articles-button", 0).await?;
        self.page.choose_files("dialog input[type=file]", &[&path]).await?;
        self.page.wait_until("the file is read", "!document.querySelector('dialog')").await?;
        std::fs::remove_file(path)?;
        self.done(&Command::Look, None).await
    }

    async fn add_article(&mut self) -> anyhow::Result<()> {
        self.n_written += 1;
        let text = format!(
            "The council met for the {} time this year and agreed on little. The mayor said that \
             the bridge would open before winter.\n\nA spokeswoman for the builders promised to \
             finish the northern half by May, though two engineers claimed that the steel had not \
             even been ordered. Nobody at the table seemed surprised.",
            self.n_written
        );
        page::click(self.page, ".add-articles-button", 0).await?;
        page::click(self.page, "dialog textarea", 0).await?;
        self.page.type_text(&text).await?;
        page::click(self.page, "dialog [type=submit]", 0).await?;
        let condition = format!(
            "document.querySelector('[data-article-text]')?.textContent === {}",
            serde_json::Value::from(text.as_str())
        );
        self.page.wait_until("the article is open", &condition).await?;
        self.done(&Command::AddArticle(TextHash::of(&text)), None).await
    }

    async fn remove_article(&mut self) -> anyhow::Result<()> {
        let open = self.ledger.article_of(&page::text(self.page).await?)?.id;
        if open == sample::ID {
            return Ok(());
        }
        self.page
            .evaluate::<()>(
                "document.querySelector('li:has([aria-current]) [aria-label^=Remove]').click()",
            )
            .await?;
        self.done(&Command::RemoveArticle(open), None).await
    }

    async fn switch(&mut self, pick: u32) -> anyhow::Result<()> {
        self.page
            .evaluate::<()>(&format!(
                "const entries = document.querySelectorAll('.article-entry');
                 entries[{pick} % entries.length].click();"
            ))
            .await?;
        self.page
            .wait_until("the article is open", "document.querySelector('[data-article-text]')")
            .await?;
        self.done(&Command::Look, None).await
    }
}
