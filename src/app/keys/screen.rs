//! The four screens as keys, tabs and sessions name them.

/// The screens, in the order in which an admin uses them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Connect,
    Fields,
    Sync,
    Recipients,
}

impl Screen {
    pub const ALL: [Screen; 4] = [Screen::Connect, Screen::Fields, Screen::Sync, Screen::Recipients];

    /// The tab's name. Saved sessions identify a screen by it, so a rename needs a migration.
    pub fn title(self) -> &'static str {
        match self {
            Screen::Connect => "Connect",
            Screen::Fields => "Fields",
            Screen::Sync => "Sync",
            Screen::Recipients => "Recipients",
        }
    }

    pub fn from_title(title: &str) -> Option<Screen> {
        Screen::ALL.into_iter().find(|screen| screen.title() == title)
    }
}
