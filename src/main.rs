//! The program: hardened before anything else, then whatever the arguments ask for.

use std::process::ExitCode;

fn main() -> ExitCode {
    giftlist::sys::harden();
    ExitCode::from(giftlist::cli::run(std::env::args_os()))
}
