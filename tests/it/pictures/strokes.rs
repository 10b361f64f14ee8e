//! The characters of lines and blocks as paths, which meet from cell to cell whatever the font; and the size of a cell.

/// In the units of a picture: even, so that the middle is whole.
pub const WIDTH: u16 = 12;
pub const HEIGHT: u16 = 24;

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stroke {
    Light,
    Heavy,
    Filled,
    /// Filled faintly.
    Shade,
}

impl Stroke {
    /// Of a character that [`path`] draws; `None` for all that a font has to draw.
    pub fn of(character: char) -> Option<Stroke> {
        match character {
            '─' | '│' | '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => {
                Some(Stroke::Light)
            }
            '━' | '┃' | '┏' | '┓' | '┗' | '┛' | '┣' | '┫' | '┳' | '┻' | '╋' => {
                Some(Stroke::Heavy)
            }
            '█' | '▌' | '▐' => Some(Stroke::Filled),
            '░' => Some(Stroke::Shade),
            _ => None,
        }
    }
}

/// The path of a character that stands in so many cells, the first of them at this place.
pub fn path(character: char, x: u16, y: u16, columns: u16) -> String {
    let end = x + columns * WIDTH;
    match character {
        '─' | '━' => format!("M{x} {}H{end}", y + HEIGHT / 2),
        '█' | '░' => format!("M{x} {y}H{end}v{HEIGHT}H{x}z"),
        _ => (x..end).step_by(usize::from(WIDTH)).map(|x| path_in_cell(character, x, y)).collect(),
    }
}

fn path_in_cell(character: char, left: u16, top: u16) -> String {
    let (right, bottom) = (left + WIDTH, top + HEIGHT);
    let (centre, middle) = (left + WIDTH / 2, top + HEIGHT / 2);
    match character {
        '│' | '┃' => format!("M{centre} {top}V{bottom}"),
        '┌' | '┏' => format!("M{right} {middle}H{centre}V{bottom}"),
        '┐' | '┓' => format!("M{left} {middle}H{centre}V{bottom}"),
        '└' | '┗' => format!("M{right} {middle}H{centre}V{top}"),
        '┘' | '┛' => format!("M{left} {middle}H{centre}V{top}"),
        '├' | '┣' => format!("M{centre} {top}V{bottom}M{centre} {middle}H{right}"),
        '┤' | '┫' => format!("M{centre} {top}V{bottom}M{centre} {middle}H{left}"),
        '┬' | '┳' => format!("M{left} {middle}H{right}M{centre} {middle}V{bottom}"),
        '┴' | '┻' => format!("M{left} {middle}H{right}M{centre} {middle}V{top}"),
        '┼' | '╋' => format!("M{left} {middle}H{right}M{centre} {top}V{bottom}"),
        '▌' => format!("M{left} {top}H{centre}V{bottom}H{left}z"),
        '▐' => format!("M{centre} {top}H{right}V{bottom}H{centre}z"),
        _ => String::new(),
    }
}
