//! Parameters and responses that operations refer to: what has to be known of them at their uses.

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value};

use super::parameters::{is_list, list_format, says_list};
use super::{JSON, is_json};
use crate::diag::Pointer;
use crate::source::anchors::Anchors;
use crate::source::files::mount_of;
use crate::source::moves::Moves;
use crate::source::names_of_files;
use crate::source::shape::{Kind, Shape};

/// What is shared, by its place before the conversion.
#[derive(Debug)]
pub(super) struct Shared<'d> {
    places: Places<'d>,
    parameters: IndexMap<Pointer, Known<Parameter>>,
    responses: IndexMap<Pointer, Known<Response>>,
    /// The schemas of which more has to be known than where they stand.
    schemas: IndexMap<Pointer, Known<Values>>,
}

/// What has to be known to say which place a reference means.
#[derive(Debug, Clone, Copy)]
pub(in crate::source) struct Places<'d> {
    /// The name of the document, which references to other files are relative to.
    pub(in crate::source) document: &'d str,
    pub(in crate::source) anchors: &'d Anchors,
    /// The moves that were made before: references have the names that were written.
    pub(in crate::source) moves: &'d Moves,
}

#[derive(Debug, Clone)]
enum Known<T> {
    Reference(String),
    /// Where a reference leads in the end; None when it leads nowhere, or to what is not looked at here.
    At(Option<Pointer>),
    Object(T),
}

/// What the values of a schema are that 2.0 has rules of its own for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    /// `type: file`.
    File,
    Lists,
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
    /// Whether the schema is one of bytes, if it stands here.
    is_file: bool,
    /// Where the schema stands, and what it refers to.
    refers: Option<(Pointer, String)>,
    pub(super) headers: Vec<String>,
}

impl<'d> Shared<'d> {
    /// Nothing that is shared yet.
    pub(super) fn new(places: Places<'d>) -> Self {
        Self {
            places,
            parameters: IndexMap::new(),
            responses: IndexMap::new(),
            schemas: IndexMap::new(),
        }
    }

    /// Looks at all components, and at what references lead to elsewhere.
    pub(super) fn collect(&mut self, root: &Value, entries: &[(Pointer, Kind)]) {
        let components = Pointer::root().child("components");
        // Schemas first: responses refer to them.
        for (place, kind) in [
            (Pointer::root().child("definitions"), Kind::Schema),
            (components.child("schemas"), Kind::Schema),
            (Pointer::root().child("parameters"), Kind::Parameter),
            (components.child("parameters"), Kind::Parameter),
            (Pointer::root().child("responses"), Kind::Response),
            (components.child("responses"), Kind::Response),
        ] {
            let members = place.find(root).and_then(Value::as_object);
            for (name, value) in members.into_iter().flatten() {
                self.add(place.child(name), kind, value);
            }
        }
        for (place, kind) in entries {
            if let Some(value) = place.find(root) {
                self.add(place.clone(), *kind, value);
                match kind {
                    Kind::PathItem => self.path_item(place, value),
                    Kind::Operation => self.parameters_of(place, value),
                    _ => {}
                }
            }
        }
        for list in super::operations::LISTS {
            let items = root.pointer(list).and_then(Value::as_object);
            if let (Some(items), Some(at)) = (items, Pointer::parse(list)) {
                for (name, item) in items {
                    self.path_item(&at.child(name), item);
                }
            }
        }
        settle(self.places, &mut self.schemas);
        settle(self.places, &mut self.parameters);
        settle(self.places, &mut self.responses);
    }

    /// The parameters of a path and of its operations: references may lead to any of them.
    fn path_item(&mut self, at: &Pointer, item: &Value) {
        self.parameters_of(at, item);
        for (key, member) in item.as_object().into_iter().flatten() {
            match Kind::PathItem.member_in_any(key) {
                Some(Shape::Object(Kind::Operation)) => self.parameters_of(&at.child(key), member),
                Some(Shape::Map(Kind::Operation)) => {
                    for (name, operation) in member.as_object().into_iter().flatten() {
                        self.parameters_of(&at.child(key).child(name), operation);
                    }
                }
                _ => {}
            }
        }
    }

