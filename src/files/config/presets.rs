//! `[[preset]]` of `config.toml`: the user's own formats of an export, written as those in `assets/presets.toml`.

use super::warnings::{Lines, Wrong};
use crate::domain::export::preset::{Mistake, Presets};
use crate::domain::opaque::without_opaque_words;
use crate::domain::text::safe_text::SafeText;
use crate::domain::text::words::in_plain_words;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The shipped ones and those of a file, and what is wrong about these; one that is wrong is left out.
pub fn read(table: &DeTable<'_>, path: &Path, lines: &Lines) -> (Presets, Vec<Wrong>) {
    let Some(own) = table.get("preset") else { return (Presets::default(), Vec::new()) };
    let DeValue::Array(own) = own.get_ref() else {
        let what = "a preset begins with [[preset]], in two brackets".into();
        return (Presets::default(), vec![Wrong { at: own.span().start, what }]);
    };
    let (mut presets, mistakes) = Presets::with_own(own);
    let mut wrong = Vec::new();
    for Mistake { at, what, name } in mistakes {
        if let Some(name) = name {
            presets.leave_out(name, format!("{}, line {}", path.display(), lines.line(at.start)));
        }
        // A secret may have been pasted into the place of a name or a value.
        let what = SafeText::of(&in_plain_words(&without_opaque_words(&what))).to_string();
        wrong.push(Wrong { at: at.start, what: format!("this preset is left out: {what}") });
    }
    (presets, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Kind;

    fn read_text(text: &str) -> (Presets, Vec<(usize, String)>) {
        let table = DeTable::parse(text).unwrap();
        let (presets, wrong) = read(table.get_ref(), Path::new("/c/config.toml"), &Lines::of(text));
        (presets, wrong.into_iter().map(|wrong| (wrong.at, wrong.what)).collect())
    }

    /// The mistake in a preset with these lines behind its name, and what of the text it points at.
    fn mistake(lines: &str) -> (String, String) {
        let text =
            format!("[[preset]]\nname = \"mine\"\n{lines}\n[[preset]]\nname = \"good\"\ncolumns = [[\"email\"]]\n");
        let (presets, wrong) = read_text(&text);
        assert!(
            presets.find("good").is_ok() && presets.find("mine").is_err() && wrong.len() == 1,
            "{lines}: {wrong:?}"
        );
        let (at, what) = &wrong[0];
        (
            text[*at..].lines().next().unwrap().to_string(),
            what.strip_prefix("this preset is left out: ").unwrap().into(),
        )
    }

    #[test]
    fn a_mistake_is_told_where_it_stands_and_the_others_work() {
        const COLUMNS: &str = "columns = [[\"email\"]]";
        for (lines, at, what) in [
            ("", "[[preset]]", "there is no `columns`"),
            ("columns = []", "[]", "it has no columns"),
            (
                "columns = [\n  [\"email\"], [\"hired\"],\n]",
                "[\"hired\"],",
                "there is no column hired: use a field such as hire_date",
            ),
            ("columns = [[]]", "[]]", "a column has no name"),
            (
                "columns = [[\"hire_date\", \"Hired\", \"x\"]]",
                "[\"hire_date\"",
                "x is no pattern of dates: write it as MM/DD/YYYY",
            ),
            ("columns = [[\"office\", \"Office\", \"MM\"]]", "[\"office\"", "office is no date"),
            (&format!("{COLUMNS}\ntitel = \"x\""), "titel", "unknown field `titel`, expected one of `name`, `title`"),
            (&format!("{COLUMNS}\nguard = \"yes\""), "\"yes\"", "invalid type: string \"yes\", expected true or false"),
            (&format!("{COLUMNS}\nmax_rows = 0"), "0", "a file of 0 people is none"),
            (&format!("{COLUMNS}\nmax_rows = -1"), "-1", "invalid value: integer `-1`"),
            (&format!("{COLUMNS}\ntitle = \" \""), "\" \"", "the title is empty"),
            (&format!("{COLUMNS}\nworkbook = true\nguard = true"), "\"mine\"", "byte_order_mark, quote_all, guard and"),
        ] {
            let (found, said) = mistake(lines);
            assert!(found.starts_with(at) && said.starts_with(what), "{lines}: {said}, at {found}");
        }
    }

    #[test]
    fn a_name_stands_once_and_can_be_typed() {
        for (name, what) in [
            ("Excel", "there is a preset Excel already"),
            ("", "a name has letters"),
            ("two words", "a name has letters"),
            ("\\u001b[31m", "a name has letters"),
        ] {
            let (presets, wrong) = read_text(&format!("[[preset]]\nname = \"{name}\"\ncolumns = [[\"email\"]]"));
            assert!(wrong.len() == 1 && wrong[0].1.contains(what), "{wrong:?}");
            assert_eq!(presets.all().len(), Presets::shipped().all().len());
        }
        let twice = "[[preset]]\nname = \"a\"\ncolumns = [[\"email\"]]\n".repeat(2);
        let (presets, wrong) = read_text(&twice);
        assert!(presets.find("a").is_ok() && wrong[0].0 > twice.len() / 2, "{wrong:?}");
        let (_, wrong) = read_text("[[preset]]\ncolumns = [[\"email\"]]");
        assert_eq!(wrong, [(0, "this preset is left out: there is no `name`".to_string())]);
        assert!(read_text("preset = 3").1[0].1.contains("in two brackets"));
        assert!(read_text("[preset]\nname = \"a\"").1[0].1.contains("in two brackets"));
        assert!(read_text("preset = [3]").1[0].1.contains("invalid type: integer"));
    }

    #[test]
    fn one_that_is_wrong_is_told_with_its_line_when_it_is_asked_for() {
        let (presets, _) = read_text("# ours\n\n[[preset]]\nname = \"mine\"\ncolumns = [[\"hired\"]]");
        let problem = presets.find("mine").unwrap_err();
        assert_eq!(problem.kind(), Kind::File);
        assert_eq!(problem.to_string(), "the preset mine is wrong in /c/config.toml, line 5: correct it there");
    }

    /// Catalogue: A15.
    #[test]
    fn a_secret_that_was_pasted_here_is_not_repeated() {
        const SECRET: &str = "papi-hush/hush";
        for lines in [
            format!("columns = [[\"{SECRET}\"]]"),
            format!("columns = [[\"hire_date\", \"x\", \"{SECRET}\"]]"),
            format!("columns = [[\"email\"]]\n\"{SECRET}\" = 1"),
            format!("columns = [[\"email\"]]\nguard = \"{SECRET}\""),
        ] {
            let (_, said) = mistake(&lines);
            assert!(!said.contains("hush"), "{said}");
        }
    }
}
