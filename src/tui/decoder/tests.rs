use super::control_string::{STRING_IN_ALL, STRING_TIMEOUT};
use super::*;
use proptest::prelude::*;

impl Decoder {
    fn fed(&mut self, bytes: &[u8]) -> Vec<Input> {
        self.feed(bytes, Instant::now())
    }

    /// What it hears of keys that are pressed one by one.
    fn typed(&mut self, keys: &[&str]) -> Vec<Input> {
        let begun = Instant::now();
        let at = |place: usize| begun + Duration::from_millis(50) * u32::try_from(place).unwrap();
        keys.iter().enumerate().flat_map(|(place, key)| self.feed(key.as_bytes(), at(place))).collect()
    }
}

/// What the bytes mean when nothing more comes.
fn all(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = decoder.fed(bytes);
    if decoder.timeout().is_some() {
        inputs.extend(decoder.give_up());
    }
    inputs
}

/// The same when each byte comes alone, soon after the other.
fn trickled(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs: Vec<Input> = bytes.iter().flat_map(|byte| decoder.fed(&[*byte])).collect();
    if decoder.timeout().is_some() {
        inputs.extend(decoder.give_up());
    }
    inputs
}

fn keys(names: &str) -> Vec<Input> {
    names.split_whitespace().map(|name| Input::Key(Key::parse(name).unwrap())).collect()
}