    fn parameters_of(&mut self, at: &Pointer, holder: &Value) {
        let list = at.child("parameters");
        let items = holder.get("parameters").and_then(Value::as_array);
        for (index, item) in items.into_iter().flatten().enumerate() {
            self.add(list.index(index), Kind::Parameter, item);
        }
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
                if let Some(response) = Response::read(value, &place) {
                    self.responses.insert(place, Known::Object(response));
                }
            }
            (Kind::Schema, Some(text)) => {
                self.schemas.insert(place, Known::Reference(text));
            }
            (Kind::Schema, None) => {
                if let Some(values) = value.as_object().and_then(Values::read) {
                    self.schemas.insert(place, Known::Object(values));
                }
            }
            _ => {}
        }
    }

    /// What is known of the values of a schema that stands at a place, or of what it refers to.
    pub(super) fn values(&self, at: &Pointer, schema: &Value) -> Option<Values> {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(reference) => follow(self.places, &self.schemas, at, reference).copied(),
            None => schema.as_object().and_then(Values::read),
        }
    }

    /// The parameter of a body or form that a reference at a place means.
    pub(super) fn parameter(&self, at: &Pointer, reference: &str) -> Option<&Parameter> {
        follow(self.places, &self.parameters, at, reference)
    }

    /// The response in the words of 2.0 that a reference at a place means.
    pub(super) fn response(&self, at: &Pointer, reference: &str) -> Option<&Response> {
        follow(self.places, &self.responses, at, reference)
    }
}

impl Response {
    /// Whether the answer is bytes.
    pub(super) fn is_file(&self, shared: &Shared<'_>) -> bool {
        let follow =
            |(at, text): &(Pointer, String)| follow(shared.places, &shared.schemas, at, text);
        self.is_file || self.refers.as_ref().and_then(follow) == Some(&Values::File)
    }
}

fn follow<'s, T>(
    places: Places<'_>,
    known: &'s IndexMap<Pointer, Known<T>>,
    at: &Pointer,
    reference: &str,
) -> Option<&'s T> {
    let place = places.target(at, reference, |place| known.contains_key(place))?;
    let end = match known.get(&place)? {
        Known::Object(object) => return Some(object),
        Known::At(end) => end.as_ref()?,
        Known::Reference(_) => return None,
    };
    match known.get(end)? {
        Known::Object(object) => Some(object),
        Known::At(_) | Known::Reference(_) => None,
    }
}

/// Follows all references to their ends, each once, however many stand between.
fn settle<T>(places: Places<'_>, known: &mut IndexMap<Pointer, Known<T>>) {
    let all: Vec<Pointer> = known.keys().cloned().collect();
    for start in all {
        let mut chain = IndexSet::new();
        let mut here = start;
        let end = loop {
            match known.get(&here) {
                Some(Known::Reference(text)) => {
                    let next = places.target(&here, text, |place| known.contains_key(place));
                    let is_circle = !chain.insert(here);
                    match next {
                        Some(next) if !is_circle => here = next,
                        Some(_) | None => break None,
                    }
                }
                Some(Known::At(end)) => break end.clone(),
                Some(Known::Object(_)) => break Some(here),
                None => break None,
            }
        };
        known.extend(
            chain
                .into_iter()
                .map(|place| (place, Known::At(end.clone()))),
        );
    }
}

impl Places<'_> {
    /// The place that a reference at another place names, of those that are known: a pointer or an anchor, or what
    /// an `$id` names.
    fn target(
        self,
        at: &Pointer,
        reference: &str,
        is_known: impl Fn(&Pointer) -> bool,
    ) -> Option<Pointer> {
        let written = self.moves.written(at);
        let base = mount_of(&written).map(|(name, _)| name);
        let target = names_of_files::target(self.document, base.as_deref(), reference);
        let place = self.anchors.place(&target);
        let place = place.map(|place| self.moves.now(&place));
        place.filter(&is_known).or_else(|| {
            let place = self.anchors.by_id(&written, reference)?;
            Some(self.moves.now(&place)).filter(is_known)
        })
    }
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

impl Values {
    fn read(schema: &Map<String, Value>) -> Option<Self> {
        if schema.get("type").is_some_and(|ty| ty == "file") {
            Some(Self::File)
        } else {
            says_list(schema).then_some(Self::Lists)
        }
    }
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
    fn read(value: &Value, at: &Pointer) -> Option<Self> {
        let schema = value.get("schema");
        if schema.is_none() && value.get("examples").is_none() {
            return None;
        }
        let headers = value.get("headers").and_then(Value::as_object);
        Some(Self {
            description: value
                .get("description")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            has_schema: schema.is_some(),
            is_file: schema
                .and_then(|schema| schema.get("type"))
                .is_some_and(|ty| ty == "file"),
            refers: schema.and_then(|schema| {
                let text = schema.get("$ref")?.as_str()?;
                Some((at.child("schema"), text.to_owned()))
            }),
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
