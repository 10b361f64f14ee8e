//! The bytes of a terminal as the screen of the tests takes them: whole frames only, in characters that it knows.

/// Synchronized update: between these two a frame is incomplete and is not shown.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// How many of the bytes belong to complete frames.
pub fn whole_frames(bytes: &[u8]) -> usize {
    match last_position(bytes, FRAME_BEGINS) {
        Some(begin) if last_position(bytes, FRAME_ENDS) < Some(begin) => begin,
        _ => {
            let half = |length: &usize| bytes.ends_with(&FRAME_BEGINS[..*length]);
            bytes.len() - (1..FRAME_BEGINS.len()).rev().find(half).unwrap_or(0)
        }
    }
}

pub fn last_position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

/// The vt100 crate drops U+FFFD, which a terminal shows: `?` takes its column, or all that follows would be off by one.
pub fn with_replacements_shown(bytes: &[u8]) -> Vec<u8> {
    let replacement = "\u{fffd}".as_bytes();
    let mut shown = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(replacement.len()).position(|window| window == replacement) {
        shown.extend_from_slice(&rest[..at]);
        shown.push(b'?');
        rest = &rest[at + replacement.len()..];
    }
    shown.extend_from_slice(rest);
    shown
}

#[test]
fn a_frame_is_shown_once_it_is_whole() {
    for (bytes, whole) in [
        (&b"abc"[..], 3),
        (b"abc\x1b[?2026h", 3),
        (b"abc\x1b[?20", 3),
        (b"abc\x1b[?2026hdef", 3),
        (b"abc\x1b[?2026hdef\x1b[?2026l", 22),
        (b"\x1b[?2026hdef\x1b[?2026lg\x1b[?2026hh", 20),
    ] {
        assert_eq!(whole_frames(bytes), whole, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_replacement_character_keeps_its_column() {
    let shown = with_replacements_shown("M\u{fc}l\u{fffd}ler\u{fffd}".as_bytes());
    assert_eq!(shown, "M\u{fc}l?ler?".as_bytes());
    assert_eq!(with_replacements_shown(b"\xef\xbf"), b"\xef\xbf");
}
