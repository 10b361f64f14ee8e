//! Which keys the letters and numbers of sequences stand for.

use crate::app::key::{Code, Key};

/// The modifiers of a sequence are one more than a sum, or 0 for none.
/// <https://sw.kovidgoyal.net/kitty/keyboard-protocol/#modifiers>
const SHIFT: u16 = 1;
const ALT: u16 = 2;
const CONTROL: u16 = 4;
/// Meta of xterm (8, Super of kitty) and Meta of kitty: whoever has such a key has it in place of Alt.
const META: u16 = 8 | 32;
const CAPS_LOCK: u16 = 64;
/// Says nothing about a key: the keypad has its own numbers.
const NUM_LOCK: u16 = 128;

/// The keys of kitty's keypad from this number on.
const KEYPAD: &[u8] = b"0123456789./*-+";
const KEYPAD_BEGINS: u16 = 57399;
/// Where kitty numbers keys that type nothing.
const PRIVATE_USE: std::ops::RangeInclusive<u16> = 0xe000..=0xf8ff;

struct Held {
    shift: bool,
    caps_lock: bool,
    ctrl: bool,
    alt: bool,
}

/// Which modifiers are held; `None` if they are no modifiers that a keyboard has.
fn held(modifiers: u16) -> Option<Held> {
    let sum = modifiers.saturating_sub(1);
    let is_known = sum & !(SHIFT | ALT | CONTROL | META | CAPS_LOCK | NUM_LOCK) == 0;
    let has = |mask: u16| sum & mask != 0;
    let (shift, caps_lock) = (has(SHIFT), has(CAPS_LOCK));
    is_known.then_some(Held { shift, caps_lock, ctrl: has(CONTROL), alt: has(ALT | META) })
}

/// A key with its modifiers; `None` if they are none: then it is an answer.
pub fn modified(code: Code, modifiers: u16) -> Option<Key> {
    held(modifiers).map(|Held { ctrl, alt, .. }| Key { code, ctrl, alt })
}

/// The key of a control character.
pub fn control(byte: u8, alt: bool) -> Option<Key> {
    let ctrl = |c: u8| Key { code: Code::Char(char::from(c)), ctrl: true, alt };
    Some(match byte {
        b'\r' | b'\n' => Key { alt, ..Key::plain(Code::Enter) },
        b'\t' => Key { alt, ..Key::plain(Code::Tab) },
        0x7f => Key { alt, ..Key::plain(Code::Backspace) },
        0x00 => ctrl(b' '),
        0x01..=0x1a => ctrl(byte - 1 + b'a'),
        0x1c..=0x1f => ctrl(byte - 0x1c + b'4'),
        _ => return None,
    })
}

/// The keys of arrows and the like, by the last letter of their sequence.
pub fn named(letter: char) -> Option<Code> {
    Some(match letter {
        'A' => Code::Up,
        'B' => Code::Down,
        'C' => Code::Right,
        'D' => Code::Left,
        'H' => Code::Home,
        'F' => Code::End,
        'P'..='S' => Code::F(letter as u8 - b'P' + 1),
        _ => return None,
    })
}

/// F1 to F5 of the Linux console, `ESC [ [ A` to `E`.
pub fn of_console(letter: char) -> Option<Code> {
    matches!(letter, 'A'..='E').then(|| Code::F(letter as u8 - b'A' + 1))
}

/// The keys of `CSI number ~`.
pub fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23 | 24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

/// The keys of a terminal that another program told to name every key by its character, and left so: `CSI codes ;
/// modifiers ; text u` (kitty), `CSI 27 ; modifiers ; code ~` (xterm). Codes are the character of the key, with Shift, and
/// on a Latin keyboard; all but the first may be missing, as may the text that it types.
/// <https://sw.kovidgoyal.net/kitty/keyboard-protocol/>, <https://invisible-island.net/xterm/modified-keys.html>
pub fn by_character(codes: &[u16], modifiers: u16, text: &[u16]) -> Vec<Key> {
    let Some(held) = held(modifiers) else { return vec![] };
    let Held { shift, ctrl, alt, .. } = held;
    let typed: Vec<Key> = text.iter().filter_map(|code| character(*code)).map(|c| Key::plain(Code::Char(c))).collect();
    if !(ctrl || alt || typed.is_empty()) {
        return typed;
    }
    let code = |at: usize| codes.get(at).copied().filter(|code| *code != 0);
    let Some(first) = code(0) else { return vec![] };
    let named = match first {
        27 => Code::Esc,
        13 | 57414 => Code::Enter,
        9 if shift => Code::BackTab,
        9 => Code::Tab,
        8 | 127 => Code::Backspace,
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57426 => Code::Delete,
        _ => return lettered(first, code(1), code(2), held).into_iter().collect(),
    };
    vec![Key { code: named, ctrl, alt }]
}

fn lettered(first: u16, shifted: Option<u16>, latin: Option<u16>, held: Held) -> Option<Key> {
    let Held { shift, caps_lock, ctrl, alt } = held;
    let c = match first {
        KEYPAD_BEGINS..=57413 => char::from(KEYPAD[usize::from(first - KEYPAD_BEGINS)]),
        _ => character(first)?,
    };
    if ctrl {
        // As it was without the protocol: Ctrl-i is Tab, and Shift changes nothing.
        let c = if c.is_ascii() { c } else { latin.and_then(character).unwrap_or(c) };
        return match c.to_ascii_lowercase() {
            '[' => Some(Key { alt, ..Key::plain(Code::Esc) }),
            c @ 'a'..='z' => control(c as u8 & 0x1f, alt),
            c => Some(Key { code: Code::Char(c), ctrl, alt }),
        };
    }
    let capital = || c.to_uppercase().next().filter(|_| c.to_uppercase().len() == 1);
    let is_capital = shift != (caps_lock && c.is_alphabetic());
    let c = if is_capital { shifted.and_then(character).or_else(capital).unwrap_or(c) } else { c };
    Some(Key { code: Code::Char(c), ctrl, alt })
}

/// The character of a number; `None` for those of keys that type none, and for the largest, which vte has for all beyond.
fn character(code: u16) -> Option<char> {
    let c = char::from_u32(u32::from(code)).filter(|c| !c.is_control())?;
    (!PRIVATE_USE.contains(&code) && code != u16::MAX).then_some(c)
}
