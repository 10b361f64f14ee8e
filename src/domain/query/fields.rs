//! The table of the fields that a query can name: parsing, suggestions, help and documentation all read it.

use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::marks::LEAVING;
use crate::domain::text::hidden::is_hidden;

/// What a field's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryKind {
    /// First and last name; contains.
    Name,
    /// Text; contains.
    Text(TextField),
    /// A choice: the whole value, so that `active` is not `inactive`.
    Choice(TextField),
    /// The name of the person they report to; contains.
    Supervisor {
        /// Or of one above them.
        through_others: bool,
    },
    /// The earliest of these dates.
    Day(&'static [DateField]),
    Birthday,
    /// Of the hire date.
    Anniversary {
        /// Only 5, 10, 15, … years.
        round: bool,
    },
    /// Completed years since the hire date.
    Tenure,
    YesNo(Flag),
    /// `yes`, or `new`.
    Changed,
    /// One of the 24 fields.
    FieldName(ValueTest),
    /// The name of a saved list.
    List,
    /// A part of a campaign's name, or any.
    Gifted,
    /// The number of campaigns since a year or a month began.
    Gifts {
        in_month: bool,
    },
}

impl QueryKind {
    /// Whether the values are email addresses.
    pub fn has_addresses(self) -> bool {
        matches!(self, QueryKind::Text(TextField::Email | TextField::PersonalEmail))
    }

    /// The same, or values may be such: some companies number people by their emails.
    pub fn may_have_addresses(self) -> bool {
        self.has_addresses() || self == QueryKind::Text(TextField::EmployeeId)
    }

    /// Whether the values are days, ranges of them, or years.
    pub fn has_dates(self) -> bool {
        matches!(self, QueryKind::Day(_) | QueryKind::Birthday | QueryKind::Anniversary { .. } | QueryKind::Tenure)
    }

    /// The fields whose values are looked at.
    pub fn fields(self) -> Fields {
        match self {
            QueryKind::Name => Fields::of(&[Field::FirstName, Field::LastName]),
            QueryKind::Text(field) | QueryKind::Choice(field) => Fields::of(&[field.field()]),
            QueryKind::Supervisor { .. } => Fields::of(&[Field::Supervisor]),
            QueryKind::Day(dates) => dates.iter().map(|date| date.field()).collect(),
            QueryKind::Birthday => Fields::of(&[Field::Birthday]),
            QueryKind::Anniversary { .. } | QueryKind::Tenure => Fields::of(&[Field::HireDate]),
            QueryKind::YesNo(Flag::Manager) => Fields::of(&[Field::IsAPeopleManager]),
            QueryKind::YesNo(Flag::Leaver) => LEAVING,
            QueryKind::YesNo(_) | QueryKind::Changed | QueryKind::FieldName(_) => Fields::NONE,
            QueryKind::List | QueryKind::Gifted | QueryKind::Gifts { .. } => Fields::NONE,
        }
    }
}

/// What is asked of a person's value for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueTest {
    Missing,
    Present,
    /// There is one, and it cannot be used.
    Odd,
}

/// What is true of a person or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    Manager,
    Leaver,
    Never,
    Selected,
}

#[derive(Debug)]
pub struct QueryField {
    /// Its name, without the colon.
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub kind: QueryKind,
    /// What it finds, as the help says it.
    pub help: &'static str,
    /// A complete term that works.
    pub example: &'static str,
}

const fn field(name: &'static str, kind: QueryKind, help: &'static str, example: &'static str) -> QueryField {
    QueryField { name, aliases: &[], kind, help, example }
}

const DIRECT: QueryKind = QueryKind::Supervisor { through_others: false };
const THROUGH_OTHERS: QueryKind = QueryKind::Supervisor { through_others: true };
const ANNIVERSARY: QueryKind = QueryKind::Anniversary { round: false };
const ROUND_ANNIVERSARY: QueryKind = QueryKind::Anniversary { round: true };
const LAST_DAYS: [DateField; 2] = [DateField::LastDayOfWork, DateField::LastWorkingDate];

