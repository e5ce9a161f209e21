//! What has to hold for every document, however bad it is.
use oasmith::{ApiOptions, Input, Layout, diag::Style, output::Files};
use proc_macro2::{TokenStream, TokenTree};
use std::{
    collections::BTreeSet,
    fs,
    str::FromStr,
    time::{Duration, Instant},
};

/// A name that hostile texts would like to be code. Its capital letter parts words, so that no name that is made of a
/// text is spelled so.
pub(crate) const CANARY: &str = "oasmith_escapE_canary";

/// What a document may cost in a build without optimisation, on a machine that does other things too.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    time: Duration,
    /// How many bytes may come out.
    output: usize,
    /// How many bytes the report may have: what is alike is grouped, and what is long is cut.
    report: usize,
    memory: Option<MemoryLimit>,
    runs: Runs,
}

/// How many bytes of memory a document may take at most.
#[derive(Clone, Copy)]
struct MemoryLimit {
    base: usize,
    /// How many for each byte of the document.
    factor: usize,
}

/// How often a document is generated from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    Once,
    /// Twice, with the same bytes.
    Twice,
}

impl Limits {
    /// For documents that fit a file.
    pub(crate) const SMALL: Self = Self {
        time: Duration::from_secs(20),
        output: 4 << 20,
        report: 64 << 10,
        memory: None,
        runs: Runs::Twice,
    };
    /// For those that are made, each in a process of its own.
    pub(crate) const LARGE: Self = Self {
        time: Duration::from_secs(60),
        output: 64 << 20,
        report: 64 << 10,
        memory: Some(MemoryLimit {
            base: 192 << 20,
            factor: 64,
        }),
        runs: Runs::Once,
    };
}

/// Generates from a document, and tells whether something came out.
///
/// # Panics
///
/// When the document does harm.
pub(crate) fn check(name: &str, bytes: &[u8], limits: Limits) -> bool {
    let memory = Memory::now();
    let started = Instant::now();
    let (files, report) = generate(name, bytes, &Layout::Module);
    let took = started.elapsed();
    if let (Some(grown), Some(limit)) = (memory.and_then(|memory| memory.grown()), limits.memory) {
        println!("{name}: {took:.1?}, {} MB", grown >> 20);
        let most = limit.base + limit.factor * bytes.len();
        assert!(grown < most, "{name}: {grown} bytes of memory");
    }
    assert!(took < limits.time, "{name}: took {took:?}");
    assert!(
        report.len() < limits.report,
        "{name}: a report of {} bytes",
        report.len()
    );
    let Some(files) = files else {
        assert!(
            report.contains("error["),
            "{name}: nothing came out, and nobody says why"
        );
        return false;
    };
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    assert!(size < limits.output, "{name}: {size} bytes came out");
    check_paths(name, &files);
    for (path, text) in files.iter().filter(|(path, _)| !path.contains("/runtime")) {
        check_text(name, path, text);
    }
    if limits.runs == Runs::Twice {
        let (again, _) = generate(name, bytes, &Layout::Module);
        assert!(
            again.as_ref() == Some(&files),
            "{name}: a second run gives other bytes"
        );
    }
    true
}

/// The most that the process held so far, in bytes, where the system tells (Linux).
struct Memory {
    before: usize,
}

impl Memory {
    fn now() -> Option<Self> {
        Some(Self { before: peak()? })
    }

    /// How many bytes more it is by now.
    fn grown(&self) -> Option<usize> {
        Some(peak()?.saturating_sub(self.before))
    }
}

/// The peak of this process's memory (`proc_pid_status(5)`).
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes << 10)
}

/// The files, and the report as a person reads it.
pub(crate) fn generate(name: &str, bytes: &[u8], layout: &Layout) -> (Option<Files>, String) {
    let input = Input::new(name, bytes, ApiOptions::new("api"));
    let generation = oasmith::generate(std::slice::from_ref(&input), layout, "test")
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let report = generation
        .reports
        .iter()
        .map(|report| report.render(Style::Plain));
    (generation.files, report.collect())
}

/// Every file stands in the folder of the API, and every file system takes its name.
fn check_paths(name: &str, files: &Files) {
    let mut seen = BTreeSet::new();
    for (path, _) in files.iter() {
        assert!(
            path.starts_with("api/") || path == "api.rs",
            "{name}: {path}"
        );
        assert!(path.len() <= 200, "{name}: the path {path} is long");
        assert!(
            seen.insert(path.to_ascii_lowercase()),
            "{name}: {path} twice"
        );
        for part in path.split('/') {
            let stem = part.strip_suffix(".rs").unwrap_or(part);
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                !stem.is_empty() && stem.len() <= 130 && stem.chars().all(is_plain),
                "{name}: {path}"
            );
            let is_device = ["con", "prn", "aux", "nul"].contains(&stem)
                || stem.len() == 4
                    && (stem.starts_with("com") || stem.starts_with("lpt"))
                    && stem.ends_with(|c: char| c.is_ascii_digit());
            assert!(!is_device, "{name}: {path}");
        }
    }
}

/// A file is Rust, and holds no more of the document than literals, comments and names.
fn check_text(name: &str, path: &str, text: &str) {
    syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {path}: {error}"));
    let tokens =
        TokenStream::from_str(text).unwrap_or_else(|error| panic!("{name}: {path}: {error}"));
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(
        !text.contains(turns),
        "{name}: {path} turns the direction of its text"
    );
    let mut streams = vec![tokens];
    while let Some(stream) = streams.pop() {
        let mut tokens = stream.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => streams.push(group.stream()),
                TokenTree::Ident(ident) => {
                    let ident = ident.to_string();
                    assert!(ident != CANARY, "{name}: {path}: a text became code");
                    assert!(
                        !matches!(
                            ident.as_str(),
                            "unsafe"
                                | "include"
                                | "include_str"
                                | "include_bytes"
                                | "asm"
                                | "extern"
                        ),
                        "{name}: {path}: `{ident}`"
                    );
                }
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    if let Some(TokenTree::Punct(sign)) = tokens.peek()
                        && sign.as_char() == '!'
                    {
                        tokens.next();
                    }
                    if let Some(TokenTree::Group(group)) = tokens.peek() {
                        check_attribute(name, path, &group.stream());
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

fn check_attribute(name: &str, path: &str, attribute: &TokenStream) {
    let known = [
        "allow",
        "cfg",
        "deprecated",
        "derive",
        "doc",
        "expect",
        "must_use",
        "non_exhaustive",
        "default",
        "inline",
    ];
    let first = attribute.clone().into_iter().next();
    let first = first.map(|token| token.to_string()).unwrap_or_default();
    assert!(
        known.contains(&first.as_str()),
        "{name}: {path}: the attribute `{attribute}`"
    );
}
