//! Reports of the mouse, as mode 1006 (SGR) encodes them: button, column and row from 1.
//! <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Extended-coordinates>

use crate::app::pointer::Gesture;
use ratatui::layout::Position;
use vte::Params;

const LEFT_BUTTON: u16 = 0;
const WHEEL_UP: u16 = 64;
const WHEEL_DOWN: u16 = 65;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub gesture: Gesture,
    /// Counted from 0; it may be beyond the window.
    pub at: Position,
}

/// What a report of a press means; `None` for other buttons, for drags, and with modifiers, which are the terminal's.
pub fn pressed(parameters: &Params) -> Option<Mouse> {
    let mut numbers = parameters.iter();
    let mut number = || match numbers.next() {
        Some(&[number]) => Some(number),
        _ => None,
    };
    let (button, column, row) = (number()?, number()?, number()?);
    let gesture = match button {
        LEFT_BUTTON => Gesture::Click,
        WHEEL_UP => Gesture::WheelUp,
        WHEEL_DOWN => Gesture::WheelDown,
        _ => return None,
    };
    let at = Position { x: column.checked_sub(1)?, y: row.checked_sub(1)? };
    numbers.next().is_none().then_some(Mouse { gesture, at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Key;
    use crate::tui::decoder::{Decoder, Input};
    use std::time::Instant;

    impl Decoder {
        fn takes(&mut self, bytes: &[u8]) -> Vec<Input> {
            self.feed(bytes, Instant::now())
        }
    }

    fn key(name: &str) -> Vec<Input> {
        Key::parse(name).map(Input::Key).into_iter().collect()
    }

    fn mouse(gesture: Gesture, x: u16, y: u16) -> Input {
        Input::Mouse(Mouse { gesture, at: Position { x, y } })
    }

    /// Catalogue: D18.
    #[test]
    fn where_the_mouse_is_on_presses_and_the_wheel_are_inputs_and_nothing_else_is() {
        for (bytes, inputs) in [
            (&b"\x1b[<0;10;5M"[..], vec![mouse(Gesture::Click, 9, 4)]),
            (b"\x1b[<64;1;1M\x1b[<65;300;2M", vec![mouse(Gesture::WheelUp, 0, 0), mouse(Gesture::WheelDown, 299, 1)]),
            (b"\x1b[<0;65535;99999999M", vec![mouse(Gesture::Click, 65_534, 65_534)]),
            (b"\x1b[<0;10;5m", vec![]),
            (b"\x1b[<1;10;5M\x1b[<2;10;5M\x1b[<3;10;5M\x1b[<66;10;5M", vec![]),
            (b"\x1b[<32;10;5M\x1b[<35;10;5M\x1b[<4;10;5M\x1b[<16;10;5M", vec![]),
            (b"\x1b[<0;0;5M\x1b[<0;10;0M\x1b[<0;;M\x1b[<0;10M\x1b[<M\x1b[<0;1;1;1M\x1b[<0:0;1;1M", vec![]),
            (b"\x1b[<0;-1;5M\x1b[<0;10;-5M\x1b[32;10;5M\x1b[?0;10;5M", vec![]),
            (b"\x1b[M !!\x1b[M \xc2\x84!", vec![]),
        ] {
            let shown = bytes.escape_ascii();
            let heard = |pieces: &mut dyn Iterator<Item = &[u8]>| {
                let mut decoder = Decoder::new(true);
                let mut heard: Vec<Input> = pieces.flat_map(|piece| decoder.takes(piece)).collect();
                heard.extend(decoder.timeout().map(|_| decoder.give_up()).unwrap_or_default());
                heard.extend(decoder.takes(b"q"));
                heard
            };
            let inputs = [inputs, key("q")].concat();
            assert_eq!(heard(&mut [bytes].into_iter()), inputs, "{shown}");
            assert_eq!(heard(&mut bytes.chunks(1)), inputs, "{shown}");
        }
        // Torn: what came before the next Escape is nothing, and what comes late is still no key.
        let mut decoder = Decoder::new(true);
        assert_eq!(decoder.takes(b"\x1b[<0;1\x1b[<0;2;3M"), [mouse(Gesture::Click, 1, 2)]);
        assert_eq!((decoder.takes(b"\x1b[<0;1"), decoder.give_up(), decoder.takes(b"q")), (vec![], vec![], key("q")));
        assert_eq!((decoder.takes(b"\x1b"), decoder.give_up()), (vec![], key("Esc")));
        assert_eq!(decoder.takes(b"[<0;2;3M"), [mouse(Gesture::Click, 1, 2)]);
        assert_eq!(decoder.takes(b"\x03\x1b[<0;2;3M"), [key("Ctrl-c"), vec![mouse(Gesture::Click, 1, 2)]].concat());
    }
}
