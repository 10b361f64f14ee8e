//! Email addresses: whether a text is one that an invitation can be sent to, and which ones a pasted text holds. Nobody
//! is asked whether they exist.

use super::hidden::is_hidden;
use email_address::{EmailAddress, Options};
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;

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

/// The addresses of a text that is nothing but addresses, in the form in which they are compared: as people copy them from
/// mail programs, lists and tables, in brackets or quotes, with a name before the angle brackets or a dot at the end.
/// Empty if anything else is in it.
///
/// ```
/// use giftlist::domain::text::email::addresses;
///
/// assert_eq!(addresses("'Anna@acme.example'; <bob@acme.example>."), ["anna@acme.example", "bob@acme.example"]);
/// assert_eq!(addresses("Byrne, Anna <anna@acme.example>"), ["anna@acme.example"]);
/// assert!(addresses("anna@acme.example or Bob").is_empty());
/// ```
pub fn addresses(text: &str) -> Vec<String> {
    if !text.contains(['@', '\u{fe6b}', '\u{ff20}']) {
        return Vec::new();
    }
    // `Anna <anna@x.example>`, and Teams' `[Anna](mailto:anna@x.example)`.
    let is_named = text.contains('<') || text.contains("](");
    let comparable = comparable(text);
    let pieces = pieces(&comparable).filter(|piece| !is_named || piece.contains('@'));
    let found: Vec<String> = pieces.map(str::to_string).collect();
    if found.iter().all(|piece| is_address(piece)) { found } else { Vec::new() }
}

/// What is meant as an address in any text, in the order of the text and in the form of [`addresses`]: what has an `@` in
/// it, also where it is no whole address.
///
/// ```
/// use giftlist::domain::text::email::addresses_in;
///
/// assert_eq!(addresses_in("Name,Email\nAnna,Anna@acme.example"), ["anna@acme.example"]);
/// ```
pub fn addresses_in(text: &str) -> Vec<String> {
    // A zero between two addresses is as good as a blank.
    let text = text.replace(|c: char| c.is_control(), " ");
    let comparable = comparable(&text);
    let pieces = comparable.split(['(', ')']).flat_map(pieces);
    // `Email:anna@acme.example`
    let bare = pieces.map(|piece| match piece.split_once('@') {
        Some((name, _)) => &piece[name.rfind(':').map_or(0, |colon| colon + 1)..],
        None => piece,
    });
    let is_meant = |piece: &&str| piece.contains('@') && piece.contains(|c: char| c.is_alphanumeric());
    bare.filter(is_meant).map(str::to_string).collect()
}

/// Whether any of the addresses that stand in a text passes. Each is in the form of [`addresses`].
pub fn any_address(text: &str, mut passes: impl FnMut(&str) -> bool) -> bool {
    let comparable = comparable(text);
    if is_plain(&comparable) { passes(&comparable) } else { pieces(&comparable).any(passes) }
}

/// Lower case, no hidden characters, and letters of full width as plain ones. Accents stay: they tell two mailboxes apart.
fn comparable(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let is_comparable = !text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if is_comparable { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    }
    let shown: String = text.chars().filter(|&c| !is_hidden(c)).collect();
    Cow::Owned(ComposingNormalizerBorrowed::new_nfkc().normalize(&shown).to_lowercase())
}

/// Whether a text can only be one piece, as nearly every address is.
fn is_plain(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().all(|byte| is_letter(byte) || matches!(byte, b'.' | b'@' | b'-' | b'_'))
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && !text.starts_with('.')
}

/// What stands between separators, without the signs that people put around an address.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>' | '\u{60c}' | '\u{3001}' | '\u{2192}');
    text.split(ends).flat_map(apart).flat_map(with_copies).map(bare).filter(|piece| !piece.is_empty())
}

/// `a@x.example/b@x.example`; a slash may be part of an address, too.
fn apart(piece: &str) -> impl Iterator<Item = &str> {
    let are_addresses = piece.contains('/') && piece.split('/').all(|part| part.contains('@'));
    piece.split(move |c| c == '/' && are_addresses)
}

