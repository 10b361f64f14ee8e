//! Occasions as a calendar file (iCalendar): all-day entries on the day itself, without anybody's year of birth.
//! <https://datatracker.ietf.org/doc/html/rfc5545>

use crate::domain::calendar::Day;
use crate::domain::people::roster::Roster;
use crate::domain::picking::occasions::{Event, Occasion};
use crate::domain::text::safe_text::SafeText;
use icalendar::{Calendar, Component, Event as Entry, Property};

/// The whole file. `today` stands for the moment at which it was made.
pub fn calendar_file(roster: &Roster, events: &[Event], today: Day) -> String {
    let mut calendar = Calendar::new();
    calendar.name("Gift occasions");
    for event in events {
        let (kind, what) = words(event.occasion);
        let title = format!("{what}: {}", SafeText::of(&roster.display_name(event.row)));
        let day = basic(event.day);
        let mut entry = Entry::new();
        // The same in each file, so that a calendar that takes a second one has each entry once.
        entry.uid(&format!("{}-{kind}-{day}@giftlist", roster.id(event.row)));
        entry.summary(&title);
        entry.append_property(Property::new("DTSTART", &day).add_parameter("VALUE", "DATE").done());
        entry.add_property("DTSTAMP", format!("{}T000000Z", basic(today)));
        entry.add_property("TRANSP", "TRANSPARENT");
        calendar.push(entry.done());
    }
    calendar.to_string()
}

fn words(occasion: Occasion) -> (&'static str, String) {
    match occasion {
        Occasion::Birthday => ("birthday", "Birthday".into()),
        Occasion::Anniversary(1) => ("anniversary", "1 year here".into()),
        Occasion::Anniversary(years) => ("anniversary", format!("{years} years here")),
        Occasion::Start => ("start", "First day".into()),
        Occasion::LastDay => ("last-day", "Last day".into()),
    }
}

/// `20261224`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fields::{Fields, TextField};
    use crate::domain::people::employee::{Employee, PersonId};
    use crate::domain::people::roster::RosterBuilder;

    #[test]
    fn each_occasion_is_an_entry_of_one_day() {
        let mut builder = RosterBuilder::new();
        builder.push(Employee::new(PersonId(7)).with(TextField::FirstName, "Ann; \u{1b}[31m\r\nEND:VEVENT"));
        let roster = builder.finish(Fields::ALL);
        let row = roster.rows().next().unwrap();
        let day = Day::parse("2026-12-24").unwrap();
        let events = [Occasion::Birthday, Occasion::Anniversary(5)].map(|occasion| Event { day, occasion, row });
        let file = calendar_file(&roster, &events, Day::parse("2026-12-01").unwrap());
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!((lines[0], lines.iter().filter(|line| **line == "BEGIN:VEVENT").count()), ("BEGIN:VCALENDAR", 2));
        for expected in ["DTSTART;VALUE=DATE:20261224", "UID:7-birthday-20261224@giftlist", "DTSTAMP:20261201T000000Z"]
        {
            assert!(lines.contains(&expected), "{file}");
        }
        assert!(lines.iter().any(|line| line.starts_with("SUMMARY:5 years here: Ann\\; ␛[31m")), "{file}");
        assert_eq!(lines.iter().filter(|line| **line == "END:VEVENT").count(), 2, "{file}");
    }
}
