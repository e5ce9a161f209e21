//! The groups of operations: by their first tag, or by their paths where many have none.
use super::Lowerer;
use crate::ir::{Docs, Group, OperationId, Resource};
use indexmap::IndexMap;

impl Lowerer<'_> {
    /// Puts an operation into a group.
    pub(super) fn assign(&mut self, id: OperationId, group: &Group) {
        let known = self.groups.get(group).copied();
        if let Some(resource) = known.and_then(|index| self.api.resources.get_mut(index)) {
            resource.operations.push(id);
            return;
        }
        self.groups.insert(group.clone(), self.api.resources.len());
        self.api.resources.push(Resource {
            group: group.clone(),
            docs: Docs::default(),
            operations: vec![id],
        });
    }

    /// Puts the operations without a tag into groups by their paths, if they are many or the options ask for it: into that
    /// of a tag where one is called so. One whose path names nothing stays where it is, in a group that may have no
    /// operations then.
    pub(super) fn group_by_paths(&mut self) {
        let untagged = self.groups.get(&Group::Untagged).copied();
        let Some(resource) = untagged.and_then(|index| self.api.resources.get_mut(index)) else {
            return;
        };
        if !self.options.path_groups.is_done(resource.operations.len()) {
            return;
        }
        let untagged = std::mem::take(&mut resource.operations);
        let tags = self.groups.keys().filter_map(|group| match group {
            Group::Tag(tag) => Some((tag.to_lowercase(), group.clone())),
            Group::Path(_) | Group::Untagged => None,
        });
        let tags: IndexMap<String, Group> = tags.collect();
        for id in untagged {
            let subject = subject(&self.api.operations[id].path).map(str::to_owned);
            let tag = subject.as_ref().and_then(|it| tags.get(&it.to_lowercase()));
            let group = match (tag, subject) {
                (Some(tag), _) => tag.clone(),
                (None, Some(subject)) => Group::Path(subject),
                (None, None) => Group::Untagged,
            };
            self.assign(id, &group);
        }
    }
}

/// What a path is about: its first segment that is neither a variable nor the name of a version or of the API itself.
/// `/conversations.list` is about `conversations`.
fn subject(path: &str) -> Option<&str> {
    let path = path.split(['?', '#']).next()?;
    let mut segments = path.split('/');
    let segment = segments.find(|it| !it.is_empty() && !it.contains('{') && !is_prefix(it))?;
    let end = segment.find(['.', ':', '(']).filter(|end| *end > 0);
    end.map_or(Some(segment), |end| segment.get(..end))
}

/// Whether a segment is one that all paths of an API have: `api`, `v1`, `v2.1`, `2010-04-01`.
fn is_prefix(segment: &str) -> bool {
    let number = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    let is_version = number.starts_with(|first: char| first.is_ascii_digit())
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_'));
    is_version || segment.eq_ignore_ascii_case("api") || segment.eq_ignore_ascii_case("rest")
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn what_paths_are_about() {
        for (path, expected) in [
            ("/v1/customers/{id}/sources", Some("customers")),
            ("/2010-04-01/Accounts/{Sid}.json", Some("Accounts")),
            ("/api/rest/v2.1/users:batch", Some("users")),
            ("/conversations.list", Some("conversations")),
            ("/{tenant}/orders", Some("orders")),
            ("/me('a')/photo", Some("me")),
            ("/.well-known/keys", Some(".well-known")),
            ("/3d-models", Some("3d-models")),
            ("/v1", None),
            ("/{id}?a=b/c", None),
            ("/", None),
        ] {
            assert_eq!(subject(path), expected, "{path}");
        }
    }
}
