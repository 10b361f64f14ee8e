//! What the tests drive the program with: a home of its own, the real binary with a bare environment, the real binary
//! in a real terminal, and a check of every byte that reached that terminal. Knows the program from outside only.

pub mod env;
pub mod pty;
pub mod sequences;
