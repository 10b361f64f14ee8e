//! The people and attributes of the snapshots: one of each kind that a screen treats differently.

use crate::harness::env::TODAY;
use giftlist::domain::calendar::MonthDay;
use giftlist::domain::checklist::attribute::Attribute;
use giftlist::domain::fields::{DateField, Field, Fields, TextField};
use giftlist::domain::people::employee::{Employee, PersonId};
use giftlist::domain::people::roster::{Roster, RosterBuilder};
use giftlist::fake::{self, Company};

/// Id, first and last name, email, office, department, team, hired, status.
type Line = (u64, &'static str, &'static str, &'static str, [&'static str; 3], &'static str, &'static str);

const PEOPLE: [Line; 16] = [
    (101, "Aoife", "Byrne", "aoife.byrne@acme.example", ["Dublin", "Sales", "Field"], "2019-12-02", "active"),
    (102, "Ben", "Ó Conaill", "ben.oconaill@acme.example", ["Dublin", "Sales", ""], "2021-12-14", "active"),
    (103, "Chen", "Wěi 陈伟", "chen.wei@acme.example", ["Dublin", "Engineering", "Core"], "2023-12-01", "active"),
    (104, "Daria", "Łukasz", "d.lukasz@acme.example", ["Warsaw", "Engineering", "Core"], "2016-12-18", "active"),
    (105, "Éabha", "Ní Bhriain", "eabha@acme.example", ["Dublin", "People", ""], "2018-12-03", "active"),
    (106, "Finn", "Müller", "", ["Berlin", "Support", "Night"], "2020-12-07", "active"),
    (107, "Gül", "Yılmaz", "gul.yilmaz@acme.example", ["Berlin", "Support", "Day"], "2022-03-01", "leave"),
    (
        108,
        "Hans-Peter",
        "Freiherr von Langenbach-Wittgenstein",
        "hans-peter.langenbach@acme.example",
        ["Berlin", "Legal and Public Affairs", "Competition"],
        "2009-05-04",
        "active",
    ),
    (109, "Ivan", "Petrov", "ivan@acme.example", ["Sofia", "Engineering", "Core"], "2022-12-05", "active"),
    (110, "Jana", "Nováková", "jana.novakova@acme.example", ["Prague", "Sales", "Field"], "2027-01-04", "onboarding"),
    (111, "Kofi", "Mensah", "kofi@acme.example", ["Dublin", "Sales", "Field"], "2015-02-01", "inactive"),
    (112, "Lena", "Schmidt", "lena.schmidt@acme.example", ["Berlin", "Support", "Day"], "2014-09-01", "active"),
    (113, "Mia", "Rossi", "office@acme.example", ["Milan", "Office", ""], "2024-06-01", "active"),
    (114, "Mia", "Russo", "office@acme.example", ["Milan", "Office", ""], "2024-06-01", "active"),
    (115, "", "", "nameless@acme.example", ["Dublin", "Sales", ""], "2024-07-01", "active"),
    (116, "Zoë", "Adams", "zoe.adams@acme.example", ["London", "People", "Culture"], "", "active"),
];

fn employee((id, first, last, email, [office, department, team], hired, status): Line) -> Employee {
    let mut employee = Employee::new(PersonId(id))
        .with(TextField::FirstName, first)
        .with(TextField::LastName, last)
        .with(TextField::Email, email)
        .with(TextField::Office, office)
        .with(TextField::Department, department)
        .with(TextField::Team, team)
        .with(TextField::Status, status)
        .with(TextField::Position, if id % 2 == 0 { "Account Executive" } else { "Engineer" })
        .with(TextField::Country, if office == "Dublin" { "Ireland" } else { "Germany" })
        .with(TextField::City, office)
        .with(TextField::EmployeeId, &format!("{:05}", id * 7))
        .with(TextField::EmploymentType, "internal")
        .on(DateField::HireDate, hired)
        .on(DateField::CreatedAt, "2024-01-01");
    employee.birthday = MonthDay::new((id % 12 + 1) as u8, (id % 28 + 1) as u8).filter(|_| id != 104);
    employee.picture = id % 3 == 0;
    match id {
        105 => employee.on(DateField::TerminationDate, "2026-12-31"),
        109 => employee.on(DateField::ContractEnds, "2026-11-30"),
        110 => employee.with(TextField::PersonalEmail, "jana@home.example"),
        112 => employee.on(DateField::LastDayOfWork, "2026-10-31"),
        _ => employee,
    }
}

/// The company, with only these fields readable.
pub fn company(readable: Fields) -> Roster {
    roster(PEOPLE.into_iter().map(employee), readable)
}

/// The company a sync later: one has left, one is new, one has moved, another has an email that is none. Teams cannot be
/// read any more.
pub fn later_company() -> Roster {
    let new = (117, "Nora", "Ek", "nora.ek@acme.example", ["Berlin", "People", ""], "2026-11-02", "active");
    let people = PEOPLE.into_iter().filter(|line| line.0 != 111).chain([new]).map(|line| match line.0 {
        102 => employee(line).with(TextField::Office, "Berlin"),
        106 => employee(line).with(TextField::Email, "finn (at) acme.example"),
        _ => employee(line),
    });
    roster(people, Field::all().filter(|&field| field != Field::Team).collect())
}

/// Texts that would do harm if they reached a terminal unescaped.
pub const HOSTILE: [&str; 12] = [
    "\u{1b}[2J\u{1b}[31mred",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;cm0=\u{7}",
    "up\u{9b}2Ja\u{9d}0;x\u{9c}",
    "a\rb\u{8}\u{8}c\u{7f}",
    "two\nlines\ttab",
    "\u{202e}gnp.exe\u{2066}",
    "Mül\u{200b}ler\u{feff}",
    "no\u{0}thing\u{e}",
    "z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}algo",
    "👨\u{200d}👩\u{200d}👧\u{200d}👦 family 𝔘𝔫𝔦",
    "[Select all] ✓ ▌● > x",
];

/// A person for each hostile text, which fills every field.
pub fn hostile() -> Roster {
    let people = HOSTILE.iter().enumerate().map(|(place, text)| {
        let id = PersonId(201 + place as u64);
        TextField::ALL.into_iter().fold(Employee::new(id), |employee, field| employee.with(field, text))
    });
    roster(people, all_fields())
}

fn roster(people: impl Iterator<Item = Employee>, readable: Fields) -> Roster {
    let mut builder = RosterBuilder::new();
    for mut employee in people {
        let unread = TextField::ALL.into_iter().filter(|field| !readable.contains(field.field()));
        unread.for_each(|field| employee.texts[field as usize].clear());
        builder.push(employee);
    }
    builder.finish(readable)
}

/// All 24.
pub fn all_fields() -> Fields {
    Field::all().collect()
}

/// The sample account's attributes, as Personio lists them for a credential that is granted these.
pub fn attributes(is_granted: impl Fn(&fake::Attribute) -> bool) -> Vec<Attribute> {
    let account = Company::new(0, TODAY);
    account.attributes().iter().filter(|attribute| is_granted(attribute)).map(attribute).collect()
}

/// The attributes of the 24 fields, all ticked.
pub fn needed_attributes() -> Vec<Attribute> {
    attributes(|attribute| attribute.field.is_some())
}

fn attribute(of: &fake::Attribute) -> Attribute {
    Attribute {
        key: of.key.as_str().into(),
        label: of.label.clone(),
        kind: of.kind.clone(),
        universal_id: Some(of.universal_id.clone()).filter(|id| !id.is_empty()),
    }
}
