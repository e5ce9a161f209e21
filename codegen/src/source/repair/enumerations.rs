//! Values of an `enum` that are written as another type than the schema's.

use serde_json::{Map, Value};

use super::Repairer;
use crate::diag::{Code, Pointer};
use crate::source::shape::describe;

/// Reads the values of an `enum` as those of the one type that the schema has.
pub(super) fn typed(
    repairer: &mut Repairer<'_, '_>,
    object: &mut Map<String, Value>,
    at: &Pointer,
) {
    let Some(ty) = only_type(object) else { return };
    let read: fn(&Value) -> Option<Value> = match ty.as_str() {
        "string" => text,
        "integer" => integer,
        "number" => number,
        "boolean" => boolean,
        _ => return,
    };
    let Some(Value::Array(values)) = object.get_mut("enum") else {
        return;
    };
    let place = at.child("enum");
    let mut first = None;
    for (index, value) in values.iter_mut().enumerate() {
        let Some(meant) = read(value) else { continue };
        if value.is_f64() && meant.is_string() {
            repairer.repaired.fractions.push(place.index(index));
        }
        first.get_or_insert_with(|| (index, describe(value)));
        *value = meant;
    }
    if let Some((index, found)) = first {
        let message = format!("the values should be of type `{ty}`, and one is {found}");
        let outcome = format!("this and all like it are read as values of type `{ty}`");
        repairer.mended(Code::EnumOfOtherType, place.index(index), message, &outcome);
    }
}

/// The type of the schema, if it has one beside null.
fn only_type(object: &Map<String, Value>) -> Option<String> {
    let named = |value: &Value| value.as_str().filter(|ty| *ty != "null").map(str::to_owned);
    match object.get("type")? {
        Value::Array(types) => {
            let mut types = types.iter().filter_map(named);
            let only = types.next()?;
            types.next().is_none().then_some(only)
        }
        ty => named(ty),
    }
}

/// None for what is a text, or nothing that was meant to be one.
fn text(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::String(number.to_string())),
        Value::Bool(flag) => Some(Value::String(flag.to_string())),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn integer(value: &Value) -> Option<Value> {
    let text = value.as_str()?.trim();
    text.parse::<i64>().ok().map(Value::from)
}

fn number(value: &Value) -> Option<Value> {
    let number: Value = serde_json::from_str(value.as_str()?.trim()).ok()?;
    number.is_number().then_some(number)
}

fn boolean(value: &Value) -> Option<Value> {
    match value.as_str()?.trim().to_ascii_lowercase().as_str() {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => None,
    }
}
