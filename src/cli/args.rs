//! The arguments, their help, and one line for what is wrong with them. The docs of arguments are the help's text.

mod file_option;
mod people;

use super::environment::{VARIABLES, Variable};
use super::exit_code::{EXIT_CODES, ExitCode};
use crate::domain::fields::Field;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use clap::{CommandFactory, Parser, Subcommand};
pub use people::{
    AddressChoice, ExportArgs, Format, ListArgs, ListsArgs, ListsChange, NeverArgs, NeverChangeArgs, OccasionsArgs,
    OccasionsFormat, QueryArgs, WhyArgs,
};
use std::ffi::OsString;

/// What comes after the options in `giftlist --help`.
fn after_help() -> String {
    let mut text = String::from("Exit codes:\n");
    for ExitCode { code, means } in EXIT_CODES {
        text.push_str(&format!("  {code:<6} {}\n", means.replace('\n', "\n         ")));
    }
    text.push_str("Errors are one line on stderr: what happened, and what to do.\n\nEnvironment:\n");
    for Variable { name, means } in VARIABLES {
        text.push_str(&format!("  {name:<22}  {means}\n"));
    }
    text.push_str(concat!(
        "\nThemes:\n  theme = \"dark\" in config.toml: dark, light, contrast, or one of your own, see README;\n",
        "  without it the terminal is asked for its background\n",
    ));
    text.push_str("\nStart here:  giftlist --demo");
    text
}

/// Pick gift recipients from Personio, in a terminal.
#[derive(Debug, Parser)]
#[command(name = "giftlist", version, after_help = after_help(), disable_help_subcommand = true)]
pub struct Args {
    /// `None` starts the terminal interface.
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub global: GlobalArgs,
}

#[derive(Clone, Debug, Default, clap::Args)]
pub struct GlobalArgs {
    /// The terminal interface on a sample company; touches none of your files
    #[arg(long)]
    pub demo: bool,
    /// The mouse works in the terminal interface
    #[arg(long, overrides_with = "no_mouse")]
    pub mouse: bool,
    /// It does not, whatever config.toml says: the terminal selects text
    #[arg(long, overrides_with = "mouse")]
    pub no_mouse: bool,
    /// Which company, if you have several
    #[arg(long, global = true, value_name = "NAME", default_value = crate::files::paths::DEFAULT_PROFILE)]
    pub profile: String,
    /// Personio's address: https, or http to this machine
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// Ask nobody: use the people of the last sync
    #[arg(long, global = true)]
    pub offline: bool,
    /// Keep no people on disk, and use none from there
    #[arg(long, global = true)]
    pub no_cache: bool,
    /// Say more about what happens, on stderr
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(about = format!("Which of the {} fields the credential can read", Field::COUNT))]
    Check(CheckArgs),
    /// What to tick in Personio, as text to paste
    Fields(FieldsArgs),
    /// Read everybody from Personio
    Sync(SyncArgs),
    /// The people who match a query
    List(ListArgs),
    /// Write the people who match a query to a file: CSV, or an Excel workbook
    Export(ExportArgs),
    /// Why a person is in the list of a query, or is not
    Why(WhyArgs),
    /// Birthdays, anniversaries, first and last days of the coming weeks
    Occasions(OccasionsArgs),
    /// Who is never given anything
    Never(NeverArgs),
    /// Saved lists: of people, or of queries
    Lists(ListsArgs),
    /// What each format of an export writes
    Presets,
    /// Every key by place and action, as config.toml takes them
    Keys,
    /// Remove what giftlist keeps on this machine
    Forget(ForgetArgs),
    /// A Personio with a sample company, on this machine
    DemoServer(DemoServerArgs),
    /// What a shell needs to complete commands and options
    Completions(CompletionsArgs),
    /// The manual page, for man
    Man,
}

#[derive(Clone, Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell that reads it
    pub shell: clap_complete::Shell,
}

#[derive(Clone, Debug, clap::Args)]
pub struct CheckArgs {
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// Check again and again until all required are readable, at most so many seconds
    #[arg(long, value_name = "SECONDS")]
    pub wait: Option<u64>,
}

#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct FieldsArgs {
    /// Only what cannot be read yet
    #[arg(long)]
    pub missing: bool,
    /// `None` prints the list.
    #[command(subcommand)]
    pub change: Option<PinChange>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum PinChange {
    /// Read a field from the attribute that you name
    Pin {
        /// The field, such as "Employee ID"
        field: String,
        /// The attribute's key, such as dynamic_12345
        key: String,
    },
    /// Match a field by its label again
    Unpin {
        /// The field
        field: String,
    },
}

#[derive(Clone, Debug, clap::Args)]
pub struct SyncArgs {
    /// One JSON object
    #[arg(long)]
    pub json: bool,
    /// Keep the new list even if far fewer people are in it
    #[arg(long)]
    pub accept_shrink: bool,
}

#[derive(Clone, Debug, clap::Args)]
#[group(multiple = false)]
pub struct ForgetScope {
    /// The people and the selection
    #[arg(long)]
    pub cache: bool,
    /// The client ID and secret
    #[arg(long)]
    pub credentials: bool,
    /// Everything of the profile: settings, never-list, saved lists and campaigns too
    #[arg(long)]
    pub all: bool,
}

#[derive(Clone, Debug, clap::Args)]
pub struct ForgetArgs {
    #[command(flatten)]
    pub what: ForgetScope,
    /// Do not ask
    #[arg(long)]
    pub yes: bool,
}

