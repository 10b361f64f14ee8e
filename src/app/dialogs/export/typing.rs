//! The fields of an export that take text: the name of the file, that of the campaign, the code of a country.

use super::{ExportDialog, ExportField};
use crate::app::key::Key;
use crate::app::notice::Notice;
use crate::app::text_input;
use tui_input::Input;

impl ExportDialog {
    pub fn typed(&mut self, key: Key) {
        if self.country.is_some() {
            return self.code_typed(key);
        }
        let is_writing = self.is_writing;
        if let Some(field) = self.text_field().filter(|_| !is_writing) {
            text_input::edit(field, key);
            self.failed = None;
            self.write_when_checked = false;
        }
    }

    /// The focused field, if it takes text.
    fn text_field(&mut self) -> Option<&mut Input> {
        match self.focus {
            ExportField::File => Some(&mut self.file),
            ExportField::Campaign => Some(&mut self.campaign),
            _ => None,
        }
    }

    pub fn pasted(&mut self, text: &str) -> Result<(), Notice> {
        let what = if self.focus == ExportField::File { "a file's name" } else { "a campaign's name" };
        let is_writing = self.is_writing;
        if let Some(field) = self.text_field().filter(|_| !is_writing) {
            if text.trim().contains(char::is_control) {
                let text = format!("Nothing was pasted: {what} is one line, without control characters");
                return Err(Notice::failed(text));
            }
            text_input::paste(field, text)?;
            self.failed = None;
            self.write_when_checked = false;
        }
        Ok(())
    }
}
