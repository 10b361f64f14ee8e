//! What the sample company promises: the same people each time, a true tree of supervisors, every kind of case.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 24);

fn sample() -> Company {
    Company::new(SAMPLE_SIZE, TODAY)
}

#[test]
fn the_same_options_give_the_same_company() {
    let (one, other): (Vec<_>, Vec<_>) = (sample().people().collect(), sample().people().collect());
    assert_eq!(one, other);
    assert_eq!(one.len(), SAMPLE_SIZE);
}

#[test]
fn ids_are_unique_and_lead_back_to_the_person() {
    let company = sample();
    let ids: BTreeSet<u64> = company.people().map(|person| person.id).collect();
    assert_eq!(ids.len(), SAMPLE_SIZE);
    for person in company.people() {
        assert_eq!(company.person(person.id), Some(person));
    }
    assert_eq!(company.person(1), None);
    assert_eq!(company.person(Generator::id(SAMPLE_SIZE as u32)), None);
}

#[test]
fn supervisors_exist_and_lead_to_one_chief_without_a_cycle() {
    for size in [SAMPLE_SIZE, 5_000] {
        let company = Company::new(size, TODAY);
        let above: BTreeMap<u64, Option<u64>> = company.people().map(|p| (p.id, p.supervisor)).collect();
        assert_eq!(above.values().filter(|supervisor| supervisor.is_none()).count(), 1);
        for &start in above.keys() {
            let (mut at, mut steps) = (start, 0);
            while let Some(next) = above[&at] {
                assert!(above.contains_key(&next), "{next} leads {at}");
                (at, steps) = (next, steps + 1);
                assert!(steps < 20, "a cycle above {start}");
            }
        }
    }
}

#[test]
fn every_status_kind_of_job_and_office_occurs() {
    let people: Vec<Person> = sample().people().collect();
    let count = |is: &dyn Fn(&Person) -> bool| people.iter().filter(|person| is(person)).count();
    for status in ["active", "onboarding", "leave", "inactive"] {
        assert!(count(&|person| person.status == status) >= 4, "{status}");
    }
    for attribute in sample().attributes().iter().filter(|attribute| attribute.field == Some(Field::OccupationType)) {
        for option in &attribute.options {
            assert!(count(&|person| person.occupation_type == *option) >= 1, "{option}");
        }
    }
    for office in &sample_data::SAMPLE_DATA.offices {
        assert!(count(&|person| person.office == office.name) >= 4, "{}", office.name);
    }
    assert!(count(&|person| person.email.is_empty()) >= 2);
    assert!(count(&|person| person.personal_email.is_empty()) >= 50);
    assert!(count(&|person| person.birthday.is_none()) >= 5);
    assert!(count(&|person| person.birthday.is_some_and(|day| (day.month(), day.day()) == (2, 29))) >= 2);
    assert!(count(&|person| person.employment_type == "external") >= 5);
    assert!(count(&|person| person.is_a_people_manager == "Yes") >= 30);
    assert!(count(&|person| person.contract_ends.is_some()) >= 15);
    assert!(count(&|person| person.team.is_empty()) >= 9);
}

#[test]
fn joiners_and_leavers_follow_today() {
    for today in [TODAY, date(2031, 2, 28), date(2015, 6, 1)] {
        let people: Vec<Person> = Company::new(SAMPLE_SIZE, today).people().collect();
        for person in &people {
            let hired = person.hire_date.expect("everybody has a hire date");
            let is_by_hand =
                sample_data::SAMPLE_DATA.overrides.contains_key(&Generator::seat(person.id).unwrap_or_default());
            assert!(person.status != "onboarding" || hired > today, "{person:?}");
            assert!(is_by_hand || person.status == "onboarding" || hired <= today, "{person:?}");
            assert!(person.status != "inactive" || person.termination_date < Some(today), "{person:?}");
            assert!(is_by_hand || person.termination_date.is_none_or(|ended| ended > hired), "{person:?}");
        }
        let in_notice = |person: &&Person| person.termination_date > Some(today) && person.status == "active";
        assert!(people.iter().filter(in_notice).count() >= 4, "on {today}");
        let joined =
            |person: &&Person| person.status == "active" && person.hire_date > today.checked_sub(60.days()).ok();
        assert!(people.iter().filter(joined).count() >= 4, "on {today}");
    }
}

