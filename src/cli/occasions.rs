//! `giftlist occasions`: how much there is to celebrate in the coming weeks, or each day of it as a calendar file.

use super::args::{GlobalArgs, OccasionsArgs, OccasionsFormat};
use super::context::CommandContext;
use super::people::people;
use super::{clock, output};
use crate::domain::calendar::Day;
use crate::domain::export::calendar_file::calendar_file;
use crate::domain::export::plan::{Cancel, NotExported};
use crate::domain::people::marks::Marks;
use crate::domain::picking::occasions::{Stretch, counted, events, weeks};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words;
use crate::jobs;
use serde_json::{Value, json};
use std::fmt::Write;

pub async fn run(global: &GlobalArgs, options: &OccasionsArgs) -> Result<u8, Problem> {
    let is_calendar = options.format == OccasionsFormat::Ics;
    if options.output.is_some() && !is_calendar {
        let what = "-o is for calendar files";
        return Err(Problem::new(Kind::Usage, what, "add --format ics, or leave -o out: tables go to stdout"));
    }
    let today = clock::today()?;
    let stretches = weeks(today, options.weeks);
    let cx = CommandContext::read(global)?;
    let people = people(&cx, global).await?;
    let never = jobs::kept::never(&cx.job)?;
    let marks = Marks::on(today, &people.roster).with_never(never.rows(&people.roster));
    if is_calendar {
        let last = stretches.last().map_or(today, |(_, end)| *end);
        let events = events(&people.roster, &marks, today, last);
        let file = calendar_file(&people.roster, &events, today);
        return write(&cx, options, events.len(), &file);
    }
    let stretches = counted(&people.roster, &marks, &stretches);
    let text = if options.json { json_of(today, &stretches) } else { table(&stretches) };
    output::print(&text)?;
    Ok(0)
}

fn json_of(today: Day, stretches: &[Stretch]) -> String {
    let week = |stretch: &Stretch| {
        let counts = stretch.counts;
        json!({
            "start": stretch.start.to_string(),
            "end": stretch.end.to_string(),
            "birthdays": counts.birthdays,
            "anniversaries": counts.anniversaries,
            "round": counts.round,
            "starts": counts.starts,
            "last_days": counts.last_days,
        })
    };
    let weeks: Vec<Value> = stretches.iter().map(week).collect();
    format!("{}\n", json!({"from": today.to_string(), "weeks": weeks}))
}

fn table(stretches: &[Stretch]) -> String {
    let mut text = String::from("From        To          Birthdays  Anniversaries  Round  Starts  Last days\n");
    for Stretch { start, end, counts } in stretches {
        let (birthdays, anniversaries) = (counts.birthdays, counts.anniversaries);
        let (round, starts, last_days) = (counts.round, counts.starts, counts.last_days);
        let _ = writeln!(
            text,
            "{start}  {end}  {birthdays:>9}  {anniversaries:>13}  {round:>5}  {starts:>6}  {last_days:>9}"
        );
    }
    text
}

fn write(cx: &CommandContext, options: &OccasionsArgs, entries: usize, file: &str) -> Result<u8, Problem> {
    let Some(path) = options.output.as_deref().filter(|path| *path != "-") else {
        output::print_file(file.as_bytes())?;
        return Ok(0);
    };
    let written = jobs::export::write_file(&cx.job, path, "ics", options.force, &Cancel::default(), |out| {
        out.write_all(file.as_bytes())
    });
    match written {
        Ok(written) => {
            let notes: String = written.notes.iter().map(|note| format!(", {note}")).collect();
            let entries = words::counted(entries, "entry", "entries");
            let summary = format!("{}: {entries}, {} bytes{notes}", written.path, written.bytes);
            output::print(&format!("{}\n", SafeText::of(&summary)))?;
            Ok(0)
        }
        Err(NotExported::Exists(existing)) => {
            Err(Problem::new(Kind::File, existing, "name another file, or add --force to replace it"))
        }
        Err(NotExported::Failed(problem)) => Err(problem),
        Err(NotExported::Cancelled(_)) => Ok(Kind::No.exit_code()),
    }
}
