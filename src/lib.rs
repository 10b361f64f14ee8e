//! giftlist: pick gift recipients from Personio, in a terminal.

pub mod app;
pub mod cli;
pub mod domain;
pub mod fake;
pub mod files;
pub mod jobs;
pub mod personio;
pub mod sys;
pub mod tui;
