//! How is Prism, the mock server that validates requests, installed, started and ended?
use std::{
    fs,
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// The version that is installed: what it says of a document is part of what is measured.
pub const VERSION: &str = "5.16.0";

/// Its package.
const PACKAGE: &str = "@stoplight/prism-cli";

/// The program of the package.
const PROGRAM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";

/// Installs it into a folder, unless it is there in this version; its program. Scripts of packages are not run.
///
/// # Errors
///
/// When `npm` is not there or fails.
pub fn install(folder: &Path) -> Result<PathBuf, String> {
    let program = folder.join(PROGRAM);
    let manifest = folder
        .join("node_modules")
        .join(PACKAGE)
        .join("package.json");
    let known = fs::read_to_string(&manifest).unwrap_or_default();
    if known.contains(&format!("\"version\": \"{VERSION}\"")) && program.is_file() {
        return Ok(program);
    }
    let failed = |cause: std::io::Error| format!("{}: {cause}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    fs::write(folder.join("package.json"), "{\"private\": true}\n").map_err(failed)?;
    let status = Command::new("npm")
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--save-exact",
        ])
        .arg(format!("{PACKAGE}@{VERSION}"))
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .map_err(|cause| format!("npm, which installs the mock server: {cause}"))?;
    if status.success() && program.is_file() {
        Ok(program)
    } else {
        Err(format!(
            "npm could not install {PACKAGE} {VERSION}: {status}"
        ))
    }
}

/// A server that runs. It ends when this goes.
#[derive(Debug)]
pub struct Prism {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Prism {
    /// Starts it with a document, and waits until it listens.
    ///
    /// It runs without `--errors`: requests that break the document are refused all the same, and answers that do come
    /// with their body and are judged here, where the option would put an error in their place.
    ///
    /// # Errors
    ///
    /// What it says when it does not take the document, or not in time.
    pub fn start(program: &Path, document: &Path, limit: Duration) -> Result<Self, String> {
        let address = free_address()?;
        let mut process = Command::new("node")
            .arg(program)
            .args(["mock", "--host", "127.0.0.1", "--port"])
            .arg(address.port().to_string())
            .arg(document)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| format!("node, which runs the mock server: {cause}"))?;
        let (sender, lines) = channel();
        if let Some(output) = process.stdout.take() {
            let sender = sender.clone();
            thread::spawn(move || {
                hand_on(BufReader::new(output), |line| sender.send(line).is_ok());
            });
        }
        if let Some(errors) = process.stderr.take() {
            thread::spawn(move || {
                hand_on(BufReader::new(errors), |line| sender.send(line).is_ok());
            });
        }
        let mut prism = Self { process, address };
        match wait(&lines, limit) {
            Ok(()) => Ok(prism),
            Err(said) => {
                prism.end();
                Err(said)
            }
        }
    }

    fn end(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        self.end();
    }
}

/// Reads until the end, so that the process never waits for its log to be read.
fn hand_on(lines: impl BufRead, mut hand: impl FnMut(String) -> bool) {
    let mut is_heard = true;
    for line in lines.lines().map_while(Result::ok) {
        is_heard = is_heard && hand(line);
    }
}

/// Waits until the log says that it listens.
fn wait(lines: &Receiver<String>, limit: Duration) -> Result<(), String> {
    let end = Instant::now() + limit;
    let mut said: Vec<String> = Vec::new();
    loop {
        let rest = end.saturating_duration_since(Instant::now());
        match lines.recv_timeout(rest) {
            Ok(line) if line.contains("Prism is listening") => return Ok(()),
            Ok(line) => said.push(line),
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!("Prism does not listen after {} s", limit.as_secs()));
            }
            Err(RecvTimeoutError::Disconnected) => {
                said.retain(|line| !line.contains("Starting Prism") && !line.trim().is_empty());
                let said: Vec<&str> = said.iter().take(3).map(|line| line.trim()).collect();
                return Err(format!(
                    "Prism does not take the document: {}",
                    said.join(" ")
                ));
            }
        }
    }
}

/// An address that nothing listens at.
fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.map_err(|cause| format!("no port to listen on: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waited(lines: &[&str]) -> Result<(), String> {
        let (sender, receiver) = channel();
        for line in lines {
            sender.send((*line).to_owned()).unwrap();
        }
        drop(sender);
        wait(&receiver, Duration::from_secs(5))
    }

    #[test]
    fn its_log_says_whether_it_runs() {
        let start = "[CLI] awaiting Starting Prism";
        assert_eq!(
            waited(&[start, "Prism is listening on http://127.0.0.1:1"]),
            Ok(())
        );
        let said = waited(&[start, "", "fatal: no operations"]).unwrap_err();
        assert_eq!(
            said,
            "Prism does not take the document: fatal: no operations"
        );
    }
}