#[test]
fn past_hire_dates_stay_when_the_demo_is_run_later() {
    let later = Company::new(SAMPLE_SIZE, date(2028, 1, 1));
    let steady = |person: &Person| person.status == "active" && person.hire_date < Some(date(2024, 12, 1));
    let now = sample();
    let same = now.people().filter(|person| {
        steady(person) && later.person(person.id).is_some_and(|other| other.hire_date == person.hire_date)
    });
    assert!(same.count() > 200);
}

#[test]
fn work_addresses_are_unique_but_for_the_shared_mailbox() {
    for size in [SAMPLE_SIZE, 5_000] {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for person in Company::new(size, TODAY).people().filter(|person| !person.email.is_empty()) {
            assert!(person.email.is_ascii() && person.email.ends_with("@acme.example"), "{}", person.email);
            *seen.entry(person.email.to_lowercase()).or_default() += 1;
        }
        seen.retain(|_, times| *times > 1);
        assert_eq!(seen, BTreeMap::from([("warehouse@acme.example".to_owned(), 2)]));
    }
}

#[test]
fn employee_ids_are_unique_where_there_are_any() {
    let ids: Vec<String> = sample().people().map(|person| person.employee_id).filter(|id| !id.is_empty()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(ids.len() < SAMPLE_SIZE && ids.iter().any(|id| id.starts_with('0')));
}

#[test]
fn hostile_samples_are_there() {
    let people: Vec<Person> = sample().people().collect();
    let has = |is: &dyn Fn(&Person) -> bool| people.iter().any(is);
    assert!(has(&|person| person.first_name.contains('\u{1b}')));
    assert!(has(&|person| person.last_name.contains('\u{200b}')));
    assert!(has(&|person| person.first_name.starts_with('\u{202e}')));
    assert!(has(&|person| person.position.starts_with('=')));
    assert!(has(&|person| person.first_name.starts_with('+')));
}

#[test]
fn people_can_be_added_changed_and_removed() {
    let mut company = Company::new(5, TODAY);
    let zoe = company.insert(0, Person::named("Zoë", "Krüger"));
    let own = company.add(Person { id: 42, ..Person::named("Own", "Id") });
    assert_eq!((company.len(), own), (7, 42));
    assert!(company.change(zoe, |person| person.status = "leave".to_owned()));
    assert_eq!(company.page(0, 1)[0].status, "leave");
    let first = company.page(1, 1)[0].id;
    assert!(company.remove(first));
    assert!(!company.remove(first));
    assert_eq!(company.person(first), None);
    assert!(company.change(42, |person| person.id = 43));
    assert_eq!(company.person(42), None);
    assert!(company.person(43).is_some());
    assert_eq!(company.len(), 6);
}

#[test]
fn grants_go_by_key_and_by_field() {
    let mut company = sample();
    company.set_field_granted(Field::Birthday, false);
    assert!(!company.granted().contains(Field::Birthday));
    assert_eq!(company.granted().len(), Field::COUNT - 1);
    assert_eq!(company.key_of(Field::Birthday), Some("dynamic_7123992"));
    assert!(company.set_granted("fix_salary", true));
    assert!(!company.set_granted("no_such_key", true));
}

#[test]
fn a_million_people_are_made_when_they_are_asked_for() {
    let company = Company::new(LARGEST_SIZE, TODAY);
    assert_eq!(company.len(), 1_000_000);
    assert_eq!(company.page(999_900, 100).len(), 100);
    assert_eq!(company.page(1_000_000, 100).len(), 0);
    assert!(company.page(500_000, 3).iter().all(|person| company.person(person.id).as_ref() == Some(person)));
}
