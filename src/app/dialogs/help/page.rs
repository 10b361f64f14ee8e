//! The help in columns: where its lines break, and in which column each stands.

use crate::app::filter_list::Filter;
use crate::domain::text::safe_text::SafeText;
use ratatui::layout::Size;

/// Blank columns before an entry, and between its keys and its words.
const INDENT: usize = 2;
const GAP: usize = 1;
/// Blank columns between two columns of the page.
pub const GUTTER: u16 = 2;
/// With less room for the words a page has one column.
const FEWEST_HELP_COLUMNS: usize = 20;

/// Keys or an example query, and what they do.
#[derive(Clone, Debug)]
pub struct Entry {
    pub keys: String,
    pub help: &'static str,
}

impl Entry {
    pub fn new(keys: impl Into<String>, help: &'static str) -> Entry {
        Entry { keys: keys.into(), help }
    }

    fn passes(&self, filter: &Filter) -> bool {
        filter.passes(&format!("{} {}", self.keys, self.help))
    }

    /// Its lines, with a column for the keys. Longer keys stand before their words, or above them.
    fn lines(&self, key_columns: usize, width: usize) -> Vec<HelpLine> {
        let line = |keys: &str, help: &str| HelpLine::Entry { keys: keys.into(), key_columns, help: help.into() };
        let (keys, help) = (SafeText::of(&self.keys), SafeText::of(self.help));
        let width = width.saturating_sub(INDENT);
        let help_columns = width.saturating_sub(key_columns + GAP);
        if keys.width() > key_columns && keys.width() + GAP + help.width() <= width {
            return vec![line(&self.keys, self.help)];
        }
        let mut keys = keys.wrap(width);
        let help = help.wrap(help_columns);
        let last = keys.pop().unwrap_or_default();
        let mut lines: Vec<HelpLine> = keys.iter().map(|keys| line(keys, "")).collect();
        let is_beside = SafeText::of(&last).width() <= key_columns;
        let beside = if is_beside { help.first().map_or("", String::as_str) } else { "" };
        lines.push(line(&last, beside));
        lines.extend(help.iter().skip(usize::from(is_beside)).map(|help| line("", help)));
        lines
    }
}

#[derive(Clone, Debug)]
pub struct Section {
    pub heading: &'static str,
    pub entries: Vec<Entry>,
}

impl Section {
    fn widest_keys(&self) -> usize {
        self.entries.iter().map(|entry| SafeText::of(&entry.keys).width()).max().unwrap_or_default()
    }

