//! The program as a value: what is on screen and what every key and every answer changes. No I/O, no async; of the
//! terminal's libraries only ratatui's rectangles, and tui-input's text field.
//!
//! A `Msg` (what happened) goes into `update`, which changes the `Model` and returns `Effect`s (what is to be done).
//! Keys become `Action`s by the table in `keys`; the open screen or dialog changes itself and returns `Step`s, which
//! `update` carries out. Each screen and dialog has one file here and one of the same name in `tui`.

pub mod clipboard;
pub mod company;
pub mod context;
pub mod detail;
pub mod dialogs;
pub mod effect;
pub mod export_choices;
pub mod filter_list;
pub mod hints;
pub mod key;
pub mod keys;
pub mod launch;
pub mod layout;
pub mod model;
pub mod msg;
pub mod notice;
pub mod now;
pub mod person;
pub mod pointer;
pub mod request;
pub mod screens;
pub mod ssh;
pub mod step;
pub mod text_input;
mod to_do;
mod update;
pub mod view;
pub mod viewport;

pub use effect::Effect;
pub use model::Model;
pub use msg::Msg;
pub use update::update;
