//! The four screens, drawn; each file has the name of the screen's state in `app`.

mod connect;
mod fields;
mod recipients;
mod sync;

use super::canvas::Canvas;
use super::theme::Theme;
use crate::app::keys::Screen;
use crate::app::model::Model;
use crate::app::notice::Notice;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws the open screen.
pub fn draw(canvas: &mut Canvas, model: &Model) {
    match model.screen {
        Screen::Connect => connect::draw(canvas, model),
        Screen::Fields => fields::draw(canvas, model),
        Screen::Sync => sync::draw(canvas, model),
        Screen::Recipients => recipients::draw(canvas, model),
    }
}

/// What the open screen says where no notice is.
pub fn status_line(canvas: &mut Canvas, area: Rect, model: &Model) {
    match model.screen {
        Screen::Fields => fields::wait_line(canvas, area, model),
        Screen::Recipients => recipients::query_line(canvas, area, model),
        Screen::Connect | Screen::Sync => {}
    }
}

/// What the open screen advises where no notice is.
pub fn advice(model: &Model) -> Option<Notice> {
    if model.screen == Screen::Fields { fields::advice(model) } else { None }
}

/// How far a step of the job is, and the look of that: done, failed (`✗`), a question (`?`), at work (`…`), or how old it is.
pub fn progress(screen: Screen, model: &Model, theme: Theme) -> (String, Style) {
    match screen {
        Screen::Connect => connect::progress(model, theme),
        Screen::Fields => fields::progress(model, theme),
        Screen::Sync => sync::progress(model, theme),
        Screen::Recipients => recipients::progress(model, theme),
    }
}
