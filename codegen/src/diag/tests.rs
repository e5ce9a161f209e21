//! Tests of the diagnostics: pointers, the catalogue, and the form of reports.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use std::collections::BTreeSet;
use std::ffi::OsStr;

use expect_test::expect;

use super::{
    Code, Diagnostic, Diagnostics, Finding, LONGEST_QUOTE, LONGEST_TEXT, Level, Levels, Location,
    Place, Pointer, Selection, Severity, Stopped, Style, render, steers,
};

#[test]
fn pointers_escape_and_unescape_names() {
    let pointer = Pointer::root()
        .child("paths")
        .child("/a~b")
        .child("")
        .index(3);
    assert_eq!(pointer.to_string(), "/paths/~1a~0b//3");
    assert_eq!(
        pointer.tokens().collect::<Vec<_>>(),
        ["paths", "/a~b", "", "3"]
    );
    assert_eq!(pointer.last().as_deref(), Some("3"));
    assert_eq!(pointer.parent().unwrap().last().as_deref(), Some(""));
    assert_eq!(Pointer::parse(pointer.as_str()), Some(pointer));
    assert_eq!(Pointer::root().tokens().count(), 0);
    assert_eq!(Pointer::root().parent(), None);
    assert_eq!(Pointer::root().last(), None);
}

#[test]
fn an_escaped_tilde_before_a_one_is_no_slash() {
    let pointer = Pointer::parse("/~01").unwrap();
    assert_eq!(pointer.last().as_deref(), Some("~1"));
    assert_eq!(Pointer::root().child("~1"), pointer);
}

#[test]
fn fragments_are_percent_decoded_before_they_are_unescaped() {
    let pointer = Pointer::parse_fragment("#/a/b~1c%2Bd%7e1").unwrap();
    assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["a", "b/c+d/"]);
    assert_eq!(Pointer::parse_fragment("#"), Some(Pointer::root()));
    for wrong in [
        "",
        "/a",
        "#a",
        "#/%",
        "#/%2",
        "#/%zz",
        "#/%ff",
        "#/~2",
        "#/~",
        "other.yaml#/a",
    ] {
        assert_eq!(Pointer::parse_fragment(wrong), None, "{wrong}");
    }
}

#[test]
fn fragments_come_back_as_they_were() {
    for name in [
        "a b", "100%", "%41", "{id}", "ä", "a/b~c", "\"<>#", "..", "x?y&z",
    ] {
        let pointer = Pointer::root().child(name);
        let fragment = pointer.to_fragment();
        assert!(
            fragment.is_ascii() && !fragment.contains(['"', '<', ' ']),
            "{fragment}"
        );
        assert_eq!(Pointer::parse_fragment(&fragment), Some(pointer));
    }
}

#[test]
fn a_pointer_starts_with_its_ancestors_only() {
    let pointer = Pointer::parse("/a/bc").unwrap();
    for ancestor in ["", "/a", "/a/bc"] {
        assert!(
            pointer.starts_with(&Pointer::parse(ancestor).unwrap()),
            "{ancestor}"
        );
    }
    for other in ["/a/b", "/a/bc/d", "/b", "/a/"] {
        assert!(
            !pointer.starts_with(&Pointer::parse(other).unwrap()),
            "{other}"
        );
    }
}

#[test]
fn the_catalogue_has_each_code_once_under_its_own_name() {
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        assert_eq!(Code::from_name(code.name()), Some(*code));
        let kebab = format!("{code:?}")
            .chars()
            .fold(String::new(), |mut name, character| {
                if character.is_ascii_uppercase() && !name.is_empty() {
                    name.push('-');
                }
                name.push(character.to_ascii_lowercase());
                name
            });
        assert_eq!(code.name(), kebab);
    }
}

