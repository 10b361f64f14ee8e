//! A look in the colours that a terminal has: the nearest of the same name that can be read as well, or none.

use super::colour::{BLACK, Colour, Rgb, WHITE};
use super::look::Look;
use super::terminal::Colours;

impl Look {
    /// The look in such colours, with this contrast on these backgrounds, or with its own if that is less; `None` where
    /// there are none of the same name.
    pub(super) fn brought_down(self, colours: Colours, backgrounds: &[Rgb], contrast: f64) -> Option<Look> {
        let known = known_backgrounds(colours, backgrounds);
        let contrast = contrast.min(self.contrast(backgrounds).unwrap_or(contrast));
        let behind = near(self.behind, colours);
        let pairs = near(self.text, colours).into_iter().flat_map(|text| behind.iter().map(move |it| (text, *it)));
        pairs
            .map(|(text, behind)| (text.1 + behind.1, Look { text: text.0, behind: behind.0, ..self }))
            .filter(|(_, look)| look.contrast(&known).is_none_or(|it| it >= contrast))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, look)| look)
    }
}

/// The colours that may stand for one, with their distances.
fn near(colour: Option<Colour>, colours: Colours) -> Vec<(Option<Colour>, u32)> {
    let Some(colour) = colour else { return vec![(None, 0)] };
    let numbers = match (colours, colour) {
        (Colours::Indexed, Colour::Rgb(_)) => 16..=u8::MAX,
        (Colours::Sixteen, Colour::Rgb(_) | Colour::Indexed(_)) => 0..=15,
        (Colours::None, _) => return vec![],
        _ => return vec![(Some(colour), 0)],
    };
    numbers.map(Colour::numbered).filter_map(|it| Some((Some(it), colour.distance(it)?))).collect()
}

/// Of a terminal with 16 colours one is the background: black or white, if the theme is for these.
fn known_backgrounds(colours: Colours, backgrounds: &[Rgb]) -> Vec<Rgb> {
    let are_extreme = |it: &&Rgb| colours != Colours::Sixteen || [BLACK, WHITE].contains(it);
    let known: Vec<Rgb> = backgrounds.iter().filter(are_extreme).copied().collect();
    if known.is_empty() { backgrounds.to_vec() } else { known }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn down(look: &str, colours: Colours, background: Rgb) -> Option<Look> {
        Look::parse(look).unwrap().brought_down(colours, &[background], 4.5)
    }

    #[test]
    fn colours_become_the_nearest_legible_ones_of_their_name() {
        let grey = Rgb(0x33, 0x33, 0x33);
        for (look, colours, background, expected) in [
            ("bold #ff8700", Colours::True, BLACK, Some("bold #ff8700")),
            ("bold #ff8700", Colours::Indexed, BLACK, Some("bold 208")),
            ("#5fd787", Colours::Sixteen, BLACK, Some("bright-green")),
            ("#5fd787", Colours::Sixteen, grey, Some("bright-green")),
            // Named ones stay: the user wants them.
            ("green", Colours::Sixteen, WHITE, Some("green")),
            // On white no green of the 16 can be read, and red would mean something else.
            ("#005f00", Colours::Sixteen, WHITE, None),
            ("#d70000", Colours::Sixteen, WHITE, Some("red")),
            ("231 on 18", Colours::Sixteen, WHITE, Some("bright-white on blue")),
            ("16 on 226", Colours::Sixteen, WHITE, Some("black on bright-yellow")),
            // Who wants it pale gets it pale.
            ("#444444", Colours::Sixteen, BLACK, Some("bright-black")),
            ("underlined", Colours::Sixteen, BLACK, Some("underlined")),
            ("red", Colours::None, BLACK, None),
        ] {
            let expected = expected.map(|it| Look::parse(it).unwrap());
            assert_eq!(down(look, colours, background), expected, "{look} {colours:?} {background:?}");
        }
    }
}
