//! Bodies that are forms: which media type is one, how its members are written, and the parts of one with files.
use super::{Lowerer, style::is_json_name};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Access, BodyContent, Docs, Fact, FieldEncoding, Location, Member, Parameter, PartKind,
        Presence, Requirement, Type, TypeKind, essence,
    },
};
use serde_json::Value;

/// A form of pairs (OpenAPI 3.1.1, section 4.8.14.4).
pub(super) const URLENCODED: &str = "application/x-www-form-urlencoded";

/// A form of parts, which may be files (OpenAPI 3.1.1, section 4.8.14.5).
const MULTIPART: &str = "multipart/form-data";

/// How many references and lists stand between a part and the schema of its file.
const DEEPEST: usize = 8;

impl Lowerer<'_> {
    /// The form that is sent, if one is: where there is JSON too, it has to have files, which JSON can not have.
    pub(super) fn form<'k>(&mut self, list: &Pointer, names: &[&'k String]) -> Option<&'k String> {
        let find = |wanted| names.iter().copied().find(|name| essence(name) == wanted);
        let multipart = find(MULTIPART);
        let has_files = multipart.is_some_and(|name| self.has_files(&list.child(name)));
        if has_files {
            return multipart;
        }
        let has_json = names.iter().any(|name| is_json_name(name));
        find(URLENCODED).or(multipart).filter(|_| !has_json)
    }

    fn has_files(&mut self, media_type: &Pointer) -> bool {
        let Some(schema) = self.resolve(&media_type.child("schema")) else {
            return false;
        };
        let parts = self.collect(&schema).unwrap_or_default();
        parts.iter().any(|part| {
            let members = part.at.child("properties");
            let mut names = part.keywords.properties.iter();
            names.any(|name| self.file(&members.child(name), DEEPEST).is_some())
        })
    }

    /// The content of a form of pairs.
    pub(super) fn pairs(&mut self, media_type: &Pointer) -> BodyContent {
        let ty = self.body_type(media_type);
        let place = media_type.child("encoding");
        let said = self.document.get(&place).and_then(Value::as_object);
        let said = said.into_iter().flatten();
        let encodings: Vec<(String, FieldEncoding)> = said
            .filter_map(|(name, said)| Some((name.clone(), encoding(said)?)))
            .collect();
        self.report_headers(&place);
        BodyContent::Form(ty, encodings)
    }

    /// The parts of a form that may have files; none where its schema does not list them.
    pub(super) fn parts(&mut self, media_type: &Pointer) -> Option<(BodyContent, Vec<Parameter>)> {
        self.document.member(media_type, "schema")?;
        let ty = self.body_type(media_type);
        // Its members are known once it is looked at.
        self.drain();
        let mut target = &ty;
        let mut links = 0;
        let object = loop {
            let Type::Named(id) = target else {
                return None;
            };
            match &self.api.types[*id].kind {
                TypeKind::Struct(object) => break object,
                TypeKind::Alias(of) if links < DEEPEST => target = of,
                TypeKind::Alias(_)
                | TypeKind::Tuple(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_) => {
                    return None;
                }
            }
            links += 1;
        };
        let members = object.members.clone();
        if members.is_empty() {
            return None;
        }
        self.report_headers(&media_type.child("encoding"));
        let sent = members.into_iter();
        let sent = sent.filter(|member| member.access != Access::ReadOnly);
        let sent: Vec<Member> = sent.collect();
        let media_types = sent.iter().map(|member| self.said(media_type, member));
        let media_types = media_types.collect();
        let parts = sent.into_iter().map(|member| self.part_of(member));
        let parts = parts.collect();
        Some((BodyContent::Parts(media_types), parts))
    }

    /// The media type that is said of a part.
    fn said(&self, media_type: &Pointer, member: &Member) -> Option<String> {
        let said = media_type.child("encoding").child(&member.wire);
        let said = self.document.member(&said, "contentType")?.as_str()?;
        let is_one = !said.contains(['*', ','])
            && said
                .bytes()
                .all(|byte| byte.is_ascii_graphic() || byte == b' ');
        is_one.then(|| said.trim().to_owned())
    }

    fn part_of(&mut self, member: Member) -> Parameter {
        let kind = self
            .file(&member.origin, DEEPEST)
            .unwrap_or(PartKind::Value);
        let requirement = match member.presence {
            Presence::Required => Requirement::Required,
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
                Requirement::Optional
            }
        };
        let mut docs = member.docs;
        match kind {
            PartKind::File | PartKind::Files => forget_binary(&mut docs),
            PartKind::Value => {}
        }
        Parameter {
            wire: member.wire,
            origin: member.origin,
            location: Location::Part(kind),
            ty: member.ty.split_null().0,
            requirement,
            docs,
        }
    }

    /// Whether the schema at a place is of a file, or of several.
    fn file(&mut self, at: &Pointer, depth: usize) -> Option<PartKind> {
        let depth = depth.checked_sub(1)?;
        let target = self.resolve(at)?;
        let keywords = self.keywords(&target)?;
        if keywords.format.as_deref() == Some("binary") {
            return Some(PartKind::File);
        }
        if let Some(items) = &keywords.items {
            return self.file(items, depth).map(|_| PartKind::Files);
        }
        let parts = keywords.parts(&target);
        parts.iter().find_map(|part| self.file(part, depth))
    }

    fn report_headers(&mut self, encodings: &Pointer) {
        let said = self.document.get(encodings).and_then(Value::as_object);
        for name in said.into_iter().flat_map(|said| said.keys()) {
            let place = encodings.child(name).child("headers");
            if self.document.get(&place).is_some() {
                let message = format!("the headers of the part `{name}` are not sent yet");
                self.report(
                    Diagnostic::new(Code::UnsupportedMediaType, Place::key(place), message)
                        .label("left out"),
                );
            }
        }
    }
}

/// The type of the argument says it.
fn forget_binary(docs: &mut Docs) {
    docs.facts
        .retain(|fact| !matches!(fact, Fact::Format(format) if format == "binary"));
    docs.details
        .iter_mut()
        .for_each(|it| forget_binary(&mut it.docs));
    docs.details.retain(|it| !it.docs.is_empty());
}

/// How a member of a form is written, where that is said.
fn encoding(said: &Value) -> Option<FieldEncoding> {
    let style = said.get("style").and_then(Value::as_str);
    let explode = said.get("explode").and_then(Value::as_bool);
    match (style, explode) {
        (Some("deepObject"), _) => Some(FieldEncoding::DeepObject),
        (Some("spaceDelimited"), Some(false)) => Some(FieldEncoding::Joined("%20")),
        (Some("pipeDelimited"), Some(false)) => Some(FieldEncoding::Joined("%7C")),
        (Some("form") | None, Some(false)) => Some(FieldEncoding::Joined(",")),
        (Some(_), _) | (None, Some(true)) => Some(FieldEncoding::Exploded),
        (None, None) => {
            let media_type = said.get("contentType").and_then(Value::as_str)?;
            let is_json = is_json_name(media_type);
            is_json.then_some(FieldEncoding::Json)
        }
    }
}

/// Whether a media type is that of a form of parts.
pub(super) fn is_multipart(media_type: &str) -> bool {
    essence(media_type) == MULTIPART
}
