//! Parts of documents: what is in them is as it is in the whole, and what is not is neither written nor reported on.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use oasmith::{
    ApiOptions, ForLarge, Generation, Input, Layout, Only,
    diag::{Code, Style},
    output::Files,
};
use rayon::prelude::*;
use std::{collections::BTreeSet, time::Instant};
use xtask::{blessed, config};

/// The files of an input, and the findings as people read them, each apart.
fn generated(input: &Input<'_>, only: Only) -> (Files, BTreeSet<String>) {
    let mut input = input.clone();
    input.options.only = only;
    let Generation { files, reports } =
        oasmith::generate(&[input], &Layout::Module, "test").expect("the code is valid");
    let findings = reports[0].diagnostics.iter();
    let findings = findings.filter(|finding| finding.code != Code::PartOfDocument);
    let findings = findings.map(|finding| format!("{finding:?}")).collect();
    (files.expect("the document can be used"), findings)
}

fn tag(name: &str) -> Only {
    let mut only = Only::default();
    only.tags.push(name.to_owned());
    only
}

/// What is another way in the parts of a document that its tags make.
fn complaints(input: &Input<'_>) -> (usize, Vec<String>) {
    let module = &input.options.module;
    let (whole, all) = generated(input, Only::default());
    let mut compared = 0;
    let mut complaints = Vec::new();
    for name in tags(&whole) {
        let (part, findings) = generated(input, tag(&name));
        let more = findings.difference(&all);
        complaints.extend(more.map(|finding| format!("{module}: {name}: {finding}")));
        let models = format!("{module}/models/");
        for (path, text) in part.iter() {
            if path.starts_with(&models) && !path.ends_with("/mod.rs") {
                compared += 1;
                if whole.get(path) != Some(text) {
                    complaints.push(format!("{name}: {path} is another file"));
                }
            } else if whole.get(path).is_none() {
                complaints.push(format!("{name}: {path} is not in the whole"));
            }
        }
    }
    (compared, complaints)
}

/// The tags by which operations are grouped, as the files of the groups say them. Those with symbols may be written in
/// another way there.
fn tags(files: &Files) -> BTreeSet<String> {
    let lines = files.iter().flat_map(|(_, text)| text.lines());
    let tags = lines.filter_map(|line| {
        let name = line.strip_prefix("//! The operations of the tag `")?;
        name.strip_suffix("`.")
    });
    let is_plain = |name: &&str| name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    tags.filter(is_plain).map(str::to_owned).collect()
}

