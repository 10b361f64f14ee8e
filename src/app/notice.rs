//! Sentences for the user: what the line above the hints says, and what a screen says of its own state.

/// One sentence; it may hold foreign text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub tone: Tone,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    Plain,
    /// Worth a look, and nothing wrong.
    Note,
    Warning,
    Failed,
}

impl Notice {
    pub fn done(text: impl Into<String>) -> Notice {
        Notice { text: text.into(), tone: Tone::Done }
    }

    pub fn plain(text: impl Into<String>) -> Notice {
        Notice { text: text.into(), tone: Tone::Plain }
    }

    pub fn note(text: impl Into<String>) -> Notice {
        Notice { text: text.into(), tone: Tone::Note }
    }

    pub fn warning(text: impl Into<String>) -> Notice {
        Notice { text: text.into(), tone: Tone::Warning }
    }

    pub fn failed(text: impl Into<String>) -> Notice {
        Notice { text: text.into(), tone: Tone::Failed }
    }
}
