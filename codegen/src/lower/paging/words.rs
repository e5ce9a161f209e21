//! Which names of parameters and members mean what about pages. All are compared in small letters, without signs.

/// A name in small letters, without signs: `page_token`, `pageToken` and `page-token` are one.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Parameters that hold what the server gave for the next page, whose members need not have the same name.
pub(super) const CURSORS: &[&str] = &[
    "after",
    "aftercursor",
    "continuationtoken",
    "cursor",
    "nextcursor",
    "nexttoken",
    "pageafter",
    "pagecursor",
    "pagetoken",
    "paginationtoken",
    "startafter",
    "startcursor",
    "startingafter",
];

/// Members that hold what such a parameter takes.
pub(super) const NEXT_CURSORS: &[&str] = &[
    "nextcontinuationtoken",
    "nextcursor",
    "nextpagecursor",
    "nextpagetoken",
    "nexttoken",
];

/// Other parameters that may hold it, whose member is called alike.
pub(super) const MORE_CURSORS: &[&str] = &[
    "bookmark",
    "continuation",
    "continue",
    "marker",
    "next",
    "nextkey",
    "nextmarker",
    "nextpage",
    "nextpagetoken",
    "offset",
    "page",
    "pagekey",
    "pagemarker",
    "scrollid",
    "skiptoken",
    "start",
];

/// Parameters that say where pages begin in another way than a cursor does: with both, it is not clear which counts.
pub(super) const POSITIONS: &[&str] = &[
    "offset",
    "page",
    "pageindex",
    "pageno",
    "pagenum",
    "pagenumber",
    "skip",
    "start",
    "startat",
    "startindex",
];

/// Parameters that say how many items are left out.
pub(super) const OFFSETS: &[&str] = &["offset", "pageoffset", "skip"];

/// Parameters that are the number of a page.
pub(super) const NUMBERS: &[&str] = &["page", "pageno", "pagenum", "pagenumber"];

/// Parameters that say how many items a page has.
pub(super) const SIZES: &[&str] = &[
    "count",
    "itemsperpage",
    "limit",
    "max",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "resultsperpage",
    "rows",
    "size",
    "take",
    "top",
];

/// Members that hold the URL of the next page.
pub(super) const NEXT_URLS: &[&str] = &[
    "next",
    "nexthref",
    "nextlink",
    "nextpage",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];

/// Of those, the ones that can be nothing else.
pub(super) const CLEAR_URLS: &[&str] = &[
    "nexthref",
    "nextlink",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];

/// Members that say whether there are more items.
pub(super) const MORE: &[&str] = &[
    "hasmore",
    "hasmoreitems",
    "hasmoreresults",
    "hasnext",
    "hasnextpage",
    "istruncated",
    "more",
    "moreresultsavailable",
];

/// Members that say how many items there are in all.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalelements",
    "totalitems",
    "totalrecords",
    "totalresults",
];

/// Members that say how many pages there are in all.
pub(super) const PAGES: &[&str] = &["lastpage", "numpages", "pagecount", "pages", "totalpages"];

/// Objects that hold what is said of a page.
pub(super) const CONTAINERS: &[&str] = &[
    "cursor",
    "cursors",
    "links",
    "listmetadata",
    "meta",
    "metadata",
    "next",
    "page",
    "pageinfo",
    "pages",
    "pagination",
    "paging",
    "pagininfo",
    "responsemetadata",
];

/// Objects that hold the list and what is said of it.
pub(super) const ENVELOPES: &[&str] = &["data", "embedded", "response", "result", "results"];

/// Lists that are what the caller asks for, whatever other lists stand beside them.
pub(super) const ITEMS: &[&str] = &[
    "data",
    "elements",
    "entries",
    "items",
    "records",
    "resources",
    "results",
    "rows",
    "value",
    "values",
];

/// Lists that are about others, or about the call.
pub(super) const BESIDE: &[&str] = &[
    "aggregations",
    "columns",
    "errors",
    "facets",
    "fields",
    "filters",
    "included",
    "links",
    "messages",
    "order",
    "schemas",
    "sort",
    "warnings",
];

/// What a description says of a member whose name does not tell this page's cursor from the next one's.
pub(super) const SAYS_NEXT: &[&str] = &[
    "following page",
    "following request",
    "more results",
    "next batch",
    "next call",
    "next list",
    "next page",
    "next request",
    "next results",
    "next set",
    "subsequent",
];
