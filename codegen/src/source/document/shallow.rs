//! One object cut off its children: what `openapiv3` deserialises.
//!
//! A child that lowering reaches by its own pointer is replaced by a reference to its own place, inline or not. So an
//! object costs what it says itself, however deep the tree below it, and an ill child cannot spoil its parents.

use serde_json::{Map, Value};

use crate::diag::Pointer;
use crate::source::document::CARRIED;
use crate::source::shape::{Kind, Shape};

/// The object of a kind at `at`, without its children.
pub(super) fn shallow(kind: Kind, value: &Value, at: &Pointer) -> Value {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let mut object = Map::with_capacity(members.len());
    for (key, member) in members {
        if let Some(copy) = copy(kind, key, member, at) {
            object.insert(key.clone(), copy);
        }
    }
    Value::Object(object)
}

/// What stands for a member of the object at `at`; None when the typed object has no room for it.
fn copy(kind: Kind, key: &str, member: &Value, at: &Pointer) -> Option<Value> {
    let Some(shape) = kind.member(key) else {
        // What is carried is asked for by itself: it may hold whole schemas.
        let is_extension = key.starts_with("x-") && !key.starts_with(CARRIED);
        return is_extension.then(|| member.clone());
    };
    match shape {
        Shape::Object(child) | Shape::ObjectOrBoolean(child) => {
            stand_in(kind, child, member, &at.child(key))
        }
        Shape::List(child) => {
            let at = at.child(key);
            let items = member.as_array()?.iter().enumerate();
            let copies =
                items.filter_map(|(index, item)| stand_in(kind, child, item, &at.index(index)));
            Some(Value::Array(copies.collect()))
        }
        Shape::Map(child) => {
            let at = at.child(key);
            let members = member.as_object()?.iter();
            let copies = members.filter_map(|(name, item)| {
                stand_in(kind, child, item, &at.child(name)).map(|copy| (name.clone(), copy))
            });
            Some(Value::Object(copies.collect()))
        }
        // The path item at hand was resolved; openapiv3 would take the keyword for nothing.
        Shape::Text if kind == Kind::PathItem && key == "$ref" => None,
        Shape::Any
        | Shape::Text
        | Shape::Boolean
        | Shape::Number
        | Shape::Unsigned
        | Shape::OneOf(_)
        | Shape::Types(_)
        | Shape::Texts
        | Shape::TextMap
        | Shape::Values
        | Shape::ValueMap => Some(member.clone()),
    }
}

/// What stands for a child object: a reference to its place, or for the small kinds that are never asked for by
/// themselves the object. None for a null, which stands for an object that could not be used.
fn stand_in(parent: Kind, kind: Kind, value: &Value, at: &Pointer) -> Option<Value> {
    match (parent, kind) {
        _ if value.is_null() => None,
        _ if value.is_boolean() => Some(value.clone()),
        // openapiv3 has no references in these places. Operations are listed by `Document::operations`; of
        // callbacks the names remain.
        (Kind::PathItem, Kind::Operation) => None,
        (Kind::Operation, Kind::Callback) | (Kind::Callback, Kind::PathItem) => {
            Some(Value::Object(Map::new()))
        }
        _ if kind.may_be_reference() => Some(reference_to(at)),
        _ => Some(shallow(kind, value, at)),
    }
}

fn reference_to(at: &Pointer) -> Value {
    Value::Object(Map::from_iter([(
        "$ref".to_owned(),
        Value::String(at.to_fragment()),
    )]))
}
