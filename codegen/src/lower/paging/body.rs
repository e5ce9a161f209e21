//! What the body of an answer says of pages: its members with the ways to them, and its list.
use super::words;
use crate::ir::{
    Api, Content, Fact, IntegerFormat, Location, Member, MemberPath, MemberStep, Operation,
    Parameter, Presence, Requirement, StringFormat, Type, TypeId, TypeKind,
};

/// How deep what is said of pages may stand in the body.
const DEEPEST: usize = 4;

/// How many aliases may stand for each other.
const MOST_ALIASES: usize = 16;

/// The body of an operation's successes.
pub(super) struct Body<'a> {
    api: &'a Api,
    /// The type behind its aliases.
    ty: &'a Type,
    /// The members that may say something of pages.
    pub(super) members: Vec<Found<'a>>,
}

/// A member, and where it is.
pub(super) struct Found<'a> {
    pub(super) path: MemberPath,
    /// The names on the way to it, its own as the last, without signs.
    pub(super) names: Vec<String>,
    pub(super) member: &'a Member,
    /// Its type behind aliases.
    pub(super) ty: &'a Type,
}

impl Found<'_> {
    pub(super) fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }

    /// Whether one of the objects around it is called so.
    pub(super) fn is_inside(&self, name: &str) -> bool {
        let around = self.names.split_last().map_or(&[][..], |(_, rest)| rest);
        around.iter().any(|other| other == name)
    }

    /// Whether it may say that there is nothing, or is a text, which may be empty.
    pub(super) fn may_be_nothing(&self) -> bool {
        match self.member.presence {
            Presence::Required => matches!(self.ty, Type::String(_)),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => true,
        }
    }

    pub(super) fn format(&self) -> Option<&str> {
        let mut facts = self.member.docs.facts.iter();
        facts.find_map(|fact| {
            let Fact::Format(format) = fact else {
                return None;
            };
            Some(format.as_str())
        })
    }

    pub(super) fn example(&self) -> Option<&str> {
        let mut facts = self.member.docs.facts.iter();
        facts.find_map(|fact| {
            let Fact::Example(example) = fact else {
                return None;
            };
            Some(example.as_str())
        })
    }

    /// What is said of it, in small letters.
    pub(super) fn text(&self) -> String {
        let docs = &self.member.docs;
        let texts = docs.summary.iter().chain(&docs.description);
        texts.map(|text| text.to_lowercase() + "\n").collect()
    }

    pub(super) fn says(&self, words: &[&str]) -> bool {
        let text = self.text();
        words.iter().any(|word| text.contains(word))
    }
}

impl<'a> Body<'a> {
    /// The body, where all successes have the same, as JSON.
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let mut successes = operation.successes.iter();
        let (_, Content::Json(ty)) = successes.next()?.content.as_ref()? else {
            return None;
        };
        let is_same = |content: &Content| matches!(content, Content::Json(other) if other == ty);
        let same = |content: &Option<(String, Content)>| {
            content
                .as_ref()
                .is_some_and(|(_, content)| is_same(content))
        };
        if !successes.all(|response| same(&response.content)) {
            return None;
        }
        let ty = unaliased(api, ty)?;
        let mut body = Self {
            api,
            ty,
            members: Vec::new(),
        };
        body.add_members(ty, &[], &[], DEEPEST);
        Some(body)
    }

    fn add_members(&mut self, ty: &'a Type, path: &[MemberStep], names: &[String], depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for found in members(self.api, ty) {
            let path: MemberPath = path.iter().chain(&found.path).copied().collect();
            let names: Vec<String> = names.iter().chain(&found.names).cloned().collect();
            let name = found.name();
            if words::CONTAINERS.contains(&name) || words::ENVELOPES.contains(&name) {
                self.add_members(found.ty, &path, &names, depth);
            }
            self.members.push(Found {
                path,
                names,
                ..found
            });
        }
    }

    /// The list, where it is clear which one it is, and what it is of.
    pub(super) fn list(&self) -> Option<(MemberPath, Type)> {
        self.list_in(self.ty, 2)
    }

    fn list_in(&self, ty: &'a Type, depth: usize) -> Option<(MemberPath, Type)> {
        let depth = depth.checked_sub(1)?;
        if let Type::Array(item) = ty {
            return Some((MemberPath::new(), (**item).clone()));
        }
        let members = members(self.api, ty);
        let lists = members.iter().filter_map(|found| {
            let Type::Array(item) = found.ty else {
                return None;
            };
            (!words::BESIDE.contains(&found.name())).then_some((found, &**item))
        });
        let lists: Vec<(&Found<'_>, &Type)> = lists.collect();
        let named = lists
            .iter()
            .filter(|(found, _)| words::ITEMS.contains(&found.name()));
        let named: Vec<_> = named.collect();
        match (named.as_slice(), lists.as_slice()) {
            ([(found, item)], _) | ([], [(found, item)]) => {
                Some((found.path.clone(), (*item).clone()))
            }
            ([], []) => {
                let envelopes = members.iter();
                let mut envelopes =
                    envelopes.filter(|found| words::ENVELOPES.contains(&found.name()));
                let (envelope, None) = (envelopes.next()?, envelopes.next()) else {
                    return None;
                };
                let (inside, item) = self.list_in(envelope.ty, depth)?;
                Some((envelope.path.iter().copied().chain(inside).collect(), item))
            }
            _ => None,
        }
    }

    /// The member of this path, as a configuration writes it.
    pub(super) fn at(&self, path: &str) -> Option<(MemberPath, &'a Type)> {
        let mut ty = self.ty;
        let mut steps = MemberPath::new();
        let mut rest = path;
        while !rest.is_empty() {
            // A name may have dots itself: the longest that is there counts.
            let members = members(self.api, ty).into_iter();
            let fitting = members.filter_map(|found| {
                let after = rest.strip_prefix(found.member.wire.as_str())?;
                let after = match after.strip_prefix('.') {
                    Some(after) => after,
                    None if after.is_empty() => after,
                    None => return None,
                };
                Some((found, after))
            });
            let (found, after) = fitting.min_by_key(|(_, after)| after.len())?;
            steps.extend(found.path);
            ty = found.ty;
            rest = after;
        }
        Some((steps, ty))
    }

    /// The only member of these names and such a type, if there is just one.
    pub(super) fn only(
        &self,
        names: &[&str],
        is_fitting: impl Fn(&Found<'a>) -> bool,
    ) -> Option<&Found<'a>> {
        let mut fitting = self.members.iter();
        let mut fitting = fitting
            .by_ref()
            .filter(|found| names.contains(&found.name()) && is_fitting(found));
        match (fitting.next(), fitting.next()) {
            (Some(found), None) => Some(found),
            (Some(_) | None, _) => None,
        }
    }
}

