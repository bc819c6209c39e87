//! One request and its answer. Each has a connection of its own: a browser that
//! keeps connections open then holds nothing up.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::policy;

/// A browser's request line and headers stay far below this.
const MAX_HEAD: usize = 32 * 1024;
const MAX_HEADERS: usize = 100;
/// A connection that a browser opened in advance may stay silent this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is asked for.
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path without its query.
    pub(crate) path: String,
}

/// What is answered.
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    pub(crate) media_type: &'static str,
    pub(crate) cache_control: &'static str,
    pub(crate) body: Vec<u8>,
}

/// Reads a request. `None` if the browser closed the connection unused, or sent
/// what is no request.
pub(crate) fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let length = stream.read(&mut buffer)?;
        if length == 0 || head.len() > MAX_HEAD {
            return Ok(None);
        }
        head.extend_from_slice(&buffer[..length]);
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(&head) {
            Ok(httparse::Status::Partial) => {}
            Ok(httparse::Status::Complete(_)) => return Ok(request(&parsed)),
            Err(_) => return Ok(None),
        }
    }
}

fn request(parsed: &httparse::Request) -> Option<Request> {
    let path = parsed.path?.split(['?', '#']).next()?.to_owned();
    Some(Request { method: parsed.method?.to_owned(), path })
}

/// Writes `answer`, with the headers that protect the page, and ends the connection.
pub(crate) fn write(stream: &mut TcpStream, request: &Request, answer: &Answer) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\nConnection: close\r\n",
        answer.status,
        answer.media_type,
        answer.body.len(),
        answer.cache_control,
    );
    for (name, value) in policy::headers() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if request.method != "HEAD" {
        stream.write_all(&answer.body)?;
    }
    stream.flush()
}
