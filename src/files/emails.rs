//! A file of email addresses, as people have them: a text, a table, what a spreadsheet wrote.

use super::error::{FileError, Operation, shown};
use crate::domain::problem::{Kind, Problem};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A longer file is no list of addresses.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The text of a file or, for `-`, of stdin, as UTF-8 or as what a spreadsheet calls Unicode text: UTF-16.
///
/// # Errors
/// When it cannot be read, or is larger than any list of addresses.
pub fn read(path: &str) -> Result<String, Problem> {
    match path {
        "-" => text_of(Path::new(path), io::stdin().lock()),
        _ => read_file(Path::new(path)),
    }
}

/// The same of a file that ends: a pipe may never do so, and nobody could stop it.
///
/// # Errors
/// As [`read`], and when it is a folder, a pipe or a device.
pub fn read_ordinary(path: &Path) -> Result<String, Problem> {
    let metadata = path.metadata().map_err(|source| FileError::failed(path, Operation::Read, source))?;
    if !metadata.is_file() {
        let what = format!("{} is no file", shown(path));
        return Err(Problem::new(Kind::Usage, what, "name a file of email addresses"));
    }
    read_file(path)
}

fn read_file(path: &Path) -> Result<String, Problem> {
    text_of(path, File::open(path).map_err(|source| FileError::failed(path, Operation::Read, source))?)
}

fn text_of(path: &Path, from: impl Read) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| FileError::failed(path, Operation::Read, source))?;
    if bytes.len() as u64 > MAX_BYTES {
        let what = format!("{} is larger than 16 MiB", shown(path));
        return Err(Problem::new(Kind::Usage, what, "name a file of email addresses"));
    }
    Ok(decoded(&bytes))
}

/// How many of every second byte, from the first or the second one on, are zero.
fn zeros(bytes: &[u8], from: usize) -> usize {
    bytes.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count()
}

fn decoded(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Without the mark, half of the bytes of plain letters are still zero.
        _ if zeros(bytes, 1) > bytes.len() / 4 => utf16(bytes, u16::from_le_bytes),
        _ if zeros(bytes, 0) > bytes.len() / 4 => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_spreadsheet_is_read() {
        for bytes in [
            b"a@x.example".to_vec(),
            b"\xff\xfea\0@\0x\0.\0e\0x\0a\0m\0p\0l\0e\0".to_vec(),
            b"a\0@\0x\0.\0e\0x\0a\0m\0p\0l\0e\0".to_vec(),
            b"\0a\0@\0x\0.\0e\0x\0a\0m\0p\0l\0e".to_vec(),
            b"\xfe\xff\0a\0@\0x\0.\0e\0x\0a\0m\0p\0l\0e".to_vec(),
        ] {
            assert_eq!(decoded(&bytes), "a@x.example");
        }
        assert!(decoded(b"M\xfcller a@x.example").ends_with("a@x.example"));
        assert_eq!(decoded(b"\xff\xfea"), "");
    }
}
