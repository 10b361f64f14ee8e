//! Laws of the language, held against arbitrary companies, trees and texts: a plan finds whom a naive reading of the tree
//! finds, a tree's text parses to the tree, and no text costs more than its length allows.
//!
//! The naive reading knows no bits, no columns and no plan, and folds by a table of the few letters that are used here.

mod bosses;
mod dates;

use super::addresses::is_field_of_addresses;
use super::compile::MAX_TERMS;
use super::function_words::{is_bullet, is_conjunction};
use super::*;
use crate::domain::calendar::{Day, MonthDay};
use crate::domain::fields::{DateField, Field, Fields, TextField};
use crate::domain::kept::Kept;
use crate::domain::people::bits::Bits;
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::{Roster, RosterBuilder};
use bosses::bosses;
use dates::{BIRTHDAYS, DAYS, is_birthday, is_day, years_today};
use proptest::prelude::*;
use proptest::sample::select;

/// Addresses of which one is a part of another.
const ADDRESSES: [&str; 4] = ["a@x.co", "A@X.co", "ba@x.co", "a@x.com"];

/// The gift date, as the other days of a [`Person`] in days since 1970-01-01.
const GIFT_DAY: i32 = 20_000;

/// The days of so many years before it.
const YEARS: [i32; 6] = [0, 366, 731, 1096, 1461, 1827];

/// A person, whose id is their place in the company.
#[derive(Clone, Debug)]
struct Person {
    texts: Vec<(TextField, String)>,
    hired: Option<i32>,
    last_day: Option<i32>,
    birthday: Option<(u8, u8)>,
    /// The place of a colleague; one beyond the company is somebody outside it.
    supervisor: Option<(usize, String)>,
    odd_birthday: bool,
    selected: bool,
    never: bool,
    /// Their office in the sync before, if they were in it.
    office_before: Option<String>,
}

impl Person {
    fn text(&self, field: TextField) -> &str {
        self.texts.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text)
    }

    fn name(&self) -> String {
        format!("{} {}", self.text(TextField::FirstName), self.text(TextField::LastName))
    }

    fn is_leaver(&self) -> bool {
        let old = self.hired.zip(self.last_day).is_some_and(|(hired, last)| last < hired);
        self.text(TextField::Status) == "inactive" || !old && self.last_day.is_some_and(|last| last < GIFT_DAY)
    }
}

/// Small letters without accents, one blank between words; and the same with ü as ue.
fn spellings(text: &str) -> [String; 2] {
    let fold = |umlaut: &str| {
        let letters = text.replace(['ü', 'Ü'], umlaut).replace('ß', "ss").replace('É', "e").replace('ł', "l");
        letters.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    };
    [fold("u"), fold("ue")]
}

/// The spellings of a word that is looked for: without a digit or an @ also without apostrophes and hyphens.
fn wanted_spellings(wanted: &str) -> Vec<String> {
    let mut all = spellings(wanted).to_vec();
    if !wanted.contains(|c: char| c == '@' || c.is_ascii_digit()) {
        for sign in ["", " "] {
            all.extend(spellings(&wanted.replace(['\'', '-'], sign)).into_iter().filter(|it| !it.is_empty()));
        }
    }
    all
}

fn matches(text: &str, wanted: &str, whole: bool) -> bool {
    if ADDRESSES.contains(&wanted) {
        return text.eq_ignore_ascii_case(wanted);
    }
    let wanted = wanted_spellings(wanted);
    let test = |text: &String| wanted.iter().any(|w| if whole { text == w } else { text.contains(w.as_str()) });
    spellings(text).iter().any(test)
}

fn has(company: &[Person], person: &Person, field: Field) -> bool {
    match field {
        Field::HireDate => person.hired.is_some(),
        Field::LastWorkingDate => person.last_day.is_some(),
        Field::Birthday => person.birthday.is_some(),
        Field::Supervisor => person.supervisor.is_some() && !company.is_empty(),
        _ => TextField::of(field).is_some_and(|field| !person.text(field).is_empty()),
    }
}

