//! How tests bring values through the types of the golden crate: JSON in, a value, JSON out.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Reads a value from a text.
#[track_caller]
pub(crate) fn read<T: DeserializeOwned>(json: &Value) -> T {
    match serde_json::from_str(&json.to_string()) {
        Ok(value) => value,
        Err(cause) => panic!("{json} is not read: {cause}"),
    }
}

/// What a value is written as.
pub(crate) fn write<T: Serialize>(value: &T) -> Value {
    let text = serde_json::to_string(value).expect("the value can be written");
    serde_json::from_str(&text).expect("what is written is JSON")
}

/// Reads and writes; nothing may change, neither through text nor through a tree of values.
#[track_caller]
pub(crate) fn unchanged<T: DeserializeOwned + Serialize>(json: &Value) -> T {
    let value: T = read(json);
    assert_eq!(write(&value), *json);
    let from_tree: T = T::deserialize(json.clone()).expect("a tree of values is read too");
    assert_eq!(
        serde_json::to_value(&from_tree).expect("a tree of values is written too"),
        *json
    );
    value
}

/// Why a text is no value of the type.
#[track_caller]
pub(crate) fn refused<T: DeserializeOwned + std::fmt::Debug>(json: &Value) -> String {
    match serde_json::from_str::<T>(&json.to_string()) {
        Ok(value) => panic!("{json} is read as {value:?}"),
        Err(cause) => cause.to_string(),
    }
}
