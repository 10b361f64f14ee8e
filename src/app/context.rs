//! What screens and dialogs may read besides their own state.

use super::company::Company;
use super::keys::{Action, KeyContext, Screen};
use super::launch::LaunchOptions;
use super::layout::Regions;
use super::now::Now;
use crate::domain::query;
use ratatui::layout::Rect;

/// Said instead of asking Personio, with `--offline`.
pub const OFFLINE: &str = "With --offline nobody is asked: start giftlist without it";

#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub now: Now,
    /// The open screen, even while a dialog overlays it.
    pub screen: Screen,
    pub regions: Regions,
    /// Between the cells of a file for Excel: `,` or `;`.
    pub separator: u8,
    pub launch: &'a LaunchOptions,
    pub company: &'a Company,
}

impl<'a> Context<'a> {
    /// What a query is asked about; `None` before there are people.
    pub fn query_context(&self) -> Option<query::Context<'a>> {
        let company = self.company;
        Some(query::Context {
            today: self.now.today,
            roster: company.roster()?,
            marks: &company.marks,
            selected: company.selection.chosen(),
            kept: &company.kept,
            within: None,
        })
    }

    /// The area between the tabs and the notice.
    pub fn body(&self) -> Rect {
        self.regions.body
    }

    /// Whether no account is known yet that could be asked.
    pub fn is_first_start(&self) -> bool {
        !self.company.has_credentials && self.launch.demo.is_none() && !self.launch.is_offline
    }

    /// Why Personio cannot be asked, and what to do; `None` if it can.
    pub fn why_not_asked(&self) -> Option<String> {
        match self.company.has_credentials {
            _ if self.launch.is_offline => Some(OFFLINE.to_string()),
            true => None,
            false => Some(format!("Not connected yet: {}", self.tab(Screen::Connect))),
        }
    }

    /// Said where something needs selected people.
    pub fn how_to_select(&self) -> String {
        let key = |action| self.key(KeyContext::Recipients, action);
        let (one, all) = (key(Action::ToggleAndDown), key(Action::SelectShown));
        format!("{one} selects a person, {all} selects all shown")
    }

    /// The key of an action, for a sentence.
    pub fn key(&self, keys: KeyContext, action: Action) -> &str {
        self.launch.keymap.key(keys, action)
    }

    /// A screen with its key: `3 Sync`.
    pub fn tab(&self, screen: Screen) -> String {
        self.launch.keymap.tab(screen)
    }
}
