//! Goes through the people of a file and sees what there is to warn of: cells that a spreadsheet runs or changes, people
//! without an address. Some rows can be looked at on their own, and so on the way of their lines.

use super::behind::Behind;
use super::column::ExportColumn;
use super::format::Format;
use crate::domain::countries::is_name;
use crate::domain::fields::TextField;
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::column::{Address, Column, ColumnContext, ColumnValue, EmailKind};
use crate::domain::people::roster::{Roster, SharedTexts};
use crate::domain::text::safe_text::SafeText;

/// Characters of a value that a warning quotes.
pub(super) const MAX_EXAMPLE: usize = 20;
/// Countries without a code that a warning names.
const MAX_NAMED_COUNTRIES: usize = 5;

/// What was seen of some people.
#[derive(Debug, Default)]
pub struct Seen {
    pub(super) formulas: SeenCells,
    pub(super) changed: SeenCells,
    pub(super) without_address: usize,
    pub(super) to_personal_address: Behind,
    /// How many have an address of that kind that is none.
    pub(super) odd_addresses: [usize; EmailKind::ALL.len()],
    /// Addresses that another one may have as well, in lower case.
    pub(super) addresses: Vec<(Row, String)>,
    pub(super) without_country_code: usize,
    /// Some of their countries, as they are shown.
    pub(super) countries: Vec<String>,
    /// The first of them that can be given a code, as in Personio.
    pub(super) country_name: Option<String>,
}

/// Cells that are alike in something.
#[derive(Debug, Default)]
pub(super) struct SeenCells {
    pub count: usize,
    /// Whose they are.
    pub people: Behind,
    /// The text of the first one.
    pub example: Option<String>,
}

/// What a spreadsheet makes of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    Text,
    Formula,
    /// Another text than it is.
    Changed,
}

/// How the people of a file are looked at.
pub(super) struct Look<'a> {
    context: ColumnContext<'a>,
    format: Format,
    columns: Vec<(&'a ExportColumn, LookedAt)>,
    odd: Bits,
    has_country_codes: bool,
}

/// How the texts of a column are looked at.
enum LookedAt {
    /// Those that many people share, once for all of them.
    Shared(SharedTexts, Vec<Sight>),
    Each,
}

/// The cells of some rows that are alike: how many, in which of the rows, and row and column of the first.
struct Alike {
    count: usize,
    has_any: Vec<bool>,
    first: Option<(usize, usize)>,
}

