//! The guard against formulas: a spreadsheet runs a cell that begins like one, quoted or not
//! (<https://owasp.org/www-community/attacks/CSV_Injection>), and one `'` before it prevents that.

use crate::domain::text::hidden::is_hidden;

/// What is put before a text: one `'` if a spreadsheet would take it for a formula, else nothing.
///
/// A text that already looks guarded gets another `'`, so that a reader who knows of the guard can always take exactly
/// one away.
///
/// ```
/// use giftlist::domain::export::formula::guard;
///
/// assert_eq!((guard("=1+1"), guard("'=1+1"), guard("Anna-Lena")), ("'", "'", ""));
/// ```
pub fn guard(text: &str) -> &'static str {
    if needs_guard(text) { "'" } else { "" }
}

/// Whether a `'` is put before the text.
pub fn needs_guard(text: &str) -> bool {
    looks_like_formula(text) || is_guarded(text)
}

/// Whether a spreadsheet may take the text for a formula, judged by its first character that is neither white space nor
/// hidden. Besides the characters of <https://owasp.org/www-community/attacks/CSV_Injection> these are `|`, `%`, `;` and
/// the full-width and small forms and the minus sign, which some programs treat alike. A single dash or minus, as people write for
/// "nothing", is none.
///
/// ```
/// use giftlist::domain::export::formula::looks_like_formula;
///
/// assert!(looks_like_formula("\u{200b} =HYPERLINK(\"https://evil.example\")"));
/// assert!(looks_like_formula("+49 170 1234567"), "a phone number, too, would be computed");
/// assert!(!looks_like_formula("a=1") && !looks_like_formula("-"));
/// ```
pub fn looks_like_formula(text: &str) -> bool {
    // Most texts.
    if text.bytes().next().is_none_or(|first| first.is_ascii_alphanumeric()) || matches!(text.trim(), "-" | "−") {
        return false;
    }
    for c in text.chars() {
        match c {
            '=' | '+' | '-' | '@' | '|' | '%' | ';' | '\t' | '\r' | '\n' | '\0' => return true,
            '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '−' => return true,
            _ if c.is_whitespace() || c.is_control() || is_hidden(c) => {}
            _ => return false,
        }
    }
    false
}

/// Whether the text is what another one becomes by the guard.
fn is_guarded(text: &str) -> bool {
    text.starts_with('\'') && looks_like_formula(text.trim_start_matches('\''))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn guarded(text: &str) -> String {
        format!("{}{text}", guard(text))
    }

    /// The text without its guard.
    pub(in crate::domain::export) fn unguarded(text: &str) -> &str {
        if is_guarded(text) { &text[1..] } else { text }
    }

    /// Catalogue: C01, C02, C03, C04.
    #[test]
    fn formulas_are_made_harmless() {
        for attack in [
            "=cmd|'/c calc'!A1",
            "=HYPERLINK(\"http://x\")",
            "+49 170 1234567",
            "+1-1",
            "@home",
            "|x",
            "%x",
            ";=1",
            "\t=1",
            "\r=1",
            "\nx",
            "\0x",
            " =1",
            "\u{A0}\u{3000}=1",
            "\u{200B}=1",
            "\u{FEFF}=1",
            "\u{FEFF} \u{202E}\u{1}=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\u{FE66}1",
            "\u{FE62}1",
            "\u{FE63}1",
            "\u{FE6B}x",
            "\u{2212}1",
        ] {
            assert!(looks_like_formula(attack), "{attack:?}");
            assert_eq!(guarded(attack), format!("'{attack}"));
            assert_eq!(unguarded(&guarded(attack)), attack);
        }
    }

    /// Catalogue: C02.
    #[test]
    fn what_is_no_formula_is_not_touched() {
        for text in [
            "",
            " ",
            "Anna",
            "Anna-Lena",
            "-",
            " - ",
            "−",
            "a=1",
            "'tis",
            "'",
            "'s-Hertogenbosch",
            "00123",
            "1E5",
            "\u{200B}",
            "“=”",
            "_",
        ] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    /// Catalogue: C06.
    #[test]
    fn a_value_that_looks_guarded_already_comes_back_too() {
        for text in ["'=1", "''=1", "' =1", "'\t"] {
            assert_eq!(guarded(text), format!("'{text}"));
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }

    pub(in crate::domain::export) fn hostile() -> impl Strategy<Value = String> {
        let character = prop_oneof![
            3 => proptest::sample::select("=+-@|%;,'\"\t\r\n\0 a1\u{200B}\u{FEFF}＝ü".chars().collect::<Vec<char>>()),
            1 => any::<char>()
        ];
        proptest::collection::vec(character, 0..8).prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        /// Catalogue: C06.
        #[test]
        fn the_guard_is_reversible_and_touches_nothing_else(text in hostile()) {
            let written = guarded(&text);
            prop_assert!(!looks_like_formula(&written));
            prop_assert_eq!(unguarded(&written), &text);
            prop_assert!(written == text || written.strip_prefix('\'') == Some(text.as_str()));
            if !looks_like_formula(&text) && !text.starts_with('\'') {
                prop_assert_eq!(&written, &text);
            }
        }
    }
}
