//! Attacks that must come out harmless, genuine text that must come out as it is, and the laws that hold for any text.

use super::*;
use proptest::prelude::*;

fn safe(raw: &str) -> String {
    SafeText::of(raw).to_string()
}

/// Shown as it is, and without a warning.
fn survives(raw: &str) {
    assert_eq!(safe(raw), raw);
    assert!(!SafeText::is_suspicious(raw), "{raw:?} is said to be suspicious: {:?}", SafeText::oddities(raw));
}

/// Catalogue: B01, B02, B03.
#[test]
fn an_escape_sequence_lies_there_to_be_read() {
    for (attack, shown) in [
        ("\x1b[2JAnna", "␛[2JAnna"),
        ("\x1b[31mAnna", "␛[31mAnna"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x1b]52;c;cm0gLXJm\x1b\\", "␛]52;c;cm0gLXJm␛\\"),
        ("\x1bP1$r\x1b\\", "␛P1$r␛\\"),
        ("\x1b_Ga=T\x1b\\", "␛_Ga=T␛\\"),
    ] {
        assert_eq!(safe(attack), shown);
        assert!(SafeText::is_suspicious(attack));
    }
}

/// Catalogue: B04.
#[test]
fn eight_bit_controls_are_replaced() {
    assert_eq!(safe("\u{9b}2J\u{9d}0;x\u{9c}"), "\u{FFFD}2J\u{FFFD}0;x\u{FFFD}");
}

/// Catalogue: B05, B07, B08.
#[test]
fn a_name_cannot_overwrite_its_neighbour() {
    assert_eq!(safe("Anna\rEve"), "Anna␍Eve");
    assert_eq!(safe("Anna\x08\x08\x7f"), "Anna␈␈␡");
    assert_eq!(safe("\x0e\x0f\0"), "␎␏␀");
}

/// Catalogue: B06, B17.
#[test]
fn a_name_stays_on_one_line() {
    assert_eq!(safe("A\nB\r\nC\tD\x0bE\x0cF"), "A␤B␍␤C␉D␋E␌F");
    assert_eq!(safe("A\u{2028}B\u{2029}C\u{85}D"), "A␤B␤C␤D");
}

/// Catalogue: B09.
#[test]
fn text_cannot_be_turned_around() {
    for bidi in
        "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{200E}\u{200F}\u{61C}".chars()
    {
        assert_eq!(safe(&format!("An{bidi}na")), "An\u{FFFD}na", "{bidi:?}");
    }
}

/// Catalogue: B12, B22.
#[test]
fn nothing_hides_inside_a_name() {
    for hidden in
        "\u{200B}\u{2060}\u{FEFF}\u{AD}\u{180E}\u{FFF9}\u{FFFA}\u{FFFB}\u{E0001}\u{E0061}\u{E0100}\u{34F}\u{3164}\
                   \u{FFA0}\u{115F}\u{1160}\u{2800}\u{200C}\u{200D}\u{FE0E}\u{FE0F}\u{FE00}\u{1D173}\u{2065}\u{FFF0}"
            .chars()
    {
        let name = format!("Mül{hidden}ler");
        assert_eq!(safe(&name), "Mül\u{FFFD}ler", "{hidden:?}");
        assert_eq!(SafeText::oddities(&name), [format!("U+{:04X} ×1", hidden as u32)]);
    }
}

/// Catalogue: B19.
#[test]
fn a_name_of_hidden_characters_only_is_not_empty() {
    assert_eq!(safe("\u{200B}"), "\u{FFFD}");
    assert_eq!(safe("\u{FE0F}"), "\u{FFFD}");
    assert_eq!(safe(""), "");
}

/// Catalogue: B16.
#[test]
fn a_text_in_tags_is_replaced_and_a_flag_in_tags_is_kept() {
    survives("🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿");
    assert_eq!(safe("🏴\u{E0067}\u{E0062}"), "🏴\u{FFFD}\u{FFFD}");
    assert_eq!(safe("A\u{E0067}\u{E0062}\u{E007F}"), "A\u{FFFD}\u{FFFD}\u{FFFD}");
}

/// Catalogue: B13.
#[test]
fn a_tower_of_combining_marks_is_cut() {
    let tower = format!("Z{}oe", "\u{301}\u{323}".repeat(1000));
    let shown = SafeText::of(&tower);
    assert!(shown.as_str().ends_with("…oe"), "{shown}");
    assert!(shown.as_str().len() <= 40);
    assert_eq!(shown.width(), 4);
    assert_eq!(SafeText::oddities(&tower).len(), 2);
}

