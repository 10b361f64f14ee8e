use super::*;
use std::time::Duration;

fn keys(text: &str) -> Vec<Input> {
    let key = |c| match c {
        '\n' => Code::Enter,
        '↑' => Code::Up,
        c => Code::Char(c),
    };
    text.chars().map(|c| Input::Key(Key::plain(key(c)))).collect()
}

fn paste(text: &str) -> Vec<Input> {
    vec![Input::Paste(text.into())]
}

/// What it hears of bursts, each so many milliseconds after the one before: pastes as they are, each run of keys as the
/// text that it types.
fn heard(bursts: Vec<(u64, Vec<Input>)>) -> Vec<Result<String, String>> {
    let mut pastes = Pastes::default();
    let mut now = Instant::now();
    let mut heard: Vec<Result<String, String>> = Vec::new();
    for (after, burst) in bursts {
        now += Duration::from_millis(after);
        for event in pastes.coalesce(burst, Times::at(now)) {
            match (event, heard.last_mut()) {
                (Event::Msg(Msg::Pasted(text)), _) => heard.push(Err(text)),
                (Event::Msg(Msg::Key(key)), Some(Ok(typed))) => typed.extend(letter(key)),
                (Event::Msg(Msg::Key(key)), _) => heard.push(Ok(letter(key).into_iter().collect())),
                (Event::Msg(Msg::TypedAtOnce(_)), _) => {}
                _ => unreachable!("only keys and pastes are made"),
            }
        }
    }
    heard
}

#[track_caller]
fn assert_keys(text: &str) {
    assert_eq!(heard(vec![(0, keys(text))]), [Ok(text.to_string())]);
}

#[track_caller]
fn assert_pasted(text: &str) {
    assert_eq!(heard(vec![(0, keys(text))]), [Err(text.to_string())]);
}

/// Catalogue: D16, D17.
#[test]
fn what_is_typed_ahead_stays_keys_and_what_nobody_types_is_a_paste() {
    for ahead in [
        "/office:dublin department:engineering\nae\n",
        "/email:a@x.example\n",
        "3\n4/office:dublin,berlin\nae\n",
        "jjj GG/quentin byrne\n",
        "marquez\n",
        "4/marquez\n",
        "3\n4",
        "ae\n",
        "d24.12.2026\n",
        "/anna\n/bob\naea\n",
        "jj j\nkk k\ngggg\nuuuu\n",
    ] {
        assert_keys(ahead);
    }
    for pasted in [
        "aoife@acme.example\nben@acme.example\nchen@acme.example\n",
        "anna@x.example\n",
        "Anna Smith <a@x.example>\n",
        "anna.smith@x.example\nqUALITY\n",
        "anna byrne\nben c",
        "some names here ",
        "brid quinn",
        "/home/anna\nben conaill\n",
        "names of a/b\n",
        "00123\n00124\n00125\n",
        "anna\nhanna\n",
    ] {
        assert_pasted(pasted);
    }
    let long = "a word ".repeat(14);
    assert_eq!(heard(vec![(0, keys(&format!("{long}↑")))]), [Err(long), Ok(String::new())]);
    let among_keys = "↑gifts-2026.csv\n↑";
    assert_eq!(heard(vec![(0, keys(among_keys))]), [Ok("gifts-2026.csv\n".into())]);
}

/// Catalogue: D17.
#[test]
fn ninety_six_letters_are_a_paste_or_forty_eight_in_lines_or_eight_different_ones() {
    let lines = |letters: usize| "a b\nc d\nb c\nd a\n".repeat(4)[..letters].to_string();
    let words = |letters: usize| "a word ".repeat(14)[..letters].to_string();
    for (typed, pasted) in
        [(lines(47), lines(48)), (words(95), words(96)), ("abcdefgabcdefg\n".into(), "abcdefgh".into())]
    {
        assert_keys(&typed);
        assert_pasted(&pasted);
    }
}

/// Catalogue: D16.
#[test]
fn held_keys_and_moves_are_keys_however_many_come_at_once() {
    for held in [
        "j".repeat(60_000),
        ["j".repeat(280), "k".repeat(280), " ".repeat(90)].concat(),
        "jk Gg".repeat(20) + " ",
        "x".repeat(4096),
    ] {
        assert_keys(&held);
    }
    for long in ["anna,".repeat(26_000), "x".repeat(4097)] {
        assert_pasted(&long);
    }
}

