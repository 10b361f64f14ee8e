//! A list that typing narrows: the text, the items that it leaves, and the cursor on one of them.

use super::key::Key;
use super::keys::Action;
use super::layout::{FILL, rows};
use super::notice::Notice;
use super::text_input;
use super::viewport::{Move, Viewport};
use crate::domain::text::fold::{fold, fold_words_into};
use ratatui::layout::Rect;
use tui_input::Input;

/// What Esc does while there is a filter.
pub const SHOW_ALL: &str = "show all";

/// The words of a filter. A text passes that has all of them, in any order and any spelling.
#[derive(Clone, Debug)]
pub struct Filter(Vec<String>);

impl Filter {
    pub fn of(text: &str) -> Filter {
        Filter(fold(text).split_whitespace().map(str::to_string).collect())
    }

    pub fn passes(&self, text: &str) -> bool {
        self.passes_folded(&folded(text))
    }

    fn passes_folded(&self, folded: &str) -> bool {
        self.0.iter().all(|word| folded.contains(word))
    }
}

fn folded(text: &str) -> String {
    let mut folded = String::new();
    fold_words_into(&mut folded, text);
    folded
}

/// Divides an area into the line of the filter and what it narrows.
pub fn inside(area: Rect) -> [Rect; 2] {
    rows(area, [1, FILL])
}

#[derive(Clone, Debug)]
struct Item<T> {
    value: T,
    /// The text that is filtered, folded once.
    folded: String,
}

#[derive(Clone, Debug)]
pub struct FilterList<T> {
    pub input: Input,
    items: Vec<Item<T>>,
    /// The places of the items that the filter leaves.
    left: Vec<usize>,
    /// Over the items that are left.
    viewport: Viewport,
}

impl<T: PartialEq + Clone> FilterList<T> {
    /// The items with the cursor on the first one. `text` is what the filter looks at.
    pub fn new(items: impl IntoIterator<Item = T>, text: impl Fn(&T) -> String) -> FilterList<T> {
        let items: Vec<Item<T>> =
            items.into_iter().map(|value| Item { folded: folded(&text(&value)), value }).collect();
        let left = (0..items.len()).collect();
        FilterList { input: Input::default(), items, left, viewport: Viewport::default() }
    }

    /// Other items, with the same filter and the cursor on the same item. Returns whether that is still there.
    pub fn replace(&mut self, items: impl IntoIterator<Item = T>, text: impl Fn(&T) -> String, height: usize) -> bool {
        let before = self.current().cloned();
        self.items = FilterList::new(items, text).items;
        self.narrow(before, height)
    }

    /// All items, whatever the filter.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &T> {
        self.items.iter().map(|item| &item.value)
    }

    /// The items that the filter leaves.
    pub fn left(&self) -> impl ExactSizeIterator<Item = &T> {
        self.left.iter().map(|&place| &self.items[place].value)
    }

    /// How many items the filter leaves, and of how many.
    pub fn counts(&self) -> (usize, usize) {
        (self.left.len(), self.items.len())
    }

    pub fn viewport(&self) -> &Viewport {
        &self.viewport
    }

    pub fn is_filtered(&self) -> bool {
        !self.input.value().is_empty()
    }

    /// The item under the cursor; `None` if the filter leaves nothing.
    pub fn current(&self) -> Option<&T> {
        self.left().nth(self.viewport.cursor)
    }

    /// Puts the cursor on an item, if it is there.
    pub fn go_to(&mut self, item: &T, height: usize) {
        self.narrow(Some(item.clone()), height);
    }

    /// What moves in every such list, and what shows all items again. Returns whether it was one of these.
    #[must_use]
    pub fn act(&mut self, action: Action, height: usize) -> bool {
        match action {
            Action::Back => self.clear(height),
            Action::Go(movement) => {
                self.go(movement, height);
                true
            }
            _ => false,
        }
    }

    pub fn go(&mut self, movement: Move, height: usize) {
        self.viewport.go(movement, self.left.len(), height);
    }

    /// Brings the cursor into the window.
    pub fn follow(&mut self, height: usize) {
        self.viewport.follow(self.left.len(), height);
    }

    pub fn typed(&mut self, key: Key, height: usize) {
        let before = self.current().cloned();
        text_input::edit(&mut self.input, key);
        self.narrow(before, height);
    }

    /// # Errors
    /// As [`text_input::paste`].
    pub fn pasted(&mut self, text: &str, height: usize) -> Result<(), Notice> {
        let before = self.current().cloned();
        text_input::paste(&mut self.input, text)?;
        self.narrow(before, height);
        Ok(())
    }

    /// Shows all items again. Returns whether there was a filter.
    #[must_use]
    pub fn clear(&mut self, height: usize) -> bool {
        let was_filtered = self.is_filtered();
        let before = self.current().cloned();
        self.input = Input::default();
        self.narrow(before, height);
        was_filtered
    }

    /// Applies the filter. The cursor stays on its item, or goes to the first one that is left. Returns whether it stays.
    fn narrow(&mut self, before: Option<T>, height: usize) -> bool {
        let filter = Filter::of(self.input.value());
        let left = self.items.iter().enumerate().filter(|(_, item)| filter.passes_folded(&item.folded));
        self.left = left.map(|(place, _)| place).collect();
        let place = before.and_then(|before| self.left().position(|left| *left == before));
        self.viewport.cursor = place.unwrap_or(0);
        self.follow(height);
        place.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHT: usize = 3;

    fn list() -> FilterList<&'static str> {
        FilterList::new(["City", "Hire date", "Last day of work", "Büro", "Status"], |item| item.to_string())
    }

    fn typed(list: &mut FilterList<&'static str>, text: &str) {
        text.chars().for_each(|c| list.typed(Key::parse(c.to_string().as_str()).unwrap(), HEIGHT));
    }

    #[test]
    fn words_are_found_in_any_order_and_spelling() {
        for (text, left) in [
            ("DA", vec!["Hire date", "Last day of work"]),
            ("date hire", vec!["Hire date"]),
            ("buero", vec!["Büro"]),
            ("büro", vec!["Büro"]),
            (" ", vec!["City", "Hire date", "Last day of work", "Büro", "Status"]),
            ("xyz", vec![]),
        ] {
            let mut list = list();
            list.pasted(&format!("{text}\n"), HEIGHT).unwrap();
            assert_eq!(list.left().copied().collect::<Vec<_>>(), left, "{text}");
        }
    }

    #[test]
    fn the_cursor_stays_on_its_item_or_goes_to_the_first() {
        let mut list = list();
        list.go(Move::Last, HEIGHT);
        typed(&mut list, "s");
        assert_eq!((list.current(), list.viewport().cursor), (Some(&"Status"), 1));
        typed(&mut list, "t w");
        assert_eq!(list.current(), Some(&"Last day of work"));
        typed(&mut list, "x");
        assert_eq!(list.current(), None);
        assert!(list.clear(HEIGHT));
        assert_eq!(list.left().len(), 5);
        assert!(!list.clear(HEIGHT));
    }

    #[test]
    fn a_cleared_filter_leaves_the_cursor_where_the_typing_has_put_it() {
        let mut list = list();
        typed(&mut list, "work");
        assert!(list.clear(HEIGHT));
        assert_eq!((list.current(), list.viewport().top), (Some(&"Last day of work"), 0));
    }
}
