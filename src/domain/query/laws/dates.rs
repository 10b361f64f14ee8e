//! What some dates mean, read off the calendar: the gift date is 2024-10-04, which is also today.

use super::GIFT_DAY;
use crate::domain::calendar::Day;

pub fn is_day(day: Option<i32>, text: &str) -> bool {
    match (day, text) {
        (None, _) => text.is_empty(),
        (Some(_), "") => false,
        (Some(day), "today" | "2024-10-04") => day == GIFT_DAY,
        (Some(day), "<2024-10-04") => day < GIFT_DAY,
        (Some(day), ">=4.10.2024") => day >= GIFT_DAY,
        (Some(day), "2024-10") => (GIFT_DAY - 3..=GIFT_DAY + 27).contains(&day),
        (Some(day), "last-2d") => (GIFT_DAY - 2..=GIFT_DAY).contains(&day),
        (Some(day), "2024-10-02..2024-10-05") => (GIFT_DAY - 2..=GIFT_DAY + 1).contains(&day),
        _ => unreachable!("{text}"),
    }
}

pub const DAYS: [&str; 8] =
    ["", "today", "2024-10-04", "<2024-10-04", ">=4.10.2024", "2024-10", "last-2d", "2024-10-02..2024-10-05"];

pub fn is_birthday(birthday: Option<(u8, u8)>, text: &str) -> bool {
    match (birthday, text) {
        (None, _) => text.is_empty(),
        (Some(_), "") => false,
        (Some((month, _)), "2") => month == 2,
        (Some(day), "02-29") => day == (2, 29),
        // The next one is in a common year.
        (Some(day), "02-28") => [(2, 28), (2, 29)].contains(&day),
        (Some(day), "12-24..01-06") => day >= (12, 24) || day <= (1, 6),
        _ => unreachable!("{text}"),
    }
}

pub const BIRTHDAYS: [&str; 5] = ["", "2", "02-29", "02-28", "12-24..01-06"];

/// The years that are completed on the gift date, negative before the first day, and whether one is completed that day.
pub fn years_today(hired: Option<i32>) -> Option<(i32, bool)> {
    let hired = Day::from_number(hired?).unwrap().date();
    let is_reached = (hired.month(), hired.day()) <= (10, 4);
    let years = 2024 - i32::from(hired.year()) - i32::from(!is_reached);
    Some((years, (hired.month(), hired.day()) == (10, 4)))
}