pub static FIELDS: [QueryField; 38] = [
    field("name", QueryKind::Name, "first or last name", "name:muller"),
    field("first", QueryKind::Text(TextField::FirstName), "first name", "first:anna"),
    field("last", QueryKind::Text(TextField::LastName), "last name", "last:=Byrne"),
    field("email", QueryKind::Text(TextField::Email), "work email", "email:@acme"),
    field("personal", QueryKind::Text(TextField::PersonalEmail), "personal email", "personal:\"\""),
    field("id", QueryKind::Text(TextField::EmployeeId), "Employee ID", "id:=00123"),
    QueryField {
        aliases: &["dept"],
        ..field("department", QueryKind::Text(TextField::Department), "department", "department:sales,finance")
    },
    field("team", QueryKind::Text(TextField::Team), "team", "team:\"customer care\""),
    field("office", QueryKind::Text(TextField::Office), "office", "office:dublin"),
    field("city", QueryKind::Text(TextField::City), "city", "city:berlin"),
    field("country", QueryKind::Text(TextField::Country), "country", "country:ireland"),
    field("position", QueryKind::Text(TextField::Position), "position", "position:engineer"),
    field("status", QueryKind::Choice(TextField::Status), "status, the whole value", "status:active,leave"),
    field("employment", QueryKind::Choice(TextField::EmploymentType), "internal or external", "employment:internal"),
    field("occupation", QueryKind::Text(TextField::OccupationType), "occupation type", "occupation:intern"),
    field("supervisor", DIRECT, "the person they report to", "supervisor:\"anna byrne\""),
    field("under", THROUGH_OTHERS, "the same, directly or through others", "under:\"anna byrne\""),
    field("manager", QueryKind::YesNo(Flag::Manager), "Is a People Manager", "manager:yes"),
    field(
        "hired",
        QueryKind::Day(&[DateField::HireDate]),
        "hire date: a day, month, year or range",
        "hired:>=2026-01-01",
    ),
    field("contract-ends", QueryKind::Day(&[DateField::ContractEnds]), "end of a fixed term", "contract-ends:next-90d"),
    field("terminated", QueryKind::Day(&[DateField::TerminationDate]), "termination date", "terminated:this-year"),
    field("last-day", QueryKind::Day(&LAST_DAYS), "last day, the earlier of both fields", "last-day:next-30d"),
    field("created", QueryKind::Day(&[DateField::CreatedAt]), "when the record was made", "created:last-7d"),
    field("birthday", QueryKind::Birthday, "month or day, every year", "birthday:12"),
    field("anniversary", ANNIVERSARY, "completes a year of service", "anniversary:next-month"),
    field("round", ROUND_ANNIVERSARY, "the same, of 5, 10, 15, … years", "round:12"),
    field("tenure", QueryKind::Tenure, "completed years on the gift date", "tenure:>=5y"),
    field("leaver", QueryKind::YesNo(Flag::Leaver), "has left by the gift date", "leaver:yes"),
    field("never", QueryKind::YesNo(Flag::Never), "is on the never-list", "never:yes"),
    field("selected", QueryKind::YesNo(Flag::Selected), "is selected", "selected:yes"),
    field("list", QueryKind::List, "is in a saved list", "list:\"without email\""),
    field("gifted", QueryKind::Gifted, "was in a campaign of that name, or in any", "gifted:any"),
    field(
        "gifts-this-year",
        QueryKind::Gifts { in_month: false },
        "campaigns in this calendar year",
        "gifts-this-year:>=3",
    ),
    field("gifts-this-month", QueryKind::Gifts { in_month: true }, "campaigns in this month", "gifts-this-month:>=1"),
    field("missing", QueryKind::FieldName(ValueTest::Missing), "has no value for a field", "missing:birthday"),
    field("has", QueryKind::FieldName(ValueTest::Present), "has a value for a field", "has:personal-email"),
    field("changed", QueryKind::Changed, "since the sync before: new, or yes for changed", "changed:new"),
    field(
        "odd",
        QueryKind::FieldName(ValueTest::Odd),
        "a value that cannot be used, of a field or of any",
        "odd:email",
    ),
];

impl QueryField {
    /// The field of a name or alias, in any case.
    pub fn find(name: &str) -> Option<&'static QueryField> {
        let name: &str = &name.chars().filter(|&c| !is_hidden(c)).collect::<String>();
        FIELDS.iter().find(|field| {
            field.name.eq_ignore_ascii_case(name) || field.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
        })
    }

    /// Names that a mistyped one may have meant, best first.
    pub fn near(name: &str) -> Vec<&'static str> {
        let name = name.to_ascii_lowercase();
        let mut near: Vec<(f64, &'static str)> = FIELDS
            .iter()
            .flat_map(|field| std::iter::once(field.name).chain(field.aliases.iter().copied()))
            .map(|known| (strsim::jaro_winkler(&name, known), known))
            .filter(|(likeness, _)| *likeness >= 0.8)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter().take(2).map(|(_, known)| known).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_stands_twice() {
        let mut seen = HashSet::new();
        for field in &FIELDS {
            for name in std::iter::once(&field.name).chain(field.aliases) {
                assert!(seen.insert(name), "{name}");
            }
        }
    }

    #[test]
    fn a_mistyped_name_has_a_near_one() {
        assert_eq!(QueryField::near("departmnt").first(), Some(&"department"));
        assert!(QueryField::near("zzz").is_empty());
    }
}
