//! The terminal interface, on Personio or on the embedded one.

use super::args::GlobalArgs;
use super::clock;
use super::context::{CommandContext, spreadsheet_delimiter};
use super::environment::variable;
use super::terminal::{answers_background, background, capabilities, is_in_tmux, theme};
use crate::app::keys::Keymap;
use crate::app::launch::{Demo, LaunchOptions};
use crate::app::notice::Notice;
use crate::app::ssh::SshHost;
use crate::domain::credentials::{Credentials, Secret, SecretSource};
use crate::domain::fields::Field;
use crate::domain::picking::session::Session;
use crate::domain::problem::{Kind, Problem};
use crate::fake::{FakeOptions, FakePersonio};
use crate::files::config::Config;
use crate::files::lock::SessionLock;
use crate::files::paths::DEFAULT_PROFILE;
use crate::jobs::{self, JobContext};
use crate::personio::BaseUrl;
use crate::tui::run::{Start, run as run_in_terminal};
use crate::tui::runner::Environment;
use std::path::PathBuf;
use std::sync::Arc;

/// What is not ticked when the demo begins, so that the checklist has something to show.
const NOT_TICKED: [Field; 2] = [Field::Team, Field::Birthday];

/// Runs it; the exit code.
pub async fn run(global: &GlobalArgs) -> Result<u8, Problem> {
    if global.demo { demo(global).await } else { real(global).await }
}

async fn demo(global: &GlobalArgs) -> Result<u8, Problem> {
    let config = Config { mouse: has_mouse(global, false), ..Config::default() };
    let keymap = Arc::default();
    let Start { options, environment, keeps: personio } = start_demo(Demo::Alone, &config, &keymap).await?;
    let code = run_in_terminal(options, environment, async || start_demo(Demo::InPlace, &config, &keymap).await).await;
    personio.stop().await;
    code
}

/// Starts the sample company's Personio. Nothing in what is returned leads to the user's account or files; the settings
/// that it takes are those of looks and keys.
async fn start_demo(demo: Demo, config: &Config, keymap: &Arc<Keymap>) -> Result<Start<FakePersonio>, Problem> {
    let today_override = clock::today_override()?;
    let options = FakeOptions {
        missing: NOT_TICKED.to_vec(),
        today: today_override.map(|day| day.date()),
        ..FakeOptions::default()
    };
    let fake = FakePersonio::start(options).await.map_err(|error| {
        Problem::new(Kind::File, format!("the sample company cannot start, {error}"), "see that 127.0.0.1 can be used")
    })?;
    let credentials =
        Credentials { client_id: fake.client_id().into(), secret: Secret::new(fake.client_secret().into()) };
    let base = BaseUrl::parse(&fake.base_url())?;
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let job = JobContext { home, ..JobContext::new(base, clock::unix) };
    let options = LaunchOptions {
        credentials: Some((credentials.clone(), SecretSource::Demo)),
        host: "the sample company, on this machine".into(),
        demo: Some(demo),
        ..in_this_terminal(&job, config, keymap)
    };
    let environment =
        Environment { cx: job, credentials: Some(credentials), clock: Arc::new(move || clock::now(today_override)) };
    Ok(Start { options, environment, keeps: fake })
}

async fn real(global: &GlobalArgs) -> Result<u8, Problem> {
    let today_override = clock::today_override()?;
    let mut cx = CommandContext::read(global)?;
    if global.offline && cx.credentials.is_none() && !cx.job.keeps_people {
        return Err(Problem::new(
            Kind::Usage,
            "--offline and --no-cache leave nobody to show",
            "leave one of them out",
        ));
    }
    cx.config.mouse = has_mouse(global, cx.config.mouse);
    let (session, lock, said) = session(&cx);
    let mistakes = cx.mistakes.take().map(Notice::warning);
    let keymap = Arc::new(cx.keymap);
    let in_this_terminal = in_this_terminal(&cx.job, &cx.config, &keymap);
    let notice = [said, in_this_terminal.notice, mistakes].into_iter().flatten().reduce(Notice::and);
    cx.job.lock = lock;
    let credentials = cx.credentials.clone().filter(|_| !global.offline);
    let options = LaunchOptions {
        // Also offline: they tell whose people to show.
        credentials: cx.credentials.clone(),
        is_offline: global.offline,
        profile: (global.profile != DEFAULT_PROFILE).then(|| global.profile.clone()),
        pins: cx.config.pins.clone(),
        session,
        columns: cx.config.columns.clone(),
        presets: cx.config.presets.clone(),
        countries: cx.config.countries.clone(),
        notice,
        ..in_this_terminal
    };
    let environment = Environment {
        cx: cx.job,
        credentials: credentials.map(|(credentials, _)| credentials),
        clock: Arc::new(move || clock::now(today_override)),
    };
    run_in_terminal(options, environment, async || start_demo(Demo::InPlace, &cx.config, &keymap).await).await
}

/// What holds for the demo and the user's own Personio alike.
fn in_this_terminal(job: &JobContext, config: &Config, keymap: &Arc<Keymap>) -> LaunchOptions {
    let (theme, notice) = theme(config);
    LaunchOptions {
        notice,
        keymap: keymap.clone(),
        themes: config.themes.clone(),
        theme,
        background: background(),
        answers_background: answers_background(),
        spreadsheet_delimiter: spreadsheet_delimiter(config),
        is_in_tmux: is_in_tmux(),
        ssh: ssh(),
        folder: folder(),
        has_mouse: config.mouse,
        ..LaunchOptions::new(job.base.to_string(), capabilities())
    }
}

/// The last session, the lock of this one, and what is to be said of them.
fn session(cx: &CommandContext) -> (Session, Option<Arc<SessionLock>>, Option<Notice>) {
    let note = |text: String| Some(Notice::plain(text));
    let lock = match jobs::session::lock(&cx.job) {
        Ok(lock) => lock,
        Err(problem) => return (Session::default(), None, note(format!("The selection is not kept: {problem}"))),
    };
    let (session, mut notice) = match jobs::session::load(&cx.job) {
        Ok(kept) => (kept.unwrap_or_default(), None),
        Err(problem) => (Session::default(), note(problem.to_string())),
    };
    if lock.as_ref().is_some_and(|lock| !lock.has_locks()) && notice.is_none() {
        notice =
            note("This disk has no locks: open one giftlist at a time, or two spoil each other's selection".into());
    }
    if lock.as_ref().is_some_and(|lock| !lock.is_held()) {
        notice = note("Another giftlist is open: this one keeps its selection only once that one has ended".into());
    }
    (session, lock, notice)
}

/// An option wins over the setting.
fn has_mouse(global: &GlobalArgs, is_set: bool) -> bool {
    global.mouse || is_set && !global.no_mouse
}

/// How this machine was reached, if it was over SSH.
fn ssh() -> Option<SshHost> {
    let user = variable("USER").or_else(|| variable("LOGNAME"));
    SshHost::parse(&variable("SSH_CONNECTION")?, user)
}

/// The folder in which giftlist was started, with `~` for the user's own.
fn folder() -> String {
    let Ok(folder) = std::env::current_dir() else { return String::new() };
    let home = variable("HOME").map(PathBuf::from);
    match home.as_deref().and_then(|home| folder.strip_prefix(home).ok()) {
        Some(below) if below.as_os_str().is_empty() => "~".to_string(),
        Some(below) => format!("~/{}", below.display()),
        None => folder.display().to_string(),
    }
}
