//! `giftlist export`: writes the people who match a query to a file.

use super::args::{ExportArgs, GlobalArgs};
use super::context::{CommandContext, spreadsheet_delimiter};
use super::lists::{in_list, named};
use super::people::{PeopleQuery, last_or_synced, opened};
use super::signals::EndingSignals;
use super::{clock, emails, output};
use crate::domain::calendar::Day;
use crate::domain::export::column::ExportColumn;
use crate::domain::export::look::Seen;
use crate::domain::export::plan::{Cancel, ExportPlan, Exported, NotExported};
use crate::domain::export::preset::Preset;
use crate::domain::export::warning::Warning;
use crate::domain::kept::lists::List;
use crate::domain::kept::{ExportRecord, Kept, name_to_keep};
use crate::domain::people::People;
use crate::domain::people::column::Column;
use crate::domain::picking::search::{Shown, Sorts};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::files;
use crate::jobs;
use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::sync::Arc;

/// Writes the file and prints a summary of it; exit 1 if nobody matches.
pub async fn run(global: &GlobalArgs, options: &ExportArgs) -> Result<u8, Problem> {
    let today = clock::today()?;
    let query = PeopleQuery::parse(&options.query, today)?;
    let campaign = options.campaign.as_deref().map(name_to_keep).transpose()?;
    let columns = options.query.columns.as_deref().map(Column::list).transpose()?;
    let addresses = options.emails.as_deref().map(files::emails::read).transpose()?;
    let cx = CommandContext::read(global)?;
    let query = query.with_countries(&cx.config.countries);
    let preset = cx.config.presets.find(&options.preset)?;
    if is_to_stdout(options) && output::is_terminal() && !preset.format(b',').is_text() {
        let remedy = "name a file with -o, or lead the output into one";
        return Err(Problem::new(Kind::Usage, "a workbook is no text that a terminal can show", remedy));
    }
    let kept = jobs::kept::kept(&cx.job)?;
    // A wrong name costs no sync.
    query.check(&kept)?;
    let list = options.list.as_deref().map(|name| named(name, &kept.lists)).transpose()?;
    let export = Export { cx: &cx, options, query, kept, list, addresses, columns, preset, campaign, today };
    let people = opened(&cx, global).await?;
    match export.write(&people).await {
        // They are read while the file is written: there is none, and whatever else went wrong, they are to be read anew.
        Err(problem) if people.roster.check().is_err() => {
            export.write(&last_or_synced(&cx, global, Err(problem)).await?).await
        }
        ended => ended,
    }
}

/// What is wanted, without the people.
struct Export<'a> {
    cx: &'a CommandContext,
    options: &'a ExportArgs,
    query: PeopleQuery,
    kept: Kept,
    list: Option<List>,
    /// A text with addresses.
    addresses: Option<String>,
    columns: Option<Vec<Column>>,
    preset: &'a Preset,
    campaign: Option<&'a str>,
    today: Day,
}

