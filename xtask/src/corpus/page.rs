//! What does a person see in a browser? One file that needs no network: the data of `report.json` and a script.
//!
//! Documents are not trusted. Their texts reach the page as JSON in which no `<` is left, and the script puts them
//! there as text only.

/// The page without its data.
const PAGE: &str = include_str!("page/page.html");

/// How it looks.
const STYLE: &str = include_str!("page/page.css");

/// What it does.
const SCRIPT: &str = include_str!("page/page.js");

/// The page of a report, which is given as JSON.
pub(super) fn page(data: &str) -> String {
    // The data comes last: nothing in it is taken for one of the places.
    PAGE.replace("/*STYLE*/", STYLE)
        .replace("/*SCRIPT*/", SCRIPT)
        .replace("/*DATA*/", &inert(data))
}

/// JSON that can stand in a script element: `<` would end it or begin a comment, and the two separators end lines in
/// old browsers. They occur inside strings alone.
fn inert(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_document_leaves_the_data() {
        let hostile = "</script><script>alert(1)</script><!-- /*SCRIPT*/ \u{2028}";
        let data = serde_json::to_string(&serde_json::json!({ "name": hostile })).unwrap();
        let page = page(&data);
        assert_eq!(
            page.matches("</script>").count(),
            2,
            "the two elements of the page itself"
        );
        assert!(!page.contains("alert(1)<") && !page.contains("<!-- "));
        let inside = page
            .split("<script type=\"application/json\" id=\"data\">")
            .nth(1)
            .unwrap();
        let inside = inside.split("</script>").next().unwrap();
        let value: serde_json::Value = serde_json::from_str(inside).unwrap();
        assert_eq!(value["name"], hostile);
    }

    #[test]
    fn the_page_asks_for_nothing_from_elsewhere_and_writes_no_markup() {
        let page = page("{}");
        for word in [
            "http:",
            "https:",
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ] {
            assert!(!page.contains(word), "{word}");
        }
    }
}
