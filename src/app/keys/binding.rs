//! A row of the table of keys, and the notation that the rows are written in.

use super::{Action, KeyContext};

/// A row of the table.
#[derive(Debug)]
pub struct Binding {
    pub context: KeyContext,
    /// Unless the user changed them. Names for `Key::parse`; the hint bar shows the first.
    pub keys: &'static [&'static str],
    pub action: Action,
    /// The words in the help and in README.
    pub help: &'static str,
    /// The words in the hint bar; `None` keeps the key out of it. Without words the key shares those of the next one.
    pub hint: Option<&'static str>,
}

/// The table: contexts with their rows, which are keys, action, help, and the hint if there is one.
macro_rules! bindings {
    ($($context:ident { $([$($key:literal)+] $action:expr, $help:literal $(, $hint:literal)?;)* })*) => {
        pub static BINDINGS: &[Binding] = &[$($(Binding {
            context: KeyContext::$context,
            keys: &[$($key),+],
            action: $action,
            help: $help,
            hint: bindings!(@hint $($hint)?),
        }),*),*];
    };
    (@hint $hint:literal) => { Some($hint) };
    (@hint) => { None };
}

pub(super) use bindings;
