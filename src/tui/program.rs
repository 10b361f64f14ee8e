//! The program without a terminal: what happens in it when a key or the message of a job comes. The loop gives it a real
//! terminal, and tests press keys in it.

use super::decoder::Mouse;
use super::draw::draw;
use super::hits::Hits;
use super::runner::{Environment, Runner};
use crate::app::launch::LaunchOptions;
use crate::app::model::Model;
use crate::app::{Effect, Msg, update};
use crate::domain::people::roster::Roster;
use crate::domain::problem::Problem;
use ratatui::Frame;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// How long drawing waits for rows that were asked for, so that a key costs one frame and not two.
const SAME_FRAME: Duration = Duration::from_millis(8);

/// How long the first frame waits for the people of the last sync: usually they are there sooner, and then it shows them.
const PEOPLE_FOR_FRAME: Duration = Duration::from_millis(50);

/// The program without a terminal.
pub struct Program {
    pub model: Model,
    pub(super) runner: Runner,
    messages: UnboundedReceiver<Msg>,
    for_terminal: Vec<Effect>,
    awaits_people: bool,
    awaits_rows: bool,
}

impl Program {
    /// Starts the program and its first jobs. In a tokio runtime.
    ///
    /// # Errors
    /// When no client can be made for the credentials.
    pub fn new(options: LaunchOptions, environment: Environment) -> Result<Program, Problem> {
        let (sender, messages) = unbounded_channel();
        let runner = Runner::new(environment, sender)?;
        let model = Model::new(options, runner.now());
        let mut program =
            Program { model, runner, messages, for_terminal: Vec::new(), awaits_people: false, awaits_rows: false };
        program.dispatch(Msg::Started);
        Ok(program)
    }

    /// Updates the model and runs the effects; those of the terminal wait for [`Program::take_terminal_effects`].
    pub fn dispatch(&mut self, msg: Msg) {
        match msg {
            Msg::RowsFound { .. } => self.awaits_rows = false,
            Msg::PeopleLoaded { .. } => self.awaits_people = false,
            _ => {}
        }
        let mut effects = update(&mut self.model, msg, self.runner.now());
        if let Some((roster, problem)) = self.damage() {
            // What was just read of them may be nothing: it is neither kept nor copied.
            effects.retain(|effect| !tells_of_people(effect));
            effects.extend(update(&mut self.model, Msg::PeopleDamaged { roster, problem }, self.runner.now()));
        }
        for effect in effects {
            self.awaits_rows |= matches!(effect, Effect::FindRows { .. });
            self.awaits_people |= matches!(effect, Effect::LoadPeople { .. });
            self.for_terminal.extend(self.runner.run(effect));
        }
    }

    /// Dispatches what the mouse did to what is drawn where it stands, if anything is.
    pub(super) fn point(&mut self, mouse: Mouse, hits: &Hits) {
        if let Some(target) = hits.at(mouse.at) {
            self.dispatch(Msg::Pointed { target, gesture: mouse.gesture });
        }
    }

    /// Waits for the next message of a job and dispatches it.
    pub async fn next(&mut self) {
        if let Some(msg) = self.messages.recv().await {
            self.dispatch(msg);
        }
    }

    /// Dispatches what waits, and gives people and rows that were asked for a moment to come.
    pub(super) async fn catch_up(&mut self) {
        while let Ok(msg) = self.messages.try_recv() {
            self.dispatch(msg);
        }
        if self.awaits_people || self.awaits_rows {
            let most = if self.awaits_people { PEOPLE_FOR_FRAME } else { SAME_FRAME };
            let answers = async {
                while self.awaits_people || self.awaits_rows {
                    self.next().await;
                }
            };
            let _ = tokio::time::timeout(most, answers).await;
            (self.awaits_people, self.awaits_rows) = (false, false);
        }
    }

    /// The people, and why they cannot be used, if a part of them turned out to be damaged when it was read.
    fn damage(&self) -> Option<(Arc<Roster>, Problem)> {
        let people = self.model.company.people.as_ref()?;
        Some((people.roster.clone(), self.runner.damage(people)?))
    }

    /// Draws a frame. Where a part of the people turns out to be damaged as it is read for it, nothing of them is shown.
    pub(super) fn draw(&mut self, frame: &mut Frame) -> Hits {
        let hits = draw(frame, &self.model);
        let Some((roster, problem)) = self.damage() else { return hits };
        self.dispatch(Msg::PeopleDamaged { roster, problem });
        frame.buffer_mut().reset();
        draw(frame, &self.model)
    }

    /// Whether the keys that follow are not for this program any more.
    pub(super) fn is_over(&self) -> bool {
        self.for_terminal.iter().any(|effect| matches!(effect, Effect::Switch | Effect::Quit))
    }

    /// The effects that only the terminal can run.
    pub fn take_terminal_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.for_terminal)
    }
}

/// Whether an effect passes on what was read of people. An export reads all of them before it writes.
fn tells_of_people(effect: &Effect) -> bool {
    matches!(effect, Effect::Copy(_) | Effect::Remember { .. } | Effect::ReadKept { change: Some(_), .. })
}