/// An address, and those that a link to write a letter has for copies: `mailto:ann@x.example?cc=bob@x.example`.
fn with_copies(piece: &str) -> impl Iterator<Item = &str> {
    let at = piece.find('@').unwrap_or(piece.len());
    let (address, query) = match piece[at..].find('?') {
        Some(end) => (&piece[..at + end], &piece[at + end + 1..]),
        None => (piece, ""),
    };
    let is_copy = |name: &str| ["to", "cc", "bcc"].contains(&name);
    let copies = query.split('&').filter_map(|pair| pair.split_once('=')).filter(move |(name, _)| is_copy(name));
    std::iter::once(address).chain(copies.map(|(_, copy)| copy))
}

fn bare(piece: &str) -> &str {
    // `[Anna](mailto:anna@x.example)`
    let piece = piece.rsplit("](").next().unwrap_or(piece);
    // Quotes, brackets, bullets; an address may begin with some signs, but nobody's does with these.
    let piece = piece.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '=' | '+' | '@'));
    let piece = piece.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '@');
    // Outlook writes both before an address.
    piece.strip_prefix("mailto:").or_else(|| piece.strip_prefix("smtp:")).unwrap_or(piece)
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
    fn addresses_are_found_however_they_were_copied() {
        for (text, found) in [
            ("ann@x.example", &["ann@x.example"][..]),
            ("ANN@X.example.", &["ann@x.example"]),
            ("'ann@x.example'", &["ann@x.example"]),
            ("\u{201c}ann@x.example\u{201d}", &["ann@x.example"]),
            ("[SMTP:ann@x.example]", &["ann@x.example"]),
            ("Byrne<ann@x.example>", &["ann@x.example"]),
            ("ann@x.example<mailto:ann@x.example>", &["ann@x.example", "ann@x.example"]),
            ("ann@x.example|bob@x.example", &["ann@x.example", "bob@x.example"]),
            ("ann@x.example\u{200b}", &["ann@x.example"]),
            ("ann\u{ff20}x.example", &["ann@x.example"]),
            ("jo\u{308}rg@x.example", &["j\u{f6}rg@x.example"]),
            ("o'neill@x.example", &["o'neill@x.example"]),
            ("mailto:ann@x.example?subject=Hi", &["ann@x.example"]),
            (
                "mailto:ann@x.example?cc=bob@x.example&bcc=cy@x.example",
                &["ann@x.example", "bob@x.example", "cy@x.example"],
            ),
            ("\u{2039}ann@x.example\u{203a}", &["ann@x.example"]),
            ("{ann@x.example}", &["ann@x.example"]),
            ("**ann@x.example**", &["ann@x.example"]),
            ("\u{2022}ann@x.example", &["ann@x.example"]),
            ("\u{3010}ann@x.example\u{3011}", &["ann@x.example"]),
            ("ann@x.example/bob@x.example", &["ann@x.example", "bob@x.example"]),
            ("ann/hr@x.example", &["ann/hr@x.example"]),
            ("[Ann](mailto:ann@x.example)", &["ann@x.example"]),
            ("ann@", &[]),
            ("@x.example", &[]),
            ("ann@x.example bob", &[]),
            ("<>", &[]),
            ("", &[]),
        ] {
            assert_eq!(addresses(text), found, "{text:?}");
        }
        for (text, found) in [
            ("Email:ann@x.example", &["ann@x.example"][..]),
            ("ann@x.example(Ann)", &["ann@x.example"]),
            ("mailto:ann@x.example", &["ann@x.example"]),
            ("ann@x.example\0bob@x.example", &["ann@x.example", "bob@x.example"]),
            ("lunch @ noon", &[]),
            ("ann@", &["ann@"]),
        ] {
            assert_eq!(addresses_in(text), found, "{text:?}");
        }
        assert!(any_address("Ann <Ann@x.example>, b@x.example", |address| address == "ann@x.example"));
        assert!(!any_address("joann@x.example", |address| address == "ann@x.example"));
    }

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
