//! How other programs write a query, and how it is written here: `dept=Sales`, `hired>2025`, `!x`, `&&`.

use super::fields::QueryField;

/// How a word is written here that means something in other languages of queries; `None` if it does not.
pub fn written_here(word: &str) -> Option<String> {
    match word {
        "&&" => return Some("AND".into()),
        "||" => return Some("OR".into()),
        _ => {}
    }
    for (sign, here) in [("&&", "AND"), ("||", "OR")] {
        if let Some((before, behind)) = word.split_once(sign).filter(|(a, b)| !a.is_empty() && !b.is_empty()) {
            return Some(format!("{before} {here} {behind}"));
        }
    }
    if let Some(excluded) = word.strip_prefix('!').filter(|rest| rest.starts_with(char::is_alphanumeric)) {
        return Some(format!("-{excluded}"));
    }
    let name = word.find(['=', '<', '>', '!', '≥', '≤', '~']).map(|at| word.split_at(at));
    let (name, rest) = name.filter(|(name, _)| QueryField::find(name).is_some())?;
    let name = name.to_lowercase();
    Some(match (rest.strip_prefix("!="), rest.strip_prefix("=="), rest.strip_prefix(['=', '~'])) {
        (Some(value), ..) => format!("-{name}:{value}"),
        (_, Some(value), _) => format!("{name}:={value}"),
        (.., Some(value)) => format!("{name}:{value}"),
        _ => format!("{name}:{rest}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_other_programs_write_is_known() {
        for (word, right) in [
            ("dept=Sales", Some("dept:Sales")),
            ("Dept==Sales", Some("dept:=Sales")),
            ("status!=leave", Some("-status:leave")),
            ("hired>2025", Some("hired:>2025")),
            ("tenure>=5y", Some("tenure:>=5y")),
            ("!leaver", Some("-leaver")),
            ("||", Some("OR")),
            ("anna&&bob", Some("anna AND bob")),
            ("a||b", Some("a OR b")),
            ("a=b", None),
            ("R&D", None),
            ("!", None),
            ("Jean-Luc", None),
        ] {
            assert_eq!(written_here(word).as_deref(), right, "{word}");
        }
    }
}
