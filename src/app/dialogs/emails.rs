//! Selects people by their email addresses: pasted, typed, or read from a file. Nobody is selected before a look at who was
//! found, and who was not.

use crate::app::company::SelectionChange;
use crate::app::context::Context;
use crate::app::effect::{Effect, EmailSource};
use crate::app::key::Key;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{DialogLayout, SIGN_COLUMNS, text_width};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::text_input;
use crate::app::viewport::Viewport;
use crate::domain::fields::{Field, TextField};
use crate::domain::people::bits::Bits;
use crate::domain::people::roster::Roster;
use crate::domain::picking::pasted::{Pasted, UnknownAddress};
use crate::domain::problem::Problem;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use tui_input::Input;

const WIDTH: u16 = 76;
/// So many people or addresses are named of each kind.
const MAX_NAMED: usize = 200;
/// Bytes of all pastes together; a file may have more.
const MAX_PASTED: usize = 2 * 1024 * 1024;

#[derive(Clone, Debug)]
pub struct EmailsDialog {
    /// An address or more, or the name of a file.
    pub input: Input,
    /// What was pasted so far.
    pasted: String,
    state: State,
    pub viewport: Viewport,
    /// Whether those who have left by the gift date are taken, too.
    with_leavers: bool,
}

#[derive(Clone, Debug)]
enum State {
    Typing,
    /// The answer to another request is stale.
    Looking(EmailSource),
    Found(Box<FoundPeople>),
}

#[derive(Clone, Debug)]
struct FoundPeople {
    who: Bits,
    /// Addresses that nobody has.
    unknown: usize,
    lines: Vec<EmailsLine>,
}

/// A line about the addresses; texts may be foreign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmailsLine {
    /// How many people.
    Lead(String),
    /// What needs a look.
    Warning(String),
    Heading(String),
    Item(String),
    Blank,
}

impl EmailsDialog {
    pub fn new(with_leavers: bool) -> EmailsDialog {
        EmailsDialog {
            input: Input::default(),
            pasted: String::new(),
            state: State::Typing,
            viewport: Viewport::default(),
            with_leavers,
        }
    }

    /// The dialog with a text that was pasted over the table.
    ///
    /// # Errors
    /// A text that is too long: a part of it would leave people out in silence.
    pub fn with_paste(text: &str, with_leavers: bool, cx: &Context) -> Result<(EmailsDialog, Vec<Step>), Notice> {
        let mut dialog = EmailsDialog::new(with_leavers);
        dialog.add(text)?;
        let steps = dialog.look(EmailSource::Text(dialog.pasted.as_str().into()), cx);
        Ok((dialog, steps))
    }

    pub fn key_context(&self) -> KeyContext {
        if matches!(self.state, State::Found(_)) { KeyContext::EmailsFound } else { KeyContext::Emails }
    }

    pub fn is_looking(&self) -> bool {
        matches!(self.state, State::Looking(_))
    }

