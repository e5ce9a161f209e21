//! How parameters are written: by style and `explode`, or as a media type; and which of them have no type to be
//! written from.
use super::{Lowerer, form::URLENCODED, parameter::TEXT};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        FieldEncoding, JsonType, Location, Parameter as IrParameter, QueryText, Reserved,
        TextStyle, Type, UntypedReason, essence,
    },
};
use openapiv3::{Parameter, PathStyle, QueryStyle};

impl Lowerer<'_> {
    /// Where a parameter is sent, and how it is written there.
    pub(super) fn location(&mut self, at: &Pointer, parameter: &Parameter) -> Location {
        let explode = parameter.parameter_data_ref().explode;
        let location = match parameter {
            Parameter::Path { style, .. } => Location::Path(path_style(style, explode)),
            Parameter::Query {
                style,
                allow_reserved,
                ..
            } => {
                // The one separator of Swagger 2.0 that later versions have no style for.
                let encoding = match self.document.carried(at, "collectionFormat") {
                    Some(_) => FieldEncoding::Joined("%09"),
                    None => query_encoding(style, explode),
                };
                let reserved = if *allow_reserved {
                    Reserved::Kept
                } else {
                    Reserved::Encoded
                };
                Location::Query(encoding, reserved)
            }
            Parameter::Header { .. } => Location::Header(match explode {
                Some(true) => TextStyle::SimpleExploded,
                None | Some(false) => TextStyle::Simple,
            }),
            Parameter::Cookie { .. } => {
                Location::Cookie(query_encoding(&QueryStyle::Form, explode))
            }
        };
        if self.document.carried(at, "querystring").is_some() {
            return match self.content_of_parameter(at) {
                // Its members are pairs of the query, as those of a parameter that is an object.
                Some((name, _)) if essence(&name) == URLENCODED => location,
                Some((name, _)) if is_json_name(&name) => Location::WholeQuery(QueryText::Json),
                Some(_) => Location::WholeQuery(QueryText::Plain),
                None => location,
            };
        }
        match self.json_of(at) {
            Some(_) => as_json(location),
            None => location,
        }
    }

    /// The name and the place of the media type of a parameter that is described by one.
    fn content_of_parameter(&self, at: &Pointer) -> Option<(String, Pointer)> {
        if self.document.member(at, "schema").is_some() {
            return None;
        }
        let media_types = self.document.members(&at.child("content"));
        media_types.into_iter().next()
    }

    /// The media type object of a parameter that is written from a type: JSON, or a form that is the whole query.
    pub(super) fn typed_content_of(&self, at: &Pointer) -> Option<Pointer> {
        let is_query = self.document.carried(at, "querystring").is_some();
        let (name, media_type) = self.content_of_parameter(at)?;
        let is_typed = is_json_name(&name) || (is_query && essence(&name) == URLENCODED);
        is_typed.then_some(media_type)
    }

    /// Whether a parameter is a form of members that its schema describes.
    pub(super) fn is_form_of_members(&mut self, at: &Pointer) -> bool {
        let content = self.content_of_parameter(at);
        let form = content.filter(|(name, _)| essence(name) == URLENCODED);
        form.is_some_and(|(_, media_type)| {
            self.json_type_of(&media_type.child("schema")) == Some(JsonType::Object)
        })
    }

    /// A parameter that is the whole query leaves no place for others (`OpenAPI` 3.2, Parameter Object).
    pub(super) fn check_whole_query(&mut self, parameters: &[IrParameter]) {
        let is_in_query = |it: &&IrParameter| {
            matches!(it.location, Location::Query(..) | Location::WholeQuery(_))
        };
        let in_query: Vec<&IrParameter> = parameters.iter().filter(is_in_query).collect();
        if in_query.len() < 2 {
            return;
        }
        let whole = in_query
            .into_iter()
            .find(|it| self.document.carried(&it.origin, "querystring").is_some());
        if let Some(IrParameter { wire, origin, .. }) = whole {
            let message = format!("the parameter `{wire}` is the whole query, and is not alone");
            self.report(
                Diagnostic::new(
                    Code::UnsupportedParameter,
                    Place::key(origin.clone()),
                    message,
                )
                .label("sent with the others, one after the other"),
            );
        }
    }

    /// The media type object of a parameter that is JSON.
    pub(super) fn json_of(&self, at: &Pointer) -> Option<Pointer> {
        let (name, media_type) = self.content_of_parameter(at)?;
        is_json_name(&name).then_some(media_type)
    }

    /// Whether an empty text is a value of a parameter, so that nothing more has to be done for `allowEmptyValue`.
    pub(super) fn report_empty_value(&mut self, at: &Pointer, parameter: &Parameter, ty: &Type) {
        let allows = match parameter {
            Parameter::Query {
                allow_empty_value, ..
            } => *allow_empty_value == Some(true),
            Parameter::Path { .. } | Parameter::Header { .. } | Parameter::Cookie { .. } => false,
        };
        let is_text = match ty {
            Type::Array(item) => **item == TEXT,
            ty => *ty == TEXT,
        };
        if allows && !is_text {
            let message = "`allowEmptyValue` has no effect on a parameter that is no text";
            let place = Place::key(at.child("allowEmptyValue"));
            self.report(Diagnostic::new(Code::UnusedKeyword, place, message));
        }
    }

    /// Parameters that can be anything become text, once all types are known: it has no quotes to write.
    pub(super) fn settle_parameters(&mut self) {
        let ids: Vec<_> = self.api.operations.iter().map(|(id, _)| id).collect();
        let mut untyped = Vec::new();
        for id in ids {
            let mut parameters = std::mem::take(&mut self.api.operations[id].parameters);
            for parameter in &mut parameters {
                if is_json(parameter.location) {
                    continue;
                }
                if let Type::Any(why) = self.api.unaliased(&parameter.ty) {
                    let reason = why.untyped().reason;
                    untyped.push((parameter.origin.clone(), parameter.wire.clone(), reason));
                    parameter.ty = TEXT;
                }
            }
            self.api.operations[id].parameters = parameters;
        }
        for (at, name, reason) in untyped {
            self.any_text(&at, &name, reason);
        }
    }

    fn any_text(&mut self, at: &Pointer, name: &str, reason: UntypedReason) {
        self.unstructured(at, reason);
        let message = format!("the values of the parameter `{name}` have no type");
        self.report(
            Diagnostic::new(Code::UnsupportedParameter, at, message)
                .label("the caller gives its text"),
        );
    }
}

