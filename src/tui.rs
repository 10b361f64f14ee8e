//! The terminal: the loop, drawing, and the one owner of the terminal's state. Knows what the program is (`app`), what
//! can be done (`jobs`), and nothing of command lines.

mod canvas;
mod dialogs;
pub mod draw;
mod events;
mod input;
pub mod run;
pub mod runner;
mod screens;
mod sequence;
pub mod session_writer;
pub mod terminal;
mod text;
mod theme;
mod widgets;
