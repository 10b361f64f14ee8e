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

const SIZES: [(u16, u16); 2] = [(80, 24), (200, 50)];
const PEOPLE: usize = 200_000;

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

fn dispatch(model: &mut Model, msg: Msg) {
    for effect in update(model, msg, now()) {
        match effect {
            Effect::FindRows { request, search } => {
                let found = search.find(&mut Scratch::default());
                dispatch(model, Msg::RowsFound { request, found });
            }
            Effect::LoadPeople { request, .. } => {
                let people = People { roster: roster(PEOPLE), synced_at: 1_796_000_000 };
                dispatch(model, Msg::PeopleLoaded { request, result: Ok(Some(people)) });
            }
            _ => {}
        }
    }
}

fn loaded((columns, lines): (u16, u16)) -> Model {
    let options = LaunchOptions {
        credentials: Some((
            Credentials { client_id: "bench".into(), secret: Secret::new("bench".into()) },
            SecretSource::File,
        )),
        size: Size { width: columns, height: lines },
        ..LaunchOptions::new("https://api.personio.de", Capabilities { colours: Colours::Indexed, unicode: true })
    };
    let mut model = Model::new(options, now());
    dispatch(&mut model, Msg::Started);
    dispatch(&mut model, Msg::Key(Key::parse("Alt-4").expect("a key")));
    model
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn whole_frame(bencher: Bencher, size: (u16, u16)) {
    let model = loaded(size);
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a terminal");
    bencher.bench_local(|| terminal.draw(|frame| drop(draw(frame, &model))).map(drop));
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn cursor_down(bencher: Bencher, size: (u16, u16)) {
    let mut model = loaded(size);
    bencher.bench_local(|| dispatch(&mut model, Msg::Key(Key::parse("j").expect("a key"))));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn select_all_shown_and_undo(bencher: Bencher, size: (u16, u16)) {
    let mut model = loaded(size);
    bencher.bench_local(|| {
        dispatch(&mut model, Msg::Key(Key::parse("a").expect("a key")));
        dispatch(&mut model, Msg::Key(Key::parse("u").expect("a key")));
    });
}
