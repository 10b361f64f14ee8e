//! Names and values of a query string or of a form body, percent-decoded and in their order.
//! Never fails: what is not well-formed is taken as it stands, as a lenient server does.

/// The pairs of `a=1&b=2`; a name without `=` has an empty value.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').unwrap_or((part, ""))).map(|(n, v)| (decoded(n), decoded(v))).collect()
}

/// The first value of a name.
pub(super) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                plain.push(byte);
                at += 2;
            }
            (b'+', _) => plain.push(b' '),
            (byte, _) => plain.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded() {
        let table = [
            ("attributes%5B%5D=first_name", ("attributes[]", "first_name")),
            ("attributes[]=a", ("attributes[]", "a")),
            ("email=a%2Bb%40c.example", ("email", "a+b@c.example")),
            ("field=Last+name", ("field", "Last name")),
            ("name=M%C3%BCller", ("name", "Müller")),
            ("odd=100%", ("odd", "100%")),
            ("odd=%zz%é", ("odd", "%zz%é")),
            ("alone", ("alone", "")),
        ];
        for (text, (name, value)) in table {
            assert_eq!(pairs(text), [(name.to_owned(), value.to_owned())], "{text}");
        }
        assert!(pairs("").is_empty());
    }
}
