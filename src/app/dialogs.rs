//! Dialogs overlay a screen, one at a time. A dialog changes only its own state and returns steps for everything else.

pub mod candidates;
pub mod columns;
pub mod emails;
pub mod export;
pub mod exported;
pub mod gift_date;
pub mod help;
pub mod lists;
pub mod never;
pub mod occasions;
pub mod person;
pub mod save_list;
pub mod sort;
pub mod unlisted;
pub mod unneeded;
pub mod why;

use super::context::Context;
use super::export_choices::ExportChoices;
use super::filter_list::SHOW_ALL;
use super::key::Key;
use super::keys::{Action, KeyContext};
use super::notice::Notice;
use super::step::Step;
use super::viewport::Viewport;
use crate::domain::fields::Field;
use crate::domain::people::bits::Bits;
use crate::domain::people::column::Column;
use crate::domain::people::employee::PersonId;
use crate::domain::picking::search::Sorts;
use crate::domain::sync::Unlisted;
use candidates::CandidatesDialog;
use columns::ColumnsDialog;
use emails::EmailsDialog;
use export::ExportDialog;
use exported::ExportedDialog;
use gift_date::GiftDateDialog;
use lists::ListsDialog;
use never::NeverDialog;
use occasions::OccasionsDialog;
use person::PersonDialog;
use save_list::SaveListDialog;
use sort::SortDialog;
use std::sync::Arc;
use unlisted::UnlistedDialog;
use unneeded::UnneededDialog;
use why::WhyDialog;

#[derive(Clone, Debug)]
pub enum Dialog {
    Person(PersonDialog),
    Candidates(CandidatesDialog),
    Unneeded(UnneededDialog),
    Unlisted(UnlistedDialog),
    Sort(SortDialog),
    Columns(ColumnsDialog),
    GiftDate(GiftDateDialog),
    Never(NeverDialog),
    Occasions(OccasionsDialog),
    Why(Box<WhyDialog>),
    Lists(ListsDialog),
    SaveList(SaveListDialog),
    Emails(EmailsDialog),
    Export(Box<ExportDialog>),
    Exported(ExportedDialog),
}

/// What the screens hand to a dialog when it opens.
#[derive(Clone, Copy)]
pub struct OpenedFrom<'a> {
    /// Under the cursor of Recipients.
    pub person: Option<PersonId>,
    /// Under the cursor of Fields.
    pub field: Option<Field>,
    /// Of the last sync of this run.
    pub unlisted: Option<&'a Arc<Unlisted>>,
    pub sorts: &'a Sorts,
    pub columns: &'a [Column],
    /// The query whose rows are in the table.
    pub query: &'a str,
    /// The user's own query, also while another one shows people.
    pub own_query: &'a str,
    /// The rows in the table.
    pub shown: &'a Bits,
    pub shows_leavers: bool,
    /// People on the never-list.
    pub shows_never: bool,
    pub only_selected: bool,
    /// The format that was exported last.
    pub export_format: Option<&'a str>,
    pub export_choices: Option<&'a ExportChoices>,
}

/// The dialog and its first steps, or a notice that says why it does not open.
pub type Opening = Result<(Dialog, Vec<Step>), Notice>;

impl Dialog {
    /// Opens the dialog that owns a key context; `None` if there is nothing to show in it.
    pub fn open(keys: KeyContext, from: &OpenedFrom, cx: &Context) -> Option<Opening> {
        let plain = |dialog| Ok((dialog, vec![]));
        let opening = match keys {
            KeyContext::Candidates => {
                CandidatesDialog::open(from.field?, cx)?.map(|it| (Dialog::Candidates(it), vec![]))
            }
            KeyContext::Unneeded => UnneededDialog::open(cx).map(|it| (Dialog::Unneeded(it), vec![])),
            KeyContext::Unlisted => UnlistedDialog::open(from.unlisted, cx).map(|it| (Dialog::Unlisted(it), vec![])),
            _ if cx.company.people.is_none() => return None,
            KeyContext::Person => plain(Dialog::Person(PersonDialog::new(from.person?))),
            KeyContext::Sort => plain(Dialog::Sort(SortDialog::new(from.sorts.clone(), cx))),
            KeyContext::Columns => plain(Dialog::Columns(ColumnsDialog::new(from.columns))),
            KeyContext::Occasions => plain(Dialog::Occasions(OccasionsDialog::new(cx))),
            KeyContext::Why => plain(Dialog::Why(Box::new(WhyDialog::new(from, cx)))),
            KeyContext::Lists => plain(Dialog::Lists(ListsDialog::new(&cx.company.kept.lists))),
            KeyContext::SaveList => plain(Dialog::SaveList(SaveListDialog::open(from, cx)?)),
            KeyContext::Emails => plain(Dialog::Emails(EmailsDialog::new(from.shows_leavers))),
            KeyContext::Never => plain(Dialog::Never(NeverDialog::open(from.person?, cx)?)),
            KeyContext::GiftDate => plain(Dialog::GiftDate(GiftDateDialog::new(from.shows_leavers, cx))),
            KeyContext::Export => {
                ExportDialog::open(from, cx).map(|(dialog, steps)| (Dialog::Export(Box::new(dialog)), steps))
            }
            _ => return None,
        };
        Some(opening)
    }

