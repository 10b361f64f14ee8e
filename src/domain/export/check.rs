//! What is told of an export before it is written.

use super::plan::ExportPlan;
use super::warning::Warning;
use crate::domain::people::column::EmailKind;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportCheck {
    pub warnings: Vec<Warning>,
    /// The first lines of the file, cell by cell.
    pub preview: Vec<Vec<String>>,
    pub addresses: AddressCounts,
}

/// How many people get it to which address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressCounts {
    pub work: usize,
    pub personal: usize,
    pub none: usize,
}

impl ExportPlan {
    /// Looks at everybody; the preview has the first `people` rows.
    pub fn check(&self, people: usize) -> ExportCheck {
        ExportCheck { warnings: self.warnings(), preview: self.preview(people), addresses: self.addresses() }
    }

    fn addresses(&self) -> AddressCounts {
        let mut counts = AddressCounts::default();
        for row in self.who.rows() {
            *match self.address.of(&self.roster, &self.marks, row) {
                Some((_, EmailKind::Work)) => &mut counts.work,
                Some((_, EmailKind::Personal)) => &mut counts.personal,
                None => &mut counts.none,
            } += 1;
        }
        counts
    }
}
