//! Tests of the settings: what is understood, where mistakes are reported, and what pinning leaves alone.

use super::super::private::folder;
use super::*;
use std::fs;

/// A folder with such a `config.toml`.
fn with(text: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = folder();
    let path = dir.path().join("config.toml");
    atomic::replace(&path, |out| out.write_all(text.as_bytes())).unwrap();
    (dir, path)
}

fn team() -> Pin {
    Pin { key: "dynamic_7".into(), label: "Squad \"A\"".into() }
}

#[test]
fn no_file_means_the_usual_settings() {
    let dir = folder();
    assert_eq!(load(&dir.path().join("config.toml")).unwrap(), (Config::default(), vec![]));
    assert_eq!(load(&with("").1).unwrap().0.max_age_days, 7);
}

#[test]
fn all_settings_are_understood() {
    let (_dir, path) = with(
        "max_age_days = 3\nbase_url = \"https://x\"\nca_file = \"/ca.pem\"\ncache = \"none\"\ncolumns = [\"city\"]\nexcel_delimiter = \";\"\n\
         [pins]\nemployee_id = { key = \"dynamic_1\", label = \"No.\" }\nTeam = \"team\"\n\
         ",
    );
    let (config, warnings) = load(&path).unwrap();
    assert_eq!(warnings, vec![]);
    assert_eq!((config.max_age_days, config.keeps_people), (3, false));
    assert_eq!(config.pins[&Field::EmployeeId], Pin { key: "dynamic_1".into(), label: "No.".into() });
    assert_eq!(config.pins[&Field::Team].label, "");
    assert_eq!(config.excel_delimiter, Some(b';'));
    assert!(config.base_url.is_some() && config.ca_file.is_some());
}

#[test]
fn keys_are_read_as_they_are_written() {
    let (_dir, path) = with(
        "[keys.recipients]\nselect-all = [\n  \"a\",\n  \"Ctrl-a\",\n]\nundo = []\n\n[keys]\neverywhere.quit = \"Ctrl-q\"\n",
    );
    let (config, warnings) = load(&path).unwrap();
    let change = |(place, place_line): (&str, usize), action: &str, line, keys: &[&str]| KeyChange {
        place: place.into(),
        place_line,
        action: action.into(),
        line,
        keys: keys.iter().map(|key| (*key).to_string()).collect(),
    };
    let expected = [
        change(("recipients", 1), "select-all", 2, &["a", "Ctrl-a"]),
        change(("recipients", 1), "undo", 6, &[]),
        change(("everywhere", 9), "quit", 9, &["Ctrl-q"]),
    ];
    assert_eq!((config.keys.as_slice(), warnings), (&expected[..], vec![]));
}

#[test]
fn the_delimiter_is_set_and_everything_else_stays() {
    let (_dir, path) = with("# ours\nmax_age_days = 3\n[pins]\nTeam = \"team\"\n");
    set_excel_delimiter(&path, b';').unwrap();
    assert_eq!(load(&path).unwrap().0.excel_delimiter, Some(b';'));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# ours\nmax_age_days = 3\n") && text.ends_with("[pins]\nTeam = \"team\"\n"), "{text}");
    let (_dir, path) = with("excel_delimiter = \",\" # Dublin\n");
    set_excel_delimiter(&path, b';').unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "excel_delimiter = \";\" # Dublin\n");
}

#[test]
fn a_country_is_set_and_everything_else_stays() {
    let before = "# ours\nmax_age_days = 3\n\n[countries] # of the payroll\n\"Éire\" = \"GB\" # wrong\n\n[pins]\nTeam = \"team\"\n";
    let (_dir, path) = with(before);
    set_country(&path, "EIRE", "ie").unwrap();
    set_country(&path, " Nordirland [UK] ", "GB").unwrap();
    let set = "\"Éire\" = \"IE\" # wrong\n\"Nordirland [UK]\" = \"GB\"\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), before.replace("\"Éire\" = \"GB\" # wrong\n", set));
    let (config, warnings) = load(&path).unwrap();
    let codes = ["éire", "nordirland uk", "Deutschland"].map(|name| config.countries.code_of(name));
    assert_eq!((codes, warnings.len()), ([Some("IE"), Some("GB"), Some("DE")], 0));
    for (name, code) in [("Atlantis", "UK"), ("Atlantis", "Ireland"), (" - ", "IE")] {
        assert_eq!(set_country(&path, name, code).unwrap_err().kind(), Kind::Usage, "{name}");
    }
    let (_dir, path) = with("");
    set_country(&path, "\"\u{1b}\n", "IE").unwrap_err();
    set_country(&path, "Eire\n[pins]", "IE").unwrap();
    assert_eq!(load(&path).unwrap().0.countries.code_of("eire pins"), Some("IE"));
    let (_dir, path) = with("countries = 3\n");
    assert!(set_country(&path, "Eire", "IE").unwrap_err().what().contains("countries is not a table"));
}