    /// Whether the hint bar offers the dialog. The export stays on offer while only the selected are shown, so that the
    /// bar does not jump when the last of them is unselected.
    pub fn can_open(keys: KeyContext, from: &OpenedFrom, cx: &Context) -> bool {
        let has_people = cx.company.people.is_some();
        match keys {
            KeyContext::Unneeded => UnneededDialog::open(cx).is_ok(),
            KeyContext::Unlisted => UnlistedDialog::open(from.unlisted, cx).is_ok(),
            KeyContext::Person | KeyContext::Never => from.person.is_some(),
            KeyContext::Export => from.only_selected || ExportDialog::can_open(cx),
            _ => has_people,
        }
    }

    /// Whether a file is being written.
    pub fn is_writing(&self) -> bool {
        matches!(self, Dialog::Export(export) if export.is_writing)
    }

    pub fn key_context(&self) -> KeyContext {
        match self {
            Dialog::Person(_) => KeyContext::Person,
            Dialog::Candidates(candidates) => candidates.key_context(),
            Dialog::Unneeded(_) => KeyContext::Unneeded,
            Dialog::Unlisted(_) => KeyContext::Unlisted,
            Dialog::Sort(_) => KeyContext::Sort,
            Dialog::Columns(_) => KeyContext::Columns,
            Dialog::GiftDate(_) => KeyContext::GiftDate,
            Dialog::Never(_) => KeyContext::Never,
            Dialog::Occasions(_) => KeyContext::Occasions,
            Dialog::Why(_) => KeyContext::Why,
            Dialog::Lists(_) => KeyContext::Lists,
            Dialog::SaveList(_) => KeyContext::SaveList,
            Dialog::Emails(emails) => emails.key_context(),
            Dialog::Export(export) => export.key_context(),
            Dialog::Exported(_) => KeyContext::Exported,
        }
    }

    /// Of a dialog whose text only scrolls: its viewport, how many lines there are, and how many of them are visible.
    fn text(&self, cx: &Context) -> Option<(Viewport, usize, usize)> {
        let (viewport, (lines, height)) = match self {
            Dialog::Person(person) => (person.viewport, person.window(cx)),
            Dialog::Unneeded(unneeded) => (unneeded.viewport, UnneededDialog::window(cx)),
            Dialog::Unlisted(unlisted) => (unlisted.viewport, unlisted.window(cx)),
            Dialog::Exported(exported) => (exported.viewport, exported.window(cx)),
            Dialog::Emails(emails) => (emails.viewport, emails.window(cx)),
            _ => return None,
        };
        Some((viewport, lines, height))
    }

    /// Keeps a viewport that was taken from [`Dialog::text`].
    fn set_viewport(&mut self, to: Viewport) {
        match self {
            Dialog::Person(PersonDialog { viewport, .. })
            | Dialog::Unneeded(UnneededDialog { viewport })
            | Dialog::Unlisted(UnlistedDialog { viewport, .. })
            | Dialog::Emails(EmailsDialog { viewport, .. })
            | Dialog::Exported(ExportedDialog { viewport, .. }) => *viewport = to,
            _ => {}
        }
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        if let Action::Go(movement) = action
            && let Some((mut viewport, lines, height)) = self.text(cx)
        {
            viewport.scroll(movement, lines, height);
            self.set_viewport(viewport);
            return vec![];
        }
        match self {
            Dialog::Person(person) => person.act(action),
            Dialog::Candidates(candidates) => candidates.act(action, cx),
            Dialog::Unneeded(unneeded) => unneeded.act(action, cx),
            Dialog::Unlisted(unlisted) => unlisted.act(action),
            Dialog::Sort(sort) => sort.act(action, cx),
            Dialog::Columns(columns) => columns.act(action, cx),
            Dialog::GiftDate(gift_date) => gift_date.act(action, cx),
            Dialog::Never(never) => never.act(action, cx),
            Dialog::Occasions(occasions) => occasions.act(action, cx),
            Dialog::Why(why) => why.act(action, cx),
            Dialog::Lists(lists) => lists.act(action, cx),
            Dialog::SaveList(list) => list.act(action, cx),
            Dialog::Emails(emails) => emails.act(action, cx),
            Dialog::Export(export) => export.act(action, cx),
            Dialog::Exported(exported) => exported.act(action, cx),
        }
    }

    pub fn offers(&self, action: Action, cx: &Context) -> bool {
        if let Action::Go(movement) = action
            && let Some((viewport, lines, height)) = self.text(cx)
        {
            return viewport.hints_at(movement, lines, height);
        }
        match self {
            Dialog::Candidates(candidates) => candidates.offers(action),
            Dialog::Sort(sort) => sort.offers(action),
            Dialog::Columns(columns) => columns.offers(action),
            Dialog::Why(why) => why.offers(action),
            Dialog::Lists(lists) => lists.offers(action, cx),
            Dialog::Export(export) => export.offers(action, cx),
            _ => true,
        }
    }

