//! What descriptions become.
