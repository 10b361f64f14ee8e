//! The real binary in a real terminal: what it reads, what it writes, and that it restores the terminal however it
//! ends.

mod at_work;
mod bytes;
mod common;
mod demo_in_place;
mod endings;
mod faulty_disk;
mod mouse;
mod own_keys;
mod panics;
mod refused;
mod terminals;
