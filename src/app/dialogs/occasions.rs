//! The coming weeks or months as a bar chart: one of them becomes the query, and its first day the gift date.

use crate::app::context::Context;
use crate::app::keys::Action;
use crate::app::layout::{DialogLayout, FILL, height_of, rows};
use crate::app::notice::Notice;
use crate::app::step::Step;
use crate::app::viewport::Viewport;
use crate::domain::calendar::Day;
use crate::domain::fields::Field;
use crate::domain::picking::occasions::{Counts, Stretch, counted, months, weeks};
use crate::domain::text::words::capitalised;
use ratatui::layout::Rect;

const WIDTH: u16 = 110;
const STRETCHES: usize = 12;

/// What the bars count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Everything,
    Birthdays,
    Anniversaries,
    Round,
    Starts,
    LastDays,
}

impl Kind {
    const ALL: [Kind; 6] =
        [Kind::Everything, Kind::Birthdays, Kind::Anniversaries, Kind::Round, Kind::Starts, Kind::LastDays];

    pub fn title(self) -> &'static str {
        match self {
            Kind::Everything => "all occasions",
            Kind::Birthdays => "birthdays",
            Kind::Anniversaries => "anniversaries",
            Kind::Round => "round anniversaries",
            Kind::Starts => "first days",
            Kind::LastDays => "last days",
        }
    }

    pub fn count(self, counts: Counts) -> usize {
        match self {
            Kind::Everything => counts.birthdays + counts.anniversaries + counts.starts + counts.last_days,
            Kind::Birthdays => counts.birthdays,
            Kind::Anniversaries => counts.anniversaries,
            Kind::Round => counts.round,
            Kind::Starts => counts.starts,
            Kind::LastDays => counts.last_days,
        }
    }

    /// The query that finds those who are counted.
    fn query(self, start: Day, end: Day) -> String {
        let field = |name: &str| format!("{name}:{start}..{end}");
        match self {
            Kind::Everything => ["birthday", "anniversary", "hired", "last-day"].map(field).join(" OR "),
            Kind::Birthdays => field("birthday"),
            Kind::Anniversaries => field("anniversary"),
            Kind::Round => field("round"),
            Kind::Starts => field("hired"),
            Kind::LastDays => field("last-day"),
        }
    }
}

#[derive(Clone, Debug)]
pub struct OccasionsDialog {
    pub kind: Kind,
    /// Whether it shows months, or else weeks.
    pub by_month: bool,
    pub stretches: Vec<Stretch>,
    pub viewport: Viewport,
}

impl OccasionsDialog {
    pub fn new(cx: &Context) -> OccasionsDialog {
        let kind = Kind::Everything;
        let mut dialog = OccasionsDialog { kind, by_month: false, stretches: vec![], viewport: Viewport::default() };
        dialog.count(cx);
        dialog
    }

    /// Call after the people, today or the stretches changed.
    pub fn count(&mut self, cx: &Context) {
        let today = cx.now.today;
        let stretches = if self.by_month { months(today, STRETCHES) } else { weeks(today, STRETCHES) };
        let roster = cx.company.roster();
        self.stretches = roster.map(|roster| counted(roster, &cx.company.marks, &stretches)).unwrap_or_default();
    }

    pub fn layout(&self, cx: &Context) -> DialogLayout {
        DialogLayout::centered(cx.body(), WIDTH, 2 + self.stretches.len())
    }

    /// What cannot be counted, since the last sync has not read it.
    pub fn unread(&self, cx: &Context) -> Option<String> {
        let roster = cx.company.roster()?;
        let needed: &[Field] = match self.kind {
            Kind::Everything => &[Field::Birthday, Field::HireDate],
            Kind::Birthdays => &[Field::Birthday],
            Kind::Anniversaries | Kind::Round | Kind::Starts => &[Field::HireDate],
            Kind::LastDays => &[Field::LastDayOfWork],
        };
        let unread = needed.iter().filter(|field| roster.is_unread(**field)).map(|field| field.name());
        let unread: Vec<&str> = unread.collect();
        (!unread.is_empty()).then(|| format!("not read in the last sync: {}", unread.join(", ")))
    }

    /// What is counted, a blank row, and the bars.
    pub fn inside(&self, content: Rect) -> [Rect; 2] {
        let [kind, _, bars] = rows(content, [1, 1, FILL]);
        [kind, bars]
    }

    fn height(&self, cx: &Context) -> usize {
        let [_, bars] = self.inside(self.layout(cx).content);
        height_of(bars)
    }

    pub fn act(&mut self, action: Action, cx: &Context) -> Vec<Step> {
        let turned = |by: usize| {
            let place = Kind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0);
            Kind::ALL[(place + by) % Kind::ALL.len()]
        };
        match action {
            Action::Back => return vec![Step::Close],
            Action::Go(movement) => {
                let height = self.height(cx);
                self.viewport.go(movement, self.stretches.len(), height);
            }
            Action::ChooseRight => self.kind = turned(1),
            Action::ChooseLeft => self.kind = turned(Kind::ALL.len() - 1),
            Action::Toggle => {
                self.by_month = !self.by_month;
                self.count(cx);
                self.resized(cx);
            }
            Action::Press => return self.press(cx),
            _ => {}
        }
        vec![]
    }

    fn press(&self, cx: &Context) -> Vec<Step> {
        let Some(stretch) = self.stretches.get(self.viewport.cursor) else { return vec![] };
        let query = self.kind.query(stretch.start, stretch.end);
        let date = (stretch.start > cx.now.today).then_some(stretch.start);
        let day = date.map_or("today".to_string(), Day::in_short_words);
        let said = Notice::done(format!("{} of that time; the gift date is {day}", capitalised(self.kind.title())));
        vec![Step::Close, Step::GiftDate(date), Step::Query(query), said.into()]
    }

    pub fn resized(&mut self, cx: &Context) {
        let height = self.height(cx);
        self.viewport.follow(self.stretches.len(), height);
    }
}
