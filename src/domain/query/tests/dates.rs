//! Fields of dates, and who reports to whom.

use super::found_in;
use crate::domain::calendar::MonthDay;
use crate::domain::fields::{DateField, Fields, TextField};
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use crate::domain::people::roster::{Roster, RosterBuilder};

/// On 10 December 2026; the gift date is the 12th.
fn company() -> Roster {
    let mut builder = RosterBuilder::new();
    for (id, name, hired, last_day, birthday, boss) in [
        (1, "Ann", "2016-12-20", "", Some((2, 29)), None),
        (2, "Bob", "2025-12-12", "2027-01-31", Some((12, 24)), Some(1)),
        (3, "Cleo", "2027-01-02", "", None, Some(2)),
        (4, "Dan", "2020-02-29", "", Some((1, 3)), Some(3)),
        (5, "Eve", "", "2026-12-31", None, Some(6)),
        (6, "Fay", "2021-06-01", "", None, Some(5)),
    ] {
        let employee = Employee::new(PersonId(id)).with(TextField::FirstName, name);
        let employee = employee.on(DateField::HireDate, hired).on(DateField::LastWorkingDate, last_day);
        let employee = employee.on(DateField::LastDayOfWork, if last_day.is_empty() { "" } else { "2027-06-30" });
        let supervisor = boss.map(|boss| SupervisorRef { id: Some(PersonId(boss)), name: String::new() });
        let birthday = birthday.and_then(|(month, day)| MonthDay::new(month, day));
        builder.push(Employee { supervisor, birthday, ..employee });
    }
    builder.finish(Fields::ALL)
}

#[test]
fn dates_find_whom_they_mean() {
    let roster = company();
    for (query, ids) in [
        ("hired:2016", &[1][..]),
        ("hired:2025-12", &[2]),
        ("hired:>=2021-06-01", &[2, 3, 6]),
        ("hired:>2021-06-01", &[2, 3]),
        ("hired:2016-12-20..2020-02-29", &[1, 4]),
        ("hired:2016,2021", &[1, 6]),
        ("-hired:>=2020", &[1, 5]),
        ("hired:\"\"", &[5]),
        ("hired:next-30d", &[3]),
        ("hired:\"next month\"", &[3]),
        ("last-day:2026-12", &[5]),
        ("last-day:2027-06", &[]),
        ("birthday:12", &[2]),
        ("birthday:next-30d", &[2, 4]),
        ("birthday:12-20..01-06", &[2, 4]),
        ("birthday:02-28", &[1]),
        ("birthday:02-29", &[1]),
        ("birthday:3", &[]),
        ("anniversary:12", &[1, 2]),
        ("anniversary:02-28", &[4]),
        ("anniversary:01-02", &[]),
        ("round:this-month", &[1]),
        ("tenure:>=5y", &[1, 4, 6]),
        ("tenure:<2y", &[2]),
        ("tenure:\"\"", &[5]),
        ("supervisor:ann", &[2]),
        ("under:ann", &[2, 3, 4]),
        ("under:bob -under:cleo", &[3]),
        ("under:eve", &[5, 6]),
        ("under:=Nobody", &[]),
    ] {
        assert_eq!(found_in(&roster, query), Ok(ids.to_vec()), "{query}");
    }
}

#[test]
fn what_is_no_date_is_refused_in_words() {
    let roster = company();
    for (query, message) in [
        (
            "hired:soon",
            "query, column 7: \"soon\" cannot be understood here: write a day 2026-03-05, a month 2026-03, a year, >=2026-01-01, this-month or last-90d",
        ),
        (
            "birthday:>=12-24",
            "query, column 10: \">=12-24\" cannot be understood here: write a month 12, a day 12-24, a range 12-20..01-06, this-month or next-14d",
        ),
        ("tenure:5m", "query, column 8: \"5m\" cannot be understood here: write completed years as 5y, >=1y or 1y..3y"),
        (
            "hired:11/12/2026",
            "query, column 7: that is Fri 11 December 2026 or Thu 12 November 2026: write 2026-12-11 or 2026-11-12",
        ),
        (
            "hired:2026..2025",
            "query, column 7: the range ends before it begins: exchange its ends, or write hired:>=2026-01-01",
        ),
        (
            "hired:next month",
            "query, column 12: the value ends at the blank: write it in quotes, as in hired:\"next month\"",
        ),
        ("hired>2025", "query, column 1: \"hired>2025\" is looked for as a word: write hired:>2025, or it in quotes"),
        ("ann && bob", "query, column 5: \"&&\" is looked for as a word: write AND, or it in quotes"),
    ] {
        assert_eq!(found_in(&roster, query).unwrap_err(), message, "{query}");
    }
}