impl<'a> Look<'a> {
    /// `who` are written to the columns of a file of that format.
    pub fn new(context: ColumnContext<'a>, columns: &'a [ExportColumn], format: Format, who: &Bits) -> Look<'a> {
        let (roster, people) = (context.roster, who.count());
        let looked_at = |column: &'a ExportColumn| {
            let field = column.plain_column().and_then(Column::field);
            let Some(shared) = field.and_then(|field| SharedTexts::of(roster, field, people)) else {
                return column.is_text().then_some((column, LookedAt::Each));
            };
            let mut sights = Vec::new();
            shared.each(roster, |text| sights.push(sight(format, text)));
            let is_any = sights.iter().any(|&sight| sight != Sight::Text);
            is_any.then_some((column, LookedAt::Shared(shared, sights)))
        };
        let mut odd = roster.any_odd_rows();
        odd.keep(who);
        let has_country_codes = columns.iter().any(|column| column.column() == Some(Column::CountryCode));
        let columns = columns.iter().filter_map(looked_at).collect();
        Look { context, format, columns, odd, has_country_codes }
    }

    /// Looks at some rows, which the roster is asked about.
    pub fn at(&self, roster: &Roster, rows: &[Row]) -> Seen {
        let context = ColumnContext { roster, ..self.context };
        let mut seen = Seen::default();
        self.look_at_cells(&context, rows, &mut seen);
        self.look_at_addresses(&context, rows, &mut seen);
        if self.has_country_codes {
            roster.texts(TextField::Country, rows, |country| self.look_at_country(country.trim(), &mut seen));
        }
        seen
    }

    fn look_at_cells(&self, context: &ColumnContext, rows: &[Row], seen: &mut Seen) {
        let [mut formulas, mut changed] = [Alike::among(rows.len()), Alike::among(rows.len())];
        for (column, (written, looked_at)) in self.columns.iter().enumerate() {
            let mut row = 0;
            let mut take = |sight| {
                match sight {
                    Sight::Text => {}
                    Sight::Formula => formulas.add(row, column),
                    Sight::Changed => changed.add(row, column),
                }
                row += 1;
            };
            match looked_at {
                LookedAt::Shared(shared, sights) => shared.places(context.roster, rows, |place| {
                    take(sights.get(place).map_or(Sight::Text, |sight| *sight));
                }),
                LookedAt::Each => written.values(context, rows, |value| {
                    take(match &value {
                        ColumnValue::Text(text) => sight(self.format, text),
                        _ => Sight::Text,
                    });
                }),
            }
        }
        let text = |(row, column): (usize, usize)| {
            let (column, _) = self.columns.get(column)?;
            Some(column.value(context, *rows.get(row)?).text().into_owned())
        };
        for (alike, seen) in [(formulas, &mut seen.formulas), (changed, &mut seen.changed)] {
            seen.count = alike.count;
            seen.example = alike.first.and_then(text);
            rows.iter().zip(alike.has_any).filter(|(_, has_any)| *has_any).for_each(|(&row, _)| seen.people.add(row));
        }
    }

    fn look_at_addresses(&self, context: &ColumnContext, rows: &[Row], seen: &mut Seen) {
        let roster = context.roster;
        let mut take = |row: Row, address: Option<(&str, EmailKind)>| {
            let Some((email, kind)) = address else {
                seen.without_address += 1;
                return;
            };
            // To the work address it is shared only with somebody who is known to have the same.
            if context.address != Address::Work || roster.shared_email().has(row) {
                seen.addresses.push((row, email.to_lowercase()));
            }
            if kind == EmailKind::Personal {
                seen.to_personal_address.add(row);
            }
            if self.odd.has(row) {
                seen.odd_addresses[kind as usize] += usize::from(roster.odd(row).contains(kind.field()));
            }
        };
        if context.address != Address::Work {
            return rows.iter().for_each(|&row| take(row, context.address.of(roster, context.marks, row)));
        }
        let mut row = rows.iter();
        roster.texts(TextField::Email, rows, |email| {
            let email = email.trim();
            if let Some(&row) = row.next() {
                take(row, (!email.is_empty()).then_some((email, EmailKind::Work)));
            }
        });
    }

    fn look_at_country(&self, country: &str, seen: &mut Seen) {
        if country.is_empty() || self.context.countries.code_of(country).is_some() {
            return;
        }
        seen.without_country_code += 1;
        seen.add_country(SafeText::of(country).truncate_to_chars(MAX_EXAMPLE));
        if seen.country_name.is_none() && is_name(country) {
            seen.country_name = Some(country.into());
        }
    }
}

fn sight(format: Format, text: &str) -> Sight {
    match () {
        () if format.takes_for_formula(text) => Sight::Formula,
        () if format.is_changed_by_excel(text) => Sight::Changed,
        () => Sight::Text,
    }
}

impl Alike {
    fn among(rows: usize) -> Alike {
        Alike { count: 0, has_any: vec![false; rows], first: None }
    }

    fn add(&mut self, row: usize, column: usize) {
        self.count += 1;
        self.has_any[row] = true;
        self.first = Some(self.first.map_or((row, column), |first| first.min((row, column))));
    }
}

impl Seen {
    /// And of others, who come behind them.
    pub(super) fn add(&mut self, more: Seen) {
        self.formulas.add(more.formulas);
        self.changed.add(more.changed);
        self.without_address += more.without_address;
        self.to_personal_address.append(more.to_personal_address);
        self.odd_addresses.iter_mut().zip(more.odd_addresses).for_each(|(sum, more)| *sum += more);
        self.addresses.extend(more.addresses);
        self.without_country_code += more.without_country_code;
        more.countries.into_iter().for_each(|country| self.add_country(country));
        self.country_name = self.country_name.take().or(more.country_name);
    }

    fn add_country(&mut self, country: String) {
        if self.countries.len() < MAX_NAMED_COUNTRIES && !self.countries.contains(&country) {
            self.countries.push(country);
        }
    }
}

impl SeenCells {
    fn add(&mut self, more: SeenCells) {
        self.count += more.count;
        self.people.append(more.people);
        self.example = self.example.take().or(more.example);
    }
}