#[test]
fn a_country_that_cannot_be_is_told_with_line_and_column() {
    let (_dir, path) = with(
        "[countries]\n\"Eire\" = \"ie\"\nAlba = \"UK\"\nCymru = \"XX\"\nKernow = 44\n\"-\" = \"IE\"\nEIRE = \"GB\"\n",
    );
    let (config, warnings) = load(&path).unwrap();
    let warnings: Vec<String> = warnings.iter().map(Warning::to_string).collect();
    assert_eq!(
        warnings,
        [
            "line 3, column 8: \"UK\" is not known: did you mean GB?",
            "line 4, column 9: \"XX\" is not known",
            "line 5, column 10: the code of a country is a text, such as \"IE\"",
            "line 6, column 1: a country needs a name",
            "line 7, column 1: this country stands here in another spelling, with the code IE",
        ]
    );
    assert_eq!(["Eire", "Alba"].map(|name| config.countries.code_of(name)), [Some("IE"), None]);
    assert!(
        load(&with("countries = \"IE\"").1).unwrap().1[0].to_string().starts_with("line 1, column 13: countries are")
    );
}

/// Catalogue: A16.
#[test]
fn a_mistake_is_reported_with_line_and_column() {
    for (text, expected) in [
        ("max_age_days = \"seven\"", "line 1, column 16, max_age_days: "),
        ("# Zoë\nmax_age_days = ", "line 2, column 16"),
        ("max_age_days = 1\nmax_age_days = 2", "line 2, column 1"),
        ("cache = \"ram\"", "line 1, column 9"),
        ("[pins]\nTeam = 7", "line 2, column 8"),
        ("[pins]\nTeam = { key = \"a\" }\nteam = { key = \"b\" }", "pinned twice"),
        ("max_age_days = -1", "line 1, column 16, max_age_days: "),
        ("excel_delimiter = \"|\"", "excel_delimiter: "),
        ("version = 2", "newer"),
        ("keys = 3", "line 1, column 8, keys: "),
        ("[keys]\nexport = \"x\"", "line 2, column 10, "),
        ("[keys]\nexport = \"x\"", "expected the actions of a place, below its name, such as [keys.recipients]"),
        ("[keys.query]\npress = 3", "line 2, column 9, "),
        ("[keys.query]\npress = [\"x\", 3]", "expected a key such as \"x\", or several such as [\"x\", \"Ctrl-x\"]"),
        (&format!("a = {}", "[".repeat(100_000)), "line 1"),
        ("base_url = \"\u{1b}]0;x", "line 1"),
    ] {
        let problem = load(&with(text).1).unwrap_err();
        assert!(problem.what().contains(expected), "{problem}");
        assert!(!problem.to_string().contains(['\u{1b}', '\n']) && problem.kind() == Kind::File);
    }
    let (_dir, path) = with("");
    atomic::replace(&path, |out| out.write_all(b"a = 1\nb = \"\xff\"")).unwrap();
    assert!(load(&path).unwrap_err().what().contains("line 2, column 6"));
    atomic::replace(&path, |out| out.write_all(&vec![b' '; MAX_BYTES as usize + 1])).unwrap();
    assert!(load(&path).is_err());
}

/// Catalogue: A15.
#[test]
fn a_secret_that_was_pasted_in_here_is_not_repeated() {
    for secret in ["papi-hush/hush", "Zm9vYmFyYmF6cXV4hush1"] {
        for (before, after) in [
            ("excel_delimiter = \"", "\""),
            ("max_age_days = \"", "\""),
            ("cache = \"", "\""),
            ("max_age_days = ", ""),
            ("columns = \"", "\""),
            ("version = \"", "\""),
            ("pins = \"", "\""),
            ("[keys]\nquit = \"", "\""),
        ] {
            let problem = load(&with(&format!("{before}{secret}{after}")).1).unwrap_err();
            assert!(!problem.to_string().contains("hush"), "{problem}");
        }
        let named = format!(
            "\"{secret}\" = 1\ncolumns = [\"{secret}\"]\n[pins]\n\"{secret}\" = \"x\"\n[countries]\nx = \"{secret}\"\n"
        );
        let warnings = load(&with(&named).1).unwrap().1;
        assert_eq!(warnings.len(), 4);
        assert!(warnings.iter().all(|warning| !warning.to_string().contains("hush")), "{warnings:?}");
    }
}

