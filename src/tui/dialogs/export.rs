//! The export dialog, drawn: choices, the first lines of the file, and what to know before it is written.

use crate::app::context::Context;
use crate::app::dialogs::export::{CountryCode, ExportDialog, ExportField, ExportLayout, ExportLine};
use crate::app::hints::enter;
use crate::app::keys::{Action, KeyContext};
use crate::app::layout::{FILL, behind_label, columns, rows};
use crate::app::notice::Tone;
use crate::app::pointer::Target;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::{counted, grouped};
use crate::tui::canvas::Canvas;
use crate::tui::text::{literal, padded, safe, wrap};
use crate::tui::theme::Theme;
use crate::tui::widgets::dialog::{dialog_box, scroll_in_border};
use crate::tui::widgets::form::{Label, label};
use crate::tui::widgets::text_field::text_field;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

const LABEL_COLUMNS: u16 = 11;

pub fn draw(canvas: &mut Canvas, dialog: &ExportDialog, cx: &Context) {
    if let Some(country) = &dialog.country {
        return draw_country(canvas, country, cx);
    }
    if dialog.existing.is_some() {
        return draw_question(canvas, dialog, cx);
    }
    let lines = dialog.lines(cx);
    let (theme, layout) = (canvas.theme, dialog.layout(lines.len(), cx));
    let ExportLayout { who, format, address, file, separator, campaign, lines: area } =
        dialog.inside(layout.content, lines.len());
    dialog_box(canvas, &layout, "Export", &enter_words(dialog));
    scroll_in_border(canvas, &layout, area, &dialog.viewport, lines.len());

    labelled(canvas, who, "Who", false, vec![safe(&selected(dialog, cx), theme.strong())]);
    let preset = dialog.preset();
    let mut chosen = choice(&preset.title, theme);
    chosen.extend([literal("  ", theme.dim()), safe(&preset.about, theme.dim())]);
    labelled(canvas, format, "Format", dialog.focus == ExportField::Format, chosen);
    let mut chosen = choice(dialog.address.label(), theme);
    chosen.extend([literal("  ", theme.dim()), safe(&dialog.address_counts(), theme.dim())]);
    labelled(canvas, address, "Address", dialog.focus == ExportField::Address, chosen);
    let has_focus = dialog.focus == ExportField::File;
    labelled(canvas, file, "File", has_focus, vec![]);
    let [name, folder] = file_and_folder(behind_label(file, LABEL_COLUMNS), dialog, &cx.launch.folder);
    text_field(canvas, name, &dialog.file, theme.plain(), has_focus);
    canvas.line(folder, safe(&format!(" in {}", cx.launch.folder), theme.dim()));
    let mut chosen = choice(&char::from(dialog.separator).to_string(), theme);
    chosen.push(literal("  ; where your Excel has decimal commas", theme.dim()));
    labelled(canvas, separator, "Cells", dialog.focus == ExportField::Separator, chosen);

    let has_focus = dialog.focus == ExportField::Campaign;
    labelled(canvas, campaign, "Campaign", has_focus, vec![]);
    let name = behind_label(campaign, LABEL_COLUMNS);
    text_field(canvas, name, &dialog.campaign, theme.plain(), has_focus);
    if dialog.campaign.value().is_empty() {
        canvas.line(name, literal("a name, and gifted: finds these people next time", theme.dim()));
    }

    let fields = [format, address, file, campaign, separator].into_iter().filter(|row| !row.is_empty());
    for (place, row) in fields.enumerate() {
        canvas.hit(row, Target::Field(place));
    }
    let width = usize::from(area.width);
    let reached = dialog.fields();
    for (row, line) in area.rows().zip(lines.into_iter().skip(dialog.viewport.top)) {
        let warning = match &line {
            ExportLine::Note { warning, is_first: true, .. } => *warning,
            _ => None,
        };
        let has_focus =
            matches!(&line, ExportLine::Note { warning: Some(it), .. } if dialog.focus == ExportField::Warning(*it));
        canvas.line(row, drawn(line, width, theme));
        if let Some(warning) = warning {
            let words = dialog.enter_words(warning);
            let [_, behind] = columns(row, [FILL, words.len() as u16]);
            canvas.line(behind, literal(words, theme.dim()));
            let place = reached.iter().position(|field| *field == ExportField::Warning(warning));
            place.into_iter().for_each(|place| canvas.hit(row, Target::Field(place)));
        }
        if has_focus {
            canvas.mark(row);
        }
    }
}

fn enter_words(dialog: &ExportDialog) -> String {
    match dialog.press_hint() {
        _ if dialog.is_writing => String::new(),
        Some(hint) => hint.to_string(),
        None => format!("write {}", counted(dialog.plan.count(), "row", "rows")),
    }
}

