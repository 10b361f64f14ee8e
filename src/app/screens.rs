//! The four screens.

pub mod connect;
pub mod fields;
pub mod recipients;
pub mod sync;