#[test]
fn keys_are_what_terminals_send() {
    for (bytes, names) in [
        ("aÄ\u{1f385} A", "a Ä \u{1f385} Space A"),
        ("\r\n\t\u{7f}\u{8}", "Enter Enter Tab Backspace Ctrl-h"),
        ("\u{1}\u{1a}\0\u{1c}", "Ctrl-a Ctrl-z Ctrl-Space Ctrl-4"),
        ("\u{1b}", "Esc"),
        ("\u{1b}\u{1b}", "Esc Esc"),
        ("\u{1b}[A\u{1b}OB\u{1b}[C\u{1b}OD", "↑ ↓ → ←"),
        ("\u{1b}[H\u{1b}[4~\u{1b}[5~\u{1b}[6~\u{1b}[3~\u{1b}[Z", "Home End PgUp PgDn Del Shift-Tab"),
        ("\u{1b}[1;5C\u{1b}[1;3D\u{1b}[1;2A", "Ctrl-→ Alt-← ↑"),
        ("\u{1b}O5A\u{1b}O3D\u{1b}O2B", "Ctrl-↑ Alt-← ↓"),
        ("\u{1b}[1;1:1B\u{1b}[1;1:2B\u{1b}[1;5:1C", "↓ ↓ Ctrl-→"),
        ("\u{1b}O1;5A\u{1b}O1;3D\u{1b}O1;2P\u{1b}O12;B", "Ctrl-↑ Alt-← F1 ↓"),
        ("\u{1b}OP\u{1b}[15~\u{1b}[24~", "F1 F5 F12"),
        ("\u{1b}[[A\u{1b}[[C\u{1b}[[E", "F1 F3 F5"),
        ("\u{1b}[1;129B\u{1b}[1;65P\u{1b}[1;133C\u{1b}[5;193~", "↓ F1 Ctrl-→ PgUp"),
        ("\u{1b}[1;9D\u{1b}[1;33D\u{1b}[1;17D", "Alt-← Alt-←"),
        ("\u{1b}[1;5\u{1b}[A\u{1b}O\u{1b}[B\u{1b}[[\u{1b}[C", "↑ ↓ →"),
    ] {
        assert_eq!(all(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
        assert_eq!(trickled(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
    }
    // As terminals do that another program told to name each key by its character, and left so.
    for (bytes, names) in [
        ("\u{1b}[99;5u\u{1b}[27;5;99~\u{1b}[99;6u\u{1b}[27;6;67~", "Ctrl-c Ctrl-c Ctrl-c Ctrl-c"),
        (
            "\u{1b}[27u\u{1b}[13u\u{1b}[9u\u{1b}[9;2u\u{1b}[127u\u{1b}[13;129u",
            "Esc Enter Tab Shift-Tab Backspace Enter",
        ),
        ("\u{1b}[97u\u{1b}[27;2;65~\u{1b}[97;2u\u{1b}[97:65;2u\u{1b}[65;2u", "a A A A A"),
        ("\u{1b}[97;65u\u{1b}[97;66u\u{1b}[32;65u\u{1b}[97;193u", "A a Space A"),
        ("\u{1b}[55:47;2u\u{1b}[55;2;47u\u{1b}[228;2u\u{1b}[223;2u\u{1b}[32u", "/ / Ä ß Space"),
        (
            "\u{1b}[49;3u\u{1b}[97;9u\u{1b}[105;5u\u{1b}[91;5u\u{1b}[32;5u\u{1b}[1089::99;5u",
            "Alt-1 Alt-a Tab Esc Ctrl-Space Ctrl-c",
        ),
        ("\u{1b}[57400u\u{1b}[57414u\u{1b}[57420u\u{1b}[57421u\u{1b}[57413u", "1 Enter ↓ PgUp +"),
        ("\u{1b}[97;1:1u\u{1b}[97;1:2u\u{1b}[97;1:3u\u{1b}[27;1:3u\u{1b}[0;;228u", "a a ä"),
        ("\u{1b}[57441;2u\u{1b}[57358u\u{1b}[u\u{1b}[0u\u{1b}[128512u\u{1b}[27;5~\u{1b}[97;17u\u{1b}[7;1u", ""),
    ] {
        assert_eq!(all(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
        assert_eq!(trickled(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
    }
    let alt = b"\x1b1\x1bb\x1b\r\x1b\x7f";
    assert_eq!(all(alt), keys("Alt-1 Alt-b Alt-Enter Alt-Backspace"));
    assert_eq!(trickled(alt), keys("Esc 1 Esc b Esc Enter Esc Backspace"));
    assert_eq!(all("\u{1b}\u{e9}?".as_bytes()), keys("Esc \u{e9} ?"));
    // Alt eats no key behind its own, and Esc in front of `/` is one, however fast.
    assert_eq!(all(b"\x1b-a\x1b \x1b\"\x1b,b"), keys("Alt-- a Alt-Space Alt-\" Alt-, b"));
    assert_eq!(all(b"\x1b/anna"), keys("Esc / a n n a"));
}

/// Catalogue: D15, D17, D18.
#[test]
fn what_nobody_pressed_is_nothing_and_the_next_key_counts() {
    let sequences: [&[u8]; 40] = [
        b"\x1b[<0;10;10M",
        b"\x1b[<0;10;10m",
        b"\x1b[M !!",
        b"\x1b[M \xc2\x84!",
        b"\x1b[M \xc2\x84\xc2\x84",
        b"\x1b[M \x84!",
        b"\x1b[M \xc4!",
        b"\x1b[1;1:3B",
        b"\x1b[3;1:3~",
        b"\x1bOa",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[12;40R",
        b"\x1b[1;1R",
        b"\x1b[1;5R",
        b"\x1b[?12;40R",
        b"\x1b[?62;1c",
        b"\x1b[>0;276;0c",
        b"\x1b[?2026;2$y",
        b"\x1b[?997;1n",
        b"\x1b[?1;0;256S",
        b"\x1b[?1z",
        b"\x1b[?0u",
        b"\x1b[[a",
        b"\x1b]12;rgb:aaaa/aaaa/aaaa\x1b\\",
        b"\x1b]52;c;YWFh\x07",
        b"\x1bP1$raaa\x1b\\",
        b"\x1bP>|XTerm(388)\x1b\\",
        b"\x1bX aaa\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b^aaa\x1b\\",
        b"\x1b_aaa\x07",
        b"\x1b]0;\xc3\x9caaa\x07",
        b"\x90aaa\x9c",
        b"\x9daaa\x9c",
        b"\x1b]11;rgb\x1b[I",
        b"\x9b31m",
        b"\xc3\x1b[<0;10;10M",
        b"\xff\xfe\x80",
        b"\xe2\x82",
    ];
    for sequence in sequences {
        let shown = sequence.escape_ascii();
        assert_eq!(all(sequence), [], "{shown}");
        assert_eq!(trickled(sequence), [], "{shown}");
        assert_eq!(all(&[sequence, b"q"].concat()), keys("q"), "{shown}");
        assert_eq!(all(&[sequence, b"\x03"].concat()), keys("Ctrl-c"), "{shown}");
    }
    let (sequence, string) = (SEQUENCE_TIMEOUT, STRING_TIMEOUT);
    for (half, timeout) in [
        (&b"\x1b[?1;"[..], sequence),
        (b"\x1b[<0;", sequence),
        (b"\x1b[M", sequence),
        (b"\x1b[[", sequence),
        (b"\x1b]11;rgb", Duration::from_secs(10)),
        (b"\x1b]12;rgb", string),
        (b"\x1bP1$r", string),
        (b"\x1bXaa", string),
        (b"\x9dq\xc3\x9c", string),
    ] {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.fed(half), [], "{}", half.escape_ascii());
        assert_eq!(decoder.timeout(), Some(timeout), "{}", half.escape_ascii());
        assert_eq!(decoder.fed(b"\x03"), keys("Ctrl-c"), "{}", half.escape_ascii());
        decoder.fed(half);
        assert_eq!((decoder.give_up(), decoder.timeout(), decoder.fed(b"q")), (vec![], None, keys("q")));
    }
}

/// Catalogue: D15.
#[test]
fn a_terminal_says_that_it_has_come_so_far_beside_any_key() {
    let ready = || vec![Input::Ready];
    assert_eq!((all(READY), trickled(READY), all(b"\x1b[n"), all(b"\x1b[3n")), (ready(), ready(), ready(), vec![]));
    for (key, name) in [(&b"a"[..], "a"), (b"\x1b[B", "↓"), (b"\x1b", "Esc"), (b"\r", "Enter")] {
        assert_eq!(all(&[READY, key].concat()), [ready(), keys(name)].concat(), "{name}");
        assert_eq!(all(&[key, READY].concat()), [keys(name), ready()].concat(), "{name}");
        let mut decoder = Decoder::default();
        let pressed = [decoder.fed(key), decoder.fed(READY), decoder.give_up()].concat();
        assert_eq!(pressed, [keys(name), ready()].concat(), "{name}");
    }
    let paste = || vec![Input::Paste("one".into())];
    assert_eq!(all(b"\x1b[200~one\x1b[201~\x1b[0n"), [paste(), ready()].concat());
    for decoded in [all, trickled] {
        assert_eq!(decoded(b"\x1b[200~o\x1b[0nne\x1b[201~"), [ready(), paste()].concat());
    }
}

/// Catalogue: D13.
#[test]
fn the_answer_to_the_question_for_the_background_is_no_key_whole_or_in_pieces() {
    let light = || vec![Input::Background(Background::Light)];
    for answer in [&b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"[..], b"\x1b]11;rgb:ff/ff/ff\x07", b"\x9d11;rgb:f/f/f\x9c"] {
        let shown = answer.escape_ascii();
        assert_eq!(all(answer), light(), "{shown}");
        assert_eq!(trickled(answer), light(), "{shown}");
        assert_eq!(all(&[b"a", answer, b"b"].concat()), [keys("a"), light(), keys("b")].concat(), "{shown}");
        let mut decoder = Decoder::default();
        let (first, rest) = answer.split_at(6);
        assert_eq!((decoder.fed(first), decoder.fed(rest)), (vec![], light()), "{shown}");
    }
    let long = [b"\x1b]11;rgb:", &[b'f'; 200][..], b"\x07"].concat();
    assert_eq!(all(&long), []);
}

/// Catalogue: D17.
#[test]
fn alt_and_a_letter_that_begins_a_string_makes_nothing_deaf() {
    // Typed one by one: it was none as soon as a key comes that no string has, and after a second.
    for (begun, names) in
        [("\u{1b}P", "Alt-P"), ("\u{1b}]", "Alt-]"), ("\u{1b}X", "Alt-X"), ("\u{1b}^", "Alt-^"), ("\u{1b}_", "Alt-_")]
    {
        for (last, key) in
            [("\r", "Enter"), ("\t", "Tab"), ("\u{7f}", "Backspace"), ("\u{1b}[A", "↑"), ("\u{1b}OB", "↓")]
        {
            let mut decoder = Decoder::default();
            assert_eq!(decoder.typed(&[begun, "a", "ö", last]), keys(&format!("{names} a ö {key}")));
            assert_eq!((decoder.timeout(), decoder.fed(b"q")), (None, keys("q")));
        }
        let mut decoder = Decoder::default();
        let now = Instant::now();
        assert_eq!(decoder.feed(begun.as_bytes(), now), []);
        for tenth in 1..10 {
            assert_eq!(decoder.feed(b"a", now + Duration::from_millis(100 * tenth)), []);
        }
        assert_eq!(decoder.timeout(), Some(Duration::from_millis(100)));
        let all = format!("{names} a a a a a a a a a");
        assert_eq!(decoder.feed(b"a", now + STRING_TIMEOUT), keys(&format!("{all} a")));
    }
    for (typed, names) in [
        (&["\u{1b}", "P", "a", "\r"][..], "Esc P a Enter"),
        (&["\u{1b}P", "\u{1b}"], "Alt-P Esc"),
        (&["\u{1b}P", "a\u{7}"], ""),
    ] {
        let mut decoder = Decoder::default();
        assert_eq!([decoder.typed(typed), decoder.give_up()].concat(), keys(names));
    }
    let mut decoder = Decoder::default();
    let now = Instant::now();
    assert_eq!((decoder.feed(b"\x90", now), decoder.feed(b"a", now + ESCAPE_TIMEOUT)), (vec![], vec![]));
    assert_eq!(decoder.feed(b"\r", now + 2 * ESCAPE_TIMEOUT), keys("a Enter"));
}

/// Catalogue: D17.
#[test]
fn a_string_that_never_ends_is_given_up_after_a_second_or_when_it_is_long() {
    let now = Instant::now();
    let later = |millis: u64| now + Duration::from_millis(millis);
    let mut decoder = Decoder::default();
    // Pieces of it give it another second, what may be typed does not.
    assert_eq!(decoder.feed(b"\x1bP1$raaa", now), []);
    assert_eq!((decoder.feed(b"aaa", later(900)), decoder.feed(b"a", later(1500))), (vec![], vec![]));
    assert_eq!(decoder.timeout(), Some(Duration::from_millis(400)));
    assert_eq!(decoder.feed(b"aaa", later(1900)), keys("a a a"));
    assert_eq!(decoder.feed(b"\x1b]12", now), []);
    for at in [900, 1800, 2700] {
        assert_eq!(decoder.feed(b";rgb:aaaa", later(at)), []);
    }
    assert_eq!(decoder.timeout(), Some(STRING_IN_ALL - Duration::from_millis(2700)));
    assert_eq!(decoder.feed(b"aaa", later(3000)), keys("a a a"));
    // It streams, and so it goes on.
    assert_eq!(decoder.feed(b"\x1bP1$raaa", now), []);
    for at in 1..100 {
        assert_eq!(decoder.feed(b"aaa", later(50 * at)), []);
    }
    assert_eq!(decoder.feed(b"\x1b\\q", later(5000)), keys("q"));
    assert_eq!(decoder.feed(&[b"\x1b]", &b"a".repeat(1 << 20)[..]].concat(), now), []);
    assert_eq!(decoder.feed(b"abc", now).len(), 3);
    // Who presses a key behind half an answer presses it.
    assert_eq!((decoder.fed(b"\x1b]11;rgb:aa"), decoder.fed(b"\r")), (vec![], keys("Enter")));
}

/// A line that stands still in the middle of it makes no key of an answer.
#[test]
fn the_rest_of_an_answer_about_the_background_is_no_key_however_late() {
    let now = Instant::now();
    let later = |millis: u64| now + Duration::from_millis(millis);
    for (first, second) in [("\x1b]11;rgb:aaaa/aaaa/", "aeae\x07"), ("\x1b]11;r", "gb:aaaa/aaaa/aeae\x1b\\")] {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(first.as_bytes(), now), []);
        let told = decoder.feed(second.as_bytes(), later(9000));
        assert_eq!(told, [Input::Background(Background::Light)], "{first}");
        assert_eq!(decoder.feed(b"q", later(9001)), keys("q"));
    }
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b]11;rgb:aa", now);
    assert_eq!(decoder.feed(b"aa", later(10_000)), keys("a a"), "it never ends");
    decoder.feed(b"\x1b]11;rgb:aa", now);
    assert_eq!(decoder.feed(b"q", later(5000)), keys("q"), "no answer has it");
}

/// Catalogue: D15.
#[test]
fn the_rest_of_a_sequence_may_come_after_its_escape_was_taken_for_the_key() {
    for (rest, names) in [
        (&["[A"][..], "↑"),
        (&["[", "A"], "↑"),
        (&["[", "1;5", "C"], "Ctrl-→"),
        (&["OB"], "↓"),
        (&["O", "B"], "↓"),
        (&["[200~aA\r\u{1b}[201~"], ""),
        (&["["], "["),
        (&["O"], "O"),
        (&["Ob"], "O b"),
        (&["O", "b"], "O b"),
        (&["]11;rgb:aaaa/aaaa/aaaa\u{7}"], ""),
        (&["]11;rgb:aaaa/", "aaaa/aaaa\u{7}"], ""),
        (&["_Gi=1;OK\u{1b}\\"], ""),
        (&["P1+r544e=787465726d2d\u{1b}", "\\"], ""),
        (&["^a\u{1b}\\"], ""),
        (&["Xa\u{1b}\\"], ""),
        (&["]", "1", "1", ";", "a", "\u{7}"], ""),
        (&["P"], "P"),
        (&["A"], "A"),
        (&["a[A"], "a [ A"),
    ] {
        let mut decoder = Decoder::default();
        decoder.fed(b"\x1b");
        assert_eq!((decoder.give_up(), decoder.timeout()), (keys("Esc"), Some(LATE_TIMEOUT)));
        let mut inputs: Vec<Input> = rest.iter().flat_map(|bytes| decoder.fed(bytes.as_bytes())).collect();
        if decoder.timeout().is_some() {
            inputs.extend(decoder.give_up());
        }
        inputs.retain(|input| matches!(input, Input::Key(_)));
        assert_eq!(inputs, keys(names), "{rest:?}");
        assert_eq!((decoder.timeout(), decoder.fed(b"Oq\x1bOa")), (None, keys("O q")), "{rest:?}");
    }
    let mut decoder = Decoder::default();
    decoder.fed(b"\x1b");
    decoder.give_up();
    assert_eq!(decoder.typed(&["P", "a", "u", "l", "\r"]), keys("P a u l Enter"));
    decoder.fed(b"\x1b");
    decoder.give_up();
    assert_eq!((decoder.give_up(), decoder.timeout(), decoder.fed(b"[A")), (vec![], None, keys("[ A")));
}

/// Catalogue: D15.
#[test]
fn times_are_those_of_the_catalogue() {
    let times =
        [ESCAPE_TIMEOUT, SEQUENCE_TIMEOUT, LATE_TIMEOUT, STRING_TIMEOUT, STRING_IN_ALL].map(|time| time.as_millis());
    assert_eq!(times, [100, 2000, 1000, 1000, 3000]);
}

/// Catalogue: A06.
#[test]
fn a_paste_that_never_ends_lets_ctrl_c_through() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.fed(b"\x1b[200~secret"), []);
    assert_eq!(decoder.fed(b"\x03"), [], "a paste may hold one");
    assert_eq!((decoder.timeout(), decoder.give_up()), (Some(STALLED_PASTE), vec![]));
    assert_eq!((decoder.timeout(), decoder.fed(b"q\x03")), (None, vec![]), "it goes on");
    assert_eq!((decoder.timeout(), decoder.give_up()), (Some(STALLED_PASTE), vec![]));
    assert_eq!((decoder.fed(b"\x03"), decoder.fed(b"q")), (keys("Ctrl-c"), keys("q")));
}

/// Catalogue: A06.
#[test]
fn a_paste_after_one_that_never_ended_begins_anew() {
    let kelly = [Input::Paste("kelly".into())];
    for begins in [&["\u{1b}[200~"][..], &["\u{1b}", "[20", "0~"]] {
        let mut decoder = Decoder::default();
        assert_eq!((decoder.fed(b"\x1b[200~anna"), decoder.give_up()), (vec![], vec![]));
        let begun = begins.iter().flat_map(|bytes| decoder.fed(bytes.as_bytes())).count();
        assert_eq!((begun, decoder.fed(b"kelly\x1b[201~"), decoder.fed(b"q")), (0, kelly.to_vec(), keys("q")));
    }
    let mut decoder = Decoder::default();
    assert_eq!((decoder.fed(b"\x1b[200~anna"), decoder.give_up()), (vec![], vec![]));
    assert_eq!(decoder.fed(b"\x1b[201~"), [Input::Paste("anna".into())]);
    assert_eq!(decoder.fed(b"a\x1b[201~"), [keys("a"), vec![Input::EndOfPaste]].concat());
}

/// Catalogue: A04, A05.
#[test]
fn a_paste_is_a_text_whatever_is_in_it() {
    let paste = |text: &str| format!("\u{1b}[200~{text}\u{1b}[201~q").into_bytes();
    for text in ["a\rb", "\u{1b}[A\u{3}", "zo\u{eb}", ""] {
        let expected = [vec![Input::Paste(text.into())], keys("q")].concat();
        assert_eq!(all(&paste(text)), expected);
        assert_eq!(trickled(&paste(text)), expected);
    }
    let [Input::Paste(text), Input::Key(_)] = &all(&paste(&"ä".repeat(3_000_000)))[..] else { panic!() };
    assert_eq!(text.len(), MAX_PASTE_BYTES);
}

proptest! {
    #[test]
    fn no_bytes_make_it_deaf(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        prop_assume!(!bytes.windows(6).any(|part| part == b"\x1b[200~"));
        let mut decoder = Decoder::default();
        decoder.fed(&bytes);
        prop_assert_eq!(decoder.fed(b"\x03").pop(), keys("Ctrl-c").pop());
    }

    #[test]
    fn it_does_not_matter_where_bytes_are_cut(parts in prop::collection::vec(
        prop::sample::select(vec!["a", "\u{1b}[A", "\u{1b}OB", "ö", "\u{1b}[200~x\u{1b}[201~", "\u{1b}]0;t\u{7}", "\r"]), 0..12,
    )) {
        let bytes = parts.concat().into_bytes();
        prop_assert_eq!(all(&bytes), trickled(&bytes));
    }
}
