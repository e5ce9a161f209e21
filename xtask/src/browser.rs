//! `cargo xtask browser`: a generated client, compiled for browsers, calls a server from a page in headless Chromium.
//!
//! The page and the API are of two origins, so that the browser asks the API before each call (CORS).
mod server;

use crate::{
    config,
    corpus::target,
    process::{self, Limits},
    scratch::{self, write},
    terminal::say,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

/// What the page has to say in the end.
const SAID: &str = "written: Owner Jansen; refused: The name is taken";

/// The names under which Chromium is installed.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

const TARGET: &str = "wasm32-unknown-unknown";

/// How long a step may take.
const LIMIT: Duration = Duration::from_secs(900);

/// Runs the command. The calls were made, or there is nothing to make them with: 0; they failed: 1; a file or a program
/// can not be used: 3.
#[must_use]
pub fn run() -> ExitCode {
    browser().unwrap_or_else(|message| {
        say(&format!("error: {message}"));
        ExitCode::from(3)
    })
}

fn browser() -> Result<ExitCode, String> {
    let is_there = |name: &&&str| {
        let output = Command::new(name).arg("--version").output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(chromium) = BROWSERS.iter().find(is_there) else {
        say("skipped: Chromium is not installed");
        return Ok(ExitCode::SUCCESS);
    };
    if !has_target() {
        say(&format!("skipped: the target {TARGET} is not installed"));
        return Ok(ExitCode::SUCCESS);
    }
    let site = site()?;
    let failed = |cause| format!("no server: {cause}");
    let api = server::api().map_err(failed)?;
    let page = include_str!("browser/page.html").replace("API", &api);
    write(&site.join("index.html"), &page)?;
    let url = server::files(site).map_err(failed)?;
    let mut command = Command::new(chromium);
    command
        // Its sandbox needs rights that containers do not have, and the page is our own.
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder().join("profile").display()
        ))
        .args(["--virtual-time-budget=60000", "--dump-dom", &url]);
    let page = process::run(&mut command, limits())?.output;
    if page.contains(SAID) {
        say(&format!("the page says: {SAID}"));
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!("the page does not say \"{SAID}\":\n{page}"));
    Ok(ExitCode::FAILURE)
}

fn has_target() -> bool {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    let folder = output.map(|output| output.stdout).unwrap_or_default();
    Path::new(String::from_utf8_lossy(&folder).trim()).is_dir()
}

fn limits() -> Limits {
    Limits {
        until: Instant::now() + LIMIT,
        memory: u64::MAX,
    }
}

fn folder() -> PathBuf {
    target().join("browser")
}

/// Compiles the program and makes JavaScript for it; gives the folder of both.
fn site() -> Result<PathBuf, String> {
    let lock = fs::read_to_string(config::root().join("Cargo.lock"));
    let lock = lock.map_err(|cause| format!("Cargo.lock: {cause}"))?;
    let version = version(&lock, "wasm-bindgen").ok_or("Cargo.lock has no wasm-bindgen")?;
    let client = folder().join("client");
    let generated = config::root().join("generated").display().to_string();
    let dependencies = format!(
        "generated = {{ path = {generated:?}, default-features = false, features = [\"bloxs\", \"reqwest\"] }}\n\
         wasm-bindgen = \"={version}\"\nwasm-bindgen-futures = \"0.4\"\n"
    );
    package(
        &client,
        "client",
        "[lib]\ncrate-type = [\"cdylib\"]\n",
        &dependencies,
    )?;
    write(
        &client.join("src/lib.rs"),
        include_str!("browser/program.txt"),
    )?;
    // Its versions are those that everything here is tested with.
    write(&client.join("Cargo.lock"), &lock)?;
    cargo(&client, &["build", "--quiet", "--target", TARGET])?;
    // The two have to be of one version, which no installed program can be relied on to have.
    let bindgen = folder().join("bindgen");
    package(
        &bindgen,
        "bindgen",
        "",
        &format!("wasm-bindgen-cli-support = \"={version}\"\n"),
    )?;
    write(
        &bindgen.join("src/main.rs"),
        include_str!("browser/bindgen.txt"),
    )?;
    let wasm = folder().join(format!("build/{TARGET}/debug/client.wasm"));
    let site = folder().join("site");
    let arguments = [wasm.display().to_string(), site.display().to_string()];
    cargo(
        &bindgen,
        &["run", "--quiet", "--", &arguments[0], &arguments[1]],
    )?;
    Ok(site)
}

fn package(at: &Path, name: &str, more: &str, dependencies: &str) -> Result<(), String> {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{more}\n[dependencies]\n{dependencies}\n\
         [profile.dev]\ndebug = false\n\n[workspace]\n"
    );
    write(&at.join("Cargo.toml"), &manifest)
}

fn cargo(at: &Path, arguments: &[&str]) -> Result<(), String> {
    let mut command = scratch::cargo();
    command
        .args(arguments)
        .current_dir(at)
        .env("CARGO_TARGET_DIR", folder().join("build"));
    process::run(&mut command, limits()).map(drop)
}

/// The version of a package in a lock file.
fn version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    let wanted = format!("name = \"{package}\"");
    lines.find(|line| *line == wanted)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_package_is_found() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\n\
                    version = \"0.2.130\"\n";
        assert_eq!(version(lock, "wasm-bindgen"), Some("0.2.130".to_owned()));
        assert_eq!(version(lock, "bindgen"), None);
    }
}
