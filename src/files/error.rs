//! What can go wrong with any file, as data, and the wording of all of it.

use crate::domain::problem::{Kind, Problem};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Longest path in a message, in characters.
const MAX_SHOWN: usize = 160;

#[derive(Debug)]
pub enum FileError {
    /// The name is taken, perhaps by a dangling link.
    Exists {
        /// As it was given.
        path: PathBuf,
        bytes: u64,
        /// `None` if the file system does not record it.
        modified: Option<SystemTime>,
    },
    /// Using the file as it is would be unsafe or impossible.
    Refused {
        /// The file or folder at fault; the target if a link was given.
        path: PathBuf,
        reason: Refusal,
    },
    /// The operating system refused or failed.
    Failed {
        /// As it was given.
        path: PathBuf,
        operation: Operation,
        source: io::Error,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NoFileName,
    ControlCharacters,
    /// Where the name of a file was to be given.
    IsFolder,
    /// Where a file is read.
    FolderInItsPlace,
    NotAFolder,
    /// A pipe, device or socket where a file is to be written.
    NotRegularFile,
    /// The same where a file is read.
    NotRegularInItsPlace,
    DanglingLink,
    LinkIntoOthersFolder,
    /// A link to a folder, with the owner's user id.
    LinkOfOther(u32),
    /// With the owner's user id.
    OtherOwner(u32),
    FolderWritableByOthers,
    /// The same, where only its owner can mend that.
    OthersFolderWritableByOthers,
    /// In a sticky folder, where only the owner of a file may replace it; with the owner's user id.
    OtherOwnerInStickyFolder(u32),
    /// With the permission bits.
    ReadableByOthers(u32),
    /// With the permission bits.
    WritableByOthers(u32),
    HasHardLinks,
    /// Another program removed what was being written.
    TemporaryGone,
    /// With the limit, in bytes.
    TooLarge(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Read,
    Write,
    /// Comes after the write: the file is in place, but the disk did not confirm it.
    SyncFolder,
    Remove,
    CreateFolder,
    Lock,
}

impl FileError {
    pub(super) fn refused(path: &Path, reason: Refusal) -> FileError {
        FileError::Refused { path: path.to_path_buf(), reason }
    }

    pub(super) fn failed(path: &Path, operation: Operation, source: io::Error) -> FileError {
        FileError::Failed { path: path.to_path_buf(), operation, source }
    }
}

impl From<FileError> for Problem {
    fn from(error: FileError) -> Problem {
        let (what, remedy) = match &error {
            FileError::Exists { path, bytes, .. } => (
                format!("{} exists already ({bytes} bytes)", shown(path)),
                "choose another name, or have it replaced with --force".to_string(),
            ),
            FileError::Refused { path, reason } => refusal(path, *reason),
            FileError::Failed { path, operation, source } => failure(path, *operation, source),
        };
        Problem::new(Kind::File, what, remedy)
    }
}

fn refusal(path: &Path, reason: Refusal) -> (String, String) {
    let (shown, word) = (shown(path), quoted(path));
    let other = "choose another name".to_string();
    match reason {
        Refusal::NoFileName => (format!("\"{shown}\" does not end in a file name"), "add the file's name".into()),
        Refusal::ControlCharacters => (format!("the name {shown} has control or invisible characters in it"), other),
        Refusal::IsFolder => (format!("{shown} is a folder"), "add the file's name".into()),
        Refusal::FolderInItsPlace => (
            format!("{shown} is a folder, and only a file can be read"),
            "move it away, or put a file in its place".into(),
        ),
        Refusal::NotRegularInItsPlace => (
            format!("{shown} is not an ordinary file, and only one can be read"),
            "move it away, or put a file in its place".into(),
        ),
        Refusal::NotAFolder => {
            (format!("{shown} is a file, and a folder is needed there"), "choose another place".into())
        }
        Refusal::NotRegularFile => (
            format!("{shown} is not an ordinary file"),
            "name a file; for standard output use `-`, where the command allows it".into(),
        ),
        Refusal::DanglingLink => (format!("{shown} is a link that leads nowhere"), format!("remove it: rm {word}")),
        Refusal::LinkIntoOthersFolder => (format!("{shown} is in a folder of another user, behind a link"), other),
        Refusal::LinkOfOther(owner) => {
            (format!("{shown} is a link of another user (number {owner})"), "name the real folder".into())
        }
        Refusal::OtherOwner(owner) => (
            format!("{shown} belongs to another user (number {owner})"),
            format!("use a file of your own; see: ls -l {word}"),
        ),
        Refusal::FolderWritableByOthers => {
            (format!("other users can change what is in the folder {shown}"), format!("run: chmod go-w {word}"))
        }
        Refusal::OthersFolderWritableByOthers => (
            format!("other users can change what is in the folder {shown}, which is not yours"),
            "choose another folder".into(),
        ),
        Refusal::OtherOwnerInStickyFolder(owner) => (
            format!("{shown} belongs to another user (number {owner}), who alone may replace it in this folder"),
            other,
        ),
        Refusal::ReadableByOthers(mode) => {
            (format!("other users can read {shown} (mode {mode:04o})"), format!("run: chmod 600 {word}"))
        }
        Refusal::WritableByOthers(mode) => {
            (format!("other users can change {shown} (mode {mode:04o})"), format!("run: chmod go-w {word}"))
        }
        Refusal::HasHardLinks => (
            format!("{shown} has a second name elsewhere (a hard link)"),
            format!("make it a file of its own: cp -p {word} {word}.new && mv {word}.new {word}"),
        ),
        Refusal::TemporaryGone => {
            (format!("{shown} could not be written, another program removed its temporary file"), "try again".into())
        }
        Refusal::TooLarge(most) => {
            (format!("{shown} is larger than {most} bytes"), "is it the right file? move it away".into())
        }
    }
}

fn failure(path: &Path, operation: Operation, source: &io::Error) -> (String, String) {
    let (shown, word) = (shown(path), quoted(path));
    let folder = quoted(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let what = match operation {
        Operation::Read => format!("{shown} could not be read"),
        Operation::Write => format!("{shown} could not be written"),
        Operation::SyncFolder => format!("{shown} is written, but the disk did not confirm it"),
        Operation::Remove => format!("{shown} could not be removed"),
        Operation::CreateFolder => format!("the folder {shown} could not be made"),
        Operation::Lock => format!("{shown} could not be locked"),
    };
    let (reason, remedy) = match source.raw_os_error() {
        Some(libc::ENOSPC) => ("the disk is full", "make room, or choose another place".into()),
        Some(libc::EDQUOT) => ("your disk quota is used up", "make room, or choose another place".into()),
        Some(libc::EROFS) => ("that disk is read-only", "choose another place, or remount it".into()),
        Some(libc::EACCES) if operation == Operation::Read => {
            ("permission denied", format!("see: ls -ld {folder} {word}"))
        }
        Some(libc::EACCES) => ("permission denied", format!("see: ls -ld {folder}, or choose another place")),
        Some(libc::EPERM) => {
            ("the system does not permit it", format!("is it protected? see: lsattr -d {folder} {word}"))
        }
        Some(libc::EFBIG) => ("it grew over the limit for files", "see: ulimit -f".into()),
        Some(libc::EIO) => ("the disk reports an error", "try again; if it stays, check the disk".into()),
        Some(libc::EMFILE | libc::ENFILE) => ("too many files are open", "close something, or see: ulimit -n".into()),
        Some(libc::ENAMETOOLONG) => ("the name is too long", "choose a shorter one".into()),
        Some(libc::EISDIR) => ("it is a folder", "name a file".into()),
        Some(libc::ENOENT) if operation == Operation::Read => ("there is no such file", "check its name".into()),
        Some(libc::ENOENT) => ("the folder does not exist", format!("make it: mkdir -p {folder}")),
        Some(libc::ENOTDIR) => ("a part of the path is no folder", "check the path".into()),
        Some(libc::ELOOP) => ("its links go in a circle", "check the path".into()),
        Some(libc::ESTALE) => ("the network drive lost it", "try again".into()),
        _ => return (format!("{what}, {source}"), "try again, or choose another place".into()),
    };
    (format!("{what}, {reason}"), remedy)
}

/// The path, without its middle if it is so long that the message's reason or remedy would not be read.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let count = text.chars().count();
    if count <= MAX_SHOWN {
        return text.into_owned();
    }
    let (start, end) = (MAX_SHOWN / 2, count - (MAX_SHOWN / 2 - 1));
    let part = |from: usize, to: usize| text.chars().skip(from).take(to - from).collect::<String>();
    format!("{}…{}", part(0, start), part(end, count))
}

/// The path as one word of a shell command. One without its middle names no file, so that the command does no harm.
fn quoted(path: &Path) -> String {
    let text = shown(path);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+@:,".contains(c);
    let dashed = if text.starts_with('-') { format!("./{text}") } else { text };
    if dashed.chars().all(is_plain) && !dashed.is_empty() {
        dashed
    } else {
        format!("'{}'", dashed.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_in_a_remedy_can_be_pasted_into_a_shell() {
        for (path, word) in [("/a/b.toml", "/a/b.toml"), ("/a b/it's", "'/a b/it'\\''s'"), ("-x", "./-x"), ("", "''")] {
            assert_eq!(quoted(Path::new(path)), word);
        }
    }

    /// Catalogue: C23.
    #[test]
    fn reason_and_remedy_of_a_long_path_are_read() {
        let long = format!("/{}/end.csv", "ä".repeat(3000));
        let failed =
            FileError::failed(Path::new(&long), Operation::Write, io::Error::from_raw_os_error(libc::ENAMETOOLONG));
        let text = Problem::from(failed).to_string();
        assert!(
            text.contains("…")
                && text.ends_with("end.csv could not be written, the name is too long: choose a shorter one"),
            "{text}"
        );
        let problem = Problem::from(FileError::refused(Path::new(&long), Refusal::ReadableByOthers(0o644)));
        assert!(problem.remedy().starts_with("run: chmod 600 ") && problem.remedy().ends_with("end.csv'"), "{problem}");
        let edge = "x".repeat(MAX_SHOWN);
        assert_eq!(shown(Path::new(&edge)), edge);
        assert_eq!(shown(Path::new(&format!("{edge}y"))).chars().count(), MAX_SHOWN);
    }

    /// Catalogue: C18.
    #[test]
    fn a_right_or_a_limit_that_is_missing_is_named() {
        for (errno, words) in [
            (libc::EACCES, "permission denied"),
            (libc::EMFILE, "too many files are open"),
            (libc::ENFILE, "too many files are open"),
        ] {
            for operation in [Operation::Read, Operation::Write] {
                let failed = FileError::failed(Path::new("/a/b"), operation, io::Error::from_raw_os_error(errno));
                let problem = Problem::from(failed);
                assert!(problem.what().ends_with(words), "{problem}");
                assert!(!problem.remedy().starts_with("try again"), "{problem}");
            }
        }
    }

    /// Catalogue: C18.
    #[test]
    fn every_error_is_one_line_with_a_remedy_and_exit_5() {
        let path = Path::new("/home/ada/c.toml");
        let refusals = [
            Refusal::NoFileName,
            Refusal::ControlCharacters,
            Refusal::IsFolder,
            Refusal::FolderInItsPlace,
            Refusal::NotAFolder,
            Refusal::NotRegularFile,
            Refusal::NotRegularInItsPlace,
            Refusal::DanglingLink,
            Refusal::LinkIntoOthersFolder,
            Refusal::LinkOfOther(0),
            Refusal::OtherOwner(0),
            Refusal::FolderWritableByOthers,
            Refusal::OthersFolderWritableByOthers,
            Refusal::OtherOwnerInStickyFolder(0),
            Refusal::ReadableByOthers(0o644),
            Refusal::WritableByOthers(0o666),
            Refusal::HasHardLinks,
            Refusal::TemporaryGone,
            Refusal::TooLarge(9),
        ];
        let operations = [
            Operation::Read,
            Operation::Write,
            Operation::SyncFolder,
            Operation::Remove,
            Operation::CreateFolder,
            Operation::Lock,
        ];
        let failed = operations.into_iter().flat_map(|operation| {
            (1..134).map(move |errno| FileError::failed(path, operation, io::Error::from_raw_os_error(errno)))
        });
        let exists = FileError::Exists { path: path.into(), bytes: 12, modified: None };
        let refused = refusals.into_iter().map(|reason| FileError::refused(path, reason));
        for error in refused.chain(failed).chain([exists]) {
            let problem = Problem::from(error);
            assert!(!problem.remedy().is_empty() && !problem.to_string().contains('\n'), "{problem}");
            assert_eq!(problem.kind().exit_code(), 5);
        }
        for reason in refusals {
            let problem = Problem::from(FileError::refused(Path::new("/etc/passwd"), reason));
            let dangerous = ["sudo", "mv /etc/passwd ", "rm -", "chmod 777"];
            assert!(!dangerous.iter().any(|words| problem.remedy().contains(words)), "{problem}");
        }
        let readable = Problem::from(FileError::refused(path, Refusal::ReadableByOthers(0o644))).to_string();
        assert_eq!(readable, "other users can read /home/ada/c.toml (mode 0644): run: chmod 600 /home/ada/c.toml");
    }
}
