//! What a command works with: paths, settings, address and credentials. Options win over the environment, and that over
//! files.

use super::args::GlobalArgs;
use super::environment::{BASE_URL, CLIENT_ID, CLIENT_SECRET, paths, variable};
use super::settings::Settings;
use super::{clock, output};
use crate::app::keys::Keymap;
use crate::domain::credentials::{Account, Credentials, Secret, SecretSource, cleaned, odd_character, shape_warning};
use crate::domain::export::list_separator::list_separator;
use crate::domain::opaque::without_opaque_words;
use crate::domain::problem::{Kind, Problem};
use crate::files::config::Config;
use crate::files::error::{FileError, Refusal, shown};
use crate::files::paths::Paths;
use crate::files::{atomic, credentials, exports, private};
use crate::jobs::{self, JobContext};
use crate::personio::{BaseUrl, PersonioClient};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

const MAX_CA_BYTES: u64 = 4 * 1024 * 1024;

/// Older temporary files of ours were left by a process that was killed; younger ones may be in use.
const ABANDONED: Duration = Duration::from_secs(60);

pub struct CommandContext {
    pub job: JobContext,
    pub config: Config,
    pub keymap: Keymap,
    /// What is wrong in config.toml, in one sentence.
    pub mistakes: Option<String>,
    pub credentials: Option<(Credentials, SecretSource)>,
    is_offline: bool,
}

impl CommandContext {
    /// Reads `config.toml`, the environment and `credentials.toml`, and removes abandoned temporary files.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an invalid option or variable, [`Kind::File`] for a file that is invalid or open to others.
    pub fn read(global: &GlobalArgs) -> Result<CommandContext, Problem> {
        let paths = paths(&global.profile)?;
        let settings = Settings::read(&paths.config_file())?;
        let mistakes = settings.mistakes_in_short();
        let Settings { config, keymap, .. } = settings;
        let base = variable(BASE_URL);
        let base = global.base_url.clone().or(base).or_else(|| config.base_url.clone());
        let base = BaseUrl::parse(base.as_deref().unwrap_or(BaseUrl::PERSONIO))?;
        let credentials = find_credentials(&paths)?;
        let extra_ca = match &config.ca_file {
            Some(path) => certificates(path)?,
            None => Vec::new(),
        };
        if global.verbose {
            let source = match &credentials {
                Some((_, SecretSource::Environment)) => "the environment",
                Some(_) => "credentials.toml",
                None => "nowhere",
            };
            output::note(&format!("Personio is {base}, the credentials are from {source}"));
        }
        let account = credentials.as_ref().map(|(known, _)| Account::of(&base.to_string(), &known.client_id));
        for folder in paths.folders() {
            atomic::sweep(folder, clock::system() - ABANDONED);
        }
        for left in exports::sweep(&paths.exporting_file(), clock::system(), None) {
            let left = left.display();
            output::note(&format!("{left} of an export that was killed cannot be removed: it has people in it"));
        }
        let job = JobContext {
            extra_ca,
            kept_in: Some(paths),
            home: std::env::var_os("HOME").map(PathBuf::from),
            keeps_people: config.keeps_people && !global.no_cache,
            max_age_days: config.max_age_days,
            account,
            ..JobContext::new(base, clock::unix)
        };
        if let Err(problem) = jobs::people::remove_outdated_others(&job) {
            output::note(&problem.to_string());
        }
        Ok(CommandContext { job, config, keymap, mistakes, credentials, is_offline: global.offline })
    }

    /// # Errors
    /// When there are no credentials, and with `--offline`.
    pub fn client(&self) -> Result<Arc<PersonioClient>, Problem> {
        if self.is_offline {
            return Err(Problem::new(
                Kind::Usage,
                "this needs Personio, and --offline forbids to ask",
                "leave --offline out",
            ));
        }
        let Some((credentials, _)) = &self.credentials else {
            return Err(Problem::new(
                Kind::Usage,
                "there are no credentials",
                format!("set {CLIENT_ID} and {CLIENT_SECRET}, or enter them in giftlist"),
            ));
        };
        jobs::connect::client(&self.job, credentials.clone())
    }
}

