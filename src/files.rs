//! The disk and nothing else: where our files are, how they are written (whole or not at all, for this user only) and
//! what is in each of them. Knows the domain; no terminal, no network, no clock.
//!
//! `error`, `private` and `atomic` are how any file is read and written, `paths` says where the files of a profile are.
//! The others own one file each.

pub mod atomic;
pub mod by_account;
pub mod cache;
pub mod config;
pub mod credentials;
pub mod emails;
pub mod error;
pub mod exports;
mod groups;
pub mod journal;
pub mod lock;
pub mod paths;
pub mod private;
