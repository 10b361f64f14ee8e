//! The four screens, drawn; each file has the name of the screen's state in `app`.

pub mod connect;
pub mod fields;
pub mod recipients;
pub mod sync;
