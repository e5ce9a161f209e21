//! A schema object becomes a type: which keyword decides, and what is an item of its own.
use super::{
    Lowerer, Shape, any,
    keywords::{Additional, Keywords},
};
use crate::{
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Docs, IntegerFormat, Member, Presence, StringFormat, Struct, Type, TypeKind, UntypedReason,
    },
};

impl Lowerer<'_> {
    /// The shape of the schema at a place that holds no reference.
    pub(super) fn shape(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        self.report_unused(at, keywords);
        let null_in_enum = keywords.enumeration.iter().any(serde_json::Value::is_null);
        let shape = if keywords.all_of > 0 {
            self.all_of(at, keywords)
        } else if keywords.one_of + keywords.any_of > 0 {
            self.union(at, keywords)
        } else {
            self.single(at, keywords)
        };
        if keywords.nullable || null_in_enum {
            shape.nullable()
        } else {
            shape
        }
    }

    /// A schema without composition.
    pub(super) fn single(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        if !keywords.enumeration.is_empty()
            && let Some(shape) = self.enumeration(at, keywords)
        {
            return shape;
        }
        match keywords.ty.as_deref() {
            Some("string") => Shape::Plain(self.string(keywords)),
            Some("integer") => {
                Shape::Plain(Type::Integer(integer_format(keywords.format.as_deref())))
            }
            Some("number") => Shape::Plain(Type::Number),
            Some("boolean") => Shape::Plain(Type::Boolean),
            Some("array") => Shape::Plain(self.array(at, keywords)),
            Some("object") => self.object(at, keywords),
            Some(_) => Shape::Plain(any(at, UntypedReason::Unreadable)),
            None if keywords.is_object() || keywords.counts_members() => self.object(at, keywords),
            None if keywords.has_items => Shape::Plain(self.array(at, keywords)),
            None if keywords.pattern.is_some() || keywords.length != (None, None) => {
                Shape::Plain(self.string(keywords))
            }
            None => Shape::Plain(self.untyped(at, keywords)),
        }
    }

    fn untyped(&mut self, at: &Pointer, keywords: &Keywords) -> Type {
        if let Some(format) = &keywords.format {
            let message = format!("`format: {format}` without `type` says nothing about the type");
            self.report(
                Diagnostic::new(Code::UntypedSchema, at, message)
                    .label("any JSON value is taken here")
                    .hint("add `type`"),
            );
        }
        any(at, UntypedReason::EmptySchema)
    }

    fn string(&self, keywords: &Keywords) -> Type {
        let dates = self.options.dates;
        Type::String(match (keywords.format.as_deref(), dates) {
            (Some("date"), crate::config::Dates::Chrono) => StringFormat::Date,
            (Some("date-time"), crate::config::Dates::Chrono) => StringFormat::DateTime,
            (Some("uuid"), _) => StringFormat::Uuid,
            (Some("byte"), _) => StringFormat::Base64,
            _ => StringFormat::Text,
        })
    }

    fn array(&mut self, at: &Pointer, keywords: &Keywords) -> Type {
        let item = if keywords.has_items {
            self.type_at(&at.child("items"))
        } else {
            any(at, UntypedReason::NoItems)
        };
        Type::Array(Box::new(item))
    }

    fn object(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        if keywords.properties.is_empty() && keywords.required.is_empty() {
            let value = match keywords.additional {
                Additional::Typed => self.type_at(&at.child("additionalProperties")),
                Additional::Unsaid | Additional::Forbidden | Additional::Any => {
                    any(at, UntypedReason::FreeForm)
                }
            };
            return Shape::Plain(Type::Map(Box::new(value)));
        }
        let mut object = Struct::default();
        self.add_members(&mut object, at, keywords);
        self.require(&mut object, at, &keywords.required);
        if keywords.properties.is_empty() && keywords.additional == Additional::Unsaid {
            // Without `properties`, the object is free but for what it requires.
            object.rest = Some(any(at, UntypedReason::OtherMembers));
        }
        Shape::Item(TypeKind::Struct(object))
    }

    /// Adds the declared members of one object schema; `required` is applied once all parts are there.
    pub(super) fn add_members(&mut self, object: &mut Struct, at: &Pointer, keywords: &Keywords) {
        for name in &keywords.properties {
            let member = self.member(name, at.child("properties").child(name));
            match object.members.iter_mut().find(|known| known.wire == *name) {
                None => object.members.push(member),
                Some(known) if known.ty == member.ty => {
                    known.docs = std::mem::take(&mut known.docs).merged(member.docs);
                }
                Some(known) if is_any(&known.ty) => *known = member,
                Some(known) if is_any(&member.ty) => {
                    known.docs = std::mem::take(&mut known.docs).merged(member.docs);
                }
                Some(known) => {
                    let message =
                        format!("two parts of the `allOf` declare `{name}` with different types");
                    let place = Place::key(member.origin.clone());
                    self.report(
                        Diagnostic::new(Code::AllOfConflict, place, message)
                            .label("this one is used")
                            .hint("declare the member once, or give both the same schema"),
                    );
                    *known = member;
                }
            }
        }
        match keywords.additional {
            Additional::Typed => {
                let rest = self.type_at(&at.child("additionalProperties"));
                object.rest = Some(rest);
            }
            Additional::Any => {
                let other = any(at, UntypedReason::OtherMembers);
                object.rest = object.rest.take().or(Some(other));
            }
            Additional::Unsaid | Additional::Forbidden => {}
        }
    }

    fn member(&mut self, name: &str, origin: Pointer) -> Member {
        if let Some(known) = self.members.get(&origin) {
            return known.clone();
        }
        let member = self.new_member(name, origin);
        self.members.insert(member.origin.clone(), member.clone());
        member
    }

    fn new_member(&mut self, name: &str, origin: Pointer) -> Member {
        let docs = self.docs_at(&origin);
        let (ty, nullability) = self.type_at(&origin).split_null();
        let presence = match nullability {
            crate::ir::types::Nullability::Nullable => Presence::OptionalNullable,
            crate::ir::types::Nullability::NotNull => Presence::Optional,
        };
        Member {
            wire: name.to_owned(),
            origin,
            ty,
            presence,
            docs,
        }
    }

    /// Marks members as required. A name that is not declared becomes a member of any type: the
    /// server expects it, whatever it is.
    pub(super) fn require(&mut self, object: &mut Struct, at: &Pointer, required: &[String]) {
        for (index, name) in required.iter().enumerate() {
            if let Some(member) = object
                .members
                .iter_mut()
                .find(|member| member.wire == *name)
            {
                member.presence = member.presence.required();
                continue;
            }
            let origin = at.child("required").index(index);
            let message = format!("`{name}` is required but not declared in `properties`");
            self.report(
                Diagnostic::new(Code::UndeclaredProperty, &origin, message)
                    .label("becomes a required member of any type")
                    .hint("declare it, or take it out of `required`"),
            );
            let ty = any(&origin, UntypedReason::UndeclaredMember);
            object.members.push(Member {
                wire: name.clone(),
                origin,
                ty,
                presence: Presence::Required,
                docs: Docs::default(),
            });
        }
    }

    /// Keywords that are understood and have no effect on the output.
    pub(super) fn report_unused(&mut self, at: &Pointer, keywords: &Keywords) {
        let unused = [
            (
                keywords.has_not,
                "not",
                "the values that it excludes are taken",
            ),
            (
                keywords.has_discriminator,
                "discriminator",
                "branches are told apart by their JSON type alone",
            ),
        ];
        for (present, keyword, effect) in unused {
            if present {
                let place = Place::key(at.child(keyword));
                let message = format!("`{keyword}` has no effect on the types yet");
                self.report(Diagnostic::new(Code::UnusedKeyword, place, message).label(effect));
            }
        }
    }
}

impl Presence {
    fn required(self) -> Self {
        match self {
            Self::Optional | Self::Required => Self::Required,
            Self::OptionalNullable | Self::RequiredNullable => Self::RequiredNullable,
        }
    }
}

fn is_any(ty: &Type) -> bool {
    matches!(ty, Type::Any(_))
}

pub(super) fn integer_format(format: Option<&str>) -> IntegerFormat {
    match format {
        Some("int8") => IntegerFormat::I8,
        Some("int16") => IntegerFormat::I16,
        Some("int32") => IntegerFormat::I32,
        Some("uint8") => IntegerFormat::U8,
        Some("uint16") => IntegerFormat::U16,
        Some("uint32") => IntegerFormat::U32,
        Some("uint64" | "uint") => IntegerFormat::U64,
        _ => IntegerFormat::I64,
    }
}
