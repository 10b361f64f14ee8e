//! The terminal: the loop, drawing, and the one owner of the terminal's state. Knows what the program is (`app`), what
//! can be done (`jobs`), and nothing of command lines.

mod canvas;
mod decoder;
mod dialogs;
pub mod draw;
mod events;
pub mod hits;
pub mod program;
pub mod run;
pub mod runner;
mod screens;
pub mod session_writer;
mod tabs;
pub mod terminal;
mod text;
mod theme;
mod widgets;
