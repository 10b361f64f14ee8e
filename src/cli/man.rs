//! `giftlist man`: the manual page, made of the same tables as the help.

use super::args::Args;
use super::environment::{VARIABLES, Variable};
use super::exit_code::{EXIT_CODES, ExitCode};
use super::output;
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::{FIELDS, QueryField};
use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

/// What a query is, before its fields.
const QUERIES: &str = "Words side by side must all be found, in names, emails, positions, places and numbers, whatever their \
                       case or accents; -x excludes, x OR y finds either, brackets group, quotes hold words together. After \
                       a field: a part of the value, =x for the whole of it, a,b for any of them, \"\" for none.";

pub fn run() -> Result<u8, Problem> {
    let page = page().map_err(|error| Problem::new(Kind::File, format!("no page, {error}"), "see giftlist --help"))?;
    output::print(&page)?;
    Ok(0)
}

fn page() -> io::Result<String> {
    // What stands behind the options there has sections of its own here.
    let man = Man::new(Args::command().after_help("").about("pick gift recipients from Personio, in a terminal"));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    commands().to_writer(&mut page)?;
    sections().to_writer(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Each command with its options.
fn commands() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    let mut giftlist = Args::command();
    giftlist.build();
    for command in giftlist.get_subcommands() {
        command_entry(&mut roff, command, "giftlist");
    }
    roff
}

fn command_entry(roff: &mut Roff, command: &Command, before: &str) {
    let name = format!("{before} {}", command.get_name());
    entry(roff, &name, &command.get_about().map(ToString::to_string).unwrap_or_default());
    roff.control("RS", []);
    // Those of giftlist itself stand above.
    let is_own = |option: &&Arg| !option.is_global_set() && option.get_id() != "help";
    for option in command.get_arguments().filter(is_own) {
        entry(roff, &option.to_string(), &option.get_help().map(ToString::to_string).unwrap_or_default());
    }
    roff.control("RE", []);
    command.get_subcommands().for_each(|inner| command_entry(roff, inner, &name));
}

fn sections() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["QUERIES"]).text([roman(QUERIES)]);
    for QueryField { name, aliases, help, example, .. } in &FIELDS {
        let names: Vec<String> = std::iter::once(name).chain(*aliases).map(|name| format!("{name}:")).collect();
        entry(&mut roff, &names.join(", "), &format!("{help}, as in {example}"));
    }
    roff.control("SH", ["EXIT STATUS"]);
    for ExitCode { code, means } in EXIT_CODES {
        entry(&mut roff, code, &means.replace('\n', " "));
    }
    roff.control("SH", ["ENVIRONMENT"]);
    for Variable { name, means } in VARIABLES {
        entry(&mut roff, name, means);
    }
    roff
}

fn entry(roff: &mut Roff, term: &str, text: &str) {
    roff.control("TP", []).text([bold(term)]).text([roman(text)]);
}
