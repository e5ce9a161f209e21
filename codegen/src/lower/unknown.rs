//! Members that no schema declares: whether an object may have any, and where they are kept.
use super::{
    Lowerer, any,
    keywords::{Additional, Keywords},
};
use crate::{
    config::UnknownMembers,
    diag::Pointer,
    ir::{Struct, UntypedReason},
};

impl Lowerer<'_> {
    /// Gives an object a place for undeclared members, if the options ask for one and no part of the object excludes such
    /// members. `parts` are the schemas that the object is made of.
    pub(super) fn keep_unknown<'k>(
        &self,
        at: &Pointer,
        object: &mut Struct,
        mut parts: impl Iterator<Item = &'k Keywords>,
    ) {
        let is_wanted = match self.options.unknown_members {
            UnknownMembers::Keep => object.rest.is_none(),
            UnknownMembers::Skip => false,
        };
        if is_wanted && parts.all(|part| self.additional(part) != Additional::Forbidden) {
            object.rest = Some(any(at, UntypedReason::OtherMembers));
        }
    }
}
