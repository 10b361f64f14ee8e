//! The walk over all pages: the first one says how many people there are, the others are requested concurrently at the
//! pace that Personio allows. It ends with everybody or with an error (`completeness` checks); dropping it cancels all.
//!
//! Pages are counted in rows received, never in `total_pages`
//! (<https://developer.personio.de/docs/pagination-adoption-guide-for-v1-get-employees-endpoint>).

use super::client::{PageRequest, PersonioClient};
use super::completeness::{Collector, Inconsistency};
use super::decode::Page;
use super::error::{Cause, Error, Stage};
use crate::domain::checklist::attribute::Keys;
use crate::domain::fields::Fields;
use crate::domain::people::employee::PersonId;
use crate::domain::people::roster::RosterBuilder;
use crate::domain::sync::{SyncProgress, SyncStage, Waiting};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

const MAX_IN_FLIGHT: usize = 8;
/// Walks before giving up on consistent pages: the first is concurrent, the others are sequential.
const MAX_WALKS: u32 = 3;
/// What all walks together may request: this many requests, and some more for each page, so that pages that never
/// agree are no flood. No page is requested more than five times, so the first walk always fits.
const REQUESTS: u32 = 15;
const REQUESTS_PER_PAGE: u32 = 5;
/// Fewer retries than this are no good for another walk.
const MIN_RETRIES: u32 = 3;
const MAX_PEOPLE: u64 = 1_000_000;
const MAX_PAGES: usize = 10_000;
/// The walk ends if nothing arrives for this long.
const MAX_SILENCE: Duration = Duration::from_secs(120);

/// Everybody, from a walk that passed all checks.
pub struct Walked {
    pub roster: RosterBuilder,
    /// The fields that came for at least one person, even if empty.
    pub came: Fields,
    /// Who came more than once: an id for each record that replaced an earlier one.
    pub repeated: Vec<PersonId>,
    /// As [`PersonioClient::traffic`] counts them.
    pub requests: u32,
    pub retries: u32,
}

impl std::fmt::Debug for Walked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Numbers only, no people.
        let Walked { roster, repeated, requests, retries, .. } = self;
        let (people, duplicates) = (roster.len(), repeated.len());
        write!(f, "{people} people, {duplicates} duplicates, {requests} requests, {retries} retries")
    }
}

/// Reads everybody. `on_progress` is called after each page and when a wait begins or ends; it must not block.
///
/// # Errors
/// See [`Cause`]; nothing partial is ever returned.
pub async fn walk(
    client: &Arc<PersonioClient>,
    keys: &Arc<Keys>,
    on_progress: impl Fn(SyncProgress) + Send + Sync,
) -> Result<Walked, Error> {
    client.begin_walk();
    let mut walks = 0;
    let mut came_before = Fields::NONE;
    loop {
        let mut one = Walk::new(client, keys, &on_progress);
        one.is_sequential = walks > 0;
        one.read().await?;
        walks += 1;
        let collector = one.collector;
        let inconsistency = collector.inconsistency(came_before);
        came_before = came_before.union(collector.came());
        if walks < MAX_WALKS && inconsistency.as_ref().is_some_and(|found| found.is_worth_another_walk()) {
            let pages = u32::try_from(collector.pages).unwrap_or(u32::MAX);
            if let Some(retries) = retries_left(client.traffic().requests, pages) {
                client.limit_retries(retries);
                continue;
            }
        }
        if let Some(cause) = inconsistency.and_then(Inconsistency::cause) {
            return Err(cause.at(Stage::Employees));
        }
        let traffic = client.traffic();
        let repeated = collector.roster.repeated();
        let came = collector.came();
        return Ok(Walked {
            roster: collector.roster,
            came,
            repeated,
            requests: traffic.requests,
            retries: traffic.retries,
        });
    }
}

/// How many retries fit into another walk over so many pages after so many requests; `None` if the walk does not fit.
fn retries_left(requests: u32, pages: u32) -> Option<u32> {
    let limit = REQUESTS.saturating_add(REQUESTS_PER_PAGE.saturating_mul(pages));
    // Without a total, an empty page tells where the people end.
    let left = limit.checked_sub(requests)?.checked_sub(pages)?.checked_sub(1)?;
    // With none at all, the first hiccup would end a sync that may be complete.
    (left >= MIN_RETRIES).then_some(left)
}

struct Fetched {
    /// The records that were requested.
    range: Range<u64>,
    outcome: Result<Page, Error>,
}

struct Walk<'a, P> {
    client: &'a Arc<PersonioClient>,
    keys: &'a Arc<Keys>,
    on_progress: &'a P,
    waiting: watch::Receiver<Option<Waiting>>,
    begun: Instant,
    is_sequential: bool,
    /// Rows per page; fewer than requested if the server gives fewer.
    step: u64,
    collector: Collector,
    /// The second page, if it came before the first.
    early_second_page: Option<Fetched>,
    in_flight: JoinSet<Fetched>,
    pages_requested: usize,
}

impl<'a, P: Fn(SyncProgress) + Send + Sync> Walk<'a, P> {
    fn new(client: &'a Arc<PersonioClient>, keys: &'a Arc<Keys>, on_progress: &'a P) -> Self {
        Walk {
            client,
            keys,
            on_progress,
            waiting: client.waiting(),
            begun: Instant::now(),
            is_sequential: false,
            step: u64::from(client.page_limit()),
            collector: Collector::new(),
            early_second_page: None,
            in_flight: JoinSet::new(),
            pages_requested: 0,
        }
    }

