mod dates;
mod errors;
pub(super) mod shape;
mod typed;

use super::*;
use crate::domain::calendar::Day;
use crate::domain::fields::{Fields, TextField};
use crate::domain::kept::Kept;
use crate::domain::people::bits::Bits;
use crate::domain::people::employee::{Employee, PersonId, SupervisorRef};
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::{Roster, RosterBuilder};
use proptest::prelude::*;
use shape::{without_quotes, without_spans};

fn company() -> Roster {
    let mut builder = RosterBuilder::new();
    let people = [
        (1, "Jürgen", "Müller", "j.mueller@acme.example", "Sales", "Dublin", "active"),
        (2, "Łukasz", "Straße", "l.strasse@acme.example", "Engineering", "Berlin", "inactive"),
        (3, "Anna", "Byrne", "", "Sales", "Dubai", "active"),
        (4, "Mary Ann", "O'Neil", "mary@acme.example", "People & Culture", "", "leave"),
    ];
    for (id, first, last, email, department, office, status) in people {
        let employee = Employee::new(PersonId(id))
            .with(TextField::FirstName, first)
            .with(TextField::LastName, last)
            .with(TextField::Email, email)
            .with(TextField::Department, department)
            .with(TextField::Office, office)
            .with(TextField::Status, status)
            .with(TextField::EmployeeId, &format!("00{id}"))
            .with(TextField::IsAPeopleManager, if id == 3 { "Ja" } else { "" });
        let supervisor = (id == 1).then(|| SupervisorRef { id: Some(PersonId(3)), name: String::new() });
        builder.push(Employee { supervisor, ..employee });
    }
    builder.finish(Fields::ALL)
}

fn found(query: &str) -> Result<Vec<u64>, String> {
    found_in(&company(), query)
}

fn found_in(roster: &Roster, query: &str) -> Result<Vec<u64>, String> {
    let marks = Marks::on(Day::parse("2026-12-12").unwrap(), roster);
    let selected = Bits::of(roster.len(), roster.row_of(PersonId(4)));
    let today = Day::parse("2026-12-10").unwrap();
    let kept = Kept::default();
    let context = Context { today, roster, marks: &marks, selected: &selected, kept: &kept, within: None };
    let plan =
        parse(query).and_then(|node| compile(&node, &context)).map_err(|error| error.problem(query).to_string())?;
    let mut ids: Vec<u64> = plan.rows(roster, &mut Scratch::default()).rows().map(|row| roster.id(row).0).collect();
    ids.sort_unstable();
    Ok(ids)
}