/// No text here is an address.
fn is_odd(company: &[Person], person: &Person, field: Field) -> bool {
    match field {
        Field::Birthday => person.odd_birthday,
        Field::Supervisor => person.supervisor.as_ref().is_some_and(|(place, _)| *place >= company.len()),
        Field::Email | Field::PersonalEmail => {
            let text = TextField::of(field).map_or("", |field| person.text(field));
            !text.trim().is_empty() && !ADDRESSES.contains(&text)
        }
        _ => false,
    }
}

/// Whether a person is meant by a value of a field.
fn holds(company: &[Person], person: &Person, field: &QueryField, value: &Value) -> bool {
    let empty = spellings(&value.text)[0].is_empty();
    let supervisor = person.supervisor.as_ref();
    let boss = supervisor.map(|(place, outside)| company.get(*place).map_or(outside.clone(), Person::name));
    let yes = value.text == "yes";
    match field.kind {
        QueryKind::Name if empty => {
            [Field::FirstName, Field::LastName].iter().all(|&field| !has(company, person, field))
        }
        QueryKind::Name => matches(&person.name(), &value.text, value.whole),
        QueryKind::Text(field) | QueryKind::Choice(field) if empty => person.text(field).is_empty(),
        QueryKind::Text(field) => matches(person.text(field), &value.text, value.whole),
        QueryKind::Choice(field) => matches(person.text(field), &value.text, true),
        QueryKind::Supervisor { .. } if empty => boss.is_none(),
        QueryKind::Supervisor { through_others } => {
            let links = if through_others { company.len() } else { 1 };
            bosses(company, person).take(links).any(|name| matches(&name, &value.text, value.whole))
        }
        QueryKind::Day(fields) => {
            let day = match fields[0] {
                DateField::HireDate => person.hired,
                DateField::LastDayOfWork => person.last_day,
                _ => None,
            };
            is_day(day, &value.text)
        }
        QueryKind::Birthday => is_birthday(person.birthday, &value.text),
        QueryKind::Anniversary { round } => years_today(person.hired)
            .filter(|_| value.text == "today")
            .is_some_and(|(years, is_today)| is_today && years > 0 && (!round || years % 5 == 0)),
        QueryKind::Tenure => years_today(person.hired).is_some_and(|(years, _)| match value.text.as_str() {
            "0y" => years == 0,
            ">=1y" => years >= 1,
            "4y..5y" => years == 4 || years == 5,
            _ => unreachable!("{}", value.text),
        }),
        QueryKind::YesNo(Flag::Manager) => yes == (person.text(TextField::IsAPeopleManager) == "Ja"),
        QueryKind::YesNo(Flag::Leaver) => yes == person.is_leaver(),
        QueryKind::YesNo(Flag::Never) => yes == person.never,
        QueryKind::YesNo(Flag::Selected) => yes == person.selected,
        // No list is saved, and there was no campaign.
        QueryKind::List => {
            let email = TextField::Email;
            assert_eq!(value.text, "without email");
            person.text(email).is_empty()
        }
        QueryKind::Gifted => false,
        QueryKind::Gifts { .. } => value.text == "0",
        QueryKind::Changed if yes => {
            person.office_before.as_ref().is_some_and(|before| before != person.text(TextField::Office))
        }
        QueryKind::Changed => person.office_before.is_none(),
        QueryKind::FieldName(_) if value.text == "any" => {
            [Field::Birthday, Field::Supervisor, Field::Email, Field::PersonalEmail]
                .into_iter()
                .any(|field| is_odd(company, person, field))
        }
        QueryKind::FieldName(test) => {
            let field = Field::all().find(|field| field.id() == value.text).unwrap();
            match test {
                ValueTest::Missing => !has(company, person, field),
                ValueTest::Present => has(company, person, field),
                ValueTest::Odd => is_odd(company, person, field),
            }
        }
    }
}

