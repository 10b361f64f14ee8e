//! The choices of an export: its format, the address, what stands between cells.

use super::{ALL_FIELDS, ExportDialog, ExportField};
use crate::app::step::Step;
use crate::domain::export::check::AddressCounts;
use crate::domain::export::preset::Preset;
use crate::domain::people::column::Address;
use crate::domain::text::words::grouped;

impl ExportDialog {
    pub fn preset(&self) -> &Preset {
        let presets = self.presets.all();
        &presets[self.preset.min(presets.len() - 1)]
    }

    /// The fields that the format has, from top to bottom.
    pub(super) fn form(&self) -> Vec<ExportField> {
        let has_separator = self.preset().has_locale_delimiter();
        ALL_FIELDS.into_iter().filter(|field| has_separator || *field != ExportField::Separator).collect()
    }

    /// How many people get it to which address, in words.
    pub fn address_counts(&self) -> String {
        let AddressCounts { work, personal, none } = self.addresses;
        let counts = [(work, "work"), (personal, "personal"), (none, "none")].into_iter();
        let counts = counts.filter(|(count, _)| *count > 0).map(|(count, which)| format!("{} {which}", grouped(count)));
        counts.collect::<Vec<_>>().join(" · ")
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
            ExportField::File | ExportField::Campaign | ExportField::Warning(_) => return vec![],
        }
        self.check()
    }
}