#[test]
fn queries_find_whom_they_mean() {
    for (query, ids) in [
        ("", &[1, 2, 3, 4][..]),
        ("muller", &[1]),
        ("mueller", &[1]),
        ("MÜLLER", &[1]),
        ("strasse", &[2]),
        ("lukasz", &[2]),
        ("anna dub", &[3]),
        ("\"ann o'neil\"", &[4]),
        ("dub", &[1, 3]),
        ("dub -sales", &[]),
        ("-dub", &[2, 4]),
        ("berlin OR dubai", &[2, 3]),
        ("sales (dublin OR dubai) -anna", &[1]),
        ("office:dublin,berlin", &[1, 2]),
        ("office:=dub", &[]),
        ("office:=Dubai", &[3]),
        ("office:\"\"", &[4]),
        ("dept:\"people & cul\"", &[4]),
        ("status:active", &[1, 3]),
        ("status:active,leave", &[1, 3, 4]),
        ("email:acme", &[1, 2, 4]),
        ("email:\"\"", &[3]),
        ("missing:email", &[3]),
        ("has:email -status:leave", &[1, 2]),
        ("id:=001", &[1]),
        ("first:ann", &[3, 4]),
        ("last:=byrne", &[3]),
        ("name:\"anna byrne\"", &[3]),
        ("supervisor:byrne", &[1]),
        ("supervisor:\"\"", &[2, 3, 4]),
        ("supervisor:\" \"", &[2, 3, 4]),
        ("manager:yes", &[3]),
        ("leaver:yes", &[2]),
        ("leaver:no sales", &[1, 3]),
        ("selected:yes", &[4]),
        ("changed:new", &[]),
        ("employment:internal", &[]),
        ("\u{1b}[2J", &[]),
        ("oneil", &[4]),
        ("\"o neil\"", &[4]),
        ("name:\"mary ann oneil\"", &[4]),
        ("email:l.strasse@acme.example, mary@acme.example", &[2, 4]),
        ("email:l.strasse@acme.example ; mary@acme.example;", &[2, 4]),
        ("email:l.strasse@acme.example,mary@acme.example,", &[2, 4]),
        ("email:=mary@acme.example, =\"l.strasse@acme.example\"", &[2, 4]),
        ("office:dublin, berlin dept:sales", &[1]),
        ("office:dublin, dept:sales", &[1]),
        ("office:dublin, -anna", &[1]),
        ("(office:dublin, berlin) OR anna", &[1, 2, 3]),
        ("byrne, anna", &[3]),
        ("Byrne,Anna", &[3]),
        ("Byrne;Anna;", &[3]),
        (",", &[1, 2, 3, 4]),
        ("office:\"dublin;berlin\"", &[]),
        ("“ann o’neil”", &[4]),
        ("dept:„people & cul“", &[4]),
        ("office:dublin，berlin", &[1, 2]),
        ("\"byrne, anna\"", &[3]),
        ("name:\"byrne, anna\"", &[3]),
        ("status:onboarding", &[]),
        ("l.strasse@acme.example, mary@acme.example", &[2, 4]),
        ("l.strasse@acme.example mary@acme.example;", &[2, 4]),
        ("<l.strasse@acme.example>; <mary@acme.example>", &[2, 4]),
        ("Łukasz Straße <l.strasse@acme.example>; O'Neil, Mary <mary@acme.example>", &[2, 4]),
        ("\"Strasse, L.\" <l.strasse@acme.example>, \"X (HR) Y\" <mary@acme.example>", &[2, 4]),
        ("Anybody Else <mary@acme.example>", &[4]),
        ("l.strasse@acme.example mary@", &[2, 4]),
        ("dept:\"people & cul\"", &[4]),
        ("-(office:Berlin(HQ))", &[1, 2, 3, 4]),
        ("email:<l.strasse@acme.example>;<mary@acme.example>", &[2, 4]),
        ("office:berlin l.strasse@acme.example, mary@acme.example", &[2]),
        ("engineering l.strasse@acme.example, mary@acme.example", &[2, 4]),
        ("Lukasz Strasse l.strasse@acme.example; mary@acme.example", &[2, 4]),
        ("Email\nl.strasse@acme.example\nmary@acme.example\n-- Jane Boss", &[2, 4]),
        ("17 Strasse Lukasz l.strasse@acme.example Berlin 18 mary@acme.example Cork", &[2, 4]),
        ("l.strasse@acme.example and mary@acme.example", &[2, 4]),
        ("1) l.strasse@acme.example 2) mary@acme.example", &[2, 4]),
        ("l.strasse@acme.example mary@acme.example -mary", &[2]),
        ("dub AND sales", &[1, 3]),
        ("dub AND NOT anna", &[1]),
        ("NOT (dub OR anna)", &[2, 4]),
        ("office:dub AND NOT first:anna OR berlin", &[1, 2]),
        ("-dublin,dubai", &[2, 4]),
        ("-dublin, \"dubai\"; berlin", &[4]),
        ("sales -dublin, dept:sales", &[3]),
        ("-(dublin, anna byrne)", &[2, 4]),
        ("-(dublin anna, )", &[1, 2, 3, 4]),
        ("(byrne, anna)", &[3]),
        ("-dublin anna, byrne", &[3]),
        ("-(office:dublin, office:berlin)", &[3, 4]),
        ("-((dublin, anna byrne))", &[2, 4]),
        ("mary@acme.example (-culture)", &[]),
        ("mary@acme.example, l.strasse@acme.example, -l.strasse@acme.example", &[4]),
        ("-sales (mary@acme.example OR j.mueller@acme.example)", &[4]),
        ("-(sales, berlin) (mary@acme.example, j.mueller@acme.example)", &[4]),
        ("-sales j.mueller@acme.example; Mary <mary@acme.example>", &[4]),
        ("-<mary@acme.example>, <l.strasse@acme.example>", &[1, 3]),
        ("-(Mary <mary@acme.example>, X <l.strasse@acme.example>)", &[1, 3]),
        ("Mary -Culture- <mary@acme.example>", &[4]),
        ("Sans, No <mary@acme.example>", &[4]),
        ("\"mary@acme.example\", Lu <l.strasse@acme.example>", &[2, 4]),
        ("Mary <mary@acme.example>Lu <l.strasse@acme.example>", &[2, 4]),
        ("smtp:mary@acme.example; SMTP:l.strasse@acme.example", &[2, 4]),
        ("mary@acme.example (sales OR support)", &[]),
        ("-mailto:mary@acme.example, mailto:l.strasse@acme.example", &[1, 3]),
        ("-\"mary@acme.example;j.mueller@acme.example\", l.strasse@acme.example", &[3]),
        ("-mary@acme.example\nl.strasse@acme.example", &[1, 3]),
        ("\u{2010}dub", &[2, 4]),
        ("mailto:l.strasse@acme.example, [mary@acme.example]", &[2, 4]),
        ("dub \u{2013}sales", &[]),
        ("\u{2212}dub", &[2, 4]),
        ("@acme, mary", &[4]),
        ("o`neil", &[4]),
        ("mary-ann", &[4]),
        ("office:(hq)", &[]),
        ("(HR Team) <mary@acme.example>; Dr. (Sales & Co) Straße <l.strasse@acme.example>", &[2, 4]),
        ("mary@acme.example (HR Team), l.strasse@acme.example (Lu Straße)", &[2, 4]),
        ("Mary (mary@acme.example)", &[4]),
        ("Anybody Else<mary@acme.example>", &[4]),
        ("\"Else, Anybody <mary@acme.example>\"", &[4]),
        ("\"j.mueller@acme.example\" <mary@acme.example>", &[1, 4]),
        ("Anybody -HR- <mary@acme.example>; X <l.strasse@acme.example>", &[2, 4]),
        ("mary@acme.example.", &[4]),
        ("MARY@ACME.example, l.strasse@acme.example.", &[2, 4]),
        ("\"mary@acme.example\"", &[4]),
        ("\"mary@acme.example\" \"l.strasse@acme.example\"", &[2, 4]),
        ("\"mary@acme.example, l.strasse@acme.example\"", &[2, 4]),
        ("'mary@acme.example','l.strasse@acme.example'", &[2, 4]),
        ("mary@acme.example|l.strasse@acme.example", &[2, 4]),
        ("mary@acme.example | l.strasse@acme.example", &[2, 4]),
        ("- mary@acme.example \u{2022} l.strasse@acme.example", &[2, 4]),
        ("1. mary@acme.example 2. l.strasse@acme.example", &[2, 4]),
        ("email:\"mary@acme.example, l.strasse@acme.example\"", &[2, 4]),
        ("email:'mary@acme.example'|l.strasse@acme.example.", &[2, 4]),
        ("email:-mary@acme.example,-l.strasse@acme.example", &[1, 3]),
        ("office:dublin j.mueller@acme.example mary@acme.example", &[1]),
        ("-mary@acme.example -l.strasse@acme.example", &[1, 3]),
        ("ary@acme.example", &[]),
        ("mary@acme.ex", &[]),
        ("mary@acme", &[4]),
        ("ary@acme", &[4]),
        ("email:ary@acme.example", &[]),
        ("email:=ary@acme.example", &[]),
        ("email:=Mary@acme.example", &[4]),
        ("office:dub,-dubai", &[1]),
        ("office:-dub", &[2, 4]),
        ("office:\u{2013}dub", &[2, 4]),
        ("office:-dub,-berlin", &[4]),
        ("office:dub , -dubai", &[1]),
        ("office:dub ,-\"dubai\"", &[1]),
        ("office:-=dublin", &[2, 3, 4]),
        ("office:dub, -dubai", &[1]),
        ("office:dub; -\"dubai\"; -x", &[1]),
        ("office:dub,NOT dubai", &[1]),
        ("office:dub, NOT dubai", &[1]),
        ("office:\"NOT\" dub", &[]),
        ("office:dub, -dept:support", &[1, 3]),
        ("office:dub, NOT (dept:sales, x)", &[]),
        ("office:dub, NOT dept:sales", &[]),
        ("office:dub, -(anna)", &[1]),
        ("office:dub,status:active", &[1, 3]),
        ("office:dub;dept:support", &[]),
        ("office:dub,-first:anna", &[1]),
        ("office:dub,NOT first:anna", &[1]),
        ("office:dub,(anna)", &[3]),
        ("-(berlin), (dublin)", &[3, 4]),
        ("-(berlin), dublin", &[3, 4]),
        ("-dept:\"people & culture\" -dub", &[2]),
        ("office\u{200b}:dublin", &[1]),
        ("office\u{ff1a}dublin", &[1]),
        ("\u{feff}-dub", &[2, 4]),
        ("\u{200b}NOT dub", &[2, 4]),
        ("To: mary@acme.example; Cc: Lu <l.strasse@acme.example>", &[2, 4]),
        ("to:mary@acme.example, l.strasse@acme.example", &[2, 4]),
        ("mailto:mary@acme.example?cc=l.strasse@acme.example&subject=x", &[2, 4]),
        ("\u{2039}mary@acme.example\u{203a}; Lu \u{ab}l.strasse@acme.example\u{bb}", &[2, 4]),
        ("-position:x anna", &[3]),
        ("office: dublin", &[1]),
        ("dept: sales office: dublin", &[1]),
        ("office: -dublin", &[2, 3, 4]),
        ("office:dublin, dubai, or berlin", &[1, 2, 3]),
        ("dept:\"people & culture\", and sales", &[1, 3, 4]),
        ("supervisor:\"Byrne, Anna\"", &[1]),
        ("people & culture", &[4]),
        ("-(O'Neil, Mary <mary@acme.example>; Strasse, Lukasz <l.strasse@acme.example>)", &[1, 3]),
        ("-(sales, mary@acme.example)", &[2]),
        ("ACME OR <mary@acme.example>; Lu <l.strasse@acme.example>", &[2, 4]),
        ("Mary\tmary@acme.example\tSales\tNo\nLu\tl.strasse@acme.example\tHR\tno", &[2, 4]),
        ("Mary;mary@acme.example;no;Lu;l.strasse@acme.example", &[2, 4]),
        ("mary@acme.example without contract\nl.strasse@acme.example", &[2, 4]),
        ("Mary (on leave, no gifts) <mary@acme.example>", &[4]),
        ("l.strasse@acme.example (but not mary)", &[2]),
        ("Dublin: mary@acme.example Tel.: +353 1 Empf\u{e4}nger: l.strasse@acme.example", &[2, 4]),
        ("email: Mary <mary@acme.example>; Lu <l.strasse@acme.example>", &[2, 4]),
        ("email:mary@acme.example\nl.strasse@acme.example", &[2, 4]),
        ("mary@acme.example -- Anna", &[4]),
        ("-supervisor:\"Anna\" Byrne", &[3]),
        ("-(-sales)", &[1, 3]),
        ("Team: mary@acme.example; l.strasse@acme.example", &[2, 4]),
        ("email:mary@acme.example\nemail:l.strasse@acme.example", &[2, 4]),
        ("Mary -> mary@acme.example, Lu -> l.strasse@acme.example", &[2, 4]),
        ("Without, Ben <mary@acme.example>; NO Lu <l.strasse@acme.example>", &[2, 4]),
        ("email:mary@acme.example, x@y.example; l.strasse@acme.example", &[2, 4]),
        ("name:\"Byrne, Anna\";\"Strasse, Lukasz\"", &[2, 3]),
        ("status:-active,-leave", &[2]),
        ("has:-email", &[3]),
        ("leaver:-yes sales", &[1, 3]),
        ("(office:-dub OR anna)", &[2, 3, 4]),
        ("-office:dub,berlin", &[4]),
        ("office:=-dublin", &[]),
        ("office:\"-dublin\"", &[]),
        ("\"-dublin\"", &[]),
    ] {
        assert_eq!(found(query).as_deref(), Ok(ids), "{query}");
    }
}

