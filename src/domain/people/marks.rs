//! What an admin should know about a person on the day of the gift: the marks in the table, the reasons in the dialog of
//! a person, and who is hidden as a leaver: `people/leaving.rs` says who has left.

use crate::domain::calendar::{Day, SHORT_NAME};
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::leaving::{self, END_DATES};
use crate::domain::people::roster::Roster;
use crate::domain::text::words::counted;
use std::borrow::Cow;
use std::collections::HashMap;

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
    /// Was in campaigns of the calendar year.
    Gifted(Gifts),
    /// Values that cannot be used; at least one field.
    OddValue(Fields),
    /// Characters that are shown as marks.
    OddText,
}

/// In how many campaigns somebody was in the calendar year and month of today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gifts {
    pub this_year: u32,
    pub this_month: u32,
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
            Mark::Gifted(_) => "gifted",
            Mark::OddValue(fields) if fields == EMAIL => "odd email",
            Mark::OddValue(_) => "odd value",
            Mark::OddText => "odd text",
        }
    }

    /// As it stands in the table of people: `until 31 Dec`.
    pub fn in_table(self) -> Cow<'static, str> {
        match self {
            Mark::LeavesOn(day) => format!("until {} {}", day.date().day(), &day.month_name()[..SHORT_NAME]).into(),
            Mark::Gifted(Gifts { this_year: this_year @ 2.., .. }) => format!("gifted {this_year}x").into(),
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
            Mark::Gifted(Gifts { this_year, this_month }) => {
                let campaigns = counted(this_year as usize, "campaign", "campaigns");
                format!("Was in {campaigns} of this year, {this_month} of them this month.")
            }
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
pub const LEGEND: [(&str, &str); 16] = [
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
    ("gifted", "was in a campaign of this year"),
    ("odd email", "is no address"),
    ("odd value", "cannot be used"),
    ("odd text", "characters that mislead"),
    ("in Office", "where the query found them"),
    ("round 5", "years, if the query asks for them"),
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

/// The marks of everybody on a gift date. Who has left is computed for all at once, since a search hides them; the other
/// marks are computed for each row that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    gift_date: Day,
    leavers: Bits,
    never: Bits,
    gifts: HashMap<Row, Gifts>,
}

impl Marks {
    /// The marks of everybody on a gift date.
    pub fn on(gift_date: Day, roster: &Roster) -> Marks {
        Marks { gift_date, leavers: roster.gone_by(gift_date), never: Bits::none(roster.len()), gifts: HashMap::new() }
    }

    /// The same, with those who are on the never-list.
    #[must_use]
    pub fn with_never(self, never: Bits) -> Marks {
        Marks { never, ..self }
    }

    /// The same, with those who were given something.
    #[must_use]
    pub fn with_gifts(self, gifts: HashMap<Row, Gifts>) -> Marks {
        Marks { gifts, ..self }
    }

    /// The campaigns that a person was in.
    pub fn gifts(&self, row: Row) -> Gifts {
        self.gifts.get(&row).copied().unwrap_or_default()
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
        marks.extend(self.gifts.get(&row).filter(|gifts| gifts.this_year > 0).map(|gifts| Mark::Gifted(*gifts)));
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

fn last_day(roster: &Roster, row: Row) -> (Option<Day>, bool) {
    leaving::last_day(END_DATES.map(|field| roster.day(field, row)), roster.day(DateField::HireDate, row))
}

#[cfg(test)]
mod tests;
