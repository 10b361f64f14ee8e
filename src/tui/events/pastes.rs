//! Which letters were pasted, by a terminal without bracketed paste, and which were pressed. A paste that acts as keys
//! selects, syncs and writes files; keys that are taken for a paste are pressed once more. So when in doubt it is a paste,
//! but what can be typed ahead over a slow line stays keys.

use super::Event;
use crate::app::Msg;
use crate::app::key::{Code, Key};
use crate::app::text_input::PASTE_GOES_ON;
use crate::tui::decoder::{Input, READY};
use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Instant;

/// So many letters at once are more than fingers press.
const LETTERS_OF_A_PIECE: usize = 12;
/// So many are enough to know what they are.
const ENOUGH_LETTERS: usize = 256;
/// So many different letters at once are a text, if nothing else came with them. Somebody who types ahead over a slow line
/// sends fewer: a second of typing.
const DIFFERENT_LETTERS: usize = 8;
/// So many letters in one burst are a paste, whatever comes before and behind them.
const LETTERS_OF_A_PASTE: usize = 96;
/// So many letters in lines are one: nobody types ahead over several Enters and that much text.
const LETTERS_OF_PASTED_LINES: usize = 48;
const PASTED_LINES: usize = 2;
/// So many letters in a line are a text, if there are two such lines and no query is among them: a list of Employee IDs
/// has few different ones.
const LETTERS_OF_A_LINE: usize = 4;
/// So few different letters are held keys.
const HELD_KEYS: usize = 4;
/// But nobody holds a key for so long while nothing is read.
const HELD_LETTERS: usize = 4096;
/// Keys that move through a table, and select: any number of them, in any order, is typed.
const MOVES: &str = "jkhlgG ";
/// So many keys may come before the `/` that begins a query.
const KEYS_BEFORE_A_QUERY: usize = 3;
/// So many letters at once that are keys are told: a short name may have been pasted.
const LETTERS_AT_ONCE: usize = 3;

/// When a burst came.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub began: Instant,
    pub ended: Instant,
    /// A while after all the rest came one letter.
    pub ends_with_one: bool,
}

impl Times {
    pub fn at(now: Instant) -> Times {
        Times { began: now, ended: now, ends_with_one: false }
    }
}

/// Tells keys from pastes without brackets.
#[derive(Default)]
pub struct Pastes {
    last: Option<Last>,
}

/// The last piece of a paste.
struct Last {
    at: Instant,
    piece: Piece,
}

#[derive(Clone, Copy)]
enum Piece {
    Letters,
    /// The next one, if it comes, was typed: only one piece, the last, is so short.
    OneLetter,
    /// It was in brackets, and a bracket in its text may have closed them. What follows is nothing: no field takes the rest
    /// of a text, and some would take it for all of it.
    Bracketed,
}

impl Pastes {
    /// The burst as events, with a paste in place of its letters if they are one.
    pub fn coalesce(&mut self, burst: Vec<Input>, times: Times) -> Vec<Event> {
        let is_text = burst.iter().all(|input| match input {
            Input::Key(key) => letter(*key).is_some(),
            Input::Background(_) | Input::Ready => true,
            Input::Mouse(_) | Input::Paste(_) | Input::EndOfPaste => false,
        });
        let mut events = Vec::new();
        let mut letters = Vec::new();
        let mut is_bracketed = false;
        let mut told = Vec::new();
        // How many of the events are no rest of a paste, should it end once more.
        let mut sure = 0;
        for input in burst {
            match input {
                Input::Key(key) if letter(key).is_some() => letters.push(key),
                Input::Key(key) => {
                    self.flush(&mut letters, is_text, times, &mut events);
                    events.push(Event::Msg(Msg::Key(key)));
                }
                Input::Mouse(mouse) => {
                    self.flush(&mut letters, is_text, times, &mut events);
                    events.push(Event::Mouse(mouse));
                }
                Input::Paste(text) => {
                    self.flush(&mut letters, is_text, times, &mut events);
                    events.push(Event::Msg(Msg::Pasted(text)));
                    sure = events.len();
                    is_bracketed = true;
                }
                Input::EndOfPaste => {
                    letters.clear();
                    events.truncate(sure);
                    is_bracketed = true;
                }
                Input::Background(background) => told.push(Event::Msg(Msg::BackgroundTold(background))),
                Input::Ready => told.push(Event::Ready),
            }
        }
        self.flush(&mut letters, is_text, times, &mut events);
        let typed = events.iter().filter(|event| matches!(event, Event::Msg(Msg::Key(key)) if key.as_char().is_some()));
        if typed.count() >= LETTERS_AT_ONCE {
            let messages = events.iter().filter(|event| matches!(event, Event::Msg(_))).count();
            events.insert(0, Event::Msg(Msg::TypedAtOnce(messages)));
        }
        if is_bracketed {
            self.last = Some(Last { at: times.ended, piece: Piece::Bracketed });
        } else if matches!(events.last(), Some(Event::Msg(Msg::Key(_)) | Event::Mouse(_))) {
            // Somebody is at the keyboard again.
            self.last = None;
        }
        // Nobody typed these.
        events.extend(told);
        events
    }

