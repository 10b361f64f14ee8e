//! The mouse: what is drawn is hit where it stands, and does what its key does.

use super::Stage;
use crate::harness::fixtures::launch_options;
use crate::screens::{draw_to_buffer, draw_to_string, hits};
use giftlist::app::dialogs::Dialog;
use giftlist::app::keys::{KeyContext, Screen};
use giftlist::app::launch::LaunchOptions;
use giftlist::app::pointer::{Gesture, Part, Target};
use giftlist::app::screens::connect::Focus;
use giftlist::app::{Model, Msg};
use giftlist::domain::fields::Field;
use giftlist::domain::people::column::Column;
use giftlist::domain::picking::search::Sort;
use proptest::prelude::*;
use ratatui::layout::Position;

fn with_mouse(mut stage: Stage) -> Stage {
    stage.model.launch.has_mouse = true;
    stage
}

/// Where a text begins on the screen.
#[track_caller]
fn place_of(model: &Model, text: &str) -> Position {
    let buffer = draw_to_buffer(model);
    let begins = |at: &Position| {
        let line = (at.x..buffer.area.width).map(|x| buffer[(x, at.y)].symbol()).filter(|symbol| !symbol.is_empty());
        line.take(text.len()).collect::<String>().starts_with(text)
    };
    let found = buffer.area.positions().find(begins);
    found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", draw_to_string(model)))
}

fn point(stage: &mut Stage, at: Position, gesture: Gesture) {
    if let Some(target) = hits(&stage.model).at(at) {
        stage.dispatch(Msg::Pointed { target, gesture });
    }
}

#[track_caller]
fn click(stage: &mut Stage, text: &str) {
    let at = place_of(&stage.model, text);
    point(stage, at, Gesture::Click);
}

fn cursor(stage: &Stage) -> usize {
    stage.model.screens.recipients.view.cursor()
}

/// A name in a row of the table, by its place.
fn name_at(stage: &Stage, place: usize) -> String {
    let roster = stage.model.company.roster().unwrap();
    roster.display_name(stage.model.screens.recipients.view.rows()[place]).into_owned()
}

#[test]
fn a_click_moves_the_cursor_another_opens_the_person_and_a_hint_closes_them() {
    let mut stage = with_mouse(Stage::loaded());
    let name = name_at(&stage, 5);
    click(&mut stage, &name);
    assert_eq!((cursor(&stage), stage.model.dialog.is_none()), (5, true));
    click(&mut stage, &name);
    assert!(matches!(stage.model.dialog, Some(Dialog::Person(_))));
    click(&mut stage, "Esc close");
    assert!(stage.model.dialog.is_none());
    click(&mut stage, &name);
    click(&mut stage, "Enter: close");
    assert!(stage.model.dialog.is_none());
}

#[test]
fn a_click_on_the_sign_before_a_name_selects_and_unselects() {
    let mut stage = with_mouse(Stage::loaded());
    let name = place_of(&stage.model, &name_at(&stage, 3));
    let sign = Position { x: name.x - 2, ..name };
    point(&mut stage, sign, Gesture::Click);
    assert_eq!((cursor(&stage), stage.model.company.selection.count()), (3, 1));
    stage.keys("/");
    point(&mut stage, sign, Gesture::Click);
    assert_eq!((stage.model.company.selection.count(), stage.model.screens.recipients.query.value()), (0, ""));
}

#[test]
fn a_click_on_a_title_sorts_and_another_turns() {
    let mut stage = with_mouse(Stage::loaded());
    let column = Column::Field(Field::Office);
    let title = place_of(&stage.model, "Office");
    for descending in [false, true, false] {
        point(&mut stage, title, Gesture::Click);
        assert_eq!(stage.model.screens.recipients.sorts.as_slice(), [Sort { column, descending }]);
    }
    point(&mut stage, Position { x: 3, ..title }, Gesture::Click);
    assert_eq!(stage.model.screens.recipients.sorts.as_slice(), [Sort::default()]);
}

