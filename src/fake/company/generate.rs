//! Makes a person from a seat number: the same number, size and day always give the same person. Decides who gets which
//! name, job and dates; keeps nothing per person, so that a million people cost no memory.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use super::org_chart::OrgChart;
use super::person::{Person, mailbox};
use super::sample_data::{Occupation, Office, PersonOverrides, SAMPLE_DATA, SampleData};
use crate::fake::rng::SeededRng;

/// Up to this seat equal mailboxes are numbered `2`, `3`, …; later ones carry the seat number.
const MAILBOXES_COMPARED: u32 = 2_000;

/// From this size on, team names are numbered: no team has a thousand people.
const TEAMS_NUMBERED: u32 = 2_000;

#[derive(Clone, Debug)]
pub(super) struct Generator {
    data: &'static SampleData,
    org_chart: OrgChart,
    count: u32,
    today: Date,
    /// For the first seats: which one of its mailbox it is, from 1.
    mailbox_numbers: Vec<u32>,
}

/// What is decided about a person before their dates.
struct Job<'a> {
    leads: bool,
    office: &'a Office,
    occupation: &'a Occupation,
}

impl Generator {
    /// A company of `count` people as it looks on `today`.
    pub(super) fn new(count: u32, today: Date) -> Generator {
        let data: &SampleData = &SAMPLE_DATA;
        let org_chart = OrgChart::new(count, data.organisation.departments.iter().map(|department| department.span));
        let mut generator = Generator { data, org_chart, count, today, mailbox_numbers: Vec::new() };
        generator.mailbox_numbers = generator.mailboxes_compared();
        generator
    }

    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// Personio's number of a seat: ascending, with gaps.
    pub(super) fn id(seat: u32) -> u64 {
        13_600_011 + u64::from(seat) * 7 + SeededRng::new(u64::from(seat), "id").below(5)
    }

    /// The seat of an id; `None` if the generator gives no such id.
    pub(super) fn seat(id: u64) -> Option<u32> {
        let seat = u32::try_from(id.checked_sub(13_600_011)? / 7).ok()?;
        (Generator::id(seat) == id).then_some(seat)
    }

    pub(super) fn person(&self, seat: u32) -> Person {
        let number = u64::from(seat);
        let mut rng = SeededRng::new(number, "job");
        let leads = self.org_chart.has_reports(seat);
        let office = rng.choose_weighted(&self.data.offices, |office| office.weight);
        let occupations = &self.data.organisation.occupations;
        let overrides = self.data.overrides.get(&seat);
        let given = overrides.and_then(|row| row.get("occupation"));
        let occupation = match occupations.iter().find(|occupation| Some(&occupation.name) == given) {
            Some(given) => given,
            None if leads => &occupations[0],
            None => rng.choose_weighted(occupations, |occupation| occupation.weight),
        };
        let job = Job { leads, office, occupation };
        let mut person = self.with_name(seat, office);
        self.assign_place(&mut person, seat, &job);
        self.assign_dates(&mut person, seat, &job);
        self.assign_contact(&mut person, seat, &job);
        if let Some(row) = overrides {
            self.apply_overrides(&mut person, row);
        }
        person
    }

    /// First name, last name, gender.
    fn with_name(&self, seat: u32, office: &Office) -> Person {
        let mut rng = SeededRng::new(u64::from(seat), "name");
        let culture = &rng.choose_weighted(&office.names, |(_, weight)| *weight).0;
        let names = &self.data.cultures[culture];
        let is_female = rng.chance(49);
        let first_name = rng.choose(if is_female { &names.female } else { &names.male });
        let gender = match rng.below(100) {
            0 => "diverse",
            1..4 => "",
            _ if is_female => "female",
            _ => "male",
        };
        Person {
            id: Generator::id(seat),
            first_name: first_name.clone(),
            last_name: rng.choose(&names.last).clone(),
            gender: gender.to_owned(),
            ..Person::default()
        }
    }

