//! Tests of documents that are spread over many files: what they mean, and what is said about them.
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes them when it updates"
)]

use std::sync::Mutex;

use expect_test::{Expect, expect};

use crate::config::ApiOptions;
use crate::diag::{Diagnostics, Finding};
use crate::source::{Files, ReadError, Sources, open};

/// Files in memory, which know what they were asked for.
struct Memory<'t> {
    files: &'t [(&'t str, &'t str)],
    asked: Mutex<Vec<String>>,
}

impl Files for Memory<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        self.asked.lock().expect("a lock").push(name.to_owned());
        let hint = || "allow it".to_owned();
        if name.starts_with("../") || name.starts_with('/') || name.starts_with("file:") {
            return Err(ReadError::Outside { hint: hint() });
        }
        if name.contains("://") && name.starts_with("https://no.") {
            return Err(ReadError::Remote { hint: hint() });
        }
        let mut files = self.files.iter();
        let found = files.find(|(known, _)| *known == name);
        found.map_or(Err(ReadError::NotFound), |(_, text)| {
            Ok(text.replace("<ff>", "\u{0}").into_bytes())
        })
    }
}

/// What a document means, what is found, and which files it asks for.
struct Read {
    dump: String,
    found: Vec<String>,
    asked: Vec<String>,
    sources: Sources,
}

fn read(root: &str, files: &[(&str, &str)]) -> Read {
    let head = if root.contains("openapi:") || root.contains("swagger:") {
        ""
    } else {
        "openapi: 3.0.3\ninfo: {title: Test, version: '1'}\n"
    };
    let paths = if root.contains("paths:") {
        ""
    } else {
        "paths: {}\n"
    };
    let text = format!("{head}{paths}{root}");
    let memory = Memory {
        files,
        asked: Mutex::default(),
    };
    let mut diagnostics = Diagnostics::new();
    let (sources, document) = open(
        "api/root.yaml",
        text.as_bytes(),
        Some(&memory),
        &mut diagnostics,
    );
    let dump = document.map(|document| {
        let mut found = Diagnostics::new();
        let api = crate::lower::lower(&document, &ApiOptions::new("test"), &mut found);
        document.as_written(&mut found);
        diagnostics.append(found);
        crate::ir::dump::dump(&api)
    });
    let shown = |finding: &Finding| {
        let at = finding.location.as_ref();
        let at = at.map(|at| format!(":{}:{}", at.line, at.column));
        let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})"));
        format!(
            "{} {}{} {}: {}{}",
            finding.code,
            finding.file,
            at.unwrap_or_default(),
            finding
                .pointer
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            finding.message,
            hint.unwrap_or_default()
        )
    };
    let found = sources.findings(&diagnostics);
    Read {
        dump: dump.unwrap_or_default(),
        found: found.iter().map(shown).collect(),
        asked: memory.asked.into_inner().expect("a lock"),
        sources,
    }
}

fn check(root: &str, files: &[(&str, &str)], expected: &Expect) {
    let read = read(root, files);
    let found: String = read.found.iter().map(|line| format!("{line}\n")).collect();
    let gap = if found.is_empty() { "" } else { "\n" };
    expected.assert_eq(&format!("{}{gap}{found}", read.dump));
}

const PET: &str = "\
type: object
properties:
  name: {type: string}
  kind: {type: string, enum: [cat, dog]}
  owner: {$ref: ../people/owner.yml}
";

const OWNER: &str = "\
type: object
properties:
  pets: {type: array, items: {$ref: ../pets/pet.yml}}
  api: {$ref: '../root.yaml#/components/schemas/Tag'}
";

