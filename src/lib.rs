//! giftlist: pick gift recipients from Personio, in a terminal.
//!
//! [`domain`] is what is true of people, fields, queries and exports. [`personio`] speaks HTTP, [`files`] reads and
//! writes the disk, and [`jobs`] joins the three into what a user can ask for. [`app`] is the interface as a value,
//! [`tui`] runs and draws it, [`theme`] says in which colours, [`cli`] is the commands. [`fake`] is a Personio for the demo
//! and the tests, [`sys`] the system calls. ARCHITECTURE.md has the whole map.

pub mod app;
pub mod cli;
pub mod domain;
pub mod fake;
pub mod files;
pub mod jobs;
pub mod personio;
pub mod sys;
pub mod theme;
pub mod tui;
