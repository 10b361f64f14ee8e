//! Everything that a key can mean, in the user's words.

/// One of the four screens, in the order of the job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    #[default]
    Connect,
    Fields,
    Sync,
    Recipients,
}

impl Screen {
    /// All, in order.
    pub const ALL: [Screen; 4] = [Screen::Connect, Screen::Fields, Screen::Sync, Screen::Recipients];

    /// The tab's name.
    pub fn title(self) -> &'static str {
        match self {
            Screen::Connect => "Connect",
            Screen::Fields => "Fields",
            Screen::Sync => "Sync",
            Screen::Recipients => "Recipients",
        }
    }

    /// The screen of a title, as the session journal has it.
    pub fn titled(title: &str) -> Option<Screen> {
        Screen::ALL.into_iter().find(|screen| screen.title() == title)
    }
}

/// Where the cursor is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    PageUp,
    PageDown,
    HalfUp,
    HalfDown,
    First,
    Last,
}

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// End the program; nothing is lost.
    Quit,
    /// Stop the program for the shell (Ctrl-Z).
    Suspend,
    /// Paint the whole screen anew.
    Repaint,
    /// Show the keys of this place.
    ShowHelp,
    /// Go to a screen.
    GoTo(Screen),
    /// Close what lies over the screen, or leave the text field.
    Back,
    /// Move the cursor.
    Go(Move),
    /// The next text field or choice.
    NextField,
    /// The previous one.
    PreviousField,
    /// Do what the focused thing does.
    Press,
    /// The choice to the left.
    ChooseLeft,
    /// The choice to the right.
    ChooseRight,
    /// Say yes.
    Yes,
    /// Copy the list of fields to tick.
    CopyList,
    /// Read the attributes now.
    CheckNow,
    /// Copy what is left to do.
    CopyToDo,
    /// The next field that is not readable.
    NextProblem,
    /// Choose the attribute of a field.
    ChooseAttribute,
    /// Forget the choice of an attribute.
    Unpin,
    /// Show the attributes that gifting does not need.
    ShowUnneeded,
    /// Show the people without a value for the field.
    ShowWithout,
    /// Show the people whose value for the field could not be understood.
    ShowOdd,
    /// Tick the next field in the demo's Personio.
    TickInDemo,
    /// Read everybody from Personio.
    StartSync,
    /// Stop reading; the old list stays.
    CancelSync,
    /// Edit the query.
    EditQuery,
    /// Select or unselect, and move down.
    ToggleAndDown,
    /// Select all shown.
    SelectShown,
    /// Unselect all shown.
    UnselectShown,
    /// Invert the selection among the shown.
    InvertShown,
    /// Begin or end a range.
    MarkRange,
    /// Take the last selection change back.
    Undo,
    /// Make it again.
    Redo,
    /// Only the selected, or everyone shown.
    OnlySelected,
    /// Choose the sort.
    ChooseSort,
    /// Choose the columns.
    ChooseColumns,
    /// Columns to the left.
    ColumnsLeft,
    /// Columns to the right.
    ColumnsRight,
    /// Show a person.
    ShowPerson,
    /// Leavers shown or hidden.
    ToggleLeavers,
    /// Set the gift date.
    SetGiftDate,
    /// Export.
    Export,
    /// Copy the selected emails.
    CopyEmails,
    /// RequestId a choice on or off.
    Toggle,
}
