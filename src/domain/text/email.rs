//! Whether a text is one email address that an invitation can be sent to. Nobody is asked whether it exists.

use super::hidden::is_hidden;
use email_address::{EmailAddress, Options};

/// Whether a text is one address with a full domain: no name beside it, no second address, no blank.
///
/// ```
/// use giftlist::domain::text::email::is_address;
///
/// assert!(is_address("o'neill+gift@sub.x.example") && is_address("jörg@bücher.example"));
/// assert!(!is_address("anna@") && !is_address("a@x.example, b@x.example"));
/// ```
pub fn is_address(text: &str) -> bool {
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    let Ok(address) = EmailAddress::parse_with_options(text, options) else { return false };
    !text.contains(|c: char| is_hidden(c) || c.is_whitespace()) && is_host(address.domain())
}

/// Whether names of hosts are separated by dots, the last one no number.
fn is_host(domain: &str) -> bool {
    let is_letter = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-';
    let is_name = |name: &str| !name.is_empty() && name.chars().all(is_letter);
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.split('.').all(is_name) && last.contains(|c: char| !c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_and_nothing_else() {
        for address in ["A@X.EXAMPLE", "陈@例子.中国", "a@xn--bcher-kva.example", "first.last@a-b.example", "a/b@x.co"]
        {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "not an address",
            "n/a",
            "a@b",
            "a@@x.example",
            "a@x.example;b@x.example",
            "a@x.example b@x.example",
            "Anna <a@x.example>",
            "mailto:a@x.example",
            "a..b@x.example",
            "a@x.example.",
            "a@x,example",
            "\u{feff}a@x.example",
            "a@x.example\u{200b}",
            "a\u{a0}@x.example",
            "\"a b\"@x.example",
            "a@127.0.0.1",
            "a@x_y.example",
            "a@x.example/b",
            "a@x.example?subject=x",
        ] {
            assert!(!is_address(other), "{other:?}");
        }
    }
}
