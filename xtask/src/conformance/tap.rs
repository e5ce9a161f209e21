//! What do the client and the server say to each other? A relay between them, which keeps the bytes of one call.
use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

/// The bytes of one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exchange {
    /// What the client sent.
    pub sent: Vec<u8>,
    /// What the server answered.
    pub received: Vec<u8>,
}

/// An answer, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers, with names in small letters.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known == name)?;
        Some(value)
    }
}

impl Exchange {
    /// The answer; none where no whole head came.
    #[must_use]
    pub fn answer(&self) -> Option<Answer> {
        let end = find(&self.received, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(self.received.get(..end)?).into_owned();
        let rest = self.received.get(end + 4..)?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        let mut answer = Answer {
            status,
            headers,
            body: Vec::new(),
        };
        let is_chunked = answer.header("transfer-encoding") == Some("chunked");
        answer.body = if is_chunked {
            unchunked(rest)
        } else {
            rest.to_vec()
        };
        Some(answer)
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}

/// The chunks of a body in a row, as far as they are whole.
fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = find(rest, b"\r\n") {
        let line = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let Ok(size) = usize::from_str_radix(line.split(';').next().unwrap_or_default(), 16) else {
            break;
        };
        let start = end + 2;
        let Some(chunk) = rest.get(start..start + size).filter(|it| !it.is_empty()) else {
            break;
        };
        body.extend_from_slice(chunk);
        rest = rest.get(start + size + 2..).unwrap_or_default();
    }
    body
}

/// A relay to a server.
#[derive(Debug)]
pub struct Tap {
    /// Where clients connect.
    pub address: SocketAddr,
    exchange: Arc<Mutex<Exchange>>,
    is_over: Arc<AtomicBool>,
}

impl Tap {
    /// Begins to relay.
    ///
    /// # Errors
    ///
    /// When there is no port to listen on.
    pub fn open(server: SocketAddr) -> Result<Self, String> {
        let failed = |cause: std::io::Error| format!("no port to listen on: {cause}");
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
        let tap = Self {
            address: listener.local_addr().map_err(failed)?,
            exchange: Arc::default(),
            is_over: Arc::default(),
        };
        let (exchange, is_over) = (Arc::clone(&tap.exchange), Arc::clone(&tap.is_over));
        thread::spawn(move || {
            for client in listener.incoming() {
                if is_over.load(Ordering::SeqCst) {
                    break;
                }
                if let (Ok(client), Ok(server)) = (client, TcpStream::connect(server)) {
                    relay(client, server, &exchange);
                }
            }
        });
        Ok(tap)
    }

    /// Takes what was said since the last time. The calls follow each other, so it is what belongs to one of them.
    #[must_use]
    pub fn take(&self) -> Exchange {
        let mut exchange = self.exchange.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut exchange)
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // The thread waits for a client: this is the last one.
        let _ = TcpStream::connect(self.address);
    }
}

fn relay(client: TcpStream, server: TcpStream, exchange: &Arc<Mutex<Exchange>>) {
    let (Ok(from_client), Ok(from_server)) = (client.try_clone(), server.try_clone()) else {
        return;
    };
    let kept = Arc::clone(exchange);
    thread::spawn(move || {
        pass(from_client, server, |bytes| {
            let mut exchange = kept.lock().unwrap_or_else(PoisonError::into_inner);
            exchange.sent.extend_from_slice(bytes);
        });
    });
    let kept = Arc::clone(exchange);
    thread::spawn(move || {
        pass(from_server, client, |bytes| {
            let mut exchange = kept.lock().unwrap_or_else(PoisonError::into_inner);
            exchange.received.extend_from_slice(bytes);
        });
    });
}

/// Hands on what is read. It is kept first, so that who has read an answer finds it here.
fn pass(mut from: TcpStream, mut to: TcpStream, mut keep: impl FnMut(&[u8])) {
    let mut buffer = [0; 1 << 14];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let bytes = buffer.get(..count).unwrap_or_default();
        keep(bytes);
        if to.write_all(bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_apart() {
        let of = |text: &str| {
            let received = text.as_bytes().to_vec();
            let sent = Vec::new();
            Exchange { sent, received }.answer()
        };
        let answer = of("HTTP/1.1 204 No Content\r\nA-b: c: d\r\n\r\n").unwrap();
        assert_eq!((answer.status, answer.header("a-b")), (204, Some("c: d")));
        assert!(answer.body.is_empty());
        let answer = of(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n",
        );
        assert_eq!(answer.unwrap().body, b"abcde");
        assert_eq!(of("HTTP/1.1 200 OK\r\n"), None);
    }

    #[test]
    fn what_is_relayed_is_kept_for_one_call() {
        let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let tap = Tap::open(server.local_addr().unwrap()).unwrap();
        let echo = thread::spawn(move || {
            let (mut stream, _) = server.accept().unwrap();
            let mut read = [0; 4];
            stream.read_exact(&mut read).unwrap();
            stream.write_all(b"pong").unwrap();
        });
        let mut client = TcpStream::connect(tap.address).unwrap();
        client.write_all(b"ping").unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        echo.join().unwrap();
        assert_eq!(answer, "pong");
        let exchange = tap.take();
        assert_eq!(
            (&exchange.sent[..], &exchange.received[..]),
            (&b"ping"[..], &b"pong"[..])
        );
        assert_eq!(tap.take(), Exchange::default());
    }
}
