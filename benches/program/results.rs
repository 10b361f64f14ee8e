//! The table of a run, beside the goals, on the screen and in `benches/results/`.

use giftlist::domain::calendar::Day;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::UNIX_EPOCH;

const SECONDS_OF_DAY: u64 = 86_400;

/// A figure, beside that of the best peer.
pub struct Row {
    what: &'static str,
    unit: &'static str,
    ours: f64,
    peer: Option<(&'static str, f64)>,
    /// At most so much of the peer's.
    share: f64,
    /// Or at most so much, whatever the peer needs.
    enough: Option<f64>,
}

impl Row {
    pub fn new(what: &'static str, unit: &'static str, ours: f64) -> Row {
        Row { what, unit, ours, peer: None, share: 0.0, enough: None }
    }

    /// The peer, where it is installed, and the share of its figure that is the goal.
    pub fn beside(self, name: &'static str, figure: Option<f64>, share: f64) -> Row {
        Row { peer: figure.map(|figure| (name, figure)), share, ..self }
    }

    /// What is good enough by itself.
    pub fn or(self, enough: f64) -> Row {
        Row { enough: Some(enough), ..self }
    }

    fn is_met(&self) -> bool {
        self.peer.is_some_and(|(_, peer)| self.ours <= self.share * peer)
            || self.enough.is_some_and(|enough| self.ours <= enough)
    }

    fn line(&self, people: usize) -> String {
        let (name, peer) = self.peer.map_or(("–", String::from("–")), |(name, peer)| (name, number(peer)));
        let ratio = self.peer.map_or("–".into(), |(_, peer)| format!("{:.2}", self.ours / peer));
        let share = (self.share > 0.0 && self.peer.is_some()).then(|| format!("≤ {} ×", self.share));
        let enough = self.enough.filter(|enough| *enough > 0.0 || share.is_none());
        let enough = enough.map(|enough| format!("≤ {} {}", number(enough), self.unit));
        let goal: Vec<String> = share.into_iter().chain(enough).collect();
        let met = if self.is_met() { "yes" } else { "**no**" };
        let Row { what, unit, ours, .. } = self;
        format!(
            "| {people} | {what} | {} {unit} | {name} | {peer} | {ratio} | {} | {met} |",
            number(*ours),
            goal.join(" or ")
        )
    }
}

fn number(number: f64) -> String {
    if number < 100.0 { format!("{number:.1}") } else { format!("{number:.0}") }
}

#[derive(Default)]
pub struct Results {
    lines: Vec<String>,
}

impl Results {
    pub fn add(&mut self, people: usize, row: Row) {
        let line = row.line(people);
        let _ = writeln!(std::io::stdout(), "{line}");
        self.lines.push(line);
    }

    /// Prints where the table is kept.
    pub fn print_and_keep(&self) {
        let days = UNIX_EPOCH.elapsed().expect("a time after 1970").as_secs() / SECONDS_OF_DAY;
        let day = Day::from_number(days as i32).expect("a day");
        let git = |arguments: &[&str]| {
            let output = Command::new("git").args(arguments).output().map(|output| output.stdout).unwrap_or_default();
            String::from_utf8_lossy(&output).trim().to_string()
        };
        let commit = git(&["rev-parse", "--short", "HEAD"]);
        let changed = if git(&["status", "--porcelain", "--", "src"]).is_empty() { "" } else { ", with changes" };
        let mut text = format!("# {day}, commit {commit}{changed}\n\n");
        let _ = writeln!(text, "{}, {} processors.\n", machine(), processors());
        text.push_str("| People | What | giftlist | Peer | its figure | Ratio | Goal | Met |\n|---|---|---|---|---|---|---|---|\n");
        self.lines.iter().for_each(|line| text.push_str(&format!("{line}\n")));
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/results");
        let file = folder.join(format!("{day}-{commit}.md"));
        keep(&file, &text);
        let _ = writeln!(std::io::stdout(), "kept in {}", file.display());
    }
}

fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or("an unknown processor".into(), |(_, name)| name.to_string())
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[expect(clippy::disallowed_methods, reason = "figures, nobody's data")]
fn keep(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
    std::fs::write(file, text).expect("the file is written");
}