/// A choice between the signs that say how to change it.
fn choice(text: &str, theme: Theme) -> Vec<Span<'static>> {
    vec![literal("‹ ", theme.dim()), safe(text, theme.plain()), literal(" ›", theme.dim())]
}

fn drawn(line: ExportLine, width: usize, theme: Theme) -> Line<'static> {
    match line {
        ExportLine::Blank => Line::default(),
        ExportLine::Note { tone, text, is_first, .. } => {
            let style = if tone == Tone::Plain { theme.dim() } else { theme.style_of(tone) };
            let sign = if is_first && tone != Tone::Plain { "! " } else { "  " };
            Line::from(vec![literal(sign, style), safe(&text, style)])
        }
        ExportLine::Preview { text, is_header } => {
            let style = if is_header { theme.dim() } else { theme.plain() };
            Line::from(vec![literal("  ", style), padded(&text, width.saturating_sub(2), style)])
        }
        ExportLine::Advice(text) => Line::from(vec![literal("  ", theme.dim()), safe(&text, theme.dim())]),
    }
}

/// Divides the row of the file's name: the folder stands behind it as long as the name has none and leaves room for it.
fn file_and_folder(row: Rect, dialog: &ExportDialog, folder: &str) -> [Rect; 2] {
    let name = SafeText::of(dialog.file.value()).width() + 1;
    let words = SafeText::of(folder).width() + " in ".len();
    let has_room = name + words <= usize::from(row.width);
    let is_told = has_room && !folder.is_empty() && !dialog.file.value().contains(['/', '~']);
    let words = if is_told { words as u16 } else { 0 };
    let name = if is_told { name as u16 } else { row.width };
    let [name, folder, _] = columns(row, [name, words, FILL]);
    [name, folder]
}

fn labelled(canvas: &mut Canvas, row: Rect, text: &'static str, has_focus: bool, value: Vec<Span<'static>>) {
    let idle = canvas.theme.dim();
    label(canvas, row, Label { text, has_focus, idle });
    canvas.line(behind_label(row, LABEL_COLUMNS), value);
}

fn selected(dialog: &ExportDialog, cx: &Context) -> String {
    let in_a_text = dialog.key_context() == KeyContext::ExportText;
    let key = cx.key(KeyContext::Export, Action::ShowNotShown);
    let not_shown = if in_a_text { "not shown".to_string() } else { format!("not shown: {key} shows them") };
    let parts = [(dialog.not_shown, not_shown.as_str()), (dialog.earlier, "from before")].into_iter();
    let parts = parts.filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", grouped(count)));
    let parts: Vec<String> = parts.collect();
    let of_them = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let dates = dialog.plan.dates;
    // Who has left or not begun is so on that day.
    let on = if dates.gift_date == dates.today {
        String::new()
    } else {
        format!(", for {}", dates.gift_date.in_short_words())
    };
    format!("{} selected{of_them}{on}", grouped(dialog.plan.count()))
}

fn draw_country(canvas: &mut Canvas, country: &CountryCode, cx: &Context) {
    let theme = canvas.theme;
    let layout = ExportDialog::question_layout(3, cx);
    dialog_box(canvas, &layout, "Code of a country", enter(KeyContext::Country));
    let text = format!("Which code of two letters has \"{}\"?", country.name);
    canvas.line(layout.content, safe(&text, theme.plain()));
    let [_, _, field] = rows(layout.content, [1, 1, 1]);
    labelled(canvas, field, "Code", true, vec![]);
    let value = behind_label(field, LABEL_COLUMNS);
    text_field(canvas, value, &country.code, theme.plain(), true);
    if country.code.value().is_empty() {
        canvas.line(value, literal("such as IE; kept in config.toml", theme.dim()));
    }
}

fn draw_question(canvas: &mut Canvas, dialog: &ExportDialog, cx: &Context) {
    let existing = dialog.existing_lines(cx);
    let (theme, layout) = (canvas.theme, ExportDialog::question_layout(existing.len(), cx));
    dialog_box(canvas, &layout, "Replace the file?", enter(KeyContext::Confirm));
    let mut lines: Vec<Line> = existing.iter().map(|line| Line::from(safe(line, theme.warning()))).collect();
    lines.push(Line::default());
    let (yes, no) = (cx.key(KeyContext::Confirm, Action::Yes), cx.key(KeyContext::Confirm, Action::Back));
    let text = format!("{yes} replaces it.  {no} keeps it, and another name can be given.");
    let answers = wrap(&text, usize::from(layout.content.width)).into_iter();
    lines.extend(answers.map(|line| Line::from(safe(&line, theme.plain()))));
    canvas.lines(layout.content, lines);
}
