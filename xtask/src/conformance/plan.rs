//! Which calls are made of the operations of a document, and with which values?
use super::{program, record::Purpose};
use crate::corpus::round_trip::{
    convert::{Direction, Schemas},
    judge::{self, Judge},
    leaves::Texts,
    samples, subjects,
};
use oasmith::{
    emit::{Callable, Called, CalledAnswer, CalledArgument, Meaning, Sent},
    ir::{Location, Requirement, Status},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the document's examples of a body are sent, each in a call of its own.
const MOST_EXAMPLES: usize = 5;

/// A call that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The position of the operation.
    pub operation: usize,
    /// What it is to show.
    pub purpose: Purpose,
    /// The header `Prefer`.
    pub prefer: Option<String>,
    /// The values of the arguments by their names, each as the text of JSON.
    pub given: BTreeMap<String, String>,
}

/// The calls of a document.
#[derive(Debug, Default)]
pub struct Plan {
    /// In the order in which they are made.
    pub calls: Vec<Call>,
    /// Arguments without a sample that the validator takes: the position of the operation, and what there is to say.
    /// Where the argument is required, no call of the operation is made.
    pub unsampled: Vec<(usize, Requirement, String)>,
}

/// The values that an argument is given.
#[derive(Debug, Clone, Default)]
struct Values {
    least: Option<Value>,
    most: Option<Value>,
    examples: Vec<Value>,
}

/// Makes the calls.
#[must_use]
pub fn plan(tree: &Value, callable: &Callable) -> Plan {
    let mut schemas = Schemas::new(tree, Direction::Request, judge::is_pattern);
    let arguments = callable.operations.iter().flat_map(|it| &it.arguments);
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for argument in arguments {
        if let Some(place) = schema(tree, argument) {
            let number = schemas.add(&place);
            if schemas.defect(number).is_none() {
                numbers.insert(argument.place.as_str().to_owned(), number);
            }
        }
    }
    let distinct: BTreeSet<usize> = numbers.values().copied().collect();
    let judge = Judge::new(&schemas, &distinct.into_iter().collect::<Vec<_>>());
    let mut planner = Planner {
        tree,
        schemas: &schemas,
        judge: &judge,
        numbers,
        texts: Texts::default(),
        known: BTreeMap::new(),
        plan: Plan::default(),
    };
    for (number, called) in callable.operations.iter().enumerate() {
        planner.operation(number, called);
    }
    planner.plan
}

/// The place of the schema of an argument.
fn schema(tree: &Value, argument: &CalledArgument) -> Option<String> {
    let written = argument.schema.as_str();
    if tree.pointer(written).is_some() {
        return Some(written.to_owned());
    }
    let place = argument.place.as_str();
    let object = tree.pointer(place)?;
    if matches!(argument.sent, Sent::Parameter(Location::Part(_), _)) {
        // A member of the schema of the body, or a parameter of Swagger 2.0, which says itself what its values are.
        return Some(place.to_owned());
    }
    if let Some(content) = object.get("content").and_then(Value::as_object) {
        let (media_type, _) = content.iter().find(|(_, it)| it.get("schema").is_some())?;
        let media_type = crate::corpus::round_trip::convert::escaped(media_type);
        return Some(format!("{place}/content/{media_type}/schema"));
    }
    // A parameter of Swagger 2.0 says itself what its values are.
    object.get("type").map(|_| place.to_owned())
}

struct Planner<'p, 'd> {
    tree: &'d Value,
    schemas: &'p Schemas<'d>,
    judge: &'p Judge,
    /// The numbers of the schemas of arguments, by the places of the arguments.
    numbers: BTreeMap<String, usize>,
    texts: Texts,
    known: BTreeMap<String, Values>,
    plan: Plan,
}

