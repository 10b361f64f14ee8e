//! Text from elsewhere, made safe to show: the only form in which a name, a label or an error message may reach a screen
//! or stdout. It cannot move the cursor, change colours, reorder its neighbours or hide a character: whatever could is
//! replaced by a visible mark. This is for showing only; the stored value stays as it came.

use crate::domain::text::hidden::is_hidden;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;
use std::borrow::Cow;
use std::fmt;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that one base may carry; the most that a living language needs is four.
const MAX_MARKS: usize = 8;
/// Bytes of one grapheme. The longest emoji (a kiss of two people with skin tones) has 35.
const MAX_GRAPHEME_BYTES: usize = 36;
/// Kinds of characters that `oddities` names.
const MAX_ODDITIES: usize = 8;

/// What stands for a character that cannot be shown.
const REPLACED: char = '\u{FFFD}';
/// What stands for an end of line.
const LINE_END: char = '\u{2424}';
/// What stands for text that was cut off.
const CUT: char = '…';

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';
const BLACK_FLAG: char = '\u{1F3F4}';
const CANCEL_TAG: char = '\u{E007F}';

/// Foreign text that is safe to show: one line, no controls, nothing hidden, NFC.
///
/// ```
/// use giftlist::domain::text::safe_text::SafeText;
///
/// assert_eq!(SafeText::of("Zoë\u{1b}[2J\n").as_str(), "Zoë␛[2J␤");
/// assert_eq!(SafeText::of("Müller").truncate_to_width(4), "Mül…");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SafeText(String);

impl SafeText {
    /// Makes a text safe. Printable text stays as it is in any script, and a safe text does not change again.
    pub fn of(raw: &str) -> SafeText {
        if is_plain(raw) {
            return SafeText(raw.to_owned());
        }
        let composed = composed(raw);
        SafeText(bounded(visible(&composed, &mut |_| {}), &mut |_| {}).into_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Columns it takes, drawn grapheme by grapheme.
    pub fn width(&self) -> usize {
        if self.0.is_ascii() { self.0.len() } else { self.0.graphemes(true).map(UnicodeWidthStr::width).sum() }
    }

    /// At most `columns` columns of it, cut between graphemes, with `…` where it was cut.
    pub fn truncate_to_width(&self, columns: usize) -> Cow<'_, str> {
        // No character is wider than its bytes are many.
        if self.0.len() <= columns {
            return Cow::Borrowed(&self.0);
        }
        self.within(columns, UnicodeWidthStr::width)
    }

    /// Wraps the text at blanks into lines of at most `columns` columns. A longer word is truncated, not split.
    pub fn wrap(&self, columns: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut width = 0;
        for word in self.0.split(' ') {
            let word = SafeText(word.to_string());
            match lines.last_mut() {
                Some(line) if width + 1 + word.width() <= columns => {
                    line.push(' ');
                    line.push_str(&word.0);
                    width += 1 + word.width();
                }
                _ => {
                    let fit = SafeText(word.truncate_to_width(columns.max(1)).into_owned());
                    width = fit.width();
                    lines.push(fit.0);
                }
            }
        }
        lines
    }

    /// At most `characters` characters of it, cut between graphemes, with `…` where it was cut.
    pub fn truncate_to_chars(&self, characters: usize) -> String {
        if self.0.len() <= characters {
            return self.0.clone();
        }
        self.within(characters, |grapheme| grapheme.chars().count()).into_owned()
    }

    /// Whether [`SafeText::of`] would replace or cut anything.
    pub fn is_suspicious(raw: &str) -> bool {
        let mut found = false;
        each_oddity(raw, |_| found = true);
        found
    }

    /// What [`SafeText::of`] would replace or cut, in the order of first appearance; a last `…` stands for more.
    ///
    /// ```
    /// use giftlist::domain::text::safe_text::SafeText;
    ///
    /// assert_eq!(SafeText::oddities("Anna\u{202e}annA\u{202e}"), ["U+202E ×2"]);
    /// ```
    pub fn oddities(raw: &str) -> Vec<String> {
        let mut counts: Vec<(char, usize)> = Vec::new();
        let mut more = false;
        each_oddity(raw, |odd| match counts.iter().position(|(c, _)| *c == odd) {
            Some(known) => counts[known].1 += 1,
            None if counts.len() < MAX_ODDITIES => counts.push((odd, 1)),
            None => more = true,
        });
        let mut lines: Vec<String> = counts.iter().map(|(c, count)| format!("U+{:04X} ×{count}", *c as u32)).collect();
        lines.extend(more.then(|| CUT.to_string()));
        lines
    }

    /// The longest beginning whose graphemes measure no more than `limit` together, `…` included.
    fn within(&self, limit: usize, measure: impl Fn(&str) -> usize) -> Cow<'_, str> {
        let mut used = 0;
        let mut end_with_mark = 0;
        for (at, grapheme) in self.0.grapheme_indices(true) {
            if used < limit {
                end_with_mark = at;
            }
            used += measure(grapheme);
            if used > limit {
                let mark = if limit == 0 { "" } else { "…" };
                return Cow::Owned(format!("{}{mark}", self.0[..end_with_mark].trim_end_matches(is_joiner)));
            }
        }
        Cow::Borrowed(&self.0)
    }
}

