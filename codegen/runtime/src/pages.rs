//! Answers that are pages of a list: one call after the other, until the server names no next page.

use super::core::Core;
use super::request::{Request, percent_encoded, query_name, query_pair};
use super::{
    BoxFuture, Call, CallOptions, Error, HeaderMap, Operation, PageProblem, Parameter, RawResponse,
    RequestError, SendError, StatusCode,
};
use futures_core::Stream;
use http::header::LINK;
use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};
use url::Url;

/// How many pages further a list is looked at that gave the same page twice.
const FAR: i128 = 1_000_000;

/// What a list gives next; none at its end.
type Given<O, T> = Option<Result<T, Error<<O as Operation>::Error>>>;

/// An operation whose answers are pages of a list.
pub trait Paged: Operation {
    /// What the list is of.
    type Item;

    /// The items of a page.
    fn items(page: Self::Output) -> Vec<Self::Item>;

    /// Where the page after this one is.
    fn next(&self, page: &Self::Output) -> NextPage;
}

/// Where the next page is.
#[derive(Debug, Clone)]
pub struct NextPage(Next);

#[derive(Debug, Clone)]
enum Next {
    /// Nothing was asked for yet.
    First,
    /// Behind the same call, with this text for a parameter of its query.
    Value(&'static str, String),
    /// Behind the same call, with a parameter of its query that counts items or pages.
    Step(Step),
    /// At a URL.
    Url(String),
    /// At the URL of relation `next` in the headers `Link` of this page.
    Link,
    /// There is none.
    End,
}

#[derive(Debug, Clone)]
struct Step {
    parameter: &'static str,
    /// The value for the first page.
    from: i128,
    /// What this page adds to it.
    by: i128,
    /// The first value that has no page.
    end: Option<i128>,
}

impl NextPage {
    /// The page that a parameter of the query leads to, if there is a value for it and it is not empty.
    #[must_use]
    pub fn value(parameter: &'static str, value: &dyn Parameter) -> Self {
        Self(first(value).map_or(Next::End, |value| Next::Value(parameter, value)))
    }

    /// The page behind as many items as this one has, counted from those that the call itself leaves out. None is
    /// behind a page without items.
    #[must_use]
    pub fn offset(parameter: &'static str, from: impl Into<i128>, items: usize) -> Self {
        Self::step(parameter, from.into(), i128::try_from(items).unwrap_or(0))
    }

    /// The page of the number after this one's; that of the first page is the call's own. None is behind a page without
    /// items.
    #[must_use]
    pub fn number(parameter: &'static str, from: impl Into<i128>, items: usize) -> Self {
        Self::step(parameter, from.into(), i128::from(items > 0))
    }

    fn step(parameter: &'static str, from: i128, by: i128) -> Self {
        if by == 0 {
            return Self(Next::End);
        }
        Self(Next::Step(Step {
            parameter,
            from,
            by,
            end: None,
        }))
    }

    /// The page at a URL, which may be relative to that of this page.
    #[must_use]
    pub fn url(url: &dyn Parameter) -> Self {
        Self(first(url).map_or(Next::End, Next::Url))
    }

    /// The page at the URL of relation `next` in the headers `Link` (RFC 8288).
    #[must_use]
    pub const fn link() -> Self {
        Self(Next::Link)
    }

    /// None, if the server says that there are no more.
    #[must_use]
    pub fn if_more(self, more: impl Into<Option<bool>>) -> Self {
        match more.into() {
            Some(false) => Self(Next::End),
            Some(true) | None => self,
        }
    }

