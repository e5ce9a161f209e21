//! Hostile texts in each place of a real document: every key and every text of the golden documents, one at a time.
use crate::{
    checks::{CANARY, Limits, check},
    on_small_stacks,
};
use serde_json::{Map, Value};
use xtask::blessed;

/// What would be code if it left the place that it stands in.
fn payloads() -> Vec<String> {
    let texts = [
        "\"]; fn oasmith_escapE_canary() {} //",
        "*/ fn oasmith_escapE_canary() {} /*",
        "\"##\"#; oasmith_escapE_canary!{} r#\"",
        "x\n#![oasmith_escapE_canary]\r\nmod oasmith_escapE_canary;",
        "x\u{2028}fn oasmith_escapE_canary() {}\u{202e}\0",
        "{oasmith_escapE_canary} {} {0} {{ }} $crate $oasmith_escapE_canary",
        "../../oasmith_escapE_canary",
        "```\n#[oasmith_escapE_canary]\n```\n<script>oasmith_escapE_canary</script> [`oasmith_escapE_canary`](",
        "\\\" \\u{22} ' 'oasmith_escapE_canary b'",
        "r#oasmith_escapE_canary",
    ];
    assert!(texts.iter().all(|text| text.contains(CANARY)));
    texts.map(str::to_owned).into()
}

#[test]
fn texts_stay_texts_wherever_they_stand() {
    let payloads = payloads();
    let mut turn = 0;
    let mut written = 0;
    let mut whole = 0;
    on_small_stacks(|| {
        for case in blessed::golden_cases().expect("the documents can be read") {
            let tree = tree(&case.bytes);
            // Each fourth place, so that all texts come to all kinds of places, and the test to an end.
            for place in (turn % 4..count(&tree)).step_by(4) {
                let payload = &payloads[turn % payloads.len()];
                turn += 1;
                let mut hostile = tree.clone();
                replace(&mut hostile, &mut { place }, payload);
                let bytes = serde_json::to_vec(&hostile).expect("a tree can be written");
                let name = format!("{} with {payload:?} at {place}", case.name);
                whole += 1;
                written += usize::from(check(&name, &bytes, Limits::SMALL));
            }
        }
    });
    assert!(
        whole > 500 && written * 10 > whole * 9,
        "{written} of {whole} came out"
    );
}

/// The tree of a document in either format.
fn tree(bytes: &[u8]) -> Value {
    oasmith::source::tree(bytes).expect("a golden document can be read")
}

/// How many keys and texts there are.
fn count(value: &Value) -> usize {
    match value {
        Value::String(_) => 1,
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(|value| 1 + count(value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Puts a text into the place of this number: a text is replaced, a key gets it as its end.
fn replace(value: &mut Value, place: &mut usize, payload: &str) -> bool {
    match value {
        Value::String(text) => {
            if *place == 0 {
                payload.clone_into(text);
                return true;
            }
            *place -= 1;
            false
        }
        Value::Array(items) => items.iter_mut().any(|item| replace(item, place, payload)),
        Value::Object(members) => {
            let mut done = false;
            let mut renamed = Map::new();
            for (key, mut value) in std::mem::take(members) {
                let mut name = key;
                if !done && *place == 0 {
                    // A keyword that is not one any more would say nothing; a name is one with any end.
                    payload.clone_into(&mut name);
                    done = true;
                } else if !done {
                    *place -= 1;
                    done = replace(&mut value, place, payload);
                }
                renamed.insert(name, value);
            }
            *members = renamed;
            done
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