impl fmt::Display for SafeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for SafeText {
    fn from(raw: &str) -> SafeText {
        SafeText::of(raw)
    }
}

/// Calls for every character that `of` replaces or cuts.
fn each_oddity(raw: &str, mut odd: impl FnMut(char)) {
    if !is_plain(raw) {
        let composed = composed(raw);
        let visible = visible(&composed, &mut odd);
        bounded(visible, &mut odd);
    }
}

/// Whether the text is surely safe as it is. Most names are, and this is all that is spent on them: characters that
/// are visible by themselves, combine with nothing of these ranges, and are NFC.
fn is_plain(raw: &str) -> bool {
    raw.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        || raw.chars().all(|c| {
            matches!(c, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' // Latin
                | '\u{386}' | '\u{388}'..='\u{482}' | '\u{48A}'..='\u{52F}' // Greek, Cyrillic
                | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}' // Latin of Vietnam; dashes and quotes
                | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
        })
}

fn composed(raw: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(raw)
}

/// A copy that is only made once something differs.
struct Rewritten<'a> {
    source: &'a str,
    changed: Option<String>,
}

impl<'a> Rewritten<'a> {
    fn of(source: &'a str) -> Self {
        Rewritten { source, changed: None }
    }

    fn keep(&mut self, part: &str) {
        if let Some(changed) = &mut self.changed {
            changed.push_str(part);
        }
    }

    /// What is written instead of the part that begins at this byte of the source.
    fn instead_from(&mut self, at: usize) -> &mut String {
        self.changed.get_or_insert_with(|| self.source[..at].to_owned())
    }
}

/// First pass: every character that is a control or cannot be seen becomes a mark.
fn visible<'a>(text: &'a str, replaced: &mut dyn FnMut(char)) -> Cow<'a, str> {
    let mut out = Rewritten::of(text);
    let mut before = None;
    let mut flag_end = 0;
    for (at, c) in text.char_indices() {
        if c == BLACK_FLAG {
            flag_end = at + flag_bytes(&text[at..]);
        }
        let rest = &text[at + c.len_utf8()..];
        let mark = if at < flag_end { None } else { mark_for(c, before, rest.chars().next()) };
        match mark {
            None => out.keep(&text[at..at + c.len_utf8()]),
            Some(mark) => {
                replaced(c);
                out.instead_from(at).push(mark);
            }
        }
        before = Some(mark.unwrap_or(c));
    }
    out.changed.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Second pass: a mark without a base is replaced, and what is piled up on one base is cut.
fn bounded<'a>(text: Cow<'a, str>, replaced: &mut dyn FnMut(char)) -> Cow<'a, str> {
    let mut out = Rewritten::of(&text);
    for (at, grapheme) in text.grapheme_indices(true) {
        let mut based = !grapheme.starts_with(has_no_width);
        if based && grapheme.len() <= MAX_MARKS {
            out.keep(grapheme);
            continue;
        }
        let mut shown = String::new();
        let mut marks = 0;
        let mut rest = grapheme.chars();
        for c in rest.by_ref() {
            let no_width = has_no_width(c);
            marks += usize::from(no_width);
            based |= !no_width;
            if based {
                shown.push(c);
            } else {
                replaced(c);
                shown.push(REPLACED);
            }
            if marks > MAX_MARKS || shown.len() > MAX_GRAPHEME_BYTES {
                replaced(c);
                cut_grapheme(&mut shown);
                break;
            }
        }
        rest.for_each(&mut *replaced);
        if shown == grapheme {
            out.keep(grapheme);
        } else {
            out.instead_from(at).push_str(&shown);
        }
    }
    let changed = out.changed;
    changed.map_or(text, Cow::Owned)
}

