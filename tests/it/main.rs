//! All integration tests in one binary, to link only once. Commands run the real binary against the
//! embedded Personio; journeys press keys in the real loop without a terminal; screens are snapshots of drawn frames;
//! pty drives the real binary in a real terminal, pictures draws README's from it; client is the HTTP client alone;
//! catalogue counts which of the hostile inputs are tried.

mod architecture;
mod catalogue;
mod client;
mod commands;
mod documents;
mod harness;
mod journeys;
mod pictures;
mod presets;
mod pty;
mod screens;
