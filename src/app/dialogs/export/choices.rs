//! The choices of an export: its format, the address, what stands between cells.

use super::{ExportDialog, ExportField};
use crate::app::step::Step;
use crate::domain::export::preset::Preset;
use crate::domain::people::column::Address;

impl ExportDialog {
    pub fn preset(&self) -> &Preset {
        let presets = self.presets.all();
        &presets[self.preset.min(presets.len() - 1)]
    }

    /// The fields that the format has, from top to bottom.
    pub(super) fn form(&self) -> &'static [ExportField] {
        const ALL: [ExportField; 4] =
            [ExportField::Format, ExportField::Address, ExportField::File, ExportField::Separator];
        if self.preset().has_locale_delimiter() { &ALL } else { &ALL[..3] }
    }

    /// Takes another choice of the focused field: the one at the place that `turned` makes of the present one and of how
    /// many there are.
    pub(super) fn choose(&mut self, turned: impl Fn(usize, usize) -> usize) -> Vec<Step> {
        match self.focus {
            ExportField::Format => {
                let before = self.preset().format(self.separator);
                self.preset = turned(self.preset, self.presets.all().len());
                self.rename(before, self.preset().format(self.separator));
            }
            ExportField::Address => {
                let place = Address::ALL.iter().position(|address| *address == self.address).unwrap_or(0);
                self.address = Address::ALL[turned(place, Address::ALL.len())];
            }
            ExportField::Separator => self.separator = if self.separator == b';' { b',' } else { b';' },
            ExportField::File | ExportField::Warning(_) => return vec![],
        }
        self.check()
    }
}