/// Catalogue: B13.
#[test]
fn eight_marks_stay_on_a_letter_and_the_ninth_is_cut() {
    let eight = format!("q{}", "\u{30A}".repeat(8));
    survives(&eight);
    assert_eq!(safe(&format!("{eight}\u{30A}a")), format!("{eight}…a"));
}

/// Catalogue: B14.
#[test]
fn a_mark_without_a_letter_is_replaced() {
    assert_eq!(safe("Ann\u{FE0F}a"), "Ann\u{FFFD}a");
    assert_eq!(safe("\u{301}A"), "\u{FFFD}A");
    assert_eq!(safe("\x1b\u{301}"), "␛\u{301}");
    assert_eq!(safe("\u{1161}\u{1161}"), "\u{FFFD}\u{FFFD}");
}

/// Catalogue: B14.
#[test]
fn a_chain_of_fifty_joined_emoji_is_cut() {
    let shown = SafeText::of(&"👩\u{200D}".repeat(50));
    assert!(shown.as_str().len() <= MAX_GRAPHEME_BYTES + 6, "{shown}");
    assert!(shown.as_str().contains('…'));
}

/// Catalogue: B24.
#[test]
fn half_a_flag_and_odd_code_points_are_harmless() {
    survives("🇩");
    survives("\u{E000}\u{378}");
    assert_eq!(safe("\u{FFFE}\u{FDD0}"), "\u{FFFD}\u{FFFD}");
}

/// Catalogue: B10.
#[test]
fn genuine_names_of_many_scripts_survive() {
    for name in [
        "Zoë Müller-Łukasz",
        "Đặng Thị Hồng",
        "Ærøskøbing",
        "Ναταλία Παπαδοπούλου",
        "Святослав Їжак",
        "O’Brien – «x»",
        "דָּוִד בֶּן־גּוּרִיּוֹן",
        "مُحَمَّد عبد الله",
        "می‌خواهم",
        "नमस्ते क्‍ष",
        "ശ്രീ അവന്‍",
        "ශ්‍රී",
        "র‍্যাব",
        "ประยุทธ์ จันทร์โอชา",
        "山田太郎",
        "ｱｲｳ ガギグ",
        "葛󠄀城",
        "김민준",
        "မြန်မာ",
        "ខ្មែរ",
        "ᠮᠣᠩᠭᠣᠯ",
        "አበበ",
        "𞤀𞤣𞤤𞤢𞤥",
    ] {
        survives(name);
    }
}

#[test]
fn genuine_emoji_survive() {
    for emoji in ["👨‍👩‍👧‍👦", "👩🏽‍❤️‍💋‍👨🏿", "🏳️‍🌈", "🏴‍☠️", "❤️", "☺︎", "1️⃣", "🇩🇪🇻🇳", "👍🏽", "🧑‍🚀", "👁️‍🗨️", "🐻‍❄️", "🅰️ ™️ ㊗️", "🤷🏽‍♀️"]
    {
        survives(emoji);
    }
}

#[test]
fn decomposed_text_is_shown_composed_and_is_not_suspicious() {
    assert_eq!(safe("Mu\u{308}ller"), "Müller");
    assert_eq!(safe("D\u{323}\u{302}a\u{302}\u{323}ng"), "Ḍ\u{302}ậng");
    assert!(!SafeText::is_suspicious("Nguye\u{302}\u{303}n Thi\u{323}"));
}

