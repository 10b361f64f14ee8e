//! Screen 4: finding and selecting people.

use super::Journey;
use giftlist::app::effect::ClipboardText;
use giftlist::app::{Effect, Msg};
use giftlist::domain::fields::TextField;
use giftlist::domain::problem::{Kind, Problem};

#[test]
fn a_wrong_query_says_where_and_keeps_the_last_good_result() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners);
    journey.keys("/ Space text:offise:").wait_for("^ there is no field \"offise\"");
    journey.keys("text:berlin Enter").wait_for(&format!("{dubliners} shown of"));
    journey.wait_for("by the last right query");
    journey.keys("/ Ctrl-w Backspace Enter").wait_until(|model| model.screens.recipients.error.is_none());
    journey.wait_until(|model| model.screens.recipients.view.len() == dubliners);
}

#[test]
fn a_wrong_query_changes_no_selection_and_names_no_file() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners).keys("Space Space");
    let before = journey.selected();
    journey.keys("/ Home text:( Enter");
    for key in ["a", "A", "i", "v"] {
        journey.keys(key).wait_for("The query is wrong, so nothing was selected");
        journey.wait_for("^ a bracket is not closed");
        assert_eq!(journey.selected(), before, "{key}");
    }
    journey.keys("Space Space");
    assert_eq!(journey.selected().len(), 4, "a person under the cursor is no question of the query");
    journey.keys("y").wait_for("Copied 4 emails");
    journey.keys("e").wait_for("gifts-2026-12-01-office-dublin.csv");
    journey.keys("Esc Esc").wait_until(|model| model.screens.recipients.error.is_none());
    journey.keys("/ text:\"zz Enter e").wait_for("gifts-2026-12-01.csv");
}

#[test]
fn a_wrong_query_ends_a_range() {
    let mut journey = Journey::loaded();
    journey.keys("v ↓ ↓ / text:( Enter v");
    assert!(journey.selected().is_empty());
}

#[test]
fn under_a_wrong_query_the_last_right_one_follows_the_gift_date() {
    let mut journey = Journey::loaded();
    let left = |model: &giftlist::app::Model| model.company.marks.leavers().count();
    let today = left(journey.model());
    journey.filter("leaver:yes", today).keys("/ text:( Enter d 2027-12-31 Enter");
    assert_ne!(left(journey.model()), today);
    journey.wait_until(|model| model.screens.recipients.view.len() == left(model));
}

#[test]
fn a_long_list_of_pasted_addresses_finds_all_of_them() {
    let mut journey = Journey::loaded();
    let roster = journey.roster();
    let emails: Vec<&str> = roster.rows().map(|row| roster.text(TextField::Email, row)).take(200).collect();
    let list = emails.join("\r\n");
    assert!(list.len() > 4096, "more than a line of a terminal");
    journey.keys("/").paste(&list);
    journey.keys("Enter L a");
    let is_wanted = |email: &str| !email.is_empty() && emails.iter().any(|wanted| wanted.eq_ignore_ascii_case(email));
    let wanted = roster.rows().filter(|&row| is_wanted(roster.text(TextField::Email, row))).count();
    journey.wait_until(|model| model.company.selection.count() == wanted);
}

#[test]
fn a_list_that_comes_in_pieces_keeps_its_words_apart() {
    let mut journey = Journey::loaded();
    journey.keys("/").paste("aoife.byrne@acme.exa").paste("mple\r\n").paste("chen.wei@acme.example");
    journey.paste("\nbrid.kelly@acme.example\n").wait_for("3 shown of");
    journey.paste("x@y.example\n").wait_for("1 address that nobody has: x@y.example");
    journey.keys("Enter").wait_for("3 shown of");
    journey.keys("/").paste("Whole HR Team\n").wait_for("x@y.example; not looked for beside addresses: W");
    journey.keys("Enter").wait_for("3 shown of");
    journey.wait_for("1 address that nobody has: x@y.example");
    journey.keys("/");
    journey.keys("text:office:berlin").wait_for("0 shown of");
}

#[test]
fn an_exclusion_that_excludes_nobody_is_told() {
    let mut journey = Journey::loaded();
    journey.keys("/ text:-dublinn").wait_for("nobody is excluded by -dublinn");
    journey.keys("Enter").wait_for("nobody is excluded by -dublinn");
    journey.keys("/ Backspace Backspace").wait_for("words must all match");
}

#[test]
fn a_paste_that_is_too_long_changes_nothing_and_says_so() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners).keys("/").paste(&"a@acme.example\n".repeat(10_000));
    journey.wait_for("Nothing was pasted: a field takes 131 072 bytes. Paste it in parts.");
    assert_eq!(journey.model().screens.recipients.query.value(), "office:dublin ");
    journey.keys("Enter a e").wait_for("office-dublin.csv");
    journey.keys("↓ ↓").paste(&"a".repeat(140_000)).wait_for("Nothing was pasted");
}

