//! What meanings look like: themes as data, and what becomes of them where a terminal has fewer colours. Knows no
//! terminal but by the values of its variables and its answers.

mod bring_down;
mod colour;
mod look;
mod palette;
mod read;
mod shipped;
mod terminal;
mod themes;

pub use colour::{Colour, Rgb};
pub use look::{Letters, Look};
pub use palette::{Meaning, Palette};
pub use read::{Mistake, read};
pub use terminal::{Background, Colours};
pub use themes::{Choice, Themes};

#[cfg(test)]
mod tests;
