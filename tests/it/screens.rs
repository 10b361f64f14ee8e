//! What each screen looks like, as text, at the usual size and on a large terminal. The states are made by messages
//! alone: no terminal, no runtime, no server, and a clock that stands still.

mod capabilities;
mod company;
mod connect_and_fields;
mod dialogs;
mod drawing;
mod people;
mod stage;
mod sync;

pub use company::HOSTILE;
pub use drawing::draw_to_string;
pub use stage::Stage;