impl Export<'_> {
    async fn write(&self, people: &People) -> Result<u8, Problem> {
        let Export { cx, options, query, kept, preset, .. } = self;
        // A query that names leavers shows them in a list, but only the option puts them into a file.
        let leavers = options.query.include_leavers;
        let listed = self.list.as_ref().map(|list| in_list(list, people, kept)).transpose()?.map(|matches| matches.who);
        let pasted = options.emails.as_deref().zip(self.addresses.as_deref());
        let pasted = pasted.map(|(path, text)| emails::people_of(text, path, &people.roster)).transpose()?;
        let only = match (&listed, &pasted) {
            (Some(listed), Some(pasted)) => {
                let mut both = listed.clone();
                both.keep(&pasted.found);
                Some(both)
            }
            (listed, pasted) => listed.clone().or(pasted.as_ref().map(|pasted| pasted.found.clone())),
        };
        let sorts = Sorts::default();
        let matches = query.matches(people, kept, Shown { leavers, never: false, only }, &sorts)?;
        jobs::people::check(&cx.job, &people.roster)?;
        // Told once the file is there, or nobody is for it: people who are damaged would have it told of others.
        let tell = || {
            query.tell(&matches, kept, &sorts);
            if let Some(pasted) = &pasted {
                emails::report(pasted, &matches, listed.as_ref(), leavers);
            }
        };
        let address = options.address.into();
        let plan = Arc::new(ExportPlan {
            columns: match &self.columns {
                Some(columns) => columns.iter().copied().map(ExportColumn::of).collect(),
                None => preset.columns_for(address),
            },
            max_rows: preset.max_rows,
            format: preset.format(spreadsheet_delimiter(&cx.config)),
            roster: matches.roster.clone(),
            marks: matches.marks.clone(),
            dates: matches.dates,
            who: matches.who.clone(),
            left_out_never: 0,
            address,
            countries: matches.countries.clone(),
            cancel: Cancel::default(),
        });
        if plan.count() == 0 {
            tell();
            matches.report_hidden();
            return Err(Problem::new(Kind::No, "nobody matches", "no file was written; widen the query"));
        }
        // A part of a list is no file of that list, and with leavers it is another one.
        let is_part = !options.query.words.is_empty() || pasted.is_some() || leavers;
        // Before the file is written: the check of damage behind it is of what is read here as well.
        let record = self.record(&plan, options.list.as_deref().filter(|_| !is_part));
        let (exported, warnings) = match is_to_stdout(options) {
            true => match print(cx, &plan)? {
                Some(exported) => exported,
                // Who reads only the beginning wants no file: nothing is recorded.
                None => return Ok(0),
            },
            false => match write(cx, plan.clone(), options).await? {
                Ended::Written(exported, warnings) => (*exported, warnings),
                Ended::Stopped(code, stands) => {
                    output::note(&SafeText::of(&format!("the export was stopped: {stands}")).to_string());
                    return Ok(code);
                }
            },
        };
        tell();
        let exported = jobs::export::remembered(&cx.job, exported, record.map(Arc::new));
        for told in exported.remembered.iter().cloned().chain(warnings.iter().map(Warning::to_string)) {
            output::note(&SafeText::of(&told).to_string());
        }
        let mut summary = format!("{}: {}", exported.path, exported.summary());
        if let Some(note) = &preset.note {
            output::note(&SafeText::of(note).to_string());
        }
        if is_to_stdout(options) && plan.parts().len() > 1 {
            output::note("this is more than one file of this format may have: with -o FILE it becomes several");
        }
        if let Some(hidden) = matches.hidden_in_words() {
            summary.push_str(&format!("; left out: {hidden}"));
        }
        let summary = SafeText::of(&summary).to_string();
        if is_to_stdout(options) {
            output::note(&summary);
        } else {
            output::print(&format!("{summary}\n")).map_err(|problem| {
                let what = format!("{} is written whole, only its summary is lost: {}", exported.path, problem.what());
                Problem::new(problem.kind(), what, problem.remedy())
            })?;
        }
        Ok(0)
    }

    /// What is to be remembered of the file, if anything is. `list` is the one that it is of.
    fn record(&self, plan: &ExportPlan, list: Option<&str>) -> Option<ExportRecord> {
        let list = list.map(|name| name.trim().to_string());
        let campaign = self.campaign.map(str::to_string);
        (list.is_some() || campaign.is_some()).then(|| {
            let people: BTreeSet<u64> = plan.who.rows().map(|row| plan.roster.id(row).0).collect();
            ExportRecord { on: self.today.to_string(), people, list, campaign }
        })
    }
}

fn is_to_stdout(options: &ExportArgs) -> bool {
    options.output == "-"
}

/// `None` if the pipe was closed before the end.
fn print(cx: &CommandContext, plan: &ExportPlan) -> Result<Option<(Exported, Vec<Warning>)>, Problem> {
    let (plan, left_out) = jobs::export::without_never(&cx.job, plan)?;
    let remarks = (left_out > 0).then_some(jobs::export::LEFT_OUT);
    let (mut bytes, mut seen) = (Vec::new(), Seen::default());
    let written = plan
        .write(&mut bytes, Some(&mut seen))
        .map_err(|error| Problem::new(Kind::File, format!("the file cannot be made, {error}"), "try fewer columns"))?;
    jobs::people::check(&cx.job, &plan.roster)?;
    if !output::print_file(&bytes)? {
        return Ok(None);
    }
    let (path, length) = ("standard output".into(), bytes.len() as u64);
    let exported = Exported::new(&plan, path, 1, length, written, remarks.as_slice());
    Ok(Some((exported, plan.warnings_of(seen))))
}

/// How the writing of a file ended.
enum Ended {
    Written(Box<Exported>, Vec<Warning>),
    /// By a signal, with this exit code; and what is there nevertheless.
    Stopped(u8, String),
}

async fn write(cx: &CommandContext, plan: Arc<ExportPlan>, options: &ExportArgs) -> Result<Ended, Problem> {
    let mut signals = EndingSignals::new()
        .map_err(|error| Problem::new(Kind::File, format!("signals cannot be heard, {error}"), "see: ulimit -n"))?;
    let cancel = plan.cancel.clone();
    let (job, path, force) = (cx.job.clone(), options.output.clone(), options.force);
    let mut writing = tokio::task::spawn_blocking(move || {
        let mut warnings = Vec::new();
        jobs::export::write(&job, &plan, &path, force, None, Some(&mut warnings)).map(|exported| (exported, warnings))
    });
    let mut code = Kind::No.exit_code();
    let written = loop {
        tokio::select! {
            ending = signals.exit_code() => {
                code = ending;
                cancel.cancel();
            }
            written = &mut writing => break written.unwrap_or_else(|error| resume_unwind(error.into_panic())),
        }
    };
    match written {
        Ok((exported, warnings)) => Ok(Ended::Written(exported.into(), warnings)),
        Err(NotExported::Cancelled(stands)) => Ok(Ended::Stopped(code, stands)),
        Err(NotExported::Failed(problem)) => Err(problem),
        Err(NotExported::Exists(existing)) => {
            Err(Problem::new(Kind::File, existing, "name another file, or add --force to replace it"))
        }
    }
}
