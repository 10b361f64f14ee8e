//! The characters that show nothing. What each part of the program does about one differs: what is shown gets a mark in
//! its place, folding and pasted credentials drop it, the formula guard looks past it.

/// Whether a character shows nothing: the bidi controls, Unicode's `Default_Ignorable_Code_Point`, the interlinear
/// annotations, and the blanks that are no white space.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_is_what_shows_nothing_and_is_no_blank_or_control() {
        for c in ['\u{AD}', '\u{200B}', '\u{202E}', '\u{2066}', '\u{FEFF}', '\u{E0041}'] {
            assert!(is_hidden(c), "{c:?}");
        }
        assert!(('\0'..=char::MAX).filter(|&c| is_hidden(c)).all(|c| !c.is_whitespace() && !c.is_control()));
        assert!(!is_hidden('\u{A0}') && !is_hidden('\u{301}'), "a blank, and a combining accent");
    }
}
