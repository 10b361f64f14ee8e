//! The command line: one file per command, all on the same jobs as the screens. Results go to stdout, everything else
//! to stderr. An error is one line there, and its kind decides the exit code.

pub mod args;
mod check;
mod clock;
mod completions;
mod context;
mod demo_server;
mod emails;
pub mod environment;
pub mod exit_code;
mod export;
mod fields;
mod forget;
mod keys;
mod limits;
mod list;
mod lists;
mod man;
mod never;
mod occasions;
mod output;
mod people;
mod presets;
mod screen;
mod settings;
mod signals;
mod sync;
mod terminal;
mod why;

use crate::domain::problem::{Kind, Problem};
use args::{Args, Command};
use std::ffi::OsString;
use std::time::Duration;

/// How long the program waits at its end for files that are being written.
const LAST_WRITES: Duration = Duration::from_millis(1500);

/// Runs the program and returns its exit code. The first argument is the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    match Args::read(arguments) {
        Ok(args) => {
            if let Err(problem) = limits::check() {
                output::error(&problem.to_string());
                return problem.kind().exit_code();
            }
            let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => {
                    output::error(&format!("the program cannot start its threads, {error}: see ulimit -u -n -v"));
                    return Kind::File.exit_code();
                }
            };
            let profile = args.global.profile.clone();
            let code = runtime.block_on(command(args)).unwrap_or_else(|problem| {
                let problem = context::with_source(problem, &profile);
                output::error(&problem.to_string());
                problem.kind().exit_code()
            });
            // Only file writes are worth waiting for: nobody is left to see what the other tasks find out.
            runtime.shutdown_timeout(LAST_WRITES);
            code
        }
        Err(args::ArgsError::Help(text)) => {
            output::print(&text).map_or_else(|problem| problem.kind().exit_code(), |()| 0)
        }
        Err(args::ArgsError::Usage(line)) => {
            output::error(&line);
            Kind::Usage.exit_code()
        }
    }
}

async fn command(args: Args) -> Result<u8, Problem> {
    let Args { command, global } = args;
    if global.demo && command.is_some() {
        return Err(Problem::new(
            Kind::Usage,
            "--demo is the terminal interface and goes without a command",
            "for commands, start giftlist demo-server and set the variables that it prints",
        ));
    }
    match command {
        None => screen::run(&global).await,
        Some(Command::Check(options)) => check::run(&global, &options).await,
        Some(Command::Fields(options)) => fields::run(&global, &options).await,
        Some(Command::Sync(options)) => sync::run(&global, &options).await,
        Some(Command::List(options)) => list::run(&global, &options).await,
        Some(Command::Export(options)) => export::run(&global, &options).await,
        Some(Command::Why(options)) => why::run(&global, &options).await,
        Some(Command::Occasions(options)) => occasions::run(&global, &options).await,
        Some(Command::Never(options)) => never::run(&global, &options).await,
        Some(Command::Lists(options)) => lists::run(&global, &options).await,
        Some(Command::Presets) => presets::run(&global),
        Some(Command::Keys) => keys::run(&global),
        Some(Command::Forget(options)) => forget::run(&global, &options),
        Some(Command::Completions(options)) => completions::run(&options),
        Some(Command::Man) => man::run(),
        Some(Command::DemoServer(options)) => demo_server::run(&options).await,
    }
}
