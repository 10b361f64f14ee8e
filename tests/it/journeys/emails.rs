//! Selecting people by pasted addresses, on the screen.

use super::Journey;
use giftlist::domain::fields::TextField;
use giftlist::files::atomic;

#[test]
fn a_paste_over_the_table_selects_after_a_look() {
    let mut journey = Journey::loaded();
    journey.paste("Aoife Byrne <Aoife.Byrne@acme.example>; \r\nchen.wei@acme.example\tnobody@acme.example");
    journey.wait_for("3 addresses: 2 people to select").wait_for("1 not found");
    assert!(journey.selected().is_empty(), "only after a look");
    journey.paste("\r\nbrid.kelly@acme.example").wait_for("4 addresses: 3 people to select");
    journey.press([giftlist::app::key::Key::parse("Esc").unwrap()]).wait_for("288 shown of");
    assert!(journey.selected().is_empty());
    journey.keys("p").paste("aoife.byrne@acme.example,aoife.byrne@acme.example").wait_for("1 address means somebody");
    journey
        .advance(std::time::Duration::from_secs(1))
        .keys("Enter")
        .wait_for("1 person is selected by their addresses");
    journey
        .keys("p text:chen.wei@acme.example Enter")
        .wait_for("1 person to select")
        .keys("Enter")
        .wait_for("2 selected");
    journey.keys("u").wait_for("1 selected");
}

#[test]
fn addresses_are_read_from_a_file() {
    let mut journey = Journey::loaded();
    let file = journey.file("team.csv");
    let text = "Name,Email\r\n\"Byrne, Aoife\",aoife.byrne@acme.example\r\n";
    atomic::replace(&file, |out| out.write_all(text.as_bytes())).unwrap();
    let path = file.display().to_string();
    journey.keys(&format!("p text:{path}x Enter")).wait_for("team.csvx");
    journey.wait_for("could not be read");
    journey.keys("Backspace Enter").wait_for("1 address: 1 person to select").keys("Enter").wait_for("1 selected");
    let folder = file.parent().unwrap().display().to_string();
    journey.keys(&format!("p text:{folder} Enter")).wait_for("is no file");
}

#[test]
fn who_has_left_or_wants_nothing_is_named_and_not_selected() {
    let mut journey = Journey::loaded();
    let roster = journey.roster();
    let marks = journey.model().company.marks.clone();
    let email = |row| roster.text(TextField::Email, row).to_string();
    let leaver = marks.leavers().rows().map(email).find(|email| !email.is_empty()).unwrap();
    journey.paste(&leaver).wait_for("1 address: 0 people to select").wait_for("1 left by the gift date, not selected");
    journey.keys("Enter").wait_for("288 shown of");
    journey.keys("L").wait_for("with leavers").paste(&leaver).wait_for("1 address: 1 person to select");
    journey.keys("Esc L / text:aoife.byrne Enter n Enter").wait_for("1 on the never-list");
    journey.paste("aoife.byrne@acme.example").wait_for("1 on the never-list, not selected");
}

#[test]
fn a_paste_that_is_too_long_is_refused_as_a_whole() {
    let mut journey = Journey::loaded();
    let list = "somebody.else@acme.example; ".repeat(90_000);
    assert!(list.len() > 2 * 1024 * 1024);
    journey.paste(&list).wait_for("Nothing was pasted: more than 2 MiB").wait_for("Or type the name of a file");
    journey.paste(&format!("{} aoife.byrne@acme.example", &list[..300_000])).wait_for("1 person to select");
}
