//! The arguments of the commands that are about people.

use crate::domain::people::column::Address;
use clap::{Subcommand, ValueEnum};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for people
    #[default]
    Table,
    /// Comma-separated values
    Csv,
    /// An array of objects
    Json,
}

#[derive(Clone, Debug, Default, clap::Args)]
pub struct QueryArgs {
    /// The query, such as 'office:dublin -status:leave', in quotes; one that begins with - follows --
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// The columns, by name, with commas
    #[arg(long, value_name = "NAMES")]
    pub columns: Option<String>,
    /// The day of the gift, as 2026-12-24, '24 Dec', +14d or 'next friday'
    #[arg(long, value_name = "DATE")]
    pub gift_date: Option<String>,
    /// People who have left by then, too
    #[arg(long)]
    pub include_leavers: bool,
}

#[derive(Clone, Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The order, such as office,-hire_date
    #[arg(long, value_name = "NAMES", allow_hyphen_values = true)]
    pub sort: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AddressChoice {
    /// The work email
    #[default]
    Work,
    /// The personal email before the first day
    Joiners,
    /// The personal email where there is one
    Personal,
}

impl From<AddressChoice> for Address {
    fn from(choice: AddressChoice) -> Address {
        match choice {
            AddressChoice::Work => Address::Work,
            AddressChoice::Joiners => Address::Joiners,
            AddressChoice::Personal => Address::Personal,
        }
    }
}

#[derive(Clone, Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    pub query: QueryArgs,
    /// The file; - for stdout
    #[arg(short, long, value_name = "FILE")]
    pub output: String,
    /// The format; giftlist presets lists them
    #[arg(long, value_name = "NAME", default_value = "excel")]
    pub preset: String,
    /// The people of this saved list who match the query
    #[arg(long, value_name = "NAME")]
    pub list: Option<String>,
    /// The people whose work or personal emails are in this file, in whatever order; - for stdin
    #[arg(long, value_name = "FILE")]
    pub emails: Option<String>,
    /// Record who was given something under this name: gifted: finds them from then on
    #[arg(long, value_name = "NAME")]
    pub campaign: Option<String>,
    /// Which address
    #[arg(long, value_enum, default_value_t)]
    pub address: AddressChoice,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Debug, clap::Args)]
pub struct WhyArgs {
    /// The person: name, email, Personio's id or Employee ID
    pub person: String,
    /// The query, such as 'office:dublin -status:leave', in quotes; without one, everybody
    #[arg(value_name = "QUERY")]
    pub words: Vec<String>,
    /// The day of the gift, as 2026-12-24, '24 Dec', +14d or 'next friday'
    #[arg(long, value_name = "DATE")]
    pub gift_date: Option<String>,
    /// People who have left by then, too
    #[arg(long)]
    pub include_leavers: bool,
}

#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct NeverArgs {
    /// `None` prints the list.
    #[command(subcommand)]
    pub change: Option<NeverChangeArgs>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum NeverChangeArgs {
    /// Put somebody on it
    Add {
        /// The person: name, email, Personio's id or Employee ID
        person: String,
        /// In a few words
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Take somebody off it
    Remove {
        /// The person: name, email, Personio's id or Employee ID
        person: String,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OccasionsFormat {
    /// Counts by week
    #[default]
    Table,
    /// A calendar file with each day
    Ics,
}

#[derive(Clone, Debug, clap::Args)]
pub struct OccasionsArgs {
    /// How many weeks from today
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=520))]
    pub weeks: usize,
    /// One JSON object
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub format: OccasionsFormat,
    /// The calendar file; - for stdout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ListsArgs {
    /// `None` prints all of them.
    #[command(subcommand)]
    pub change: Option<ListsChange>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum ListsChange {
    /// Who is in a list now
    Show {
        /// The list's name
        name: String,
    },
    /// Save a query under a name, to be evaluated anew each time
    Save {
        /// The list's name
        name: String,
        /// The query; without one, everybody
        #[arg(value_name = "QUERY")]
        words: Vec<String>,
        /// The people whom the query finds now, and no others later
        #[arg(long)]
        fixed: bool,
        /// Replace a fixed list of that name
        #[arg(long)]
        force: bool,
    },
    /// Delete a list; the people stay
    Delete {
        /// The list's name
        name: String,
    },
}
