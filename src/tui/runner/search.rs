//! The jobs that find people, by a query or by their addresses, and count the values that they have.

use super::{Runner, spawn_blocking_for};
use crate::app::effect::EmailSource;
use crate::app::msg::{Job, Msg};
use crate::app::request::RequestId;
use crate::domain::people::roster::Roster;
use crate::domain::picking::facets::FacetSearch;
use crate::domain::picking::pasted::people_pasted;
use crate::domain::picking::search::Search;
use crate::domain::query::Scratch;
use crate::jobs;
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Runner {
    pub(super) fn find(&mut self, request: RequestId, search: Search) {
        self.newest_search.store(request.0, Ordering::Relaxed);
        let (newest, scratch) = (self.newest_search.clone(), self.scratch.clone());
        spawn_blocking_for(self.messages.clone(), Job::FindRows, move || {
            let mut scratch = scratch.lock();
            if newest.load(Ordering::Relaxed) != request.0 {
                return None;
            }
            let (roster, found_before) = &mut *scratch;
            if !roster.as_ref().is_some_and(|roster| Arc::ptr_eq(roster, &search.roster)) {
                *roster = Some(search.roster.clone());
                *found_before = Scratch::default();
            }
            Some(Msg::RowsFound { request, found: search.find(found_before) })
        });
    }

    pub(super) fn count_facets(&mut self, request: RequestId, search: FacetSearch) {
        self.newest_facets.store(request.0, Ordering::Relaxed);
        let newest = self.newest_facets.clone();
        spawn_blocking_for(self.messages.clone(), Job::CountFacets, move || {
            let is_newest = newest.load(Ordering::Relaxed) == request.0;
            is_newest.then(|| Msg::FacetsCounted { request, counts: search.count() })
        });
    }

    pub(super) fn find_emails(&self, source: EmailSource, roster: Arc<Roster>) {
        let (cx, newest) = (self.cx.clone(), self.newest_emails.clone());
        let request = newest.fetch_add(1, Ordering::Relaxed) + 1;
        spawn_blocking_for(self.messages.clone(), Job::FindEmails, move || {
            if newest.load(Ordering::Relaxed) != request {
                return None;
            }
            let result = match &source {
                EmailSource::Text(text) => Ok(people_pasted(&roster, text)),
                EmailSource::File(path) => jobs::emails::find_in_file(&cx, &roster, path),
            };
            Some(Msg::EmailsFound { source, result: result.map(Box::new) })
        });
    }
}
