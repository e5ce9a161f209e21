//! Two servers on loopback: one has the page, the other is the API, which is another origin to the browser.
use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};

/// The largest body that is read.
const MAX_BODY: u64 = 1 << 20;

/// A request, as far as it matters here. Names of headers are in lower case.
struct Request {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Request {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type", kind.to_owned())],
            body: body.into(),
        }
    }
}

/// Serves the files of a folder; gives the URL.
pub(super) fn files(folder: PathBuf) -> io::Result<String> {
    serve(move |request| {
        let name = match request.path.trim_start_matches('/') {
            "" => "index.html",
            name => name,
        };
        let kind = match name.rsplit('.').next() {
            Some("html") => "text/html",
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        // The folder is flat, and nothing outside of it is asked for.
        let file = (!name.contains(['/', '\\'])).then(|| fs::read(folder.join(name)));
        match file {
            Some(Ok(bytes)) => Answer::new(200, kind, bytes),
            Some(Err(_)) | None => Answer::new(404, "text/plain", "there is no such file"),
        }
    })
}

/// Serves the operation that the program calls; gives the URL.
pub(super) fn api() -> io::Result<String> {
    serve(|request| {
        let mut answer = answer(request);
        let origin = request.header("origin").to_owned();
        answer.headers.push(("access-control-allow-origin", origin));
        answer
    })
}

fn answer(request: &Request) -> Answer {
    // What a browser asks before it sends what a form could not send.
    if request.method == "OPTIONS" {
        let mut answer = Answer::new(204, "text/plain", "");
        let asked = request.header("access-control-request-headers").to_owned();
        answer.headers.push(("access-control-allow-headers", asked));
        answer
            .headers
            .push(("access-control-allow-methods", "PUT".to_owned()));
        return answer;
    }
    let is_known = request.method == "PUT"
        && request.path == "/api/v1/relations/owners"
        && request.header("authorization") == "Bearer secret";
    if !is_known {
        return Answer::new(404, "text/plain", "there is no such operation");
    }
    if request.body.contains("refused") {
        let problem = r#"{"title": "The name is taken", "status": 400}"#;
        return Answer::new(400, "application/problem+json", problem);
    }
    let sent: serde_json::Value = serde_json::from_str(&request.body).unwrap_or_default();
    let name = sent["name"].as_str().unwrap_or_default();
    let owner = serde_json::json!({"name": name, "displayName": format!("Owner {name}")});
    Answer::new(200, "application/json", owner.to_string())
}

/// Answers on a port of loopback until the process ends; gives the URL.
fn serve(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // A browser that goes away while it is answered is no failure.
            thread::spawn(move || drop(talk(&stream, answer.as_ref())));
        }
    });
    Ok(url)
}

fn talk(mut stream: &TcpStream, answer: &dyn Fn(&Request) -> Answer) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let Some(request) = read(stream)? else {
        return Ok(());
    };
    let Answer {
        status,
        headers,
        body,
    } = answer(&request);
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} \r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

fn read(stream: &TcpStream) -> io::Result<Option<Request>> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split(' ');
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let mut request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers: Vec::new(),
        body: String::new(),
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        request
            .headers
            .push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = request.header("content-length").parse().unwrap_or(0);
    reader
        .take(MAX_BODY.min(length))
        .read_to_string(&mut request.body)?;
    Ok(Some(request))
}