    /// Supervisor, department, team, position, office, address.
    fn assign_place(&self, person: &mut Person, seat: u32, job: &Job) {
        let mut rng = SeededRng::new(u64::from(seat), "place");
        let organisation = &self.data.organisation;
        let line = self.org_chart.reporting_line(seat);
        person.supervisor = self.org_chart.supervisor(seat).map(Generator::id);
        person.office = job.office.name.clone();
        let (city, country) = rng.choose(&job.office.places).clone();
        (person.city, person.country) = (city, country);
        let Some(department) = line.first().map(|&head| &organisation.departments[head as usize - 1]) else {
            person.position = organisation.chief.clone();
            person.department = "Management".to_owned();
            return;
        };
        person.department = department.name.clone();
        let Some(&lead) = line.get(1) else {
            person.position = department.head.clone();
            return;
        };
        let team = &department.teams[self.org_chart.ordinal_below_head(lead) as usize % department.teams.len()];
        person.team = match line.get(2) {
            Some(below) if self.count > TEAMS_NUMBERED => format!("{} {}", team.name, below % 400 + 1),
            _ => team.name.clone(),
        };
        person.position = match &job.occupation.title {
            Some(title) => title.replace("{team}", &team.name),
            None if job.leads && line.len() == 2 => department.lead.clone(),
            None if job.leads => format!("Team Lead {}", team.name),
            None => rng.choose(&team.positions).clone(),
        };
    }

    /// Status and all days. Days in the past are fixed; those of people who join and leave follow `today`, so that the
    /// demo is as lively next year.
    fn assign_dates(&self, person: &mut Person, seat: u32, job: &Job) {
        let mut rng = SeededRng::new(u64::from(seat), "dates");
        let skewed = rng.below(4_700).max(rng.below(4_700)) as i64;
        let mut hired = later(date(2012, 1, 1), skewed);
        if rng.chance(60) {
            hired = hired.first_of_month();
        }
        person.status = "active".to_owned();
        // Managers stay, so that every supervisor is there.
        let fate = if job.leads { 125 + rng.below(875) } else { rng.below(1_000) };
        match fate {
            0..95 => {
                let ended = later(self.today, -1 - rng.below(700) as i64);
                person.status = "inactive".to_owned();
                person.termination_date = Some(ended);
                hired = hired.min(later(ended, -90 - rng.below(900) as i64));
                self.assign_last_days(person, &mut rng);
            }
            95..125 => {
                person.status = "onboarding".to_owned();
                hired = later(self.today, 2 + rng.below(75) as i64);
            }
            125..160 => person.status = "leave".to_owned(),
            160..200 if !job.leads => {
                person.termination_date = Some(later(self.today, 5 + rng.below(90) as i64).last_of_month());
                self.assign_last_days(person, &mut rng);
            }
            200..240 => hired = later(self.today, -1 - rng.below(60) as i64),
            _ => {}
        }
        while hired > self.today && person.status != "onboarding" {
            hired = hired.saturating_sub(1.year());
        }
        person.hire_date = Some(hired);
        if job.occupation.fixed_term && person.status != "inactive" {
            let from = hired.max(self.today);
            person.contract_ends = Some(later(from, 15 + rng.below(400) as i64).last_of_month());
        }
        person.created_on = Some(later(hired, -12 - rng.below(40) as i64).min(self.today));
        person.modified_on = Some(later(self.today, -(rng.below(300) as i64)));
        person.birthday = (!rng.chance(7)).then(|| birthday(&mut rng, job.occupation.title.is_some()));
        let hours = rng.choose(&job.occupation.hours);
        person.weekly_working_hours = hours.clone();
    }

    /// The two attributes for the last working day; this company fills the second one less carefully.
    fn assign_last_days(&self, person: &mut Person, rng: &mut SeededRng) {
        let Some(ended) = person.termination_date else { return };
        let early = *rng.choose(&[0, 0, 0, 5, 14, 30]);
        person.last_day_of_work = Some(later(ended, -early));
        person.last_working_date = match rng.below(10) {
            0..2 => None,
            2 => Some(ended),
            _ => person.last_day_of_work,
        };
    }

