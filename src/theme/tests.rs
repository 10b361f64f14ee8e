//! The themes that are shipped can be read, by computed contrast, and the user's are what they say.

use super::colour::{BLACK, WHITE};
use super::*;
use toml::de::{DeTable, DeValue};

const SHIPPED_NAMES: [&str; 7] = ["contrast", "contrast-dark", "contrast-light", "dark", "light", "mono", "neutral"];

fn file(text: &str) -> (Themes, Vec<Mistake>) {
    let mut themes = Themes::default();
    let table = DeTable::parse(text).unwrap();
    let mistakes = read(table.get_ref(), &mut themes);
    (themes, mistakes)
}

fn look(text: &str) -> Look {
    Look::parse(text).unwrap()
}

/// The words that are wrong, each with what it could be.
fn wrong(text: &str) -> Vec<String> {
    file(text).1.into_iter().map(|it| it.word.unwrap_or_else(|| format!("<{}>", &text[it.at]))).collect()
}

#[test]
fn every_shipped_theme_has_every_look_and_no_mistake() {
    let text = include_str!("../../assets/themes.toml");
    let table = DeTable::parse(text).unwrap();
    let DeValue::Table(tables) = table.get_ref()["themes"].get_ref() else { panic!("no themes") };
    let mut themes = Themes::NONE;
    assert_eq!(read(tables, &mut themes), []);
    assert_eq!(themes.names().collect::<Vec<_>>(), SHIPPED_NAMES);
    for (name, table) in tables {
        let DeValue::Table(table) = table.get_ref() else { panic!("{}", name.get_ref()) };
        for (meaning, _) in Meaning::ALL {
            assert!(table.contains_key(meaning), "{} has no {meaning}", name.get_ref());
        }
    }
}

/// The whole of the promise: 4.5 to 1, and 7 to 1 in the theme of high contrast, on both ends of what a theme is for, in
/// all colours, in 256 and in 16.
#[test]
fn every_meaning_can_be_read_in_every_shipped_theme_and_in_fewer_colours() {
    let themes = Themes::default();
    for name in SHIPPED_NAMES {
        let palette = themes.get(name).unwrap();
        assert!(palette.contrast >= if name.starts_with("contrast") { 7.0 } else { 4.5 }, "{name}");
        for colours in [Colours::True, Colours::Indexed, Colours::Sixteen] {
            let shown = palette.brought_down(colours, &themes.get("mono").unwrap());
            // A terminal of 16 has black or white behind its text.
            let are_there = |it: &Rgb| colours != Colours::Sixteen || [BLACK, WHITE].contains(it);
            let backgrounds: Vec<Rgb> = palette.backgrounds.into_iter().filter(are_there).collect();
            for (meaning_name, meaning) in Meaning::ALL {
                let contrast = shown.look(meaning).contrast(&backgrounds);
                assert!(
                    contrast.is_none_or(|it| it >= palette.contrast),
                    "{name}, {meaning_name} in {colours:?}: {contrast:?}, {:?}",
                    shown.look(meaning)
                );
            }
        }
    }
}

/// Signs and words say it, too; but what stops the job is not to look like what is done.
#[test]
fn meanings_differ_from_each_other_and_from_plain_text() {
    let themes = Themes::default();
    for name in ["dark", "light", "contrast", "contrast-dark", "contrast-light", "neutral"] {
        for colours in [Colours::True, Colours::Indexed, Colours::Sixteen, Colours::None] {
            let shown = themes.choose(Some(name), colours).on(None);
            let [good, bad, accent, cursor, found] =
                [Meaning::Good, Meaning::Bad, Meaning::Accent, Meaning::Cursor, Meaning::Match]
                    .map(|it| shown.look(it));
            assert_ne!(good, bad, "{name} {colours:?}");
            let warning = shown.look(Meaning::Warning);
            assert!(warning != good && warning != Look::default(), "{name} {colours:?}");
            // Of 16 colours there are not always three that are legible; the sign tells them apart.
            let is_rich = matches!(colours, Colours::True | Colours::Indexed);
            assert!(warning != bad || !is_rich, "{name} {colours:?}");
            for look in [bad, accent, cursor, found] {
                assert_ne!(look, Look::default(), "{name} {colours:?}");
            }
        }
    }
}