    /// None, if an offset or a number is not below this one. One that is not above zero says nothing.
    #[must_use]
    pub fn below(mut self, end: Option<i128>) -> Self {
        if let Next::Step(step) = &mut self.0 {
            step.end = end.filter(|end| *end > 0);
        }
        self
    }
}

/// The first text of a value that is not empty.
fn first(value: &dyn Parameter) -> Option<String> {
    let mut values = Vec::new();
    value.write(&mut values);
    values.into_iter().find(|text| !text.trim().is_empty())
}

/// The URL of the first link of relation `next`.
fn linked(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    // A title beside the URL may be in any language.
    let mut values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
    values.find_map(|value| next_link(&value))
}

/// The target of the first link whose relations have `next` among them.
fn next_link(header: &str) -> Option<String> {
    let mut rest = header;
    loop {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let (parameters, others) = parameters(after);
        if parameters.iter().any(|parameter| is_next(parameter)) {
            return Some(target.to_owned());
        }
        rest = others;
    }
}

/// The parameters of a link, and what is behind its comma. Both signs mean nothing between quotes.
fn parameters(text: &str) -> (Vec<&str>, &str) {
    let mut parameters = Vec::new();
    let mut begin = 0;
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b';' | b',' if !is_quoted => {
                parameters.extend(text.get(begin..at));
                begin = at + 1;
                if byte == b',' {
                    return (parameters, text.get(begin..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    parameters.extend(text.get(begin..));
    (parameters, "")
}

fn is_next(parameter: &str) -> bool {
    let Some((name, relations)) = parameter.split_once('=') else {
        return false;
    };
    let relations = relations.trim().trim_matches('"');
    name.trim().eq_ignore_ascii_case("rel")
        && relations
            .split_ascii_whitespace()
            .any(|relation| relation.eq_ignore_ascii_case("next"))
}

impl<'c, O: Paged> Call<'c, O> {
    /// The pages of the list from this one on, each asked for when the one before is there and has been taken. What the
    /// call has beyond its operation goes along with each.
    pub fn pages(self) -> Pages<'c, O> {
        Pages {
            walk: Walk {
                core: self.core,
                options: self.options,
                next: Next::First,
                position: None,
                step: None,
                here: String::new(),
                seen: BTreeSet::new(),
                last: None,
                doubted: None,
                far: None,
                asking: None,
            },
            operation: self.operation,
        }
    }

    /// The items of the list from this page on. A page is asked for when the items of the one before are used up.
    pub fn items(self) -> PagedItems<'c, O> {
        PagedItems {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }
}

/// The pages of a list. An error is the last thing that it gives; dropping it asks for no more.
///
/// It is a [`Stream`]; [`Pages::next`] waits for a page without more crates.
#[must_use = "pages are asked for by `next`"]
pub struct Pages<'c, O> {
    walk: Walk<'c>,
    operation: O,
}

impl<O: Paged> Pages<'_, O> {
    /// Waits for the next page; `None` is the end.
    pub async fn next(&mut self) -> Option<Result<O::Output, Error<O::Error>>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Given<O, O::Output>> {
        let operation = &self.operation;
        let answer = match self
            .walk
            .poll(context, O::NAME, &mut || operation.request())
        {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(Some(Ok(answer))) => answer,
        };
        let link = linked(&answer.headers);
        let page = O::response(answer);
        if let Ok(page) = &page {
            self.walk.next = match operation.next(page).0 {
                Next::Link => link.map_or(Next::End, Next::Url),
                next => next,
            };
        }
        Poll::Ready(Some(page))
    }
}

/// Nothing in it is pinned.
impl<O> Unpin for Pages<'_, O> {}

impl<O: Paged> Stream for Pages<'_, O> {
    type Item = Result<O::Output, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

/// Shows that they are pages, and not what they are of.
impl<O> fmt::Debug for Pages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of a list that comes in pages. An error is the last thing that it gives; dropping it asks for no more.
///
/// It is a [`Stream`]; [`PagedItems::next`] waits for an item without more crates.
#[must_use = "items are asked for by `next`"]
pub struct PagedItems<'c, O: Paged> {
    pages: Pages<'c, O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Paged> PagedItems<'_, O> {
    /// Waits for the next item; `None` is the end.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Given<O, O::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.pages.poll_page(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(page))) => self.items = O::items(page).into_iter(),
            }
        }
    }
}

/// Nothing in it is pinned.
impl<O: Paged> Unpin for PagedItems<'_, O> {}

impl<O: Paged> Stream for PagedItems<'_, O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

/// Shows that they are items, and not which.
impl<O: Paged> fmt::Debug for PagedItems<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PagedItems").finish_non_exhaustive()
    }
}

/// From page to page, whatever they are of.
struct Walk<'c> {
    core: &'c Core,
    options: CallOptions,
    next: Next,
    /// Where the steps have led to.
    position: Option<i128>,
    /// The parameter of the last step, and how far that was.
    step: Option<(&'static str, i128)>,
    /// The URL of the last page.
    here: String,
    /// Hashes of the URLs that were asked for.
    seen: BTreeSet<u64>,
    /// A hash of the last body, where pages are counted.
    last: Option<u64>,
    /// A page that is the same as the one before, while it is found out whether the server counts.
    doubted: Option<RawResponse>,
    /// A hash of the page from far behind, if one was asked for; 0 if there is none.
    far: Option<u64>,
    asking: Option<BoxFuture<'c, Result<RawResponse, SendError>>>,
}