#[test]
fn an_address_is_its_owners_alone_and_finds_by_its_part_while_it_is_typed() {
    let mut journey = Journey::loaded();
    let email = journey.roster().rows().map(|row| journey.roster().text(TextField::Email, row).to_string()).next();
    let email = email.unwrap();
    let (local, host) = email.split_once('@').unwrap();
    journey.keys(&format!("/ text:{local}@{}", &host[..host.len() - 1])).wait_for("these have a part of it");
    journey.wait_until(|model| !model.screens.recipients.view.is_empty());
    journey.keys("Enter").wait_for("0 shown of");
    journey.keys(&format!("/ Backspace text:{} Enter", &host[host.len() - 1..])).wait_for("1 shown of");
    journey.keys("/ Home text:x Enter").wait_for("0 shown of");
}

#[test]
fn the_rows_follow_each_letter() {
    let mut journey = Journey::loaded();
    let all = journey.model().screens.recipients.view.len();
    let with = |journey: &Journey, text: &str| {
        journey.count(|roster, row| roster.text(TextField::Department, row).to_lowercase().contains(text))
    };
    journey.keys("/ text:department:s");
    let count = with(&journey, "s");
    journey.wait_until(|model| model.screens.recipients.view.len() == count);
    journey.keys("text:ales");
    let count = with(&journey, "sales");
    journey.wait_until(|model| model.screens.recipients.view.len() == count);
    journey.keys("Ctrl-u").wait_until(|model| model.screens.recipients.view.len() == all);
}

#[test]
fn a_half_typed_field_does_not_empty_the_table() {
    let mut journey = Journey::loaded();
    let all = journey.model().screens.recipients.view.len();
    let shown = |journey: &Journey| journey.model().screens.recipients.view.len();
    let (dubliners, hit) =
        (journey.dubliners(), |model: &giftlist::app::Model| model.screens.recipients.is_without_word);
    journey.keys("/ text:departmen").wait_until(hit).wait_for("Nobody matches departmen yet");
    assert_ne!(shown(&journey), 0);
    journey.keys("text:t:").wait_until(|model| model.screens.recipients.view.len() == all);
    journey.wait_for("the field has no value: write one, as in department:sales,finance");
    journey.keys("Ctrl-u text:office:dublin Space text:departmen");
    journey.wait_until(hit).wait_until(|model| model.screens.recipients.view.len() == dubliners);
    journey.keys("text:t: Enter a").wait_for("The query is wrong");
    assert_eq!((shown(&journey), journey.selected().len()), (dubliners, 0));
    journey.keys("/ Backspace Enter").wait_until(|model| model.screens.recipients.view.is_empty());
}

#[test]
fn esc_goes_back_one_level_at_a_time() {
    let mut journey = Journey::loaded();
    let all = journey.model().screens.recipients.view.len();
    journey.keys("Space Space Tab").wait_until(|model| model.screens.recipients.view.len() == 2);
    journey.keys("/ text:zzz").wait_until(|model| model.screens.recipients.view.is_empty());
    journey.keys("Esc");
    assert!(!journey.model().screens.recipients.is_editing);
    assert_eq!(journey.model().screens.recipients.query.value(), "zzz");
    journey.keys("Esc").wait_until(|model| model.screens.recipients.view.len() == 2);
    assert_eq!(journey.model().screens.recipients.query.value(), "");
    journey.keys("Esc").wait_until(|model| model.screens.recipients.view.len() == all);
    journey.keys("Esc Esc Esc");
    assert_eq!(journey.selected().len(), 2);
    assert!(journey.take_terminal_effects().is_empty());
}

#[test]
fn esc_ends_a_range_before_it_clears_the_query() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners).keys("v ↓ Esc");
    assert_eq!((journey.selected().len(), journey.model().screens.recipients.query.value()), (0, "office:dublin"));
}

#[test]
fn choosing_undoing_and_redoing() {
    let mut journey = Journey::loaded();
    let all = journey.model().screens.recipients.view.len();
    let count = |journey: &mut Journey, keys: &str| journey.keys(keys).selected().len();
    assert_eq!(count(&mut journey, "Space Space Space"), 3);
    assert_eq!(count(&mut journey, "g Space"), 2);
    assert_eq!(count(&mut journey, "a"), all);
    assert_eq!(count(&mut journey, "u"), 2);
    assert_eq!(count(&mut journey, "Ctrl-r"), all);
    assert_eq!(count(&mut journey, "u u"), 3);
    assert_eq!(count(&mut journey, "i"), all - 3);
    assert_eq!(count(&mut journey, "A"), 0);
    assert_eq!(count(&mut journey, "g v ↓ ↓ ↓ v"), 4);
    assert_eq!(count(&mut journey, "G v ↑ Space"), 6);
    assert_eq!(count(&mut journey, "u u u u u u u u u u u u"), 0);
    journey.wait_for("There is nothing to undo");
    assert_eq!(count(&mut journey, "Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r Ctrl-r"), 6);
}

