//! What the program knows of the company: the people and which of them are selected, the gift date and the marks for
//! that day, the attributes that the credential can read and how they match the fields. No screen owns these facts:
//! screens and dialogs read them, and return steps to change them.

use super::launch::LaunchOptions;
use super::notice::Notice;
use super::now::Now;
use crate::domain::calendar::{Dates, Day};
use crate::domain::checklist::attribute::Attribute;
use crate::domain::checklist::matching::{Checklist, Pin, Pins, checklist};
use crate::domain::checklist::standing::Standing;
use crate::domain::countries::Countries;
use crate::domain::credentials::Account;
use crate::domain::fields::{Field, Fields};
use crate::domain::kept::Kept;
use crate::domain::people::People;
use crate::domain::people::bits::Bits;
use crate::domain::people::column::{Address, ColumnContext};
use crate::domain::people::employee::PersonId;
use crate::domain::people::marks::Marks;
use crate::domain::people::roster::Roster;
use crate::domain::picking::selection::Selection;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::text::words::grouped;
use std::sync::Arc;

#[derive(Clone, Debug)]
pub struct Company {
    /// Whose data these are; `None` before credentials are known.
    pub account: Option<Account>,
    /// Whether there are credentials to ask with: known at the start, or accepted since.
    pub has_credentials: bool,
    /// Everybody as of the last complete sync; `None` before the first.
    pub people: Option<People>,
    pub marks: Arc<Marks>,
    pub selection: Selection,
    /// Of the account; empty before it is read.
    pub kept: Kept,
    /// Why what is kept cannot be read: then nobody is exported.
    pub kept_problem: Option<Problem>,
    /// Who was selected when the people were loaded, and was not selected anew since.
    earlier: Bits,
    /// `None` means today.
    pub gift_date: Option<Day>,
    /// From the last successful reading of the attributes; `None` before the first.
    pub checklist: Option<Checklist>,
    pub pins: Pins,
    /// The codes of countries, with the user's own.
    pub countries: Arc<Countries>,
    attributes: Vec<Attribute>,
    /// The selection of the last session, until there are people whose every part was read.
    restored: Vec<PersonId>,
}

#[derive(Clone, Debug)]
pub enum SelectionChange {
    Toggle(PersonId),
    Add {
        label: &'static str,
        rows: Bits,
    },
    Remove {
        label: &'static str,
        rows: Bits,
    },
    Invert {
        label: &'static str,
        rows: Bits,
    },
    /// These and nobody else.
    Replace {
        label: &'static str,
        rows: Bits,
    },
    Undo,
    Redo,
}

/// The marks before there are people.
fn nobody_marked() -> Arc<Marks> {
    Arc::new(Marks::on(Day::of(jiff::civil::Date::ZERO), &Roster::empty()))
}

impl Company {
    pub fn new(options: &LaunchOptions) -> Company {
        let credentials = options.credentials.as_ref().map(|(credentials, _)| credentials);
        let account = credentials.map(|known| Account::of(&options.address, &known.client_id));
        Company {
            has_credentials: credentials.is_some() && !options.is_offline,
            countries: options.countries.clone(),
            ..Company::before_people(account, options.pins.clone(), &options.session)
        }
    }

    /// An account before anything was read from it.
    fn before_people(account: Option<Account>, pins: Pins, session: &Session) -> Company {
        let mut company = Company {
            account,
            has_credentials: false,
            people: None,
            marks: nobody_marked(),
            selection: Selection::default(),
            kept: Kept::default(),
            kept_problem: None,
            earlier: Bits::default(),
            gift_date: None,
            checklist: None,
            pins,
            countries: Arc::default(),
            attributes: Vec::new(),
            restored: Vec::new(),
        };
        company.restore(session);
        company
    }

    /// Forgets everything read from the previous account, so that none of its people can be selected any more.
    pub(super) fn switch_account(&mut self, account: Account) {
        let countries = self.countries.clone();
        let pins = std::mem::take(&mut self.pins);
        *self = Company { countries, ..Company::before_people(Some(account), pins, &Session::default()) };
    }

    /// Restores the gift date and the selection of the account's last session.
    pub(super) fn restore(&mut self, session: &Session) {
        self.gift_date = session.gift_date.as_deref().and_then(Day::parse);
        self.restored = session.selected.iter().copied().map(PersonId).collect();
    }

    pub fn roster(&self) -> Option<&Arc<Roster>> {
        self.people.as_ref().map(|people| &people.roster)
    }

    /// Whom an export writes: the selected, without those on the never-list.
    pub fn recipients(&self) -> Bits {
        let mut recipients = self.selection.chosen().clone();
        recipients.remove(self.marks.never());
        recipients
    }

