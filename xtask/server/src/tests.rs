//! Asks a running server the way a browser does.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;

use super::PageServer;

/// A directory of this test's own, removed afterwards.
struct Site(PathBuf);

impl Site {
    fn new(name: &str) -> Self {
        let directory =
            std::env::temp_dir().join(format!("page-server-{name}-{}", std::process::id()));
        std::fs::create_dir_all(directory.join("deep")).expect("the directory is ours");
        for (file, text) in [
            ("index.html", "<p>page"),
            ("page-0123456789abcdef.wasm", "\0asm"),
            ("boot.js", "1"),
            ("deep/index.html", "<p>deep"),
        ] {
            std::fs::write(directory.join(file), text).expect("the directory is ours");
        }
        Self(directory)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn ask(server: &PageServer, method: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).expect("it listens");
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        .expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers in ASCII");
    answer
}

#[test]
fn files_have_their_types_and_lifetimes() {
    let site = Site::new("types");
    let server = PageServer::start(&site.0, 0).expect("a port is free");
    let check = |path: &str, expected: &[&str]| {
        let answer = ask(&server, "GET", path);
        for part in expected {
            assert!(answer.contains(part), "{path}: no {part:?} in {answer}");
        }
    };
    check("/", &["200", "text/html; charset=utf-8", "no-cache", "<p>page"]);
    check("/?query", &["200", "<p>page"]);
    check("/deep/", &["200", "<p>deep"]);
    check("/boot.js", &["200", "text/javascript; charset=utf-8", "no-cache"]);
    check("/page-0123456789abcdef.wasm", &["200", "application/wasm", "immutable"]);
    check("/nothing", &["404", "no-store"]);
    check("/", &["Content-Security-Policy: default-src 'none'", "frame-ancestors 'none'"]);
    check("/", &["X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"]);
}

#[test]
fn nothing_outside_the_directory_is_read() {
    let site = Site::new("outside");
    let server = PageServer::start(&site.0.join("deep"), 0).expect("a port is free");
    for path in ["/../boot.js", "//../boot.js", "/./../boot.js", "/%2e%2e/boot.js"] {
        assert!(ask(&server, "GET", path).starts_with("HTTP/1.1 404"), "{path}");
    }
    assert!(ask(&server, "POST", "/").starts_with("HTTP/1.1 405"));
}

#[test]
fn a_withheld_file_is_missing_until_it_is_given_back() {
    let site = Site::new("withheld");
    let server = PageServer::start(&site.0, 0).expect("a port is free");
    server.withhold(&[".js"]);
    assert!(ask(&server, "GET", "/boot.js").starts_with("HTTP/1.1 404"));
    server.withhold(&[]);
    assert!(ask(&server, "GET", "/boot.js").starts_with("HTTP/1.1 200"));
    assert_eq!(server.requests(), ["/boot.js", "/boot.js"]);
}

#[test]
fn a_busy_port_gives_way_to_the_next() {
    let site = Site::new("busy");
    let first = PageServer::start(&site.0, 0).expect("a port is free");
    let second = PageServer::start(&site.0, first.port()).expect("a later port is free");
    assert!(second.port() > first.port());
    assert_eq!(second.url(), format!("http://127.0.0.1:{}/", second.port()));
}

#[test]
fn a_probe_runs_before_the_scripts_of_the_page() {
    let site = Site::new("probe");
    std::fs::write(site.0.join("index.html"), "<head><link><script></script>").expect("it is ours");
    let server = PageServer::start(&site.0, 0).expect("a port is free");
    server.probe("heard = []");
    let page = ask(&server, "GET", "/");
    assert!(page.contains("<head><script src=\"/probe.js\"></script><link>"), "{page}");
    assert!(ask(&server, "GET", "/probe.js").ends_with("heard = []"));
    std::fs::write(site.0.join("words.html"), "<head><link>").expect("it is ours");
    let words = ask(&server, "GET", "/words.html");
    assert!(!words.contains("<script"), "a page without scripts may forbid them: {words}");
}
