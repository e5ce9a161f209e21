//! What descriptions become.

use expect_test::{Expect, expect};

use super::{code, inline_text, markdown_lines};

#[expect(clippy::needless_pass_by_value, reason = "`expect!` makes a value")]
fn check(markdown: &str, expected: Expect) {
    let lines = markdown_lines(markdown);
    expected.assert_eq(&lines.join("\n"));
    assert_eq!(
        markdown_lines(&lines.join("\n")),
        lines,
        "what was written is read as something else"
    );
}

#[test]
fn paragraphs_are_joined_and_wrapped() {
    check(
        "Returns the valid statuses\r\nfor a project.  \nThe statuses are grouped by issue type, as each project has a \
         set of valid issue types.\n\n\nSecond.",
        expect![[r"
            Returns the valid statuses for a project.\
            The statuses are grouped by issue type, as each project has a set of valid issue types.

            Second."]],
    );
}

#[test]
fn links_lead_to_absolute_addresses_only() {
    check(
        "[guide](https://example.com/a_(b)) [local](#there) [bad](javascript:alert) [me](mailto:a@example.com) \
         <https://example.com> https://example.com/x?a=1&b=2. (see http://example.com/y) [https://example.com/z][1] \
         https://{host}/v1 ![logo](https://example.com/logo.png) [\"quoted\"](https://example.com/q)\n\n\
         [1]: https://example.com/z",
        expect![[r#"
            [guide](https://example.com/a_(b)) local bad [me](mailto:a@example.com)
            <https://example.com> <https://example.com/x?a=1&b=2>. (see <http://example.com/y>)
            <https://example.com/z> `https://{host}/v1` logo "[quoted](https://example.com/q)""#]],
    );
}

#[test]
fn brackets_are_no_links() {
    check(
        "An [interval] like [0, 1) or `[x]`, [^1], [ThumbnailSet][] and filter[name][], but a lone [ stays.",
        expect![[r"
            An \[interval] like \[0, 1) or `[x]`, \[^1], `ThumbnailSet` and filter\[name]\[], but a lone
            [ stays."]],
    );
}

#[test]
fn words_that_look_like_items_are_code() {
    check(
        "The OpenAPI's user_id of PayPal, see std::vec, call foo() on GitHub or IDs; *two_words* --dry-run s3://bucket \
         使用OpenAPI接口 application/* a*b (snake_case).",
        expect![[r"
            The `OpenAPI`'s `user_id` of `PayPal`, see `std::vec`, call `foo()` on GitHub or IDs;
            _`two_words`_ `--dry-run` `s3://bucket` 使用`OpenAPI`接口 `application/*` `a*b` (`snake_case`)."]],
    );
}

#[test]
fn html_becomes_markdown() {
    check(
        "<p>The <b>key</b> of the <code>Widget_Item</code> &amp; <a href=\"https://example.com/w\">its docs</a>.<br>Next \
         <a href='/local'>line</a>.</p><ul><li>one</li><li>two<ul><li>inner</ul></li></ul>\
         <pre>&lt;a>\n  b</pre><!-- hidden --><note><p>Mind <i>this</i>.</p></note>",
        expect![[r"
            The **key** of the `Widget_Item` & [its docs](https://example.com/w).\
            Next line.

            - one
            - two
              - inner

            ```text
            <a>
              b
            ```

            **Note:**

            Mind _this_."]],
    );
}

#[test]
fn tags_that_are_no_html_are_text() {
    check(
        "Use <your-token> or Bearer <token>, a < b, x<y, <span>kept</span>, <title>, and <b>open.",
        expect!["Use `<your-token>` or Bearer `<token>`, a < b, `x<y`, kept, `<title>`, and open."],
    );
}

#[test]
fn html_tables_are_tables() {
    check(
        "<table><tr><th>Name</th><th>Use</th></tr><tr><td>a|b</td><td><p>One</p><p>two</p></td></tr></table>",
        expect![[r"
            | Name | Use     |
            | ---- | ------- |
            | a\|b | One two |"]],
    );
}

#[test]
fn tables_stay_tables() {
    check(
        "| Code | Meaning |\n|:--|--:|\n| `a\\|b` | user_id |\n| x |",
        expect![[r"
            | Code   | Meaning   |
            | :----- | --------: |
            | `a\|b` | `user_id` |
            | x      |           |"]],
    );
}

#[test]
fn code_blocks_are_never_doctests() {
    check(
        "Call:\n```rust\nlet x = 1;\n```\n\n    indented\n\n~~~\n```\ninner\n```\n~~~\n\n```json\n{\n\t\"never\": \"closed\"",
        expect![[r#"
            Call:

            ```text
            let x = 1;
            ```

            ```text
            indented
            ```

            ````text
            ```
            inner
            ```
            ````

            ```text
            {
                "never": "closed"
            ```"#]],
    );
}

#[test]
fn headings_are_demoted() {
    check(
        "# First\nText\n\n## Second *one*\n- # in a list\n\nA long line that somebody underlined although it is an ordinary sentence of text.\n---\nEnd.\n***",
        expect![[r"
            **First**

            Text

            #### Second _one_

            - **in a list**

            #### A long line that somebody underlined although it is an ordinary sentence of text.

            End."]],
    );
}

#[test]
fn lists_keep_their_shape() {
    check(
        "Values:\n* a\n* b\n  1. x\n  2. y\n\n     more\n+ c\n\n7) seven\n8) eight",
        expect![[r"
            Values:

            - a
            - b
              1. x

              2. y

                 more
            - c

            7. seven
            8. eight"]],
    );
}

#[test]
fn no_line_begins_with_a_marker_by_accident() {
    check(
        "The quick brown fox jumps over the lazy dog, and then it adds the two numbers a and b: a1 + b1 = c1.\n\n\
         The quick brown fox jumps over the lazy dog, and then it also happened in the wet year 2024. It did so - \
         \\# really.\n\n\\- not an item\\\n1\\. nor this\\\n\\> nor that",
        expect![[r"
            The quick brown fox jumps over the lazy dog, and then it adds the two numbers a and b: a1 +
            b1 = c1.

            The quick brown fox jumps over the lazy dog, and then it also happened in the wet year 2024.
            It did so - # really.

            \- not an item\
            1\. nor this\
            \> nor that"]],
    );
}

#[test]
fn spans_that_would_be_text_are_left_out() {
    check(
        "a<b>b</b>c <b> spaced </b> <i>x</i>y <b>one</b><b>two</b> 文**（字）**文 <b></b> <code>un_closed",
        expect![[r"a**b**c **spaced** xy **onetwo** 文\*\*（字）\*\*文 `un_closed`"]],
    );
}

#[test]
fn text_means_itself() {
    check(
        "5 * 3 * 2 ** x, *star, _under, tick ` tick, C:\\dir\\*, &copy; and &amp;copy;, ~5 and 6~, ~~gone~~, */ end",
        expect![[r"
            5 * 3 * 2 ** x, \*star, \_under, tick \` tick, C:\dir\*, © and \&copy;, ~5 and `6~`,
            ~~gone~~, \*/ end"]],
    );
}

#[test]
fn hostile_characters_are_removed() {
    check(
        "a\u{202e}b\u{2066}c\u{0}d\u{7f}e\u{200b}f &#x202e;g\u{a0}h\u{2028}i\tj `x\u{202d}y`",
        expect!["abcdef g h i j `xy`"],
    );
}

#[test]
fn shared_indentation_is_no_code() {
    check(
        "    All lines\n    are indented.\n\n      This one more.",
        expect![[r"
            All lines are indented.

            This one more."]],
    );
}

#[test]
fn nesting_is_bounded() {
    let width = |markdown: &str| markdown_lines(markdown).iter().map(String::len).max();
    assert_eq!(
        width(&(">".repeat(10_000) + " deep")),
        Some("> ".len() * 16 + "deep".len())
    );
    assert_eq!(
        width(&("<ul><li>".repeat(10_000) + "deep")),
        Some("- ".len() * 8 + "deep".len())
    );
    assert_eq!(markdown_lines(&("<b><i>".repeat(10_000) + "x")), ["x"]);
}

#[test]
fn nothing_is_said_without_words() {
    for empty in [
        "",
        " \n\t",
        "<br>",
        "---",
        "<!-- a -->",
        "<ul></ul>",
        "**<b></b>**",
        "```\n```",
        "\u{feff}",
    ] {
        let lines = markdown_lines(empty);
        assert!(
            lines.is_empty() || !lines.concat().trim().is_empty(),
            "{empty:?}: {lines:?}"
        );
    }
    assert_eq!(markdown_lines("<!-- a --><br>"), Vec::<String>::new());
}

#[test]
fn one_line_for_a_sentence() {
    let check = |markdown: &str, expected: &str| {
        assert_eq!(inline_text(markdown), expected, "{markdown:?}");
    };
    check("Lists all\r\nuser_ids", "Lists all `user_ids`");
    check(
        "# Get a *pet*<br>now\n\n- one\n- two",
        "Get a _pet_ now one two",
    );
    check("1. First", "First");
    check("#1 of <things>", "#1 of `<things>`");
    check("+ ", "");
    check("\\+ more", "\\+ more");
}

#[test]
fn code_shows_any_text() {
    let check = |text: &str, expected: &str| assert_eq!(code(text), expected);
    check("^[a-z]+$", "`^[a-z]+$`");
    check("a`b", "``a`b``");
    check("`", "`` ` ``");
    check("``x", "``` ``x ```");
    check(" a ", "`  a  `");
    check(" ", "` `");
    check("a\nb\t\u{202e}\u{0}", "`a\\nb\\t\\u{202e}\\u{0}`");
    check("", "`\"\"`");
}