/// Drops the last character and what would make no sense at the end, and leaves room for the `…` that it writes.
fn cut_grapheme(shown: &mut String) {
    shown.pop();
    while shown.len() + CUT.len_utf8() > MAX_GRAPHEME_BYTES || shown.ends_with(|c| is_joiner(c) || is_tag(c)) {
        shown.pop();
    }
    shown.push(CUT);
}

/// The mark that stands for a character, given its neighbours; none if it is shown as it is.
fn mark_for(c: char, before: Option<char>, after: Option<char>) -> Option<char> {
    match c {
        ' '..='~' => None,
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(LINE_END),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}' => Some(REPLACED),
        ZERO_WIDTH_JOINER if joins_emoji(before, after) => None,
        ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER if joins_letters(before, after) => None,
        '\u{FE0E}' | '\u{FE0F}' if before.is_some_and(is_emoji) => None,
        '\u{FE00}'..='\u{FE02}' | '\u{E0100}'..='\u{E01EF}' if before.is_some_and(is_ideograph) => None,
        _ if is_hidden(c) || is_noncharacter(c) => Some(REPLACED),
        _ => None,
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE
}

fn is_joiner(c: char) -> bool {
    matches!(c, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..=CANCEL_TAG)
}

/// Bytes of the flag of a region (England, Wales) at the beginning; 0 if it is none.
fn flag_bytes(text: &str) -> usize {
    let letter = |c: &char| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
    let letters = text.chars().skip(1).take_while(letter).count();
    let is_flag = (3..=6).contains(&letters) && text.chars().nth(1 + letters) == Some(CANCEL_TAG);
    if is_flag { BLACK_FLAG.len_utf8() + (letters + 1) * CANCEL_TAG.len_utf8() } else { 0 }
}

fn has_no_width(c: char) -> bool {
    c.width().unwrap_or(0) == 0
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is an emoji by itself, or becomes one by a variation selector.
fn is_emoji(c: char) -> bool {
    let becomes_wide = || c.width() == Some(1) && format!("{c}\u{FE0F}").width() == 2;
    match c {
        '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' => true,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' => c.width() == Some(2) || becomes_wide(),
        _ => becomes_wide(),
    }
}

/// A joiner inside an emoji: the families, the professions, the rainbow flag.
fn joins_emoji(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|c| c == '\u{FE0F}' || is_emoji(c)) && after.is_some_and(is_emoji)
}

/// A joiner that changes letters' shapes: Persian, Arabic, the scripts of India and their neighbours. Between Latin,
/// Greek or Cyrillic letters it would only hide a difference.
fn joins_letters(before: Option<char>, after: Option<char>) -> bool {
    let shaped = |c: char| {
        let script = matches!(c, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{1900}'..='\u{1CFF}'
            | '\u{A800}'..='\u{ABFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10A00}'..='\u{11FFF}'
            | '\u{1E900}'..='\u{1E95F}');
        script && !is_hidden(c) && if has_no_width(c) { is_mark(c) } else { c.is_alphabetic() || is_virama(c) }
    };
    before.is_some_and(|c| shaped(c) && (is_virama(c) || after.is_some_and(shaped)))
}

/// Whether a character belongs to the one before it.
fn is_mark(c: char) -> bool {
    let mut pair = String::from("a");
    pair.push(c);
    pair.graphemes(true).count() == 1
}

/// The sign that takes a consonant's vowel; a joiner after it is spelling, even at a word's end.
fn is_virama(c: char) -> bool {
    const VIRAMA: u8 = 9;
    CanonicalCombiningClassMapBorrowed::new().get_u8(c) == VIRAMA
}

#[cfg(test)]
mod tests;
