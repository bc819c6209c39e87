//! `cargo xtask serve`: the page as it will be published, on this computer.

use std::process::{Command, Stdio};

use anyhow::Context;
use page_server::PageServer;

use crate::command_line::ServeOptions;
use crate::page;
use crate::workspace::Workspace;

pub(crate) fn serve(workspace: &Workspace, options: &ServeOptions) -> anyhow::Result<()> {
    // A page that grew too heavy can still be looked at.
    let _ = page::build(workspace)?;
    let server = PageServer::start(&workspace.dist(), options.port)
        .with_context(|| format!("no free port from {} on", options.port))?;
    println!("\nOn the Record is served at {}  (Ctrl+C ends it)", server.url());
    if options.is_opening {
        open(&server.url());
    }
    server.wait();
    Ok(())
}

/// Opens a browser if there is a screen. Whoever has none reads the address.
fn open(url: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if has_display() {
        Command::new("xdg-open")
    } else {
        return;
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        println!("No browser could be opened; open the address yourself.");
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
