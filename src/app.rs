//! The program as a value: what is on screen and what every key and every answer changes. No I/O, no async, no
//! terminal library; it knows the domain only.
//!
//! A `Msg` (what happened) goes into `update`, which changes the `Model` and returns `Effect`s (what is to be done).
//! Keys become `Action`s by the table in `keys`. Each screen has one file here and one of the same name in `tui`.

pub mod action;
pub mod dialogs;
pub mod effect;
pub mod hints;
pub mod key;
pub mod keys;
pub mod model;
pub mod msg;
pub mod regions;
pub mod screens;
pub mod text_input;
mod update;
pub mod view;

pub use effect::Effect;
pub use model::Model;
pub use msg::Msg;
pub use update::update;