fn certificates(path: &Path) -> Result<Vec<u8>, Problem> {
    let correct = |what: &str| Problem::new(Kind::File, what, "correct ca_file in config.toml");
    let read = match private::read_trusted(path, MAX_CA_BYTES) {
        Ok(read) => read.ok_or_else(|| correct(&format!("{} is not there", shown(path)))),
        Err(FileError::Refused {
            path,
            reason: reason @ (Refusal::FolderInItsPlace | Refusal::NotRegularInItsPlace),
        }) => Err(correct(Problem::from(FileError::Refused { path, reason }).what())),
        Err(error) => Err(error.into()),
    };
    // A secret may have been pasted in its place.
    let hidden = |text: &str| without_opaque_words(text).into_owned();
    read.map_err(|problem| Problem::new(problem.kind(), hidden(problem.what()), hidden(problem.remedy())))
}

fn find_credentials(paths: &Paths) -> Result<Option<(Credentials, SecretSource)>, Problem> {
    match (variable(CLIENT_ID), variable(CLIENT_SECRET)) {
        (Some(client_id), Some(secret)) => {
            let client_id = cleaned_variable(CLIENT_ID, &client_id)?.to_string();
            let secret = Secret::new(cleaned_variable(CLIENT_SECRET, &Zeroizing::new(secret))?.to_string());
            name_odd_characters(&[(CLIENT_ID, &client_id), (CLIENT_SECRET, secret.expose())]);
            Ok(Some((Credentials { client_id, secret }, SecretSource::Environment)))
        }
        (Some(_), None) => Err(incomplete(CLIENT_ID, CLIENT_SECRET)),
        (None, Some(_)) => Err(incomplete(CLIENT_SECRET, CLIENT_ID)),
        (None, None) => {
            let file = paths.credentials_file();
            let Some((known, removed)) = credentials::load(&file)? else { return Ok(None) };
            if !removed.is_nothing() {
                output::note(&format!("{}: removed {removed}", file.display()));
            }
            name_odd_characters(&[("client_id", &known.client_id), ("client_secret", known.secret.expose())]);
            Ok(Some((known, SecretSource::File)))
        }
    }
}

/// Says where refused credentials are from, so that they are corrected there, and what looks wrong about them.
pub fn with_source(problem: Problem, profile: &str) -> Problem {
    let from_environment = || {
        let known = Credentials { client_id: variable(CLIENT_ID)?, secret: Secret::new(variable(CLIENT_SECRET)?) };
        Some((known, "the environment".to_string()))
    };
    let from_file = || {
        let file = paths(profile).ok()?.credentials_file();
        Some((credentials::load(&file).ok()??.0, file.display().to_string()))
    };
    let Some((known, source)) = from_environment().or_else(from_file).filter(|_| problem.kind() == Kind::Refused)
    else {
        return problem;
    };
    let warning = shape_warning(known.client_id.trim(), known.secret.expose().trim());
    let remedy = warning.as_deref().unwrap_or(problem.remedy());
    Problem::new(problem.kind(), problem.what(), format!("{remedy}; the credentials are from {source}"))
}

fn name_odd_characters(values: &[(&str, &str)]) {
    for (name, value) in values {
        if let Some(odd) = odd_character(value) {
            output::note(&format!("{name} has {odd} inside: copy it from Personio once more if it is refused"));
        }
    }
}

/// The value without what came along when it was copied; what went is said.
fn cleaned_variable(name: &str, value: &str) -> Result<Zeroizing<String>, Problem> {
    let (clean, removed) = cleaned(value)
        .map_err(|refused| Problem::new(Kind::Usage, format!("{name} {refused}"), "copy it from Personio once more"))?;
    if clean.is_empty() {
        return Err(Problem::new(Kind::Usage, format!("{name} has nothing visible in it"), "copy it from Personio"));
    }
    if !removed.is_nothing() {
        output::note(&format!("{name}: removed {removed}"));
    }
    Ok(clean)
}

fn incomplete(set: &str, unset: &str) -> Problem {
    let state = if std::env::var_os(unset).is_some() { "is blank or not UTF-8" } else { "is not" };
    Problem::new(Kind::Usage, format!("{set} is set and {unset} {state}"), "set both, or neither")
}

/// The delimiter that Excel expects in CSV: as configured, otherwise as in this locale.
pub fn spreadsheet_delimiter(config: &Config) -> u8 {
    config.excel_delimiter.unwrap_or_else(|| {
        let locale = ["LC_ALL", "LC_NUMERIC", "LANG"].into_iter().find_map(variable).unwrap_or_default();
        list_separator(&locale)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_delimiter_wins() {
        let config = Config { excel_delimiter: Some(b';'), ..Config::default() };
        assert_eq!(spreadsheet_delimiter(&config), b';');
    }
}
