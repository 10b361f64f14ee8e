//! Numbers, lists and times in words, the same on screen and in commands.

/// A number with its digits in groups: `2 113`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A number and what it counts: `1 person`, `2 113 people`.
pub fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { several })
}

/// What the reader of TOML says, without the names of Rust's types.
pub fn in_plain_words(reason: &str) -> String {
    const WORDS: [(&str, &str); 6] = [
        ("expected u32", "expected a whole number"),
        ("expected usize", "expected a whole number"),
        ("expected a boolean", "expected true or false"),
        ("expected a sequence", "expected a list in [ ]"),
        ("expected a string", "expected a text in quotes"),
        ("missing field", "there is no"),
    ];
    WORDS.iter().fold(reason.to_string(), |reason, (word, plain)| reason.replace(word, plain))
}

/// A text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

/// A text of the user as a message repeats it: the first 60 characters.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// The first five of some texts, shortened, and `…` if there are more: `a, b`.
pub fn first_of(texts: &[impl AsRef<str>], between: &str) -> String {
    const MAX_NAMED: usize = 5;
    let mut named: Vec<String> = texts.iter().take(MAX_NAMED).map(|text| shortened(text.as_ref())).collect();
    if texts.len() > MAX_NAMED {
        named.push("…".to_string());
    }
    named.join(between)
}

/// How long ago something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute and a half.
    JustNow,
    Minutes(u64),
    Hours(u64),
    Days(u64),
}

impl Age {
    /// From seconds. Negative if the clock was set back, which counts as [`Age::JustNow`].
    pub fn of(seconds: i64) -> Age {
        match u64::try_from(seconds).unwrap_or(0) {
            0..=89 => Age::JustNow,
            seconds @ 90..=5399 => Age::Minutes((seconds + 30) / 60),
            seconds @ 5400..=172_799 => Age::Hours((seconds + 1800) / 3600),
            seconds => Age::Days(seconds / 86_400),
        }
    }

    /// `just now`, `2 h ago`.
    pub fn ago(self) -> String {
        match self {
            Age::JustNow => "just now".into(),
            other => format!("{other} ago"),
        }
    }
}

impl std::fmt::Display for Age {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Age::JustNow => f.write_str("now"),
            Age::Minutes(minutes) => write!(f, "{minutes} min"),
            Age::Hours(hours) => write!(f, "{hours} h"),
            Age::Days(days) => write!(f, "{days} days"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let texts: Vec<_> = [0, 999, 1000, 12_345, 1_000_000].into_iter().map(grouped).collect();
        assert_eq!(texts, ["0", "999", "1 000", "12 345", "1 000 000"]);
        assert_eq!(
            (counted(1, "person", "people"), counted(0, "person", "people")),
            ("1 person".into(), "0 people".into())
        );
    }

    /// Catalogue: A29.
    #[test]
    fn ages_are_rounded_to_what_matters() {
        let texts: Vec<_> = [-5, 89, 90, 5400, 200_000].into_iter().map(|age| Age::of(age).ago()).collect();
        assert_eq!(texts, ["just now", "just now", "2 min ago", "2 h ago", "2 days ago"]);
    }
}
