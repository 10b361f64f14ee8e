//! `giftlist presets`: what each format of an export writes.

use super::args::GlobalArgs;
use super::environment::paths;
use super::output;
use super::settings::Settings;
use crate::domain::problem::Problem;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::grouped;

pub fn run(global: &GlobalArgs) -> Result<u8, Problem> {
    let settings = Settings::read(&paths(&global.profile)?.config_file())?;
    let mut text = String::new();
    for preset in settings.config.presets.all() {
        text.push_str(&format!("{}: {}, {}\n", preset.name, preset.title, preset.about));
        let titles: Vec<&str> = preset.columns.iter().map(|column| column.title.as_str()).collect();
        text.push_str(&format!("  columns: {}\n", titles.join(", ")));
        let format = preset.format(b',');
        if !format.is_text() {
            text.push_str(&format!("  a file .{}, no CSV\n", format.extension()));
        }
        if !format.has_header() {
            text.push_str("  without a header row\n");
        }
        if let Some(most) = preset.max_rows {
            let end = format.extension();
            text.push_str(&format!(
                "  at most {} people in a file; more become NAME-1.{end}, NAME-2.{end}, …\n",
                grouped(most)
            ));
        }
        if let Some(note) = &preset.note {
            text.push_str(&format!("  {note}\n"));
        }
    }
    let text: String = text.lines().map(|line| format!("{}\n", SafeText::of(line))).collect();
    output::print(&text)?;
    Ok(0)
}