#[test]
fn a_click_on_a_tab_goes_there_and_the_notice_goes() {
    let mut stage = with_mouse(Stage::loaded());
    stage.keys("v");
    assert!(stage.model.notice.is_some());
    click(&mut stage, "2 Fields");
    assert_eq!((stage.model.screen, stage.model.notice.is_none()), (Screen::Fields, true));
    click(&mut stage, "4 Recipients");
    stage.keys("Esc v");
    click(&mut stage, "A range begins here");
    assert!(stage.model.notice.is_none());
}

#[test]
fn the_wheel_moves_three_rows_where_there_is_a_list_and_scrolls_a_text() {
    let mut stage = with_mouse(Stage::loaded());
    let row = place_of(&stage.model, &name_at(&stage, 0));
    for (gesture, at) in
        [(Gesture::WheelDown, 3), (Gesture::WheelDown, 6), (Gesture::WheelUp, 3), (Gesture::WheelUp, 0)]
    {
        point(&mut stage, row, gesture);
        assert_eq!(cursor(&stage), at);
    }
    point(&mut stage, row, Gesture::WheelUp);
    point(&mut stage, Position::ORIGIN, Gesture::WheelDown);
    stage.resize(60, 12);
    click(&mut stage, "? help");
    point(&mut stage, row, Gesture::WheelDown);
    assert_eq!((cursor(&stage), stage.model.help.as_ref().map(|help| help.viewport.top)), (0, Some(3)));
    stage.keys("Esc 1");
    point(&mut stage, row, Gesture::WheelDown);
    assert_eq!(stage.model.screen, Screen::Connect);
}

#[test]
fn a_click_on_the_scrollbar_jumps() {
    let mut stage = with_mouse(Stage::loaded());
    stage.resize(80, 12);
    let last = stage.model.screens.recipients.view.len() - 1;
    let bar: Vec<Position> = draw_to_buffer(&stage.model)
        .area
        .positions()
        .filter(|at| matches!(hits(&stage.model).at(*at), Some(Target::Scrollbar(..))))
        .collect();
    point(&mut stage, *bar.last().unwrap(), Gesture::Click);
    assert_eq!(cursor(&stage), last);
    point(&mut stage, bar[0], Gesture::Click);
    assert_eq!(cursor(&stage), 0);
}

#[test]
fn under_a_dialog_nothing_is_hit_but_it_and_its_hints() {
    let mut stage = with_mouse(Stage::loaded());
    stage.keys("s");
    for outside in ["1 Connect", "4 Recipients"] {
        click(&mut stage, outside);
    }
    let left = Position { x: 1, y: 8 };
    point(&mut stage, left, Gesture::Click);
    point(&mut stage, left, Gesture::WheelDown);
    assert_eq!((stage.model.key_context(), cursor(&stage)), (KeyContext::Sort, 0));
    click(&mut stage, "Office");
    assert_eq!(stage.model.key_context(), KeyContext::Sort);
    click(&mut stage, "Office");
    assert_eq!(stage.model.key_context(), KeyContext::Recipients);
    assert_eq!(stage.model.screens.recipients.sorts.as_slice()[0].column, Column::Field(Field::Office));
    stage.keys("c");
    let columns = stage.model.screens.recipients.columns.len();
    click(&mut stage, "[ ]");
    assert_eq!(stage.model.screens.recipients.columns.len(), columns + 1);
}

