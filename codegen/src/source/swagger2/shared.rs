//! Parameters and responses that operations refer to: what has to be known of them at their uses.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::parameters::{is_list, list_format};
use super::{JSON, is_json};
use crate::diag::Pointer;
use crate::source::files::{mount, mount_of};
use crate::source::names_of_files;
use crate::source::shape::Kind;

/// How many references may stand between a use and what is meant.
const MOST_HOPS: usize = 32;

/// What is shared, by its place as it was written.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The name of the document, which references to other files are relative to.
    document: String,
    parameters: IndexMap<Pointer, Known<Parameter>>,
    responses: IndexMap<Pointer, Known<Response>>,
}

#[derive(Debug, Clone)]
enum Known<T> {
    Reference(String),
    Object(T),
}

/// A parameter of a body or form.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: Location,
    pub(super) required: bool,
    pub(super) description: Option<String>,
    pub(super) is_file: bool,
    /// `collectionFormat`, of a list.
    pub(super) format: Option<String>,
    pub(super) is_list: bool,
}

/// Where a parameter goes that is none in 3.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Body,
    Form,
}

/// A response in the words of 2.0.
#[derive(Debug, Clone)]
pub(super) struct Response {
    pub(super) description: String,
    pub(super) has_schema: bool,
    pub(super) is_file: bool,
    pub(super) headers: Vec<String>,
}

impl Shared {
    /// Looks at all components, and at what references lead to elsewhere.
    pub(super) fn collect(document: &str, root: &Value, entries: &[(Pointer, Kind)]) -> Self {
        let mut shared = Self {
            document: document.to_owned(),
            ..Self::default()
        };
        let components = Pointer::root().child("components");
        for (place, kind) in [
            (Pointer::root().child("parameters"), Kind::Parameter),
            (components.child("parameters"), Kind::Parameter),
            (Pointer::root().child("responses"), Kind::Response),
            (components.child("responses"), Kind::Response),
        ] {
            let members = root.pointer(place.as_str()).and_then(Value::as_object);
            for (name, value) in members.into_iter().flatten() {
                shared.add(place.child(name), kind, value);
            }
        }
        for (place, kind) in entries {
            if let Some(value) = root.pointer(place.as_str()) {
                shared.add(place.clone(), *kind, value);
            }
        }
        shared
    }

    fn add(&mut self, place: Pointer, kind: Kind, value: &Value) {
        let reference = value.get("$ref").and_then(Value::as_str).map(str::to_owned);
        match (kind, reference) {
            (Kind::Parameter, Some(text)) => {
                self.parameters.insert(place, Known::Reference(text));
            }
            (Kind::Response, Some(text)) => {
                self.responses.insert(place, Known::Reference(text));
            }
            (Kind::Parameter, None) => {
                if let Some(parameter) = value.as_object().and_then(Parameter::read) {
                    self.parameters.insert(place, Known::Object(parameter));
                }
            }
            (Kind::Response, None) => {
                if let Some(response) = Response::read(value) {
                    self.responses.insert(place, Known::Object(response));
                }
            }
            _ => {}
        }
    }

    /// The parameter of a body or form that a reference at a place means.
    pub(super) fn parameter(&self, at: &Pointer, reference: &str) -> Option<&Parameter> {
        follow(&self.document, &self.parameters, at, reference)
    }

    /// The response in the words of 2.0 that a reference at a place means.
    pub(super) fn response(&self, at: &Pointer, reference: &str) -> Option<&Response> {
        follow(&self.document, &self.responses, at, reference)
    }
}

fn follow<'s, T>(
    document: &str,
    known: &'s IndexMap<Pointer, Known<T>>,
    at: &Pointer,
    reference: &str,
) -> Option<&'s T> {
    let mut here = target(document, at, reference)?;
    for _ in 0..MOST_HOPS {
        match known.get(&here)? {
            Known::Object(object) => return Some(object),
            Known::Reference(text) => here = target(document, &here, text)?,
        }
    }
    None
}

/// The place that a reference at another place names.
fn target(document: &str, at: &Pointer, reference: &str) -> Option<Pointer> {
    let base = mount_of(at).map(|(name, _)| name);
    let target = names_of_files::target(document, base.as_deref(), reference);
    let inside = Pointer::parse_fragment(&format!("#{}", target.fragment))?;
    let root = target.file.as_deref().map_or_else(Pointer::root, mount);
    Some(root.join(&inside))
}

/// A reference to a place, to be written in the same file.
pub(super) fn reference_to(place: &Pointer) -> String {
    match mount_of(place) {
        Some((_, inside)) => inside.to_fragment(),
        None => place.to_fragment(),
    }
}

/// A reference to a member of what another one names.
pub(super) fn reference_below(reference: &str, member: &str) -> String {
    let hash = if reference.contains('#') { "" } else { "#" };
    let below = Pointer::root().child(member).to_fragment();
    format!("{reference}{hash}{}", below.trim_start_matches('#'))
}

impl Parameter {
    /// None for a parameter that 3.0 has, too.
    pub(super) fn read(value: &Map<String, Value>) -> Option<Self> {
        let text = |key| value.get(key).and_then(Value::as_str);
        let location = match text("in")? {
            "body" => Location::Body,
            "formData" => Location::Form,
            _ => return None,
        };
        let is_file = |ty: Option<&Value>| ty.is_some_and(|ty| ty == "file");
        let of_items = value.get("items").and_then(|items| items.get("type"));
        Some(Self {
            name: text("name")?.to_owned(),
            location,
            required: value.get("required") == Some(&Value::Bool(true)),
            description: text("description").map(str::to_owned),
            is_file: is_file(value.get("type")) || is_file(of_items),
            format: list_format(value).map(str::to_owned),
            is_list: is_list(value),
        })
    }
}

impl Response {
    /// None for a response that says nothing in the words of 2.0.
    fn read(value: &Value) -> Option<Self> {
        let schema = value.get("schema");
        if schema.is_none() && value.get("examples").is_none() {
            return None;
        }
        let file = |schema: &Value| schema.get("type").and_then(Value::as_str) == Some("file");
        let headers = value.get("headers").and_then(Value::as_object);
        Some(Self {
            description: value
                .get("description")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            has_schema: schema.is_some(),
            is_file: schema.is_some_and(file),
            headers: headers
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone())
                .collect(),
        })
    }
}

/// The media types of an answer. Bytes are not sent as JSON, whatever the document says of all its answers.
pub(super) fn of_answer(produces: Option<&[String]>, is_file: bool) -> Vec<String> {
    let said = produces.unwrap_or_default();
    if is_file {
        let fits = said
            .iter()
            .filter(|name| !is_json(name) && !name.ends_with("xml"));
        let fits: Vec<String> = fits.cloned().collect();
        return if fits.is_empty() {
            vec!["*/*".to_owned()]
        } else {
            fits
        };
    }
    if said.is_empty() {
        vec![JSON.to_owned()]
    } else {
        said.to_vec()
    }
}
