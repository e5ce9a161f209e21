//! Requests: what an operation's arguments become, and the builder that encodes them.

use super::{Body, Bytes, CallOptions, HeaderMap, Method, Parameter, PathProblem, RequestError};
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use url::form_urlencoded;

/// Everything but the unreserved characters of RFC 3986, section 2.3: no value can end the part that it stands in.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a URL cannot hold anywhere (RFC 3986, section 2): the document's own text is sent as written apart from this.
const TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What a cookie's value cannot hold (RFC 6265, section 4.1.1).
const COOKIE_VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b',').add(b';').add(b'\\');

/// What a cookie's name cannot hold: all but the characters of a token (RFC 9110, section 5.6.2).
const COOKIE_NAME: &AsciiSet = &VALUE
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'%')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'*')
    .remove(b'+')
    .remove(b'^')
    .remove(b'`')
    .remove(b'|');

/// A request that has no base URL and no credentials yet.
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path as the document writes it, with the parameters' names in braces.
    pub template: &'static str,
    /// Path and query as they are sent, to be appended to the base URL. Begins with `/`.
    pub target: String,
    /// The headers, cookie parameters among them.
    pub headers: HeaderMap,
    /// The body, if there is one; its content type is among the headers.
    pub body: Option<Body>,
    /// The names of the credentials that the operation asks for: all of one of these sets.
    pub security: &'static [&'static [&'static str]],
    /// The base URL for this operation, where the document has one for it alone.
    pub server: Option<&'static str>,
    /// What the call asks for beyond its operation.
    pub options: CallOptions,
}

impl Request {
    /// Begins a request. The path may have parameters in braces, which [`RequestBuilder::path`] gives values to, and
    /// a query of its own. A fragment is dropped, since none is ever sent.
    #[allow(
        clippy::new_ret_no_self,
        reason = "a request is only ever made by its builder"
    )]
    pub fn new(method: Method, template: &'static str) -> RequestBuilder {
        RequestBuilder {
            method,
            template,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            body: None,
            security: &[],
            server: None,
            error: None,
        }
    }

    /// Begins a request of a method that there is no constant for.
    pub fn of_method(name: &'static str, template: &'static str) -> RequestBuilder {
        if let Ok(method) = Method::from_bytes(name.as_bytes()) {
            return Self::new(method, template);
        }
        let mut builder = Self::new(Method::GET, template);
        builder.fail(RequestError::Method { name });
        builder
    }
}

/// Shows the size of the body and not the body, and the names in the query without their values: both may hold what
/// should not be logged, and a key that no security scheme tells of looks like any other value.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("target", &without_values(&self.target))
            .field("headers", &self.headers)
            .field("body", &self.body)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

/// Writes the arguments of an operation into a request. No step fails: the first thing that cannot be sent is what
/// [`RequestBuilder::build`] answers.
#[must_use = "a request is finished by `build`"]
pub struct RequestBuilder {
    method: Method,
    template: &'static str,
    path: Vec<(&'static str, Option<String>)>,
    query: String,
    headers: HeaderMap,
    cookies: String,
    body: Option<Body>,
    security: &'static [&'static [&'static str]],
    server: Option<&'static str>,
    error: Option<RequestError>,
}

impl RequestBuilder {
    /// Gives a path parameter its value; several are joined by commas (style `simple`).
    pub fn path(mut self, name: &'static str, value: &dyn Parameter) -> Self {
        let values = encoded(value);
        self.set_path(name, (!values.is_empty()).then(|| values.join(",")));
        self
    }

    /// Adds a query parameter, once for each value (style `form`, exploded); not at all when there is none.
    pub fn query(mut self, name: &'static str, value: &dyn Parameter) -> Self {
        for value in encoded(value) {
            self.push_query(name, &value);
        }
        self
    }

    /// Adds a query parameter with all values joined by the delimiter (styles `form`, `spaceDelimited` and
    /// `pipeDelimited`, not exploded); not at all when there is none. The delimiter stands in the URL as it is given:
    /// `,`, `%20` or `|`.
    pub fn query_joined(
        mut self,
        name: &'static str,
        delimiter: &'static str,
        value: &dyn Parameter,
    ) -> Self {
        let values = encoded(value);
        if !values.is_empty() {
            self.push_query(name, &values.join(delimiter));
        }
        self
    }

    /// Sets a header; several values are joined by commas (style `simple`). Not set when there is no value.
    pub fn header(mut self, name: &'static str, value: &dyn Parameter) -> Self {
        let mut values = Vec::new();
        value.write(&mut values);
        if !values.is_empty() {
            self.set_header(name, &values.join(","));
        }
        self
    }

    /// Adds a cookie, once for each value; not at all when there is none.
    pub fn cookie(mut self, name: &'static str, value: &dyn Parameter) -> Self {
        let mut values = Vec::new();
        value.write(&mut values);
        for value in values {
            self.push_cookie(name, &cookie_text(&value));
        }
        self
    }

    /// The media types of the answers that the document describes.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.set_header(ACCEPT.as_str(), media_types);
        self
    }

    /// The credentials that the operation asks for: all of one of these sets. An empty set means that it can be called
    /// without any.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The base URL of the server that the document has for this operation alone. One that the caller chose for the
    /// client goes before it. Credentials go there as to any server of the document.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(url);
        self
    }

