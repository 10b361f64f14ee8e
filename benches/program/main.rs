//! The whole program beside its peers, as a user sees them: in a terminal of 80×24, and as commands. Peers that are not
//! installed are left out. `cargo bench --bench program` prints the table and keeps it in `benches/results/`.

#[path = "../company/mod.rs"]
mod company;
mod home;
mod meter;
mod results;

use home::Home;
use meter::{Cost, Program};
use results::{Results, Row};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const SIZES: [usize; 2] = [200_000, 1_000_000];
const COLUMNS: u16 = 80;
const ROWS: u16 = 24;
/// A rare word and two common ones, with what clears them.
const TYPED: [&str; 3] = ["kavanagh", "\u{15}", "anna berlin"];
const DOWN: &str = "\u{1b}[B";
const UP: &str = "\u{1b}[A";
const PAGE_DOWN: &str = "\u{1b}[6~";
const PAGE_UP: &str = "\u{1b}[5~";
/// Of so many starts, or runs of a command, the median counts.
const RUNS: usize = 7;

fn main() {
    let mut results = Results::default();
    for people in SIZES {
        let home = Home::of(people);
        in_the_terminal(&home, &mut results);
        as_commands(&home, &mut results);
    }
    results.print_and_keep();
}

fn in_the_terminal(home: &Home, results: &mut Results) {
    let ours = home.command(&[]);
    let fzf = home.finder("fzf");
    let sk = home.finder("sk");
    let start = |command: &Command, text: &str| {
        let mut times: Vec<f64> = (0..RUNS)
            .filter_map(|_| {
                home.forget_session();
                Program::start(command, COLUMNS, ROWS).shows(text).map(milliseconds)
            })
            .collect();
        median(&mut times)
    };
    let first_frame = start(&ours, "shown of");
    // Their list has its titles as well.
    let loaded = format!("{}/", home.people + 1);
    let sk_loaded = sk.as_ref().map(|sk| start(sk, &loaded));
    let sk_first = sk.as_ref().map(|sk| start(sk, "example"));
    results.add(
        home.people,
        Row::new("first frame with the count", "ms", first_frame).beside("sk loaded", sk_loaded, 0.25).or(30.0),
    );
    results.add(home.people, Row::new("the same", "ms", first_frame).beside("sk first row", sk_first, 1.0).or(15.0));

    home.forget_session();
    let mut giftlist = Program::start(&ours, COLUMNS, ROWS);
    giftlist.shows("shown of").expect("the table");
    let mut others = [fzf, sk].map(|peer| {
        let mut program = Program::start(&peer?, COLUMNS, ROWS);
        program.shows(&loaded)?;
        Some(program)
    });
    let cursor = bytes_of(&mut giftlist, DOWN, 10);
    giftlist.press(PAGE_DOWN);
    let [scrolled, page] = [bytes_of(&mut giftlist, DOWN, 20), bytes_of(&mut giftlist, PAGE_DOWN, 6)];
    let peer_bytes = |program: &mut Option<Program>| {
        let program = program.as_mut()?;
        let cursor = bytes_of(program, UP, 10);
        for _ in 0..ROWS {
            program.press(UP);
        }
        Some([cursor, bytes_of(program, UP, 20), bytes_of(program, PAGE_UP, 6)])
    };
    let of_peers = [peer_bytes(&mut others[0]), peer_bytes(&mut others[1])];
    let least = |place: usize| of_peers.iter().flatten().map(|bytes| bytes[place]).reduce(f64::min);
    results.add(home.people, Row::new("cursor down", "B", cursor).beside("fzf, sk", least(0), 0.8).or(0.0));
    results.add(home.people, Row::new("scrolled row", "B", scrolled).beside("fzf, sk", least(1), 0.0).or(400.0));
    results.add(home.people, Row::new("page down", "B", page).beside("fzf, sk", least(2), 0.7).or(0.0));

    giftlist.press("/");
    let ours = typed(&mut giftlist);
    let theirs = others[0].as_mut().map(typed);
    let median_of = |costs: &[Cost]| median(&mut costs.iter().map(|cost| milliseconds(cost.time)).collect::<Vec<_>>());
    let worst_of = |costs: &[Cost]| costs.iter().map(|cost| milliseconds(cost.time)).fold(0.0, f64::max);
    let bytes_of = |costs: &[Cost]| costs.iter().map(|cost| cost.bytes as f64).sum::<f64>() / costs.len() as f64;
    let fzf = |of: &dyn Fn(&[Cost]) -> f64| theirs.as_deref().map(of);
    results.add(
        home.people,
        Row::new("filter key, median", "ms", median_of(&ours)).beside("fzf", fzf(&median_of), 0.06).or(2.0),
    );
    results.add(
        home.people,
        Row::new("filter key, worst", "ms", worst_of(&ours)).beside("fzf", fzf(&worst_of), 0.06).or(5.0),
    );
    results.add(
        home.people,
        Row::new("filter key, mean", "B", bytes_of(&ours)).beside("fzf", fzf(&bytes_of), 0.6).or(0.0),
    );
    let memory = others.iter().flatten().map(Program::memory).reduce(f64::min);
    results.add(
        home.people,
        Row::new("memory then (24 fields; theirs 8)", "MiB", giftlist.memory())
            .beside("fzf, sk", memory, 0.65)
            .or(24.0),
    );
    let (bytes, time) = giftlist.idle(Duration::from_secs(5));
    results.add(home.people, Row::new("idle", "B/s", bytes).or(0.0));
    results.add(home.people, Row::new("idle", "ms CPU/s", time).or(1.0));
}

fn as_commands(home: &Home, results: &mut Results) {
    let (name, all) = ("kavanagh", home.table());
    let [all, file] = [all, home.file()].map(|path| path.display().to_string());
    let list = run(&mut home.command(&["list", name, "--format", "csv"]));
    let rg = home.peer("rg", &["-i", name, &all]).map(|mut rg| run(&mut rg));
    let xan = home.peer("xan", &["search", "-i", name, &all]).map(|mut xan| run(&mut xan));
    results.add(home.people, Row::new("list NAME --format csv", "ms", list).beside("rg", rg, 1.0).or(20.0));
    results.add(home.people, Row::new("the same", "ms", list).beside("xan search", xan, 0.06));
    let export = ["export", "--include-leavers", "--preset", "exact", "--force", "-o", &file];
    let export = run(&mut home.command(&export));
    let xan = home.peer("xan", &["select", "*", &all, "-o", &file]).map(|mut xan| run(&mut xan));
    results.add(home.people, Row::new("export of everybody, 24 columns", "ms", export).beside("xan select", xan, 0.8));
    let version = run(&mut home.command(&["--version"]));
    results.add(home.people, Row::new("--version", "ms", version).or(10.0));
}

fn typed(program: &mut Program) -> Vec<Cost> {
    TYPED.iter().flat_map(|text| program.type_in(text)).collect()
}

fn bytes_of(program: &mut Program, key: &str, times: usize) -> f64 {
    let mut bytes: Vec<f64> = (0..times).map(|_| program.press(key).bytes as f64).collect();
    median(&mut bytes)
}

fn run(command: &mut Command) -> f64 {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let began = Instant::now();
            let ended = command.status().expect("it runs");
            assert!(ended.success(), "{command:?}");
            milliseconds(began.elapsed())
        })
        .collect();
    median(&mut times)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