/// The members of an object, by one step each.
pub(super) fn members<'a>(api: &'a Api, ty: &'a Type) -> Vec<Found<'a>> {
    let Type::Named(owner) = ty else {
        return Vec::new();
    };
    let TypeKind::Struct(object) = &api.types[*owner].kind else {
        return Vec::new();
    };
    let members = object.members.iter().enumerate();
    let found = members.filter_map(|(position, member)| {
        Some(Found {
            path: vec![MemberStep {
                owner: *owner,
                position,
            }],
            names: vec![words::plain(&member.wire)],
            member,
            ty: unaliased(api, &member.ty)?,
        })
    });
    found.collect()
}

/// The type behind aliases; none behind one that holds itself, which is a type of its own in the code.
pub(super) fn unaliased<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Type> {
    let mut ty = ty;
    for _ in 0..MOST_ALIASES {
        let Type::Named(id) = ty else {
            return Some(ty);
        };
        match &api.types[*id].kind {
            TypeKind::Alias(target) if holds(api, target, *id) => return None,
            TypeKind::Alias(target) => ty = target,
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
                return Some(ty);
            }
        }
    }
    None
}

/// Whether a type is made of an alias, by way of aliases alone.
fn holds(api: &Api, ty: &Type, alias: TypeId) -> bool {
    let mut named = Vec::new();
    ty.add_named(&mut named);
    let mut at = 0;
    while let Some(id) = named.get(at).copied() {
        at += 1;
        if id == alias || at > MOST_ALIASES {
            return true;
        }
        if let TypeKind::Alias(target) = &api.types[id].kind {
            target.add_named(&mut named);
        }
    }
    false
}

/// A parameter of the query that may be left out, with its position and its name without signs.
pub(super) struct Asked<'a> {
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) parameter: &'a Parameter,
    pub(super) ty: &'a Type,
}

impl Asked<'_> {
    pub(super) fn is_integer(&self) -> bool {
        matches!(self.ty, Type::Integer(format) if *format != IntegerFormat::Exact)
    }

    /// What is said of it, in small letters.
    pub(super) fn text(&self) -> String {
        let docs = &self.parameter.docs;
        let texts = docs.summary.iter().chain(&docs.description);
        texts.map(|text| text.to_lowercase() + "\n").collect()
    }
}

/// The parameters of the query that may be left out.
pub(super) fn asked<'a>(api: &'a Api, operation: &'a Operation) -> Vec<Asked<'a>> {
    let parameters = operation.parameters.iter().enumerate();
    let asked = parameters.filter_map(|(index, parameter)| {
        let is_query = matches!(parameter.location, Location::Query(..));
        let is_optional = parameter.requirement == Requirement::Optional;
        Some(Asked {
            index,
            name: words::plain(&parameter.wire),
            parameter,
            ty: unaliased(api, &parameter.ty)?,
        })
        .filter(|_| is_query && is_optional)
    });
    asked.collect()
}

/// Whether what a member holds can be sent as a parameter: both are of one kind.
pub(super) fn fits(parameter: &Type, member: &Type) -> bool {
    matches!(
        (parameter, member),
        (Type::Integer(_), Type::Integer(_))
            | (
                Type::String(StringFormat::Text),
                Type::String(StringFormat::Text)
            )
            | (
                Type::String(StringFormat::Uuid),
                Type::String(StringFormat::Uuid)
            )
    )
}

pub(super) fn is_text(ty: &Type) -> bool {
    *ty == Type::String(StringFormat::Text)
}
