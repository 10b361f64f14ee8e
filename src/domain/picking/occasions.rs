//! The days that gifts are given for: birthdays, work anniversaries, first and last days.

use crate::domain::calendar::{Day, MonthDay, ROUND_YEARS};
use crate::domain::fields::{DateField, TextField};
use crate::domain::people::bits::{Bits, Row};
use crate::domain::people::leaving::is_inactive;
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use jiff::ToSpan;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    Birthday,
    /// The years of service that are completed, at least 1.
    Anniversary(i32),
    /// The first day.
    Start,
    LastDay,
}

impl Occasion {
    /// An anniversary of 5, 10, 15, … years.
    pub fn is_round(self) -> bool {
        matches!(self, Occasion::Anniversary(years) if years % ROUND_YEARS == 0)
    }
}

/// Who has an occasion, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    pub day: Day,
    pub occasion: Occasion,
    pub row: Row,
}

/// What happens from a day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub start: Day,
    pub end: Day,
    pub counts: Counts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub birthdays: usize,
    pub anniversaries: usize,
    /// Of the anniversaries.
    pub round: usize,
    pub starts: usize,
    pub last_days: usize,
}

impl Counts {
    pub fn add(&mut self, occasion: Occasion) {
        match occasion {
            Occasion::Birthday => self.birthdays += 1,
            Occasion::Anniversary(_) => {
                self.anniversaries += 1;
                self.round += usize::from(occasion.is_round());
            }
            Occasion::Start => self.starts += 1,
            Occasion::LastDay => self.last_days += 1,
        }
    }
}

/// So many spans of seven days from a day on.
pub fn weeks(from: Day, count: usize) -> Vec<(Day, Day)> {
    let day = |days: usize| Day::from_number(from.number().saturating_add(i32::try_from(days).ok()?));
    (0..count).map_while(|week| Some((day(week * 7)?, day(week * 7 + 6)?))).collect()
}

/// So many calendar months, the running one from the day on.
pub fn months(from: Day, count: usize) -> Vec<(Day, Day)> {
    let first = from.date().first_of_month();
    let month = |ahead: usize| first.checked_add(i64::try_from(ahead).ok()?.months()).ok();
    let stretch = |ahead: usize| {
        let month = month(ahead)?;
        Some((Day::of(month.max(from.date())), Day::of(month.last_of_month())))
    };
    (0..count).map_while(stretch).collect()
}

/// Everything that happens from a day to another, both included, by day. Who has left by the day of the occasion has none,
/// nor has anybody on the never-list.
pub fn events(roster: &Roster, marks: &Marks, from: Day, to: Day) -> Vec<Event> {
    let mut events = Vec::new();
    each_event(roster, marks, from, to, |event| events.push(event));
    events.sort_unstable();
    events
}

/// The same in no order.
fn each_event(roster: &Roster, marks: &Marks, from: Day, to: Day, mut take: impl FnMut(Event)) {
    let gone = gone(roster, marks);
    let recurring = Recurring::between(from, to);
    for row in roster.rows().filter(|&row| !gone.has(row)) {
        let mut add = |day: Day, occasion| {
            // Few have one at all, so who has left is asked last.
            if (from..=to).contains(&day) && marks.last_day(roster, row).is_none_or(|last| last >= day) {
                take(Event { day, occasion, row });
            }
        };
        if let Some(birthday) = roster.birthday(row) {
            recurring.days(birthday).for_each(|day| add(day, Occasion::Birthday));
        }
        if let Some(hired) = roster.day(DateField::HireDate, row) {
            for day in recurring.days(MonthDay::of(hired.date())) {
                let years = i32::from(day.date().year()) - i32::from(hired.date().year());
                if years >= 1 {
                    add(day, Occasion::Anniversary(years));
                }
            }
            add(hired, Occasion::Start);
        }
        if let Some(end) = roster.earliest(&[DateField::LastDayOfWork, DateField::LastWorkingDate], row) {
            add(end, Occasion::LastDay);
        }
    }
}

