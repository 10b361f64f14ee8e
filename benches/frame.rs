//! Drawing a frame of Recipients, and moving its cursor: what a key costs besides finding people.

mod company;

use company::roster;
use divan::Bencher;
use giftlist::app::key::Key;
use giftlist::app::launch::{Capabilities, LaunchOptions};
use giftlist::app::model::Model;
use giftlist::app::now::Now;
use giftlist::app::{Effect, Msg, update};
use giftlist::domain::calendar::Day;
use giftlist::domain::credentials::{Credentials, Secret, SecretSource};
use giftlist::domain::people::People;
use giftlist::domain::query::Scratch;
use giftlist::theme::Colours;
use giftlist::tui::draw::draw;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::time::Instant;

/// Columns, rows, people.
const SIZES: [(u16, u16, usize); 4] = [(80, 24, 2_000), (80, 24, 200_000), (80, 24, 1_000_000), (200, 50, 200_000)];

fn main() {
    divan::main();
}

fn now() -> Now {
    Now {
        instant: Instant::now(),
        unix: 1_796_000_000,
        time: jiff::civil::time(14, 2, 0, 0),
        today: Day::of(company::TODAY),
    }
}

fn dispatch(model: &mut Model, people: usize, msg: Msg) {
    for effect in update(model, msg, now()) {
        match effect {
            Effect::FindRows { request, search } => {
                let found = search.find(&mut Scratch::default());
                dispatch(model, people, Msg::RowsFound { request, found });
            }
            Effect::LoadPeople { request, .. } => {
                let read = People { roster: roster(people), synced_at: 1_796_000_000 };
                dispatch(model, people, Msg::PeopleLoaded { request, result: Ok(Some(read)) });
            }
            _ => {}
        }
    }
}

fn loaded((columns, lines, people): (u16, u16, usize)) -> Model {
    let options = LaunchOptions {
        credentials: Some((
            Credentials { client_id: "bench".into(), secret: Secret::new("bench".into()) },
            SecretSource::File,
        )),
        size: Size { width: columns, height: lines },
        ..LaunchOptions::new("https://api.personio.de", Capabilities { colours: Colours::Indexed, unicode: true })
    };
    let mut model = Model::new(options, now());
    dispatch(&mut model, people, Msg::Started);
    dispatch(&mut model, people, Msg::Key(Key::parse("Alt-4").expect("a key")));
    assert!(model.screens.recipients.view.len() > people * 8 / 10, "they are shown");
    model
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn whole_frame(bencher: Bencher, size: (u16, u16, usize)) {
    let model = loaded(size);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a terminal");
    bencher.bench_local(|| {
        let drawn = terminal.draw(|frame| drop(draw(frame, &model))).expect("it is drawn");
        assert!(drawn.buffer.content().iter().any(|cell| cell.symbol() == "@"), "emails are on it");
    });
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn cursor_down(bencher: Bencher, size: (u16, u16, usize)) {
    let mut model = loaded(size);
    bencher.bench_local(|| dispatch(&mut model, size.2, Msg::Key(Key::parse("j").expect("a key"))));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn select_all_shown_and_undo(bencher: Bencher, size: (u16, u16, usize)) {
    let mut model = loaded(size);
    bencher.bench_local(|| {
        dispatch(&mut model, size.2, Msg::Key(Key::parse("a").expect("a key")));
        dispatch(&mut model, size.2, Msg::Key(Key::parse("u").expect("a key")));
    });
}
