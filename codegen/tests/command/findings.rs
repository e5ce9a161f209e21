//! What the command says of findings: denied, allowed, as JSON, explained.
use crate::folder::Folder;
use std::fs;

/// A document with a warning: a required member that is not declared.
const WARNED: &str = r"openapi: 3.0.3
info: { title: Pets, version: '1' }
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [age]
      properties:
        name: { type: string }
";

/// A document with a warning and a note, which `docs/reports.md` shows the form of JSON with.
const REPORTED: &str = r"openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationID: listPets
      responses:
        '204': { description: None. }
";

const REPORTED_AS_JSON: &str = concat!(
    r#"{"schema":1,"kind":"finding","code":"missing-operation-id","severity":"note","denied":false,"#,
    r#""message":"`GET /pets` has no `operationId`","label":"named from its method and path","#,
    r#""hint":"add an `operationId`, or name it in the configuration","file":"pets.yaml","line":5,"column":5,"#,
    r#""end_line":5,"end_column":8,"pointer":"/paths/~1pets/get","#,
    r#""excerpt":{"text":"    get:","start":4,"length":3}}"#,
    "\n",
    r#"{"schema":1,"kind":"finding","code":"unknown-keyword","severity":"warning","denied":true,"#,
    r#""message":"`operationID` is not a keyword of an Operation Object","label":"ignored","#,
    r#""hint":"did you mean `operationId`?","file":"pets.yaml","line":6,"column":7,"#,
    r#""end_line":6,"end_column":18,"pointer":"/paths/~1pets/get/operationID","#,
    r#""excerpt":{"text":"      operationID: listPets","start":6,"length":11}}"#,
    "\n",
    r#"{"schema":1,"kind":"summary","document":"pets.yaml","module":"pets","files":1,"operations":1,"types":0,"#,
    r#""errors":0,"warnings":1,"notes":1,"codes":{"missing-operation-id":1,"unknown-keyword":1},"#,
    r#""denied":{"unknown-keyword":1},"untyped":{},"refused":true}"#,
    "\n",
);

#[test]
fn reports_are_plain_where_there_is_no_terminal() {
    let folder = Folder::new("plain");
    folder.write("pets.yaml", WARNED);
    let run = folder.run("generate pets.yaml -o src");
    run.assert(0, &["warning[undeclared-property]"]);
    assert!(!run.stderr.contains('\u{1b}'));
}

#[test]
fn denied_findings_keep_everything_from_being_written() {
    let folder = Folder::new("deny");
    folder.write("pets.yaml", WARNED);
    for denied in [
        "--deny warnings",
        "--deny undeclared-property",
        "--deny unknown-format --deny undeclared-property",
    ] {
        let run = folder.run(&format!("generate pets.yaml -o src {denied}"));
        run.assert(
            1,
            &[
                "--> pets.yaml:8:",
                "error: nothing is written, since pets.yaml has findings that are denied: `undeclared-property` (1)\n",
            ],
        );
        assert!(!folder.has("src"), "{denied}");
    }
    let run = folder.run("generate pets.yaml -o src --deny unknown-format");
    run.assert(0, &["1 warning, 0 notes"]);
}

#[test]
fn allowed_findings_are_neither_shown_nor_counted() {
    let folder = Folder::new("allow");
    folder.write("pets.yaml", REPORTED);
    let all = folder.run("generate pets.yaml -o src");
    all.assert(
        0,
        &[
            "warning[unknown-keyword]",
            "note[missing-operation-id]",
            "; 1 warning, 1 note\n",
        ],
    );
    for (allowed, gone, counts) in [
        (
            "--allow unknown-keyword",
            "unknown-keyword",
            "; 0 warnings, 1 note\n",
        ),
        (
            "--allow warnings",
            "unknown-keyword",
            "; 0 warnings, 1 note\n",
        ),
        (
            "--allow notes",
            "missing-operation-id",
            "; 1 warning, 0 notes\n",
        ),
        (
            "--allow notes --allow unknown-keyword",
            "[",
            "; 0 warnings, 0 notes\n",
        ),
    ] {
        let run = folder.run(&format!("generate pets.yaml -o src {allowed}"));
        run.assert(0, &[counts]);
        let reports = run.stderr.split("pets: ").next().unwrap_or_default();
        assert!(!reports.contains(gone), "{allowed}: {}", run.stderr);
    }
}