/// How much happens in each of some stretches, which follow each other without gaps.
pub fn counted(roster: &Roster, marks: &Marks, stretches: &[(Day, Day)]) -> Vec<Stretch> {
    let mut counted: Vec<Stretch> =
        stretches.iter().map(|&(start, end)| Stretch { start, end, counts: Counts::default() }).collect();
    let Some((first, last)) = stretches.first().zip(stretches.last()) else { return counted };
    each_event(roster, marks, first.0, last.1, |event| {
        let place = counted.partition_point(|stretch| stretch.end < event.day);
        if let Some(stretch) = counted.get_mut(place) {
            stretch.counts.add(event.occasion);
        }
    });
    counted
}

/// Who has left already, whatever the day, or is on the never-list.
fn gone(roster: &Roster, marks: &Marks) -> Bits {
    let mut gone = roster.rows_where(TextField::Status, is_inactive);
    gone.add(marks.never());
    gone
}

/// The days from one to another on which something recurs each year, by month and day: made once, since there are fewer
/// of these than people.
struct Recurring(Vec<Vec<Day>>);

impl Recurring {
    fn between(from: Day, to: Day) -> Recurring {
        let mut days = vec![Vec::new(); 13 << 8];
        for recurs in (1..=12).flat_map(|month| (1..=31).filter_map(move |day| MonthDay::new(month, day))) {
            let years = from.date().year()..=to.date().year();
            let recurring = years.map(|year| Day::of(recurs.day_in(year))).filter(|day| (from..=to).contains(day));
            days[usize::from(recurs.bits())] = recurring.collect();
        }
        Recurring(days)
    }

    fn days(&self, recurs: MonthDay) -> impl Iterator<Item = Day> {
        self.0.get(usize::from(recurs.bits())).into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::Fields;
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn company() -> Roster {
        let mut builder = RosterBuilder::new();
        for (id, status, hired, last_day, birthday) in [
            (1, "active", "2016-12-20", "", Some((12, 31))),
            (2, "active", "2026-12-10", "2026-12-16", Some((12, 17))),
            (3, "inactive", "2020-12-12", "", Some((12, 12))),
            (4, "active", "2024-02-29", "", Some((2, 29))),
            (5, "active", "2020-12-12", "", Some((12, 12))),
        ] {
            let employee = Employee::new(PersonId(id)).with(TextField::Status, status);
            let employee = employee.on(DateField::HireDate, hired).on(DateField::LastWorkingDate, last_day);
            let birthday = birthday.and_then(|(month, day)| MonthDay::new(month, day));
            builder.push(Employee { birthday, ..employee });
        }
        builder.finish(Fields::ALL)
    }

    fn marks(roster: &Roster) -> Marks {
        let never = Bits::of(roster.len(), roster.row_of(PersonId(5)));
        Marks::on(day("2026-12-01"), roster).with_never(never)
    }

    #[test]
    fn weeks_are_seven_days_and_months_end_with_their_last() {
        let roster = company();
        let counted = |stretches: Vec<(Day, Day)>| super::counted(&roster, &marks(&roster), &stretches);
        let weeks = counted(weeks(day("2026-12-07"), 4));
        assert_eq!((weeks[0].start, weeks[0].end), (day("2026-12-07"), day("2026-12-13")));
        let counts = |birthdays, anniversaries, round, starts, last_days| Counts {
            birthdays,
            anniversaries,
            round,
            starts,
            last_days,
        };
        let of: Vec<Counts> = weeks.iter().map(|week| week.counts).collect();
        assert_eq!(of, [counts(0, 0, 0, 1, 0), counts(0, 1, 1, 0, 1), Counts::default(), counts(1, 0, 0, 0, 0)]);
        let months = counted(months(day("2026-12-17"), 3));
        assert_eq!((months[0].start, months[0].end), (day("2026-12-17"), day("2026-12-31")));
        assert_eq!(months[2].counts, counts(1, 1, 0, 0, 0), "29 February falls on the 28th");
    }

    #[test]
    fn who_has_left_by_the_day_has_no_occasion() {
        let roster = company();
        let events = events(&roster, &marks(&roster), day("2026-12-01"), day("2026-12-31"));
        let of =
            |id: u64| events.iter().filter(|it| roster.id(it.row).0 == id).map(|it| it.occasion).collect::<Vec<_>>();
        assert_eq!(of(2), [Occasion::Start, Occasion::LastDay], "the birthday is the day after");
        assert_eq!((of(3), of(5)), (vec![], vec![]));
        assert!(events.is_sorted());
    }
}