#[derive(Clone, Debug, clap::Args)]
pub struct DemoServerArgs {
    /// The port; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// People; without it the sample company of about 300
    #[arg(long, value_name = "N")]
    pub employees: Option<usize>,
    /// How long every answer waits
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub latency_ms: u64,
    /// Fields that are not ticked, such as "Team,Birthday"
    #[arg(long, value_name = "FIELDS", default_value = "", hide_default_value = true)]
    pub missing: String,
}

#[derive(Debug)]
pub enum ArgsError {
    /// The help or version that the user asked for; no failure.
    Help(String),
    /// One line about what is wrong.
    Usage(String),
}

impl Args {
    /// # Errors
    /// [`ArgsError::Help`] is one, as in clap: there is no command to run.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Args, ArgsError> {
        use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        if let Some(odd) = behind_export(&arguments).and_then(file_option::oddity) {
            return Err(ArgsError::Usage(SafeText::of(&odd).to_string()));
        }
        Args::try_parse_from(arguments).map_err(|error| {
            let text = error.render().to_string();
            match error.kind() {
                DisplayHelp | DisplayVersion | DisplayHelpOnMissingArgumentOrSubcommand => ArgsError::Help(text),
                _ => ArgsError::Usage(one_line(&text)),
            }
        })
    }
}

/// The arguments behind the command, if it is `export`.
fn behind_export(arguments: &[OsString]) -> Option<&[OsString]> {
    let matches = Args::command().ignore_errors(true).try_get_matches_from(arguments).ok()?;
    let command = arguments.iter().position(|argument| argument == "export")?;
    (matches.subcommand_name() == Some("export")).then(|| &arguments[command + 1..])
}

/// Parses the name of a field.
///
/// # Errors
/// [`Kind::Usage`] if there is no such field.
pub fn field(name: &str) -> Result<Field, Problem> {
    Field::parse(name).ok_or_else(|| {
        let what = format!("{} is none of the {} fields", name.trim(), Field::COUNT);
        Problem::new(Kind::Usage, what, "giftlist fields lists them")
    })
}

/// Joins clap's lines into one and drops its usage text.
fn one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let said: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with("For more")).collect();
    let said = said.join(" ").replacen("error: ", "", 1).replace(" tip: ", "; ");
    // An option that is no more than similar must not replace a file.
    let said = said.replace("; a similar argument exists: '--force'", "");
    let is_in_query = text.contains("[QUERY]") && said.contains("unexpected argument '-");
    let said = said.split("; to pass '").next().unwrap_or_default();
    let command = text.split("Usage: giftlist ").nth(1).and_then(|usage| usage.split_whitespace().next());
    let command = command.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    let remedy = match (command, is_in_query && !said.contains("unexpected argument '--")) {
        (Some("export"), true) => {
            "write a query with a - last, behind --, as in: giftlist export -o FILE -- anna -team:blue".to_string()
        }
        (_, true) => "write a query with a - behind --, as in: giftlist list -- anna -team:blue".to_string(),
        (Some(command), false) => format!("giftlist {command} --help shows what there is"),
        (None, false) => "giftlist --help shows what there is".to_string(),
    };
    format!("{}: {remedy}", SafeText::of(said).truncate_to_chars(300))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, ArgsError> {
        Args::read(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn no_option_takes_a_secret() {
        let takes_secret = |command: &clap::Command| {
            command.get_arguments().any(|argument| {
                let name = argument.get_id().as_str();
                ["secret", "token", "password"].iter().any(|word| name.contains(word))
            })
        };
        let command = Args::command();
        assert!(!takes_secret(&command) && !command.get_subcommands().any(takes_secret));
    }

    #[test]
    fn what_is_wrong_is_one_line_with_a_way_on() {
        for (line, command) in [
            ("giftlist --nope", ""),
            ("giftlist lst", ""),
            ("giftlist export", "export "),
            ("giftlist export x --format excel -o x.csv", "export "),
            ("giftlist forget --all --cache", "forget "),
        ] {
            let Err(ArgsError::Usage(text)) = read(line) else { panic!("{line}") };
            let remedy = format!(": giftlist {command}--help shows what there is");
            assert!(!text.contains('\n') && text.ends_with(&remedy), "{text}");
        }
    }

    #[test]
    fn an_unknown_option_is_no_query_and_never_becomes_one_that_replaces() {
        let said = |line: &str| match read(line) {
            Err(ArgsError::Usage(text)) => text,
            _ => panic!("{line}"),
        };
        assert!(said("giftlist list anna -team:blue").ends_with("giftlist list -- anna -team:blue"));
        let export = said("giftlist export -marketing -o x.csv");
        assert!(export.ends_with("giftlist export -o FILE -- anna -team:blue") && !export.contains("'--"), "{export}");
        let unknown = said("giftlist list --fomat csv");
        assert!(unknown.contains("'--format'") && !unknown.contains("query"), "{unknown}");
        assert!(!said("giftlist sync -x").contains("query"));
        assert!(!said("giftlist export --format csv").contains("--force"));
    }

    #[test]
    fn a_query_may_be_several_words_and_begin_with_a_minus() {
        let Ok(Args { command: Some(Command::List(list)), .. }) = read("giftlist list office:dublin anna") else {
            panic!()
        };
        assert_eq!(list.query.words, ["office:dublin", "anna"]);
        let Ok(Args { command: Some(Command::List(list)), .. }) = read("giftlist list --sort -hire_date -- -anna")
        else {
            panic!()
        };
        assert_eq!((list.query.words[0].as_str(), list.sort.as_deref()), ("-anna", Some("-hire_date")));
    }
}
