//! `giftlist export`: writes the people who match a query to a CSV file.

use super::args::{ExportArgs, GlobalArgs};
use super::context::{CommandContext, spreadsheet_delimiter};
use super::people::{PeopleQuery, people};
use super::{clock, output};
use crate::domain::export::plan::{Cancel, ExportPlan, Exported, NotExported};
use crate::domain::export::preset::Preset;
use crate::domain::people::column::Column;
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::counted;
use crate::jobs;

/// Writes the file and prints a summary of it; exit 1 if nobody matches.
pub async fn run(global: &GlobalArgs, options: &ExportArgs) -> Result<u8, Problem> {
    let query = PeopleQuery::parse(&options.query, clock::today()?)?;
    let preset = Preset::find(&options.preset)?;
    let columns = options.query.columns.as_deref().map(Column::list).transpose()?;
    let cx = CommandContext::read(global)?;
    let people = people(&cx, global).await?;
    // A query that names leavers shows them in a list, but only the option puts them into a file.
    let matches = query.find(&people, options.query.include_leavers, &[])?;
    let address = options.address.into();
    let plan = ExportPlan {
        columns: match columns {
            Some(columns) => columns.into_iter().map(|column| (column.title().to_string(), column)).collect(),
            None => preset.columns_for(address),
        },
        dialect: preset.dialect(spreadsheet_delimiter(&cx.config)),
        roster: matches.roster.clone(),
        marks: matches.marks.clone(),
        dates: matches.dates,
        who: matches.who.clone(),
        address,
        cancel: Cancel::default(),
    };
    if plan.count() == 0 {
        matches.report_hidden();
        return Err(Problem::new(Kind::No, "nobody matches", "no file was written; widen the query"));
    }
    let is_to_stdout = options.output == "-";
    let exported = if is_to_stdout { print(&plan)? } else { write(&cx, &plan, options)? };
    for warning in plan.warnings() {
        output::note(&SafeText::of(&warning.to_string()).to_string());
    }
    let mut summary = format!("{}: {}", exported.path, exported.summary());
    if matches.hidden_leavers > 0 {
        let leavers = counted(matches.hidden_leavers, "leaver", "leavers");
        summary.push_str(&format!("; left out: {leavers} (--include-leavers)"));
    }
    let summary = SafeText::of(&summary).to_string();
    if is_to_stdout {
        output::note(&summary);
    } else {
        output::print(&format!("{summary}\n"))?;
    }
    Ok(0)
}

fn print(plan: &ExportPlan) -> Result<Exported, Problem> {
    let mut bytes = Vec::new();
    let written = plan
        .write(&mut bytes)
        .map_err(|error| Problem::new(Kind::File, format!("the file cannot be made, {error}"), "try fewer columns"))?;
    output::print_file(&bytes)?;
    Ok(Exported {
        path: "standard output".into(),
        rows: written.rows,
        bytes: bytes.len() as u64,
        guarded: written.guarded,
        separator: plan.separator(),
        note: None,
    })
}

fn write(cx: &CommandContext, plan: &ExportPlan, options: &ExportArgs) -> Result<Exported, Problem> {
    jobs::export::write(&cx.job, plan, &options.output, options.force, None).map_err(|error| match error {
        NotExported::Exists(existing) => {
            Problem::new(Kind::File, existing, "name another file, or add --force to replace it")
        }
        NotExported::Failed(problem) => problem,
        NotExported::Cancelled => Problem::new(Kind::No, "the export was stopped", "nothing was written"),
    })
}