/// Whether a person is meant by a tree.
fn is_meant(company: &[Person], person: &Person, node: &Node) -> bool {
    use TextField::{City, Country, Department, Email, EmployeeId, Office, Position, Team};
    match &node.inner {
        Expr::All => true,
        Expr::Address(address) => [Email, EmployeeId].iter().any(|&it| person.text(it).eq_ignore_ascii_case(address)),
        Expr::Word { text, .. } => {
            let fields = [City, Country, Department, Email, EmployeeId, Office, Position, Team];
            let texts = fields.iter().map(|&field| person.text(field).to_string());
            spellings(text)[0].is_empty() || texts.chain([person.name()]).any(|own| matches(&own, text, false))
        }
        Expr::Field { name, values } => {
            let field = FIELDS.iter().find(|field| field.name == name.inner).unwrap();
            values.iter().any(|value| holds(company, person, field, &value.inner))
        }
        Expr::Not(inner) => !is_meant(company, person, inner),
        Expr::And(parts) => parts.iter().all(|part| is_meant(company, person, part)),
        Expr::Or(parts) => parts.iter().any(|part| is_meant(company, person, part)),
    }
}

fn roster(company: &[Person], office: impl Fn(&Person) -> Option<&str>) -> Roster {
    let mut builder = RosterBuilder::new();
    for (place, person) in company.iter().enumerate() {
        let Some(office) = office(person) else { continue };
        let mut employee = Employee::new(PersonId(place as u64));
        for (field, text) in &person.texts {
            employee.texts[*field as usize].clone_from(text);
        }
        employee.texts[TextField::Office as usize] = office.to_string();
        employee.dates[DateField::HireDate as usize] = person.hired.and_then(Day::from_number);
        employee.dates[DateField::LastWorkingDate as usize] = person.last_day.and_then(Day::from_number);
        let id_of = |place: usize| Some(PersonId(place as u64));
        let supervisor = person.supervisor.clone().map(|(place, name)| SupervisorRef { id: id_of(place), name });
        let odd = person.odd_birthday.then_some(Field::Birthday).into_iter().collect();
        let birthday = person.birthday.and_then(|(month, day)| MonthDay::new(month, day));
        builder.push(Employee { supervisor, odd, birthday, ..employee });
    }
    builder.finish(Fields::ALL)
}

fn short_text() -> impl Strategy<Value = String> {
    prop::collection::vec(select(vec!['a', 'U', 'ü', 'e', 's', 'ß', 'É', 'ł', ' ']), 0..4)
        .prop_map(|letters| letters.into_iter().collect())
}

prop_compose! {
    fn person()(
        texts in prop::collection::vec(short_text(), TextField::COUNT),
        status in select(vec!["active", "inactive", "leave", ""]),
        manager in select(vec!["Ja", "Nein", ""]),
        email in prop_oneof![short_text(), select(ADDRESSES.to_vec()).prop_map(String::from)],
        hired in prop::option::of((-3..3, select(vec![0, 1, 4, 5])).prop_map(|(days, years)| GIFT_DAY + days - YEARS[years])),
        birthday in prop::option::of(select(vec![(2, 28), (2, 29), (3, 1), (12, 24), (1, 6), (1, 7)])),
        last_day in prop::option::of(GIFT_DAY - 3..GIFT_DAY + 3),
        supervisor in prop::option::of((0..8_usize, short_text())),
        (odd_birthday, selected, never) in any::<(bool, bool, bool)>(),
        before in prop::option::of(short_text()),
        is_same: bool,
    ) -> Person {
        let mut texts: Vec<_> = TextField::ALL.into_iter().zip(texts).collect();
        texts[TextField::Status as usize].1 = status.into();
        texts[TextField::IsAPeopleManager as usize].1 = manager.into();
        texts[TextField::Email as usize].1 = email;
        let office = texts[TextField::Office as usize].1.clone();
        let office_before = before.map(|before| if is_same { office } else { before });
        Person { texts, hired, last_day, birthday, supervisor, odd_birthday, selected, never, office_before }
    }
}