fn path_style(style: &PathStyle, explode: Option<bool>) -> TextStyle {
    match (style, explode) {
        (PathStyle::Simple, None | Some(false)) => TextStyle::Simple,
        (PathStyle::Simple, Some(true)) => TextStyle::SimpleExploded,
        (PathStyle::Label, None | Some(false)) => TextStyle::Label,
        (PathStyle::Label, Some(true)) => TextStyle::LabelExploded,
        (PathStyle::Matrix, None | Some(false)) => TextStyle::Matrix,
        (PathStyle::Matrix, Some(true)) => TextStyle::MatrixExploded,
    }
}

/// The default of `explode` is true for `form` and false for the others (OpenAPI 3.1.1, Parameter Object). What the
/// standard's table leaves open is written as the nearest cell: exploded delimiters as `form`, and `deepObject` always
/// exploded.
fn query_encoding(style: &QueryStyle, explode: Option<bool>) -> FieldEncoding {
    match (style, explode) {
        (QueryStyle::Form, None | Some(true))
        | (QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited, Some(true)) => {
            FieldEncoding::Exploded
        }
        (QueryStyle::Form, Some(false)) => FieldEncoding::Joined(","),
        (QueryStyle::SpaceDelimited, None | Some(false)) => FieldEncoding::Joined("%20"),
        (QueryStyle::PipeDelimited, None | Some(false)) => FieldEncoding::Joined("%7C"),
        (QueryStyle::DeepObject, _) => FieldEncoding::DeepObject,
    }
}

/// Whether the name of a media type says that it is JSON, or built on it.
pub(super) fn is_json_name(media_type: &str) -> bool {
    essence(media_type).ends_with("json")
}

fn as_json(location: Location) -> Location {
    match location {
        Location::Path(_) => Location::Path(TextStyle::Json),
        Location::Query(_, reserved) => Location::Query(FieldEncoding::Json, reserved),
        Location::Header(_) => Location::Header(TextStyle::Json),
        Location::Cookie(_) => Location::Cookie(FieldEncoding::Json),
        Location::WholeQuery(_) | Location::Part(_) => location,
    }
}

/// Whether any value can be written as it is, a text in quotes for instance.
fn is_json(location: Location) -> bool {
    match location {
        Location::Path(style) | Location::Header(style) => style == TextStyle::Json,
        Location::Query(encoding, _) | Location::Cookie(encoding) => {
            encoding == FieldEncoding::Json
        }
        Location::WholeQuery(text) => text == QueryText::Json,
        Location::Part(_) => true,
    }
}
