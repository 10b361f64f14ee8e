//! What screens and dialogs may read besides their own state.

use super::company::Company;
use super::keys::Screen;
use super::launch::LaunchOptions;
use super::layout::Regions;
use super::now::Now;
use ratatui::layout::Rect;

/// What `--offline` means for whoever wants to ask.
pub const OFFLINE: &str = "With --offline nobody is asked: start giftlist without it";

/// The state around a screen or a dialog, read-only.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub now: Now,
    /// The open screen; also while a dialog overlays it.
    pub screen: Screen,
    pub regions: Regions,
    pub launch: &'a LaunchOptions,
    pub company: &'a Company,
}

impl Context<'_> {
    /// Where screens and dialogs are laid out.
    pub fn body(&self) -> Rect {
        self.regions.body
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
