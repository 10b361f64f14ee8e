//! The keys of the dialog or screen below, from the table of keys; for the query bar also the query language.

use crate::app::context::Context;
use crate::app::keys::{Action, KeyContext, Keymap};
use crate::app::layout::DialogLayout;
use crate::app::viewport::Viewport;
use crate::domain::query::FIELDS;

const WIDTH: u16 = 74;

/// The query language apart from its fields.
const QUERY_WORDS: [(&str, &str); 6] = [
    ("anna dublin", "both words, anywhere"),
    ("\"two words\"", "a phrase"),
    ("-status:leave", "not"),
    ("berlin OR dublin", "one of them; blanks bind first"),
    ("(a OR b) c", "brackets bind before them"),
    ("team:=Blue,Red", "the whole value; any of several"),
];

#[derive(Clone, Copy, Debug)]
pub struct Help {
    /// The context whose keys are shown.
    pub keys: KeyContext,
    pub viewport: Viewport,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    Heading(&'static str),
    /// Keys or an example query, and what they do.
    Entry {
        keys: String,
        help: &'static str,
    },
}

impl Help {
    pub fn new(keys: KeyContext) -> Help {
        Help { keys, viewport: Viewport::default() }
    }

    pub fn lines(&self, keymap: &Keymap) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        if self.keys == KeyContext::QueryBar {
            let words = QUERY_WORDS.into_iter().chain(FIELDS.iter().map(|field| (field.example, field.help)));
            lines.push(HelpLine::Heading("What can be typed"));
            lines.extend(words.map(|(example, help)| HelpLine::Entry { keys: example.into(), help }));
        }
        for context in [self.keys, KeyContext::Everywhere] {
            lines.push(HelpLine::Heading(context.title()));
            let entries = keymap.rows(context).map(|keys| HelpLine::Entry {
                keys: keymap.working(keys, self.keys).collect::<Vec<_>>().join("  "),
                help: keys.binding.help,
            });
            lines.extend(entries.filter(|entry| !matches!(entry, HelpLine::Entry { keys, .. } if keys.is_empty())));
        }
        lines
    }

    /// The layout of as many lines as [`Help::lines`] has.
    pub fn layout(lines: usize, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, lines)
    }

    /// How many lines there are, and how many of them are visible.
    fn window(&self, cx: &Context) -> (usize, usize) {
        let lines = self.lines(&cx.launch.keymap).len();
        (lines, Help::layout(lines, cx).height())
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        let Action::Go(movement) = action else { return true };
        let (lines, height) = self.window(cx);
        self.viewport.hints_at(movement, lines, height)
    }

    /// Returns whether the help stays open.
    #[must_use]
    pub fn act(&mut self, action: Action, cx: &Context) -> bool {
        if let Action::Go(movement) = action {
            let (lines, height) = self.window(cx);
            self.viewport.scroll(movement, lines, height);
        }
        !matches!(action, Action::Back | Action::ShowHelp)
    }

    pub fn resized(&mut self, cx: &Context) {
        let (lines, height) = self.window(cx);
        self.viewport.clamp(lines, height);
    }
}
