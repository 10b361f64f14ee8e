//! Text: foreign text made safe to show, folded for search, and the words that several places share.

pub mod alphabets;
pub mod email;
pub mod fold;
pub mod hidden;
pub mod place;
pub mod safe_text;
pub mod signs;
pub mod words;
