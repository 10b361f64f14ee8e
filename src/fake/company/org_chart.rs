//! Who reports to whom, as arithmetic on seat numbers: seat 0 leads the company, the next seats lead the departments,
//! and every later seat reports to an earlier one. Stores nothing per seat.

/// How many report to each manager below the heads, repeated over and over.
const SPANS: [u32; 8] = [5, 7, 4, 6, 8, 3, 6, 5];

/// How many report to all managers of one round.
const ROUND: u32 = {
    let (mut sum, mut at) = (0, 0);
    while at < SPANS.len() {
        sum += SPANS[at];
        at += 1;
    }
    sum
};

#[derive(Clone, Debug)]
pub(super) struct OrgChart {
    count: u32,
    /// For each head of department the first seat below; one more entry marks the end.
    below_heads: Vec<u32>,
}

impl OrgChart {
    /// A company of `count` seats; `head_spans` is the number of reports of each head.
    pub(super) fn new(count: u32, head_spans: impl IntoIterator<Item = u32>) -> OrgChart {
        let spans: Vec<u32> = head_spans.into_iter().collect();
        let mut first = spans.len() as u32 + 1;
        let mut below_heads = vec![first];
        for span in spans {
            first += span;
            below_heads.push(first);
        }
        OrgChart { count, below_heads }
    }

    fn heads(&self) -> u32 {
        self.below_heads.len() as u32 - 1
    }

    /// The first seat that reports to no head.
    fn first_deep(&self) -> u32 {
        self.below_heads[self.heads() as usize]
    }

    /// The seat that this one reports to; `None` for the first.
    pub(super) fn supervisor(&self, seat: u32) -> Option<u32> {
        if seat == 0 {
            return None;
        }
        if seat <= self.heads() {
            return Some(0);
        }
        if seat < self.first_deep() {
            return Some(self.below_heads.partition_point(|&first| first <= seat) as u32);
        }
        let deep = seat - self.first_deep();
        let (mut left, mut manager) = (deep % ROUND, self.heads() + 1 + deep / ROUND * SPANS.len() as u32);
        for span in SPANS {
            match left.checked_sub(span) {
                Some(rest) => left = rest,
                None => break,
            }
            manager += 1;
        }
        Some(manager)
    }

    /// Whether anybody reports to this seat.
    pub(super) fn has_reports(&self, seat: u32) -> bool {
        let first = if seat == 0 {
            1
        } else if seat <= self.heads() {
            self.below_heads[seat as usize - 1]
        } else {
            let manager = seat - self.heads() - 1;
            let before: u32 = SPANS[..manager as usize % SPANS.len()].iter().sum();
            let full = u64::from(manager / SPANS.len() as u32) * u64::from(ROUND);
            u32::try_from(u64::from(self.first_deep() + before) + full).unwrap_or(u32::MAX)
        };
        first < self.count
    }

    /// The line of managers from the top down to the seat itself, without seat 0: head, lead, …
    pub(super) fn reporting_line(&self, seat: u32) -> Vec<u32> {
        let mut line = Vec::new();
        let mut at = Some(seat);
        while let Some(seat) = at.filter(|&seat| seat > 0) {
            line.push(seat);
            at = self.supervisor(seat);
        }
        line.reverse();
        line
    }

    /// The position of a lead among the reports of its head, from 0.
    pub(super) fn ordinal_below_head(&self, lead: u32) -> u32 {
        self.supervisor(lead)
            .filter(|&head| head > 0)
            .map_or(0, |head| lead.saturating_sub(self.below_heads.get(head as usize - 1).copied().unwrap_or(lead)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org_chart(count: u32) -> OrgChart {
        OrgChart::new(count, [14, 10, 3])
    }

    #[test]
    fn every_seat_reports_to_an_earlier_one() {
        let org_chart = org_chart(5_000);
        assert_eq!(org_chart.supervisor(0), None);
        for seat in 1..5_000 {
            let supervisor = org_chart.supervisor(seat).expect("only the first seat has none");
            assert!(supervisor < seat, "{seat} reports to {supervisor}");
            assert!(org_chart.has_reports(supervisor), "{supervisor} has {seat} below");
        }
    }

    #[test]
    fn a_seat_leads_exactly_when_somebody_reports_to_it() {
        for count in [1, 2, 4, 5, 31, 40, 312] {
            let org_chart = org_chart(count);
            for seat in 0..count {
                let reports = (0..count).any(|other| org_chart.supervisor(other) == Some(seat));
                assert_eq!(org_chart.has_reports(seat), reports, "seat {seat} of {count}");
            }
        }
    }

    #[test]
    fn spans_are_those_asked_for() {
        let org_chart = org_chart(1_000);
        let reports = |of| (1..1_000).filter(|&seat| org_chart.supervisor(seat) == Some(of)).count();
        assert_eq!([reports(0), reports(1), reports(2), reports(3), reports(4), reports(5)], [3, 14, 10, 3, 5, 7]);
        assert_eq!(org_chart.ordinal_below_head(4), 0);
        assert_eq!(org_chart.ordinal_below_head(19), 1);
    }
}
