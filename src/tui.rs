//! The terminal: the loop, drawing, and the one owner of the terminal's state. Knows what the program is (`app`), what
//! can be done (`jobs`), and nothing of command lines.

mod connect;
mod dialogs;
pub mod draw;
mod fields;
mod input;
mod recipients;
pub mod run;
pub mod runner;
pub mod session_writer;
mod sync;
pub mod terminal;
mod text;
mod theme;
