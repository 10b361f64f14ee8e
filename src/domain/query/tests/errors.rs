//! What is refused, in which words.

use super::found;
use crate::domain::query::MAX_BYTES;

#[test]
fn errors_name_their_column_and_what_to_do() {
    for (query, message) in [
        ("anna ofice:dublin", "query, column 6: there is no field \"ofice\": did you mean office"),
        ("müller \"anna", "query, column 8: a quote is not closed: close it with \""),
        ("(anna", "query, column 1: a bracket is not closed: close it with )"),
        ("anna )", "query, column 6: a bracket closes that was not opened: remove it, or put it in quotes"),
        ("anna)", "query, column 5: a bracket closes that was not opened: remove it, or put it in quotes"),
        ("ann(a", "query, column 4: a bracket is not closed: close it with )"),
        (
            "anna office:(dublin OR berlin)",
            "query, column 13: a bracket is not closed: close it with ), or write several values with commas, as in office:dublin,berlin",
        ),
        (
            "office:-dublin, berlin",
            "query, column 17: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        ("NOT , anna", "query, column 1: nothing stands behind NOT: put a word behind NOT, or NOT in quotes"),
        (
            "all but mary@acme.example",
            "query, column 5: this word excludes nobody: write - before each address to exclude",
        ),
        (
            "all but Mary <mary@acme.example>",
            "query, column 5: this word excludes nobody: write - before each address to exclude",
        ),
        (
            "Not Mary <mary@acme.example>",
            "query, column 1: this word excludes nobody: write - before each address to exclude",
        ),
        (
            "-Mary O'Neil <mary@acme.example>",
            "query, column 1: this - may be for the word or for the address behind it: write it right before the address, or behind the addresses",
        ),
        (
            "sales -\"O'Neil\" <mary@acme.example>",
            "query, column 7: this - may be for the word or for the address behind it: write it right before the address, or behind the addresses",
        ),
        (
            "-mary@acme.example, Lu <l.strasse@acme.example>",
            "query, column 24: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "-dept:=People & Culture",
            "query, column 15: the value ends at the blank: write it in quotes, as in -department:=\"People & Culture\"",
        ),
        (
            "-supervisor:=Anna Byrne",
            "query, column 19: the value ends at the blank: write it in quotes, as in -supervisor:=\"Anna Byrne\"",
        ),
        (
            "name:Lukasz, Anna Byrne",
            "query, column 19: the value ends at the blank: write it in quotes, as in name:\"Anna Byrne\"",
        ),
        (
            "office:dublin, mary@acme.example",
            "query, column 16: office has no addresses: put a blank before the address, no comma, or email: before it",
        ),
        (
            "-office:Berlin and Dublin",
            "query, column 16: \"and\" is looked for as a word: write a comma instead, or put it in quotes",
        ),
        (
            "-mary@acme.example und l.strasse@acme.example",
            "query, column 24: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "-mary@acme.example\n1. l.strasse@acme.example",
            "query, column 23: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "-x@acme mary@acme",
            "query, column 9: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "name:M\u{fc}ller, J\u{fc}rgen; Byrne, Anna",
            "query, column 20: commas and semicolons both separate values: write commas only, and a value that has one in quotes, as in name:\"Byrne, Anna\",\"Bean, Bob\"",
        ),
        (
            "-(mary@acme.example) l.strasse@acme.example",
            "query, column 22: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "-extern- Mary <mary@acme.example>",
            "query, column 1: this - may be for the word or for the address behind it: write it right before the address, or behind the addresses",
        ),
        (
            "mary@acme.example \u{2013}not l.strasse@acme.example",
            "query, column 19: this word excludes nobody: write - before each address to exclude",
        ),
        (
            "-email:mary@acme.example l.strasse@acme.example",
            "query, column 26: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "NOT mary@acme.example AND l.strasse@acme.example",
            "query, column 27: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "-mary@acme.example, j.mueller@acme.example OR l.strasse@acme.example",
            "query, column 47: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "dublin, -berlin, cork",
            "query, column 18: this value has no -, and the one before it has: write - before each, or the wanted ones first",
        ),
        (
            "mary@acme.example, (not) l.strasse@acme.example",
            "query, column 20: this word excludes nobody: write - before each address to exclude",
        ),
        (
            "mary@acme.example nicht. l.strasse@acme.example",
            "query, column 19: this word excludes nobody: write - before each address to exclude",
        ),
        (
            "-b\u{fc}ro:Dublin",
            "query, column 2: there is no field \"b\u{fc}ro\": write \"b\u{fc}ro:\" in quotes to look for the text",
        ),
        ("anna ()", "query, column 6: nothing stands here that can be looked for: remove it, or put a word there"),
        ("\"\" OR anna", "query, column 1: nothing stands here that can be looked for: remove it, or put a word there"),
        (
            "office:\"\u{200b}\"",
            "query, column 8: nothing stands here that can be looked for: remove it, or put a word there",
        ),
        ("sales AND", "query, column 7: nothing stands behind AND: put a word behind AND, or AND in quotes"),
        ("AND sales", "query, column 1: nothing stands before AND: put a word before AND, or AND in quotes"),
        ("anna 17)", "query, column 8: a bracket closes that was not opened: remove it, or put it in quotes"),
        ("personal_email:x", "query, column 1: there is no field \"personal_email\": did you mean personal"),
        ("anna NOT", "query, column 6: nothing stands behind NOT: put a word behind NOT, or NOT in quotes"),
        ("- dublin", "query, column 1: nothing stands behind -: put a word behind -, or - in quotes"),
        ("sales \u{2013} dublin", "query, column 7: nothing stands behind -: put a word behind -, or - in quotes"),
        ("office:dublin,-", "query, column 15: nothing stands behind -: put a word behind -, or - in quotes"),
        ("office:dublin, - berlin", "query, column 16: nothing stands behind -: put a word behind -, or - in quotes"),
        (
            "office:NOT",
            "query, column 8: NOT stands behind the colon: write NOT before the field, or the whole value in quotes",
        ),
        (
            "office:NOT dub",
            "query, column 8: NOT stands behind the colon: write NOT before the field, or the whole value in quotes",
        ),
        (
            "-sales & berlin",
            "query, column 8: \"&\" is looked for as a word: write a comma instead, or put it in quotes",
        ),
        (
            "-people & culture",
            "query, column 9: the value ends at the blank: write it in quotes, as in -\"people & culture\"",
        ),
        ("-byrne anna", "query, column 8: the value ends at the blank: write it in quotes, as in -\"anna byrne\""),
        ("--dublin", "query, column 2: - stands twice: write one, as in -office:dublin,berlin, or the value in quotes"),
        (
            "-NOT dublin",
            "query, column 2: - stands twice: write one, as in -office:dublin,berlin, or the value in quotes",
        ),
        (
            "-(Byrne, Anna\u{ff1b} O'Neil, Mary)",
            "query, column 14: commas and semicolons both separate values: write commas only, and a value that has one in quotes, as in name:\"Byrne, Anna\",\"Bean, Bob\"",
        ),
        ("-mary ann", "query, column 7: the value ends at the blank: write it in quotes, as in -\"mary ann\""),
        (
            "-(Dublin and Berlin)",
            "query, column 10: \"and\" is looked for as a word: write a comma instead, or put it in quotes",
        ),
        (
            "-dublin & berlin",
            "query, column 9: \"&\" is looked for as a word: write a comma instead, or put it in quotes",
        ),
        (
            "anna or lukasz",
            "query, column 6: \"or\" is looked for as a word: write (anna OR bob), or office:dublin,berlin, or the word in quotes",
        ),
        (
            "not dublin",
            "query, column 1: \"not\" is looked for as a word: write -anna or -status:leave to exclude, or the word in quotes",
        ),
        (
            "supervisor:Anna Byrne",
            "query, column 17: the value ends at the blank: write it in quotes, as in supervisor:\"Anna Byrne\"",
        ),
        (
            "-(Byrne, Anna; O'Neil, Mary)",
            "query, column 14: commas and semicolons both separate values: write commas only, and a value that has one in quotes, as in name:\"Byrne, Anna\",\"Bean, Bob\"",
        ),
        (
            "mary@acme.example Sales -EMEA l.strasse@acme.example",
            "query, column 25: this - may be for the word or for the address behind it: write it right before the address, or behind the addresses",
        ),
        ("office:- dublin", "query, column 8: nothing stands behind -: put a word behind -, or - in quotes"),
        (
            "-office:dublin,-berlin",
            "query, column 16: - stands twice: write one, as in -office:dublin,berlin, or the value in quotes",
        ),
        (
            "office:--dublin",
            "query, column 8: - stands twice: write one, as in -office:dublin,berlin, or the value in quotes",
        ),
        ("anna OR", "query, column 6: nothing stands behind OR: put a word behind OR, or OR in quotes"),
        ("office:", "query, column 7: the field has no value: write one, as in office:dublin"),
        ("manager:perhaps", "query, column 9: that is none of its values: use yes or no"),
        ("-status:\"on leave\"", "query, column 9: nobody has \"on leave\": there are active, inactive, leave"),
        (
            "odd:salary",
            "query, column 5: that is none of its values: use any, or the name of one of the 24 fields, as in odd:email",
        ),
        (
            "x missing:salary",
            "query, column 11: that is none of its values: use the name of one of the 24 fields, as in missing:birthday",
        ),
    ] {
        assert_eq!(found(query), Err(message.to_string()), "{query}");
    }
    assert!(found(&"(".repeat(200)).unwrap_err().contains("too deep"));
    assert!(found(&"x".repeat(MAX_BYTES + 1)).unwrap_err().contains("too long"));
    assert!(found(&"x ".repeat(1025)).unwrap_err().contains("query, column 1: the query has too many words"));
    assert_eq!(found(&"-x ".repeat(1024)), Ok(vec![3]));
    assert!(found(&format!("office:{}", "x,".repeat(1025))).unwrap_err().contains("too many words"));
}
