//! Which types have rules to be validated by, and what is looked at for each.
use crate::ir::{
    Api, Direction, Member, Rule, Rules, StringFormat, Struct, Type, TypeId, TypeKind,
};
use indexmap::{IndexMap, IndexSet};

/// What is looked at for one type: a row for each part of it that has rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What the rules are about.
    pub part: Part,
    /// The rules.
    pub checks: Vec<Check>,
}

/// A part of a type that rules are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A member of a struct, or a branch of a union, by its position.
    Position(usize),
    /// What no member is for.
    Rest,
    /// The value of a type that is one of its own for the sake of a name.
    Value,
    /// All of it.
    Whole,
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// A rule of the document.
    Rule(Rule),
    /// Each item of a list, whose first items are as many members.
    Each(usize, Vec<Self>),
    /// The item of a tuple at a position.
    Item(usize, Vec<Self>),
    /// Each value of a map.
    Values(Vec<Self>),
    /// Each name of a map.
    Names(Vec<Self>),
    /// The value, if it is no `null`.
    Given(Vec<Self>),
    /// The text that is not shown.
    Secret(Vec<Self>),
    /// The rules of the type of the value.
    Nested,
}

/// The rows of the types that have any. Types that are only read have none.
pub(super) fn validation(api: &Api, newtypes: &IndexSet<TypeId>) -> IndexMap<TypeId, Vec<Row>> {
    if api
        .types
        .iter()
        .all(|(_, item)| has_no_rules(&item.kind, &item.rules))
    {
        return IndexMap::new();
    }
    let scope = scope(api);
    let mut checker = Checker {
        api,
        newtypes,
        nested: IndexSet::new(),
    };
    let own: IndexSet<TypeId> = scope
        .iter()
        .copied()
        .filter(|id| !checker.rows(*id).is_empty())
        .collect();
    checker.nested = holders(api, &scope, own);
    let rows = scope.iter().map(|id| (*id, checker.rows(*id)));
    let mut rows: IndexMap<TypeId, Vec<Row>> = rows.filter(|(_, rows)| !rows.is_empty()).collect();
    rows.sort_unstable_keys();
    rows
}

fn has_no_rules(kind: &TypeKind, rules: &Rules) -> bool {
    rules.is_empty()
        && match kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => {
                object.members.iter().all(|member| member.rules.is_empty())
            }
            TypeKind::Union(union) => union.branches.iter().all(|it| it.rules.is_empty()),
            TypeKind::Enum(_) | TypeKind::Alias(_) => true,
        }
}

/// The types that are sent, and those that nothing uses, with all that they hold.
fn scope(api: &Api) -> IndexSet<TypeId> {
    let mut scope = api.reached(Direction::Sent, TypeKind::named);
    let read = api.reached(Direction::Read, TypeKind::named);
    let unused = api.types.iter().map(|(id, _)| id);
    let mut work: Vec<TypeId> = unused
        .filter(|id| !scope.contains(id) && !read.contains(id))
        .collect();
    while let Some(id) = work.pop() {
        if scope.insert(id) {
            work.extend(api.types[id].kind.named());
        }
    }
    scope
}

/// These types, and those that hold one of them.
fn holders(api: &Api, scope: &IndexSet<TypeId>, mut held: IndexSet<TypeId>) -> IndexSet<TypeId> {
    let mut users: IndexMap<TypeId, Vec<TypeId>> = IndexMap::new();
    for id in scope {
        for named in api.types[*id].kind.named() {
            users.entry(named).or_default().push(*id);
        }
    }
    // The set grows while it is walked.
    let mut next = 0;
    while let Some(id) = held.get_index(next).copied() {
        held.extend(users.get(&id).into_iter().flatten());
        next += 1;
    }
    held
}

struct Checker<'a> {
    api: &'a Api,
    newtypes: &'a IndexSet<TypeId>,
    /// The types that have rows.
    nested: IndexSet<TypeId>,
}

