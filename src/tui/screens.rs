//! The four screens, drawn; each file has the name of the screen's state in `app`.

mod connect;
mod field_words;
mod fields;
mod recipients;
mod sync;

use super::canvas::Canvas;
use crate::app::keys::Screen;
use crate::app::model::Model;
use ratatui::layout::Rect;

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
        Screen::Fields => fields::advice_line(canvas, area, model),
        Screen::Recipients => recipients::query_line(canvas, area, model),
        Screen::Connect | Screen::Sync => {}
    }
}

/// How far a step of the job is, behind its tab's name.
pub fn progress(screen: Screen, model: &Model, canvas: &Canvas) -> String {
    match screen {
        Screen::Connect => connect::progress(model, canvas.theme),
        Screen::Fields => fields::progress(model),
        Screen::Sync => sync::progress(model, canvas.theme),
        Screen::Recipients => recipients::progress(model),
    }
}
