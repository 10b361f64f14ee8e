//! How far the terminal is behind. The system takes many frames before a write waits, so over a slow line those of a held
//! key are still coming when it was released long ago. Therefore the terminal is asked behind a frame for a sign that it has
//! come so far, and while more is on its way than the line takes in a moment, what changes becomes one later frame.

use std::time::{Duration, Instant};

/// Asks for a sign (DSR 5): the answer is `CSI 0 n`. <https://vt100.net/docs/vt510-rm/DSR-OS.html>
pub const QUESTION: &[u8] = b"\x1b[5n";
/// It is asked behind so many bytes: a key now and then costs no question.
const ASK_AFTER: usize = 512;
/// So much of what the line takes may be on its way.
const ON_ITS_WAY: Duration = Duration::from_millis(500);
/// An answer that takes twice as long as the one before, and this, is late.
const LATE: Duration = Duration::from_millis(100);
/// When nothing was sent for so long, the little that was sent before is through.
const REST: Duration = Duration::from_secs(1);
/// An answer that takes longer does not come, as far as anybody waits for it.
const PATIENCE: Duration = Duration::from_secs(10);
/// One that takes longer is lost: a terminal that answered before is asked anew.
const LOST: Duration = Duration::from_secs(60);

#[derive(Default)]
pub struct Pace {
    /// Frames that no answer has covered.
    unanswered: Option<Sent>,
    question: Option<Question>,
    /// Bytes a second that the line takes, at least; 0 if that is not known. None of a terminal that did not answer yet, or
    /// does not any more: it is not waited for.
    rate: Option<usize>,
    /// How long the last answer took.
    round_trip: Duration,
    /// Answers that may still come, also to questions whose frame was lost, and when the last of them was asked for.
    owed: usize,
    asked_at: Option<Instant>,
    /// The terminal answered before, and does not any more.
    is_overdue: bool,
}

/// Some frames.
#[derive(Clone, Copy)]
struct Sent {
    bytes: usize,
    /// When the line was free for the first of them, and when the last one was sent.
    since: Instant,
    last: Instant,
}

struct Question {
    covers: Sent,
    /// Bytes of the last frame of these.
    last_bytes: usize,
}

impl Pace {
    /// The question is sent before any frame: the answer says that there are answers.
    pub fn begins(&mut self, now: Instant) {
        (self.owed, self.asked_at) = (1, Some(now));
    }

    /// A frame of so many bytes is sent. Returns whether the question is to follow it.
    #[must_use]
    pub fn sends(&mut self, bytes: usize, now: Instant) -> bool {
        if self.is_overdue && self.asked_at.is_some_and(|at| now.duration_since(at) > LOST) {
            (self.question, self.owed, self.is_overdue) = (None, 0, false);
        }
        let is_through = |sent: &Sent| self.question.is_none() && now.duration_since(sent.last) > REST;
        let sent = match self.unanswered.filter(|sent| !is_through(sent)) {
            Some(sent) => Sent { bytes: sent.bytes.saturating_add(bytes), last: now, ..sent },
            None => Sent { bytes, since: now, last: now },
        };
        self.unanswered = Some(sent);
        if self.question.is_some() || sent.bytes < ASK_AFTER {
            return false;
        }
        self.owed = if self.awaits_answer(now) { self.owed + 1 } else { 1 };
        self.asked_at = Some(now);
        self.question = Some(Question { covers: sent, last_bytes: bytes });
        true
    }

    /// The answer came.
    pub fn answered(&mut self, now: Instant) {
        self.owed = self.owed.saturating_sub(1);
        self.is_overdue = false;
        self.rate = self.rate.or(Some(0));
        // They come in the order of the questions, and one before the last may be of a frame that was lost.
        let Some(Question { covers, last_bytes }) = self.question.take_if(|_| self.owed == 0) else { return };
        let rest =
            self.unanswered.map(|sent| Sent { bytes: sent.bytes.saturating_sub(covers.bytes), since: now, ..sent });
        self.unanswered = rest.filter(|sent| sent.bytes > 0);
        self.round_trip = now.duration_since(covers.last);
        // The line may have stood idle between frames, so the last one alone may tell of a faster one.
        let took = now.duration_since(covers.since);
        let rate = rate(covers.bytes, took).max(rate(last_bytes, self.round_trip));
        // Nothing had to wait for long: it may take more than it got.
        let least = self.rate.filter(|_| took < ON_ITS_WAY);
        self.rate = least.max(Some(rate));
    }

    /// Others had the terminal, and its answers.
    pub fn restarts(&mut self) {
        (self.unanswered, self.question, self.owed) = (None, None, 0);
    }

    /// The frame that [`Pace::sends`] was told of was cut, and with it the question, if it was to follow. What was asked before
    /// is still answered.
    pub fn cut(&mut self, had_question: bool) {
        self.owed -= usize::from(had_question).min(self.owed);
        (self.unanswered, self.question) = (None, None);
    }