impl Checker<'_> {
    fn rows(&self, id: TypeId) -> Vec<Row> {
        let item = &self.api.types[id];
        let mut rows = Vec::new();
        let mut add = |part, checks: Vec<Check>| {
            rows.extend((!checks.is_empty()).then_some(Row { part, checks }));
        };
        match &item.kind {
            TypeKind::Struct(object) => {
                for (position, member) in object.members.iter().enumerate() {
                    add(Part::Position(position), self.member(member));
                }
                if let Some(rest) = &object.rest {
                    add(Part::Rest, self.map(rest, &item.rules));
                }
                add(Part::Whole, of_members(&item.rules, Some(object)));
            }
            TypeKind::Tuple(list) => {
                for (position, member) in list.members.iter().enumerate() {
                    add(Part::Position(position), self.member(member));
                }
                if let Some(rest) = &list.rest {
                    add(
                        Part::Rest,
                        self.rest_of_list(rest, list.members.len(), &item.rules),
                    );
                }
            }
            TypeKind::Union(union) => {
                // What is asked of the whole is asked of each branch.
                for (position, branch) in union.branches.iter().enumerate() {
                    let rules = branch.rules.clone().merged(item.rules.clone());
                    add(Part::Position(position), self.checks(&branch.ty, &rules));
                }
            }
            TypeKind::Alias(ty) if self.newtypes.contains(&id) => {
                add(Part::Value, self.checks(ty, &item.rules));
            }
            TypeKind::Alias(_) | TypeKind::Enum(_) => {}
        }
        rows
    }

    fn member(&self, member: &Member) -> Vec<Check> {
        self.checks(&member.ty, &member.rules)
    }

    /// What is looked at in a value of a type. Rules about values of other types say nothing of it.
    fn checks(&self, ty: &Type, rules: &Rules) -> Vec<Check> {
        match ty {
            // Nothing is known of the value, or its type says what is right.
            Type::Any(_)
            | Type::Boolean
            | Type::String(
                StringFormat::Date
                | StringFormat::DateTime
                | StringFormat::Uuid
                | StringFormat::Base64,
            ) => Vec::new(),
            Type::Nullable(inner) => wrapped(Check::Given, self.checks(inner, rules)),
            Type::Integer(_) | Type::Number(_) => of_kind(&rules.own, is_of_number),
            Type::String(StringFormat::Text) => of_kind(&rules.own, is_of_text),
            Type::String(StringFormat::Password) => {
                wrapped(Check::Secret, of_kind(&rules.own, is_of_text))
            }
            Type::Array(item) => {
                let mut checks = of_kind(&rules.own, is_of_list);
                let each = |checks| Check::Each(0, checks);
                checks.extend(wrapped(each, self.inner(item, rules.items.as_deref())));
                checks
            }
            Type::Tuple(items) => {
                let items = items.iter().enumerate().flat_map(|(position, ty)| {
                    let checks = self.inner(ty, rules.positions.get(position));
                    wrapped(|checks| Check::Item(position, checks), checks)
                });
                items.collect()
            }
            Type::Map(values) => {
                let mut checks = of_members(rules, None);
                checks.extend(self.map(values, rules));
                checks
            }
            Type::Named(id) => self.named(*id, rules),
        }
    }

    /// The same of what is inside a value.
    fn inner(&self, ty: &Type, rules: Option<&Rules>) -> Vec<Check> {
        self.checks(ty, rules.unwrap_or(&Rules::default()))
    }

    fn named(&self, id: TypeId, rules: &Rules) -> Vec<Check> {
        let item = &self.api.types[id];
        let mut checks = match &item.kind {
            // No item of the code says what is asked of an alias, so that each of its uses does. Aliases of aliases end,
            // since those that lead back to themselves are types of their own.
            TypeKind::Alias(ty) if !self.newtypes.contains(&id) => {
                return self.checks(ty, &item.rules.clone().merged(rules.clone()));
            }
            TypeKind::Struct(object) => {
                let mut rules = rules.clone();
                rules.own.retain(|rule| !item.rules.own.contains(rule));
                of_members(&rules, Some(object))
            }
            TypeKind::Alias(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) => {
                Vec::new()
            }
        };
        checks.extend(self.nested.contains(&id).then_some(Check::Nested));
        checks
    }

    fn map(&self, values: &Type, rules: &Rules) -> Vec<Check> {
        let mut checks = wrapped(Check::Names, of_kind(&rules.names, is_of_text));
        let values = self.inner(values, rules.values.as_deref());
        checks.extend(wrapped(Check::Values, values));
        checks
    }

    /// What is looked at in the items after those that are members.
    fn rest_of_list(&self, rest: &Type, members: usize, rules: &Rules) -> Vec<Check> {
        let mut checks = Vec::new();
        for rule in &rules.own {
            if let Rule::Items(least, most) = rule {
                let least = least.and_then(|least| least.checked_sub(members));
                let least = least.filter(|least| *least > 0);
                let most = most.map(|most| most.saturating_sub(members));
                let is_bounded = least.is_some() || most.is_some();
                checks.extend(is_bounded.then_some(Check::Rule(Rule::Items(least, most))));
            }
        }
        let each = self.inner(rest, rules.items.as_deref());
        checks.extend(wrapped(|checks| Check::Each(members, checks), each));
        checks
    }
}

/// What is looked at one step further; nothing where no rule is there.
fn wrapped(wrap: impl FnOnce(Vec<Check>) -> Check, checks: Vec<Check>) -> Vec<Check> {
    if checks.is_empty() {
        checks
    } else {
        vec![wrap(checks)]
    }
}

fn of_kind(rules: &[Rule], is_meant: fn(&Rule) -> bool) -> Vec<Check> {
    let rules = rules.iter().filter(|rule| is_meant(rule));
    rules.cloned().map(Check::Rule).collect()
}

/// The rules about the members that are written. Those that speak of members which the type does not have, since they
/// are never sent, are left out.
fn of_members(rules: &Rules, object: Option<&Struct>) -> Vec<Check> {
    let has = |name: &String| {
        object.is_none_or(|object| {
            let mut members = object.members.iter();
            object.rest.is_some() || members.any(|member| member.wire == *name)
        })
    };
    let rules = rules.own.iter().filter(|rule| match rule {
        Rule::Members(..) => true,
        Rule::Together(_, sets) => sets.iter().flatten().all(has),
        Rule::Requires(member, others) => has(member) && others.iter().all(has),
        Rule::Length(..)
        | Rule::Pattern(_)
        | Rule::Listed(_)
        | Rule::Minimum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_)
        | Rule::Items(..)
        | Rule::UniqueItems => false,
    });
    rules.cloned().map(Check::Rule).collect()
}

fn is_of_text(rule: &Rule) -> bool {
    matches!(rule, Rule::Length(..) | Rule::Pattern(_) | Rule::Listed(_))
}

fn is_of_number(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Minimum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_)
    )
}

fn is_of_list(rule: &Rule) -> bool {
    matches!(rule, Rule::Items(..) | Rule::UniqueItems)
}

impl Check {
    /// Whether a regular expression is among what is looked at.
    pub(super) fn has_pattern(&self) -> bool {
        match self {
            Self::Rule(rule) => matches!(rule, Rule::Pattern(_)),
            Self::Each(_, checks)
            | Self::Item(_, checks)
            | Self::Values(checks)
            | Self::Names(checks)
            | Self::Given(checks)
            | Self::Secret(checks) => checks.iter().any(Self::has_pattern),
            Self::Nested => false,
        }
    }
}
