//! Snapshots of each screen as text, on a terminal of the usual size and on a large one. Messages alone lead to the
//! states: no terminal, no runtime, no server, and a clock that stands still.

mod capabilities;
mod company;
mod connect_and_fields;
mod dialogs;
mod drawing;
mod own_keys;
mod people;
mod stage;
mod sync;

pub use company::HOSTILE;
pub use drawing::{draw_to_buffer, draw_to_string, hits};
pub use stage::Stage;
