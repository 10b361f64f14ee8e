//! Where an export may not go: to giftlist's own files, and to names that say something else than what is in it.

use crate::domain::problem::{Kind, Problem};
use crate::files::atomic;
use crate::files::error::shown;
use crate::files::paths::Paths;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Endings of files that a program opens as something else than text.
const NOT_TEXT: [&str; 14] =
    ["xlsx", "xls", "xlsm", "xlsb", "ods", "pdf", "numbers", "docx", "odt", "json", "html", "htm", "gz", "zip"];

/// Where a file whose name should have this ending will really be written, behind links.
///
/// # Errors
/// [`Kind::File`] for a place where no export is written.
pub fn checked(path: &Path, ending: &str, ours: Option<&Paths>) -> Result<PathBuf, Problem> {
    let refused =
        |reason: &str, remedy: &str| Err(Problem::new(Kind::File, format!("{} {reason}", shown(path)), remedy));
    if path.file_name() == Some(OsStr::new("~")) {
        return refused("would be a file named ~, and rm -r ~ removes the home folder", "choose another name");
    }
    let target = atomic::target(path);
    if ours.is_some_and(|ours| is_ours(&target, ours)) {
        return refused("is in a folder of giftlist's own files", "choose another place");
    }
    if path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.trim() != name) {
        return refused("begins or ends with a blank, which nobody sees", "choose another name");
    }
    let given = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    // A text may be called anything that is opened as one; of a workbook every other ending makes a riddle.
    let is_text = !NOT_TEXT.contains(&ending);
    if given != ending && !given.is_empty() && (!is_text || NOT_TEXT.contains(&given.as_str())) {
        let what = ending.to_ascii_uppercase();
        let reason = format!("would have {what} in it, which its name denies");
        return refused(&reason, &format!("use a name that ends in .{ending}"));
    }
    Ok(target)
}

/// Whether a file lies in the folders of any profile, or is where a link in the place of one of our files leads to.
fn is_ours(target: &Path, ours: &Paths) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    ours.roots().iter().any(|root| target.starts_with(real(root))) || ours.files().iter().any(|own| real(own) == target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn reason(path: &str, ending: &str) -> String {
        checked(Path::new(path), ending, None).map_or_else(|problem| problem.to_string(), |_| String::new())
    }

    /// Catalogue: C23.
    #[test]
    fn names_that_mislead_are_refused() {
        for name in ["~", "./~", "/tmp/~"] {
            assert!(reason(name, "csv").contains("named ~"), "{name}");
        }
        for name in ["a.xlsx", "a.XLS", "/tmp/a.ods", "a.csv.pdf"] {
            assert!(reason(name, "csv").ends_with("use a name that ends in .csv"), "{name}");
        }
        for name in ["a.csv", "a", "xlsx", "a.txt", "~a.csv", "a.xlsx.csv"] {
            assert_eq!(reason(name, "csv"), "", "{name}");
        }
        for name in ["a.csv", "a.xls", "a.txt", "a.xlsx.csv"] {
            let expected = "would have XLSX in it, which its name denies: use a name that ends in .xlsx";
            assert!(reason(name, "xlsx").ends_with(expected), "{name}");
        }
        for name in ["a.xlsx", "a.XLSX", "a", "xlsx"] {
            assert_eq!(reason(name, "xlsx"), "", "{name}");
        }
        assert!(
            reason("a.pdf", "ics")
                .ends_with("would have ICS in it, which its name denies: use a name that ends in .ics")
        );
    }

    /// Catalogue: C14.
    #[test]
    fn our_own_files_are_no_place_whatever_leads_there() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path();
        let elsewhere = home.join("elsewhere");
        for folder in ["config/acme", "cache", "state", "elsewhere"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        let paths = Paths::find(Some(home), "acme").unwrap();
        atomic::replace(&elsewhere.join("settings"), |out| out.write_all(b"")).unwrap();
        symlink(elsewhere.join("settings"), paths.config_file()).unwrap();
        symlink(home.join("cache"), elsewhere.join("link")).unwrap();
        for place in [
            "cache/people.snapshot",
            "cache/gifts.csv",
            "config/credentials.toml",
            "config/acme/config.toml",
            "config/other/config.toml",
            "elsewhere/../state/session.json",
            "elsewhere/link/people.snapshot",
            "elsewhere/settings",
        ] {
            fs::create_dir_all(home.join(place).parent().unwrap()).unwrap();
            let problem = checked(&home.join(place), "csv", Some(&paths)).unwrap_err();
            assert!(problem.what().ends_with("is in a folder of giftlist's own files"), "{place}: {problem}");
        }
        for place in ["gifts.csv", "elsewhere/gifts.csv", "cached.csv"] {
            assert!(checked(&home.join(place), "csv", Some(&paths)).is_ok(), "{place}");
        }
    }
}
