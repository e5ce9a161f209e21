//! Lists that come in pages: where requests go and what goes along.

use crate::runtime::{
    Bytes, Core, CoreBuilder, Credential, Error, Memory, Method, NextPage, Operation, PageProblem,
    Paged, RawResponse, Request, RequestError,
};
use http::header::{AUTHORIZATION, LINK};

/// A list whose pages are found by their headers, of an operation that asks for credentials.
struct Linked;

impl Operation for Linked {
    type Output = Vec<i64>;
    type Error = ();
    const NAME: &'static str = "GET /list";

    fn request(&self) -> Result<Request, RequestError> {
        Request::new(Method::GET, "/list")
            .security(&[&["Token", "Key"]])
            .build()
    }

    fn response(response: RawResponse) -> Result<Self::Output, Error<()>> {
        response.json()
    }
}

impl Paged for Linked {
    type Item = i64;

    fn items(page: Vec<i64>) -> Vec<i64> {
        page
    }

    fn next(&self, _page: &Vec<i64>) -> NextPage {
        NextPage::link()
    }
}

fn answers(pages: &[(&str, Option<&str>)]) -> Memory {
    let answers = pages.iter().map(|(body, link)| {
        let mut answer = http::Response::builder();
        if let Some(link) = link {
            answer = answer.header(LINK, *link);
        }
        Ok(answer
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap())
    });
    Memory::queue(answers.collect::<Vec<_>>())
}

fn core(transport: &Memory) -> Core {
    let mut builder = CoreBuilder::new(Some("https://api.example/v1"), "test/1");
    builder.credential("Token", Credential::bearer("secret"));
    builder.credential("Key", Credential::api_key_query("key", "k"));
    builder.build_with(transport.clone()).unwrap()
}

/// The URLs that were asked for, and whether the token went along.
fn sent(transport: &Memory) -> Vec<(String, bool)> {
    let sent = transport.sent().into_iter();
    let sent = sent.map(|request| {
        let has_token = request.headers().contains_key(AUTHORIZATION);
        (request.uri().to_string(), has_token)
    });
    sent.collect()
}

#[tokio::test]
async fn credentials_go_to_the_pages_of_the_configured_origin() {
    let transport = answers(&[
        ("[1]", Some("</v1/list?page=2&key=k>; rel=next")),
        (
            "[2]",
            Some("<https://user@API.example:443/v2/x?page=3>; rel=next"),
        ),
        ("[3]", Some("<http://api.example/v1/list?page=4>; rel=next")),
    ]);
    let core = core(&transport);
    let mut items = core.call(Linked).items();
    for expected in 1..=3 {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
    }
    let Some(Err(Error::Request(RequestError::NextPage(problem)))) = items.next().await else {
        panic!("another scheme is another origin");
    };
    assert_eq!(problem, PageProblem::Elsewhere);
    let urls = [
        "https://api.example/v1/list?key=k",
        "https://api.example/v1/list?page=2&key=k",
        "https://api.example/v2/x?page=3&key=k",
    ];
    assert_eq!(sent(&transport), urls.map(|url| (url.to_owned(), true)));
}

#[tokio::test]
async fn pages_of_a_call_to_another_origin_stay_there_without_credentials() {
    let transport = answers(&[
        ("[1]", Some("</list?page=2>; rel=next")),
        (
            "[2]",
            Some("<https://api.example/v1/list?page=3>; rel=next"),
        ),
    ]);
    let core = core(&transport);
    let call = core.call(Linked).with_base_url("https://other.example");
    let mut pages = call.pages();
    assert_eq!(pages.next().await.unwrap().unwrap(), [1]);
    assert_eq!(pages.next().await.unwrap().unwrap(), [2]);
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none());
    let urls = [
        "https://other.example/list",
        "https://other.example/list?page=2",
    ];
    assert_eq!(sent(&transport), urls.map(|url| (url.to_owned(), false)));
}

