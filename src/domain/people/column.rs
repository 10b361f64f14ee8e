//! Columns: what the table, `list` and an export can show of a person. The 24 fields as they are, and what is derived
//! from them on the gift date.

use crate::domain::calendar::{DateText, Dates, Day, MonthDay};
use crate::domain::countries::Countries;
use crate::domain::fields::{DateField, Field, FieldKind, Fields, TextField};
use crate::domain::people::bits::Row;
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::problem::{self, Problem};
use std::borrow::Cow;

/// In the place of a value that the sync could not read.
pub const NOT_READ: &str = "(not read)";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// First and last name in one.
    Name,
    /// One of the 24.
    Field(Field),
    /// Personio's internal number.
    PersonioId,
    /// The address that the gift goes to.
    GiftEmail,
    /// Which address that is: `work` or `personal`.
    GiftEmailKind,
    /// The country as an ISO 3166-1 alpha-2 code; empty where the name is not known.
    CountryCode,
    /// Month of birth, 1 to 12.
    BirthMonth,
    /// Day of the month of birth, 1 to 31.
    BirthDay,
    /// The next birthday, on or after today.
    NextBirthday,
    /// The next work anniversary, on or after today.
    NextAnniversary,
    /// Completed years on the gift date.
    TenureYears,
}

/// Which email address a gift goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Address {
    #[default]
    Work,
    /// The personal email before the first day, else the work email.
    Joiners,
    /// The personal email where there is one, else the work email.
    Personal,
}

impl Address {
    /// All, in the order of the dialog.
    pub const ALL: [Address; 3] = [Address::Work, Address::Joiners, Address::Personal];

    /// Its text in the export dialog.
    pub fn label(self) -> &'static str {
        match self {
            Address::Work => "work email",
            Address::Joiners => "personal email before the first day",
            Address::Personal => "personal email where there is one",
        }
    }

    /// The address that a person's gift goes to, and which of the two it is; `None` if they have none.
    pub fn of<'a>(self, roster: &'a Roster, marks: &Marks, row: Row) -> Option<(&'a str, EmailKind)> {
        let email = |kind: EmailKind| {
            let text = roster.text(kind.text(), row).trim();
            (!text.is_empty()).then_some((text, kind))
        };
        let is_personal_first = match self {
            Address::Work => false,
            Address::Joiners => marks.is_joiner(roster, row),
            Address::Personal => true,
        };
        if is_personal_first { email(EmailKind::Personal).or(email(EmailKind::Work)) } else { email(EmailKind::Work) }
    }
}

/// Which of a person's two addresses one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailKind {
    Work,
    Personal,
}

impl EmailKind {
    pub const ALL: [EmailKind; 2] = [EmailKind::Work, EmailKind::Personal];

    /// The name in exports: `work` or `personal`.
    pub fn id(self) -> &'static str {
        match self {
            EmailKind::Work => "work",
            EmailKind::Personal => "personal",
        }
    }

    /// The field that holds it.
    pub fn field(self) -> Field {
        self.text().field()
    }

    fn text(self) -> TextField {
        match self {
            EmailKind::Work => TextField::Email,
            EmailKind::Personal => TextField::PersonalEmail,
        }
    }
}

/// A value that keeps its kind, for formats that treat text and numbers differently.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValue<'a> {
    Text(Cow<'a, str>),
    /// A number, which no spreadsheet takes for a formula.
    Number(i64),
    /// A word that giftlist itself wrote, or a date by a pattern.
    Trusted(Cow<'a, str>),
    /// A day, with or without a year.
    Date(DateText),
}

/// What a value is computed from.
#[derive(Clone, Copy)]
pub struct ColumnContext<'a> {
    pub roster: &'a Roster,
    pub marks: &'a Marks,
    pub dates: Dates,
    pub address: Address,
    pub countries: &'a Countries,
}

impl Column {
    const DERIVED: [Column; 10] = [
        Column::Name,
        Column::PersonioId,
        Column::GiftEmail,
        Column::GiftEmailKind,
        Column::CountryCode,
        Column::BirthMonth,
        Column::BirthDay,
        Column::NextBirthday,
        Column::NextAnniversary,
        Column::TenureYears,
    ];

