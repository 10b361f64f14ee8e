//! What stands below the fields of the export: what to know before the file is written, its first lines, and the advice.

use super::{ExportDialog, WIDTH};
use crate::app::context::Context;
use crate::app::layout::{SIGN_COLUMNS, text_width};
use crate::app::notice::Tone;
use crate::domain::text::safe_text::SafeText;
use std::borrow::Cow;

const UPLOAD_ADVICE: &str = "Upload it as an addition: a sync or override upload on a platform would deactivate everybody who is not in this file.";

/// A line below the fields; texts may be foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportLine {
    Blank,
    /// Only its first line gets a sign.
    Note {
        tone: Tone,
        text: String,
        is_first: bool,
    },
    /// Cells of the file.
    Preview(String),
    Advice(String),
}

impl ExportDialog {
    /// Whether it is being checked or written.
    pub fn is_busy(&self) -> bool {
        self.is_writing || self.warnings.is_none()
    }

    /// Wrapped for the dialog's width.
    pub fn lines(&self, cx: &Context) -> Vec<ExportLine> {
        let columns = text_width(cx.body(), WIDTH).saturating_sub(SIGN_COLUMNS);
        let mut notes: Vec<(Tone, Cow<str>)> = Vec::new();
        notes.extend(self.failed.as_deref().map(|failed| (Tone::Failed, failed.into())));
        match &self.warnings {
            _ if self.is_writing => notes.push((Tone::Plain, "Writing; Esc stops it".into())),
            None => notes.push((Tone::Plain, "Looking at what will be written".into())),
            Some(warnings) => notes.extend(warnings.iter().map(|it| (Tone::Warning, it.to_string().into()))),
        }
        let wrapped = |(tone, text): (Tone, Cow<str>)| {
            let lines = SafeText::of(&text).wrap(columns).into_iter().enumerate();
            lines.map(move |(place, text)| ExportLine::Note { tone, text, is_first: place == 0 }).collect::<Vec<_>>()
        };
        let notes: Vec<ExportLine> = notes.into_iter().flat_map(wrapped).collect();
        let preview = self.preview.iter().map(|cells| ExportLine::Preview(cells.join(" | ")));
        let advice = SafeText::of(UPLOAD_ADVICE).wrap(columns).into_iter().map(ExportLine::Advice);
        let blank = || [ExportLine::Blank].into_iter();
        notes.into_iter().chain(blank()).chain(preview).chain(blank()).chain(advice).collect()
    }
}