#[test]
fn without_a_name_the_background_decides() {
    let themes = Themes::default();
    let choice = themes.choose(None, Colours::True);
    assert_eq!(choice.on(Some(Background::Dark)), themes.get("dark").unwrap());
    assert_eq!(choice.on(Some(Background::Light)), themes.get("light").unwrap());
    assert_eq!(choice.on(None), themes.get("neutral").unwrap());
    assert!(choice.depends_on_background() && !themes.choose(None, Colours::None).depends_on_background());
    for background in [None, Some(Background::Dark)] {
        assert_eq!(themes.choose(Some("light"), Colours::True).on(background), themes.get("light").unwrap());
        assert_eq!(themes.choose(None, Colours::None).on(background), themes.get("mono").unwrap());
    }
}

#[test]
fn a_theme_may_have_another_one_for_each_background() {
    let (mut themes, _) = file("[mine]\n[mine-dark]\ngood = 84");
    for (name, on_dark, on_light, unknown) in
        [("contrast", "contrast-dark", "contrast-light", "contrast"), ("mine", "mine-dark", "mine", "mine")]
    {
        let choice = themes.choose(Some(name), Colours::True);
        assert!(choice.depends_on_background());
        for (background, expected) in
            [(Some(Background::Dark), on_dark), (Some(Background::Light), on_light), (None, unknown)]
        {
            assert_eq!(choice.on(background), themes.get(expected).unwrap(), "{name} {background:?}");
        }
    }
    themes.insert("light", themes.get("dark").unwrap());
    assert!(!themes.choose(Some("light"), Colours::True).depends_on_background());
}

#[test]
fn a_theme_of_ones_own_changes_its_base() {
    let (themes, mistakes) = file(
        "[mine]\nbase = \"light\"\nbad = \"bold #a00000\"\ndim = 240\n[dark]\naccent = 75\n[new]\ngood = \"green\"",
    );
    assert_eq!(mistakes, []);
    let shipped = Themes::default();
    let mine = themes.get("mine").unwrap();
    assert_eq!((mine.look(Meaning::Bad), mine.look(Meaning::Dim)), (look("bold #a00000"), look("240")));
    assert_eq!(mine.look(Meaning::Good), shipped.get("light").unwrap().look(Meaning::Good));
    let dark = themes.choose(None, Colours::True).on(Some(Background::Dark));
    assert_eq!((dark.look(Meaning::Accent), dark.look(Meaning::Bad)), (look("75"), look("210")));
    assert_eq!(themes.get("new").unwrap().look(Meaning::Accent), shipped.get("neutral").unwrap().look(Meaning::Accent));
}

#[test]
fn what_is_not_understood_is_named_and_the_rest_counts() {
    assert_eq!(wrong("[a]\nbade = 1\nbad = \"bold redd\"\ngood = 300\ndim = true"), ["bade", "redd", "300", "<true>"]);
    assert_eq!(wrong("[a]\nbase = \"drak\"\nbackground = \"white\"\ncontrast = 40"), ["drak", "white", "<40>"]);
    assert_eq!(wrong("[a]\nbase = 3\nbackground = [\"#ffffff\"]"), ["<3>", "<[\"#ffffff\"]>"]);
    assert_eq!(wrong("a = 3"), ["<3>"]);
    let (themes, mistakes) = file("[a]\nbase = \"drak\"\ngood = \"22\"");
    assert!(mistakes[0].known.contains(&"dark".to_string()));
    assert_eq!(themes.get("a").unwrap().look(Meaning::Good), look("22"));
}

#[test]
fn without_colours_no_theme_has_one() {
    let (themes, _) = file("[mono]\nbad = \"bold red\"\nwarning = \"black on yellow\"\n[mine]\nbad = \"#ff0000\"");
    for name in [None, Some("dark"), Some("mine")] {
        let palette = themes.choose(name, Colours::None).on(None);
        for (_, meaning) in Meaning::ALL {
            let look = palette.look(meaning);
            assert_eq!((look.text, look.behind), (None, None), "{name:?} {meaning:?}");
        }
        assert!(palette.look(Meaning::Bad).letters.has(Letters::BOLD));
    }
}