#[test]
fn the_selection_knows_nothing_of_filter_and_sort() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.filter("office:dublin", dubliners).keys("a");
    let before = journey.selected();
    journey.filter("zzzz", 0).wait_for(&format!("{dubliners} selected ({dubliners} not shown)"));
    journey.keys("Esc s End Enter s Enter L");
    assert_eq!(journey.selected(), before);
    journey.keys("Tab").wait_until(|model| model.screens.recipients.view.len() == dubliners);
}

/// Catalogue: F05.
#[test]
fn hidden_leavers_are_counted_and_come_with_a_key() {
    let mut journey = Journey::loaded();
    let (shown, all) = (journey.model().screens.recipients.view.len(), journey.roster().len());
    assert!(shown < all);
    journey.wait_for(&format!("{shown} shown of {all} · hidden: {} leavers (L)", all - shown));
    journey.keys("L").wait_until(|model| model.screens.recipients.view.len() == all);
    journey.wait_for("with leavers");
    journey.keys("L").wait_until(|model| model.screens.recipients.view.len() == shown);
    journey.filter("leaver:yes", all - shown);
}

#[test]
fn the_gift_date_decides_who_has_left() {
    let mut journey = Journey::loaded();
    let today = journey.model().screens.recipients.view.len();
    journey.keys("d 2027-12-31 Enter").wait_for("gift date Fri 31 Dec 2027");
    journey.wait_until(|model| model.screens.recipients.view.len() != today);
    assert!(journey.model().screens.recipients.view.len() < today);
    journey.keys("d Ctrl-u text:soon Enter").wait_for("That is no date");
    journey.keys("Esc d Ctrl-u Enter").wait_until(|model| model.screens.recipients.view.len() == today);
    journey.wait_for("gift date today");
}

#[test]
fn the_gift_date_is_typed_as_people_write_it_and_told_with_whom_it_hides() {
    let mut journey = Journey::loaded();
    let (today, all) = (journey.model().screens.recipients.view.len(), journey.roster().len());
    journey.keys("d").wait_for(&format!("Tue 1 December 2026: {} leavers of all hidden", all - today));
    journey.keys("31 Space dec").wait_for("Thu 31 December 2026: ").keys("Enter");
    journey.wait_for("The gift date is Thu 31 December 2026").wait_for("gift date Thu 31 Dec 2026");
    journey.keys("d + 1 4 d").wait_for("Tue 15 December 2026: ");
    journey.keys("Enter d Backspace 11/12/2026 Enter").wait_for("That is Fri 11 December 2026 or Thu 12 November 2026");
    journey.keys("Ctrl-u 2026-11-30").wait_for("Mon 30 November 2026, in the past: ");
    journey.keys("Enter").wait_for("The gift date Mon 30 November 2026 is in the past");
}

#[test]
fn columns_come_where_they_are_seen_move_and_scroll_until_the_last_is_whole() {
    let mut journey = Journey::loaded();
    journey.keys("c End ↑ ↑ ↑ ↑ ↑ ↑ ↑ ↑ Space").wait_for("[x] ");
    let first = journey.model().screens.recipients.columns[0];
    journey.keys("→ Esc");
    assert_eq!(journey.model().screens.recipients.columns[1], first, "Esc takes nothing back");
    journey.keys(&"→ ".repeat(30));
    let scrolled = journey.model().screens.recipients.first_column;
    let columns = journey.model().screens.recipients.columns.len();
    assert!(scrolled > 0 && scrolled < columns - 1, "{scrolled} of {columns}");
    journey.wait_for("Country");
    assert!(journey.screen_at(320, 24).contains(first.title()));
    assert_eq!(journey.model().screens.recipients.first_column, 0, "a wide window shows all again");
    journey.screen_at(80, 24);
    journey.keys("s End Enter").wait_for("which is not shown: c shows it");
}

#[test]
fn the_emails_of_the_selected_are_copied() {
    let mut journey = Journey::loaded();
    journey.keys("y").wait_for("No email is selected");
    assert!(journey.take_terminal_effects().is_empty());
    journey.keys("Space Space y");
    let asked = journey.take_terminal_effects();
    let [Effect::Copy(text)] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(text.lines().filter(|line| line.contains('@')).count(), 2, "{text}");
    journey.keys("U A / text:leaver:yes Enter a").wait_until(|model| model.company.selection.count() > 2);
    journey.keys("y").wait_for("have left by the gift date)");
}

