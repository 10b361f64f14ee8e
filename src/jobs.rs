//! What a user can ask for, one function each, the same for the screens and the commands. Jobs connect the domain with
//! Personio and the files, and know nothing of terminal or command line.
//!
//! `context` is what every job works with, `waits` reports what a job waits for.

pub mod checklist;
pub mod clipboard;
pub mod connect;
mod context;
pub mod countries;
pub mod emails;
pub mod export;
pub mod forget;
pub mod kept;
pub mod people;
pub mod session;
pub mod sync;
mod waits;

pub use context::JobContext;
pub use waits::with_waits;
