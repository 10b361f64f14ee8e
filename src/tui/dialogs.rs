//! What overlays a screen, drawn; each file has the name of the dialog's state in `app`.

mod candidates;
mod columns;
mod emails;
mod export;
mod exported;
mod gift_date;
mod help;
mod lists;
mod never;
mod occasions;
mod person;
mod save_list;
mod sort;
mod unlisted;
mod unneeded;
mod why;

use super::canvas::Canvas;
use crate::app::dialogs::Dialog;
use crate::app::model::Model;

/// Draws the help, or else the open dialog: under the help a frame or a cursor would look like a part of it.
pub fn draw(canvas: &mut Canvas, model: &Model) {
    let cx = model.context();
    if let Some(help) = &model.help {
        return help::draw(canvas, help, &cx);
    }
    match &model.dialog {
        Some(Dialog::Person(person)) => person::draw(canvas, person, &cx),
        Some(Dialog::Candidates(candidates)) => candidates::draw(canvas, candidates, &cx),
        Some(Dialog::Unneeded(unneeded)) => unneeded::draw(canvas, unneeded, &cx),
        Some(Dialog::Unlisted(unlisted)) => unlisted::draw(canvas, unlisted, &cx),
        Some(Dialog::Sort(sort)) => sort::draw(canvas, sort, &cx),
        Some(Dialog::Columns(columns)) => columns::draw(canvas, columns, &cx),
        Some(Dialog::GiftDate(gift_date)) => gift_date::draw(canvas, gift_date, &cx),
        Some(Dialog::Lists(lists)) => lists::draw(canvas, lists, &cx),
        Some(Dialog::SaveList(list)) => save_list::draw(canvas, list, &cx),
        Some(Dialog::Emails(emails)) => emails::draw(canvas, emails, &cx),
        Some(Dialog::Why(why)) => why::draw(canvas, why, &cx),
        Some(Dialog::Occasions(occasions)) => occasions::draw(canvas, occasions, &cx),
        Some(Dialog::Never(never)) => never::draw(canvas, never, &cx),
        Some(Dialog::Export(export)) => export::draw(canvas, export, &cx),
        Some(Dialog::Exported(exported)) => exported::draw(canvas, exported, &cx),
        None => {}
    }
}