#[test]
fn forms_take_clicks() {
    let mut stage = with_mouse(Stage::connected());
    click(&mut stage, "Client secret");
    assert_eq!(
        (stage.model.screens.connect.focus, stage.model.key_context()),
        (Focus::Secret, KeyContext::ConnectText)
    );
    let keep = stage.model.screens.connect.keep;
    click(&mut stage, "Keep them");
    assert_eq!((stage.model.screens.connect.focus, stage.model.screens.connect.keep), (Focus::Keep, !keep));
    click(&mut stage, "[ Go on");
    assert_eq!(stage.model.screen, Screen::Fields);

    let mut stage = with_mouse(Stage::loaded());
    stage.keys("a e");
    let format = |stage: &Stage| match &stage.model.dialog {
        Some(Dialog::Export(export)) => export.preset().title.clone(),
        _ => panic!("no export:\n{}", stage.screen()),
    };
    let first = format(&stage);
    click(&mut stage, "File");
    assert_eq!((stage.model.key_context(), format(&stage)), (KeyContext::ExportText, first.clone()));
    click(&mut stage, "Format");
    assert_eq!((stage.model.key_context(), format(&stage)), (KeyContext::Export, first.clone()));
    click(&mut stage, "Format");
    assert_ne!(format(&stage), first);
}

#[test]
fn the_query_and_the_gift_date_open_where_they_stand() {
    let mut stage = with_mouse(Stage::loaded());
    click(&mut stage, "everybody");
    assert_eq!(stage.model.key_context(), KeyContext::QueryBar);
    click(&mut stage, "gift date");
    assert_eq!(stage.model.key_context(), KeyContext::GiftDate);
}

#[test]
fn the_wheel_scrolls_the_text_about_a_field_where_it_points_at_that() {
    let mut stage = with_mouse(Stage::connected());
    stage.keys("2");
    stage.resize(80, 12);
    let place = |stage: &Stage| {
        let fields = &stage.model.screens.fields;
        (fields.list.viewport.cursor, fields.detail.top)
    };
    let hits = hits(&stage.model);
    let detail =
        draw_to_buffer(&stage.model).area.positions().find(|at| hits.at(*at) == Some(Target::Pane(Part::Detail)));
    point(&mut stage, detail.unwrap(), Gesture::WheelDown);
    let (cursor, top) = place(&stage);
    assert!(cursor == 0 && top > 0, "{cursor} {top}:\n{}", stage.screen());
    point(&mut stage, Position { x: 5, y: 4 }, Gesture::WheelDown);
    assert_eq!(place(&stage).0, 3);
}

/// Catalogue: D10, D18.
#[test]
fn nothing_is_hit_while_the_mouse_is_off_or_the_window_too_small() {
    let all = |stage: &Stage| {
        let hits = hits(&stage.model);
        draw_to_buffer(&stage.model).area.positions().filter(|at| hits.at(*at).is_some()).count()
    };
    let mut stage = Stage::loaded();
    assert_eq!(all(&stage), 0);
    stage.model.launch.has_mouse = true;
    assert!(all(&stage) > 0);
    stage.resize(39, 24);
    assert_eq!(all(&stage), 0);
    stage.dispatch(Msg::Pointed { target: Target::Key(super::parse_keys("a")[0]), gesture: Gesture::Click });
    assert_eq!(stage.model.company.selection.count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_place_on_any_screen_makes_it_panic(
        doings in prop::collection::vec((0..16usize, any::<(u16, u16)>(), 0..3usize), 60),
        (columns, lines) in (1..=200u16, 1..=50u16),
        is_first_start in any::<bool>(),
    ) {
        const KEYS: [&str; 12] = ["1", "2", "3", "4", "?", "s", "c", "a e", "d", "/", "Enter", "Esc"];
        let first_start = || Stage::launch(LaunchOptions { has_mouse: true, ..launch_options() });
        let mut stage = if is_first_start { first_start() } else { with_mouse(Stage::loaded()) };
        stage.resize(columns, lines);
        for (key, (x, y), gesture) in doings {
            if let Some(keys) = KEYS.get(key) {
                stage.keys(keys);
            }
            let gesture = [Gesture::Click, Gesture::WheelUp, Gesture::WheelDown][gesture];
            // Two of three inside the window, as a terminal reports them.
            let at = if x % 3 == 0 { Position { x, y } } else { Position { x: x % columns, y: y % lines } };
            point(&mut stage, at, gesture);
        }
        draw_to_string(&stage.model);
        prop_assert!(stage.model.screens.recipients.view.cursor() <= stage.model.screens.recipients.view.len());
    }
}