    /// Whether nothing more is to be sent for now: too much is on its way, or it takes longer than it did.
    pub fn is_behind(&self, now: Instant) -> bool {
        let window = |rate: usize| (rate.saturating_mul(ON_ITS_WAY.as_millis() as usize) / 1000).max(ASK_AFTER);
        let sent = self.unanswered.map_or(0, |sent| sent.bytes);
        let is_much = |rate| sent >= window(rate);
        let late = ON_ITS_WAY.min(2 * self.round_trip + LATE);
        let is_late = |question: &Question| now.duration_since(question.covers.last) >= late;
        self.rate.is_some_and(|rate| self.question.as_ref().is_some_and(|question| is_much(rate) || is_late(question)))
    }

    /// Whether the terminal answers.
    pub fn is_answering(&self) -> bool {
        self.rate.is_some()
    }

    /// Whether an answer may still be on its way.
    pub fn awaits_answer(&self, now: Instant) -> bool {
        self.owed > 0 && !self.patience(now).is_zero()
    }

    /// For how long the last answer that was asked for may still come.
    pub fn patience(&self, now: Instant) -> Duration {
        self.asked_at.map_or(Duration::ZERO, |at| PATIENCE.saturating_sub(now.duration_since(at)))
    }

    /// The answer is overdue. The terminal is waited for again once it answers.
    pub fn give_up(&mut self) {
        (self.rate, self.is_overdue) = (None, true);
    }
}

