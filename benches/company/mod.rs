//! The people that the benches work on: the generated company of the embedded Personio, as a roster.
#![allow(dead_code)] // each bench uses a part

use giftlist::domain::calendar::{Day, MonthDay};
use giftlist::domain::fields::{DateField, Field, TextField};
use giftlist::domain::people::employee::{Employee, PersonId, SupervisorRef};
use giftlist::domain::people::roster::{Roster, RosterBuilder};
use giftlist::fake::{Company, Person};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The company's today.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 12, 1);

/// Sizes: a large company, the size at which the speed is held, and beyond.
pub const SIZES: [usize; 3] = [2_000, 200_000, 1_000_000];

/// A roster of a size, made once.
pub fn roster(size: usize) -> Arc<Roster> {
    static MADE: Mutex<Option<HashMap<usize, Arc<Roster>>>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap();
    let made = made.get_or_insert_with(HashMap::new);
    made.entry(size).or_insert_with(|| Arc::new(built(size))).clone()
}

/// A new roster of a size.
pub fn built(size: usize) -> Roster {
    let company = Company::new(size, TODAY);
    let mut builder = RosterBuilder::new();
    for person in company.people() {
        builder.push(employee(person));
    }
    builder.finish(Field::all().collect())
}

/// A person of the company as the client reads them.
pub fn employee(person: Person) -> Employee {
    let mut employee = Employee::new(PersonId(person.id));
    let texts = [
        (TextField::City, person.city),
        (TextField::Country, person.country),
        (TextField::Department, person.department),
        (TextField::Email, person.email),
        (TextField::EmployeeId, person.employee_id),
        (TextField::EmploymentType, person.employment_type),
        (TextField::FirstName, person.first_name),
        (TextField::IsAPeopleManager, person.is_a_people_manager),
        (TextField::LastName, person.last_name),
        (TextField::OccupationType, person.occupation_type),
        (TextField::Office, person.office),
        (TextField::Position, person.position),
        (TextField::Status, person.status),
        (TextField::Team, person.team),
        (TextField::PersonalEmail, person.personal_email),
    ];
    for (field, text) in texts {
        employee.texts[field as usize] = text;
    }
    for (field, date) in [
        (DateField::ContractEnds, person.contract_ends),
        (DateField::CreatedAt, person.created_on),
        (DateField::HireDate, person.hire_date),
        (DateField::LastWorkingDate, person.last_working_date),
        (DateField::LastDayOfWork, person.last_day_of_work),
        (DateField::TerminationDate, person.termination_date),
    ] {
        employee.dates[field as usize] = date.map(Day::of);
    }
    employee.birthday = person.birthday.map(MonthDay::of);
    employee.picture = person.profile_picture;
    employee.supervisor = person.supervisor.map(|id| SupervisorRef { id: Some(PersonId(id)), name: String::new() });
    employee
}