/// Catalogue: D17.
#[test]
fn the_next_pieces_of_a_paste_belong_to_it_and_one_of_them_may_be_a_letter() {
    let names = "anna byrne\nben c";
    for (after, pieces, expected) in [
        (199, vec!["a\nb"], vec![Err("a\nb")]),
        (200, vec!["a\nb"], vec![Ok("a\nb")]),
        (199, vec!["onaill", "a"], vec![Err("onaill"), Err("a")]),
        (199, vec!["a", "a"], vec![Err("a"), Ok("a")]),
        (199, vec!["\n", "aa"], vec![Err("\n"), Err("aa")]),
        (100, vec!["/"], vec![Err("/")]),
    ] {
        let later = pieces.into_iter().map(|piece| (after, keys(piece)));
        let mut all = vec![Err(names.to_string())];
        all.extend(expected.into_iter().map(|it| it.map(String::from).map_err(String::from)));
        assert_eq!(heard([(0, keys(names))].into_iter().chain(later).collect()), all);
    }
    let mut pastes = Pastes::default();
    let now = Instant::now();
    pastes.coalesce(keys(&format!("{names}o")), Times { ends_with_one: true, ..Times::at(now) });
    let next = pastes.coalesce(keys("a"), Times::at(now + PASTE_GOES_ON / 2));
    assert!(matches!(next[..], [Event::Msg(Msg::Key(_))]), "the one letter came");
}

/// Catalogue: A05, D17.
#[test]
fn what_comes_behind_an_end_in_the_text_of_a_paste_belongs_to_it() {
    let end = || vec![Input::EndOfPaste];
    let pasted = || Err("ab".to_string());
    // At any time, if it has an end of its own; else soon.
    for rest in [
        vec![(0, [paste("ab"), keys("a↑b"), end()].concat())],
        vec![(0, paste("ab")), (500, [keys("↑"), end()].concat())],
        vec![(0, paste("ab")), (500, [keys("a"), end()].concat())],
        vec![(0, paste("ab")), (199, keys("a")), (50, end())],
    ] {
        assert_eq!(heard(rest), [pasted()]);
    }
    assert_eq!(heard(vec![(0, paste("ab")), (200, keys("a"))]), [pasted(), Ok("a".into())]);
    assert_eq!(heard(vec![(0, paste("ab")), (100, keys("\n")), (50, keys("q"))]), [pasted(), Ok("\nq".into())]);
}

#[test]
fn a_text_has_no_controls() {
    assert_eq!(text_of(b"anna\r\tb\xc3\xb6\n").as_deref(), Some("anna\n\tbö\n"));
    for bytes in [&b"anna\x1b[A"[..], b"a\x03", b"a\x7f", b"\0"] {
        assert_eq!(text_of(bytes), None, "{}", bytes.escape_ascii());
    }
}

/// Catalogue: A05.
#[test]
fn what_follows_a_paste_in_brackets_is_left_out_as_long_as_it_goes_on() {
    let mut bursts = vec![(0, paste("anna"))];
    bursts.extend((0..8).map(|_| (90, keys("jja"))));
    assert_eq!(heard(bursts), [Err("anna".to_string())]);
}

/// Catalogue: A05.
#[test]
fn several_letters_that_came_at_once_are_told() {
    let is_told = |text: &str| {
        let messages = Pastes::default().coalesce(keys(text), Times::at(Instant::now()));
        matches!(messages.first(), Some(Event::Msg(Msg::TypedAtOnce(_))))
    };
    assert!(is_told("Jane") && is_told("Eva\n") && !is_told("ae\n") && !is_told("a"));
}

/// Catalogue: D17.
#[test]
fn an_answer_of_the_terminal_in_the_middle_of_a_paste_makes_no_keys_of_it() {
    let text = "anna byrne\nben conaill\n";
    let (before, behind) = text.split_at(9);
    let burst = [keys(before), vec![Input::Ready], keys(behind)].concat();
    let events = Pastes::default().coalesce(burst, Times::at(Instant::now()));
    assert!(matches!(&events[..], [Event::Msg(Msg::Pasted(pasted)), Event::Ready] if pasted == text));
}
