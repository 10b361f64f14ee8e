//! The file of an export on the command line: what clap would take for a file or an option, and nobody meant so.

use crate::domain::text::words::shortened;
use std::ffi::OsString;

/// What is odd about the file of an export, as a line with a remedy. A file whose name stands right behind `-o` is none: an
/// exclusion that begins with an o, as in `giftlist export dublin -office:berlin`, would name one.
///
/// The arguments are those behind `giftlist export`.
pub fn oddity(arguments: &[OsString]) -> Option<String> {
    let ahead = arguments.iter().map(|argument| argument.to_string_lossy()).take_while(|argument| argument != "--");
    let mut names_file = false;
    for argument in ahead {
        let is_dashed = argument.starts_with('-') && argument.len() > 1;
        if names_file && is_dashed && !argument.starts_with("--") {
            return Some(format!("the file {argument} would be taken for an option: write it as ./{argument}"));
        }
        let letters = argument.strip_prefix('-').filter(|letters| !letters.starts_with('-')).unwrap_or_default();
        // The option -v may stand before it.
        let behind = letters.trim_start_matches('v').strip_prefix('o');
        if behind.is_some_and(|file| !file.is_empty()) {
            return Some(format!(
                "{} would name a file: write -o FILE with a blank, or a query with a - behind --, as in: \
                 giftlist export -o FILE -- anna {}",
                shortened(&argument),
                shortened(&argument)
            ));
        }
        names_file = behind.is_some() || argument == "--output";
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{Args, ArgsError};
    use super::*;

    /// Catalogue: C23.
    #[test]
    fn a_file_is_named_behind_a_blank_only() {
        let read = |line: &str| Args::read(line.split(' ').map(OsString::from));
        let said = |line: &str| match read(line) {
            Err(ArgsError::Usage(text)) => text,
            _ => panic!("{line}"),
        };
        for line in ["export dublin -office:berlin", "export -oout.csv", "export -vooffice", "-v export -o=x.csv"] {
            let text = said(&format!("giftlist {line}"));
            assert!(text.contains("write -o FILE with a blank, or a query with a - behind --"), "{text}");
        }
        for line in ["export -o -x.csv", "export --output -x.csv"] {
            let text = said(&format!("giftlist {line}"));
            assert!(text.ends_with("write it as ./-x.csv"), "{text}");
        }
        for line in [
            "list export --sort -office",
            "--profile export list --sort -office",
            "export -o x.csv -- dublin -office:berlin",
            "export -vo - anna",
            "export --output=-x.csv anna",
        ] {
            assert!(read(&format!("giftlist {line}")).is_ok(), "{line}");
        }
        assert!(said("giftlist export -o --force").contains("--help"));
        assert!(said("giftlist list anna -office:berlin").contains("giftlist list -- anna"));
    }
}