/// Bytes a second.
fn rate(bytes: usize, took: Duration) -> usize {
    let millis = usize::try_from(took.as_millis()).unwrap_or(usize::MAX);
    bytes.saturating_mul(1000) / millis.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;

    /// Bytes of a frame in which the list moved by so many rows, at 80x24.
    fn frame_bytes(rows: usize) -> usize {
        (75 + 140 * rows).min(1400)
    }

    /// A line that takes so many bytes a second, over which an answer takes so long.
    struct Line {
        bytes_per_second: usize,
        round_trip: Duration,
        /// When the last byte that was sent is through.
        is_free: Duration,
        answers: VecDeque<Duration>,
    }

    /// How often a key that is held for so long was drawn, and how long after its end everything is on the screen.
    fn held(mut line: Line, held_for: Duration) -> (usize, Duration) {
        let (start, mut pace) = (Instant::now(), Pace::default());
        let (mut frames, mut rows) = (0, 0);
        let mut send = |bytes, now: Duration, pace: &mut Pace, line: &mut Line| {
            frames += 1;
            line.is_free = line.is_free.max(now) + Duration::from_secs_f64(bytes as f64 / line.bytes_per_second as f64);
            if pace.sends(bytes, start + now) {
                line.answers.push_back(line.is_free + line.round_trip);
            }
        };
        // The first frame, long before.
        send(2800, Duration::ZERO, &mut pace, &mut line);
        let first = line.answers[0] + Duration::from_secs(3);
        let step = Duration::from_millis(1);
        let (mut now, mut next_key) = (Duration::ZERO, first);
        while now < first + held_for || rows > 0 || !line.answers.is_empty() {
            now += step;
            if line.answers.front().is_some_and(|&at| at <= now) {
                line.answers.pop_front();
                pace.answered(start + now);
            }
            if now >= next_key && now < first + held_for {
                rows += 1;
                next_key += Duration::from_millis(33);
            }
            if rows > 0 && !pace.is_behind(start + now) {
                send(frame_bytes(std::mem::take(&mut rows)), now, &mut pace, &mut line);
            }
        }
        (frames - 1, line.is_free.saturating_sub(first + held_for))
    }

    fn line(bytes_per_second: usize, round_trip: u64) -> Line {
        let round_trip = Duration::from_millis(round_trip);
        Line { bytes_per_second, round_trip, is_free: Duration::ZERO, answers: VecDeque::new() }
    }

    /// Catalogue: D15.
    #[test]
    fn a_held_key_is_over_soon_after_its_release_on_a_slow_line() {
        for (bytes_per_second, least, most) in [(1200, 5, 1600), (2400, 10, 900), (4800, 40, 500), (9600, 91, 50)] {
            let (frames, late) = held(line(bytes_per_second, 50), Duration::from_secs(3));
            let is_soon = late <= Duration::from_millis(most);
            assert!(is_soon && frames >= least, "{bytes_per_second}: {late:?} after {frames} frames");
        }
    }

    #[test]
    fn a_line_that_takes_everything_shows_every_row_up_to_a_long_round_trip() {
        for (round_trip, least) in [(1, 91), (50, 91), (100, 91), (200, 91), (300, 91), (600, 20)] {
            let (frames, _) = held(line(1_000_000, round_trip), Duration::from_secs(3));
            assert!(frames >= least, "{round_trip} ms: {frames} frames");
        }
    }

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn who_presses_a_key_now_and_then_has_no_slow_line_therefore() {
        for (bytes, apart) in [(50, 250), (200, 500), (60, 800), (40, 990)] {
            let (mut now, mut pace) = (Instant::now(), Pace::default());
            while !pace.sends(bytes, now) {
                now += millis(apart);
            }
            pace.answered(now + millis(2));
            assert!(pace.sends(8000, now + millis(10)) && !pace.is_behind(now + millis(10)), "{bytes} {apart}");
        }
    }

    /// Catalogue: D15.
    #[test]
    fn a_terminal_that_never_answers_is_asked_once_and_never_waited_for() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        let asked = (0..100).filter(|&second| pace.sends(5000, now + Duration::from_secs(second))).count();
        assert_eq!((asked, pace.is_behind(now + PATIENCE)), (1, false));
        assert!(pace.awaits_answer(now + millis(9999)) && !pace.awaits_answer(now + PATIENCE));
    }

    #[test]
    fn a_terminal_that_answers_no_more_is_waited_for_until_it_is_overdue_and_asked_once_more() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        let after = |time| now + millis(time);
        assert!(pace.sends(2400, now));
        pace.answered(after(2000));
        assert!(pace.sends(1200, after(3000)) && pace.is_behind(after(3000)));
        assert_eq!(pace.patience(after(4000)), millis(9000));
        pace.give_up();
        assert!(!pace.is_behind(after(13_000)) && !pace.is_answering());
        assert!(!pace.sends(5000, after(13_000)) && !pace.is_behind(after(14_000)));
        // Nothing was lost, it was slow.
        pace.answered(after(20_000));
        assert!(pace.sends(600, after(20_000)) && pace.is_behind(after(20_000)));
        pace.give_up();
        assert!(!pace.sends(5000, after(80_000)) && pace.sends(5000, after(81_000)) && !pace.is_behind(after(81_500)));
        pace.answered(after(82_000));
        assert!(pace.is_answering());
    }

    #[test]
    fn an_answer_that_took_hours_is_no_reason_to_wait_for_ever() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        assert!(pace.sends(600, now));
        let later = now + Duration::from_secs(7200);
        pace.answered(later);
        assert!(pace.sends(600, later) && pace.is_behind(later));
        assert_eq!(pace.patience(later), PATIENCE);
    }

    #[test]
    fn a_key_now_and_then_asks_nothing() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        assert!((0..100).all(|key| !pace.sends(400, now + key * millis(1100))));
        assert!(pace.sends(400, now + millis(1100 * 99 + 100)));
    }

    #[test]
    fn after_a_frame_that_was_cut_what_was_asked_before_is_answered_first() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        let later = now + Duration::from_secs(2);
        assert!(pace.sends(2000, now));
        pace.answered(later);
        assert!(pace.sends(2000, later) && pace.is_behind(later));
        assert!(!pace.sends(2000, later));
        pace.cut(false);
        assert!(!pace.is_behind(later) && pace.sends(2000, later));
        pace.answered(later);
        assert!(pace.awaits_answer(later) && pace.is_behind(later));
        pace.answered(later);
        assert!(!pace.awaits_answer(later) && !pace.is_behind(later));
    }

    #[test]
    fn a_question_that_was_cut_or_was_answered_to_others_has_no_answer() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        assert!(pace.sends(2000, now));
        pace.cut(true);
        assert!(!pace.awaits_answer(now) && pace.sends(2000, now));
        pace.restarts();
        assert!(!pace.awaits_answer(now) && pace.sends(2000, now));
        pace.answered(now);
        assert!(!pace.awaits_answer(now) && !pace.is_behind(now));
    }

    #[test]
    fn a_terminal_that_answered_at_once_is_waited_for_from_the_first_frame_on() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        pace.begins(now);
        assert!(pace.sends(2000, now) && !pace.is_behind(now) && !pace.is_answering());
        pace.answered(now + millis(5));
        assert!(pace.is_behind(now + millis(5)) && pace.is_answering() && pace.awaits_answer(now + millis(5)));
        pace.answered(now + millis(10));
        assert!(!pace.is_behind(now + millis(10)) && !pace.awaits_answer(now + millis(10)));
    }

    #[test]
    fn a_line_that_becomes_slow_is_noticed_before_its_answer_comes() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        assert!(pace.sends(3000, now));
        pace.answered(now + millis(20));
        assert!(pace.sends(600, now + millis(30)));
        assert!(!pace.is_behind(now + millis(160)) && pace.is_behind(now + millis(170)));
        pace.answered(now + millis(330));
        assert!(pace.sends(600, now + millis(400)));
        assert!(!pace.is_behind(now + millis(890)) && pace.is_behind(now + millis(900)));
    }
}
