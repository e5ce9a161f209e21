//! Documents and parts of them from the network, where that is allowed.
use oasmith::{
    folder::Folder,
    source::{self, Files, ReadError},
};
use std::{net::IpAddr, time::Duration};
use ureq::{Agent, http::Uri};

/// How large a file may be, in bytes.
const MAX_SIZE: u64 = 50_000_000;

/// How long it may take to get one file, redirects included.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many redirects are followed.
const MAX_REDIRECTS: usize = 5;

/// Whether the network may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// It may not.
    Denied,
    /// It may, by https, and on this machine by http too.
    Allowed,
}

/// The files that a document may refer to.
pub(crate) struct Beside<'d> {
    /// The document's own name: a path or a URL.
    pub(crate) document: &'d str,
    /// The files of the disk; none for a document from the network or from standard input.
    pub(crate) folder: Option<Folder>,
    pub(crate) access: Access,
}

impl Files for Beside<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let shown = source::shown_name(self.document, name);
        match (&self.folder, self.access) {
            (_, Access::Allowed) if is_url(&shown) => fetch(&shown).map_err(ReadError::Failed),
            (_, Access::Denied) if is_url(&shown) => Err(ReadError::Remote {
                hint: "`--allow-remote` allows it".to_owned(),
            }),
            (Some(folder), _) => folder.read(name),
            (None, _) => Err(ReadError::Outside {
                hint: "keep the document in a folder with its parts".to_owned(),
            }),
        }
    }
}

/// Whether the name of a document is a URL.
pub(crate) fn is_url(name: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        name.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// Gets a file. What is asked at a redirect has to be allowed as well.
pub(crate) fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let mut url = url.to_owned();
    for _ in 0..=MAX_REDIRECTS {
        let agent = agent(&check(&url)?);
        // Names of files may hold what a URL may not.
        let request = agent.get(url.replace(' ', "%20"));
        let mut response = request.call().map_err(|cause| format!("{url}: {cause}"))?;
        let status = response.status();
        if status.is_redirection() {
            let target = response.headers().get("location");
            let target = target.and_then(|target| target.to_str().ok());
            let target = target.ok_or_else(|| format!("{url}: a redirect to nowhere"))?;
            url = source::shown_name(&url, target);
            continue;
        }
        if !status.is_success() {
            return Err(format!("{url}: the server answers {status}"));
        }
        let body = response.body_mut().with_config().limit(MAX_SIZE);
        return body
            .read_to_vec()
            .map_err(|cause| format!("{url}: {cause}"));
    }
    Err(format!("{url}: more than {MAX_REDIRECTS} redirects"))
}

/// Plain text can be read and changed on its way, unless it stays on this machine.
fn check(url: &str) -> Result<Uri, String> {
    let uri: Uri = url
        .replace(' ', "%20")
        .parse()
        .map_err(|cause| format!("{url}: {cause}"))?;
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_loopback(uri.host().unwrap_or_default()) => Ok(uri),
        _ => Err(format!(
            "{url}: only https is asked, and http on this machine"
        )),
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_address = address
        .parse::<IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    is_address || host.eq_ignore_ascii_case("localhost")
}

fn agent(uri: &Uri) -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(TIMEOUT));
    // What is on this machine is not asked through another one.
    let config = match uri.scheme_str() {
        Some("http") => config.proxy(None),
        _ => config,
    };
    config.build().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_or_local_places_are_asked() {
        for url in [
            "https://example.com/a",
            "http://localhost:80/a",
            "http://127.3.2.1/a",
            "http://[::1]:8080/a",
        ] {
            assert!(check(url).is_ok(), "{url}");
        }
        for url in [
            "http://example.com/a",
            "http://localhost.example.com/a",
            "http://10.0.0.1/a",
            "http://127.0.0.1.example.com/",
            "http://example.com@127.0.0.1.example.com/",
            "ftp://localhost/a",
            "file:///etc/passwd",
            "a.yaml",
        ] {
            assert!(check(url).is_err(), "{url}");
        }
    }
}
