//! What stands where on a frame, for the mouse: the rectangles that were drawn.

use crate::app::pointer::Target;
use ratatui::layout::{Position, Rect};

/// Empty while the mouse is off.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    is_on: bool,
    drawn: Vec<(Rect, Target)>,
}

impl Hits {
    pub fn new(is_on: bool) -> Hits {
        Hits { is_on, drawn: Vec::new() }
    }

    pub fn record(&mut self, area: Rect, target: Target) {
        if self.is_on {
            self.drawn.push((area, target));
        }
    }

    /// Forgets what a dialog covers.
    pub fn cover(&mut self) {
        self.drawn.clear();
    }

    /// What was drawn last at a place.
    pub fn at(&self, place: Position) -> Option<Target> {
        self.drawn.iter().rev().find(|(area, _)| area.contains(place)).map(|(_, target)| *target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_last_is_hit_and_nothing_while_the_mouse_is_off() {
        let (pane, row) = (Rect::new(0, 1, 80, 20), Rect::new(0, 3, 80, 1));
        let mut hits = Hits::new(true);
        hits.record(pane, Target::Notice);
        hits.record(row, Target::Sign(1));
        let at = |hits: &Hits, x, y| hits.at(Position { x, y });
        assert_eq!((at(&hits, 0, 3), at(&hits, 79, 4)), (Some(Target::Sign(1)), Some(Target::Notice)));
        assert_eq!((at(&hits, 80, 3), at(&hits, 0, 0), at(&hits, u16::MAX, u16::MAX)), (None, None, None));
        hits.cover();
        assert_eq!(at(&hits, 0, 3), None);
        let mut off = Hits::new(false);
        off.record(pane, Target::Notice);
        assert_eq!(at(&off, 0, 3), None);
    }
}
