//! Folders as giftlist leaves them after a sync of so many generated people, and the same people for other programs.

use super::company;
use giftlist::domain::credentials::Account;
use giftlist::domain::people::roster::Roster;
use giftlist::files::cache;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

/// Nobody answers there: all commands are offline.
const ADDRESS: &str = "http://127.0.0.1:9";
const CLIENT_ID: &str = "papi-bench";
/// Older people would be removed before long.
const MAX_AGE: Duration = Duration::from_secs(86_400);

pub struct Home {
    pub people: usize,
    folder: PathBuf,
}

impl Home {
    /// The folder for so many people; made at the first run.
    pub fn of(people: usize) -> Home {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bench-{people}"));
        let home = Home { people, folder };
        let snapshot = home.snapshot();
        let age = snapshot.metadata().and_then(|file| file.modified()).ok().and_then(|time| time.elapsed().ok());
        let account = Account::of(ADDRESS, CLIENT_ID);
        if age.is_none_or(|age| age > MAX_AGE) || cache::open(&snapshot, Some(account)).is_err() {
            home.make(&company::built(people), account);
        }
        home
    }

    fn make(&self, roster: &Roster, account: Account) {
        let now = UNIX_EPOCH.elapsed().expect("a time after 1970").as_secs();
        cache::save(&self.snapshot(), account, roster, now as i64).expect("the snapshot is written");
        for (columns, file) in [(COLUMNS_OF_EIGHT, self.list()), ("", self.table())] {
            let mut list = self.command(&["list", "--include-leavers", "--format", "csv"]);
            if !columns.is_empty() {
                list.args(["--columns", columns]);
            }
            let csv = list.output().expect("giftlist runs").stdout;
            assert!(csv.len() > self.people, "the list has everybody");
            write(&file, &csv);
        }
    }

    pub fn snapshot(&self) -> PathBuf {
        self.folder.join("cache/people.snapshot")
    }

    /// Everybody with eight columns, as one gives them to a finder.
    pub fn list(&self) -> PathBuf {
        self.folder.join("eight.csv")
    }

    /// Everybody with all columns.
    pub fn table(&self) -> PathBuf {
        self.folder.join("all.csv")
    }

    /// The program with arguments, on these people.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_giftlist"));
        command.arg("--offline").args(arguments).env_clear().envs([
            ("GIFTLIST_HOME", self.folder.as_os_str()),
            ("PERSONIO_BASE_URL", ADDRESS.as_ref()),
            ("PERSONIO_CLIENT_ID", CLIENT_ID.as_ref()),
            ("PERSONIO_CLIENT_SECRET", "bench".as_ref()),
            ("GIFTLIST_TODAY", "2026-12-01".as_ref()),
            ("GIFTLIST_THEME", "dark".as_ref()),
            ("LANG", "C.UTF-8".as_ref()),
            ("TERM", "xterm-256color".as_ref()),
        ]);
        command
    }

    /// Where an export goes.
    pub fn file(&self) -> PathBuf {
        self.folder.join("export.csv")
    }

    /// A peer with arguments, if it is installed.
    pub fn peer(&self, name: &str, arguments: &[&str]) -> Option<Command> {
        let path = std::env::var_os("PATH")?;
        let program = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())?;
        let mut command = Command::new(program);
        command.args(arguments);
        Some(command)
    }

    /// A finder in the terminal, on the list, if it is installed.
    pub fn finder(&self, name: &str) -> Option<Command> {
        let program = self.peer(name, &[])?;
        let mut command = Command::new("/bin/sh");
        let line = format!("exec {} < {}", program.get_program().display(), self.list().display());
        command.args(["-c", &line]).envs([("LANG", "C.UTF-8"), ("TERM", "xterm-256color")]);
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        Some(command)
    }

    /// Forgets where the last run left the screen.
    pub fn forget_session(&self) {
        let _ = std::fs::remove_dir_all(self.folder.join("state"));
    }
}

const COLUMNS_OF_EIGHT: &str = "first_name,last_name,email,position,department,team,office,country";

#[expect(clippy::disallowed_methods, reason = "generated people, for other programs")]
fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("the file is written");
}
