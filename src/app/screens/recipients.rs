//! Screen 4: a query, a table, and who is selected. The selection is by Personio's id and knows nothing of query or
//! sort; leavers on the gift date are hidden, counted, and shown on request.

mod choose;
mod search;

pub(in crate::app) use choose::{remember, toggle};
pub(in crate::app) use search::{
    find, holds_back, marks_changed, pasted, rows_found, search_panicked, set_gift_date, set_sort, show_field, typed,
};

use crate::app::action::{Action, Move, Screen};
use crate::app::dialogs::{self, ColumnsDialog, Dialog, ExportDialog, GiftDateDialog, PersonDialog, SortDialog};
use crate::app::effect::{Effect, RequestId};
use crate::app::key::Key;
use crate::app::model::{Model, Tone};
use crate::app::screens::sync;
use crate::app::update::go_to;
use crate::app::view::View;
use crate::domain::calendar::Day;
use crate::domain::fields::Field;
use crate::domain::people::People;
use crate::domain::people::bits::Bits;
use crate::domain::people::column::Column;
use crate::domain::people::employee::PersonId;
use crate::domain::people::marks::Marks;
use crate::domain::picking::search::Sort;
use crate::domain::picking::selection::Selection;
use crate::domain::picking::session::Session;
use crate::domain::problem::Problem;
use crate::domain::query::{Plan, QueryError};
use crate::domain::text::words::counted;
use choose::{copy_emails, end_range, redo, select, undo};
use search::{compile_query, query_changed};
use std::sync::Arc;
use tui_input::Input;

/// Columns of the table at first, behind the name.
pub const USUAL_COLUMNS: [Column; 7] = [
    Column::Field(Field::Email),
    Column::Field(Field::Office),
    Column::Field(Field::HireDate),
    Column::Field(Field::Department),
    Column::Field(Field::Team),
    Column::Field(Field::Position),
    Column::Field(Field::Country),
];

/// The state of the screen.
#[derive(Clone, Debug)]
pub struct RecipientsScreen {
    /// The people, once there are any.
    pub people: Option<People>,
    /// Their marks on the gift date.
    pub marks: Arc<Marks>,
    /// Who is selected.
    pub selection: Selection,
    /// The shown rows and the cursor.
    pub view: View,
    /// The shown rows as a set.
    pub shown: Bits,
    /// Leavers whom the query finds and who are hidden.
    pub hidden_leavers: usize,
    /// The query bar.
    pub query: Input,
    /// Whether the query bar has the keys.
    pub is_editing: bool,
    /// What is wrong with the query; the last good result stays.
    pub error: Option<QueryError>,
    /// Only the selected are shown.
    pub only_selected: bool,
    /// Leavers are shown.
    pub with_leavers: bool,
    /// The gift date, if one was set.
    pub gift_date: Option<Day>,
    /// The sort.
    pub sort: Sort,
    /// The columns behind the name.
    pub columns: Vec<Column>,
    /// The first of them that is drawn.
    pub first_column: usize,
    /// Where a range began, as a place in the view.
    pub range_start: Option<usize>,
    /// Why the people of the last sync cannot be used.
    pub problem: Option<Problem>,
    /// Whether the people are still being read from disk.
    pub is_loading: bool,
    plan: Arc<Plan>,
    plan_names_leavers: bool,
    request: RequestId,
    found: RequestId,
    loading: RequestId,
    waiting_keys: Vec<Key>,
    restored: Option<Vec<PersonId>>,
}

impl RecipientsScreen {
    /// The screen as the last session left it, before the people are there.
    pub fn new(session: &Session, columns: &[Column]) -> RecipientsScreen {
        let nobody = crate::domain::people::roster::Roster::empty();
        RecipientsScreen {
            people: None,
            marks: Arc::new(Marks::on(Day::of(jiff::civil::Date::ZERO), &nobody)),
            selection: Selection::default(),
            view: View::default(),
            shown: Bits::default(),
            hidden_leavers: 0,
            query: Input::new(session.query.clone()),
            is_editing: false,
            error: None,
            only_selected: false,
            with_leavers: false,
            gift_date: session.gift_date.as_deref().and_then(Day::parse),
            sort: Sort::named(&session.sort).unwrap_or_default(),
            columns: if columns.is_empty() { USUAL_COLUMNS.to_vec() } else { columns.to_vec() },
            first_column: 0,
            range_start: None,
            problem: None,
            is_loading: true,
            plan: Arc::new(Plan::All),
            plan_names_leavers: false,
            request: RequestId::default(),
            found: RequestId::default(),
            loading: RequestId::default(),
            waiting_keys: Vec::new(),
            restored: Some(session.selected.iter().copied().map(PersonId).collect()),
        }
    }

