//! The things that a user can ask for, one function each, the same for the screen and for the commands: the only bridge
//! between the domain and the world. Knows Personio and the files, and neither the screen nor the command line.
//!
//! `setup` is what every job works with, `waits` reports what a job waits for.

pub mod checklist;
pub mod connect;
pub mod export;
pub mod forget;
pub mod people;
pub mod session;
mod setup;
pub mod sync;
mod waits;

pub use setup::Setup;
pub use waits::with_waits;
