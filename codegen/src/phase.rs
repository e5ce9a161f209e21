//! Where is the generator? For those who measure it: the library itself asks no clock.

/// A phase of [`generate`](crate::generate), in the order in which they are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Bytes become a tree, which is mended.
    Source,
    /// The model is made of it.
    Lower,
    /// Facts about the model are found.
    Analyze,
    /// Everything gets its name.
    Names,
    /// Code is written, as trees of modules.
    Emit,
    /// They are formatted into files.
    Output,
}

/// What is told that a phase begins. Documents are read side by side, so that theirs mix; those of one document come one
/// after the other, and `Emit` and `Output` several times.
pub type Watch<'w> = &'w (dyn Fn(Phase) + Sync);
