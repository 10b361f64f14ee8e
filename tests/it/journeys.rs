//! The real loop with the real jobs against the embedded Personio, driven by keys, without a terminal. The tests
//! look at the screen, at the requests that the server got, and at the files on disk.

mod connecting;
mod emails;
mod exporting;
mod facets;
mod fields;
mod first_start;
mod journey;
mod keys;
mod lists;
mod mouse;
mod never;
mod recipients;
mod restart;
mod syncing;

use crate::harness::fixtures::parse_keys;
use crate::screens::{Stage, draw_to_string};
use journey::Journey;
