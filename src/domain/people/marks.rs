//! What an admin should know about a person on the day of the gift: the marks in the table, the reasons in the dialog of
//! a person, and who is hidden as a leaver.
//!
//! A leaver has status inactive, or the earliest of Last day of work, Last Working Date and Termination Date lies before
//! the gift date; an end before the hire date belongs to an old employment. The end of a fixed-term contract ends
//! nothing by itself: <https://support.personio.de/hc/en-us/articles/4405573920285>.

use crate::domain::calendar::{Day, SHORT_NAME};
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::roster::Roster;
use std::borrow::Cow;

/// Something to know about a person before sending a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// On the never-list.
    Never,
    /// Left before the gift date: on the last day, or by status alone.
    Leaver(Option<Day>),
    /// In notice: the last day is on or after the gift date.
    LeavesOn(Day),
    /// Hired after the gift date, or onboarding without a hire date.
    NotStarted,
    OnLeave,
    /// The fixed-term contract ends before the gift date; it may be prolonged.
    FixedTermEnds(Day),
    /// Inactive although the last day is still to come.
    InactiveEarly,
    /// An end date before the hire date.
    OldEmployment,
    NoEmail,
    SharedEmail,
    /// Values that cannot be used; at least one field.
    OddValue(Fields),
    /// Characters that are shown as marks.
    OddText,
}

impl Mark {
    /// The word in the table.
    pub fn word(self) -> &'static str {
        match self {
            Mark::Never => "never",
            Mark::Leaver(_) => "left",
            Mark::LeavesOn(_) => "in notice",
            Mark::NotStarted => "not started",
            Mark::OnLeave => "on leave",
            Mark::FixedTermEnds(_) => "fixed term",
            Mark::InactiveEarly => "inactive",
            Mark::OldEmployment => "old dates",
            Mark::NoEmail => "no email",
            Mark::SharedEmail => "shared email",
            Mark::OddValue(fields) if fields == EMAIL => "odd email",
            Mark::OddValue(_) => "odd value",
            Mark::OddText => "odd text",
        }
    }

    /// As it stands in the table of people: `until 31 Dec`.
    pub fn in_table(self) -> Cow<'static, str> {
        match self {
            Mark::LeavesOn(day) => format!("until {} {}", day.date().day(), &day.month_name()[..SHORT_NAME]).into(),
            other => other.word().into(),
        }
    }

    /// Whether it is in the way of a gift: red, where others deserve a look.
    pub fn prevents_gift(self) -> bool {
        match self {
            Mark::Never | Mark::Leaver(_) | Mark::NoEmail => true,
            Mark::OddValue(fields) => fields == EMAIL,
            _ => false,
        }
    }

    /// The reason, one sentence.
    pub fn reason(self) -> String {
        match self {
            Mark::Never => "On the never-list: not shown without being asked for, and never exported.".into(),
            Mark::Leaver(Some(day)) => format!("Has left by the gift date: the last day was {day}."),
            Mark::Leaver(None) => "Has left: the status in Personio is inactive.".into(),
            Mark::LeavesOn(day) => format!("In notice: the last day is {day}."),
            Mark::NotStarted => "Has not started by the gift date.".into(),
            Mark::OnLeave => "On leave: the work mailbox may be unread.".into(),
            Mark::FixedTermEnds(day) => format!("The fixed-term contract ends {day}; it may be prolonged."),
            Mark::InactiveEarly => "Inactive in Personio, although the last day is still to come.".into(),
            Mark::OldEmployment => "An end date lies before the hire date: an old employment, not counted.".into(),
            Mark::NoEmail => "No work email: an invitation cannot be sent.".into(),
            Mark::SharedEmail => "Another person has the same email.".into(),
            Mark::OddValue(fields) if fields == EMAIL => {
                "The email is no address: an invitation cannot be sent.".into()
            }
            Mark::OddValue(fields) => {
                let names: Vec<&str> = fields.iter().map(Field::name).collect();
                let may_have_left = if fields.shared(ENDS).is_empty() { "" } else { " The person may have left." };
                format!(
                    "A value that cannot be used, to be corrected in Personio: {}.{may_have_left}",
                    names.join(", ")
                )
            }
            Mark::OddText => "Some text has odd characters, or letters that look like others.".into(),
        }
    }
}

/// The words of the marks, as they stand in the table, with what they mean.
pub const LEGEND: [(&str, &str); 13] = [
    ("never", "on the never-list, is never exported"),
    ("left", "has left by the gift date"),
    ("until 31 Dec", "in notice: the last day"),
    ("not started", "hired after the gift date"),
    ("on leave", "may not read the work mailbox"),
    ("fixed term", "ends before the gift date"),
    ("inactive", "before the last day"),
    ("old dates", "an end before the hire date"),
    ("no email", "cannot be invited"),
    ("shared email", "another person has it, too"),
    ("odd email", "is no address"),
    ("odd value", "cannot be used"),
    ("odd text", "characters that mislead"),
];

