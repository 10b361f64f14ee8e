//! Where our files are: in one folder named by GIFTLIST_HOME, or in the per-user folders of the system; every profile
//! but the default one has a subfolder in each. Creates and reads nothing.

use crate::domain::problem::{Kind, Problem};
use directories::ProjectDirs;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The profile without a subfolder.
pub const DEFAULT_PROFILE: &str = "default";
const MAX_PROFILE_BYTES: usize = 64;

const CONFIG: &str = "config.toml";
const CREDENTIALS: &str = "credentials.toml";
const PEOPLE: &str = "people.snapshot";
const SESSION: &str = "session.json";
const LOCK: &str = "session.lock";
const EXPORTS: &str = "exports.json";
const EXPORTING: &str = "exporting.json";
const NEVER: &str = "never.json";
const LISTS: &str = "lists.json";
const CAMPAIGNS: &str = "campaigns.json";
/// Names that no profile may have, because its subfolder lies beside these files.
const RESERVED_NAMES: [&str; 11] =
    [CONFIG, CREDENTIALS, PEOPLE, "people.count", SESSION, LOCK, EXPORTS, EXPORTING, NEVER, LISTS, CAMPAIGNS];

/// The files of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    config: PathBuf,
    cache: PathBuf,
    state: PathBuf,
    /// Where the folders of all profiles are.
    roots: [PathBuf; 3],
}

impl Paths {
    /// `home` is the value of GIFTLIST_HOME; without it the per-user folders are used.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an invalid profile name; [`Kind::File`] with the name of the variable when the environment
    /// does not say where files go.
    pub fn find(home: Option<&Path>, profile: &str) -> Result<Paths, Problem> {
        check_profile(profile)?;
        let base = match home.filter(|home| !home.as_os_str().is_empty()) {
            Some(home) => Paths::in_folder(home)?,
            None => Paths::per_user(|variable| std::env::var_os(variable))?,
        };
        Ok(base.for_profile(profile))
    }

    fn in_folder(home: &Path) -> Result<Paths, Problem> {
        let home = std::path::absolute(home).map_err(|error| {
            Problem::new(Kind::File, format!("GIFTLIST_HOME cannot be used, {error}"), "set it to a folder's full path")
        })?;
        Ok(Paths::of_folders(home.join("config"), home.join("cache"), home.join("state")))
    }

    fn per_user(variable: impl Fn(&str) -> Option<OsString>) -> Result<Paths, Problem> {
        check_environment(variable)?;
        let folders = ProjectDirs::from("", "", "giftlist")
            .ok_or_else(|| Problem::new(Kind::File, "HOME does not name a folder", "set HOME, or GIFTLIST_HOME"))?;
        let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir());
        Ok(Paths::of_folders(folders.config_dir().into(), folders.cache_dir().into(), state.into()))
    }

    fn of_folders(config: PathBuf, cache: PathBuf, state: PathBuf) -> Paths {
        let roots = [config.clone(), cache.clone(), state.clone()];
        Paths { config, cache, state, roots }
    }

    fn for_profile(self, profile: &str) -> Paths {
        if profile == DEFAULT_PROFILE {
            return self;
        }
        let Paths { config, cache, state, roots } = self;
        Paths { config: config.join(profile), cache: cache.join(profile), state: state.join(profile), roots }
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join(CONFIG)
    }

    pub fn credentials_file(&self) -> PathBuf {
        self.config.join(CREDENTIALS)
    }

    pub fn people_file(&self) -> PathBuf {
        self.cache.join(PEOPLE)
    }

    pub fn journal_file(&self) -> PathBuf {
        self.state.join(SESSION)
    }

    /// Locked by the one process that may write the journal.
    pub fn lock_file(&self) -> PathBuf {
        self.state.join(LOCK)
    }

    pub fn exports_file(&self) -> PathBuf {
        self.state.join(EXPORTS)
    }

    /// Where an export is being written.
    pub fn exporting_file(&self) -> PathBuf {
        self.state.join(EXPORTING)
    }

    pub fn never_file(&self) -> PathBuf {
        self.state.join(NEVER)
    }

    pub fn lists_file(&self) -> PathBuf {
        self.state.join(LISTS)
    }

    pub fn campaigns_file(&self) -> PathBuf {
        self.state.join(CAMPAIGNS)
    }

    /// The folders below which the files of every profile are.
    pub fn roots(&self) -> &[PathBuf; 3] {
        &self.roots
    }

    /// The files that a user may have replaced by links.
    pub fn files(&self) -> [PathBuf; 10] {
        [
            self.config_file(),
            self.credentials_file(),
            self.people_file(),
            self.journal_file(),
            self.lock_file(),
            self.exports_file(),
            self.exporting_file(),
            self.never_file(),
            self.lists_file(),
            self.campaigns_file(),
        ]
    }

    /// All folders that our files are in.
    pub fn folders(&self) -> [&Path; 3] {
        [&self.config, &self.cache, &self.state]
    }
}