fn at_no_place<T>(inner: T) -> Spanned<T> {
    Spanned { inner, span: Span::default() }
}

/// A value that a field takes.
fn value(kind: QueryKind) -> BoxedStrategy<Value> {
    let of = |texts: Vec<&'static str>| {
        select(texts).prop_map(|text| Value { text: text.into(), quoted: text.is_empty(), whole: false }).boxed()
    };
    match kind {
        QueryKind::YesNo(_) => of(vec!["yes", "no"]),
        QueryKind::Day(_) => of(DAYS.to_vec()),
        QueryKind::Birthday => of(BIRTHDAYS.to_vec()),
        QueryKind::Anniversary { .. } => of(vec!["today"]),
        QueryKind::Tenure => of(vec!["0y", ">=1y", "4y..5y"]),
        QueryKind::Changed => of(vec!["yes", "new"]),
        QueryKind::List => Just(Value { text: "without email".into(), quoted: true, whole: false }).boxed(),
        QueryKind::Gifted => of(vec!["any"]),
        QueryKind::Gifts { .. } => of(vec!["0", ">=1"]),
        QueryKind::FieldName(ValueTest::Odd) => of(vec!["any", "email", "birthday", "supervisor", "first_name"]),
        QueryKind::FieldName(_) => {
            of(vec!["email", "office", "hire_date", "last_working_date", "supervisor", "first_name"])
        }
        QueryKind::Choice(_) => of(vec!["active", "inactive", "onboarding", "LEAVE"]),
        QueryKind::Text(TextField::Email) => {
            (select(vec!["a@x.co", "ba@x.co", "a@x.com", "a@x", "@x.co"]), any::<bool>())
                .prop_map(|(text, whole)| Value { text: text.into(), quoted: false, whole })
                .boxed()
        }
        _ => (short_text(), any::<bool>()).prop_map(|(text, whole)| Value { text, quoted: true, whole }).boxed(),
    }
}

fn term() -> impl Strategy<Value = Expr> {
    let field = (0..FIELDS.len()).prop_flat_map(|index| {
        let field = &FIELDS[index];
        prop::collection::vec(value(field.kind).prop_map(at_no_place), 1..3)
            .prop_map(|values| Expr::Field { name: at_no_place(field.name.to_string()), values })
    });
    let bare = "[a-z0-9ü.'@][a-z0-9ß.'=-]{0,4}(\\([a-z]\\))?"
        .prop_filter("is an error behind a minus", |text| !is_conjunction(text) && !is_bullet(text))
        .prop_map(|text| Expr::Word { text, quoted: false });
    // Side by side addresses would be alternatives.
    let address = select(vec!["a@x.co", "ba@x.co"])
        .prop_map(|text| Expr::Not(Box::new(at_no_place(Expr::Address(text.to_string())))));
    prop_oneof![1 => address, 3 => field, 2 => short_text().prop_map(|text| Expr::Word { text, quoted: true }), 1 => bare]
}

/// Any tree that a text can have: `OR` has something on both sides, and what is joined are two at least.
fn tree() -> impl Strategy<Value = Node> {
    let leaf = term().prop_map(at_no_place);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        // Fields of addresses side by side would be alternatives, as the addresses are.
        let beside = several.clone().prop_filter("would be alternatives", |parts| {
            parts.iter().filter(|part| is_field_of_addresses(part)).count() < 2
        });
        let maybe_all = prop_oneof![9 => inner, 1 => Just(at_no_place(Expr::All))];
        prop_oneof![
            maybe_all.prop_map(|inner| at_no_place(Expr::Not(Box::new(inner)))),
            beside.prop_map(|parts| at_no_place(Expr::And(parts))),
            several.prop_map(|parts| at_no_place(Expr::Or(parts))),
        ]
    })
}

