//! Tools to drive the program with. `env`, `pty` and `sequences` know it from outside only: the real binary in a
//! home of its own with a bare environment, in a real terminal, and a check of every byte that reached that terminal.
//! `faulty_disk` spoils its system calls. `fixtures` is for the tests that run it in their own process.

pub mod env;
pub mod faulty_disk;
pub mod fixtures;
mod frames;
pub mod pty;
pub mod sequences;