fn check_profile(profile: &str) -> Result<(), Problem> {
    let is_known_character = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_name = !profile.is_empty()
        && profile.len() <= MAX_PROFILE_BYTES
        && !profile.starts_with(['.', '-'])
        && profile.chars().all(is_known_character)
        && !RESERVED_NAMES.iter().any(|ours| ours.eq_ignore_ascii_case(profile));
    if is_name {
        return Ok(());
    }
    let remedy = "use letters, digits, `.`, `_` and `-`, up to 64 of them, beginning with a letter or digit";
    Err(Problem::new(Kind::Usage, format!("\"{profile}\" cannot be a profile's name"), remedy))
}

/// `directories` silently looks elsewhere when a variable is missing or relative; then files would go where nobody
/// expects them. Refuse instead.
fn check_environment(variable: impl Fn(&str) -> Option<OsString>) -> Result<(), Problem> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let mut needs_home = cfg!(target_os = "macos");
    for name in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
        match set(name) {
            None => needs_home = true,
            Some(folder) if folder.is_absolute() => {}
            Some(folder) => return Err(invalid_variable(name, &format!("\"{}\" is no full path", folder.display()))),
        }
    }
    match set("HOME") {
        _ if !needs_home => Ok(()),
        None => Err(invalid_variable("HOME", "it is not set")),
        Some(home) if !home.is_absolute() => {
            Err(invalid_variable("HOME", &format!("\"{}\" is no full path", home.display())))
        }
        Some(home) if !home.is_dir() => {
            Err(invalid_variable("HOME", &format!("there is no folder {}", home.display())))
        }
        Some(_) => Ok(()),
    }
}

fn invalid_variable(name: &str, reason: &str) -> Problem {
    let remedy = format!("set {name} to a folder's full path, or use GIFTLIST_HOME");
    Problem::new(Kind::File, format!("{name} does not say where files go, {reason}"), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giftlist_home_has_three_folders_and_profiles_have_theirs_in_them() {
        let home = Path::new("/srv/gifts");
        let paths = Paths::find(Some(home), "default").unwrap();
        assert_eq!(paths.credentials_file(), home.join("config/credentials.toml"));
        assert_eq!(paths.people_file(), home.join("cache/people.snapshot"));
        assert_eq!(paths.journal_file(), home.join("state/session.json"));
        let other = Paths::find(Some(home), "acme-gmbh").unwrap();
        assert_eq!(other.config_file(), home.join("config/acme-gmbh/config.toml"));
        assert_eq!(other.folders()[2], home.join("state/acme-gmbh"));
        assert!(Paths::find(Some(Path::new("gifts")), "default").unwrap().config_file().is_absolute());
    }

    #[test]
    fn invalid_profile_names_are_refused() {
        let long = "x".repeat(65);
        for name in ["", ".", "..", ".hidden", "a/b", "a b", "Zoë", "-v", "config.toml", "Session.JSON", &long] {
            assert_eq!(check_profile(name).unwrap_err().kind(), Kind::Usage, "{name}");
        }
        for name in ["default", "acme", "acme_2.test-1", &"x".repeat(64)] {
            assert!(check_profile(name).is_ok(), "{name}");
        }
    }

    /// Catalogue: A19.
    #[test]
    fn an_environment_that_does_not_say_where_is_an_error_with_the_variables_name() {
        let check = |set: &[(&str, &str)]| {
            check_environment(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
        };
        let here = ("HOME", "/");
        for (set, at_fault) in [
            (vec![], "HOME"),
            (vec![("HOME", "")], "HOME"),
            (vec![("HOME", "ada")], "HOME"),
            (vec![("HOME", "/proc/no/such/folder")], "HOME"),
            (vec![here, ("XDG_CONFIG_HOME", "conf")], "XDG_CONFIG_HOME"),
            (vec![here, ("XDG_STATE_HOME", "./x")], "XDG_STATE_HOME"),
        ] {
            let problem = check(&set).unwrap_err();
            assert!(problem.what().starts_with(at_fault) && problem.remedy().contains(at_fault), "{problem}");
        }
        assert!(check(&[here, ("XDG_CONFIG_HOME", ""), ("XDG_CACHE_HOME", "/c")]).is_ok());
        #[cfg(not(target_os = "macos"))]
        assert!(check(&[("XDG_CONFIG_HOME", "/a"), ("XDG_CACHE_HOME", "/b"), ("XDG_STATE_HOME", "/c")]).is_ok());
    }
}
