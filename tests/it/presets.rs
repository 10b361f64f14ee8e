//! Each export preset against a file that was made from the vendor's page, not by giftlist.

use giftlist::domain::calendar::{Dates, Day, MonthDay};
use giftlist::domain::export::plan::{Cancel, ExportPlan, numbered};
use giftlist::domain::export::preset::{Preset, Presets};
use giftlist::domain::fields::{DateField, Fields, TextField};
use giftlist::domain::people::bits::Bits;
use giftlist::domain::people::column::Address;
use giftlist::domain::people::employee::{Employee, PersonId};
use giftlist::domain::people::marks::Marks;
use giftlist::domain::people::roster::{Roster, RosterBuilder};
use std::path::Path;
use std::sync::Arc;

fn company() -> Roster {
    let mut builder = RosterBuilder::new();
    let texts = |id, texts: &[(TextField, &str)]| {
        texts.iter().fold(Employee::new(PersonId(id)), |employee, (field, text)| employee.with(*field, text))
    };
    use TextField::*;
    let anna = texts(
        11,
        &[
            (FirstName, "Anna"),
            (LastName, "Müller"),
            (Email, "anna.mueller@acme.example"),
            (PersonalEmail, "anna@home.example"),
            (EmployeeId, "00119"),
            (Department, "R&D, Hardware"),
            (Office, "Berlin"),
            (City, "Berlin"),
            (Country, "Deutschland"),
            (Position, "Engineer"),
        ],
    );
    let ben = texts(
        12,
        &[
            (FirstName, " Ben "),
            (LastName, "O'Neil"),
            (Email, " ben.oneil@acme.example "),
            (EmployeeId, "=1+1"),
            (Department, "Sales"),
            (Office, "Dublin"),
            (City, "Dublin"),
            (Country, "Ireland"),
            (Position, "Lead \"EMEA\""),
        ],
    );
    let chen = texts(
        13,
        &[(FirstName, "Chen"), (LastName, "陈伟"), (PersonalEmail, "chen@home.example"), (Country, "Atlantis")],
    );
    let zoe = texts(
        14,
        &[
            (FirstName, "Zoë"),
            (Email, "zoe@acme.example"),
            (EmployeeId, "7"),
            (Department, "People"),
            (Office, "London"),
            (City, "London"),
            (Country, "UK"),
            (Position, "-"),
        ],
    );
    for (employee, hired, birthday) in [
        (anna, "2020-02-29", Some((2, 29))),
        (ben, "2016-12-20", Some((12, 24))),
        (chen, "", None),
        (zoe, "2026-12-01", Some((1, 6))),
    ] {
        let birthday = birthday.and_then(|(month, day)| MonthDay::new(month, day));
        builder.push(Employee { birthday, ..employee.on(DateField::HireDate, hired) });
    }
    builder.finish(Fields::ALL)
}

fn plan(preset: &Preset, address: Address) -> ExportPlan {
    let roster = Arc::new(company());
    let day = |text| Day::parse(text).unwrap();
    let dates = Dates { today: day("2026-12-01"), gift_date: day("2026-12-12") };
    ExportPlan {
        marks: Arc::new(Marks::on(dates.gift_date, &roster)),
        dates,
        who: Bits::all(roster.len()),
        left_out_never: 0,
        columns: preset.columns_for(address),
        max_rows: preset.max_rows,
        format: preset.format(b','),
        address,
        countries: Arc::default(),
        cancel: Cancel::default(),
        roster,
    }
}

fn written(plan: &ExportPlan) -> String {
    let mut bytes = Vec::new();
    plan.write(&mut bytes, None).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn each_file_is_as_its_platform_wants_it() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for preset in
        Presets::shipped().all().iter().filter(|preset| !["excel", "workbook", "exact"].contains(&preset.name.as_str()))
    {
        let expected = std::fs::read_to_string(golden.join(format!("{}.csv", preset.name))).unwrap();
        assert_eq!(written(&plan(preset, Address::Work)), expected, "{}", preset.name);
    }
}

#[test]
fn the_chosen_address_and_its_label_go_into_a_platforms_file() {
    let text = written(&plan(Presets::shipped().find("google-contacts").unwrap(), Address::Personal));
    assert!(text.contains("* Home,anna@home.example\r\n") && text.contains("* Work,zoe@acme.example\r\n"), "{text}");
}

#[test]
fn a_country_without_a_code_is_told() {
    let warnings = |name| {
        let warnings = plan(Presets::shipped().find(name).unwrap(), Address::Work).warnings();
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let expected = "1 person without a country code, since no code is known for Atlantis";
    assert!(warnings("snappy").contains(&expected.to_string()));
    assert!(!warnings("generic").iter().any(|warning| warning.contains("country code")));
}

#[test]
fn a_list_of_the_limit_is_one_file_and_one_more_person_makes_two() {
    let mut plan = plan(Presets::shipped().find("tango").unwrap(), Address::Work);
    for (most, sizes) in [(4, &[4][..]), (3, &[3, 1]), (1, &[1, 1, 1, 1])] {
        plan.max_rows = Some(most);
        assert_eq!(plan.parts().iter().map(ExportPlan::count).collect::<Vec<_>>(), sizes);
    }
    assert_eq!(numbered("a.b/gifts.csv", 2), ["a.b/gifts-1.csv", "a.b/gifts-2.csv"]);
    assert_eq!((numbered("a.b/gifts", 2)[1].as_str(), numbered(".csv", 2)[0].as_str()), ("a.b/gifts-2", ".csv-1"));
    assert_eq!(numbered("gifts.csv", 1), ["gifts.csv"]);
}
