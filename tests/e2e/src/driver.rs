//! The WebDriver process of one journey.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use thirtyfour::{Capabilities, WebDriver};

use crate::engine::{Engine, Stores};
use crate::family;
use crate::place::Place;
use crate::setup::Setup;
use crate::wait::{PATIENCE, poll};

/// No command of a driver may take longer than this.
const REQUEST_LIMIT: Duration = Duration::from_secs(150);

/// A driver and the browser it opened. Both end when this is dropped.
pub(crate) struct Driver {
    process: Child,
    pub(crate) session: WebDriver,
}

/// How often a driver is started on another port before it counts as broken. Until it listens, a port
/// that was free can be taken by a browser that starts at the same moment.
const N_STARTS: usize = 3;

impl Driver {
    pub(crate) async fn start(
        setup: &Setup,
        place: &Place,
        stores: Stores,
    ) -> anyhow::Result<Self> {
        let mut started = Self::try_to_start(setup, place, stores).await;
        for _ in 1..N_STARTS {
            if started.is_err() {
                started = Self::try_to_start(setup, place, stores).await;
            }
        }
        started
    }

    async fn try_to_start(setup: &Setup, place: &Place, stores: Stores) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut guarded = Guarded(Some(spawn(setup, place, port)?));
        let process = guarded.0.as_mut().expect("it was just put in");
        await_port(process, port).await?;
        let capabilities = setup.engine.capabilities(setup, place, stores);
        let capabilities: Capabilities = serde_json::from_value(capabilities)?;
        let session = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .request_timeout(REQUEST_LIMIT)
            .await
            .with_context(|| format!("{} does not open", setup.engine.name()))?;
        // WebKit knows no option for it, and Firefox counts its frame in.
        session.set_window_rect(0, 0, 1280, 900).await?;
        let process = guarded.0.take().expect("it is still there");
        Ok(Self { process, session })
    }

    /// Closes the browser the way its window is closed.
    pub(crate) async fn close(mut self) -> anyhow::Result<()> {
        let closed = self.session.clone().quit().await;
        end(&mut self.process);
        Ok(closed?)
    }

    /// Ends the browser in the middle of whatever it does: all its processes at once, none of
    /// which can finish a write for another.
    pub(crate) fn kill(mut self) {
        family::kill(&family::of(self.process.id()));
        // Ended first, the driver cannot close the browser in good order.
        end(&mut self.process);
        let _ = self.session.leak();
    }

    /// Sends a signal to the browser's first process alone, and waits until all its processes have
    /// ended. What is left of them then is killed.
    pub(crate) async fn signal(mut self, signal: &str) -> anyhow::Result<()> {
        let family = family::of(self.process.id());
        family::send(signal, &family::children(self.process.id()));
        let ended = poll("the browser has ended", PATIENCE, async || {
            Ok(family[1..].iter().all(|process| family::has_ended(*process)).then_some(()))
        });
        let ended = ended.await;
        family::kill(&family);
        end(&mut self.process);
        let _ = self.session.leak();
        ended
    }
}

/// Ends a process whose driver never came to be.
struct Guarded(Option<Child>);

impl Drop for Guarded {
    fn drop(&mut self) {
        if let Some(process) = &mut self.0 {
            end(process);
        }
    }
}

fn spawn(setup: &Setup, place: &Place, port: u16) -> anyhow::Result<Child> {
    let mut command = match setup.engine {
        Engine::WebKit => {
            // WebKitGTK has no headless mode.
            let mut command = Command::new("xvfb-run");
            command.args(["-a", "-s", "-screen 0 1400x1000x24"]).arg(&setup.driver);
            command.env("HOME", place.home()).env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command
        }
        Engine::Chromium | Engine::Firefox => Command::new(&setup.driver),
    };
    command.arg(format!("--port={port}"));
    if setup.engine == Engine::Firefox {
        command.args(["--websocket-port", "0", "--log", "error"]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A group of its own, so that the browser can be ended with its driver.
    command.process_group(0);
    command.spawn().with_context(|| format!("cannot start {}", setup.driver.display()))
}

fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

async fn await_port(process: &mut Child, port: u16) -> anyhow::Result<()> {
    poll("the driver listens", PATIENCE, async || {
        if let Some(status) = process.try_wait()? {
            bail!("the driver ended at once ({status})");
        }
        let connected = tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await;
        Ok(connected.is_ok().then_some(()))
    })
    .await
}

/// Ends the process and everything it started.
fn end(process: &mut Child) {
    let group = format!("-{}", process.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    let _ = process.kill();
    let _ = process.wait();
}