    /// Reads all pages into the collector, or until one repeats.
    async fn read(&mut self) -> Result<(), Error> {
        self.report_progress();
        let first = self.first_page().await?;
        let received = first.employees.len() as u64;
        self.add_page(0, first)?;
        match self.collector.total() {
            Some(total) if total > MAX_PEOPLE => Err(too_many(MAX_PEOPLE as usize)),
            _ if received == 0 => Ok(()),
            Some(total) if !self.is_sequential => self.rest_concurrently(received, total).await,
            _ => self.rest_sequentially(received).await,
        }
    }

    /// The first page. The second is requested together with it: most companies have one, and it saves a round trip.
    async fn first_page(&mut self) -> Result<Page, Error> {
        self.request(0..self.step)?;
        if !self.is_sequential {
            self.request(self.step..self.step * 2)?;
        }
        loop {
            match self.next().await? {
                first if first.range.start == 0 => return first.outcome,
                second => self.early_second_page = Some(second),
            }
        }
    }

    async fn rest_concurrently(&mut self, received: u64, total: u64) -> Result<(), Error> {
        let asked = self.step;
        let mut ranges = VecDeque::new();
        if received < asked && received < total {
            // The server gives fewer rows than requested.
            self.step = received;
            ranges.push_back(received..asked);
        }
        let mut next_start = asked * 2;
        loop {
            while self.in_flight.len() < MAX_IN_FLIGHT {
                let range = ranges.pop_front().unwrap_or(next_start..next_start + self.step);
                if range.start >= total {
                    break;
                }
                next_start = next_start.max(range.end);
                self.request(range)?;
            }
            let Fetched { range, outcome } = match self.early_second_page.take() {
                Some(early_second_page) => early_second_page,
                None if self.in_flight.is_empty() || total <= received => return Ok(()),
                None => self.next().await?,
            };
            if range.start >= total {
                continue;
            }
            let page = outcome?;
            let end = range.start + page.employees.len() as u64;
            if !page.employees.is_empty() && end < range.end.min(total) {
                ranges.push_back(end..range.end);
            }
            self.add_page(range.start, page)?;
            if self.collector.repeats() {
                return Ok(());
            }
        }
    }

    async fn rest_sequentially(&mut self, received: u64) -> Result<(), Error> {
        self.early_second_page = None;
        self.in_flight = JoinSet::new();
        let mut offset = received;
        while !self.collector.repeats() && self.collector.total().is_none_or(|total| offset < total) {
            self.request(offset..offset + self.step)?;
            let page = self.next().await?.outcome?;
            let received = page.employees.len() as u64;
            self.add_page(offset, page)?;
            if received == 0 {
                break;
            }
            offset += received;
        }
        Ok(())
    }

    fn request(&mut self, range: Range<u64>) -> Result<(), Error> {
        self.pages_requested += 1;
        if self.pages_requested > MAX_PAGES {
            return Err(too_many(MAX_PAGES));
        }
        let limit = u32::try_from(range.end - range.start).unwrap_or(u32::MAX);
        let page = PageRequest { offset: range.start, limit };
        let (client, keys) = (Arc::clone(self.client), Arc::clone(self.keys));
        self.in_flight.spawn(async move {
            let outcome = client.employees(page, &keys).await;
            Fetched { range, outcome }
        });
        Ok(())
    }

    /// The next page that arrives. Reports waits in the meantime, and fails after a long silence.
    async fn next(&mut self) -> Result<Fetched, Error> {
        loop {
            let silence_ends =
                self.client.silent_since().map_or(self.begun, |since| since.max(self.begun)) + MAX_SILENCE;
            tokio::select! {
                joined = self.in_flight.join_next() => return match joined {
                    Some(Ok(fetched)) => Ok(fetched),
                    Some(Err(failed)) if failed.is_panic() => std::panic::resume_unwind(failed.into_panic()),
                    // The runtime is shutting down.
                    Some(Err(_)) | None => Err(Cause::Truncated.at(Stage::Employees)),
                },
                Ok(()) = self.waiting.changed() => self.report_progress(),
                () = sleep_until(silence_ends) => {
                    if self.client.silent_since().is_none_or(|since| since + MAX_SILENCE <= Instant::now()) {
                        return Err(Cause::Silent { time: MAX_SILENCE }.at(Stage::Employees));
                    }
                }
            }
        }
    }

    fn add_page(&mut self, offset: u64, page: Page) -> Result<(), Error> {
        if page.offset.is_some_and(|echoed| echoed != offset) {
            return Err(Cause::Repeats { offset }.at(Stage::Employees));
        }
        self.collector.add_page(offset, page);
        if self.collector.roster.len() as u64 > MAX_PEOPLE {
            return Err(too_many(MAX_PEOPLE as usize));
        }
        self.report_progress();
        Ok(())
    }

    fn report_progress(&mut self) {
        let traffic = self.client.traffic();
        let total = self.collector.total();
        let pages = self.collector.pages;
        (self.on_progress)(SyncProgress {
            stage: if self.is_sequential { SyncStage::ReadingAgain } else { SyncStage::ReadingPeople },
            people: self.collector.roster.len(),
            people_total: total.map(|total| total as usize),
            pages,
            pages_total: total.map(|total| (total.div_ceil(self.step) as usize).max(pages)),
            requests: traffic.requests,
            retries: traffic.retries,
            waiting: self.waiting.borrow_and_update().clone(),
        });
    }
}

fn too_many(limit: usize) -> Error {
    Cause::TooMany { limit }.at(Stage::Employees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_over_twelve_pages_end_within_seventy_five_requests() {
        for (requests, expected) in [(14, Some(48)), (59, Some(3)), (60, None), (75, None), (200, None)] {
            assert_eq!(retries_left(requests, 12), expected, "{requests}");
        }
        // A company on one page has its three walks, with retries.
        assert_eq!((retries_left(4, 1), retries_left(6, 1)), (Some(14), Some(12)));
    }
}
