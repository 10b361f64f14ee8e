//! What each screen looks like, as text, at the usual size and on a large terminal. The states are made by messages
//! alone: no terminal, no runtime, no server, and a clock that stands still.

mod company;
mod connect_and_fields;
mod dialogs;
mod looks;
mod people;
mod picture;
mod stage;
mod sync;

pub use company::HOSTILE;
pub use picture::picture;
pub use stage::Stage;