#[test]
fn the_catalogue_says_all_of_each_code() {
    for code in Code::ALL {
        let entry = code.entry();
        assert!(
            !entry.what.is_empty() && !entry.what.ends_with('.'),
            "{code}: {:?} is no clause",
            entry.what
        );
        for text in [entry.why, entry.done, entry.fix] {
            let begins = text.starts_with(|first: char| first.is_uppercase() || first == '`');
            let is_whole = begins && text.ends_with('.');
            assert!(is_whole, "{code}: {text:?} is no sentence");
            assert!(
                !text.contains("  ") && !text.contains('\n'),
                "{code}: {text:?}"
            );
            assert_eq!(text.matches('`').count() % 2, 0, "{code}: {text:?}");
        }
    }
}

#[test]
fn only_errors_stop_the_next_phase() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(
        Code::MissingOperationId,
        Place::File,
        "a note",
    ));
    diagnostics.push(Diagnostic::new(Code::WrongType, Place::File, "a warning"));
    assert_eq!(diagnostics.barrier(), Ok(()));
    diagnostics.push(Diagnostic::new(Code::Syntax, Place::File, "an error"));
    assert_eq!(diagnostics.barrier(), Err(Stopped));
    let counts = diagnostics.counts();
    assert_eq!((counts.errors, counts.warnings, counts.notes), (1, 1, 1));
    assert_eq!(Code::Syntax.severity(), Severity::Error);
}

/// A report in which every pointer `/n` is found at the `n`th byte of a text of one line, one byte long.
fn report(text: &str, diagnostics: &Diagnostics, style: Style) -> String {
    render(&findings(text, diagnostics), style)
}

fn findings(text: &str, diagnostics: &Diagnostics) -> Vec<Finding> {
    let finding = |diagnostic: &Diagnostic| {
        let pointer = match &diagnostic.place {
            Place::Pointer { pointer, .. } => Some(pointer.clone()),
            Place::File | Place::Position { .. } | Place::Mounted { .. } => None,
        };
        let start: Option<usize> = pointer
            .as_ref()
            .and_then(|pointer| pointer.last()?.parse().ok());
        let location = start.map(|start| Location {
            line: 1,
            column: start + 1,
            span: start..start + 1,
        });
        Finding::new(diagnostic, "specs/x.yaml", text, pointer, location)
    };
    let mut findings: Vec<Finding> = diagnostics.iter().map(finding).collect();
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    findings
}

