//! giftlist: pick gift recipients from Personio, in a terminal.

pub mod domain;
