//! Which of the 24 fields a credential can read: the attributes of the account, how they match, and what to do about
//! those that are missing.

pub mod advice;
pub mod attribute;
pub mod matching;
pub mod poll;
pub mod standing;