const EMAIL: Fields = Fields::of(&[Field::Email]);
/// The ends of an employment.
pub const ENDS: Fields = Fields::of(&[Field::LastDayOfWork, Field::LastWorkingDate, Field::TerminationDate]);
/// By each of these somebody may be known to have left.
pub const LEAVING: Fields =
    Fields::of(&[Field::Status, Field::LastDayOfWork, Field::LastWorkingDate, Field::TerminationDate]);

/// Personio's statuses; `Other` is anything unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Inactive,
    Onboarding,
    Leave,
    Other,
}

impl Status {
    fn of(text: &str) -> Status {
        match text.trim().to_ascii_lowercase().as_str() {
            "inactive" => Status::Inactive,
            "onboarding" => Status::Onboarding,
            "leave" => Status::Leave,
            _ => Status::Other,
        }
    }
}

/// Whether a status of Personio says that somebody has left, whatever the dates say.
pub fn is_inactive(status: &str) -> bool {
    Status::of(status) == Status::Inactive
}

/// The marks of everybody on a gift date. Who has left is computed for all at once, since a search hides them; the other
/// marks are computed for each row that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    gift_date: Day,
    leavers: Bits,
    never: Bits,
}

impl Marks {
    /// The marks of everybody on a gift date.
    pub fn on(gift_date: Day, roster: &Roster) -> Marks {
        let inactive = roster.rows_where(TextField::Status, is_inactive);
        let leavers = Bits::from_fn(roster.len(), |row| {
            inactive.has(row) || last_day(roster, row).0.is_some_and(|day| day < gift_date)
        });
        Marks { gift_date, leavers, never: Bits::none(roster.len()) }
    }

    /// The same, with those who are on the never-list.
    #[must_use]
    pub fn with_never(self, never: Bits) -> Marks {
        Marks { never, ..self }
    }

    /// Who is on the never-list.
    pub fn never(&self) -> &Bits {
        &self.never
    }

    pub fn leavers(&self) -> &Bits {
        &self.leavers
    }

    pub fn gift_date(&self) -> Day {
        self.gift_date
    }

    /// The earliest end of the employment, if one is known; one before the hire date belongs to an old employment.
    pub fn last_day(&self, roster: &Roster, row: Row) -> Option<Day> {
        last_day(roster, row).0
    }

    /// Whether a person has not started by the gift date: hired after it, or without a hire date onboarding.
    pub fn is_joiner(&self, roster: &Roster, row: Row) -> bool {
        match roster.day(DateField::HireDate, row) {
            Some(hired) => hired > self.gift_date,
            None => Status::of(roster.text(TextField::Status, row)) == Status::Onboarding,
        }
    }

    /// The marks of a person, weightiest first.
    pub fn of(&self, roster: &Roster, row: Row) -> Vec<Mark> {
        let mut marks = Vec::new();
        let status = Status::of(roster.text(TextField::Status, row));
        let (last_day, has_old_dates) = last_day(roster, row);
        let is_leaver = self.leavers.has(row);
        marks.extend(self.never.has(row).then_some(Mark::Never));
        if is_leaver {
            marks.push(Mark::Leaver(last_day.filter(|&day| day < self.gift_date)));
        }
        let odd = roster.odd(row);
        let odd = (!odd.is_empty()).then_some(Mark::OddValue(odd));
        let has_odd_end = !roster.odd(row).shared(ENDS).is_empty();
        marks.extend(odd.filter(|_| has_odd_end));
        match last_day {
            Some(day) if day >= self.gift_date && status == Status::Inactive => marks.push(Mark::InactiveEarly),
            Some(day) if day >= self.gift_date => marks.push(Mark::LeavesOn(day)),
            _ => {}
        }
        if !is_leaver && self.is_joiner(roster, row) {
            marks.push(Mark::NotStarted);
        }
        if status == Status::Leave {
            marks.push(Mark::OnLeave);
        }
        if roster.text(TextField::Email, row).trim().is_empty() && !roster.is_unread(Field::Email) {
            marks.push(Mark::NoEmail);
        }
        marks.extend(odd.filter(|_| !has_odd_end));
        if roster.shared_email().has(row) {
            marks.push(Mark::SharedEmail);
        }
        if let Some(day) = roster.day(DateField::ContractEnds, row)
            && day < self.gift_date
            && !is_leaver
            && roster.day(DateField::HireDate, row).is_none_or(|hired| hired <= day)
        {
            marks.push(Mark::FixedTermEnds(day));
        }
        if has_old_dates {
            marks.push(Mark::OldEmployment);
        }
        if roster.suspicious().has(row) {
            marks.push(Mark::OddText);
        }
        // Where there is no room for all, these are seen.
        marks.sort_by_key(|mark| !mark.prevents_gift());
        marks
    }
}