    fn flush(&mut self, letters: &mut Vec<Key>, is_text: bool, times: Times, events: &mut Vec<Event>) {
        let text = text_typed(letters);
        let soon = |last: &&Last| times.began.saturating_duration_since(last.at) < PASTE_GOES_ON;
        let goes_on = match self.last.as_ref().filter(soon).map(|last| last.piece) {
            Some(Piece::Letters) => !text.is_empty(),
            Some(Piece::OneLetter) => letters.len() > 1,
            // Whoever pastes presses Enter or Tab next.
            Some(Piece::Bracketed) if text.contains(|c: char| !c.is_control()) => {
                self.last = Some(Last { at: times.ended, piece: Piece::Bracketed });
                return letters.clear();
            }
            Some(Piece::Bracketed) | None => false,
        };
        if goes_on || is_long(&text) || is_text && is_paste(&text) {
            let piece = if times.ends_with_one || letters.len() == 1 { Piece::OneLetter } else { Piece::Letters };
            self.last = Some(Last { at: times.ended, piece });
            letters.clear();
            events.push(Event::Msg(Msg::Pasted(text)));
        } else {
            events.extend(letters.drain(..).map(Msg::Key).map(Event::Msg));
        }
    }
}

/// The bytes as the text that they type, line breaks and tabs in it; `None` if they are no text. Nobody typed an answer that
/// came in the middle of them.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let mut bytes = Cow::Borrowed(bytes);
    while bytes.contains(&READY[0])
        && let Some(answer) = bytes.windows(READY.len()).position(|bytes| bytes == READY)
    {
        bytes.to_mut().drain(answer..answer + READY.len());
    }
    let is_text = |byte: &u8| matches!(byte, b'\r' | b'\n' | b'\t' | b' '..=b'~' | 0x80..);
    bytes.iter().all(is_text).then(|| String::from_utf8_lossy(&bytes).replace('\r', "\n"))
}

/// Whether these letters, and nothing with them, are more than fingers press at once, while it is not yet clear whether they
/// are a paste.
pub fn may_be_piece(text: &str) -> bool {
    (LETTERS_OF_A_PIECE..ENOUGH_LETTERS).contains(&text.len()) && different(text) > HELD_KEYS && !is_moves(text)
}

/// Whether these letters are a paste, if nothing came with them.
pub fn is_paste(text: &str) -> bool {
    is_long(text) || is_list(text) || different(text) >= DIFFERENT_LETTERS && !is_typed_ahead(text)
}

fn is_list(text: &str) -> bool {
    let is_text = |line: &&str| {
        line.chars().count() >= LETTERS_OF_A_LINE && different(line) > 1 && !line.contains('/') && !is_moves(line)
    };
    text.lines().filter(is_text).count() >= PASTED_LINES
}

/// Whether they are one whatever came with them.
fn is_long(text: &str) -> bool {
    let count = text.chars().count();
    let lines = text.trim_end().matches('\n').count();
    let is_much = count >= LETTERS_OF_A_PASTE || count >= LETTERS_OF_PASTED_LINES && lines >= PASTED_LINES;
    let is_held = || count <= HELD_LETTERS && letters_in(text) <= HELD_KEYS;
    is_much && !is_held() && !is_moves(text) || begins_with_address(text)
}

/// Whether it is a query with the key that begins it, and few keys before and behind it.
fn is_typed_ahead(text: &str) -> bool {
    let Some((before, query)) = text.split_once('/') else { return false };
    let behind = query.split_once('\n').map_or("", |(_, behind)| behind);
    let is_short = before.chars().count() <= KEYS_BEFORE_A_QUERY || is_moves(before);
    is_short && different(behind) < DIFFERENT_LETTERS
}

fn is_moves(text: &str) -> bool {
    text.chars().all(|c| MOVES.contains(c))
}

/// Whether it begins with an email address, perhaps after a name: no key is an `@`, and few queries begin with one.
fn begins_with_address(text: &str) -> bool {
    let Some((name, domain)) = text.lines().next().unwrap_or_default().split_once('@') else { return false };
    name.starts_with(char::is_alphanumeric) && domain.contains('.') && domain.starts_with(char::is_alphanumeric)
}

/// How many different letters there are, line breaks and tabs not counted.
fn different(text: &str) -> usize {
    text.chars().filter(|c| !c.is_control()).collect::<HashSet<_>>().len()
}

/// The same with line breaks and tabs.
fn letters_in(text: &str) -> usize {
    text.chars().collect::<HashSet<_>>().len()
}

fn text_typed(keys: &[Key]) -> String {
    keys.iter().copied().filter_map(letter).collect()
}

/// The character that a key types; line breaks and tabs are characters of a paste.
fn letter(key: Key) -> Option<char> {
    match key.code {
        Code::Enter if !key.alt => Some('\n'),
        Code::Tab if !key.alt => Some('\t'),
        _ => key.as_char(),
    }
}

#[cfg(test)]
mod tests;