/// Texts made of what means something, up to the longest query.
fn hostile() -> impl Strategy<Value = String> {
    let parts =
        vec!["(", ")", "-", "OR ", " ", "\"", "team:", "x:", ",", ";", "=", "a", "ü", "ﷺ", "\u{1b}", "missing:email "];
    let some = prop::collection::vec(select(parts), 1..12).prop_map(|parts| parts.concat());
    (some, 1..4096_usize).prop_map(|(text, times)| {
        let times = times.min(MAX_BYTES / text.len());
        text.repeat(times)
    })
}

/// How many leaves a tree has, and how deep it is.
fn size(node: &Node) -> (usize, usize) {
    let of = |parts: &[Node]| {
        parts.iter().map(size).fold((0, 0), |(leaves, depth), (more, other)| (leaves + more, depth.max(other + 1)))
    };
    match &node.inner {
        Expr::All | Expr::Word { .. } | Expr::Address(_) => (1, 0),
        Expr::Field { values, .. } => (values.len(), 0),
        Expr::Not(inner) => of(std::slice::from_ref(inner)),
        Expr::And(parts) | Expr::Or(parts) => of(parts),
    }
}

/// Whether it is refused what a tree means, since a user would hardly mean it.
fn is_refused(error: &QueryErrorKind) -> bool {
    matches!(error, QueryErrorKind::Nothing | QueryErrorKind::SplitValue { .. } | QueryErrorKind::AddressInField { .. })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_plan_finds_whom_the_tree_means(company in prop::collection::vec(person(), 0..8), tree in tree()) {
        let before = roster(&company, |person| person.office_before.as_deref());
        let (roster, _) = roster(&company, |person| Some(person.text(TextField::Office))).marked_against(&before);
        let place = |row| roster.id(row).0 as usize;
        let never = Bits::of(roster.len(), roster.rows().filter(|&row| company[place(row)].never));
        let marks = Marks::on(Day::from_number(GIFT_DAY).unwrap(), &roster).with_never(never);
        let selected = Bits::of(roster.len(), roster.rows().filter(|&row| company[place(row)].selected));
        let plan = match compile(&tree, &Context { today: Day::from_number(GIFT_DAY).unwrap(), roster: &roster, marks: &marks, selected: &selected, kept: &Kept::default(), within: None }) {
            Err(error) if is_refused(&error.kind) => return Ok(()),
            plan => plan.unwrap(),
        };
        let one_by_one = Bits::from_fn(roster.len(), |row| plan.holds(&roster, row));
        prop_assert_eq!(&one_by_one, &plan.rows(&roster, &mut Scratch::default()));
        let mut found: Vec<usize> = plan.rows(&roster, &mut Scratch::default()).rows().map(place).collect();
        found.sort_unstable();
        let meant: Vec<usize> = (0..company.len()).filter(|&at| is_meant(&company, &company[at], &tree)).collect();
        prop_assert_eq!(found, meant, "{}", tree.inner);
    }

    #[test]
    fn the_text_of_a_tree_parses_to_the_tree(tree in tree()) {
        let text = tree.inner.to_string();
        let parsed = parse(&text).map(|node| super::tests::shape::without_spans(&node));
        prop_assert_eq!(parsed, Ok(tree.inner), "{}", text);
    }

    #[test]
    fn no_text_is_worth_more_work_than_its_length(text in hostile()) {
        if let Ok(node) = parse(&text) {
            let (leaves, depth) = size(&node);
            prop_assert!(leaves <= text.len().div_ceil(2).max(1), "{} leaves", leaves);
            prop_assert!(depth <= 3 * 64, "{} deep", depth);
            let nobody = Roster::empty();
            let marks = Marks::on(Day::from_number(GIFT_DAY).unwrap(), &nobody);
            let context = Context { today: Day::from_number(GIFT_DAY).unwrap(), roster: &nobody, marks: &marks, selected: &Bits::none(0), kept: &Kept::default(), within: None };
            if let Ok(plan) = compile(&node, &context) {
                prop_assert!(leaves <= MAX_TERMS, "{} leaves", leaves);
                plan.rows(&nobody, &mut Scratch::default());
            }
        }
    }
}