/// The earliest end of the employment, and whether ends before the hire date were left out.
fn last_day(roster: &Roster, row: Row) -> (Option<Day>, bool) {
    let ends = [DateField::LastDayOfWork, DateField::LastWorkingDate, DateField::TerminationDate]
        .map(|field| roster.day(field, row));
    if ends == [None; 3] {
        return (None, false);
    }
    let hired = roster.day(DateField::HireDate, row);
    let is_old = |day: &Day| hired.is_some_and(|hired| *day < hired);
    let ends = ends.into_iter().flatten();
    (ends.clone().filter(|day| !is_old(day)).min(), ends.clone().any(|day| is_old(&day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn marks(employee: Employee) -> (bool, Vec<Mark>) {
        let mut builder = RosterBuilder::new();
        builder.push(employee.with(TextField::Email, "a@b.example"));
        let roster = builder.finish(Fields::ALL);
        let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
        (marks.leavers().has(Row(0)), marks.of(&roster, Row(0)))
    }

    fn person() -> Employee {
        Employee::new(PersonId(1)).on(DateField::HireDate, "2020-01-01")
    }

    #[test]
    fn the_legend_has_the_word_of_every_mark() {
        let day = Day::parse("2026-12-12").unwrap();
        let shown =
            [Mark::Leaver(None), Mark::NotStarted, Mark::OnLeave, Mark::FixedTermEnds(day), Mark::InactiveEarly];
        let odd = [Mark::OldEmployment, Mark::NoEmail, Mark::SharedEmail, Mark::OddValue(EMAIL), Mark::OddText];
        let other = [Mark::OddValue(ENDS)];
        for mark in shown.into_iter().chain(odd).chain(other) {
            assert!(LEGEND.iter().any(|(word, _)| *word == mark.word()), "{mark:?}");
        }
    }

    /// Catalogue: F05.
    #[test]
    fn the_earliest_end_before_the_gift_date_makes_a_leaver() {
        let employee = person().on(DateField::TerminationDate, "2026-12-31").on(DateField::LastDayOfWork, "2026-12-11");
        assert_eq!(marks(employee), (true, vec![Mark::Leaver(Day::parse("2026-12-11"))]));
        assert!(marks(person().with(TextField::Status, "Inactive")).0);
    }

    /// Catalogue: F05.
    #[test]
    fn the_last_day_itself_is_still_a_day_of_work() {
        let day = Day::parse("2026-12-12").unwrap();
        assert_eq!(marks(person().on(DateField::TerminationDate, "2026-12-12")), (false, vec![Mark::LeavesOn(day)]));
    }

    #[test]
    fn a_fixed_term_is_a_warning_and_hides_nobody() {
        let day = Day::parse("2026-11-30").unwrap();
        assert_eq!(marks(person().on(DateField::ContractEnds, "2026-11-30")), (false, vec![Mark::FixedTermEnds(day)]));
    }

    #[test]
    fn an_end_before_the_hire_date_is_an_old_employment() {
        assert_eq!(marks(person().on(DateField::TerminationDate, "2019-06-30")), (false, vec![Mark::OldEmployment]));
    }

    #[test]
    fn an_end_that_cannot_be_understood_is_the_first_mark_and_hides_nobody() {
        let odd = Employee { odd: Fields::of(&[Field::TerminationDate]), ..person() };
        let mark = Mark::OddValue(Fields::of(&[Field::TerminationDate]));
        assert!(mark.reason().ends_with("Termination Date. The person may have left."), "{}", mark.reason());
        assert_eq!(marks(odd.with(TextField::Status, "leave")), (false, vec![mark, Mark::OnLeave]));
    }

    /// Catalogue: F06.
    #[test]
    fn who_has_no_email_or_shares_one_is_marked() {
        let mut builder = RosterBuilder::new();
        for (id, email) in [(1, " "), (2, "a@b.example"), (3, "A@b.example"), (4, "c@b.example")] {
            builder.push(Employee::new(PersonId(id)).with(TextField::Email, email));
        }
        let roster = builder.finish(Fields::ALL);
        let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
        let of = [0, 1, 2, 3].map(|row| marks.of(&roster, Row(row)));
        assert_eq!(of, [vec![Mark::NoEmail], vec![Mark::SharedEmail], vec![Mark::SharedEmail], vec![]]);
    }

    /// Catalogue: B12, B22.
    #[test]
    fn a_name_that_looks_like_another_is_marked() {
        for (first, is_marked) in [
            ("\u{410}nna", true),
            ("An\u{200b}na", true),
            ("An\u{3164}na", true),
            ("An\u{2800}na", true),
            ("Анна", false),
            ("Anna", false),
        ] {
            let marks = marks(person().with(TextField::FirstName, first)).1;
            assert_eq!(marks, if is_marked { vec![Mark::OddText] } else { vec![] }, "{first}");
        }
    }

    /// Catalogue: F05.
    #[test]
    fn joiners_and_people_on_leave_are_shown_and_marked() {
        let joiner =
            Employee::new(PersonId(1)).on(DateField::HireDate, "2027-01-01").with(TextField::Status, "onboarding");
        assert_eq!(marks(joiner), (false, vec![Mark::NotStarted]));
        assert_eq!(marks(person().with(TextField::Status, "leave")), (false, vec![Mark::OnLeave]));
    }
}