#[test]
fn a_report_follows_the_order_of_the_file() {
    let mut diagnostics = Diagnostics::new();
    let second = Diagnostic::new(Code::WrongType, Pointer::root().index(6), "the second");
    diagnostics.push(second.label("ignored").hint("do this"));
    diagnostics.push(Diagnostic::new(
        Code::UnknownKeyword,
        Pointer::root().index(0),
        "the first",
    ));
    diagnostics
        .push(Diagnostic::new(Code::NotUtf8, Place::File, "about the file").label("a label"));
    expect![[r#"
        error[not-utf8]: about the file
        --> specs/x.yaml
         = note: a label

        warning[unknown-keyword]: the first
         --> specs/x.yaml:1:1
          |
        1 | first second
          | ^
          |
          = at: /0

        warning[wrong-type]: the second
         --> specs/x.yaml:1:7
          |
        1 | first second
          |       ^ ignored
          |
          = at: /6
          = help: do this

    "#]]
    .assert_eq(&report("first second", &diagnostics, Style::Plain));
}

#[test]
fn findings_that_are_alike_are_counted_after_a_few() {
    let mut diagnostics = Diagnostics::new();
    for index in 0..1000 {
        let message = format!("`{index}` is odd");
        diagnostics.push(Diagnostic::new(
            Code::WrongType,
            Pointer::root().index(index),
            message,
        ));
    }
    for index in 0..8 {
        let message = format!("`{index}` is even");
        diagnostics.push(Diagnostic::new(
            Code::WrongType,
            Pointer::root().index(index),
            message,
        ));
    }
    let report = report(&"x".repeat(1000), &diagnostics, Style::Plain);
    assert_eq!(report.matches("is odd").count(), 3);
    assert_eq!(report.matches("is even").count(), 8);
    assert_eq!(
        report
            .matches("... and 997 more of `wrong-type` like the last one\n")
            .count(),
        1
    );
    assert!(
        report.ends_with("\n\n1008 warnings: 1008 of `wrong-type`\n\n"),
        "{report}"
    );
}

#[test]
fn a_long_report_ends_with_counts() {
    let mut diagnostics = Diagnostics::new();
    let codes = [
        Code::UntypedUnion,
        Code::UntypedSchema,
        Code::Syntax,
        Code::WrongType,
        Code::UnknownKeyword,
        Code::MissingKeyword,
        Code::DuplicateKey,
        Code::UnresolvedReference,
        Code::ReferenceCycle,
        Code::UndeclaredProperty,
    ];
    for (index, code) in codes.into_iter().enumerate() {
        for _ in 0..=index {
            diagnostics.push(Diagnostic::new(code, Place::File, "a finding"));
        }
    }
    let report = report("", &diagnostics, Style::Plain);
    let last = report.trim_end().lines().next_back();
    assert_eq!(
        last,
        Some(
            "3 errors, 49 warnings, 3 notes: 10 of `undeclared-property`, 9 of `reference-cycle`, \
             8 of `unresolved-reference`, 7 of `duplicate-key`, 6 of `missing-keyword`, 5 of `unknown-keyword`, \
             4 of `wrong-type`, 3 of `syntax`, 3 of 2 other codes"
        )
    );
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("{}ä>{}", "ab".repeat(5_000_000), "cd".repeat(5_000_000));
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(
        Code::WrongType,
        Pointer::root().index(10_000_002),
        "too far right",
    ));
    let report = report(&text, &diagnostics, Style::Plain);
    assert!(report.contains("--> specs/x.yaml:1:10000003\n"), "{report}");
    assert!(
        report.lines().all(|line| line.chars().count() <= 160),
        "{report}"
    );
    let shown: Vec<&str> = report.lines().collect();
    let source = shown
        .iter()
        .position(|line| line.contains("abä>cd"))
        .expect("the line is shown");
    let column = shown[source].chars().position(|character| character == '>');
    assert_eq!(
        shown[source + 1]
            .chars()
            .position(|character| character == '^'),
        column
    );
}

#[test]
fn nothing_in_a_document_can_move_the_cursor_of_a_terminal() {
    let mut diagnostics = Diagnostics::new();
    let finding = Diagnostic::new(
        Code::WrongType,
        Pointer::root().child("\u{1b}[2J"),
        "name \u{1b}[2J\u{7}",
    );
    diagnostics.push(finding.label("label \u{1b}[2J").hint("hint \u{1b}[2J"));
    diagnostics.push(
        Diagnostic::new(Code::WrongType, Pointer::root().index(0), "m").label("label \u{1b}[2J"),
    );
    let report = report("\u{1b}[2J", &diagnostics, Style::Plain);
    assert!(
        !report.contains('\u{1b}') && !report.contains('\u{7}'),
        "{report:?}"
    );
}

#[test]
fn no_character_of_a_document_steers_a_terminal() {
    let text = "\u{1b}[2J \u{9b}31m \u{85} \u{7f} \u{202e} \u{2066} \u{200f} \u{2028} \t. x";
    let mut diagnostics = Diagnostics::new();
    let finding = Diagnostic::new(Code::WrongType, Pointer::root().child(text), text);
    diagnostics.push(finding.label(text).hint(text));
    diagnostics.push(Diagnostic::new(Code::WrongType, Pointer::root().index(0), text).label(text));
    let mut findings = findings(text, &diagnostics);
    for finding in &mut findings {
        finding.file = text.to_owned();
    }
    let report = render(&findings, Style::Plain);
    let steering: Vec<char> = report
        .chars()
        .filter(|character| *character != '\n' && steers(*character))
        .collect();
    assert_eq!(steering, Vec::<char>::new(), "{report:?}");
}

#[test]
fn long_names_are_cut_in_reports() {
    let long = "n".repeat(20_000);
    let mut diagnostics = Diagnostics::new();
    let message = format!("`{long}` and `{long}` are long, and `short` is not");
    let place = Pointer::root().child(&long);
    let finding = Diagnostic::new(Code::WrongType, place, message);
    diagnostics.push(finding.label(long.clone()).hint(format!("{long:?}")));
    let mut findings = findings("", &diagnostics);
    findings[0].file = long;
    let report = render(&findings, Style::Plain);
    let quote = format!("`{}...`", "n".repeat(LONGEST_QUOTE));
    let title = format!("{quote} and {quote} are long, and `short` is not\n");
    assert!(report.contains(&title), "{report}");
    assert!(report.len() < 5 * LONGEST_TEXT, "{} bytes", report.len());
}

#[test]
fn colours_are_added_only_where_asked_for() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::new(
        Code::WrongType,
        Pointer::root().index(0),
        "here",
    ));
    assert!(report("text", &diagnostics, Style::Color).contains('\u{1b}'));
    let plain = report("text   ", &diagnostics, Style::Plain);
    assert!(!plain.contains('\u{1b}'));
    assert!(
        plain.lines().all(|line| line.trim_end() == line),
        "{plain:?}"
    );
}

