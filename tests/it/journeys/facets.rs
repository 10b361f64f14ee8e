//! Narrowing down by the values that people have.

use super::Journey;
use giftlist::app::Model;
use giftlist::app::screens::recipients::FacetLine;
use giftlist::domain::fields::TextField;

fn query(journey: &Journey) -> &str {
    journey.model().screens.recipients.query.value()
}

/// The number beside a value in the pane.
fn counted(model: &Model, title: &str, text: &str) -> Option<usize> {
    model.screens.recipients.facets.lines.iter().find_map(|line| match line {
        FacetLine::Value { facet, value, .. } if facet.title == title && value.text == text => Some(value.people),
        _ => None,
    })
}

#[test]
fn values_become_the_query_and_go_out_of_it_again() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    journey.keys("f").wait_until(|model| counted(model, "Office", "Dublin") == Some(dubliners));
    journey.keys("text:dub").wait_until(|model| counted(model, "Department", "Sales").is_none());
    journey.keys("Space").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    assert_eq!(query(&journey), "office:=Dublin");
    journey.wait_for("take out");
    journey.keys("-").wait_until(|model| model.screens.recipients.view.len() != dubliners);
    assert_eq!(query(&journey), "-office:=Dublin");
    journey.keys("-").wait_until(|model| model.screens.recipients.query.value().is_empty());
    journey.keys("Space Esc").wait_until(|model| counted(model, "Office", "Berlin").is_some());
    journey.keys("Esc").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    journey.keys("Space").wait_for("1 selected");
    journey.keys("Esc").wait_until(|model| model.screens.recipients.query.value().is_empty());
}

#[test]
fn other_values_of_a_chosen_field_stay_and_are_added() {
    let mut journey = Journey::loaded();
    let of = |journey: &Journey, office: &str| {
        let leavers = journey.model().company.marks.leavers().clone();
        journey.count(|roster, row| roster.text(TextField::Office, row) == office && !leavers.has(row))
    };
    let (dublin, berlin) = (of(&journey, "Dublin"), of(&journey, "Berlin"));
    journey
        .filter("office:dublin", dublin)
        .keys("f")
        .wait_until(|model| counted(model, "Office", "Berlin") == Some(berlin));
    journey.keys("text:berlin").wait_for("▌  Berlin");
    journey.keys("Space").wait_until(|model| model.screens.recipients.view.len() == dublin + berlin);
    assert_eq!(query(&journey), "office:dublin,=Berlin");
}

#[test]
fn a_long_facet_unfolds_and_a_wide_window_counts_while_the_query_is_typed() {
    let mut journey = Journey::loaded();
    journey.keys("f").wait_for("+ 5 more");
    let folded = journey.model().screens.recipients.facets.lines.len();
    journey.keys("↓ ↓ ↓ ↓ ↓ Space").wait_for("- fewer");
    journey.wait_until(|model| model.screens.recipients.facets.lines.len() > folded);
    journey.keys("Enter");
    assert!(!journey.screen_at(80, 24).contains("Narrow down"), "over the table it goes");
    let dubliners = journey.dubliners();
    assert!(journey.screen_at(140, 40).contains("Narrow down"), "beside it there is room");
    journey.keys("/ text:office:dub").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    journey.wait_until(|model| counted(model, "Country", "Ireland") == Some(dubliners));
}

#[test]
fn under_a_wrong_query_nothing_is_added() {
    let mut journey = Journey::loaded();
    journey
        .keys("/ text:( Enter f")
        .wait_for("Engineering")
        .keys("Space")
        .wait_for("The query is wrong, so nothing is added");
    assert_eq!(query(&journey), "(");
}

#[test]
fn what_is_typed_ahead_chooses_among_the_values_that_it_leaves() {
    let mut journey = Journey::loaded();
    let dubliners = journey.dubliners();
    // At once, as over a slow line: the counts of the filter are not there yet.
    journey.keys("f d u b Space Enter").wait_until(|model| model.screens.recipients.view.len() == dubliners);
    assert_eq!(query(&journey), "office:=Dublin");
}

#[test]
fn a_query_that_is_refused_is_not_made_right_by_a_facet() {
    let mut journey = Journey::loaded();
    journey.keys("/ - Space text:plain Enter f").wait_for("Engineering").keys("Space").wait_for("The query is wrong");
    assert_eq!(query(&journey), "- plain");
}
