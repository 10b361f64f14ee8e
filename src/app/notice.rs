//! One-sentence messages: in the line above the hints, and inside screens.

/// The text may hold foreign text; it is made safe when drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub tone: Tone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Done,
    Plain,
    /// Worth knowing, though nothing is wrong.
    Note,
    Warning,
    Failed,
}

impl Notice {
    /// Both texts, as urgent as the second.
    pub fn and(self, second: Notice) -> Notice {
        Notice { text: format!("{}. {}", self.text, second.text), tone: second.tone }
    }

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