    /// The heading and the entries that a filter leaves, each as its lines; nothing if it leaves none.
    fn blocks(&self, filter: &Filter, width: usize) -> Vec<Vec<HelpLine>> {
        let key_columns = self.widest_keys().min(width.saturating_sub(INDENT) / 2);
        let left = self.entries.iter().filter(|entry| entry.passes(filter));
        let mut blocks: Vec<_> = left.map(|entry| entry.lines(key_columns, width)).collect();
        if !blocks.is_empty() {
            blocks.insert(0, vec![HelpLine::Heading(self.heading)]);
        }
        blocks
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    Heading(&'static str),
    Entry {
        keys: String,
        /// The width of the column that the keys stand in, if they are no longer than that.
        key_columns: usize,
        help: String,
    },
}

#[derive(Clone, Debug)]
pub struct Page {
    /// From left to right, all of the same width.
    pub columns: Vec<Vec<HelpLine>>,
    /// Below the columns, over the whole width.
    pub foot: Vec<HelpLine>,
    pub entries: usize,
}

impl Page {
    /// What a filter leaves, in two columns if there is room for the keys and the words. The columns are as wide as without
    /// a filter.
    pub fn of(sections: &[Section], foot: Option<&Entry>, filter: &Filter, size: Size) -> Page {
        let half = usize::from(size.width.saturating_sub(GUTTER) / 2);
        let widest = sections.iter().map(Section::widest_keys).max().unwrap_or_default();
        let is_wide = half >= INDENT + widest + GAP + FEWEST_HELP_COLUMNS;
        let width = if is_wide { half } else { size.width.into() };
        let foot = foot.filter(|entry| entry.passes(filter));
        let foot_lines = foot.map(|entry| entry.lines(0, size.width.into())).unwrap_or_default();
        let blocks: Vec<_> = sections.iter().flat_map(|section| section.blocks(filter, width)).collect();
        let entries = blocks.iter().filter(|block| !is_heading(block)).count() + foot.iter().count();
        let columns = match is_wide {
            true => in_two(&blocks, usize::from(size.height).saturating_sub(foot_lines.len())),
            false => vec![blocks.concat()],
        };
        Page { columns, foot: foot_lines, entries }
    }

    /// How many lines the columns take, without the foot.
    pub fn columns_height(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or_default()
    }

    pub fn height(&self) -> usize {
        self.columns_height() + self.foot.len()
    }
}

fn is_heading(block: &[HelpLine]) -> bool {
    matches!(block, [HelpLine::Heading(_)])
}

/// Shares blocks out to two columns of a height: between two sections if that fits, or all into the first, or else where
/// both are of the same length. A heading never stands alone at the end of a column.
fn in_two(blocks: &[Vec<HelpLine>], height: usize) -> Vec<Vec<HelpLine>> {
    let lines = |blocks: &[Vec<HelpLine>]| blocks.iter().map(Vec::len).sum::<usize>();
    let longer = |at: &usize| lines(&blocks[..*at]).max(lines(&blocks[*at..]));
    let fits = |at: &usize| longer(at) <= height;
    let between = (1..blocks.len()).filter(|&at| is_heading(&blocks[at])).min_by_key(longer);
    let anywhere = (1..blocks.len()).filter(|&at| !is_heading(&blocks[at - 1])).min_by_key(longer);
    let at = between.filter(fits).or(Some(blocks.len()).filter(fits)).or(anywhere).unwrap_or(blocks.len());
    vec![blocks[..at].concat(), blocks[at..].concat()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(heading: &'static str, entries: usize) -> Section {
        Section { heading, entries: (0..entries).map(|it| Entry::new(format!("Ctrl-{it}"), "does it")).collect() }
    }

    fn heights(sections: &[(&'static str, usize)], width: u16, height: u16, filter: &str) -> Vec<usize> {
        let sections: Vec<_> = sections.iter().map(|&(heading, entries)| section(heading, entries)).collect();
        let page = Page::of(&sections, None, &Filter::of(filter), Size { width, height });
        page.columns.iter().map(Vec::len).collect()
    }

    #[test]
    fn two_columns_part_between_the_sections_if_that_fits() {
        assert_eq!(heights(&[("Here", 9), ("Everywhere", 3)], 80, 20, ""), [10, 4]);
        assert_eq!(heights(&[("Here", 9), ("Everywhere", 3)], 80, 8, ""), [7, 7]);
        assert_eq!(heights(&[("Here", 9), ("Everywhere", 3)], 40, 20, ""), [14]);
        assert_eq!(heights(&[("Here", 9), ("Everywhere", 3)], 80, 20, "ctrl-7"), [2, 0]);
    }

    #[test]
    fn long_keys_stand_before_or_above_their_words() {
        let entry = |keys: &str, help: &str| HelpLine::Entry { keys: keys.into(), key_columns: 5, help: help.into() };
        let lines = Entry::new("↑ ↓ k j  PgUp PgDn", "does it").lines(5, 40);
        assert_eq!(lines, [entry("↑ ↓ k j  PgUp PgDn", "does it")]);
        let lines = Entry::new("↑ ↓ k j PgUp PgDn", "does it").lines(5, 22);
        assert_eq!(lines, [entry("↑ ↓ k j PgUp PgDn", ""), entry("", "does it")]);
    }
}