#[test]
fn hundreds_of_addresses_find_their_people() {
    let mut list: Vec<String> = (0..2000).map(|number| format!("nobody{number}@acme.example")).collect();
    list.insert(1000, "Mary@acme.example".to_string());
    list.push("l.strasse@acme.example".to_string());
    for between in ["\n", ", ", ";"] {
        assert_eq!(found(&list.join(between)), Ok(vec![2, 4]), "{between:?}");
    }
    assert_eq!(found(&list.join(" Somebody Else\n")), Ok(vec![2, 4]), "with names");
    assert_eq!(found(&format!("email:{}", list.join(","))), Ok(vec![2, 4]));
    assert_eq!(found(&format!("dept:sales {}", list.join("\t"))), Ok(vec![]));
}

#[test]
fn words_beside_addresses_are_told_unless_they_are_their_names() {
    for (query, told) in [
        ("sales (Mary <mary@acme.example>)", &["sales"][..]),
        ("sales \"Mary <mary@acme.example>\"", &["sales"]),
        ("sales (mary@acme.example) HR", &["sales", "HR"]),
        ("Mary O'Neil <mary@acme.example>, mary@acme.example (HR)", &[]),
    ] {
        assert_eq!(parse_with_left_out(query).unwrap().1, told, "{query}");
    }
}

