//! Parameters: those of the path item and of the operation together, and those that only the template knows.
use super::{Lowerer, template, values::json_text};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Deprecation, Docs, Fact, Location, Parameter, Requirement, StringFormat, TextStyle, Type,
        UntypedReason,
    },
};
use indexmap::{IndexMap, IndexSet};
use openapiv3::{ParameterData, ParameterSchemaOrContent};

/// What is sent for a value that has no text of its own.
pub(super) const TEXT: Type = Type::String(StringFormat::Text);

/// How many examples of a parameter are shown.
const MOST_EXAMPLES: usize = 3;

/// Whether a request can carry a parameter.
#[derive(PartialEq, Eq)]
enum Sendable {
    Yes,
    No,
}

impl Lowerer<'_> {
    /// The places of the parameters of an operation or a path item, without those that could not be used.
    pub(super) fn parameter_places(&self, at: &Pointer) -> Vec<Pointer> {
        let list = at.child("parameters");
        let items = self.document.get(&list).and_then(|list| list.as_array());
        let items = items.into_iter().flatten().enumerate();
        items
            .filter(|(_, item)| !item.is_null())
            .map(|(index, _)| list.index(index))
            .collect()
    }

    /// The parameters of an operation. One of its own replaces one of the path item with the same
    /// name and location.
    pub(super) fn parameters(
        &mut self,
        at: &Pointer,
        path: &str,
        shared: &[Pointer],
        own: &[Pointer],
    ) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut known: IndexMap<(&str, String), usize> = IndexMap::new();
        for places in [shared, own] {
            let mut declared = IndexSet::new();
            for place in places {
                let Some(parameter) = self.parameter(place) else {
                    continue;
                };
                // Headers are the same in any case (RFC 9110 section 5.1).
                let name = match parameter.location {
                    Location::Header(_) => parameter.wire.to_ascii_lowercase(),
                    Location::Path(_)
                    | Location::Query(..)
                    | Location::WholeQuery(_)
                    | Location::Cookie(_)
                    | Location::Part(_) => parameter.wire.clone(),
                };
                let key = (place_of(parameter.location), name);
                match known.get(&key).copied() {
                    Some(index) if !declared.insert(index) => {
                        let message =
                            format!("the parameter `{}` is declared twice", parameter.wire);
                        self.report(
                            Diagnostic::new(Code::DuplicateParameter, place, message)
                                .label("this one is left out"),
                        );
                    }
                    Some(index) => {
                        if let Some(known) = parameters.get_mut(index) {
                            *known = parameter;
                        }
                    }
                    None => {
                        declared.insert(parameters.len());
                        known.insert(key, parameters.len());
                        parameters.push(parameter);
                    }
                }
            }
        }
        self.match_template(at, path, &mut parameters);
        self.check_whole_query(&parameters);
        parameters
    }

    /// Path parameters and the template have to name the same things.
    fn match_template(&mut self, at: &Pointer, path: &str, parameters: &mut Vec<Parameter>) {
        let names = template::names(path);
        parameters.retain(|parameter| {
            let known = !is_in_path(parameter) || names.contains(parameter.wire.as_str());
            if !known {
                let message = format!("the path `{path}` has no `{{{}}}`", parameter.wire);
                let diagnostic =
                    Diagnostic::new(Code::SurplusPathParameter, &parameter.origin, message)
                        .label("left out, since there is no place to send it");
                self.report(diagnostic);
            }
            known
        });
        let in_path = parameters.iter().filter(|parameter| is_in_path(parameter));
        let in_path: Vec<&Parameter> = in_path.collect();
        for parameter in &in_path {
            self.report_optional(&parameter.origin, &parameter.wire);
        }
        let declared: IndexSet<String> = in_path
            .iter()
            .map(|parameter| parameter.wire.clone())
            .collect();
        for name in names {
            if declared.contains(name) {
                continue;
            }
            let place = at.parent().unwrap_or_else(Pointer::root);
            let message = format!("`{{{name}}}` of the path is not declared as a parameter");
            self.report(
                Diagnostic::new(Code::UndeclaredPathParameter, Place::key(place), message)
                    .label("becomes a required string")
                    .hint(format!(
                        "add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}`"
                    )),
            );
            parameters.push(Parameter {
                wire: name.to_owned(),
                origin: at.child("parameters").child(name),
                location: Location::Path(TextStyle::Simple),
                ty: TEXT,
                requirement: Requirement::Required,
                docs: Docs::default(),
            });
        }
    }

    fn parameter(&mut self, place: &Pointer) -> Option<Parameter> {
        let at = self.resolve(place)?;
        let parameter = match self.document.parameter(&at) {
            Ok(parameter) => parameter,
            Err(cause) => {
                self.unreadable(&at, "parameter", &cause);
                return None;
            }
        };
        let location = self.location(&at, &parameter);
        let data = parameter.parameter_data_ref().clone();
        if self.can_be_sent(&at, location, &data.name) == Sendable::No {
            return None;
        }
        let description = self.description_at(place, data.description.clone());
        let data = ParameterData {
            description,
            ..data
        };
        let described = self.described(&at, location, data);
        self.report_empty_value(&at, &parameter, &described.ty);
        Some(described)
    }

    fn can_be_sent(&mut self, at: &Pointer, location: Location, name: &str) -> Sendable {
        if name.is_empty() {
            let message = "a parameter has an empty name";
            self.report(
                Diagnostic::new(Code::UnnamedParameter, at.child("name"), message)
                    .label("left out, since there is no name to send it under"),
            );
            return Sendable::No;
        }
        if self.document.carried(at, "querystring").is_some()
            && matches!(location, Location::Query(..))
            && !self.is_form_of_members(at)
        {
            let message = format!("the parameter `{name}` is a whole query without members");
            self.report(
                Diagnostic::new(Code::UnsupportedParameter, Place::key(at.clone()), message)
                    .label("left out")
                    .hint("describe it by `content` with a media type and a schema"),
            );
            return Sendable::No;
        }
        if matches!(location, Location::Header(_)) && is_reserved_header(name) {
            let message = format!("a header parameter called `{name}` has no effect");
            self.report(
                Diagnostic::new(Code::IgnoredHeaderParameter, at.child("name"), message)
                    .label("left out: media types and security schemes say it"),
            );
            return Sendable::No;
        }
        if matches!(location, Location::Header(_)) && !is_token(name) {
            let message = format!("{name:?} can not be the name of a header");
            self.report(
                Diagnostic::new(Code::UnsupportedParameter, at.child("name"), message)
                    .label("left out, since no request can carry it"),
            );
            return Sendable::No;
        }
        Sendable::Yes
    }

    fn described(&mut self, at: &Pointer, location: Location, data: ParameterData) -> Parameter {
        let ParameterData {
            name,
            description,
            required,
            deprecated,
            format,
            example,
            examples,
            // It was looked at for the location.
            explode: _,
            extensions: _,
        } = data;
        self.check_parameter(at, &name);
        let examples = self.examples(at, examples.keys());
        let typed = self.typed_content_of(at);
        let (schema, ty) = match (format, typed) {
            (ParameterSchemaOrContent::Schema(_), _) => {
                let schema = at.child("schema");
                let ty = match self.type_at(&schema).split_null().0 {
                    // A list joined to a text has no `null` in it.
                    Type::Array(item) => Type::Array(Box::new(item.split_null().0)),
                    ty => ty,
                };
                (schema, ty)
            }
            (ParameterSchemaOrContent::Content(_), Some(media_type)) => {
                let ty = self.body_type(&media_type).split_null().0;
                (media_type.child("schema"), ty)
            }
            (ParameterSchemaOrContent::Content(_), None) => {
                self.text_of_media_type(at, &name);
                (at.child("schema"), TEXT)
            }
        };
        let mut docs = self.docs_beside_item(&schema, &ty);
        // A title that says the name alone is better than nothing, which there is not.
        docs.summary = docs.summary.filter(|title| {
            description.is_none() || !self.repeats(title, &schema, description.as_deref())
        });
        let own = Docs {
            description,
            ..Docs::default()
        };
        // What the parameter says of itself comes first; its schema says more about the values.
        let mut docs = own.merged(docs);
        let is_example = |fact: &Fact| matches!(fact, Fact::Example(_));
        let of_schema: Vec<Fact> = docs.facts.extract_if(.., |fact| is_example(fact)).collect();
        let examples = example.iter().chain(&examples).take(MOST_EXAMPLES);
        let examples = examples.map(|example| Fact::Example(json_text(example)));
        for example in examples.chain(of_schema) {
            if !docs.facts.contains(&example) {
                docs.facts.push(example);
            }
        }
        if deprecated == Some(true) {
            docs.deprecation = Deprecation::Deprecated;
        }
        let requirement = if required || matches!(location, Location::Path(_)) {
            Requirement::Required
        } else {
            Requirement::Optional
        };
        Parameter {
            wire: name,
            origin: at.clone(),
            location,
            ty,
            requirement,
            docs,
        }
    }

    fn text_of_media_type(&mut self, at: &Pointer, name: &str) {
        let message = format!("the parameter `{name}` is described by a media type");
        let place = Place::key(at.child("content"));
        self.report(
            Diagnostic::new(Code::UnsupportedParameter, place, message)
                .label("the caller gives its text"),
        );
        self.unstructured(at, UntypedReason::ParameterText);
    }

    /// A path has no place to leave out.
    fn report_optional(&mut self, at: &Pointer, name: &str) {
        let (message, place) = match self.document.member(at, "required") {
            Some(serde_json::Value::Bool(true)) => return,
            Some(_) => ("is said to be optional", Place::from(at.child("required"))),
            None => ("is not said to be required", Place::key(at.clone())),
        };
        let message = format!("the path parameter `{name}` {message}");
        self.report(
            Diagnostic::new(Code::OptionalPathParameter, place, message)
                .label("taken as required, since a path has no place to leave out")
                .hint("add `required: true`"),
        );
    }

    /// What is unusual about a parameter, and changes nothing.
    fn check_parameter(&mut self, at: &Pointer, name: &str) {
        self.report_unused_carried(at, &["querystring", "collectionFormat"]);
        let content = at.child("content");
        let media_types = self.document.members(&content);
        if media_types.is_empty() {
            return;
        }
        for (_, media_type) in &media_types {
            let place = media_type.child("encoding");
            if self.document.get(&place).is_some() {
                let message = "`encoding` has no effect on a parameter";
                self.report(Diagnostic::new(
                    Code::UnusedKeyword,
                    Place::key(place),
                    message,
                ));
            }
        }
        if self.document.member(at, "schema").is_some() {
            let message = format!("the parameter `{name}` has `schema` and `content`");
            self.report(
                Diagnostic::new(Code::SchemaAndContent, Place::key(content), message)
                    .label("`schema` is used"),
            );
        } else if media_types.len() > 1 {
            let message = format!("the parameter `{name}` has several media types");
            self.report(
                Diagnostic::new(Code::SeveralMediaTypes, Place::key(content), message)
                    .label("a parameter has one"),
            );
        }
    }

    /// The values of `examples`, which may be references.
    fn examples<'k>(
        &mut self,
        at: &Pointer,
        names: impl Iterator<Item = &'k String>,
    ) -> Vec<serde_json::Value> {
        let list = at.child("examples");
        let names: Vec<&String> = names.collect();
        if !names.is_empty() {
            let message = "the values of these examples are part of the docs; their names and texts are not yet";
            let place = Place::key(list.clone());
            self.report(Diagnostic::new(Code::UnusedExamples, place, message));
        }
        let places: Vec<_> = names
            .into_iter()
            .take(MOST_EXAMPLES)
            .map(|name| list.child(name))
            .collect();
        let mut values = Vec::new();
        for place in places {
            let target = self.resolve(&place);
            let value = target.and_then(|at| self.document.member(&at, "value"));
            values.extend(value.cloned());
        }
        values
    }
}

fn is_in_path(parameter: &Parameter) -> bool {
    matches!(parameter.location, Location::Path(_))
}

fn place_of(location: Location) -> &'static str {
    match location {
        Location::Path(_) => "path",
        Location::Query(..) | Location::WholeQuery(_) => "query",
        Location::Header(_) => "header",
        Location::Cookie(_) => "cookie",
        Location::Part(_) => "part",
    }
}

/// `OpenAPI` 3.0.4, Parameter Object: such header parameters are to be ignored.
fn is_reserved_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// RFC 9110 section 5.6.2: what the name of a header is made of.
pub(super) fn is_token(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(fits)
}