    /// More exact words than those of the table of keys.
    pub fn hint(&self, action: Action) -> Option<&'static str> {
        let is_filtered = match (self, action) {
            (Dialog::Sort(sort), Action::Press) => return Some(sort.enter()),
            (Dialog::Sort(sort), Action::Toggle) => return sort.and_then(),
            (Dialog::Never(never), Action::Press) => return Some(never.enter()),
            (Dialog::Why(why), Action::Press) => return Some(why.enter()),
            (Dialog::Emails(emails), Action::Press) => return emails.enter(),
            (Dialog::SaveList(list), Action::Toggle) => return Some(list.turn_hint()),
            (Dialog::Lists(lists), Action::Delete) => return lists.delete_hint(),
            (Dialog::Lists(lists), Action::Back) => lists.list.is_filtered(),
            (Dialog::Export(export), Action::Press) => return export.press_hint(),
            (Dialog::Sort(sort), Action::Back) => sort.list.is_filtered(),
            (Dialog::Columns(columns), Action::Back) => columns.list.is_filtered(),
            (Dialog::Candidates(candidates), Action::Back) => candidates.is_filtered(),
            _ => false,
        };
        is_filtered.then_some(SHOW_ALL)
    }

    /// The mouse clicked on a field of a form.
    pub fn clicked(&mut self, place: usize, cx: &Context) -> Vec<Step> {
        match self {
            Dialog::Export(export) => export.clicked(place, cx),
            _ => vec![],
        }
    }

    pub fn typed(&mut self, key: Key, cx: &Context) {
        match self {
            Dialog::Candidates(candidates) => candidates.typed(key, cx),
            Dialog::Sort(sort) => sort.typed(key, cx),
            Dialog::Columns(columns) => columns.typed(key, cx),
            Dialog::GiftDate(gift_date) => gift_date.typed(key, cx),
            Dialog::Never(never) => never.typed(key),
            Dialog::Why(why) => why.typed(key, cx),
            Dialog::Lists(lists) => lists.typed(key, cx),
            Dialog::SaveList(list) => list.typed(key),
            Dialog::Emails(emails) => emails.typed(key),
            Dialog::Export(export) => export.typed(key),
            _ => {}
        }
    }

    /// # Errors
    /// A text that is too long: nothing of it is taken.
    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<Vec<Step>, Notice> {
        let taken = match self {
            Dialog::Emails(emails) => return emails.pasted(text, cx),
            Dialog::Candidates(candidates) => candidates.pasted(text, cx),
            Dialog::Sort(sort) => sort.pasted(text, cx),
            Dialog::Columns(columns) => columns.pasted(text, cx),
            Dialog::GiftDate(gift_date) => gift_date.pasted(text, cx),
            Dialog::Never(never) => never.pasted(text),
            Dialog::Why(why) => why.pasted(text, cx),
            Dialog::Lists(lists) => lists.pasted(text, cx),
            Dialog::SaveList(list) => list.pasted(text),
            Dialog::Export(export) => export.pasted(text),
            _ => Ok(()),
        };
        taken.map(|()| vec![])
    }

    /// Call after lists were saved or deleted, or the never-list changed.
    pub fn kept_changed(&mut self, cx: &Context) {
        if let Dialog::Lists(lists) = self {
            lists.kept_changed(cx);
        }
    }

    /// Call after the attributes were read anew.
    pub fn attributes_changed(&mut self, cx: &Context) -> Vec<Step> {
        match self {
            Dialog::Candidates(candidates) => candidates.attributes_changed(cx),
            _ => vec![],
        }
    }

    /// Call after the people changed. A person who is no longer there closes their dialog.
    pub fn people_changed(&mut self, cx: &Context) -> Vec<Step> {
        self.resized(cx);
        match self {
            Dialog::Person(person) if person.is_gone(cx) => vec![Step::Close],
            // Whom it lists are rows of the people before.
            Dialog::Why(_) | Dialog::Emails(_) => vec![Step::Close],
            Dialog::Export(export) => export.people_changed(cx),
            Dialog::Occasions(occasions) => {
                occasions.count(cx);
                vec![]
            }
            _ => vec![],
        }
    }

    /// Call after a resize.
    pub fn resized(&mut self, cx: &Context) {
        if let Some((mut viewport, lines, height)) = self.text(cx) {
            viewport.clamp(lines, height);
            self.set_viewport(viewport);
        }
        match self {
            Dialog::Candidates(candidates) => candidates.resized(cx),
            Dialog::Sort(sort) => sort.resized(cx),
            Dialog::Columns(columns) => columns.resized(cx),
            Dialog::Export(export) => export.resized(cx),
            Dialog::GiftDate(gift_date) => gift_date.resized(cx),
            Dialog::Occasions(occasions) => occasions.resized(cx),
            Dialog::Why(why) => why.resized(cx),
            Dialog::Lists(lists) => lists.resized(cx),
            _ => {}
        }
    }
}
