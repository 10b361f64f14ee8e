//! What screens and dialogs may read besides their own state.

use super::company::Company;
use super::keys::Screen;
use super::launch::LaunchOptions;
use super::layout::Regions;
use super::now::Now;
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

impl Context<'_> {
    /// The area between the tabs and the notice.
    pub fn body(&self) -> Rect {
        self.regions.body
    }

    /// Whether no account is known yet that could be asked.
    pub fn is_first_start(&self) -> bool {
        !self.company.has_credentials && self.launch.demo.is_none() && !self.launch.is_offline
    }

    /// Why Personio cannot be asked, and what to do; `None` if it can.
    pub fn why_not_asked(&self) -> Option<&'static str> {
        match self.company.has_credentials {
            _ if self.launch.is_offline => Some(OFFLINE),
            true => None,
            false => Some("Enter the credentials first: 1 Connect"),
        }
    }
}
