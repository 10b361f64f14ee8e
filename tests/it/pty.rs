//! The real binary in a real terminal: what it takes from the terminal, what it writes to it, and that it gives it back
//! however it ends.

mod at_work;
mod bytes;
mod common;
mod endings;
mod refused;