    /// Sets the body to JSON, as `application/json`.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets the body to JSON of a more special media type.
    pub fn json_as<T: Serialize + ?Sized>(self, media_type: &'static str, body: &T) -> Self {
        self.written(media_type, serde_json::to_vec(body))
    }

    /// Sets the body to JSON, if there is one.
    pub fn optional_json<T: Serialize + ?Sized>(
        self,
        media_type: &'static str,
        body: Option<&T>,
    ) -> Self {
        match body {
            Some(body) => self.json_as(media_type, body),
            None => self,
        }
    }

    /// Sets the body to text.
    pub fn text(self, media_type: &'static str, body: &str) -> Self {
        self.bytes(media_type, Bytes::copy_from_slice(body.as_bytes()))
    }

    /// Sets the body to text, if there is one.
    pub fn optional_text(self, media_type: &'static str, body: Option<&str>) -> Self {
        match body {
            Some(body) => self.text(media_type, body),
            None => self,
        }
    }

    /// Sets the body to bytes.
    pub fn bytes(self, media_type: &'static str, body: Bytes) -> Self {
        self.body(media_type, body.into())
    }

    /// Sets the body to bytes or a stream.
    pub fn body(mut self, media_type: &str, body: Body) -> Self {
        self.set_header(CONTENT_TYPE.as_str(), media_type);
        self.body = Some(body);
        self
    }

    /// Sets the body to bytes, if there are any.
    pub fn optional_bytes(self, media_type: &'static str, body: Option<Bytes>) -> Self {
        match body {
            Some(body) => self.bytes(media_type, body),
            None => self,
        }
    }

    /// Finishes the request.
    ///
    /// # Errors
    /// The first argument that cannot be sent: a path parameter without a value or with one that would change the
    /// path's shape, a header value with control characters, a body that serde does not write.
    pub fn build(mut self) -> Result<Request, RequestError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let target = target(self.template, &self.path, &self.query)?;
        if !self.cookies.is_empty() {
            // Some documents have the header as a parameter, too. There is one at most.
            let given = self.headers.get(COOKIE).map(HeaderValue::as_bytes);
            let parts = [given.unwrap_or_default(), self.cookies.as_bytes()];
            let glue: &[u8] = if given.is_some_and(|given| !given.is_empty()) {
                b"; "
            } else {
                b""
            };
            let mut value = HeaderValue::from_bytes(&parts.join(glue))
                .map_err(|_| RequestError::HeaderParameter { name: "Cookie" })?;
            // A cookie parameter is often a session's secret.
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        }
        Ok(Request {
            method: self.method,
            template: self.template,
            target,
            headers: self.headers,
            body: self.body,
            security: self.security,
            server: self.server,
            options: CallOptions::new(),
        })
    }

    pub(super) fn written(
        mut self,
        media_type: &'static str,
        body: serde_json::Result<Vec<u8>>,
    ) -> Self {
        match body {
            Ok(body) => self.bytes(media_type, body.into()),
            Err(cause) => {
                self.fail(RequestError::Body(cause));
                self
            }
        }
    }

    pub(super) fn set_path(&mut self, name: &'static str, value: Option<String>) {
        self.path.push((name, value));
    }

    pub(super) fn push_cookie(&mut self, name: &str, value: &str) {
        push_cookie(&mut self.cookies, &named_cookie(name, value));
    }

    pub(super) fn push_query(&mut self, name: &str, value: &str) {
        self.push_query_text(&query_pair(name, value));
    }

    pub(super) fn push_query_text(&mut self, text: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(text);
    }

    pub(super) fn set_header(&mut self, name: &'static str, value: &str) {
        let header = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| RequestError::HeaderParameter { name });
        match header.and_then(|header| Ok((header, header_value(name, value)?))) {
            Ok((header, mut value)) => {
                // What a caller gives may be a key that no security scheme tells of.
                value.set_sensitive(header != ACCEPT && header != CONTENT_TYPE);
                self.headers.insert(header, value);
            }
            Err(error) => self.fail(error),
        }
    }

    pub(super) fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }
}