    /// What Enter does, for the border.
    pub fn enter(&self) -> Option<&'static str> {
        match &self.state {
            State::Found(found) if found.who.any() => Some("select them"),
            State::Found(_) => Some("back"),
            State::Typing | State::Looking(_) => Some("look for them"),
        }
    }

    /// Who was found and who was not; empty before.
    pub fn lines(&self) -> &[EmailsLine] {
        match &self.state {
            State::Found(found) => &found.lines,
            State::Typing | State::Looking(_) => &[],
        }
    }

    /// Before the lines are there, the dialog has some of its own.
    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, self.lines().len().max(4))
    }

    /// How many lines there are, and how many of them are visible.
    pub fn window(&self, cx: &Context) -> (usize, usize) {
        (self.lines().len(), self.layout(cx).height())
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        match (action, &self.state) {
            (Action::Back, _) => vec![Step::Close],
            (Action::Press, State::Typing) => self.read(cx),
            (Action::Press, State::Found(found)) if found.who.any() => {
                let change = SelectionChange::Add { label: "select by email", rows: found.who.clone() };
                let people = counted(found.who.count(), "person is", "people are");
                let unknown = found.unknown;
                let unknown = if unknown > 0 { format!("; {} not found", grouped(unknown)) } else { String::new() };
                let shows = cx.key(KeyContext::Recipients, Action::OnlySelected);
                let said = format!("{people} selected by their addresses{unknown}; {shows} shows the selected");
                let said = Notice::done(said);
                vec![Step::Close, Step::Select(change), said.into()]
            }
            (Action::Press, State::Found(_)) => vec![Step::Close],
            _ => vec![],
        }
    }

    /// Looks for the addresses that were typed, or in the file that was named.
    fn read(&mut self, cx: &Context) -> Vec<Step> {
        let text = self.input.value().trim();
        let is_path = text.starts_with(['/', '~', '.']) || !text.contains('@');
        match text {
            "" => vec![Notice::plain("Paste addresses, however they come, or type the name of a file").into()],
            path if is_path => self.look(EmailSource::File(path.into()), cx),
            text => self.look(EmailSource::Text(text.into()), cx),
        }
    }

    fn look(&mut self, source: EmailSource, cx: &Context) -> Vec<Step> {
        let Some(roster) = cx.company.roster() else { return vec![Step::Close] };
        self.state = State::Looking(source.clone());
        self.viewport = Viewport::default();
        vec![Effect::FindEmails { source, roster: roster.clone() }.into()]
    }

    pub fn typed(&mut self, key: Key) {
        text_input::edit(&mut self.input, key);
    }

    /// Addresses are looked for at once, also those of a paste that comes in pieces. A short text without any may be the
    /// name of a file.
    ///
    /// # Errors
    /// As [`text_input::paste`].
    pub fn pasted(&mut self, text: &str, cx: &Context) -> Result<Vec<Step>, Notice> {
        let is_path = matches!(self.state, State::Typing) && !text.contains('@') && !text.trim().contains('\n');
        if is_path {
            return text_input::paste(&mut self.input, text).map(|()| vec![]);
        }
        self.add(text)?;
        let all = [self.input.value(), " ", &self.pasted].concat();
        Ok(self.look(EmailSource::Text(all.into()), cx))
    }

    fn add(&mut self, text: &str) -> Result<(), Notice> {
        if self.pasted.len() + text.len() > MAX_PASTED {
            let key = "Nothing was pasted: more than 2 MiB at once; save it as a file, and type its name here";
            return Err(Notice::failed(key));
        }
        self.pasted.push_str(text);
        Ok(())
    }

    pub fn found(&mut self, source: &EmailSource, result: Result<Box<Pasted>, Problem>, cx: &Context) -> Vec<Step> {
        if !matches!(&self.state, State::Looking(asked) if asked.is(source)) {
            return vec![];
        }
        match result {
            Ok(pasted) => self.state = State::Found(Box::new(self.told(&pasted, cx))),
            Err(problem) => {
                self.state = State::Typing;
                return vec![Notice::failed(problem.to_string()).into()];
            }
        }
        vec![]
    }

    pub fn panicked(&mut self) {
        self.state = State::Typing;
    }

    fn told(&self, pasted: &Pasted, cx: &Context) -> FoundPeople {
        let Some(roster) = cx.company.roster() else {
            return FoundPeople { who: Bits::default(), unknown: 0, lines: vec![] };
        };
        let never = shared(&pasted.found, cx.company.marks.never());
        let mut leavers = shared(&pasted.found, cx.company.marks.leavers());
        leavers.remove(&never);
        let mut who = pasted.found.clone();
        who.remove(&never);
        if !self.with_leavers {
            who.remove(&leavers);
        }
        let mut told = Told { lines: vec![], columns: text_width(cx.body(), WIDTH) };
        let addresses = counted(pasted.addresses, "address", "addresses");
        let selected = who.count_shared(cx.company.selection.chosen());
        let already =
            if selected > 0 { format!(", {} of them selected already", grouped(selected)) } else { String::new() };
        let people = counted(who.count(), "person", "people");
        told.add(EmailsLine::Lead, &format!("{addresses}: {people} to select{already}"));
        if pasted.addresses == 0 {
            let edit = cx.key(KeyContext::Recipients, Action::EditQuery);
            told.add(
                EmailsLine::Warning,
                &format!("There is no email address in it. {edit} in the table looks for names."),
            );
        }
        let unread = |field: &Field| roster.is_unread(*field);
        for field in TextField::EMAILS.map(TextField::field).iter().filter(|field| unread(field)) {
            told.add(EmailsLine::Warning, &format!("{field} was not read in the last sync: nobody is found by it."));
        }
        let unknown = pasted.unknown.iter().map(|UnknownAddress { address, nearest }| match nearest {
            Some(near) => format!("{address}: did you mean {near}?"),
            None => address.clone(),
        });
        told.part(pasted.unknown.len(), "not found", unknown);
        told.people(&never, "on the never-list, not selected", roster);
        let left = if self.with_leavers { "left by the gift date" } else { "left by the gift date, not selected" };
        told.people(&leavers, left, roster);
        let shared = pasted.shared.iter().map(|(address, people)| format!("{address}: {people} people, all are meant"));
        told.part(pasted.shared.len(), "of several people", shared);
        if pasted.repeated > 0 {
            let addresses = counted(pasted.repeated, "address means", "addresses mean");
            told.lines.push(EmailsLine::Blank);
            told.add(EmailsLine::Heading, &format!("{addresses} somebody who is there already"));
        }
        told.people(&who, "to select", roster);
        FoundPeople { who, unknown: pasted.unknown.len(), lines: told.lines }
    }
}

fn shared(found: &Bits, other: &Bits) -> Bits {
    let mut both = found.clone();
    both.keep(other);
    both
}

/// Lines under way, wrapped for a width.
struct Told {
    lines: Vec<EmailsLine>,
    columns: usize,
}

impl Told {
    fn add(&mut self, line: fn(String) -> EmailsLine, text: &str) {
        self.lines.extend(SafeText::of(text).wrap(self.columns).into_iter().map(line));
    }

    fn people(&mut self, who: &Bits, what: &str, roster: &Roster) {
        let email = |row| match roster.text(TextField::Email, row).trim() {
            "" => roster.display_name(row).into_owned(),
            email => format!("{}  {email}", roster.display_name(row)),
        };
        self.part(who.count(), what, who.rows().map(email));
    }

    fn part(&mut self, count: usize, what: &str, items: impl Iterator<Item = String>) {
        if count == 0 {
            return;
        }
        self.lines.push(EmailsLine::Blank);
        self.add(EmailsLine::Heading, &format!("{} {what}", grouped(count)));
        let columns = self.columns.saturating_sub(SIGN_COLUMNS);
        let wrapped = items.take(MAX_NAMED).flat_map(|item| SafeText::of(&item).wrap(columns));
        self.lines.extend(wrapped.map(EmailsLine::Item));
        if count > MAX_NAMED {
            self.lines.push(EmailsLine::Item(format!("and {} more", grouped(count - MAX_NAMED))));
        }
    }
}
