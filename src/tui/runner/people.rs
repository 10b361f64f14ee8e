//! The job that brings the people of the last sync: those of the first screen at once, the rest behind the frame that shows
//! them.

use super::{Runner, spawn_blocking_for};
use crate::app::msg::{Job, Msg};
use crate::app::request::RequestId;
use crate::domain::credentials::Account;
use crate::jobs;
use std::time::Duration;

/// How long the rest waits for the first ones to be on the screen.
const FRAME_BEFORE_REST: Duration = Duration::from_millis(100);

impl Runner {
    pub(super) fn load_people(&self, request: RequestId, account: Option<Account>, has_selection: bool) {
        let (cx, messages, shown) = (self.context_for(account), self.messages.clone(), self.shown.clone());
        spawn_blocking_for(self.messages.clone(), Job::LoadPeople, move || {
            // Without an account nobody can tell whose people the file holds.
            let opened = if account.is_some() { jobs::people::open(&cx) } else { Ok(None) };
            let result = opened.and_then(|people| {
                people.as_ref().map(|people| jobs::people::read_first(&cx, people, has_selection)).transpose()?;
                Ok(people)
            });
            let people = result.as_ref().ok().cloned().flatten();
            let _ = messages.send(Msg::PeopleLoaded { request, result });
            let people = people?;
            shown.wait(FRAME_BEFORE_REST);
            let problem = jobs::people::read_rest(&cx, &people.roster).err()?;
            Some(Msg::PeopleDamaged { roster: people.roster, problem })
        });
    }
}