#[test]
fn a_choice_about_a_code_outweighs_one_about_its_group() {
    let levels = Levels::new()
        .deny(Selection::Warnings)
        .allow(Code::UnknownKeyword)
        .allow(Selection::Notes)
        .deny(Code::MissingOperationId);
    assert_eq!(levels.level(Code::WrongType), Level::Denied);
    assert_eq!(levels.level(Code::UnknownKeyword), Level::Allowed);
    assert_eq!(levels.level(Code::MissingOperationId), Level::Denied);
    assert_eq!(levels.level(Code::UnknownFormat), Level::Allowed);
    assert_eq!(Levels::new().level(Code::WrongType), Level::Reported);
}

#[test]
fn a_refusal_outweighs_a_permission_and_errors_are_never_allowed() {
    let levels = Levels::new()
        .allow(Code::WrongType)
        .deny(Code::WrongType)
        .allow(Code::Syntax);
    assert_eq!(levels.level(Code::WrongType), Level::Denied);
    assert_eq!(levels.level(Code::Syntax), Level::Reported);
}

#[test]
fn selections_are_read_by_name_and_a_typo_gets_the_nearest() {
    assert_eq!("warnings".parse(), Ok(Selection::Warnings));
    assert_eq!("notes".parse(), Ok(Selection::Notes));
    assert_eq!("syntax".parse(), Ok(Selection::Code(Code::Syntax)));
    let nearest = |text: &str| text.parse::<Selection>().unwrap_err().nearest;
    assert_eq!(nearest("warning").as_deref(), Some("warnings"));
    assert_eq!(
        nearest("unknown-keywords").as_deref(),
        Some("unknown-keyword")
    );
    assert_eq!(nearest("zzz"), None);
}

#[test]
fn colours_are_for_terminals_and_give_way_to_no_color() {
    let file = std::fs::File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    assert_eq!(Style::suiting(&file, None), Style::Plain);
    // The master's side of a new pseudo-terminal is a terminal.
    if let Ok(terminal) = std::fs::File::open("/dev/ptmx") {
        assert_eq!(Style::suiting(&terminal, None), Style::Color);
        assert_eq!(
            Style::suiting(&terminal, Some(OsStr::new(""))),
            Style::Color
        );
        assert_eq!(
            Style::suiting(&terminal, Some(OsStr::new("1"))),
            Style::Plain
        );
    }
}