/// Path and query, less the values in the query.
fn without_values(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) => format!("{name}=[redacted]"),
        // Without a name, it is a value.
        None => "[redacted]".to_owned(),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

fn encoded(value: &dyn Parameter) -> Vec<String> {
    let mut values = Vec::new();
    value.write(&mut values);
    for value in &mut values {
        *value = percent_encoded(value);
    }
    values
}

fn header_value(name: &'static str, value: &str) -> Result<HeaderValue, RequestError> {
    HeaderValue::from_bytes(value.as_bytes()).map_err(|_| RequestError::HeaderParameter { name })
}

/// The text with everything but unreserved characters percent-encoded.
pub(super) fn percent_encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// A pair of a query. The value is encoded already.
pub(super) fn query_pair(name: &str, value: &str) -> String {
    format!("{}={value}", percent_encoded(name))
}

/// The name of a pair of a query as servers read it. It may be written in more than one way.
pub(super) fn query_name(pair: &str) -> Cow<'_, str> {
    let read = form_urlencoded::parse(pair.as_bytes()).next();
    read.map(|(name, _)| name).unwrap_or_default()
}

/// A pair of a `Cookie` header.
pub(super) fn cookie_pair(name: &str, value: &str) -> String {
    named_cookie(name, &cookie_text(value))
}

/// The same of a value that is encoded already.
fn named_cookie(name: &str, value: &str) -> String {
    format!("{}={value}", utf8_percent_encode(name, COOKIE_NAME))
}

/// The text with everything percent-encoded that the value of a cookie cannot hold.
pub(super) fn cookie_text(text: &str) -> String {
    utf8_percent_encode(text, COOKIE_VALUE).to_string()
}

/// Adds a pair to the text of a `Cookie` header.
fn push_cookie(cookies: &mut String, pair: &str) {
    if !cookies.is_empty() {
        cookies.push_str("; ");
    }
    cookies.push_str(pair);
}

type PathValues = [(&'static str, Option<String>)];

/// Path and query, with the values in place of the names.
fn target(
    template: &'static str,
    values: &PathValues,
    query: &str,
) -> Result<String, RequestError> {
    let written = template
        .split_once('#')
        .map_or(template, |(before, _)| before);
    let (path, own_query) = written.split_once('?').unwrap_or((written, ""));
    let mut target = String::with_capacity(template.len() + query.len() + 32);
    for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
        target.push('/');
        push_segment(&mut target, segment, values)?;
    }
    let mut separator = '?';
    if !own_query.is_empty() {
        target.push(separator);
        expand(&mut target, own_query, values)?;
        separator = '&';
    }
    if !query.is_empty() {
        target.push(separator);
        target.push_str(query);
    }
    Ok(target)
}

/// One segment of the path. A segment that a value made empty, `.` or `..` would change which resource is meant.
fn push_segment(
    target: &mut String,
    segment: &'static str,
    values: &PathValues,
) -> Result<(), RequestError> {
    let mut expanded = String::new();
    let parameter = expand(&mut expanded, segment, values)?;
    if let Some(name) = parameter {
        // URL parsers read `%2e` as a dot here (WHATWG URL, "double-dot URL path segment").
        let shape = expanded.to_ascii_lowercase().replace("%2e", ".");
        if matches!(shape.as_str(), "" | "." | "..") {
            return Err(RequestError::PathParameter {
                name,
                problem: PathProblem::Shape,
            });
        }
    }
    target.push_str(&expanded);
    Ok(())
}

/// Replaces the names in braces, in one walk over the text, so that a value with braces is just text. Gives the last name.
fn expand(
    target: &mut String,
    text: &'static str,
    values: &PathValues,
) -> Result<Option<&'static str>, RequestError> {
    let mut rest = text;
    let mut last = None;
    while let Some((literal, (name, after))) = rest
        .split_once('{')
        .and_then(|(literal, tail)| Some((literal, tail.split_once('}')?)))
    {
        target.extend(utf8_percent_encode(literal, TEMPLATE));
        let value = values
            .iter()
            .find(|(given, _)| *given == name)
            .and_then(|(_, value)| value.as_ref());
        let missing = RequestError::PathParameter {
            name,
            problem: PathProblem::Missing,
        };
        target.push_str(value.ok_or(missing)?);
        last = Some(name);
        rest = after;
    }
    target.extend(utf8_percent_encode(rest, TEMPLATE));
    Ok(last)
}
