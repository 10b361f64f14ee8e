//! Text about what is under the cursor of a list, wrapped: the lines are made here, so that scrolling and drawing agree on
//! their number.

use crate::domain::fields::Field;
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

    /// What a field is for, and what fails without it.
    pub fn purpose(&mut self, field: Field) {
        let info = field.info();
        if self.is_wide {
            let optional = if field.is_required() { "" } else { ", optional" };
            self.add(Weight::Strong, &format!("{}{optional}", info.name));
            self.add(Weight::Plain, info.why);
        } else {
            self.add(Weight::Plain, &format!("{}: {}", info.name, info.why));
        }
        self.add(Weight::Plain, &format!("Without it, {}", lower_first(info.without)));
    }

    /// A line of a name and what stands behind it, each cut to its part of the width.
    pub fn pair(&mut self, name: &str, beside: &str) {
        let (name_columns, gap) = (if beside.is_empty() { self.columns } else { self.columns / 2 }, 2);
        let name = SafeText::of(name).truncate_to_width(name_columns).into_owned();
        let blanks = (name_columns + gap).saturating_sub(SafeText::of(&name).width());
        let beside = SafeText::of(beside);
        let beside = beside.truncate_to_width(self.columns.saturating_sub(name_columns + gap));
        let text = if beside.is_empty() { name } else { format!("{name}{:blanks$}{beside}", "") };
        self.lines.push(DetailLine { text, weight: Weight::Plain });
    }

    /// Leaves out what does not fit, and says so.
    pub fn cut_to(&mut self, rows: usize) {
        if self.lines.len() > rows {
            self.lines.truncate(rows.saturating_sub(1));
            self.lines.push(DetailLine { text: "…".into(), weight: Weight::Quiet });
        }
    }

    pub fn blank(&mut self) {
        if self.is_wide {
            self.lines.push(DetailLine { text: String::new(), weight: Weight::Plain });
        }
    }
}

/// A sentence as it goes on behind a comma.
fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}
