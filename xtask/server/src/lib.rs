//! Serves a directory on the loopback address, with the headers a careful host
//! would send. Not for the open internet: no TLS, no compression, no ranges.

mod exchange;
mod files;
pub mod policy;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;

use exchange::{Answer, Request};
use files::{File, Files};

/// Where the script of a test is found.
const PROBE: &str = "/probe.js";
/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 50;

/// A server that runs until it is dropped.
pub struct PageServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

struct Shared {
    files: Files,
    is_ending: AtomicBool,
    told: Mutex<Told>,
}

/// What tests tell the server and ask it.
#[derive(Default)]
struct Told {
    withheld: Vec<String>,
    cut: Vec<String>,
    is_uncached: bool,
    probe: Option<String>,
    requests: Vec<String>,
}

impl PageServer {
    /// Serves `directory` on `port`, or on the next free one.
    /// Port 0 lets the system choose.
    pub fn start(directory: &Path, port: u16) -> io::Result<Self> {
        let files = Files::of(directory)?;
        let listener = listen(port)?;
        let address = listener.local_addr()?;
        let shared =
            Arc::new(Shared { files, is_ending: AtomicBool::new(false), told: Mutex::default() });
        let listening = Some(accept(listener, &shared));
        Ok(Self { address, shared, listening })
    }

    /// The address of the page, ending in a slash.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The port that was free.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on answers 404 for every path that ends in one of `endings`:
    /// a test's way to a host that lost a file.
    pub fn withhold(&self, endings: &[&str]) {
        self.shared.told().withheld = endings.iter().map(|ending| (*ending).to_owned()).collect();
    }

    /// From now on gives only the first half of every file whose path ends in one of `endings`: a
    /// test's way to a host or a line that breaks off without saying so.
    pub fn cut(&self, endings: &[&str]) {
        self.shared.told().cut = endings.iter().map(|ending| (*ending).to_owned()).collect();
    }

    /// From now on forbids browsers to keep any file, so that each is asked for every time.
    pub fn forbid_caches(&self) {
        self.shared.told().is_uncached = true;
    }

    /// From now on lets `script` run in the page before everything else: a test's
    /// way to hear what the page reports. It is no inline script, so the policy
    /// stays as it is.
    pub fn probe(&self, script: &str) {
        self.shared.told().probe = Some(script.into());
    }

    /// The paths asked for up to now, in order.
    pub fn requests(&self) -> Vec<String> {
        self.shared.told().requests.clone()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl Drop for PageServer {
    fn drop(&mut self) {
        self.shared.is_ending.store(true, Ordering::Relaxed);
        // The listener wakes for a last connection; answers under way end by themselves.
        if TcpStream::connect(self.address).is_ok()
            && let Some(listening) = self.listening.take()
        {
            let _ = listening.join();
        }
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS_TRIED) };
    let mut refused = io::Error::other("no port tried");
    for candidate in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

fn accept(listener: TcpListener, shared: &Arc<Shared>) -> JoinHandle<()> {
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if shared.is_ending.load(Ordering::Relaxed) {
                break;
            }
            let shared = Arc::clone(&shared);
            // A browser that hangs up in the middle is no concern of the server.
            std::thread::spawn(move || shared.serve(stream));
        }
    })
}

impl Shared {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().expect("nothing panics with the lock")
    }

    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        let Some(request) = exchange::read(&mut stream)? else { return Ok(()) };
        let answer = self.answer(&request);
        exchange::write(&mut stream, &request, &answer)
    }

    fn answer(&self, request: &Request) -> Answer {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return failure("405 Method Not Allowed");
        }
        match self.find(&request.path) {
            Some(File { bytes, media_type, cache_control }) => {
                Answer { status: "200 OK", media_type, cache_control, body: bytes }
            }
            None => failure("404 Not Found"),
        }
    }

    fn find(&self, path: &str) -> Option<File> {
        let mut told = self.told();
        told.requests.push(path.to_owned());
        if told.withheld.iter().any(|ending| path.ends_with(ending)) {
            return None;
        }
        let probe = told.probe.as_ref();
        if let Some(script) = probe.filter(|_| path == PROBE) {
            return Some(File::script(script));
        }
        let mut file = self.files.read(path)?;
        if told.is_uncached {
            file.cache_control = "no-store";
        }
        if told.cut.iter().any(|ending| path.ends_with(ending)) {
            file.bytes.truncate(file.bytes.len() / 2);
        }
        if probe.is_some() && file.media_type.starts_with("text/html") {
            file.insert_script(PROBE);
        }
        Some(file)
    }
}

fn failure(status: &'static str) -> Answer {
    let media_type = "text/plain; charset=utf-8";
    Answer { status, media_type, cache_control: "no-store", body: format!("{status}\n").into() }
}

#[cfg(test)]
mod tests;
