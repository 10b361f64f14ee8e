//! Writes an export: complete or not at all, readable by this user alone, and never over another file unasked.

mod place;

use super::context::JobContext;
use crate::domain::export::look::Seen;
use crate::domain::export::plan::{Cancel, ExportPlan, Exported, NOTHING, NotExported, numbered};
use crate::domain::export::warning::Warning;
use crate::domain::export::written::Written;
use crate::domain::kept::ExportRecord;
use crate::domain::people::employee::PersonId;
use crate::domain::problem::{Kind, Problem};
use crate::domain::query::quoted_value;
use crate::domain::text::words::{Age, grouped};
use crate::files::error::{FileError, Operation, shown};
use crate::files::exports;
use crate::files::paths::Paths;
use crate::files::{atomic, config};
use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A remark on a file without those whom [`without_never`] took out.
pub const LEFT_OUT: &str = "somebody was left out who is on the never-list by now";

/// Writes the file, and records its path for `giftlist forget`. A `separator` of files for Excel is kept as the setting
/// `excel_delimiter`. What there is to tell of the file is added to `warnings`, if it is wanted.
///
/// # Errors
/// [`NotExported::Exists`] with size and age of a file of that name, unless `overwrite` is set.
pub fn write(
    cx: &JobContext,
    plan: &ExportPlan,
    path: &str,
    overwrite: bool,
    separator: Option<u8>,
    warnings: Option<&mut Vec<Warning>>,
) -> Result<Exported, NotExported> {
    if plan.count() == 0 {
        return Err(NotExported::Failed(Problem::new(
            Kind::No,
            "nobody is chosen",
            "no file was written; widen the query",
        )));
    }
    let (plan, left_out) = without_never(cx, plan).map_err(NotExported::Failed)?;
    let parts = plan.parts();
    let paths = numbered(path, parts.len());
    if parts.len() > 1 && !overwrite {
        none_exists(cx, &paths)?;
    }
    let (mut written, mut bytes) = (Written::default(), 0);
    let mut seen = warnings.is_some().then(Seen::default);
    let mut first: Option<WrittenFile> = None;
    for (place, (part, path)) in parts.iter().zip(&paths).enumerate() {
        let mut damage = None;
        let file = write_file(cx, path, part.format.extension(), overwrite, &plan.cancel, |out| {
            written = written.and(part.write(out, seen.as_mut())?);
            // What is read on the way may turn out damaged, and no file is made of that.
            super::people::check(cx, &part.roster).map_err(|problem| {
                damage = Some(problem);
                io::Error::other("the people are damaged")
            })
        });
        let file = file.map_err(|error| damage.map_or(error, NotExported::Failed));
        let file = file.map_err(|error| unfinished(cx, error, &paths[..place], overwrite))?;
        bytes += file.bytes;
        first.get_or_insert(file);
    }
    let Some(mut file) = first else { return Err(NotExported::Cancelled(NOTHING.into())) };
    let config = cx.paths().map(Paths::config_file);
    let unkept = separator
        .zip(config)
        .and_then(|(separator, file)| cx.keep(&file, |file| config::set_excel_delimiter(file, separator)).err());
    if left_out > 0 {
        file.notes.push(LEFT_OUT);
    }
    if overwrite && is_numbered_further(cx, path, paths.len()) {
        file.notes.push("a file with the next number is of an earlier export");
    }
    file.notes.extend(unkept.map(|_| "the separator is not kept for the next start"));
    if let (Some(warnings), Some(seen)) = (warnings, seen) {
        warnings.extend(plan.warnings_of(seen));
    }
    Ok(Exported::new(&plan, file.path, paths.len(), bytes, written, &file.notes))
}

/// Without those who were put on the never-list since it was looked at last, by another window or a command; and how many
/// they are.
///
/// # Errors
/// When nobody is left, or the list cannot be read.
pub fn without_never<'a>(cx: &JobContext, plan: &'a ExportPlan) -> Result<(Cow<'a, ExportPlan>, usize), Problem> {
    let never = super::kept::never(cx)?.rows(&plan.roster);
    let left_out = plan.who.count_shared(&never);
    if left_out == 0 {
        return Ok((Cow::Borrowed(plan), 0));
    }
    let mut plan = plan.clone();
    plan.who.remove(&never);
    if plan.count() == 0 {
        let what = "everybody who is chosen is on the never-list by now";
        return Err(Problem::new(Kind::No, what, "no file was written"));
    }
    Ok((Cow::Owned(plan), left_out))
}

/// Whether a longer list was written under the name before: its last files stay.
fn is_numbered_further(cx: &JobContext, path: &str, files: usize) -> bool {
    let next = numbered(path, files.max(1) + 1).pop().filter(|_| files > 1);
    next.is_some_and(|next| expand_tilde(&next, cx.home.as_deref()).symlink_metadata().is_ok())
}

/// An error of one of several files, after these were written. New ones go, so that there are all of them or none. Where
/// they replaced others these are lost, so the new ones stay, and are named.
fn unfinished(cx: &JobContext, error: NotExported, written: &[String], overwrite: bool) -> NotExported {
    if !overwrite {
        for path in written {
            let _ = atomic::remove(&expand_tilde(path, cx.home.as_deref()));
        }
        return error;
    }
    let stand = match written {
        [] => return error,
        [one] => format!("{} stands, written whole", shown(Path::new(one))),
        [first, .., last] => {
            format!("{} to {} stand, each written whole", shown(Path::new(first)), shown(Path::new(last)))
        }
    };
    match error {
        NotExported::Cancelled(_) => NotExported::Cancelled(stand),
        NotExported::Failed(problem) => {
            let what = format!("{}; {stand}", problem.what());
            NotExported::Failed(Problem::new(problem.kind(), what, problem.remedy()))
        }
        NotExported::Exists(existing) => NotExported::Exists(existing),
    }
}

