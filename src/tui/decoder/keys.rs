//! Which keys the letters and numbers of sequences stand for.

use crate::app::key::{Code, Key};

/// The modifiers of a sequence are one more than a sum, or 0 for none.
/// <https://sw.kovidgoyal.net/kitty/keyboard-protocol/#modifiers>
const SHIFT: u16 = 1;
const ALT: u16 = 2;
const CONTROL: u16 = 4;
/// Meta of xterm (8, Super of kitty) and Meta of kitty: whoever has such a key has it in place of Alt.
const META: u16 = 8 | 32;
/// Caps Lock and Num Lock say nothing about the key.
const LOCKS: u16 = 64 | 128;

/// A key with its modifiers; `None` if they are none that a keyboard has: then it is an answer.
pub fn modified(code: Code, modifiers: u16) -> Option<Key> {
    let sum = modifiers.saturating_sub(1) & !LOCKS;
    let is_known = sum & !(SHIFT | ALT | CONTROL | META) == 0;
    is_known.then_some(Key { code, ctrl: sum & CONTROL != 0, alt: sum & (ALT | META) != 0 })
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