    /// All columns: the fields, then what is derived from them.
    pub fn all() -> impl Iterator<Item = Column> {
        Field::all().map(Column::Field).chain(Column::DERIVED)
    }

    /// The name in options and files: `hire_date`, `birth_month`.
    pub fn id(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Field(field) => field.id(),
            Column::PersonioId => "personio_id",
            Column::GiftEmail => "gift_email",
            Column::GiftEmailKind => "gift_email_kind",
            Column::CountryCode => "country_code",
            Column::BirthMonth => "birth_month",
            Column::BirthDay => "birth_day",
            Column::NextBirthday => "next_birthday",
            Column::NextAnniversary => "next_anniversary",
            Column::TenureYears => "tenure_years",
        }
    }

    /// The title in the table and in exports.
    pub fn title(self) -> &'static str {
        match self {
            Column::Name => "Name",
            Column::Field(field) => field.name(),
            other => other.id(),
        }
    }

    /// Whether it shows a day, with or without a year.
    pub fn is_date(self) -> bool {
        match self {
            Column::Field(field) => matches!(field.info().kind, FieldKind::Day | FieldKind::Birthday),
            other => matches!(other, Column::NextBirthday | Column::NextAnniversary),
        }
    }

    /// Whether it shows a day with its year.
    pub fn is_day(self) -> bool {
        self.is_date() && self != Column::Field(Field::Birthday)
    }

    /// The field, where it is one of the 24.
    pub fn field(self) -> Option<Field> {
        match self {
            Column::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Whether nothing that the column shows was read in the sync of these people, so that it only looks empty.
    pub fn is_unread(self, roster: &Roster, address: Address) -> bool {
        let sources = match self {
            Column::Field(field) => Fields::of(&[field]),
            Column::Name => Fields::of(&[Field::FirstName, Field::LastName]),
            Column::GiftEmail | Column::GiftEmailKind if address == Address::Work => Fields::of(&[Field::Email]),
            Column::GiftEmail | Column::GiftEmailKind => Fields::of(&[Field::Email, Field::PersonalEmail]),
            Column::CountryCode => Fields::of(&[Field::Country]),
            Column::BirthMonth | Column::BirthDay | Column::NextBirthday => Fields::of(&[Field::Birthday]),
            Column::NextAnniversary | Column::TenureYears => Fields::of(&[Field::HireDate]),
            Column::PersonioId => return false,
        };
        sources.iter().all(|field| roster.is_unread(field))
    }

    /// The title over a table of these people; it says where a column only looks empty.
    pub fn title_for(self, roster: &Roster) -> Cow<'static, str> {
        match self.is_unread(roster, Address::Work) {
            true => Cow::Owned(format!("{} {NOT_READ}", self.title())),
            false => Cow::Borrowed(self.title()),
        }
    }

    /// Finds a column by its name, whatever its case, blanks or underscores.
    ///
    /// # Errors
    /// Usage: names the unknown column.
    pub fn parse(name: &str) -> Result<Column, Problem> {
        let known = Column::DERIVED.into_iter().find(|column| column.id().eq_ignore_ascii_case(name.trim()));
        known.or_else(|| Field::parse(name).map(Column::Field)).ok_or_else(|| {
            let derived: Vec<&str> = Column::DERIVED.iter().map(|column| column.id()).collect();
            let remedy = format!("use a field such as hire_date, or {}", derived.join(", "));
            Problem::new(problem::Kind::Usage, format!("there is no column {name}"), remedy)
        })
    }

    /// The columns of a comma-separated list of names.
    ///
    /// # Errors
    /// Usage: names the first unknown column.
    pub fn list(names: &str) -> Result<Vec<Column>, Problem> {
        let columns: Vec<Column> =
            names.split(',').filter(|name| !name.trim().is_empty()).map(Column::parse).collect::<Result<_, _>>()?;
        if columns.is_empty() {
            let remedy = "name some, such as first_name,email, or leave the option out";
            return Err(Problem::new(problem::Kind::Usage, "no column is named", remedy));
        }
        Ok(columns)
    }

    pub fn value<'a>(self, context: &ColumnContext<'a>, row: Row) -> ColumnValue<'a> {
        use ColumnValue::{Date, Number, Text, Trusted};
        let ColumnContext { roster, marks, dates, address, countries } = *context;
        let nothing = || Trusted(Cow::Borrowed(""));
        let birthday = || roster.birthday(row);
        match self {
            Column::Name => Text(roster.name(row)),
            Column::Field(field) => match field.info().kind {
                FieldKind::Text | FieldKind::Word | FieldKind::Person => Text(roster.value(field, row)),
                FieldKind::Day => ColumnValue::of_day(DateField::of(field).and_then(|date| roster.day(date, row))),
                FieldKind::Birthday => birthday().map_or_else(nothing, |day| Date(day.text())),
                FieldKind::Picture => Trusted(roster.value(field, row)),
            },
            Column::PersonioId => Number(i64::try_from(roster.id(row).0).unwrap_or(i64::MAX)),
            Column::GiftEmail => Text(Cow::Borrowed(address.of(roster, marks, row).map_or("", |(email, _)| email))),
            Column::GiftEmailKind => {
                Trusted(Cow::Borrowed(address.of(roster, marks, row).map_or("", |(_, kind)| kind.id())))
            }
            Column::CountryCode => {
                Trusted(countries.code_of(roster.text(TextField::Country, row)).unwrap_or_default().into())
            }
            Column::BirthMonth => birthday().map_or_else(nothing, |day| Number(i64::from(day.month()))),
            Column::BirthDay => birthday().map_or_else(nothing, |day| Number(i64::from(day.day()))),
            Column::NextBirthday => {
                birthday().map_or_else(nothing, |day| Date(Day::of(day.next(dates.today.date())).text()))
            }
            Column::NextAnniversary => roster.day(DateField::HireDate, row).map_or_else(nothing, |hired| {
                let coming = MonthDay::of(hired.date()).next(dates.today.date());
                // The day of hiring is no anniversary: the first comes a year later.
                let first = MonthDay::of(hired.date()).day_in(hired.date().year().saturating_add(1));
                Date(Day::of(coming.max(first)).text())
            }),
            Column::TenureYears => match roster.day(DateField::HireDate, row) {
                Some(hired) if hired <= dates.gift_date => Number(i64::from(hired.completed_years(dates.gift_date))),
                _ => nothing(),
            },
        }
    }
}

