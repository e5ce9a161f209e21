//! A schema object becomes a type: which keyword decides, and what is an item of its own.
use super::{
    Lowerer, Shape, any,
    carried::allows_nothing,
    formats,
    growing::Growing,
    keywords::{Additional, Keywords},
};
use crate::{
    config::{Dates, Numbers},
    diag::{Code, Diagnostic, Place, Pointer},
    ir::{
        Access, Docs, IntegerFormat, Member, NumberFormat, Presence, Rules, StringFormat, Type,
        TypeKind, UntypedReason,
    },
};

impl Lowerer<'_> {
    /// The shape of the schema at a place that holds no reference.
    pub(super) fn shape(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        self.check(at, keywords);
        let null_in_enum = keywords.enumeration.iter().any(serde_json::Value::is_null);
        let shape = if keywords.all_of > 0 {
            self.all_of(at, keywords)
        } else if keywords.one_of + keywords.any_of > 0 {
            self.union(at, keywords)
        } else {
            self.single(at, keywords)
        };
        let shape = self.with_subtypes(at, keywords, shape);
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
        if keywords.ty.is_none() {
            self.report_inferred(at, keywords);
        }
        match keywords.implied_type() {
            Some("string") => Shape::Plain(self.string(keywords)),
            Some("integer") => {
                let numbers = self.options.numbers;
                Shape::Plain(Type::Integer(keywords.integer_format(numbers)))
            }
            Some("number") => Shape::Plain(Type::Number(match self.options.numbers {
                Numbers::Native => NumberFormat::Double,
                Numbers::Exact => NumberFormat::Exact,
            })),
            Some("boolean") => Shape::Plain(Type::Boolean),
            Some("array") => self.list(at, keywords),
            Some("object") => self.object(at, keywords),
            Some(_) => Shape::Plain(any(at, UntypedReason::Unreadable)),
            None => Shape::Plain(self.untyped(at, keywords)),
        }
    }

    /// A schema without `type` whose other keywords say which is meant. Taken literally, values of all other types would
    /// fit too.
    fn report_inferred(&mut self, at: &Pointer, keywords: &Keywords) {
        // Listed values have the type that they have; nothing is guessed.
        let Some(ty) = keywords
            .implied_type()
            .filter(|_| keywords.enumeration.is_empty())
        else {
            return;
        };
        let message = format!("a schema without `type`, which speaks of the type `{ty}`");
        self.report(
            Diagnostic::new(Code::InferredType, Place::key(at.clone()), message)
                .label(format!("read as `{ty}`"))
                .hint(format!("add `type: {ty}`")),
        );
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
        let only_null = !keywords.enumeration.is_empty()
            && keywords.enumeration.iter().all(serde_json::Value::is_null);
        let reason = if only_null {
            UntypedReason::NullOnly
        } else if !keywords.enumeration.is_empty() {
            UntypedReason::MixedValues
        } else if self.allows_nothing(at) {
            UntypedReason::Nothing
        } else {
            UntypedReason::EmptySchema
        };
        any(at, reason)
    }

    /// Whether the schema at a place is `not: {}`, which no value fits.
    pub(super) fn allows_nothing(&self, at: &Pointer) -> bool {
        allows_nothing(self.document, at)
    }

    fn string(&self, keywords: &Keywords) -> Type {
        let dates = self.options.dates;
        Type::String(match (keywords.format.as_deref(), dates) {
            (Some("date"), Dates::Chrono) => StringFormat::Date,
            (Some("date-time"), Dates::Chrono) => StringFormat::DateTime,
            (Some("uuid"), _) => StringFormat::Uuid,
            (Some("byte"), _) => StringFormat::Base64,
            (Some("password"), _) => StringFormat::Password,
            _ => StringFormat::Text,
        })
    }

    fn object(&mut self, at: &Pointer, keywords: &Keywords) -> Shape {
        let is_empty = keywords.properties.is_empty() && keywords.required.is_empty();
        let is_closed = self.additional(keywords) == Additional::Forbidden;
        // What may have no members at all gets none until the document declares some.
        if is_empty && !(is_closed && keywords.carried.patterns.is_empty()) {
            return Shape::Plain(Type::Map(Box::new(self.values(at, keywords))));
        }
        let mut object = Growing::default();
        self.add_members(&mut object, at, keywords);
        self.require(&mut object, at, &keywords.required);
        if keywords.properties.is_empty() && keywords.additional == Additional::Unsaid {
            // Without `properties`, the object is free but for what it requires.
            object.rest = Some(any(at, UntypedReason::OtherMembers));
        }
        self.keep_unknown(at, &mut object, std::iter::once(keywords));
        Shape::Item(TypeKind::Struct(object.grown()))
    }

    /// Adds the declared members of one object schema; `required` is applied once all parts are there.
    pub(super) fn add_members(&mut self, object: &mut Growing, at: &Pointer, keywords: &Keywords) {
        for name in &keywords.properties {
            let member = self.member(name, at.child("properties").child(name));
            self.add_member(object, member);
        }
        if let Some(others) = self.undeclared(at, keywords) {
            object.rest = match (object.rest.take(), others) {
                // Another part says more of them.
                (Some(known), Type::Any(_)) if keywords.carried.patterns.is_empty() => Some(known),
                (_, others) => Some(others),
            };
        }
        if object.rest.is_none() && self.declares_under_conditions(at, keywords) {
            object.rest = Some(any(at, UntypedReason::Conditional));
        }
    }

    pub(super) fn member(&mut self, name: &str, origin: Pointer) -> Member {
        if let Some(known) = self.members.get(&origin) {
            return known.clone();
        }
        let member = self.new_member(name, origin);
        self.members.insert(member.origin.clone(), member.clone());
        member
    }

    fn new_member(&mut self, name: &str, origin: Pointer) -> Member {
        if self.allows_nothing(&origin) {
            let message = format!("`{name}` must not be there, which is not checked");
            self.report(
                Diagnostic::new(Code::UncheckedKeyword, Place::key(origin.clone()), message)
                    .label("any JSON value is taken, and nothing has to be given"),
            );
        }
        let (ty, nullability) = self.type_at(&origin).split_null();
        let rules = self.rules_at(&origin, &ty);
        let mut docs = self.docs_at(&origin);
        let access = self.access(&origin, &mut docs);
        let presence = match nullability {
            crate::ir::types::Nullability::Nullable => Presence::OptionalNullable,
            crate::ir::types::Nullability::NotNull => Presence::Optional,
        };
        Member {
            wire: name.to_owned(),
            origin,
            ty,
            presence,
            access,
            docs,
            rules,
        }
    }

    /// Marks members as required. A name that is not declared becomes a member of any type: the
    /// server expects it, whatever it is.
    pub(super) fn require(&mut self, object: &mut Growing, at: &Pointer, required: &[String]) {
        for (index, name) in required.iter().enumerate() {
            if let Some(member) = object.member(name) {
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
                access: Access::Both,
                docs: Docs::default(),
                rules: Rules::default(),
            });
        }
    }

    /// Keywords that are understood and have no effect on the output.
    pub(super) fn report_unused(&mut self, at: &Pointer, keywords: &Keywords) {
        let unused = [
            (
                keywords.has_not && !self.allows_nothing(at),
                Code::UncheckedKeyword,
                "not",
                "the values that it excludes are taken",
            ),
            (
                keywords.has_discriminator
                    && !keywords.has_subtypes()
                    && keywords.one_of + keywords.any_of == 0,
                Code::UnusedDiscriminator,
                "discriminator",
                "there are no objects to tell apart",
            ),
        ];
        let xml = (
            keywords.has_xml,
            Code::UnusedXml,
            "xml",
            "bodies of XML are taken as they are",
        );
        for (present, code, keyword, effect) in unused.into_iter().chain([xml]) {
            if present {
                let place = Place::key(at.child(keyword));
                let message = format!("`{keyword}` has no effect on the types yet");
                self.report(Diagnostic::new(code, place, message).label(effect));
            }
        }
    }
}

impl Keywords {
    /// The format of whole numbers; without one, what the bounds ask for, unless all digits are kept.
    pub(super) fn integer_format(&self, numbers: Numbers) -> IntegerFormat {
        let is_bounded = self.format.as_deref().is_some_and(formats::bounds_integers);
        match (integer_format(self.format.as_deref()), numbers) {
            (_, Numbers::Exact) if !is_bounded && !self.numeric.is_within_64() => {
                IntegerFormat::Exact
            }
            (IntegerFormat::I64, _) if self.numeric.is_unsigned_64() => IntegerFormat::U64,
            (format, _) => format,
        }
    }

    /// The format of the whole numbers that `enum` lists.
    pub(super) fn enum_format(&self) -> IntegerFormat {
        integer_format(self.format.as_deref())
    }
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