#[test]
fn files_refer_to_each_other_and_to_the_document() {
    check(
        "\
components:
  schemas:
    Pet: {$ref: ./pets/pet.yml}
    Again: {$ref: 'x/../pets/pet.yml'}
    Kind: {$ref: 'pets%2Fpet.yml#/properties/kind'}
    Tag: {type: object, properties: {pet: {$ref: '../api/pets/pet.yml#'}}}
",
        &[("pets/pet.yml", PET), ("people/owner.yml", OWNER)],
        &expect![[r#"
            api "Test" "1"
            struct Pet
              name: text optional
              kind: Pet/properties/kind optional
              owner: owner optional
            enum Pet/properties/kind
              "cat"
              "dog"
            struct owner
              pets: [Pet] optional
              api: Tag optional
            struct Tag
              pet: Pet optional
            alias Again = Pet
            alias Kind = Pet/properties/kind
        "#]],
    );
}

#[test]
fn each_file_is_asked_for_once_and_shown_by_its_path() {
    let read = read(
        "components: {schemas: {A: {$ref: pets/pet.yml}, B: {$ref: ./pets/pet.yml}, C: {$ref: none.yml}, D: {$ref: none.yml}}}",
        &[("pets/pet.yml", PET), ("people/owner.yml", OWNER)],
    );
    assert_eq!(read.asked, ["pets/pet.yml", "none.yml", "people/owner.yml"]);
    let names: Vec<&str> = read
        .sources
        .files()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["api/root.yaml", "api/people/owner.yml", "api/pets/pet.yml"]
    );
}

#[test]
fn paths_operations_parameters_and_answers_in_files() {
    check(
        "\
paths:
  /pets/{id}: {$ref: paths/pet.yml}
  /owners:
    get: {$ref: operations/owners.yml}
",
        &[
            (
                "paths/pet.yml",
                "\
parameters: [{$ref: '../parameters.yml#/id'}]
get:
  operationId: getPet
  responses:
    200: {$ref: '../responses.yml#/Pet'}
    default: {$ref: ../answers/error.yml}
",
            ),
            (
                "parameters.yml",
                "id: {name: id, in: path, required: true, schema: {type: string, enum: [a]}}\n",
            ),
            (
                "responses.yml",
                "Pet: {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}\n",
            ),
            (
                "answers/error.yml",
                "description: d\ncontent: {application/json: {schema: {type: object, properties: {code: {type: integer}}}}}\n",
            ),
            (
                "operations/owners.yml",
                "operationId: owners\nrequestBody: {$ref: ../none.yml}\nresponses: {200: {description: d, content: {application/json: {schema: {type: array, items: {type: object, properties: {b: {type: string}}}}}}}}\n",
            ),
        ],
        &expect![[r#"
            api "Test" "1"
            resource without a tag
              GET /pets/{id} (getPet)
                path id: /components/parameters/id/schema required
                ok 200 application/json as /components/responses/Pet/content/application~1json/schema - "d"
                error default application/json as /components/responses/error/content/application~1json/schema - "d"
              GET /owners (owners)
                ok 200 application/json as [/paths/~1owners/get/responses/200/content/application~1json/schema/items] - "d"
            enum /components/parameters/id/schema
              "a"
            struct /components/responses/Pet/content/application~1json/schema
              a: text optional
            struct /components/responses/error/content/application~1json/schema
              code: i64 optional
            struct /paths/~1owners/get/responses/200/content/application~1json/schema/items
              b: text optional

            misplaced-reference api/root.yaml:6:17 /paths/~1owners/get/$ref: a reference stands in the place of an Operation Object
            missing-file api/operations/owners.yml:2:21 /requestBody/$ref: `../none.yml` leads to a file that does not exist (there is no `api/none.yml`)
        "#]],
    );
}

#[test]
fn references_where_none_may_stand() {
    check(
        "\
info: {title: Test, version: '1', description: {$ref: intro.md}}
openapi: 3.0.3
tags: [{name: a, description: {$ref: 'texts.yml#/a'}}]
servers: {$ref: servers.yml}
security: [{$ref: '#/components/securitySchemes/key'}]
paths: {$ref: paths.yml}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas: {$ref: schemas/all.yml}
",
        &[
            ("intro.md", "# Hello: world\n"),
            ("texts.yml", "a: About a\n"),
            ("servers.yml", "- {url: 'https://example.com'}\n"),
            (
                "paths.yml",
                "/a: {get: {operationId: a, responses: {$ref: 'answers.yml#/all'}}}\n",
            ),
            (
                "answers.yml",
                "all: {200: {description: d, content: {$ref: 'content.yml'}}}\n",
            ),
            ("content.yml", "application/json: {$ref: 'media.yml'}\n"),
            ("media.yml", "schema: {$ref: schemas/thing.yml}\n"),
            (
                "schemas/all.yml",
                "Thing: {$ref: thing.yml}\nOther: {type: object, properties: {$ref: 'thing.yml#/properties'}}\n",
            ),
            (
                "schemas/thing.yml",
                "type: object\nproperties: {a: {type: string}, inner: {type: object, properties: {b: {type: integer}}}}\n",
            ),
        ],
        &expect![[r##"
            api "Test" "1" - "# Hello: world\n"
            server "https://example.com"
            scheme key: bearer
            resource "a" - "About a"
            resource without a tag
              GET /a (a)
                ok 200 application/json as Thing - "d"
                security key
            struct Thing
              a: text optional
              inner: Thing/properties/inner optional
            struct Thing/properties/inner
              b: i64 optional
            struct Other
              a: Thing/properties/a optional
              inner: Thing/properties/inner optional
            alias Thing/properties/a = text

            misplaced-reference api/root.yaml:1:55 /info/description/$ref: a reference stands in the place of a text
            unused-tag api/root.yaml:3:8 /tags/0: no operation has the tag `a` as its first
            misplaced-reference api/root.yaml:3:38 /tags/0/description/$ref: a reference stands in the place of a text
            misplaced-reference api/root.yaml:4:17 /servers/$ref: a reference stands in the place of a list of Server Objects
            misplaced-reference api/root.yaml:5:19 /security/0/$ref: `#/components/securitySchemes/key` is a reference in the place of a scheme's name
            misplaced-reference api/root.yaml:6:15 /paths/$ref: a reference stands in the place of a Paths Object
            misplaced-reference api/root.yaml:9:19 /components/schemas/$ref: a reference stands in the place of a mapping to Schema Objects
            misplaced-reference api/answers.yml:1:45 /all/200/content/$ref: a reference stands in the place of a mapping to Media Type Objects
            misplaced-reference api/content.yml:1:26 /application~1json/$ref: a reference stands in the place of a Media Type Object
            misplaced-reference api/paths.yml:1:46 /~1a/get/responses/$ref: a reference stands in the place of a Responses Object
            misplaced-reference api/schemas/all.yml:2:42 /Other/properties/$ref: a reference stands in the place of a mapping to Schema Objects
        "##]],
    );
}

#[test]
fn what_can_not_be_read_is_said_and_the_rest_goes_on() {
    check(
        "\
components:
  schemas:
    A: {properties: {a: {$ref: none.yml}, b: {$ref: 'broken.yml#/B'}, c: {$ref: ../secret.yml}, d: {$ref: /etc/passwd}}}
    B: {properties: {a: {$ref: 'https://no.example.com/a.yml'}, b: {$ref: 'https://example.com/a.yml#/B'}, c: {$ref: 'file:///etc/passwd'}}}
    C: {properties: {a: {$ref: empty.yml}, b: {$ref: 'pet.yml#/nothing'}, c: {$ref: other.yml#/components/schemas/X}, d: {$ref: 'ill.yml'}}}
    D: {properties: {a: {$ref: B}, b: {$ref: 'sub/d.yml'}}}
info: {title: {$ref: none.yml}, version: {$ref: 'texts.yml#/version'}}
openapi: 3.0.3
tags: {$ref: none.yml}
",
        &[
            ("broken.yml", "a: b\n  c: [\n"),
            ("https://example.com/a.yml", "B: {type: string, enum: [x]}"),
            ("empty.yml", ""),
            ("pet.yml", "a: {}"),
            ("texts.yml", "version: 1.10"),
            ("ill.yml", "type: object\nproperties:\n  a: {type: string, typ: x}\n"),
            ("sub/d.yml", "properties: {a: {$ref: B}, b: {$ref: '../ill.yml'}}"),
            ("other.yml", "openapi: 3.1.0\ncomponents: {schemas: {X: {type: integer}}}"),
        ],
        &expect![[r#"
            api "API" "1.10"
            struct A
              a: any optional
              b: any optional
              c: any optional
              d: any optional
            struct B
              a: any optional
              b: a B optional
              c: any optional
            enum a B
              "x"
            struct C
              a: any optional
              b: any optional
              c: X optional
              d: ill optional
            alias X = i64
            struct ill
              a: text optional
            struct D
              a: B optional
              b: sub d optional
            struct sub d
              a: B optional
              b: ill optional

            inferred-type api/root.yaml:4:5 /components/schemas/A: a schema without `type`, which speaks of the type `object` (add `type: object`)
            missing-file api/root.yaml:4:32 /components/schemas/A/properties/a/$ref: `none.yml` leads to a file that does not exist (there is no `api/none.yml`)
            unreadable-file api/root.yaml:4:53 /components/schemas/A/properties/b/$ref: `broken.yml#/B` leads to a file that can not be used; see what is said about that file
            file-outside-root api/root.yaml:4:81 /components/schemas/A/properties/c/$ref: `../secret.yml` leads out of the folder that may be read (allow it)
            file-outside-root api/root.yaml:4:107 /components/schemas/A/properties/d/$ref: `/etc/passwd` leads out of the folder that may be read (allow it)
            inferred-type api/root.yaml:5:5 /components/schemas/B: a schema without `type`, which speaks of the type `object` (add `type: object`)
            remote-reference api/root.yaml:5:32 /components/schemas/B/properties/a/$ref: `https://no.example.com/a.yml` leads to the network, which is not asked (allow it)
            file-outside-root api/root.yaml:5:118 /components/schemas/B/properties/c/$ref: `file:///etc/passwd` leads out of the folder that may be read (allow it)
            inferred-type api/root.yaml:6:5 /components/schemas/C: a schema without `type`, which speaks of the type `object` (add `type: object`)
            unreadable-file api/root.yaml:6:32 /components/schemas/C/properties/a/$ref: `empty.yml` leads to a file that can not be used; see what is said about that file
            unresolved-reference api/root.yaml:6:54 /components/schemas/C/properties/b/$ref: `pet.yml#/nothing` leads nowhere
            inferred-type api/root.yaml:7:5 /components/schemas/D: a schema without `type`, which speaks of the type `object` (add `type: object`)
            bare-reference api/root.yaml:7:32 /components/schemas/D/properties/a/$ref: `B` is the name of a component
            missing-file api/root.yaml:8:22 /info/title/$ref: `none.yml` leads to a file that does not exist (there is no `api/none.yml`)
            misplaced-reference api/root.yaml:8:49 /info/version/$ref: a reference stands in the place of a text
            missing-file api/root.yaml:10:14 /tags/$ref: `none.yml` leads to a file that does not exist (there is no `api/none.yml`)
            unreadable-file api/broken.yml:2:4 : the text is not valid YAML: mapping values are not allowed in this context
            unreadable-file api/empty.yml : the file holds no document
            unknown-keyword api/ill.yml:3:21 /properties/a/typ: `typ` is not a keyword of a Schema Object (did you mean `type`?)
            mixed-versions api/other.yml:1:10 /openapi: the file follows version `3.1`, and what refers to it follows `3.0`
            inferred-type api/sub/d.yml:1:1 : a schema without `type`, which speaks of the type `object` (add `type: object`)
            bare-reference api/sub/d.yml:1:24 /properties/a/$ref: `B` is the name of a component
            unquoted-text api/texts.yml:1:10 /version: `version` should be a text, not a number
        "#]],
    );
}

/// A build script tells cargo the names of files, each on a line.
#[test]
fn files_whose_names_have_control_characters_are_not_asked_for() {
    let read = read(
        "components: {schemas: {A: {$ref: 'no.yaml%0Acargo::rustc-env=PWNED=1'}, B: {$ref: \"b\\e[2J.yaml\"}}}",
        &[("no.yaml\ncargo::rustc-env=PWNED=1", "{type: string}")],
    );
    assert_eq!(read.asked, Vec::<String>::new());
    assert_eq!(read.found.len(), 2, "{:?}", read.found);
    for found in &read.found {
        assert!(
            found.contains("a file whose name has control characters"),
            "{found}"
        );
    }
}

#[test]
fn names_that_schemas_give_themselves() {
    check(
        "\
openapi: 3.1.0
info: {title: Test, version: '1'}
components:
  schemas:
    A: {properties: {a: {$ref: '#inner'}, b: {$ref: 'more.yml#far'}, c: {$ref: 'https://example.com/schemas/d'}, d: {$ref: '#none'}}}
    B: {type: object, properties: {x: {$anchor: inner, type: string, enum: [x]}}}
    D: {$id: 'https://example.com/schemas/d', type: object, properties: {e: {$ref: '#/$defs/e'}}, $defs: {e: {type: string, enum: [e]}}}
",
        &[("more.yml", "a: [{$anchor: far, type: string, enum: [far]}]")],
        &expect![[r#"
            api "Test" "1"
            struct A
              a: B/properties/x optional
              b: more a optional
              c: D optional
              d: any optional
            enum B/properties/x
              "x"
            enum more a
              "far"
            struct D
              e: D/$defs/e optional
            enum D/$defs/e
              "e"
            struct B
              x: B/properties/x optional

            inferred-type api/root.yaml:6:5 /components/schemas/A: a schema without `type`, which speaks of the type `object` (add `type: object`)
            unresolved-anchor api/root.yaml:6:124 /components/schemas/A/properties/d/$ref: `#none` leads nowhere
        "#]],
    );
}

#[test]
fn discriminators_name_files() {
    check(
        "\
components:
  schemas:
    Pet:
      oneOf: [{$ref: cat.yml}, {$ref: dog.yml}]
      discriminator: {propertyName: kind, mapping: {c: cat.yml, d: './dog.yml', x: '#/components/schemas/X'}}
    X: {type: object, properties: {kind: {type: string}}}
",
        &[
            ("cat.yml", "{type: object, required: [kind], properties: {kind: {type: string}, a: {type: string}}}"),
            ("dog.yml", "{type: object, required: [kind], properties: {kind: {type: string}, b: {type: string}}}"),
        ],
        &expect![[r#"
            api "Test" "1"
            union Pet by `kind`
              c: cat
              d: dog
            struct cat
              kind: text required
              a: text optional
            struct dog
              kind: text required
              b: text optional
            struct X
              kind: text optional

            dangling-mapping api/root.yaml:8:84 /components/schemas/Pet/discriminator/mapping/x: the mapping leads to `#/components/schemas/X`, which is no branch of this union
        "#]],
    );
}

#[test]
fn schemas_of_one_name_are_told_apart_by_their_folders() {
    check(
        "\
components:
  schemas:
    A: {type: object, properties: {a: {$ref: cats/models/status.yml}, b: {$ref: dogs/models/status.yml}, c: {$ref: 'attributes.yml#/status'}, d: {$ref: birds/index.yml}, e: {$ref: 'attributes.yml#/size'}}}
",
        &[
            ("cats/models/status.yml", "{type: object, properties: {a: {type: string}}}"),
            ("dogs/models/status.yml", "{type: object, properties: {b: {type: string}}}"),
            ("birds/index.yml", "{type: object, properties: {c: {type: object, properties: {d: {type: string}}}}}"),
            ("attributes.yml", "{status: {type: string, enum: [x]}, size: {type: string, enum: [y]}}"),
        ],
        &expect![[r#"
            api "Test" "1"
            struct A
              a: cats status optional
              b: dogs status optional
              c: attributes status optional
              d: birds optional
              e: size optional
            struct cats status
              a: text optional
            struct dogs status
              b: text optional
            enum attributes status
              "x"
            struct birds
              c: birds/properties/c optional
            enum size
              "y"
            struct birds/properties/c
              d: text optional
        "#]],
    );
}

#[test]
fn a_circle_through_files_is_told_by_their_names() {
    check(
        "components: {schemas: {A: {$ref: 'parts/a.yaml#/x'}}}",
        &[
            ("parts/a.yaml", "x: {$ref: 'b.yaml#/y'}"),
            ("parts/b.yaml", "y: {$ref: 'a.yaml#/x'}"),
        ],
        &expect![[r#"
            api "Test" "1"
            alias A = any

            reference-cycle api/root.yaml:4:24 /components/schemas/A: references lead back to themselves: `#/components/schemas/A` -> `api/parts/a.yaml#/x` -> `api/parts/b.yaml#/y` (one of them has to be replaced by what is meant)
        "#]],
    );
}

#[test]
fn circles_of_files_and_of_references_that_may_not_be_have_an_end() {
    let read = read(
        "paths: {$ref: a.yml}\nservers: {$ref: '#/servers'}\ntags: [{$ref: '#/tags'}]\ncomponents: {$ref: '#'}\n",
        &[("a.yml", "{$ref: b.yml}"), ("b.yml", "{$ref: a.yml}")],
    );
    assert!(
        read.found.iter().all(|line| line.contains("reference")
            || line.contains("wrong-type")
            || line.contains("unknown-keyword")),
        "{:#?}",
        read.found
    );
    assert!(!read.found.is_empty());
}

#[test]
fn a_file_that_grows_when_it_is_taken_in_is_bounded() {
    let encoding = "{headers: {}, encoding: {a: {$ref: e.yml}, b: {$ref: e.yml}}}";
    let read = read(
        "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths: {/a: {post: {requestBody: {content: {multipart/form-data: {encoding: {a: {$ref: e.yml}}}}}, responses: {204: {description: d}}}}}\n",
        &[("e.yml", encoding)],
    );
    assert!(!read.found.is_empty());
}

#[test]
fn the_key_that_files_stand_below_is_not_taken_from_a_document() {
    let read = read(
        "x-oasmith-files: {a.yml: {type: string}}\ncomponents: {schemas: {A: {$ref: a.yml}}}\n",
        &[],
    );
    assert_eq!(read.asked, ["a.yml"]);
    assert!(
        read.found
            .iter()
            .any(|line| line.starts_with("reserved-keyword")),
        "{:#?}",
        read.found
    );
}

#[test]
fn a_long_chain_that_leads_nowhere_is_walked_once() {
    let links = (0..5_000).map(|link| {
        format!(
            "    S{link}: {{$ref: '#/components/schemas/S{}'}}\n",
            link + 1
        )
    });
    let text = format!("components:\n  schemas:\n{}", links.collect::<String>());
    let read = read(&text, &[]);
    assert!(
        read.found.iter().any(|line| line.contains("leads nowhere")),
        "{:?}",
        read.found.first()
    );
}