    /// For what columns show of these people; `None` before there are any.
    pub fn column_context(&self, now: Now) -> Option<ColumnContext<'_>> {
        let roster = self.roster()?;
        Some(ColumnContext {
            roster,
            marks: &self.marks,
            dates: self.dates(now),
            address: Address::Work,
            countries: &self.countries,
        })
    }

    pub fn dates(&self, now: Now) -> Dates {
        Dates { today: now.today, gift_date: self.gift_date.unwrap_or(now.today) }
    }

    /// Replaces the people. The selection is carried over by id; returns who of the selected is gone: the name, or what is
    /// known of an earlier start, the number.
    pub(super) fn take_people(&mut self, people: People, now: Now) -> Vec<String> {
        let (selection, gone) = match &self.people {
            Some(old) => self.selection.moved_to(&old.roster, &people.roster),
            None => Selection::of(&people.roster, self.restored.clone()),
        };
        let name = |id: PersonId| {
            let known = self.roster().and_then(|old| Some(old.name(old.row_of(id)?).into_owned()));
            known.unwrap_or_else(|| id.to_string())
        };
        let gone = gone.into_iter().map(name).collect();
        self.earlier = match &self.people {
            Some(old) => {
                let ids = self.earlier.rows().map(|row| old.roster.id(row));
                Bits::of(people.roster.len(), ids.filter_map(|id| people.roster.row_of(id)))
            }
            None => selection.chosen().clone(),
        };
        self.selection = selection;
        self.people = Some(people);
        self.update_marks(now);
        gone
    }

    /// Forgets people that turned out to be damaged. Who was selected in the last session still is.
    pub(super) fn drop_people(&mut self) {
        self.people = None;
        self.selection = Selection::default();
        self.earlier = Bits::default();
        self.marks = nobody_marked();
    }

    /// The change to the selection that another giftlist left; `None` if it is the same, if it is empty and here somebody
    /// was selected since the start, and before the people are loaded.
    pub(super) fn take_over(&mut self, left: Vec<PersonId>) -> Option<SelectionChange> {
        let people = self.people.as_ref()?;
        let rows = Selection::of(&people.roster, left).0.chosen().clone();
        if rows == *self.selection.chosen() || !rows.any() && self.selection.can_undo() {
            return None;
        }
        self.earlier = rows.clone();
        Some(SelectionChange::Replace { label: "the selection of the other giftlist", rows })
    }

    /// Recomputes the marks after today, the gift date or the people changed.
    pub(super) fn update_marks(&mut self, now: Now) {
        if let Some(people) = &self.people {
            let Dates { today, gift_date } = self.dates(now);
            self.marks = Arc::new(self.kept.marks(gift_date, today, &people.roster));
        }
    }

    pub(super) fn take_attributes(&mut self, attributes: Vec<Attribute>) {
        self.attributes = attributes;
        self.checklist = Some(checklist(&self.attributes, &self.pins));
    }

    /// Pins an attribute to a field; `None` goes back to automatic matching.
    pub(super) fn set_pin(&mut self, field: Field, pin: Option<Pin>) {
        match pin {
            Some(pin) => drop(self.pins.insert(field, pin)),
            None => drop(self.pins.remove(&field)),
        }
        self.checklist = Some(checklist(&self.attributes, &self.pins));
    }

    /// Applies a change and returns the notice that reports it, if it is worth one.
    pub(super) fn select(&mut self, change: &SelectionChange, undo: &str) -> Option<Notice> {
        let selection = &mut self.selection;
        let (count, done) = match change {
            SelectionChange::Toggle(id) => {
                let row = self.people.as_ref().and_then(|people| people.roster.row_of(*id));
                if let Some(row) = row {
                    selection.toggle(row);
                    self.earlier.set(row, false);
                }
                return None;
            }
            SelectionChange::Add { label, rows } => {
                self.earlier.remove(rows);
                let are = if selection.count() == 0 { "selected" } else { "more selected" };
                (selection.add(label, rows), are)
            }
            SelectionChange::Remove { label, rows } => (selection.remove(label, rows), "unselected"),
            SelectionChange::Invert { label, rows } => (selection.invert(label, rows), "turned round"),
            SelectionChange::Replace { label, rows } => {
                let mut flipped = rows.clone();
                flipped.flip(selection.chosen());
                (selection.invert(label, &flipped), "changed")
            }
            SelectionChange::Undo => {
                return Some(match selection.undo() {
                    Some(label) => Notice::done(format!("undid \"{label}\"")),
                    None => Notice::plain("There is nothing to undo"),
                });
            }
            SelectionChange::Redo => {
                return Some(match selection.redo() {
                    Some(label) => Notice::done(format!("redid \"{label}\"")),
                    None => Notice::plain("There is nothing to redo"),
                });
            }
        };
        Some(match count {
            0 => Notice::done("Nothing to change"),
            count => Notice::done(format!("{} {done}; {undo} undoes", grouped(count))),
        })
    }

    /// Who is selected since an earlier start.
    pub fn selected_earlier(&self) -> Bits {
        let mut rows = self.earlier.clone();
        rows.keep(self.selection.chosen());
        rows
    }

    /// How many are selected since an earlier start.
    pub fn count_earlier(&self) -> usize {
        self.selection.chosen().count_shared(&self.earlier)
    }

    /// Before the people are loaded these are the ids of the last session.
    pub fn selected_ids(&self) -> Vec<PersonId> {
        match &self.people {
            Some(people) => self.selection.ids(&people.roster),
            None => self.restored.clone(),
        }
    }

    /// Required fields that are readable but had no value for anybody in the last sync.
    pub fn empty_required(&self) -> Fields {
        let (Some(list), Some(people)) = (&self.checklist, &self.people) else { return Fields::NONE };
        list.readable_fields().iter().filter(|&field| people.roster.is_empty_for_all(field)).collect()
    }

    /// How a field stands; `None` before the attributes were read.
    pub fn standing(&self, field: Field) -> Option<Standing> {
        let state = self.checklist.as_ref()?.of(field)?;
        Some(Standing::of(state, self.empty_required()))
    }

    /// Fields that are readable now but were not in the last sync.
    pub fn unsynced(&self) -> Fields {
        let (Some(list), Some(people)) = (&self.checklist, &self.people) else { return Fields::NONE };
        list.readable_fields().without(people.roster.readable())
    }
}
