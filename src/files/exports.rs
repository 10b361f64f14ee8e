//! Where exports were written (`exports.json`): paths only, so that `forget` can name the files that it leaves alone.

use super::atomic;
use super::private::{make_private_parent, read_private};
use crate::domain::problem::{Kind, Problem};
use std::io;
use std::path::Path;

const MAX_BYTES: u64 = 1024 * 1024;
/// The oldest paths beyond this are dropped.
const MAX_PATHS: usize = 500;

/// The paths, oldest first; empty if there is no such file.
///
/// # Errors
/// When the file cannot be read or parsed.
pub fn load(path: &Path) -> Result<Vec<String>, Problem> {
    let Some(bytes) = read_private(path, MAX_BYTES)? else { return Ok(Vec::new()) };
    serde_json::from_slice(&bytes).map_err(|_| {
        Problem::new(Kind::File, format!("{} cannot be understood", path.display()), "remove it; it only names exports")
    })
}

/// Adds a path as the newest; a path that is there already moves.
///
/// # Errors
/// When the file cannot be read or written; it is then untouched.
pub fn record(path: &Path, exported: &str) -> Result<(), Problem> {
    let mut paths = load(path)?;
    paths.retain(|known| known != exported);
    paths.push(exported.to_string());
    paths.drain(..paths.len().saturating_sub(MAX_PATHS));
    make_private_parent(path)?;
    atomic::replace(path, |out| serde_json::to_writer(out, &paths).map_err(io::Error::from))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::private::folder;
    use super::*;

    #[test]
    fn each_path_is_named_once_and_the_newest_stay() {
        let folder = folder();
        let path = folder.path().join("state/exports.json");
        for name in ["/a.csv", "/b.csv", "/a.csv"] {
            record(&path, name).unwrap();
        }
        assert_eq!(load(&path).unwrap(), ["/b.csv", "/a.csv"]);
    }
}
