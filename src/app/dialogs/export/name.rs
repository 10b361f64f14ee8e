//! The name that the file of an export gets, unless the user gives it another.

use super::ExportDialog;
use crate::app::context::Context;
use crate::domain::export::format::Format;
use crate::domain::export::plan::file_name;
use tui_input::Input;

/// A list of the demo is not to be taken for one of real people.
pub fn proposed(query: &str, format: Format, cx: &Context) -> String {
    let name = file_name(cx.now.today, query, format);
    if cx.launch.demo.is_some() { format!("demo-{name}") } else { name }
}

impl ExportDialog {
    /// A name that the user has not touched gets the ending of the new format.
    pub(super) fn rename(&mut self, from: Format, to: Format) {
        let stem = self.proposed_name.strip_suffix(from.extension());
        if let Some(stem) = stem.filter(|_| self.file.value() == self.proposed_name) {
            self.proposed_name = format!("{stem}{}", to.extension());
            self.file = Input::new(self.proposed_name.clone());
        }
    }
}