impl Planner<'_, '_> {
    fn operation(&mut self, number: usize, called: &Called) {
        let mut least = BTreeMap::new();
        let mut most = BTreeMap::new();
        let mut examples: Option<(&str, Vec<Value>)> = None;
        let mut is_callable = true;
        for argument in &called.arguments {
            let values = self.values(argument);
            let name = argument.name.as_str();
            let is_required = argument.requirement == Requirement::Required;
            let (Some(one), Some(other)) = (&values.least, &values.most) else {
                is_callable = is_callable && !is_required;
                let text = format!("{name}: no sample that the validator takes");
                self.plan
                    .unsampled
                    .push((number, argument.requirement, text));
                continue;
            };
            if is_required {
                least.insert(name.to_owned(), one.to_string());
            }
            most.insert(name.to_owned(), other.to_string());
            if matches!(argument.sent, Sent::Body(_)) {
                examples = Some((name, values.examples));
            }
        }
        if !is_callable {
            return;
        }
        let has_more = most.len() > least.len() || most != least;
        let mut add =
            |purpose: Purpose, prefer: Option<String>, given: &BTreeMap<String, String>| {
                self.plan.calls.push(Call {
                    operation: number,
                    purpose,
                    prefer,
                    given: given.clone(),
                });
            };
        add(Purpose::Required, None, &least);
        if has_more {
            add(Purpose::All, None, &most);
        }
        if let Some((name, examples)) = examples {
            for (index, example) in examples.iter().take(MOST_EXAMPLES).enumerate() {
                let mut given = least.clone();
                given.insert(name.to_owned(), example.to_string());
                add(Purpose::Example { number: index + 1 }, None, &given);
            }
        }
        for answer in &called.answers {
            let Some(code) = code(called, answer) else {
                continue;
            };
            add(
                Purpose::Status {
                    code,
                    dynamic: false,
                },
                Some(format!("code={code}")),
                &least,
            );
            // The server makes an answer of a schema only where there is one.
            let place = answer.content.as_ref().map(|(_, place)| place.as_str());
            if place.is_some_and(|place| self.tree.pointer(place).is_some()) {
                let prefer = format!("code={code}, dynamic=true");
                add(
                    Purpose::Status {
                        code,
                        dynamic: true,
                    },
                    Some(prefer),
                    &least,
                );
            }
        }
    }

    /// The values of an argument: those that the document gives, or else samples of its schema.
    fn values(&mut self, argument: &CalledArgument) -> Values {
        let key = argument.place.as_str();
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        let values = match self.numbers.get(key) {
            Some(number) => self.of_schema(argument, *number),
            None => without_schema(argument),
        };
        // What is text or bytes to the client may have a schema that is about something else, as XML does.
        let values = match &values.least {
            None if is_opaque(argument) => without_schema(argument),
            Some(_) | None => values,
        };
        self.known.insert(key.to_owned(), values.clone());
        values
    }

    fn of_schema(&mut self, argument: &CalledArgument, number: usize) -> Values {
        let is_opaque = is_opaque(argument);
        let fits = |value: &Value| {
            let is_fit = self.judge.is_valid(number, value) && is_sendable(argument, value);
            is_fit && (value.is_string() || !is_opaque)
        };
        let mut examples: Vec<Value> = match &argument.sent {
            Sent::Parameter(..) => of_parameter(self.tree, argument.place.as_str()),
            Sent::Body(_) => {
                let place = schema(self.tree, argument).unwrap_or_default();
                subjects::examples(self.tree, &place)
            }
        };
        examples.retain(fits);
        let made = samples::samples(self.schemas, &mut self.texts, number);
        let made = made.into_iter().map(|(_, value)| match &argument.sent {
            Sent::Parameter(..) => plain(value),
            Sent::Body(_) => value,
        });
        let made: Vec<Value> = made.collect();
        let least = made.iter().find(|value| fits(value)).cloned();
        // The second sample has all that there is; where it does not fit, the largest one does.
        let most = made.iter().filter(|value| fits(value));
        let most = most.max_by_key(|value| value.to_string().len()).cloned();
        let most = made.get(1).filter(|value| fits(value)).cloned().or(most);
        let given = match &argument.sent {
            Sent::Parameter(..) => examples.first().cloned(),
            Sent::Body(_) => None,
        };
        Values {
            least: given
                .clone()
                .or(least)
                .or_else(|| examples.first().cloned()),
            most: given.or(most).or_else(|| examples.last().cloned()),
            examples,
        }
    }
}

