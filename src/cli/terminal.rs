//! What the environment tells of the terminal: its colours and signs, the theme that the user chose, whether it is tmux.

use super::environment::{THEME, variable};
use crate::app::launch::Capabilities;
use crate::app::notice::Notice;
use crate::domain::unknown_name::UnknownName;
use crate::files::config::Config;
use crate::theme::{Background, Colours};

/// What the terminal can show: no colours where NO_COLOR is set, more than ASCII where the locale says UTF-8.
pub fn capabilities() -> Capabilities {
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    let unicode = locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    let colours = match anstyle_query::no_color() {
        true => Colours::None,
        false => Colours::of_terminal(&term(), &variable("COLORTERM").unwrap_or_default()),
    };
    Capabilities { colours, unicode }
}

/// The theme that the user chose, and what is wrong about that.
pub fn theme(config: &Config) -> (Option<String>, Option<Notice>) {
    let configured = || config.theme.clone();
    match variable(THEME) {
        Some(name) if config.themes.has(&name) => (Some(name), None),
        Some(name) => {
            let unknown = UnknownName::of(&name, config.themes.names());
            let known = || config.themes.names().collect::<Vec<_>>().join(", ");
            let instead = if unknown.suggestion.is_some() { String::new() } else { format!("; there are {}", known()) };
            (configured(), Some(Notice::warning(format!("{THEME}: {unknown}{instead}"))))
        }
        None => (configured(), None),
    }
}

/// The terminal's background as far as the environment tells it: by COLORFGBG. The Linux console's is dark.
pub fn background() -> Option<Background> {
    if !answers_background() {
        return Some(Background::Dark);
    }
    Background::of_colorfgbg(&variable("COLORFGBG")?)
}

/// Whether the terminal can be asked for its background. The Linux console shows the question.
pub fn answers_background() -> bool {
    term() != "linux"
}

pub fn is_in_tmux() -> bool {
    std::env::var_os("TMUX").is_some_and(|socket| !socket.is_empty())
}

fn term() -> String {
    variable("TERM").unwrap_or_default()
}
