//! Writing a list down: who and which columns (`plan`), in which format (`preset`), byte by byte (`csv`).

pub mod csv;
pub mod plan;
pub mod preset;
