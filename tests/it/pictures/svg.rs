//! A screen as SVG: a window, and in it the words as text, lines and blocks as paths.

use super::palette::{INK, PAPER, Rgb};
use super::pieces::{Piece, Shape, pieces};
use super::strokes::{HEIGHT, Stroke, WIDTH, path};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::num::NonZeroU16;
use vt100::Screen;

/// From the top of a row to the line that its letters stand on.
const BASELINE: u16 = 18;
const MARGIN: u16 = 24;
const TITLE_BAR: u16 = 48;

const FONTS: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,Liberation Mono,monospace";
const FRAME: Rgb = Rgb(0x30, 0x36, 0x3d);
const BAR: Rgb = Rgb(0x16, 0x1b, 0x22);
const TITLE: Rgb = Rgb(0x8b, 0x94, 0x9e);
const BUTTONS: [Rgb; 3] = [Rgb(0xff, 0x5f, 0x57), Rgb(0xfe, 0xbc, 0x2e), Rgb(0x28, 0xc8, 0x40)];

/// The picture of a screen, in a window of this title.
pub fn drawn(screen: &Screen, title: &str) -> String {
    let pieces = pieces(screen);
    let (rows, columns) = screen.size();
    let mut svg = window(columns.get() * WIDTH + 2 * MARGIN, TITLE_BAR + rows.get() * HEIGHT + MARGIN, title);
    let _ = writeln!(svg, r#"<g transform="translate({MARGIN} {TITLE_BAR})">"#);
    papers(&pieces, &mut svg);
    lines(&pieces, &mut svg);
    words(&pieces, &mut svg);
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn window(width: u16, height: u16, title: &str) -> String {
    // Three quarters of its units: letters of 15 pixels.
    let (shown_width, shown_height) = (width * 3 / 4, height * 3 / 4);
    let (bar, middle) = (TITLE_BAR - 12, width / 2);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{shown_width}" height="{shown_height}" viewBox="0 0 {width} {height}" font-family="{FONTS}" font-size="20" fill="{INK}">
<title>{title}</title>
<rect x="1" y="1" width="{}" height="{}" rx="12" fill="{PAPER}" stroke="{FRAME}" stroke-width="2"/>
<path d="M2 {bar}v-22a12 12 0 0 1 12-12h{}a12 12 0 0 1 12 12v22z" fill="{BAR}"/>
"#,
        width - 2,
        height - 2,
        width - 28,
    );
    for (x, colour) in (24..).step_by(22).zip(BUTTONS) {
        let _ = writeln!(svg, r#"<circle cx="{x}" cy="19" r="7" fill="{colour}"/>"#);
    }
    let _ =
        writeln!(svg, r#"<text x="{middle}" y="25" text-anchor="middle" font-size="17" fill="{TITLE}">{title}</text>"#);
    svg
}

fn papers(pieces: &[Piece], svg: &mut String) {
    let coloured = |piece: &&Piece| piece.shape == Shape::Paper && piece.look.paper != PAPER;
    for piece in pieces.iter().filter(coloured) {
        let (x, y, width) = (piece.column * WIDTH, piece.row * HEIGHT, piece.columns * WIDTH);
        let paper = piece.look.paper;
        let _ = writeln!(svg, r#"<path d="M{x} {y}h{width}v{HEIGHT}h-{width}z" fill="{paper}"/>"#);
    }
}

/// What is painted alike is one element.
fn lines(pieces: &[Piece], svg: &mut String) {
    let mut paths: BTreeMap<(Stroke, Rgb), String> = BTreeMap::new();
    for piece in pieces {
        let Shape::Drawn(stroke, character) = piece.shape else { continue };
        let path = path(character, piece.column * WIDTH, piece.row * HEIGHT, piece.columns);
        paths.entry((stroke, piece.look.ink)).or_default().push_str(&path);
    }
    for ((stroke, ink), path) in paths {
        let _ = match stroke {
            Stroke::Light => writeln!(svg, r#"<path d="{path}" fill="none" stroke="{ink}" stroke-width="1.5"/>"#),
            Stroke::Heavy => writeln!(svg, r#"<path d="{path}" fill="none" stroke="{ink}" stroke-width="3"/>"#),
            Stroke::Filled => writeln!(svg, r#"<path d="{path}" fill="{ink}"/>"#),
            Stroke::Shade => writeln!(svg, r#"<path d="{path}" fill="{ink}" fill-opacity=".25"/>"#),
        };
    }
}

fn words(pieces: &[Piece], svg: &mut String) {
    for piece in pieces {
        let Shape::Words(text) = &piece.shape else { continue };
        let _ = write!(svg, r#"<text x="{}" y="{}""#, piece.column * WIDTH, piece.row * HEIGHT + BASELINE);
        if piece.columns > 1 {
            let _ = write!(svg, r#" textLength="{}""#, piece.columns * WIDTH);
        }
        if piece.look.ink != INK {
            let _ = write!(svg, r#" fill="{}""#, piece.look.ink);
        }
        for (is_so, attribute) in [
            (piece.look.bold, r#" font-weight="bold""#),
            (piece.look.italic, r#" font-style="italic""#),
            (piece.look.underline, r#" text-decoration="underline""#),
        ] {
            svg.push_str(if is_so { attribute } else { "" });
        }
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(svg, ">{text}</text>");
    }
}

#[test]
fn what_the_screen_says_is_no_markup() {
    let mut parser = vt100::Parser::new(NonZeroU16::MIN, NonZeroU16::new(40).unwrap(), 0);
    parser.process(b"< a & b >");
    assert!(drawn(parser.screen(), "title").contains(">&lt; a &amp; b ></text>"));
}