#[test]
fn unknown_names_are_warnings_with_the_nearest_known_one() {
    let (_dir, path) = with(
        "max_age = 3\ncolour = 1\ncolumns = [\"city\", \"ofice\"]\n[pins]\nTeem = { key = \"x\" }\nCity = { key = \"y\", lable = \"z\" }\n",
    );
    let warnings: Vec<String> = load(&path).unwrap().1.iter().map(Warning::to_string).collect();
    assert_eq!(
        warnings,
        [
            "line 1: \"max_age\" is not known: did you mean max_age_days?",
            "line 2: \"colour\" is not known",
            "line 3: \"ofice\" is not known: did you mean office?",
            "line 5: \"Teem\" is not known: did you mean Team?",
            "line 6: \"lable\" is not known: did you mean label?",
        ]
    );
}

#[test]
fn a_theme_is_one_of_ours_or_of_the_file() {
    let chosen = |text: &str| load(&with(text).1).unwrap().0.theme;
    for (text, theme) in [
        ("", None),
        ("theme = \"contrast\"", Some("contrast")),
        ("theme = \"mine\"\n[themes.mine]\nbase = \"light\"\nbad = \"bold red\"", Some("mine")),
        ("theme = \"mine\"", None),
    ] {
        assert_eq!(chosen(text).as_deref(), theme, "{text}");
    }
    let (_dir, path) = with(
        "theme = \"lihgt\"\n[themes.mine]\nbase = \"drak\"\nwarnig = 3\nbad = \"bold rde\"\ngood = 256\ndim = true\n[themes]\nx = 1\n",
    );
    let warnings: Vec<String> = load(&path).unwrap().1.iter().map(Warning::to_string).collect();
    assert_eq!(
        warnings,
        [
            "line 1: \"lihgt\" is not known: did you mean light?",
            "line 3: \"drak\" is not known: did you mean dark?",
            "line 4: \"warnig\" is not known: did you mean warning?",
            "line 5: \"rde\" is not known: did you mean red?",
            "line 6: \"256\" is not known",
            "line 7: \"true\" is not known",
            "line 9: \"1\" is not known",
        ]
    );
    let problem = load(&with("theme = 3").1).unwrap_err();
    assert!(problem.what().contains("line 1, column 9, theme: "), "{problem}");
}

#[test]
fn pinning_leaves_everything_else_as_it_was() {
    let before = "# ours\nmax_age_days = 3 # days\n\n[pins] # chosen\n# the payroll's\nemployee_id = { key = \"a\" } # old\n\n[keys.recipients]\nexport = [\"E\"]\n";
    let (_dir, path) = with(before);
    let payroll = Pin { key: "dynamic_1".into(), label: "No.".into() };
    pin(&path, Field::EmployeeId, Some(&payroll)).unwrap();
    pin(&path, Field::Team, Some(&team())).unwrap();
    let pinned = "employee_id = { key = \"dynamic_1\", label = \"No.\" } # old\nTeam = { key = \"dynamic_7\", label = 'Squad \"A\"' }\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), before.replace("employee_id = { key = \"a\" } # old\n", pinned));
    let (config, warnings) = load(&path).unwrap();
    assert_eq!((config.pins.len(), &config.pins[&Field::Team], warnings.len()), (2, &team(), 0));
    pin(&path, Field::EmployeeId, None).unwrap();
    pin(&path, Field::Team, None).unwrap();
    assert!(fs::read_to_string(&path).unwrap().starts_with("# ours\nmax_age_days = 3 # days\n\n[pins] # chosen\n"));
    assert!(load(&path).unwrap().0.pins.is_empty());
}

#[test]
fn pins_written_in_other_ways_are_replaced_too() {
    for text in ["pins.team.key = \"a\"\n", "pins = { Team = { key = \"a\" } }\n", "[pins.Team]\nkey = \"a\"\n", ""] {
        let (_dir, path) = with(text);
        pin(&path, Field::Team, Some(&team())).unwrap();
        let (config, warnings) = load(&path).unwrap();
        assert_eq!((config.pins.get(&Field::Team), warnings.len()), (Some(&team()), 0), "{text}");
        pin(&path, Field::Team, None).unwrap();
        assert!(load(&path).unwrap().0.pins.is_empty(), "{text}");
    }
}

/// Catalogue: A18.
#[test]
fn a_file_that_is_wrong_or_newer_is_not_touched() {
    for text in ["max_age_days =", "version = 2\n", "pins = 3\n"] {
        let (_dir, path) = with(text);
        assert!(pin(&path, Field::Team, Some(&team())).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    let dir = folder();
    let path = dir.path().join("new/config.toml");
    pin(&path, Field::Team, None).unwrap();
    assert!(!path.exists());
    pin(&path, Field::Team, Some(&team())).unwrap();
    assert_eq!(load(&path).unwrap().0.pins.len(), 1);
}
