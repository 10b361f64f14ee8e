use super::*;
use proptest::prelude::*;

/// What the bytes mean when nothing more comes.
fn all(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = decoder.feed(bytes);
    if decoder.timeout().is_some() {
        inputs.extend(decoder.give_up());
    }
    inputs
}

/// The same when each byte comes alone, soon after the other.
fn trickled(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs: Vec<Input> = bytes.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
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
        ("\u{1b}OP\u{1b}[15~\u{1b}[24~", "F1 F5 F12"),
    ] {
        assert_eq!(all(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
        assert_eq!(trickled(bytes.as_bytes()), keys(names), "{}", bytes.escape_debug());
    }
    let alt = b"\x1b1\x1bb\x1b\r\x1b\x7f";
    assert_eq!(all(alt), keys("Alt-1 Alt-b Alt-Enter Alt-Backspace"));
    assert_eq!(trickled(alt), keys("Esc 1 Esc b Esc Enter Esc Backspace"));
}

/// Catalogue: D15, D17, D18.
#[test]
fn what_nobody_pressed_is_nothing_and_the_next_key_counts() {
    let sequences: [&[u8]; 31] = [
        b"\x1b[<0;10;10M",
        b"\x1b[<0;10;10m",
        b"\x1b[M !!",
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
        b"\x1b[[A",
        b"\x1b]11;rgb:aaaa/aaaa/aaaa\x1b\\",
        b"\x1b]52;c;YWFh\x07",
        b"\x1bP1$raaa\x1b\\",
        b"\x1bP>|XTerm(388)\x1b\\",
        b"\x1bX aaa\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b^aaa\x1b\\",
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
    for half in [&b"\x1b[?1;"[..], b"\x1b]11;rgb", b"\x1bP1$r", b"\x1b[<0;", b"\x1bXaa", b"\x1b[M", b"\x9dq\x9c"] {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(half), [], "{}", half.escape_ascii());
        assert_eq!(decoder.timeout(), Some(SEQUENCE_TIMEOUT), "{}", half.escape_ascii());
        assert_eq!(decoder.feed(b"\x03"), keys("Ctrl-c"), "{}", half.escape_ascii());
        decoder.feed(half);
        assert_eq!((decoder.give_up(), decoder.timeout(), decoder.feed(b"q")), (vec![], None, keys("q")));
    }
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
        (&["A"], "A"),
        (&["a[A"], "a [ A"),
    ] {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b");
        assert_eq!((decoder.give_up(), decoder.timeout()), (keys("Esc"), Some(LATE_TIMEOUT)));
        let mut inputs: Vec<Input> = rest.iter().flat_map(|bytes| decoder.feed(bytes.as_bytes())).collect();
        if decoder.timeout().is_some() {
            inputs.extend(decoder.give_up());
        }
        inputs.retain(|input| matches!(input, Input::Key(_)));
        assert_eq!(inputs, keys(names), "{rest:?}");
        assert_eq!((decoder.timeout(), decoder.feed(b"Oq\x1bOa")), (None, keys("O q")), "{rest:?}");
    }
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b");
    decoder.give_up();
    assert_eq!((decoder.give_up(), decoder.timeout(), decoder.feed(b"[A")), (vec![], None, keys("[ A")));
}

/// Catalogue: D15.
#[test]
fn times_are_those_of_the_catalogue() {
    let times = [ESCAPE_TIMEOUT, SEQUENCE_TIMEOUT, LATE_TIMEOUT].map(|time| time.as_millis());
    assert_eq!(times, [100, 1000, 1000]);
}

/// Catalogue: A06.
#[test]
fn a_paste_that_never_ends_lets_ctrl_c_through() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b[200~secret"), []);
    assert_eq!(decoder.feed(b"\x03"), [], "a paste may hold one");
    assert_eq!((decoder.timeout(), decoder.give_up()), (Some(STALLED_PASTE), vec![]));
    assert_eq!((decoder.timeout(), decoder.feed(b"q\x03")), (None, vec![]), "it goes on");
    assert_eq!((decoder.timeout(), decoder.give_up()), (Some(STALLED_PASTE), vec![]));
    assert_eq!((decoder.feed(b"\x03"), decoder.feed(b"q")), (keys("Ctrl-c"), keys("q")));
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
        decoder.feed(&bytes);
        prop_assert_eq!(decoder.feed(b"\x03").pop(), keys("Ctrl-c").pop());
    }

    #[test]
    fn it_does_not_matter_where_bytes_are_cut(parts in prop::collection::vec(
        prop::sample::select(vec!["a", "\u{1b}[A", "\u{1b}OB", "ö", "\u{1b}[200~x\u{1b}[201~", "\u{1b}]0;t\u{7}", "\r"]), 0..12,
    )) {
        let bytes = parts.concat().into_bytes();
        prop_assert_eq!(all(&bytes), trickled(&bytes));
    }
}