/// The order of the options does not matter.
#[test]
fn a_code_outweighs_a_group_and_a_refusal_outweighs_a_permission() {
    let folder = Folder::new("levels");
    folder.write("pets.yaml", REPORTED);
    for accepted in [
        "--deny warnings --allow unknown-keyword",
        "--allow unknown-keyword --deny warnings",
    ] {
        let run = folder.run(&format!("generate pets.yaml -o src {accepted}"));
        run.assert(0, &["; 0 warnings, 1 note\n"]);
    }
    for refused in [
        "--allow warnings --deny unknown-keyword",
        "--deny unknown-keyword --allow warnings",
        "--deny unknown-keyword --allow unknown-keyword",
        "--allow warnings --deny warnings",
        "--deny notes",
        "--deny missing-operation-id --allow notes",
    ] {
        let run = folder.run(&format!("generate pets.yaml -o other {refused}"));
        run.assert(1, &["has findings that are denied: `"]);
        assert!(!folder.has("other"), "{refused}");
    }
}

#[test]
fn findings_are_told_as_json_on_standard_output() {
    let folder = Folder::new("json");
    folder.write("pets.yaml", REPORTED);
    let run = folder.run("generate pets.yaml -o src --format json --deny warnings");
    assert_eq!(run.stdout, REPORTED_AS_JSON);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr,
        "error: nothing is written, since pets.yaml has findings that are denied: `unknown-keyword` (1)\n"
    );
    let run = folder.run("generate pets.yaml -o src --format json --allow notes");
    run.assert(0, &["pets: 1 operation", "; 1 warning, 0 notes\n"]);
    let kinds: Vec<bool> = run
        .stdout
        .lines()
        .map(|line| line.contains(r#""kind":"summary""#))
        .collect();
    assert_eq!(kinds, [false, true], "{}", run.stdout);
    assert!(!run.stderr.contains("unknown-keyword"), "{}", run.stderr);
}

/// What is alike is grouped for people, and never for programs.
#[test]
fn json_has_every_finding_and_files_without_a_place_too() {
    let folder = Folder::new("json-all");
    let members: Vec<String> = (0..200)
        .map(|number| format!("unknown{number}: 1"))
        .collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{}\n",
        members.join("\n")
    );
    folder.write("pets.yaml", &text);
    let run = folder.run("generate pets.yaml -o src --format json");
    run.assert(0, &[]);
    assert_eq!(
        run.stdout.matches(r#""code":"unknown-keyword""#).count(),
        200
    );
    folder.write("empty.yaml", "");
    let run = folder.run("generate empty.yaml -o src --format json");
    run.assert(1, &["empty.yaml can not be used"]);
    let place = r#""file":"empty.yaml","line":null,"column":null,"end_line":null,"end_column":null,"pointer":null,"excerpt":null}"#;
    assert!(run.stdout.contains(place), "{}", run.stdout);
    assert!(run.stdout.contains(r#""errors":1,"#), "{}", run.stdout);
}

#[test]
fn the_form_of_json_is_the_documented_one() {
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reports.md")).unwrap();
    for shown in [REPORTED, REPORTED_AS_JSON] {
        assert!(
            page.contains(shown),
            "docs/reports.md does not show:\n{shown}"
        );
    }
}

#[test]
fn codes_are_explained() {
    let folder = Folder::new("explain");
    let run = folder.run("explain duplicate-key");
    run.assert(0, &[]);
    assert_eq!(
        run.stdout,
        "\
warning[duplicate-key]: a mapping has the same key twice

Why
    The two were merged from different sources, or one was copied and not renamed. Most
    readers keep the last one without a word, so the first has no effect.

What is done
    The last one is used. Of two answers to the same status the last one is used too.

How to fix it
    Remove one of them, or rename it.

In the command
    `--deny duplicate-key` writes nothing when it is found, `--allow duplicate-key` does not
    show it.
"
    );
    let error = folder.run("explain syntax");
    error.assert(0, &[]);
    assert!(!error.stdout.contains("--allow"), "{}", error.stdout);
    folder
        .run("explain duplicate-kye")
        .assert(2, &["did you mean `duplicate-key`?"]);
    let list = folder.run("explain");
    list.assert(0, &[]);
    assert_eq!(list.stdout.lines().count(), oasmith::diag::Code::ALL.len());
}

/// Two places whose values are meant to be anything, and one that has no type for want of a declaration.
const UNTYPED: &str = r"openapi: 3.0.3
info: { title: Pets, version: '1' }
paths: {}
components:
  schemas:
    Pet:
      type: object
      required: [age]
      properties:
        name: {}
        tags: { description: Whatever. }
";

#[test]
fn what_has_no_type_is_listed_with_its_place_and_the_reason() {
    let folder = Folder::new("untyped");
    folder.write("pets.yaml", UNTYPED);
    let run = folder.run("generate pets.yaml -o src --report untyped");
    run.assert(0, &["warning[undeclared-property]", "pets: 0 operations"]);
    assert_eq!(
        run.stdout,
        "\
pets.yaml: 3 places without a type of their own

2 of `empty-schema`: the schema says nothing about the type (the document means any value)
  pets.yaml:10:9  /components/schemas/Pet/properties/name
  pets.yaml:11:9  /components/schemas/Pet/properties/tags

1 of `undeclared-member`: the member is required but not declared (the document leaves it open)
  pets.yaml:8:18  /components/schemas/Pet/required/0
"
    );
    folder.write("pets.yaml", REPORTED);
    let run = folder.run("generate pets.yaml -o src --report untyped");
    assert_eq!(run.stdout, "pets.yaml: everything has a type of its own\n");
}

#[test]
fn what_has_no_type_is_listed_as_json() {
    let folder = Folder::new("untyped-json");
    folder.write("pets.yaml", UNTYPED);
    let run =
        folder.run("generate pets.yaml -o src --report untyped --format json --allow warnings");
    run.assert(0, &[]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    let [name, _, age, summary] = lines.as_slice() else {
        panic!("{}", run.stdout);
    };
    assert_eq!(
        *name,
        concat!(
            r#"{"schema":1,"kind":"untyped","reason":"empty-schema","cause":"meant","#,
            r#""message":"the schema says nothing about the type","file":"pets.yaml","line":10,"column":9,"#,
            r#""end_line":10,"end_column":13,"pointer":"/components/schemas/Pet/properties/name","#,
            r#""excerpt":{"text":"        name: {}","start":8,"length":4}}"#
        )
    );
    assert!(
        age.contains(r#""reason":"undeclared-member","cause":"document","#),
        "{age}"
    );
    assert!(
        summary.contains(r#""untyped":{"empty-schema":2,"undeclared-member":1}"#),
        "{summary}"
    );
}

#[test]
fn a_part_that_is_not_there_is_no_fault_of_the_document() {
    let folder = Folder::with_pets("no-such-part");
    let run = folder.run("generate pets.yaml -o src --operations listPetz");
    run.assert(
        1,
        &[
            "error[unmatched-part]: there is no operation `listPetz`",
            "did you mean `listPets`?",
            "error: nothing is written, since pets.yaml does not have all that was chosen of it",
        ],
    );
    assert!(!folder.has("src"));
}