#[test]
fn what_is_in_a_part_is_as_it_is_in_the_whole() {
    let cases = blessed::golden_cases().expect("the documents can be read");
    let apis = config::apis().expect("the documents can be read");
    let mut inputs: Vec<Input<'_>> = cases.iter().map(blessed::Case::input).collect();
    inputs.extend(apis.iter().map(config::Api::input));
    let found: Vec<(usize, Vec<String>)> = inputs.par_iter().map(complaints).collect();
    let compared: usize = found.iter().map(|(compared, _)| compared).sum();
    assert!(compared > 40, "only {compared} models in parts");
    let complaints: Vec<String> = found.into_iter().flat_map(|(_, found)| found).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// Two groups that share a model, with something to report in each and in what each alone has.
const DOCUMENT: &str = r"
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets:
    get:
      operationId: pets/list
      tags: [pets]
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
          links: {orders: {operationId: orders/list}}
    post: {operationId: pets/add, tags: [pets], foo: 1, responses: {'204': {description: Done.}}}
  /orders:
    get:
      operationId: orders/list
      tags: [orders]
      bar: 1
      responses:
        '200':
          description: All.
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
webhooks:
  sold: {post: {baz: 1, responses: {'204': {description: Done.}}}}
components:
  schemas:
    Pet: {type: object, quux: 1, properties: {name: {type: string}}}
    Order: {type: object, corge: 1, properties: {pet: {$ref: '#/components/schemas/Pet'}}}
    Unused: {type: object, grault: 1}
";

fn report(only: Only) -> String {
    let mut options = ApiOptions::new("shop");
    options.only = only;
    let input = Input::new("shop.yaml", DOCUMENT.as_bytes(), options);
    let generation = oasmith::generate(&[input], &Layout::Module, "test");
    let generation = generation.expect("the code is valid");
    generation.reports[0].render(Style::Plain)
}

#[test]
fn findings_about_what_is_left_out_are_not_shown() {
    let words = ["foo", "bar", "baz", "quux", "corge", "grault"];
    let shown = |only: Only| {
        let report = report(only);
        let shown = words
            .iter()
            .filter(|word| report.contains(&format!("`{word}`")));
        shown.copied().collect::<Vec<&str>>()
    };
    assert_eq!(shown(Only::default()), words);
    assert_eq!(shown(tag("pets")), ["foo", "quux"]);
    assert_eq!(shown(tag("orders")), ["bar", "quux", "corge"]);
    let mut only = Only::default();
    only.operations.push("GET /pe*".to_owned());
    assert_eq!(shown(only.clone()), ["quux"]);
    let text = "note[part-of-document]: a part was chosen; left out are 2 of 3 operations, 2 of 3 types, 1 of 1 webhooks";
    assert!(report(only).contains(text));
}

#[test]
fn names_that_stand_for_nothing_are_errors() {
    let mut only = tag("petz");
    only.operations.push("order/list".to_owned());
    only.operations.push("orders/*".to_owned());
    let report = report(only);
    for line in [
        "error[unmatched-part]: no operation has the tag `petz` as its first",
        "help: did you mean `pets`?",
        "error[unmatched-part]: there is no operation `order/list`",
        "help: did you mean `orders/list`?",
    ] {
        assert!(report.contains(line), "{report}");
    }
    assert!(!report.contains("`orders/*`"), "{report}");
}

#[test]
fn what_can_follow_is_named_where_it_is_left_out() {
    let input = Input::new("shop.yaml", DOCUMENT.as_bytes(), ApiOptions::new("shop"));
    let (part, _) = generated(&input, tag("pets"));
    let pets = part.get("shop/pets.rs").expect("the group is there");
    assert!(pets.contains("- `orders/list`"), "{pets}");
    assert!(part.get("shop/models/order.rs").is_none());
}

/// The manifest of a crate of some APIs, all of this document.
fn manifest(modules: &[(&str, ForLarge)]) -> String {
    let inputs: Vec<Input<'_>> = modules
        .iter()
        .map(|(module, tag_features)| {
            let mut options = ApiOptions::new(*module);
            options.tag_features = *tag_features;
            Input::new("shop.yaml", DOCUMENT.as_bytes(), options)
        })
        .collect();
    let layout = Layout::Crate {
        name: "shops".to_owned(),
    };
    let generation = oasmith::generate(&inputs, &layout, "test").expect("the code is valid");
    let files = generation.files.expect("the document can be used");
    files.get("Cargo.toml").expect("it is there").to_owned()
}

#[test]
fn features_have_names_that_nothing_else_has() {
    let all = [
        ("shop", ForLarge::On),
        ("shop_pets", ForLarge::On),
        ("shop_client", ForLarge::Off),
        ("small", ForLarge::Large),
    ];
    let manifest = manifest(&all);
    for line in [
        "shop_client = []",
        "shop_client_resource = []",
        "shop_orders = [\"shop_client_resource\"]",
        "shop_pets_resource = [\"shop_client_resource\"]",
        "shop_webhooks = [\"shop_client_resource\"]",
        "shop_pets = [\n    \"shop_pets_orders\",\n    \"shop_pets_pets\",\n    \"shop_pets_webhooks\",\n]",
        "shop_pets_client = []",
        "small = []",
    ] {
        assert!(
            manifest.contains(&format!("\n{line}\n")),
            "{line}\n{manifest}"
        );
    }
    assert!(!manifest.contains("small_"), "{manifest}");
}

/// Two groups that refer to one callback.
const CALLBACKS: &str = r"
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets:
    post: {operationId: pets/add, tags: [pets], callbacks: {sold: {$ref: '#/components/callbacks/Sold'}}}
  /orders:
    post: {operationId: orders/add, tags: [orders], callbacks: {sold: {$ref: '#/components/callbacks/Sold'}}}
components:
  callbacks:
    Sold:
      '{$url}':
        post:
          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sale'}}}}
          responses: {'200': {description: Taken., content: {application/json: {schema: {$ref: '#/components/schemas/Receipt'}}}}}
  schemas:
    Sale: {type: object, properties: {pet: {type: string}}}
    Receipt: {type: object, properties: {number: {type: integer}}}
";

#[test]
fn what_a_shared_callback_is_answered_by_is_in_each_part() {
    let input = Input::new("shop.yaml", CALLBACKS.as_bytes(), ApiOptions::new("shop"));
    for name in ["pets", "orders"] {
        let (part, _) = generated(&input, tag(name));
        for model in ["sale", "receipt"] {
            let path = format!("shop/models/{model}.rs");
            assert!(part.get(&path).is_some(), "{model} of {name}");
        }
    }
}

/// A group called as the webhooks are, one called as a keyword, and one that needs a type inside another one's answer.
const GROUPS: &str = r"
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /z: {get: {tags: [zebras], responses: {'200': {description: OK, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}}}
  /h: {get: {tags: [webhooks], responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Hook'}}}}}}}
  /a: {get: {tags: [apes], responses: {'200': {description: OK, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}}}
  /t:
    get:
      tags: [type]
      responses:
        '200': {description: OK, content: {application/json: {schema: {$ref: '#/paths/~1z/get/responses/200/content/application~1json/schema'}}}}
        '201': {description: OK, content: {application/json: {schema: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}}}}
webhooks:
  sold: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sale'}}}}, responses: {'204': {description: Done.}}}}
components:
  schemas:
    Hook: {type: object, properties: {url: {type: string}}}
    Sale: {type: object, properties: {price: {type: integer}}}
";

#[test]
fn features_are_called_as_their_groups_and_ask_for_each_other_by_the_alphabet() {
    let mut options = ApiOptions::new("shop");
    options.tag_features = ForLarge::On;
    let input = Input::new("shop.yaml", GROUPS.as_bytes(), options);
    let layout = Layout::Crate {
        name: "shop".to_owned(),
    };
    let generation = oasmith::generate(&[input], &layout, "test").expect("the code is valid");
    let files = generation.files.expect("the document can be used");
    let manifest = files.get("Cargo.toml").expect("it is there");
    for line in [
        "shop_type = [\"shop_client\", \"shop_apes\", \"shop_zebras\"]",
        "shop_webhooks = [\"shop_client\"]",
        "shop_webhooks_resource = [\"shop_client\"]",
    ] {
        assert!(manifest.contains(&format!("\n{line}\n")), "{manifest}");
    }
    let models = files.get("src/shop/models/mod.rs").expect("it is there");
    for lines in [
        "#[cfg(feature = \"shop_webhooks\")]\npub mod sale;",
        "#[cfg(feature = \"shop_webhooks_resource\")]\npub mod hook;",
    ] {
        assert!(models.contains(lines), "{models}");
    }
}

/// A chain of models that ends in a type inside an answer: each of them needs the file of that group.
#[test]
fn which_models_need_a_group_is_found_in_one_walk() {
    const LENGTH: usize = 3_000;
    let model = |index: usize| {
        let next = match index {
            LENGTH => "#/paths/~1a/get/responses/200/content/application~1json/schema".to_owned(),
            _ => format!("#/components/schemas/M{}", index + 1),
        };
        format!(
            r#""M{index}": {{"type": "object", "properties": {{"next": {{"$ref": "{next}"}}}}}}"#
        )
    };
    let operation = |tag: &str, schema: &str| {
        format!(
            r#""/{tag}": {{"get": {{"tags": ["{tag}"], "responses": {{"200": {{"description": "OK",
            "content": {{"application/json": {{"schema": {schema}}}}}}}}}}}}}"#
        )
    };
    let document = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{{}, {}}},
        "components": {{"schemas": {{{}}}}}}}"#,
        operation(
            "a",
            r#"{"type": "object", "properties": {"x": {"type": "string"}}}"#
        ),
        operation("b", r##"{"$ref": "#/components/schemas/M0"}"##),
        (0..=LENGTH).map(model).collect::<Vec<String>>().join(",")
    );
    let mut options = ApiOptions::new("shop");
    let layout = Layout::Crate {
        name: "shop".to_owned(),
    };
    let mut time = |features| {
        options.tag_features = features;
        let input = Input::new("shop.json", document.as_bytes(), options.clone());
        let start = Instant::now();
        let generation = oasmith::generate(&[input], &layout, "test");
        let generation = generation.expect("the code is valid");
        assert!(generation.files.is_some(), "the document can be used");
        start.elapsed()
    };
    let without = time(ForLarge::Off);
    // A walk for each of them takes six times as long. Another program may be in the way of one run, and of all hardly.
    let with = (0..3).map(|_| time(ForLarge::On)).min();
    let with = with.expect("there are runs");
    assert!(with < 3 * without, "{with:?} instead of {without:?}");
}

/// One tag uses a model, and the other a type inside it.
#[test]
fn of_a_model_that_is_not_used_as_a_whole_there_is_what_is_used() {
    const INSIDE: &str = r"
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /pets: {get: {tags: [pets], responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}
  /kinds: {get: {tags: [kinds], responses: {'200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pet/properties/kind'}}}}}}}
components:
  schemas:
    Pet: {type: object, properties: {kind: {type: string, enum: [cat, dog]}}}
";
    let input = Input::new("shop.yaml", INSIDE.as_bytes(), ApiOptions::new("shop"));
    let (whole, _) = generated(&input, Only::default());
    let (part, _) = generated(&input, tag("kinds"));
    let path = "shop/models/pet.rs";
    let whole = whole.get(path).expect("it is there");
    let part = part.get(path).expect("it is there");
    assert!(whole.contains("pub struct Pet"), "{whole}");
    assert!(!part.contains("struct Pet"), "{part}");
    let at = part.find("#[derive").expect("the type is there");
    assert!(whole.ends_with(&part[at..]), "{part}");
}