/// Keeps who was in a file that is written, and says so with it.
pub fn remembered(cx: &JobContext, written: Exported, record: Option<Arc<ExportRecord>>) -> Exported {
    let Some(mut record) = record else { return written };
    // Who is on the never-list by now is not in the file.
    let never = super::kept::never(cx).unwrap_or_default();
    if record.people.iter().any(|id| never.of(PersonId(*id)).is_some()) {
        Arc::make_mut(&mut record).people.retain(|id| never.of(PersonId(*id)).is_none());
    }
    let remembered = match super::kept::record(cx, &record) {
        Ok(different) => {
            let finds = |name| format!("from now on gifted:{} finds these people", quoted_value(name));
            let campaign = record.campaign.as_deref().map(finds);
            different.map(|different| different.to_string()).into_iter().chain(campaign).collect()
        }
        Err(problem) => vec![format!("the file is written, but not recorded: {problem}")],
    };
    Exported { record: Some(record), remembered, ..written }
}

/// Before the first of several files is written, so that no half of them is left.
fn none_exists(cx: &JobContext, paths: &[String]) -> Result<(), NotExported> {
    for path in paths {
        let path = expand_tilde(path, cx.home.as_deref());
        if let Ok(metadata) = path.symlink_metadata() {
            return Err(NotExported::Exists(describe(&path, metadata.len(), metadata.modified().ok())));
        }
    }
    Ok(())
}

/// A file that is complete on the disk.
pub struct WrittenFile {
    pub path: String,
    pub bytes: u64,
    /// Remarks on how it was written.
    pub notes: Vec<&'static str>,
}

/// The one way in which a file with people in it comes to where the user wants it. `ending` is the one of names of its
/// kind, without the dot.
///
/// # Errors
/// [`NotExported::Exists`] with size and age of a file of that name, unless `overwrite` is set.
pub fn write_file(
    cx: &JobContext,
    path: &str,
    ending: &str,
    overwrite: bool,
    cancel: &Cancel,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<WrittenFile, NotExported> {
    let path = expand_tilde(path, cx.home.as_deref());
    let target = place::checked(&path, ending, cx.kept_in.as_ref()).map_err(NotExported::Failed)?;
    let target = target.display().to_string();
    let exporting = cx.paths().map(Paths::exporting_file);
    let before = SystemTime::UNIX_EPOCH + Duration::from_secs((cx.clock)().max(0).unsigned_abs() + 1);
    if let Some(exporting) = &exporting {
        exports::sweep(exporting, before, None);
        // Behind a link the temporary file lies beside the file that it leads to, so that one is noted.
        // If that fails, only a kill in the next moment leaves something that nothing knows of.
        let _ = cx.keep(exporting, |exporting| exports::begin(exporting, &target));
    }
    let written = if overwrite { atomic::replace(&path, write) } else { atomic::create_new(&path, write) };
    if let Some(exporting) = &exporting {
        exports::sweep(exporting, before, Some(&target));
    }
    let record = |path: &str| match cx.paths().map(Paths::exports_file) {
        Some(file) => cx.keep(&file, |file| exports::record(file, path)),
        None => Ok(()),
    };
    let written = written.map_err(|error| match error {
        FileError::Exists { bytes, modified, .. } => NotExported::Exists(describe(&path, bytes, modified)),
        FileError::Failed { operation: Operation::SyncFolder, .. } => {
            // It is there, though a crash of the system may take it away.
            let _ = record(&target);
            NotExported::Failed(error.into())
        }
        _ if cancel.is_cancelled() => NotExported::Cancelled(NOTHING.into()),
        other => NotExported::Failed(other.into()),
    })?;
    let written_to = written.path.display().to_string();
    let notes = [
        (written.was_wider, "others could read the old file, nobody but you can read the new one"),
        (written.was_of_another, "the old file was of another user, the new one is yours"),
        (written.had_hard_links, "other names of the old file still have its old content"),
        (written.in_shared_folder, "the folder is shared with other users"),
        (written.in_others_folder, "the folder belongs to another user"),
        (record(&written_to).is_err(), "giftlist forget will not name this file"),
    ];
    let notes = notes.into_iter().filter_map(|(applies, note)| applies.then_some(note)).collect();
    Ok(WrittenFile { path: written_to, bytes: written.bytes, notes })
}

/// Replaces a leading `~/`, which no shell has replaced in a path that was typed on the screen.
pub(super) fn expand_tilde(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => Path::new(path).to_path_buf(),
    }
}

fn describe(path: &Path, bytes: u64, modified: Option<SystemTime>) -> String {
    let age = modified.and_then(|modified| i64::try_from(modified.elapsed().ok()?.as_secs()).ok());
    let age = age.map(|age| format!(", written {}", Age::of(age).ago())).unwrap_or_default();
    format!("{} is there already, {} bytes{age}", shown(path), grouped(usize::try_from(bytes).unwrap_or(usize::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catalogue: C23.
    #[test]
    fn a_tilde_is_the_home_folder() {
        let home = Some(Path::new("/home/ann"));
        assert_eq!(expand_tilde("~/gifts.csv", home), Path::new("/home/ann/gifts.csv"));
        assert_eq!(expand_tilde("~gifts.csv", home), Path::new("~gifts.csv"));
        assert_eq!(expand_tilde("gifts.csv", home), Path::new("gifts.csv"));
    }
}
