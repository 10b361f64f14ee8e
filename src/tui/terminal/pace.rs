//! How far the terminal is behind. The system takes many frames before a write waits, so over a slow line those of a held
//! key are still coming when it was released long ago. Therefore the terminal is asked behind a frame for a sign that it has
//! come so far, and while more is on its way than the line takes in a moment, what changes becomes one later frame.

use std::time::{Duration, Instant};

/// Asks for a sign (DSR 5): the answer is `CSI 0 n`. <https://vt100.net/docs/vt510-rm/DSR-OS.html>
pub const QUESTION: &[u8] = b"\x1b[5n";
/// It is asked behind so many bytes: a key now and then costs no question.
const ASK_AFTER: usize = 512;
/// So much of what the line takes may be on its way. On one whose answers take longer this is less than it could carry.
const ON_ITS_WAY: Duration = Duration::from_millis(500);
/// When nothing was sent for so long, so little is nowhere any more.
const REST: Duration = Duration::from_secs(1);
/// An answer that takes so much longer than it should does not come.
const PATIENCE: Duration = Duration::from_secs(2);
/// The first answer takes no longer, or is none: not every terminal knows the question.
const FIRST_ANSWER: Duration = Duration::from_secs(2);

#[derive(Default)]
pub struct Pace {
    /// Bytes that no answer has covered.
    unanswered: usize,
    /// From when on they count, and when the last of them was sent.
    sent: Option<(Instant, Instant)>,
    question: Option<Question>,
    /// Bytes a second, as the last answer has it. A terminal that did not answer yet, or any more, is not waited for.
    rate: Option<usize>,
}

struct Question {
    at: Instant,
    /// The bytes that its answer covers, and from when on they count.
    bytes: usize,
    since: Instant,
}

impl Pace {
    /// So many bytes are sent. Returns whether the question is to follow them.
    #[must_use]
    pub fn sends(&mut self, bytes: usize, now: Instant) -> bool {
        let (since, last) = self.sent.unwrap_or((now, now));
        let is_rested = self.question.is_none() && now.duration_since(last) > REST;
        let since = if is_rested || self.unanswered == 0 { now } else { since };
        self.unanswered = if is_rested { bytes } else { self.unanswered + bytes };
        self.sent = Some((since, now));
        let asks = self.question.is_none() && self.unanswered >= ASK_AFTER;
        if asks {
            self.question = Some(Question { at: now, bytes: self.unanswered, since });
        }
        asks
    }

    /// The answer came.
    pub fn answered(&mut self, now: Instant) {
        let Some(Question { bytes, since, .. }) = self.question.take() else { return };
        self.unanswered = self.unanswered.saturating_sub(bytes);
        // The line was busy with what is covered until now, and carries the rest from now on.
        self.sent = self.sent.map(|(_, last)| (now, last));
        let millis = usize::try_from(now.duration_since(since).as_millis()).unwrap_or(usize::MAX);
        self.rate = Some(bytes.saturating_mul(1000) / millis.max(1));
    }

    /// What was sent may be lost, and with it the question.
    pub fn lost(&mut self) {
        (self.unanswered, self.question) = (0, None);
    }

    /// Whether nothing more is to be sent for now.
    pub fn is_behind(&self) -> bool {
        let window = |rate: usize| (rate / 1000).saturating_mul(ON_ITS_WAY.as_millis() as usize).max(ASK_AFTER);
        self.question.is_some() && self.rate.is_some_and(|rate| self.unanswered >= window(rate))
    }

    /// Whether the terminal answers.
    pub fn answers(&self) -> bool {
        self.rate.is_some()
    }

    /// For how long an answer that is on its way is still waited for.
    pub fn patience(&self, now: Instant) -> Duration {
        let Some(Question { at, bytes, .. }) = &self.question else { return Duration::ZERO };
        let most = self.rate.map_or(FIRST_ANSWER, |rate| {
            let millis = bytes.saturating_mul(1000) / rate.max(1);
            PATIENCE + 2 * Duration::from_millis(millis as u64)
        });
        most.saturating_sub(now.duration_since(*at))
    }

    /// The answer did not come in time. Nothing is waited for until it does.
    pub fn give_up(&mut self) {
        self.rate = None;
    }
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
            if rows > 0 && !pace.is_behind() {
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
        for (bytes_per_second, most) in [(1200, 1500), (2400, 900), (4800, 400), (9600, 50)] {
            let (frames, late) = held(line(bytes_per_second, 50), Duration::from_secs(3));
            assert!(late <= Duration::from_millis(most), "{bytes_per_second}: {late:?} after {frames} frames");
        }
    }

    #[test]
    fn a_line_that_takes_everything_shows_every_row_however_far_it_goes() {
        let frames = |round_trip| held(line(1_000_000, round_trip), Duration::from_secs(3)).0;
        assert_eq!((frames(1), frames(50), frames(100)), (91, 91, 91));
        assert!(frames(200) > 75 && frames(300) > 50, "{} {}", frames(200), frames(300));
    }

    /// Catalogue: D15.
    #[test]
    fn a_terminal_that_never_answers_is_asked_once_and_never_waited_for() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        let asked = (0..100).filter(|&second| pace.sends(5000, now + Duration::from_secs(second))).count();
        assert_eq!((asked, pace.is_behind()), (1, false));
        assert_eq!(pace.patience(now + Duration::from_secs(99)), Duration::ZERO);
    }

    #[test]
    fn a_terminal_that_answers_no_more_is_waited_for_until_it_is_overdue() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        let after = |millis| now + Duration::from_millis(millis);
        assert!(pace.sends(2400, now));
        pace.answered(after(2000));
        assert!(pace.sends(1200, after(3000)) && pace.is_behind());
        // A second, as fast as before, twice, and then some.
        assert_eq!(pace.patience(after(3000)), Duration::from_secs(4));
        pace.give_up();
        assert!(!pace.is_behind() && !pace.sends(5000, after(7000)));
        pace.answered(after(8000));
        assert!(pace.sends(1200, after(8000)) && pace.is_behind());
    }

    #[test]
    fn a_key_now_and_then_asks_nothing() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        assert!((0..100).all(|key| !pace.sends(400, now + key * Duration::from_millis(1100))));
        assert!(pace.sends(400, now + Duration::from_millis(1100 * 99 + 100)));
    }

    #[test]
    fn what_was_lost_is_not_waited_for() {
        let (now, mut pace) = (Instant::now(), Pace::default());
        assert!(pace.sends(2000, now));
        pace.answered(now + Duration::from_secs(2));
        assert!(pace.sends(2000, now + Duration::from_secs(2)) && pace.is_behind());
        pace.lost();
        assert!(!pace.is_behind() && pace.patience(now).is_zero());
        assert!(pace.sends(600, now + Duration::from_secs(2)));
    }
}
