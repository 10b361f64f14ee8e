//! `giftlist completions`: what a shell needs to complete commands and options.

use super::args::{Args, CompletionsArgs};
use super::output;
use crate::domain::problem::Problem;
use clap::CommandFactory;

pub fn run(options: &CompletionsArgs) -> Result<u8, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), "giftlist", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