impl Column {
    /// The values of some rows, in their order: what they have in common is looked up once.
    pub fn values<'a>(self, context: &ColumnContext<'a>, rows: &[Row], mut take: impl FnMut(ColumnValue<'a>)) {
        let roster = context.roster;
        if let Column::Field(field) = self {
            if let Some(text) = TextField::of(field) {
                return roster.texts(text, rows, |text| take(ColumnValue::Text(Cow::Borrowed(text))));
            }
            if let Some(date) = DateField::of(field) {
                return roster.days(date, rows, |day| take(ColumnValue::of_day(day)));
            }
            if field.info().kind == FieldKind::Person {
                return roster.supervisor_names(rows, |name| take(ColumnValue::Text(Cow::Borrowed(name))));
            }
        }
        rows.iter().for_each(|&row| take(self.value(context, row)));
    }

    /// Whether it shows text of Personio's, and nothing of giftlist's own.
    pub fn is_text(self) -> bool {
        match self {
            Column::Field(field) => {
                matches!(field.info().kind, FieldKind::Text | FieldKind::Word | FieldKind::Person)
            }
            other => matches!(other, Column::Name | Column::GiftEmail),
        }
    }
}

impl ColumnValue<'_> {
    fn of_day(day: Option<Day>) -> ColumnValue<'static> {
        day.map_or(ColumnValue::Trusted(Cow::Borrowed("")), |day| ColumnValue::Date(day.text()))
    }

    pub fn text(&self) -> Cow<'_, str> {
        match self {
            ColumnValue::Text(text) | ColumnValue::Trusted(text) => Cow::Borrowed(text),
            ColumnValue::Date(text) => Cow::Borrowed(text),
            ColumnValue::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}
