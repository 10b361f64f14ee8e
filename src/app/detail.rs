//! Text about what is under the cursor of a list, wrapped: the lines are made here, so that scrolling and drawing agree on
//! their number.

use crate::domain::text::safe_text::SafeText;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Failed,
    Strong,
    Plain,
    Quiet,
}

/// The text may be foreign.
#[derive(Clone, Debug)]
pub struct DetailLine {
    pub text: String,
    pub weight: Weight,
}

/// Columns of the number before a step.
const NUMBER_COLUMNS: usize = 3;

/// Lines under way, wrapped.
pub struct DetailText {
    pub lines: Vec<DetailLine>,
    columns: usize,
    /// Whether there is room for blank lines.
    pub is_wide: bool,
}

impl DetailText {
    pub fn new(columns: usize, is_wide: bool) -> DetailText {
        DetailText { lines: vec![], columns, is_wide }
    }

    pub fn add(&mut self, weight: Weight, text: &str) {
        let lines = SafeText::of(text).wrap(self.columns).into_iter();
        self.lines.extend(lines.map(|text| DetailLine { text, weight }));
    }

    /// A line behind a number or a sign.
    pub fn item(&mut self, before: &str, text: &str) {
        let lines = SafeText::of(text).wrap(self.columns.saturating_sub(NUMBER_COLUMNS)).into_iter().enumerate();
        self.lines.extend(lines.map(|(index, line)| DetailLine {
            text: format!("{:<NUMBER_COLUMNS$}{line}", if index == 0 { before } else { "" }),
            weight: Weight::Plain,
        }));
    }

    pub fn blank(&mut self) {
        if self.is_wide {
            self.lines.push(DetailLine { text: String::new(), weight: Weight::Plain });
        }
    }
}
