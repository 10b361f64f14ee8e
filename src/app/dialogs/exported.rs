//! The result of an export: how much was written, where, and what to do with the file.

use crate::app::clipboard::copy;
use crate::app::context::Context;
use crate::app::effect::ClipboardText;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, text_width};
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::export::plan::Exported;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::capitalised;

const WIDTH: u16 = 90;

/// Before the command that fetches the file.
pub const COMMAND_INDENT: usize = 2;

#[derive(Clone, Debug)]
pub struct ExportedDialog {
    pub exported: Exported,
    /// The title of its format.
    pub format: String,
    pub viewport: Viewport,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportedLine {
    Path,
    Amount,
    Blank,
    /// What fetches the file, behind an indent.
    Command,
    Warning,
    Advice,
}

impl ExportedDialog {
    pub fn new(exported: Exported, format: String) -> ExportedDialog {
        ExportedDialog { exported, format, viewport: Viewport::default() }
    }

    /// Wrapped for the dialog's width.
    pub fn lines(&self, cx: &Context) -> Vec<(ExportedLine, String)> {
        let Exported { path, note, .. } = &self.exported;
        let amount = format!("{} · {}", self.exported.amount(), self.format);
        let mut parts = vec![(ExportedLine::Path, path.clone()), (ExportedLine::Amount, amount)];
        let blank = || (ExportedLine::Blank, String::new());
        if let Some(command) = self.command(cx) {
            let key = cx.key(KeyContext::Exported, Action::CopyWhere);
            let fetch = format!("Fetch it from your own machine ({key} copies the line):");
            parts.extend([blank(), (ExportedLine::Advice, fetch), (ExportedLine::Command, command)]);
        }
        parts.push(blank());
        if let Some(guard) = self.exported.guard() {
            let text = format!("{guard}; the format \"For another program\" leaves cells as they are");
            parts.push((ExportedLine::Warning, text));
        }
        let remembered = self.exported.remembered.iter();
        parts.extend(remembered.map(|text| (ExportedLine::Advice, format!("{}.", capitalised(text)))));
        parts.extend(note.iter().map(|note| (ExportedLine::Warning, note.clone())));
        let advice = "Upload it as an addition: it is a selection, not the whole company. A sync or override upload \
                      would deactivate everybody who is not in it.";
        parts.push((ExportedLine::Advice, advice.to_string()));
        let columns = text_width(cx.body(), WIDTH);
        let wrapped = |(kind, text): (ExportedLine, String)| {
            let indent = if kind == ExportedLine::Command { COMMAND_INDENT } else { 0 };
            SafeText::of(&text)
                .wrap(columns.saturating_sub(indent))
                .into_iter()
                .map(move |line| (kind, line))
                .collect::<Vec<_>>()
        };
        parts.into_iter().flat_map(wrapped).collect()
    }

    /// What fetches the file, where the user is at another machine.
    fn command(&self, cx: &Context) -> Option<String> {
        // A path that cannot be shown as it is cannot be checked either.
        let is_shown = SafeText::of(&self.exported.path).as_str() == self.exported.path;
        cx.launch.ssh.as_ref().filter(|_| is_shown).map(|host| host.scp(&self.exported.path))
    }

    /// The layout of as many lines as [`ExportedDialog::lines`] has.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    /// How many lines there are, and how many of them are visible.
    pub fn window(&self, cx: &Context) -> (usize, usize) {
        let lines = self.lines(cx).len();
        (lines, ExportedDialog::layout(lines, cx).height())
    }

    pub fn act(&self, action: Action, cx: &Context) -> Vec<Step> {
        match action {
            Action::Back => vec![Step::Close],
            Action::CopyWhere => copy(self.copied(cx), cx),
            _ => vec![],
        }
    }

    fn copied(&self, cx: &Context) -> ClipboardText {
        let (text, what) = match self.command(cx) {
            Some(command) => (command, "the line that fetches the file"),
            None => (self.exported.path.clone(), "the path of the file"),
        };
        ClipboardText { text, what: what.into(), instead: "mark it with the mouse".into() }
    }
}