fn unmatched(query: &str) -> Unmatched {
    let roster = company();
    let marks = Marks::on(Day::parse("2026-12-12").unwrap(), &roster);
    let context = Context {
        today: marks.gift_date(),
        roster: &roster,
        marks: &marks,
        selected: &Bits::none(roster.len()),
        kept: &Kept::default(),
        within: None,
    };
    let plan = compile(&parse(query).unwrap(), &context).unwrap();
    plan.rows_and_unmatched(&roster, &mut Scratch::default()).1
}

#[test]
fn addresses_that_nobody_has_are_known() {
    for (query, unknown) in [
        (
            "mary@acme.example x@y.example, Mary@acme.example; Z@y.example x@y.example",
            &["x@y.example", "z@y.example"][..],
        ),
        ("sales email:x@y.example,mary@acme.example", &["x@y.example"]),
        ("mary@acme.example", &[]),
        ("", &[]),
    ] {
        assert_eq!(unmatched(query).addresses, unknown, "{query}");
    }
}

#[test]
fn a_part_that_finds_nobody_is_told_beside_others_that_do() {
    for (query, told) in [
        ("-lisbon", "nobody is excluded by -lisbon"),
        ("-office:dublin,=lisbon", "nobody is excluded by -office:=lisbon"),
        ("-(office:dublin \"new yorck\")", "nobody is excluded by -\"new yorck\""),
        ("-x@y.example", "nobody is excluded by -x@y.example"),
        ("-lisbon -lisbon -lisbonn", "nobody is excluded by -lisbon, -lisbonn"),
        ("-(dublin berlin)", "nobody is excluded by -(dublin berlin)"),
        ("-(dublin lisbon)", "nobody is excluded by -lisbon"),
        ("office:dublin,lisbon", "nobody matches office:lisbon"),
        ("lisbon OR dublin -supervisor:nobody", "nobody matches lisbon; nobody is excluded by -supervisor:nobody"),
        ("-(dublin -lisbon)", "nobody matches lisbon"),
        ("-dublin", ""),
        ("-leaver:yes -status:leave", ""),
        ("office:lisbon", ""),
        ("lisbon -berlim", ""),
    ] {
        let unmatched = unmatched(query);
        assert_eq!(unmatched.to_string(), told, "{query}");
        assert_eq!(unmatched.is_empty(), told.is_empty(), "{query}");
    }
}

#[test]
fn naming_leavers_is_seen_anywhere() {
    assert!(mentions(&parse("a (b OR -leaver:no)").unwrap(), Flag::Leaver));
    assert!(!mentions(&parse("leaver \"leaver:yes\"").unwrap(), Flag::Leaver));
}

proptest! {
    #[test]
    fn any_text_parses_or_has_one_clear_error(query in "\\PC{0,60}") {
        if let Err(error) = found(&query) {
            prop_assert!(error.starts_with("query, column ") && !error.contains('\n'));
        }
    }

    #[test]
    fn canonical_text_parses_to_the_same_tree(query in "([a-c:\"(),;= -]|OR ){0,24}") {
        prop_assume!(!query.contains(')') || !query.contains('"'));
        if let Ok(node) = parse(&query) {
            let text = node.inner.to_string();
            let shape = |node: &Node| without_quotes(without_spans(node));
            let again = parse(&text).map(|node| shape(&node));
            prop_assert_eq!(again, Ok(shape(&node)), "{}", text);
        }
    }
}