    /// Another account's screen in the place of this one: answers to this one's questions are stale for it.
    pub(in crate::app) fn succeeded_by(&self, next: RecipientsScreen) -> RecipientsScreen {
        RecipientsScreen { request: self.request, found: self.request, loading: self.loading, ..next }
    }

    /// What is kept for the next start.
    pub fn session(&self) -> Session {
        let selected = match (&self.people, &self.restored) {
            (Some(people), _) => self.selection.ids(&people.roster).into_iter().map(|id| id.0).collect(),
            (None, Some(restored)) => restored.iter().map(|id| id.0).collect(),
            (None, None) => Vec::new(),
        };
        Session {
            selected,
            query: self.query.value().into(),
            gift_date: self.gift_date.map(|day| day.to_string()),
            screen: String::new(),
            sort: self.sort.to_string(),
        }
    }

    /// Whether leavers are shown now: by key, or because the query names them.
    pub fn shows_leavers(&self) -> bool {
        self.with_leavers || self.plan_names_leavers
    }

    /// How many of the selected are not shown.
    pub fn selected_not_shown(&self) -> usize {
        self.selection.count() - self.selection.chosen().count_shared(&self.shown)
    }
}

/// Asks for the people of the last sync.
pub(in crate::app) fn load_people(model: &mut Model) -> Vec<Effect> {
    vec![Effect::LoadPeople { request: model.recipients.loading.next() }]
}

/// The people of the last sync were read from disk, or not. Those of a sync of this run are newer.
pub(in crate::app) fn people_loaded(
    model: &mut Model,
    request: RequestId,
    result: Result<Option<People>, Problem>,
) -> Vec<Effect> {
    if request != model.recipients.loading || model.recipients.people.is_some() {
        return vec![];
    }
    model.recipients.is_loading = false;
    match result {
        Ok(Some(people)) => {
            let gone = people_arrived(model, people);
            if !gone.is_empty() {
                let text = format!("{} of the selected are no longer in the list", gone.len());
                model.say(Tone::Plain, text);
            } else if model.recipients.selection.count() > 0 && model.notice.is_none() {
                let are = counted(model.recipients.selection.count(), "recipient is", "recipients are");
                model.say(Tone::Plain, format!("{are} selected, as you left them"));
            }
            find(model)
        }
        Ok(None) => vec![],
        Err(problem) => {
            model.say(Tone::Failed, problem.to_string());
            model.recipients.problem = Some(problem);
            vec![]
        }
    }
}

/// Reading the people of the last sync panicked.
pub(in crate::app) fn loading_panicked(model: &mut Model) -> Vec<Effect> {
    model.recipients.is_loading = false;
    vec![]
}

/// Takes new people; the selection moves to them by id. Returns who of the selected is gone.
pub(in crate::app) fn people_arrived(model: &mut Model, people: People) -> Vec<PersonId> {
    let gift_date = model.gift_date();
    dialogs::people_change(model, &people);
    let screen = &mut model.recipients;
    // The cursor stays on its person.
    let current = screen.view.current().zip(screen.people.as_ref()).map(|(row, old)| old.roster.id(row));
    let current = current.and_then(|id| people.roster.row_of(id));
    let (selection, gone) = match (&screen.people, screen.restored.take()) {
        (Some(old), _) => screen.selection.moved_to(&old.roster, &people.roster),
        (None, Some(ids)) => Selection::of(&people.roster, ids),
        (None, None) => (Selection::none(&people.roster), Vec::new()),
    };
    screen.selection = selection;
    screen.marks = Arc::new(Marks::on(gift_date, &people.roster));
    let people_count = people.roster.len();
    screen.people = Some(people);
    screen.problem = None;
    screen.is_loading = false;
    screen.range_start = None;
    screen.view = View::on(current);
    screen.shown = Bits::none(people_count);
    compile_query(model);
    gone
}

/// The terminal got another size.
pub(in crate::app) fn resized(model: &mut Model) {
    let lines = model.size.people_lines();
    model.recipients.view.scroll(lines);
}