    /// Addresses, employee ID, picture, employment.
    fn assign_contact(&self, person: &mut Person, seat: u32, job: &Job) {
        let mut rng = SeededRng::new(u64::from(seat), "contact");
        let is_external = job.occupation.employment == "external";
        person.employment_type = job.occupation.employment.clone();
        person.occupation_type = job.occupation.name.clone();
        let mut local = local_part(person);
        match self.mailbox_numbers.get(seat as usize) {
            Some(0..=1) => {}
            Some(number) => local.push_str(&number.to_string()),
            None => local.push_str(&seat.to_string()),
        }
        let has_none = (person.status == "onboarding" && rng.chance(60)) || rng.chance(1);
        if rng.chance(45) || has_none {
            person.personal_email = format!("{local}@mail.example");
        }
        let suffix = if is_external { ".ext" } else { "" };
        if !has_none {
            person.email = format!("{local}{suffix}@{}", self.data.organisation.domain);
        }
        if !is_external {
            person.employee_id = format!("{:05}", seat + 1);
            person.is_a_people_manager = if job.leads { "Yes" } else { "No" }.to_owned();
        }
        if rng.chance(4) {
            person.preferred_name = person.first_name.chars().take(3).collect();
        }
        person.profile_picture = rng.chance(80);
    }

    /// Applies a row of `people.csv`.
    fn apply_overrides(&self, person: &mut Person, row: &PersonOverrides) {
        let text = |column: &str, value: &mut String| match row.get(column).map(String::as_str) {
            None => {}
            Some("-") => value.clear(),
            Some(new) => *value = new.to_owned(),
        };
        let day = |column: &str, value: &mut Option<Date>| {
            if let Some(new) = row.get(column) {
                *value = self.day(new);
            }
        };
        text("first_name", &mut person.first_name);
        text("last_name", &mut person.last_name);
        text("email", &mut person.email);
        text("personal_email", &mut person.personal_email);
        text("position", &mut person.position);
        text("office", &mut person.office);
        text("city", &mut person.city);
        text("country", &mut person.country);
        text("status", &mut person.status);
        text("employee_id", &mut person.employee_id);
        day("birthday", &mut person.birthday);
        day("hired", &mut person.hire_date);
        day("contract_ends", &mut person.contract_ends);
        day("terminated", &mut person.termination_date);
        day("last_day", &mut person.last_day_of_work);
        if row.contains_key("terminated") {
            person.last_working_date = person.last_day_of_work;
        }
        person.created_on = person.hire_date.map(|hired| later(hired, -21).min(self.today));
    }

    /// `-` none, `+14d` or `-3d` from today, else a date.
    fn day(&self, text: &str) -> Option<Date> {
        match text.strip_suffix('d').and_then(|days| days.parse().ok()) {
            Some(days) => Some(later(self.today, days)),
            None => text.parse().ok(),
        }
    }

    /// For each of the first seats which one of its mailbox it is, from 1. People made by hand keep theirs.
    fn mailboxes_compared(&self) -> Vec<u32> {
        let overrides = self.data.overrides.values().filter_map(|row| row.get("email"));
        let mut taken: HashMap<String, u32> =
            overrides.filter_map(|email| email.split_once('@')).map(|(local, _)| (local.to_owned(), 1)).collect();
        let mut numbers = Vec::new();
        for seat in 0..self.count.min(MAILBOXES_COMPARED) {
            let office =
                SeededRng::new(u64::from(seat), "job").choose_weighted(&self.data.offices, |office| office.weight);
            let number = taken.entry(local_part(&self.with_name(seat, office))).or_default();
            *number += 1;
            numbers.push(*number);
        }
        numbers
    }
}

fn local_part(person: &Person) -> String {
    let spelled = format!("{}.{}", mailbox(&person.first_name), mailbox(&person.last_name));
    spelled.replace(' ', "").trim_matches('.').to_owned()
}

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days.clamp(-100_000, 100_000)))
}

fn birthday(rng: &mut SeededRng, is_young: bool) -> Date {
    let first_year = if is_young { 1998 } else { 1962 };
    let years = if is_young { 8 } else { 40 };
    let year = first_year + rng.below(years) as i16;
    later(date(year, 1, 1), rng.below(365) as i64)
}