impl Walk<'_> {
    /// Waits for the answer with the next page. The request is that of the first.
    fn poll(
        &mut self,
        context: &mut Context<'_>,
        operation: &'static str,
        request: &mut dyn FnMut() -> Result<Request, RequestError>,
    ) -> Poll<Option<Result<RawResponse, SendError>>> {
        loop {
            let asking = if let Some(asking) = &mut self.asking {
                asking
            } else {
                let next = std::mem::replace(&mut self.next, Next::End);
                let Some(next) = self.moved(next) else {
                    return Poll::Ready(None);
                };
                let request = match request().and_then(|request| self.turned(request, next)) {
                    Ok(request) => request,
                    Err(error) => return Poll::Ready(Some(Err(error.into()))),
                };
                let core = self.core;
                let asking = async move { core.send(operation, Ok(request)).await };
                self.asking.insert(Box::pin(asking))
            };
            let Poll::Ready(answer) = asking.as_mut().poll(context) else {
                return Poll::Pending;
            };
            self.asking = None;
            let answer = answer.and_then(|answer| Ok(self.judged(answer)?));
            if let Some(answer) = answer.transpose() {
                return Poll::Ready(Some(answer));
            }
        }
    }

    /// The same, with the value that a step leads to; none where there is no next page.
    fn moved(&mut self, next: Next) -> Option<Next> {
        let step = match next {
            Next::End | Next::Link => return None,
            Next::First | Next::Value(..) | Next::Url(_) => return Some(next),
            Next::Step(step) => step,
        };
        let position = self.position.unwrap_or(step.from).saturating_add(step.by);
        self.position = Some(position);
        self.step = Some((step.parameter, step.by));
        let is_there = step.end.is_none_or(|end| position < end);
        is_there.then(|| Next::Value(step.parameter, position.to_string()))
    }

    /// The request for a page that was not asked for before.
    fn turned(&mut self, mut request: Request, next: Next) -> Result<Request, RequestError> {
        request.options = self.options.clone();
        match next {
            Next::First | Next::Step(_) | Next::Link | Next::End => {}
            Next::Value(parameter, value) => set_query(&mut request.target, parameter, &value),
            Next::Url(url) => self.lead(&mut request, &url)?,
        }
        let configured = self.core.inner.base.url(request.server);
        let (base, _) = request.options.destination(configured)?;
        self.here = format!("{base}{}", request.target);
        if self.seen.insert(hashed(&self.here)) {
            Ok(request)
        } else {
            Err(RequestError::NextPage(PageProblem::Repeated))
        }
    }

    /// Leads a request to a URL, which is relative to that of the last page. Credentials go to the origin of the call
    /// alone, and so no page of another one is asked for.
    fn lead(&self, request: &mut Request, url: &str) -> Result<(), RequestError> {
        let no_url = |_| RequestError::NextPage(PageProblem::NoUrl);
        let here = Url::parse(&self.here).map_err(no_url)?;
        let there = here.join(url.trim()).map_err(no_url)?;
        if there.origin() != here.origin() {
            return Err(RequestError::NextPage(PageProblem::Elsewhere));
        }
        request.options.base_url = Some(there.origin().ascii_serialization());
        there.path().clone_into(&mut request.target);
        if let Some(query) = there.query() {
            request.target.push('?');
            request.target.push_str(query);
            // The server has them in its URL, most likely.
            let own = request.options.query.split('&');
            let missing: Vec<&str> = own.filter(|pair| !has_name_of(query, pair)).collect();
            request.options.query = missing.join("&");
        }
        Ok(())
    }

    /// The page to give for an answer, if nothing else has to be asked for first.
    ///
    /// Where pages are counted, one that is the same as the one before it may be of a server that does not count, and
    /// would give it for ever, or of a list with equal items. A page from far behind tells: it is the same again in
    /// the first case, and empty or an error in the other. It is asked for once.
    fn judged(&mut self, answer: RawResponse) -> Result<Option<RawResponse>, RequestError> {
        let is_page = answer.status.is_success();
        let hash = is_page.then(|| hashed(&answer.body));
        let (answer, far) = if let Some(doubted) = self.doubted.take() {
            if !is_page && !is_refused(answer.status) {
                // It tells nothing, and the list can not go on.
                return Ok(Some(answer));
            }
            (doubted, *self.far.insert(hash.unwrap_or_default()))
        } else {
            let before = std::mem::replace(&mut self.last, hash);
            let Some((parameter, by)) = self.step.filter(|_| is_page && before == hash) else {
                return Ok(Some(answer));
            };
            let Some(far) = self.far else {
                let position = self.position.unwrap_or(0);
                let position = position.saturating_add(by.saturating_mul(FAR));
                self.next = Next::Value(parameter, position.to_string());
                self.doubted = Some(answer);
                return Ok(None);
            };
            (answer, far)
        };
        if Some(far) == self.last {
            return Err(RequestError::NextPage(PageProblem::Repeated));
        }
        Ok(Some(answer))
    }
}

/// Whether a server says that there is no such page: it has looked which one is asked for.
fn is_refused(status: StatusCode) -> bool {
    let is_other = matches!(status.as_u16(), 401 | 403 | 407 | 408 | 425 | 429);
    status.is_client_error() && !is_other
}

fn hashed(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whether a query has a pair of the same name.
fn has_name_of(query: &str, pair: &str) -> bool {
    let name = query_name(pair);
    query.split('&').any(|other| query_name(other) == name)
}

/// Gives a parameter of the query this value alone.
fn set_query(target: &mut String, name: &str, value: &str) {
    let pair = query_pair(name, &percent_encoded(value));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let others = query.split('&');
    let others = others.filter(|other| !other.is_empty() && query_name(other) != name);
    let pairs: Vec<&str> = others.chain([pair.as_str()]).collect();
    *target = format!("{path}?{}", pairs.join("&"));
}