/// What a key means here.
pub(in crate::app) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(people) = model.recipients.people.clone() else {
        return match action {
            Action::StartSync => start_sync(model),
            _ => vec![],
        };
    };
    let lines = model.size.people_lines();
    let screen = &mut model.recipients;
    match action {
        Action::EditQuery => screen.is_editing = true,
        Action::Press if screen.is_editing => {
            screen.is_editing = false;
            return model.kept().into_iter().collect();
        }
        Action::Back => return back(model),
        Action::Go(movement) => go(model, movement, lines),
        Action::ToggleAndDown => {
            let Some(row) = screen.view.current() else { return vec![] };
            if screen.range_start.is_some() {
                return end_range(model);
            }
            screen.selection.toggle(row);
            screen.view.move_by(1, lines);
            return remember(model);
        }
        Action::SelectShown => return select(model, ("select all shown", "more selected"), Selection::add),
        Action::UnselectShown => return select(model, ("unselect all shown", "unselected"), Selection::remove),
        Action::InvertShown => return select(model, ("invert the shown", "inverted"), Selection::invert),
        Action::MarkRange => match screen.range_start {
            Some(_) => return end_range(model),
            None if !screen.view.is_empty() => {
                screen.range_start = Some(screen.view.cursor());
                model.say(Tone::Plain, "A range begins here: move, then v or Space selects it, Esc ends it");
            }
            None => {}
        },
        Action::Undo => return undo(model),
        Action::Redo => return redo(model),
        Action::OnlySelected => {
            screen.only_selected = !screen.only_selected;
            return find(model);
        }
        Action::ToggleLeavers => {
            screen.with_leavers = !screen.with_leavers;
            return find(model);
        }
        Action::ColumnsLeft => screen.first_column = screen.first_column.saturating_sub(1),
        Action::ColumnsRight => {
            screen.first_column = (screen.first_column + 1).min(screen.columns.len().saturating_sub(1));
        }
        Action::ChooseSort => model.dialog = Some(Dialog::Sort(SortDialog::new(screen))),
        Action::ChooseColumns => model.dialog = Some(Dialog::Columns(ColumnsDialog::default())),
        Action::SetGiftDate => {
            let date = screen.gift_date.map(|day| day.to_string()).unwrap_or_default();
            model.dialog = Some(Dialog::GiftDate(GiftDateDialog { input: Input::new(date), error: None }));
        }
        Action::ShowPerson => {
            if let Some(row) = screen.view.current() {
                let id = people.roster.id(row);
                model.dialog = Some(Dialog::Person(PersonDialog { id, top: 0 }));
            }
        }
        Action::Export => return export(model),
        Action::CopyEmails => return copy_emails(model, &people),
        Action::StartSync => return start_sync(model),
        _ => {}
    }
    vec![]
}

fn start_sync(model: &mut Model) -> Vec<Effect> {
    let mut effects = go_to(model, Screen::Sync);
    effects.extend(sync::start(model));
    effects
}

fn go(model: &mut Model, movement: Move, lines: usize) {
    let view = &mut model.recipients.view;
    let half = lines.div_ceil(2) as isize;
    match movement {
        Move::Up => view.move_by(-1, lines),
        Move::Down => view.move_by(1, lines),
        Move::PageUp => view.move_by(-(lines as isize), lines),
        Move::PageDown => view.move_by(lines as isize, lines),
        Move::HalfUp => view.move_by(-half, lines),
        Move::HalfDown => view.move_by(half, lines),
        Move::First => view.move_to(0, lines),
        Move::Last => view.move_to(usize::MAX, lines),
    }
}

fn back(model: &mut Model) -> Vec<Effect> {
    let screen = &mut model.recipients;
    if screen.is_editing {
        screen.is_editing = false;
        return model.kept().into_iter().collect();
    }
    if screen.range_start.take().is_some() {
        return vec![];
    }
    if !screen.query.value().is_empty() {
        screen.query = Input::default();
        return query_changed(model);
    }
    if screen.only_selected {
        screen.only_selected = false;
        return find(model);
    }
    vec![]
}

fn export(model: &mut Model) -> Vec<Effect> {
    if model.recipients.selection.count() == 0 {
        model.say(Tone::Plain, "Nobody is selected: Space selects a person, a selects all shown");
        return vec![];
    }
    let (dialog, effects) = ExportDialog::open(model);
    model.dialog = Some(Dialog::Export(Box::new(dialog)));
    effects
}

/// Moves the cursor by rows; who has it then.
pub(in crate::app) fn neighbour(model: &mut Model, step: isize) -> Option<PersonId> {
    let lines = model.size.people_lines();
    model.recipients.view.move_by(step, lines);
    let people = model.recipients.people.as_ref()?;
    model.recipients.view.current().map(|row| people.roster.id(row))
}