/// Catalogue: B15.
#[test]
fn a_text_is_cut_between_graphemes() {
    let fit = |text: &str, columns| SafeText::of(text).truncate_to_width(columns).into_owned();
    assert_eq!(fit("Anna", 4), "Anna");
    assert_eq!(fit("Anna", 3), "An…");
    assert_eq!(fit("Anna", 1), "…");
    assert_eq!(fit("Anna", 0), "");
    assert_eq!(fit("山田太郎", 8), "山田太郎");
    assert_eq!(fit("山田太郎", 7), "山田太…");
    assert_eq!(fit("山田太郎", 6), "山田…");
    assert_eq!(fit("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3), "👨‍👩‍👧‍👦…");
    assert_eq!(SafeText::of("Müller").truncate_to_chars(6), "Müller");
    assert_eq!(SafeText::of("Müller").truncate_to_chars(4), "Mül…");
    assert_eq!(SafeText::of("👨‍👩‍👧‍👦ab").truncate_to_chars(8), "👨‍👩‍👧‍👦…");
    assert_eq!(SafeText::of("👨‍👩‍👧‍👦ab").truncate_to_chars(7), "…");
}

#[test]
fn oddities_are_counted_in_the_order_they_appear() {
    assert_eq!(SafeText::oddities("a\u{202E}b\x1bc\u{202E}"), ["U+202E ×2", "U+001B ×1"]);
    assert_eq!(SafeText::oddities("Zoë"), [""; 0]);
    let many: String = ('\u{1}'..='\u{1F}').collect();
    assert_eq!(SafeText::oddities(&many).len(), MAX_ODDITIES + 1);
    assert_eq!(SafeText::oddities(&many).last().map(String::as_str), Some("…"));
}

/// Catalogue: B14, B24.
#[test]
fn every_single_character_is_harmless_alone_and_between_others() {
    let uniform = |c: &char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{E000}'..='\u{F8FF}');
    for c in ('\0'..='\u{1FFFF}').filter(|c| !uniform(c)).chain('\u{E0000}'..='\u{E0FFF}') {
        assert!(SafeText::of(&c.to_string()).width() > 0, "{c:?} takes no column");
        if is_plain(&c.to_string()) {
            laws(&c.to_string());
        }
        laws(&format!("{c}a{c}b ا{c}ا👩{c}👩{c}\u{301}"));
    }
}

/// What holds for every text.
fn laws(raw: &str) {
    let shown = SafeText::of(raw);
    let text = shown.as_str();
    assert!(!text.contains(char::is_control), "{raw:?} shows {text:?}");
    assert!(!text.contains(
        |c| matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    ));
    assert_eq!(safe(text), text, "of {raw:?}");
    assert_eq!(text.is_empty(), raw.is_empty());
    assert_eq!(composed(text), text, "of {raw:?}");
    assert!(text.width() <= shown.width(), "{text:?}");
    assert!(text.graphemes(true).all(|g| g.len() <= MAX_GRAPHEME_BYTES), "{text:?}");
    let replaced = !SafeText::oddities(raw).is_empty();
    assert_eq!(SafeText::is_suspicious(raw), replaced);
    assert_eq!(replaced, text != composed(raw), "{raw:?} shows {text:?}");
    assert!(!SafeText::is_suspicious(text));
}

/// Characters that meet badly.
fn hostile() -> impl Strategy<Value = String> {
    const NASTY: &str = "a1 é\u{301}\u{323}\u{20E3}\u{FE0E}\u{FE0F}\u{200C}\u{200D}\u{200B}\u{AD}\u{202E}\u{2066}\u{1b}\r\n\t\0\
        \u{9b}👩🏽❤🏳🏴🇩\u{E0067}\u{E0062}\u{E0065}\u{E007F}\u{E0100}\u{E0001}葛क\u{94D}ष\u{93F}ا\u{64E}\u{600}\u{1100}\u{1161}\u{11A8}\
        \u{13430}\u{D4E}\u{3164}\u{FFFD}…\u{5D0}\u{5B0}\u{17B4}\u{34F}";
    let characters: Vec<char> = NASTY.chars().collect();
    let nasty = prop_oneof![5 => proptest::sample::select(characters), 1 => any::<char>()];
    let pile = (nasty, 1..12_usize).prop_map(|(c, times)| c.to_string().repeat(times));
    let single = "\\PC|\\p{Cf}|\\p{Mn}|\\p{Cc}";
    proptest::collection::vec(prop_oneof![4 => pile, 1 => single], 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Catalogue: B03, B13.
    #[test]
    fn no_text_breaks_the_laws(raw in hostile()) {
        laws(&raw);
    }

    /// Catalogue: B18.
    #[test]
    fn a_text_fits(raw in hostile(), limit in 0..40_usize) {
        let text = SafeText::of(&raw);
        let fitted = text.truncate_to_width(limit).into_owned();
        prop_assert!(fitted.width() <= limit && SafeText::of(&fitted).width() <= limit);
        prop_assert_eq!(fitted == text.as_str(), text.width() <= limit);
        prop_assert_eq!(safe(&fitted), fitted);
        let cut = text.truncate_to_chars(limit);
        prop_assert!(cut.chars().count() <= limit);
        prop_assert_eq!(safe(&cut), cut);
    }

    /// Catalogue: F14.
    #[test]
    fn printable_ascii_is_unchanged(raw in "[ -~]{0,80}") {
        prop_assert_eq!(safe(&raw), raw);
    }
}

#[test]
fn text_is_broken_at_blanks() {
    assert_eq!(SafeText::of("one two three").wrap(8), ["one two", "three"]);
    assert_eq!(SafeText::of("unbreakable").wrap(5), ["unbr…"]);
    assert_eq!(SafeText::of("").wrap(5), [""]);
}