/// Whether the client takes a text or bytes, whatever the schema says.
fn is_opaque(argument: &CalledArgument) -> bool {
    let is_body = match &argument.sent {
        Sent::Body(_) => true,
        Sent::Parameter(location, _) => matches!(location, Location::Part(_)),
    };
    is_body && ["String", "Bytes", program::FILE].contains(&argument.path.as_str())
}

/// What a value is where the document does not say: a text for bodies of any kind, and for parameters.
fn without_schema(argument: &CalledArgument) -> Values {
    let value = match argument.path.as_str() {
        "String" | "Bytes" | program::FILE => Some(json!("text")),
        program::FILES => Some(json!(["text", "more"])),
        path if path.ends_with("Value") => Some(json!({"a": 1})),
        _ => None,
    };
    Values {
        least: value.clone(),
        most: value,
        examples: Vec::new(),
    }
}

/// Whether a value can be sent at its place: a segment of a path is neither empty nor one that paths leave out, headers
/// and cookies hold no control characters, and nothing stands for an object or list without members.
fn is_sendable(argument: &CalledArgument, value: &Value) -> bool {
    let location = match &argument.sent {
        Sent::Parameter(location, _) => location,
        // In a form, nothing stands for a list without items.
        Sent::Body(media_type) if media_type.starts_with("application/x-www-form-urlencoded") => {
            let members = value.as_object();
            return members.is_none_or(|members| {
                !members.is_empty() && !members.values().any(|member| *member == json!([]))
            });
        }
        Sent::Body(_) => return true,
    };
    let is_text_sendable = |text: &str| match location {
        Location::Path(_) => !["", ".", ".."].contains(&text) && !text.contains('/'),
        Location::Header(_) | Location::Cookie(_) => {
            !text.is_empty()
                && text.trim() == text
                && text.bytes().all(|it| (b' '..=b'~').contains(&it))
        }
        Location::Query(..) | Location::WholeQuery(_) | Location::Part(_) => true,
    };
    match value {
        Value::Null => false,
        Value::String(text) => is_text_sendable(text),
        Value::Array(items) => {
            !items.is_empty() && items.iter().all(|it| is_sendable(argument, it))
        }
        Value::Object(members) => {
            !members.is_empty() && members.values().all(|it| is_sendable(argument, it))
        }
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// A value with whole numbers written as such: `3` for `3.0`, which stands for other bytes outside of JSON.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let whole = text
                .strip_suffix(".0")
                .and_then(|it| it.parse::<i64>().ok());
            whole.map_or(Value::Number(number), Value::from)
        }
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(members.map(|(name, value)| (name, plain(value))).collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

/// The examples of a parameter object, of its own and of its content.
fn of_parameter(tree: &Value, place: &str) -> Vec<Value> {
    let mut found = subjects::examples(tree, &format!("{place}/schema"));
    let object = tree.pointer(place);
    found.extend(object.and_then(|object| object.get("x-example")).cloned());
    found
}

/// The status that an answer is asked for by.
fn code(called: &Called, answer: &CalledAnswer) -> Option<u16> {
    let has = |status: Status| called.answers.iter().any(|it| it.status == status);
    let is_free = |code: &u16| !has(Status::Exact(*code));
    let is_rest = |code: &u16| is_free(code) && !has(Status::Range(code / 100));
    let code = match answer.status {
        Status::Exact(code) => Some(code),
        Status::Range(hundred) => (hundred * 100..hundred * 100 + 100).find(is_free),
        Status::Default => {
            let wanted: &[u16] = match answer.meaning {
                Meaning::Success => &[200, 201, 202, 203],
                Meaning::Failure => &[500, 503, 400, 409, 418],
            };
            wanted.iter().copied().find(is_rest)
        }
    };
    // Answers below 200 are not the end of an exchange.
    code.filter(|code| (200..600).contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::{ApiOptions, Input, Layout};

    fn planned(document: &Value) -> Plan {
        let bytes = document.to_string();
        let input = Input::new("a.json", bytes.as_bytes(), ApiOptions::new("api"));
        let generation = oasmith::generate(&[input], &Layout::Module, "c").unwrap();
        plan(document, &generation.reports[0].callable)
    }

    fn lines(plan: &Plan) -> Vec<String> {
        let calls = plan.calls.iter();
        let line = |call: &Call| {
            let given: Vec<String> = call
                .given
                .iter()
                .map(|(name, it)| format!("{name}={it}"))
                .collect();
            format!("{}: {}", call.purpose, given.join(" "))
        };
        calls.map(line).collect()
    }

    #[test]
    fn there_is_a_call_for_each_amount_example_and_status() {
        let plan = planned(
            &json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {"/a/{id}": {"post": {
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}, "example": "x1"},
                    {"name": "n", "in": "query", "schema": {"type": "integer", "minimum": 3, "maximum": 3}}],
                "requestBody": {"required": true, "content": {"application/json": {"example": {"b": "c"}, "schema": {
                    "type": "object", "required": ["b"], "properties": {"b": {"enum": ["c"], "type": "string"}}}}}},
                "responses": {"201": {"description": "o"}, "4XX": {"description": "e"},
                    "400": {"description": "e", "content": {"application/json": {"schema": {"type": "integer"}}}},
                    "default": {"description": "e"}}}}}}),
        );
        let least = r#"body={"b":"c"} id="x1""#;
        let wanted = [
            format!("required arguments: {least}"),
            format!("all arguments: {least} n=3"),
            format!("example 1 of the body: {least}"),
            format!("answer 201: {least}"),
            format!("answer 400: {least}"),
            format!("answer 400, made of the schema: {least}"),
            format!("answer 401: {least}"),
            format!("answer 500: {least}"),
        ];
        assert_eq!(lines(&plan), wanted);
        assert_eq!(
            plan.calls[5].prefer.as_deref(),
            Some("code=400, dynamic=true")
        );
        assert!(plan.unsampled.is_empty());
    }

    #[test]
    fn parameters_of_swagger_2_say_themselves_what_they_are() {
        let plan = planned(
            &json!({"swagger": "2.0", "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {
                "parameters": [{"name": "n", "in": "query", "required": true, "type": "integer", "minimum": 7, "maximum": 7}],
                "responses": {"204": {"description": "o"}}}}}}),
        );
        assert_eq!(lines(&plan), ["required arguments: n=7", "answer 204: n=7"]);
    }

    #[test]
    fn a_form_has_a_pair_for_each_list_and_a_file_is_a_text() {
        let form = |media_type: &str, properties: Value| {
            let required: Vec<&String> = properties
                .as_object()
                .into_iter()
                .flat_map(|it| it.keys())
                .collect();
            planned(
                &json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
                "requestBody": {"required": true, "content": {media_type: {"schema": {
                    "type": "object", "required": required, "properties": properties}}}},
                "responses": {"204": {"description": "o"}}}}}}),
            )
        };
        let tags = json!({"tags": {"type": "array", "items": {"type": "string", "enum": ["a"]}}});
        let plan = form("application/x-www-form-urlencoded", tags);
        assert!(
            lines(&plan)[0].starts_with(r#"required arguments: body={"tags":["a""#),
            "{:?}",
            lines(&plan)
        );
        let file = json!({"file": {"type": "string", "format": "binary"}});
        let plan = form("multipart/form-data", file);
        assert!(
            lines(&plan)[0].starts_with(r#"required arguments: file=""#),
            "{:?}",
            lines(&plan)
        );
    }

    #[test]
    fn an_argument_without_a_sample_is_told() {
        let plan = planned(
            &json!({"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {"/a/{id}": {"get": {
                "parameters": [{"name": "id", "in": "path", "required": true,
                    "schema": {"type": "string", "maxLength": 0}}],
                "responses": {"204": {"description": "o"}}}}}}),
        );
        assert!(plan.calls.is_empty());
        assert_eq!(plan.unsampled.len(), 1);
    }
}
