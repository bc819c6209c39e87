//! Serves a directory on the loopback address, with the headers a careful host
//! would send. Not for the open internet: no TLS, no compression, no ranges.

mod files;
pub mod policy;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use files::Files;
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

/// How many requests are answered at once.
const WORKERS: usize = 4;
/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 50;

/// A server that runs until it is dropped.
pub struct PageServer {
    address: SocketAddr,
    server: Arc<Server>,
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    files: Files,
    withheld: Mutex<Vec<String>>,
    requests: Mutex<Vec<String>>,
}

impl PageServer {
    /// Serves `directory` on `port`, or on the next free one.
    /// Port 0 lets the system choose.
    pub fn start(directory: &Path, port: u16) -> io::Result<Self> {
        let server = Arc::new(listen(port)?);
        let address = server.server_addr().to_ip().expect("it listens on an IP address");
        let shared = Arc::new(Shared {
            files: Files::of(directory)?,
            withheld: Mutex::default(),
            requests: Mutex::default(),
        });
        let workers = (0..WORKERS).map(|_| work(&server, &shared)).collect();
        Ok(Self { address, server, shared, workers })
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
        let endings = endings.iter().map(|ending| (*ending).to_owned()).collect();
        *self.shared.withheld.lock().expect("no worker panics with the lock") = endings;
    }

    /// The paths asked for up to now, in order.
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().expect("no worker panics with the lock").clone()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

impl Drop for PageServer {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.server.unblock();
        }
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn listen(port: u16) -> io::Result<Server> {
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS_TRIED) };
    let mut refused = io::Error::other("no port tried");
    for candidate in port..=last {
        match Server::http((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(server) => return Ok(server),
            Err(error) => refused = io::Error::other(error),
        }
    }
    Err(refused)
}

fn work(server: &Arc<Server>, shared: &Arc<Shared>) -> JoinHandle<()> {
    let (server, shared) = (Arc::clone(server), Arc::clone(shared));
    std::thread::spawn(move || {
        while let Ok(request) = server.recv() {
            // A browser that hangs up in the middle is no concern of the server.
            let _ = shared.answer(request);
        }
    })
}

impl Shared {
    fn answer(&self, request: Request) -> io::Result<()> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return request.respond(with_headers(Response::empty(405), "no-store"));
        }
        let path = request.url().split(['?', '#']).next().unwrap_or("/").to_owned();
        self.requests.lock().expect("no worker panics with the lock").push(path.clone());
        let file = if self.is_withheld(&path) { None } else { self.files.read(&path) };
        match file {
            Some(file) => {
                let response = Response::from_data(file.bytes)
                    .with_status_code(StatusCode(200))
                    .with_header(header("Content-Type", file.media_type));
                request.respond(with_headers(response, file.cache_control))
            }
            None => {
                let response = Response::from_string("Not found\n").with_status_code(404);
                request.respond(with_headers(response, "no-store"))
            }
        }
    }

    fn is_withheld(&self, path: &str) -> bool {
        let withheld = self.withheld.lock().expect("no worker panics with the lock");
        withheld.iter().any(|ending| path.ends_with(ending))
    }
}

fn with_headers<R: io::Read>(mut response: Response<R>, cache_control: &str) -> Response<R> {
    response.add_header(header("Cache-Control", cache_control));
    for (name, value) in policy::headers() {
        response.add_header(header(name, &value));
    }
    response
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our header names and values are ASCII")
}

#[cfg(test)]
mod tests;