/// A list of numbers whose pages are counted.
struct Counted;

impl Operation for Counted {
    type Output = Vec<i64>;
    type Error = ();
    const NAME: &'static str = "GET /list";

    fn request(&self) -> Result<Request, RequestError> {
        Request::new(Method::GET, "/list?page%5Bsize%5D=2&page%5Bnumber%5D=1").build()
    }

    fn response(response: RawResponse) -> Result<Self::Output, Error<()>> {
        if !response.status.is_success() {
            return Err(response.undocumented());
        }
        response.json()
    }
}

impl Paged for Counted {
    type Item = i64;

    fn items(page: Vec<i64>) -> Vec<i64> {
        page
    }

    fn next(&self, page: &Vec<i64>) -> NextPage {
        NextPage::number("page[number]", 1, page.len())
    }
}

/// All items, and how the list ended; the numbers of the pages that were asked for.
async fn counted(pages: &[(u16, &str)]) -> (Vec<i64>, Option<Error<()>>, Vec<String>) {
    let answers = pages.iter().map(|(status, body)| {
        let answer = http::Response::builder().status(*status);
        Ok(answer
            .body(Bytes::copy_from_slice(body.as_bytes()))
            .unwrap())
    });
    let transport = Memory::queue(answers.collect::<Vec<_>>());
    let core = core(&transport);
    let mut items = core.call(Counted).items();
    let mut all = Vec::new();
    let end = loop {
        match items.next().await {
            Some(Ok(item)) => all.push(item),
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    let numbers = sent(&transport).into_iter().map(|(url, _)| {
        let (_, number) = url.split_once("page%5Bnumber%5D=").unwrap();
        number.to_owned()
    });
    (all, end, numbers.collect())
}

#[tokio::test]
async fn equal_pages_of_a_list_that_is_counted_are_pages() {
    for beyond in [
        (200, "[]"),
        (404, "no such page"),
        (200, "[1, 1]"),
        (422, ""),
    ] {
        let pages = [
            (200, "[0, 0]"),
            (200, "[0, 0]"),
            beyond,
            (200, "[0, 0]"),
            (200, "[]"),
        ];
        let (items, end, numbers) = counted(&pages).await;
        assert!(end.is_none(), "{end:?}");
        assert_eq!(items, [0; 6]);
        assert_eq!(numbers, ["1", "2", "1000002", "3", "4"]);
    }
}

#[tokio::test]
async fn equal_pages_of_a_server_that_does_not_count_are_an_error() {
    let repeated = |end: Option<Error<()>>| {
        let Some(Error::Request(RequestError::NextPage(problem))) = end else {
            panic!("{end:?}");
        };
        assert_eq!(problem, PageProblem::Repeated);
    };
    let (items, end, _) = counted(&[(200, "[0, 0]"); 9]).await;
    assert_eq!(items, [0, 0]);
    repeated(end);

    // One that gives its last page for all that are behind it.
    let pages = ["[0]", "[0]", "[1]", "[1]", "[1]"].map(|page| (200, page));
    let (items, end, numbers) = counted(&pages).await;
    assert_eq!(items, [0, 0, 1]);
    assert_eq!(numbers, ["1", "2", "1000002", "3", "4"]);
    repeated(end);

    // One that has no time to say.
    let pages = [(200, "[0]"), (200, "[0]"), (429, "later")];
    let (_, end, _) = counted(&pages).await;
    assert_eq!(end.unwrap().status().unwrap(), 429);
}

#[cfg(feature = "blocking")]
#[test]
fn pages_are_there_without_an_async_runtime() {
    let transport = answers(&[("[1, 2]", Some("<?page=2>; rel=next")), ("[3]", None)]);
    let core = core(&transport);
    let mut items = core.call(Linked).items();
    let mut seen = Vec::new();
    while let Some(item) = items.next_blocking() {
        seen.push(item.unwrap());
    }
    assert_eq!(seen, [1, 2, 3]);
}