#[test]
fn copying_says_what_was_sent_and_what_to_do_if_nothing_arrives() {
    let mut journey = Journey::loaded();
    journey
        .keys("Space Space y")
        .wait_for("Copied 2 emails; if nothing arrives, the terminal forbids it: e writes a file");
    let text = "x".repeat(80_000);
    let copied = || ClipboardText { text: text.clone(), what: "9 emails".into(), instead: "e writes a file".into() };
    journey.dispatch(Msg::CopiedThroughTmux { copied: copied(), result: Ok(()) });
    journey.wait_for("tmux has 9 emails, 80 kB: more than most terminals take; e writes a file");
    let small = ClipboardText { text: "a@x.example".into(), ..copied() };
    journey.dispatch(Msg::CopiedThroughTmux { copied: small.clone(), result: Ok(()) });
    journey.wait_for("Copied 9 emails through tmux, which keeps a copy (tmux delete-buffer)");
    journey.take_terminal_effects();
    let refused = Problem::new(Kind::File, "tmux did not take the text", "update it");
    journey.dispatch(Msg::CopiedThroughTmux { copied: small, result: Err(refused) });
    let asked = journey.take_terminal_effects();
    assert!(matches!(asked.as_slice(), [Effect::Copy(text)] if text == "a@x.example"), "{asked:?}");
}

#[test]
fn a_person_is_shown_chosen_and_left_for_the_next() {
    let mut journey = Journey::loaded();
    journey.keys("Enter").wait_for("Employment type");
    let first = journey.model().screens.recipients.view.current();
    journey.keys("Space → Space Esc");
    assert_ne!(journey.model().screens.recipients.view.current(), first);
    assert_eq!(journey.selected().len(), 2);
}

#[test]
fn no_letter_is_a_command_in_the_query_bar() {
    let mut journey = Journey::loaded();
    let letters: String = ('!'..='~').collect();
    journey.keys(&format!("/ text:{letters}"));
    assert_eq!(journey.model().screens.recipients.query.value(), letters);
    assert!(journey.selected().is_empty() && journey.model().dialog.is_none());
    assert!(journey.take_terminal_effects().is_empty());
}

#[test]
fn a_refused_paste_leaves_the_gift_date_as_it_was() {
    let mut journey = Journey::loaded();
    journey.keys("d ↓ ↓").wait_for("next friday");
    let before = super::draw_to_string(journey.model());
    journey.dispatch(Msg::Pasted("1".repeat(200_000)));
    assert!(journey.model().notice.is_some());
    journey.keys("Alt-q");
    assert_eq!(super::draw_to_string(journey.model()), before, "nor does a key that edits nothing change it");
    journey.keys("2 0 2 7 - 0 1 - 0 4 Enter").wait_for("gift date Mon 4 Jan 2027");
}

#[test]
fn tab_completes_fields_and_values_with_their_counts() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.keys("/ text:offi").wait_for("Tab office:").keys("Tab").wait_for("/ office:");
    journey.wait_for("Berlin ").keys("text:d").wait_for("Tab Dublin ").keys("Tab").wait_for("/ office:Dublin");
    journey.wait_until(|model| model.screens.recipients.view.len() == dubliners);
    journey.keys("text:,").wait_for("Berlin ").keys("↓ ↓ Tab").wait_until(|model| {
        let query = model.screens.recipients.query.value();
        query.starts_with("office:Dublin,") && query.len() > "office:Dublin,".len()
    });
}

#[test]
fn what_is_pasted_can_be_completed_and_leaves_no_completion_of_before() {
    let mut journey = Journey::loaded();
    journey.keys("/ text:offi").wait_for("Tab office:").paste("ce:dub").wait_for("Tab Dublin ");
    journey.keys("Tab").wait_for("/ office:Dublin");
    journey.keys("Space text:tea").wait_for("Tab team:").paste("m office:berlin").keys("Tab");
    let query = journey.model().screens.recipients.query.value();
    assert!(query.starts_with("office:Dublin team ") && query.ends_with("office:Berlin"), "{query}");
}

#[test]
fn an_arrow_chooses_a_completion_that_enter_takes_once() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.keys("/ text:office: ↓ ↑ Enter").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    assert_eq!(journey.model().screens.recipients.query.value(), "office:Dublin");
    journey.keys("↓ Enter Enter").wait_until(|model| !model.screens.recipients.is_editing);
    assert_eq!(journey.model().screens.recipients.query.value(), "office:Dublin", "what is typed already stays");
    journey.keys("/ text:round:12 Enter");
    assert_eq!(journey.model().screens.recipients.query.value(), "office:Dublin round:12");
}
