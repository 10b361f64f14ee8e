//! A problem as users meet it: what happened, what to do, and which kind (hence the exit code). One line, always.
//! Each area keeps its own enum with data and turns it into a `Problem` in one place.

use crate::domain::text::safe_text::SafeText;
use std::fmt;
use std::time::Duration;

/// Longest part of a problem, in characters; a longer one is truncated.
const MAX_CHARACTERS: usize = 400;

/// Which kind of problem, and so which exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The answer is no: required fields are missing, nothing matched. Exit 1.
    No,
    /// Wrong usage, or no terminal. Exit 2.
    Usage,
    /// Personio refused the credentials. Exit 3.
    Refused,
    /// Personio or the network failed. Exit 4.
    Remote,
    /// A local file failed. Exit 5.
    File,
}

impl Kind {
    /// The exit code of the commands.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::No => 1,
            Kind::Usage => 2,
            Kind::Refused => 3,
            Kind::Remote => 4,
            Kind::File => 5,
        }
    }
}

/// What happened and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    what: String,
    remedy: String,
    again_after: Option<Duration>,
}

impl Problem {
    /// `what` and `remedy` are clauses without a final stop; foreign text in them is made safe here.
    pub fn new(kind: Kind, what: impl AsRef<str>, remedy: impl AsRef<str>) -> Problem {
        let safe = |text: &str| SafeText::of(text).truncate_to_chars(MAX_CHARACTERS);
        Problem { kind, what: safe(what.as_ref()), remedy: safe(remedy.as_ref()), again_after: None }
    }

    /// The same, with how long Personio asked to wait before trying again.
    #[must_use]
    pub fn again_after(mut self, wait: Duration) -> Problem {
        self.again_after = Some(wait);
        self
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub fn what(&self) -> &str {
        &self.what
    }

    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    /// How long Personio asked to wait before trying again; `None` if it did not say.
    pub fn wait(&self) -> Option<Duration> {
        self.again_after
    }
}

impl fmt::Display for Problem {
    /// `what happened: what to do`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.remedy)
    }
}

impl std::error::Error for Problem {}
