//! Parameters through the golden types: the calls of a document with every style, and the bytes that they send.
use golden::{
    parameter_styles::{
        models::{Filter, Page, Point, filter},
        operations::{Draw, Find, FindZoom},
    },
    query_whole::{
        self,
        operations::{ByForm, ByJson, ByPath},
    },
    runtime::{Operation, Request, RequestError},
};
use std::collections::BTreeMap;

#[test]
fn paths_headers_and_cookies_in_their_styles() {
    let (point, size) = (Point::new(1.5, -2.0), Point::new(10.0, 20.0));
    let mut draw = Draw::new(&point, &size, &["roads", "a/b"], &[]);
    draw.x_origin = Some(&size);
    draw.seen = Some(&["x", "y;z"]);
    let request = draw.request().expect("it can be sent");
    assert_eq!(
        request.target,
        "/maps/x,1.5,y,-2.0;x=10.0;y=20.0.roads,a%2Fb/%5B%5D"
    );
    assert_eq!(request.headers["x-origin"], "x=10.0,y=20.0");
    assert_eq!(request.headers["cookie"], "seen=x,y%3Bz");
}

#[test]
fn queries_in_their_styles() {
    let mut height = filter::Height::default();
    height.from = Some(0.5);
    let mut filter = Filter::default();
    filter.kind = Some(filter::Kind::Lake);
    filter.tags = Some(vec!["deep".to_owned(), "cold".to_owned()]);
    filter.height = Some(height);
    let mut page = Page::default();
    page.page = Some(0);
    page.sort = Some(vec!["name,asc".to_owned(), "kind".to_owned()]);
    let near = Point::new(1.0, 2.0);
    let others = BTreeMap::from([("a b".to_owned(), "c&d".to_owned())]);
    let mut find = Find::new(&page);
    find.filter = Some(&filter);
    find.near = Some(&near);
    find.expand = Some(&["owner", "map"]);
    find.others = Some(&others);
    find.back = Some("https://a.b/c?d=e&f#g");
    find.zoom = Some(&FindZoom::Integer(3));
    find.query = Some(&filter);
    let request = find.request().expect("it can be sent");
    let (path, query) = request.target.split_once('?').expect("a query");
    assert_eq!(path, "/places");
    let expected = [
        "filter%5Bheight%5D%5Bfrom%5D=0.5",
        "filter%5Bkind%5D=lake",
        "filter%5Btags%5D%5B%5D=deep",
        "filter%5Btags%5D%5B%5D=cold",
        "page=0",
        "sort=name%2Casc",
        "sort=kind",
        "near=x,1.0,y,2.0",
        "expand%5B%5D=owner",
        "expand%5B%5D=map",
        "a%20b=c%26d",
        "back=https://a.b/c?d=e%26f%23g",
        "zoom=3",
        "query=%7B%22height%22%3A%7B%22from%22%3A0.5%7D%2C%22kind%22%3A%22lake%22%2C%22tags%22%3A%5B%22deep%22%2C%22cold%22%5D%7D",
    ];
    assert_eq!(query.split('&').collect::<Vec<_>>(), expected);

    let nothing = Page::default();
    let request = Find::new(&nothing).request().expect("it can be sent");
    assert_eq!(request.target, "/places");
}

/// The members of a form are the pairs; all else is one text, without a name.
#[test]
fn whole_queries_and_cookies_of_3_2() {
    let mut search = query_whole::models::Search::default();
    search.word = Some("a&b".into());
    search.tags = Some(vec!["x".into(), "y z".into()]);
    search.page = Some(2);
    let target = |request: Result<Request, RequestError>| request.unwrap().target;
    assert_eq!(
        target(ByForm::new(&search).request()),
        "/form?word=a%26b&tags=x&tags=y%20z&page=2"
    );
    let mut by_json = ByJson::default();
    assert_eq!(target(by_json.request()), "/json");
    by_json.search = Some(&search);
    assert_eq!(
        target(by_json.request()),
        "/json?%7B%22word%22%3A%22a%26b%22%2C%22tags%22%3A%5B%22x%22%2C%22y%20z%22%5D%2C%22page%22%3A2%7D"
    );
    let mut by_path = ByPath::default();
    // The example of the standard (OpenAPI 3.2.0, section 4.13).
    by_path.selector = Some("$.a.b[1:1]");
    by_path.color = Some(&["blue", "black"]);
    by_path.joined = Some(&["blue", "black"]);
    let request = by_path.request().unwrap();
    assert_eq!(request.target, "/path?%24.a.b%5B1%3A1%5D");
    assert_eq!(
        request.headers["cookie"],
        "color=blue; color=black; joined=blue,black"
    );
}
