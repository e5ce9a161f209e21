//! Documents that are made up, of any size: parameters, bodies, answers and models in proportion to their operations.
//! The same number gives the same bytes.
use serde_json::{Map, Value, json};

/// The number of operations of the smallest.
pub(super) const SMALLEST: usize = 1000;

/// How many operations a resource has: those of one of the paths below, twice.
const PER_RESOURCE: usize = 5;

/// How many resources share a tag.
const PER_TAG: usize = 4;

const WORDS: [&str; 24] = [
    "Account", "Batch", "Card", "Device", "Event", "Folder", "Group", "Hook", "Invoice", "Job",
    "Key", "Label", "Member", "Note", "Order", "Payment", "Quote", "Report", "Site", "Ticket",
    "User", "Vault", "Workflow", "Zone",
];

/// The numbers of operations: doubling, up to a largest one.
pub(super) fn sizes(largest: usize) -> Vec<usize> {
    let sizes = std::iter::successors(Some(SMALLEST), |size| size.checked_mul(2));
    sizes.take_while(|size| *size <= largest).collect()
}

/// The document with so many operations.
pub(super) fn document(operations: usize) -> String {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut left = operations;
    let mut index = 0;
    while left > 0 {
        left = resource(index, left, &mut paths);
        models(index, &mut schemas);
        index += 1;
    }
    schemas.insert("Problem".to_owned(), problem());
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": format!("Family of {operations}"), "version": "1"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    });
    document.to_string()
}

/// A name of two words; a number tells those apart that have the same.
fn name(index: usize) -> String {
    let word = |at: usize| WORDS.get(at % WORDS.len()).copied().unwrap_or_default();
    let round = index / (WORDS.len() * WORDS.len());
    let number = if round == 0 {
        String::new()
    } else {
        round.to_string()
    };
    format!("{}{}{number}", word(index / WORDS.len()), word(index))
}

/// The operations of a resource, or as many as are left; gives how many are left then.
fn resource(index: usize, left: usize, paths: &mut Map<String, Value>) -> usize {
    let name = name(index);
    let tag = self::name(index / PER_TAG);
    let one = json!({"$ref": format!("#/components/schemas/{name}")});
    let new = json!({"$ref": format!("#/components/schemas/New{name}")});
    let list = json!({"type": "object", "required": ["items"], "properties": {
        "items": {"type": "array", "items": one}, "next": {"type": "string"}}});
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}});
    let operation = |verb: &str,
                     parameters: Value,
                     body: Option<&Value>,
                     status: &str,
                     answer: Option<&Value>| {
        let content = |schema: &Value| json!({"application/json": {"schema": schema}});
        let mut good = json!({"description": "What was asked for."});
        if let Some(answer) = answer {
            good["content"] = content(answer);
        }
        let mut operation = json!({
            "operationId": format!("{verb}{name}"),
            "tags": [tag],
            "summary": format!("The operation {verb} of {name}."),
            "description": "Answers with what is *visible* to the caller, in the order in which it was `created`.",
            "parameters": parameters,
            "responses": {status: good, "default": {"description": "What went wrong.",
                "content": content(&json!({"$ref": "#/components/schemas/Problem"}))}},
        });
        if let Some(body) = body {
            operation["requestBody"] = json!({"required": true, "content": content(body)});
        }
        operation
    };
    let filters = json!([
        {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}},
        {"name": "after", "in": "query", "schema": {"type": "string"}},
        {"name": "states", "in": "query", "schema": {"type": "array", "items": {"type": "string", "enum": ["open", "closed"]}}},
        {"name": "X-Request-Id", "in": "header", "schema": {"type": "string"}},
    ]);
    let made: [(&str, &str, Value); PER_RESOURCE] = [
        (
            "",
            "get",
            operation("list", filters, None, "200", Some(&list)),
        ),
        (
            "",
            "post",
            operation("create", json!([]), Some(&new), "201", Some(&one)),
        ),
        (
            "/{id}",
            "get",
            operation("get", json!([id]), None, "200", Some(&one)),
        ),
        (
            "/{id}",
            "put",
            operation("replace", json!([id]), Some(&new), "200", Some(&one)),
        ),
        (
            "/{id}",
            "delete",
            operation("delete", json!([id]), None, "204", None),
        ),
    ];
    let mut left = left;
    for (below, method, operation) in made.into_iter().take(left) {
        let path = format!("/{}{below}", name.to_lowercase());
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation;
        left -= 1;
    }
    left
}

/// What is read and what is sent of a resource. It refers to the one before it.
fn models(index: usize, schemas: &mut Map<String, Value>) {
    let name = name(index);
    let other = self::name(index.saturating_sub(1));
    let members = json!({
        "title": {"type": "string", "description": "What people call it.", "maxLength": 80},
        "count": {"type": "integer", "format": "int64"},
        "share": {"type": "number"},
        "isActive": {"type": "boolean"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "parents": {"type": "array", "items": {"$ref": format!("#/components/schemas/{other}")}},
        "state": {"type": "string", "enum": ["draft", "open", "closed"]},
        "address": {"type": "object", "required": ["city"], "properties": {
            "city": {"type": "string"}, "street": {"type": "string", "nullable": true}}},
    });
    let mut read = members.clone();
    read["id"] = json!({"type": "string", "format": "uuid"});
    read["createdAt"] = json!({"type": "string", "format": "date-time"});
    schemas.insert(
        name.clone(),
        json!({
            "type": "object", "description": format!("One {name}, as it is kept."),
            "required": ["id", "title", "createdAt"], "properties": read,
        }),
    );
    schemas.insert(
        format!("New{name}"),
        json!({
            "type": "object", "required": ["title"], "properties": members,
        }),
    );
}

fn problem() -> Value {
    json!({"type": "object", "required": ["title"], "properties": {
        "title": {"type": "string"}, "detail": {"type": "string"}, "status": {"type": "integer"}}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use oasmith::{ApiOptions, Input, Layout};
    use std::collections::BTreeSet;

    #[test]
    fn sizes_double() {
        assert_eq!(sizes(5000), [1000, 2000, 4000]);
        assert!(sizes(10).is_empty());
    }

    #[test]
    fn a_document_has_as_many_operations_as_asked_for_and_nothing_is_wrong_with_it() {
        for operations in [7, 40] {
            let text = document(operations);
            let input = Input::new("family.json", text.as_bytes(), ApiOptions::new("family"));
            let generation = oasmith::generate(&[input], &Layout::Module, "test").unwrap();
            let report = &generation.reports[0];
            assert_eq!(report.operations, operations);
            assert_eq!(report.findings(), []);
        }
    }

    #[test]
    fn names_are_distinct() {
        let names: BTreeSet<String> = (0..20_000).map(name).collect();
        assert_eq!(names.len(), 20_000);
    }
}
