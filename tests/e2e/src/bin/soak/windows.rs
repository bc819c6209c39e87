//! Windows that are loaded anew, closed and opened, and others beside them.

use anyhow::{Context, ensure};
use thirtyfour::WindowHandle;

use crate::command::Command;
use crate::hand::Hand;
use crate::page;

impl Hand<'_> {
    pub(crate) async fn reload(&mut self) -> anyhow::Result<()> {
        page::open(self.page).await?;
        self.seat = self.seats.reload(std::mem::take(&mut self.seat));
        self.begin().await
    }

    pub(crate) async fn close_and_open(&mut self) -> anyhow::Result<()> {
        self.page.close().await?;
        self.page.reopen().await?;
        page::open(self.page).await?;
        self.seats.leave(std::mem::take(&mut self.seat));
        self.seat = self.seats.take_up();
        self.begin().await
    }

    /// Waits until a page that was just opened has its history.
    async fn begin(&self) -> anyhow::Result<()> {
        let (can_undo, can_redo) = self.seat.shown();
        let shows = |name: &str, can: bool| {
            let off = format!("[aria-label={name}]:not([aria-haspopup])[aria-disabled]");
            format!("Boolean(document.querySelector('.app-header-end {off}')) === {}", !can)
        };
        let condition = format!("{} && {}", shows("Undo", can_undo), shows("Redo", can_redo));
        self.page.wait_until("the history is there", &condition).await?;
        page::ask::<()>(self.page, "soak.saved()").await?;
        page::ask::<serde_json::Value>(self.page, "soak.changes()").await?;
        Ok(())
    }

    pub(crate) async fn other_window(&mut self, told: &mut Vec<String>) -> anyhow::Result<()> {
        let own = self.page.session()?.window().await?;
        let other = self.page.session()?.new_tab().await?;
        self.page.turn_to(other).await?;
        page::open(self.page).await?;
        let other_seat = self.seats.take_up();
        let own_seat = std::mem::replace(&mut self.seat, other_seat);
        let acted = self.act_there(told).await;
        let other_seat = std::mem::replace(&mut self.seat, own_seat);
        self.seats.leave(other_seat);
        acted?;
        self.close_window(own).await?;
        self.compare().await.context("what another window did")?;
        page::ask::<serde_json::Value>(self.page, "soak.changes()").await?;
        Ok(())
    }

    async fn act_there(&mut self, told: &mut Vec<String>) -> anyhow::Result<()> {
        self.begin().await?;
        self.compare().await.context("another window opens")?;
        let passage = self.words.passage(&mut self.random, 12);
        let command = Command::draw(&mut self.random, &self.ledger, passage);
        told.push(format!("  there: {command:?}"));
        self.script(&command).await
    }

    async fn close_window(&mut self, next: WindowHandle) -> anyhow::Result<()> {
        let reports = self.page.reports().await?;
        ensure!(reports.is_empty(), "another window reported {reports:?}");
        self.page.session()?.close_window().await?;
        Ok(self.page.session()?.switch_to_window(next).await?)
    }
}
