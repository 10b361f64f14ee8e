//! `giftlist export --preset workbook`: what a spreadsheet finds in the file, read by a reader that is not ours, and what
//! must not be in its parts.

use super::company::{Company, one_error, three};
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use giftlist::fake::Person;
use std::fs;
use std::io::{Cursor, Read};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

fn day(text: &str) -> Option<jiff::civil::Date> {
    text.parse().ok()
}

fn file(company: &Company, name: &str) -> PathBuf {
    company.home.work().join(name)
}

/// Exports everybody into `gifts.xlsx`: the file, and what was told on stdout and stderr.
#[track_caller]
fn exported(company: &Company, options: &[&str]) -> (Vec<u8>, String) {
    let arguments = [&["export", "-o", "gifts.xlsx", "--preset", "workbook", "--force"], options].concat();
    let output = company.giftlist(&arguments).exits(0);
    (fs::read(file(company, "gifts.xlsx")).unwrap(), output.stdout + &output.stderr)
}

/// The rows of its only sheet.
fn rows(workbook: &[u8]) -> Vec<Vec<Data>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(workbook)).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Recipients"]);
    workbook.worksheet_range("Recipients").expect("its sheet").rows().map(<[Data]>::to_vec).collect()
}

/// The cells of one column, by its title.
#[track_caller]
fn column(rows: &[Vec<Data>], title: &str) -> Vec<Data> {
    let place = rows[0].iter().position(|header| *header == Data::String(title.into())).expect(title);
    rows[1..].iter().map(|row| row[place].clone()).collect()
}

fn texts(texts: &[&str]) -> Vec<Data> {
    let data = |text: &&str| if text.is_empty() { Data::Empty } else { Data::String((*text).into()) };
    texts.iter().map(data).collect()
}

/// One of the XML files in it, as it is.
fn part(workbook: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn texts_are_texts_and_days_are_days() {
    let company = Company::of([
        Person {
            employee_id: "00123".into(),
            team: "1E5".into(),
            position: "1/2".into(),
            office: "1234567890123456".into(),
            hire_date: day("2019-12-02"),
            birthday: day("1990-04-11"),
            profile_picture: true,
            ..Person::named("  Ann ", "Byrne")
        },
        Person { employee_id: "TRUE".into(), team: "two\nlines".into(), ..Person::named("Zoë", "Müller") },
    ])
    .synced();
    let (workbook, told) = exported(&company, &[]);
    let rows = rows(&workbook);
    assert_eq!((rows.len(), rows[0].len()), (3, 25));
    for (title, expected) in [
        ("First name", ["Ann", "Zoë"]),
        ("Employee ID", ["00123", "TRUE"]),
        ("Team", ["1E5", "two\nlines"]),
        ("Position", ["1/2", ""]),
        ("Office", ["1234567890123456", ""]),
        ("Profile Picture", ["true", "false"]),
    ] {
        assert_eq!(column(&rows, title), texts(&expected), "{title}");
    }
    let hired = &column(&rows, "Hire date")[0];
    assert!(matches!(hired, Data::DateTime(day) if day.is_datetime() && day.as_f64() == 43801.0), "{hired:?}");
    assert_eq!(column(&rows, "birth_month"), [Data::Float(4.0), Data::Empty]);
    assert_eq!(column(&rows, "birth_day"), [Data::Float(11.0), Data::Empty]);
    let styles = part(&workbook, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"yyyy-mm-dd\"") && styles.contains("<xf numFmtId=\"49\""), "{styles}");
    assert!(told.contains("2 people") && !told.contains("in Excel"), "{told}");
    assert_eq!(fs::metadata(file(&company, "gifts.xlsx")).unwrap().mode() & 0o7777, 0o600);
}

#[test]
fn numbers_that_name_somebody_are_texts_and_others_numbers() {
    let company = Company::of(three()).synced();
    let columns = ["--columns", "personio_id,tenure_years,country_code,birthday,next_birthday"];
    let rows = rows(&exported(&company, &columns).0);
    assert_eq!(
        rows[1][..4],
        [Data::String("1".into()), Data::Float(6.0), Data::String("IE".into()), Data::String("04-11".into())]
    );
    assert!(matches!(rows[1][4], Data::DateTime(_)), "{rows:?}");
}

