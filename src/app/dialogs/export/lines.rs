//! What stands below the fields of the export: what to know before the file is written, its first lines, and the advice.

use super::{ExportDialog, WIDTH};
use crate::app::context::Context;
use crate::app::layout::{SIGN_COLUMNS, text_width};
use crate::app::notice::Tone;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::capitalised;
use std::borrow::Cow;

const UPLOAD_ADVICE: &str = "Upload it as an addition: a sync or override upload on a platform would deactivate everybody who is not in this file.";

/// Stands behind a warning that leads to people.
pub const SHOWS_THEM: &str = "Enter shows them";
/// The same of a country without a code.
pub const GIVES_A_CODE: &str = "Enter gives a code";

/// Rows of the file that are shown even where lines have to scroll.
const LEAST_PREVIEW: usize = 3;
/// Lines of the dialog besides the fields and what is below them: its border, who gets it, and blank ones.
const BESIDE_LINES: usize = 6;

/// Columns of a cell in the preview.
const MAX_CELL: usize = 24;
/// Between two cells of the preview.
const GAP: &str = "  ";

/// A line below the fields; texts may be foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportLine {
    Blank,
    /// Only its first line gets a sign.
    Note {
        tone: Tone,
        text: String,
        is_first: bool,
        /// The place of the warning that it is, if it leads to people.
        warning: Option<usize>,
    },
    /// A row of the file.
    Preview {
        text: String,
        is_header: bool,
    },
    Advice(String),
}

impl ExportDialog {
    /// Whether it is being checked or written.
    pub fn is_busy(&self) -> bool {
        self.is_writing || self.warnings.is_none() && self.failed.is_none()
    }

    /// Wrapped for the dialog's width.
    pub fn lines(&self, cx: &Context) -> Vec<ExportLine> {
        let columns = text_width(cx.body(), WIDTH).saturating_sub(SIGN_COLUMNS);
        let mut notes: Vec<(Tone, Cow<str>, Option<usize>)> = Vec::new();
        notes.extend(self.failed.as_deref().map(|failed| (Tone::Failed, failed.into(), None)));
        match &self.warnings {
            _ if self.is_writing => notes.push((Tone::Plain, "Writing; Esc stops it".into(), None)),
            None if self.failed.is_some() => {}
            None => notes.push((Tone::Plain, "Looking at what will be written".into(), None)),
            Some(warnings) => notes.extend(warnings.iter().enumerate().map(|(place, it)| {
                (Tone::Warning, it.to_string().into(), Some(place).filter(|place| self.leads_to_people(*place)))
            })),
        }
        let different = self.difference.as_ref().map(|different| capitalised(&different.to_string()));
        notes.extend(different.map(|different| (Tone::Plain, different.into(), None)));
        let wrapped = |(tone, text, warning): (Tone, Cow<str>, Option<usize>)| {
            let room = if warning.is_some() { columns.saturating_sub(GIVES_A_CODE.len() + 2) } else { columns };
            let lines = SafeText::of(&text).wrap(room).into_iter().enumerate();
            let note = move |(place, text)| ExportLine::Note { tone, text, is_first: place == 0, warning };
            lines.map(note).collect::<Vec<_>>()
        };
        let notes: Vec<ExportLine> = notes.into_iter().flat_map(wrapped).collect();
        let note = self.preset().note.as_deref().map(|note| format!("{note}."));
        let advice = note.iter().map(String::as_str).chain([UPLOAD_ADVICE]);
        let advice: Vec<String> = advice.flat_map(|text| SafeText::of(text).wrap(columns)).collect();
        // The preview takes what the rest leaves of the window, and at least the header with two people.
        let rest = notes.len() + advice.len() + self.form().len() + BESIDE_LINES;
        let room = usize::from(cx.body().height).saturating_sub(rest).max(LEAST_PREVIEW);
        let preview = aligned(self.preview.get(..room).unwrap_or(&self.preview)).into_iter().enumerate();
        let preview = preview.map(|(place, text)| ExportLine::Preview { text, is_header: place == 0 });
        let advice = advice.into_iter().map(ExportLine::Advice);
        let blank = || [ExportLine::Blank].into_iter();
        notes.into_iter().chain(blank()).chain(preview).chain(blank()).chain(advice).collect()
    }
}

/// The rows with their cells below each other. As in the table, a long cell is cut.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let cells: Vec<Vec<SafeText>> =
        rows.iter().map(|row| row.iter().map(|cell| SafeText::of(cell)).collect()).collect();
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| cells.iter().filter_map(|row| row.get(column)).map(SafeText::width).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(|column| width(column).min(MAX_CELL)).collect();
    let line = |row: &Vec<SafeText>| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| {
            let shown = cell.truncate_to_width(width).into_owned();
            let blanks = width.saturating_sub(SafeText::of(&shown).width());
            format!("{shown}{:blanks$}", "")
        });
        cells.collect::<Vec<_>>().join(GAP)
    };
    cells.iter().map(line).collect()
}
