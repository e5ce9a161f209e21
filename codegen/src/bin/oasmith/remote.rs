//! Documents and parts of them from the network, where that is allowed.
use oasmith::{
    folder::Folder,
    source::{self, Files, ReadError},
};
use std::{
    collections::BTreeSet,
    net::IpAddr,
    sync::Mutex,
    time::{Duration, Instant},
};
use ureq::{Agent, http::Uri};

/// How long it may take to get one file, redirects included.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long the network may be asked in one run, for all files together.
const ALL_TIMEOUT: Duration = Duration::from_secs(10 * 60);

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
    pub(crate) network: &'d Network,
}

impl Files for Beside<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        self.read_for(name, None)
    }

    fn read_for(&self, name: &str, referrer: Option<&str>) -> Result<Vec<u8>, ReadError> {
        let shown = source::shown_name(self.document, name);
        let referrer = referrer.map_or_else(
            || self.document.to_owned(),
            |name| source::shown_name(self.document, name),
        );
        match (&self.folder, self.access) {
            (_, Access::Allowed) if is_url(&shown) => {
                let trust = self.network.trust(&referrer);
                let bytes = self.network.fetch(&shown, trust);
                bytes.map_err(ReadError::Failed)
            }
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

/// Who names a place of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// The user, or a file on this machine.
    Own,
    /// A file or a redirect from the network. What only this machine can reach is none of its business.
    Stranger,
}

/// The network, as far as one run asks it.
pub(crate) struct Network {
    /// When nothing more is asked.
    end: Instant,
    /// URLs on this machine that a redirect led away from: what they gave is of strangers.
    strangers: Mutex<BTreeSet<String>>,
}

impl Network {
    pub(crate) fn new() -> Self {
        Self {
            end: Instant::now() + ALL_TIMEOUT,
            strangers: Mutex::default(),
        }
    }

    /// Who it is that a file speaks for, given its path or URL.
    fn trust(&self, referrer: &str) -> Trust {
        if !is_url(referrer) {
            return Trust::Own;
        }
        let strangers = self.strangers.lock();
        let is_stranger = strangers.is_ok_and(|strangers| strangers.contains(referrer));
        let uri = uri(referrer).ok();
        let is_own = uri.is_some_and(|uri| is_loopback(uri.host().unwrap_or_default()));
        if is_own && !is_stranger {
            Trust::Own
        } else {
            Trust::Stranger
        }
    }

    /// Gets a file. What is asked at a redirect has to be allowed as well.
    pub(crate) fn fetch(&self, name: &str, mut trust: Trust) -> Result<Vec<u8>, String> {
        let end = self.end.min(Instant::now() + TIMEOUT);
        let mut url = name.to_owned();
        for _ in 0..=MAX_REDIRECTS {
            let uri = check(&url, trust)?;
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(format!("{url}: it takes too long"));
            }
            if !is_loopback(uri.host().unwrap_or_default()) {
                trust = Trust::Stranger;
            }
            let request = agent(&uri, left).get(uri);
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
            if trust == Trust::Stranger
                && let Ok(mut strangers) = self.strangers.lock()
            {
                strangers.insert(name.to_owned());
            }
            let body = response
                .body_mut()
                .with_config()
                .limit(oasmith::folder::MAX_SIZE);
            return body
                .read_to_vec()
                .map_err(|cause| format!("{url}: {cause}"));
        }
        Err(format!("{url}: more than {MAX_REDIRECTS} redirects"))
    }
}

/// Names of files may hold what a URL may not.
fn uri(url: &str) -> Result<Uri, String> {
    let uri = url.replace(' ', "%20").parse();
    uri.map_err(|cause| format!("{url}: {cause}"))
}

/// Plain text can be read and changed on its way, unless it stays on this machine; and this machine is asked only for
/// those that may know what it has.
fn check(url: &str, trust: Trust) -> Result<Uri, String> {
    let uri = uri(url)?;
    let host = uri.host().unwrap_or_default();
    if trust == Trust::Stranger && is_this_machine(host) {
        return Err(format!(
            "{url}: what comes from the network may not lead to this machine"
        ));
    }
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_loopback(host) => Ok(uri),
        _ => Err(format!(
            "{url}: only https is asked, and http on this machine"
        )),
    }
}

/// Whether a host may be this machine, by all ways to write that which systems know: they take `2130706433` and
/// `0x7f.1` for addresses too.
fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if let Ok(address) = host.parse::<IpAddr>() {
        let address = address.to_canonical();
        return address.is_loopback() || address.is_unspecified();
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.starts_with(|letter: char| letter.is_ascii_digit());
    last == "localhost" || is_number
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_address = address
        .parse::<IpAddr>()
        .is_ok_and(|address| address.is_loopback());
    is_address || host.eq_ignore_ascii_case("localhost")
}

fn agent(uri: &Uri, left: Duration) -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(left));
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
            assert!(check(url, Trust::Own).is_ok(), "{url}");
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
            assert!(check(url, Trust::Own).is_err(), "{url}");
        }
    }

    #[test]
    fn strangers_do_not_lead_to_this_machine() {
        for url in [
            "http://localhost:80/a",
            "https://localhost/a",
            "https://api.LOCALHOST./a",
            "http://127.3.2.1/a",
            "http://[::1]:8080/a",
            "https://[::ffff:127.0.0.1]/a",
            "https://0.0.0.0/a",
            "https://2130706433/a",
            "https://0x7f.1/a",
        ] {
            let refusal = check(url, Trust::Stranger).expect_err(url);
            assert!(
                refusal.contains("may not lead to this machine"),
                "{refusal}"
            );
        }
        assert!(check("https://example.com/a", Trust::Stranger).is_ok());
    }

    #[test]
    fn files_of_this_machine_speak_for_its_user() {
        let network = Network::new();
        for own in [
            "a/b.yaml",
            "<stdin>",
            "http://127.0.0.1:80/a",
            "http://localhost/a",
        ] {
            assert_eq!(network.trust(own), Trust::Own, "{own}");
        }
        let away = "http://localhost/away";
        network.strangers.lock().unwrap().insert(away.to_owned());
        for stranger in [
            "https://example.com/a",
            "https://localhost.example.com/a",
            away,
        ] {
            assert_eq!(network.trust(stranger), Trust::Stranger, "{stranger}");
        }
    }

    #[test]
    fn a_reference_from_the_network_is_not_followed_to_this_machine() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}/a.yaml", listener.local_addr().unwrap());
        let network = Network::new();
        let beside = Beside {
            document: "https://example.com/api.yaml",
            folder: None,
            access: Access::Allowed,
            network: &network,
        };
        for referrer in [None, Some("b.yaml"), Some("https://example.org/c.yaml")] {
            let Err(ReadError::Failed(cause)) = beside.read_for(&url, referrer) else {
                panic!("it is read for {referrer:?}");
            };
            assert!(cause.contains("may not lead to this machine"), "{cause}");
        }
        assert!(listener.accept().is_err(), "it was asked");
    }

    #[test]
    fn nothing_is_asked_when_the_time_of_the_run_is_over() {
        let network = Network {
            end: Instant::now(),
            strangers: Mutex::default(),
        };
        let refusal = network.fetch("http://127.0.0.1:9/a", Trust::Own);
        let expected = "http://127.0.0.1:9/a: it takes too long".to_owned();
        assert_eq!(refusal, Err(expected));
    }
}