#[test]
fn the_header_stays_in_sight_with_a_filter_and_nothing_tells_of_us() {
    let company = Company::of(three()).synced();
    let (workbook, _) = exported(&company, &[]);
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<pane ySplit=\"1\"") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.contains("<autoFilter ref=\"A1:Y3\""), "{sheet}");
    let properties = part(&workbook, "docProps/core.xml");
    assert!(properties.contains("<dc:creator></dc:creator>"), "{properties}");
    assert!(properties.contains(">2026-12-01T00:00:00Z</dcterms:created>"), "{properties}");
    assert_eq!(exported(&company, &[]).0, workbook, "the same people on the same day are the same bytes");
}

/// Catalogue: C01.
#[test]
fn nothing_is_a_formula_a_link_or_markup() {
    const HOSTILE: [&str; 10] = [
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@x",
        "=1+1\t",
        "|cmd",
        "https://evil.example",
        "mailto:a@evil.example",
        "<r><t>x</t></r></si></sst>",
        "<r></si><f>1</f></r>",
    ];
    let company = Company::of(HOSTILE.map(|text| Person {
        first_name: text.into(),
        email: text.into(),
        department: format!("\t{text}"),
        ..Person::named("x", "y")
    }))
    .synced();
    let (workbook, told) = exported(&company, &[]);
    let rows = rows(&workbook);
    for title in ["First name", "Email", "Department"] {
        let mut found: Vec<String> = column(&rows, title).iter().map(|cell| cell.to_string().trim().into()).collect();
        let mut expected = HOSTILE.map(str::trim).to_vec();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{title}");
    }
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("hyperlink"), "{sheet}");
    assert!(!told.contains("formula") && !told.contains("got a '"), "{told}");
}

#[test]
fn what_a_cell_cannot_hold_is_replaced_or_cut_with_a_word() {
    let long = format!("{}😀", "x".repeat(32_766));
    let company = Company::of([
        Person { position: "a\u{1}b\u{FFFF}\r\nc_x0041_".into(), ..Person::named("Ann", "A") },
        Person { position: long, ..Person::named("Ben", "B") },
        Person { position: format!("<r>{}</r>", "x".repeat(32_760)), ..Person::named("Cem", "C") },
    ])
    .synced();
    let (workbook, told) = exported(&company, &[]);
    let found = column(&rows(&workbook), "Position");
    assert_eq!(found[0], Data::String("a\u{FFFD}b\u{FFFD}\nc_x0041_".into()));
    assert_eq!(found[1], Data::String("x".repeat(32_766)));
    assert_eq!(found[2], Data::String(format!("<r>{}</r", "x".repeat(32_760))));
    assert!(told.contains("2 cells cut, since none holds more"), "{told}");
    assert!(told.contains("1 cell with \u{FFFD} for characters that no workbook holds"), "{told}");
}

/// Catalogue: C23.
#[test]
fn its_name_says_what_it_is() {
    let company = Company::of(three()).synced();
    let refused = company.giftlist(&["export", "-o", "gifts.csv", "--preset", "workbook"]).exits(5);
    assert!(one_error(&refused).ends_with("use a name that ends in .xlsx"), "{}", refused.stderr);
    assert!(!file(&company, "gifts.csv").exists());
    let told = company.giftlist(&["export", "-o", "-", "--preset", "workbook"]).exits(0);
    assert!(told.stdout.starts_with("PK") && told.stderr.contains("2 people"), "{}", told.stderr);
    let listed = company.giftlist(&["presets"]).exits(0).stdout;
    assert!(listed.contains("workbook: Workbook, ") && listed.contains("  a file .xlsx, no CSV\n"), "{listed}");
    assert!(listed.contains("at most 1 048 575 people in a file"), "{listed}");
}
