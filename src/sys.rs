//! System calls: hide this process from debuggers and core dumps, ask whether the terminal is still there, write to it
//! with a timeout, suspend and end the process. The only module with `unsafe`; Unix only.

#![allow(unsafe_code)]

use std::io;
use std::sync::OnceLock;
use std::time::Duration;

/// Bytes written to the terminal at once.
const CHUNK_BYTES: usize = 4096;
/// How long to wait where `poll` promises room that there is not.
const NO_ROOM_WAIT: Duration = Duration::from_millis(5);

/// Where [`write_terminal`] writes.
static TERMINAL: OnceLock<libc::c_int> = OnceLock::new();

/// Makes this process unreadable to other processes of the same user and keeps its memory, with the client secret in
/// it, out of core dumps. Writing beyond the limit on file sizes becomes an error instead of killing the process. To be
/// called first in `main`; failures are ignored, since nothing depends on it.
pub fn harden() {
    // SAFETY: plain system calls with constant arguments; the limit lives on this stack.
    unsafe {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0);
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        libc::setrlimit(libc::RLIMIT_CORE, &raw const none);
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}

/// A limit that the system sets to this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Files and connections open at once.
    OpenFiles,
    /// Bytes of address space.
    Memory,
    /// Bytes of its writable part.
    Data,
}

/// The limit; `None` if there is none.
pub fn limit(of: Limit) -> Option<u64> {
    let mut limit = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
    let resource = match of {
        Limit::OpenFiles => libc::RLIMIT_NOFILE,
        Limit::Memory => libc::RLIMIT_AS,
        Limit::Data => libc::RLIMIT_DATA,
    };
    // SAFETY: the call fills in exactly one `rlimit`, which lives on this stack.
    let asked = unsafe { libc::getrlimit(resource, &raw mut limit) };
    (asked == 0 && limit.rlim_cur != libc::RLIM_INFINITY).then_some(limit.rlim_cur)
}

/// The effective user id: new files belong to it.
pub fn user_id() -> u32 {
    // SAFETY: has no arguments and cannot fail.
    unsafe { libc::geteuid() }
}

/// Columns and rows of the terminal on stdout; `None` if stdout is no terminal, or one that does not know its size.
pub fn terminal_size() -> Option<(u16, u16)> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request fills in exactly one `winsize`.
    let asked = unsafe { libc::ioctl(libc::STDOUT_FILENO, libc::TIOCGWINSZ, &raw mut size) };
    (asked == 0 && size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// Waits until the terminal behind stdin or stdout hangs up; false if it is still there after `timeout`. Reads nothing
/// and is not woken by input.
pub fn wait_for_hangup(timeout: Duration) -> bool {
    const GONE: libc::c_short = libc::POLLHUP | libc::POLLERR | libc::POLLNVAL;
    poll([(libc::STDIN_FILENO, 0), (libc::STDOUT_FILENO, 0)], timeout)
        .is_ok_and(|happened| happened.into_iter().any(|events| events & GONE != 0))
}

/// Waits for something to read on stdin, its end included; false if nothing comes in time. Without `timeout` it waits for
/// ever.
///
/// # Errors
/// The system's, such as an interruption by a signal.
pub fn wait_for_input(timeout: Option<Duration>) -> io::Result<bool> {
    let [events] = poll([(libc::STDIN_FILENO, libc::POLLIN)], timeout.unwrap_or(Duration::MAX))?;
    Ok(events != 0)
}

/// Reads what is there on stdin, waiting for the first byte; 0 at its end. Without std's buffer, behind which
/// [`wait_for_input`] could not see.
///
/// # Errors
/// The system's, such as an interruption by a signal.
pub fn read_input(buffer: &mut [u8]) -> io::Result<usize> {
    // SAFETY: pointer and length are those of a live slice.
    let read = unsafe { libc::read(libc::STDIN_FILENO, buffer.as_mut_ptr().cast(), buffer.len()) };
    usize::try_from(read).map_err(|_| io::Error::last_os_error())
}

/// Detaches from a dead terminal. Stdout and stderr become `/dev/null`; stdin becomes a pipe that stays empty, because
/// a thread that still reads it would otherwise see end of file in a busy loop.
pub fn silence_terminal() {
    let mut pipe = [-1; 2];
    // SAFETY: the path is a C string, the array holds two descriptors, and those opened here stay open.
    unsafe {
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR | libc::O_CLOEXEC);
        let piped = libc::pipe(pipe.as_mut_ptr());
        libc::dup2(if piped == 0 { pipe[0] } else { null }, libc::STDIN_FILENO);
        libc::dup2(null, libc::STDOUT_FILENO);
        if let Some(&terminal) = TERMINAL.get() {
            libc::dup2(null, terminal);
        }
        libc::dup2(null, libc::STDERR_FILENO);
    }
}

/// Writes everything to the terminal on stdout, bypassing std's buffer and lock. `timeout` is for the next
/// bytes to be taken, not for all.
///
/// # Errors
/// `TimedOut` if the terminal takes no more; a part may have been written. Otherwise the system's error.
pub fn write_terminal(mut bytes: &[u8], timeout: Duration) -> io::Result<()> {
    let mut waited = Duration::ZERO;
    while !bytes.is_empty() {
        match poll([(libc::STDOUT_FILENO, libc::POLLOUT)], timeout) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
            Ok([0]) => return Err(io::ErrorKind::TimedOut.into()),
            Ok([ready]) if ready & libc::POLLOUT == 0 => return Err(io::ErrorKind::BrokenPipe.into()),
            Ok(_) => {}
        }
        let chunk = &bytes[..bytes.len().min(CHUNK_BYTES)];
        // SAFETY: pointer and length are those of a live slice.
        let written = unsafe { libc::write(terminal_that_does_not_block(), chunk.as_ptr().cast(), chunk.len()) };
        match usize::try_from(written) {
            Ok(written) => {
                bytes = &bytes[written..];
                waited = Duration::ZERO;
            }
            Err(_) => match io::Error::last_os_error() {
                error if error.kind() == io::ErrorKind::Interrupted => {}
                error if error.kind() == io::ErrorKind::WouldBlock && waited < timeout => {
                    std::thread::sleep(NO_ROOM_WAIT);
                    waited += NO_ROOM_WAIT;
                }
                error if error.kind() == io::ErrorKind::WouldBlock => return Err(io::ErrorKind::TimedOut.into()),
                error => return Err(error),
            },
        }
    }
    Ok(())
}

/// The terminal on stdout once more, as a description of its own; stdout where it cannot be had. `poll` says that there is
/// room, not how much, and a write to stdout itself, which is shared with the shell and so stays as it is, would block until
/// all of it fits.
fn terminal_that_does_not_block() -> libc::c_int {
    *TERMINAL.get_or_init(|| {
        let mut name = [0; 256];
        // SAFETY: pointer and length are those of a live array; the descriptor stays open until the end.
        let opened = unsafe {
            match libc::ttyname_r(libc::STDOUT_FILENO, name.as_mut_ptr(), name.len()) {
                0 => libc::open(name.as_ptr(), libc::O_WRONLY | libc::O_NOCTTY | libc::O_NONBLOCK | libc::O_CLOEXEC),
                _ => -1,
            }
        };
        if opened < 0 { libc::STDOUT_FILENO } else { opened }
    })
}

/// The events that occurred on each descriptor, hang-up and errors included; 0 for a descriptor without any in time.
fn poll<const N: usize>(asked: [(libc::c_int, libc::c_short); N], timeout: Duration) -> io::Result<[libc::c_short; N]> {
    let mut polled = asked.map(|(fd, events)| libc::pollfd { fd, events, revents: 0 });
    let wait_ms = libc::c_int::try_from(timeout.as_millis()).unwrap_or(libc::c_int::MAX);
    // SAFETY: the array has N entries and lives on this stack.
    let answered = unsafe { libc::poll(polled.as_mut_ptr(), N as libc::nfds_t, wait_ms) };
    if answered < 0 { Err(io::Error::last_os_error()) } else { Ok(polled.map(|one| one.revents)) }
}

/// Suspends this process and its process group, as Ctrl-Z does; returns when it is continued.
///
/// Uses SIGTSTP, as shells do, not SIGSTOP: where no shell is there to continue us (`ssh -t host giftlist`) the system
/// ignores SIGTSTP, and the admin is not left with a frozen screen.
pub fn suspend() {
    // SAFETY: the actions are zeroed (no flags, empty mask) before use, and the old one is restored.
    unsafe {
        let mut before: libc::sigaction = std::mem::zeroed();
        let mut action: libc::sigaction = std::mem::zeroed();
        // The rest of the group first, or a script around us would wait for ever; we ignore that signal ourselves.
        action.sa_sigaction = libc::SIG_IGN;
        if libc::sigaction(libc::SIGTSTP, &raw const action, &raw mut before) != 0 {
            return;
        }
        libc::kill(0, libc::SIGTSTP);
        action.sa_sigaction = libc::SIG_DFL;
        libc::sigaction(libc::SIGTSTP, &raw const action, std::ptr::null_mut());
        libc::raise(libc::SIGTSTP);
        libc::sigaction(libc::SIGTSTP, &raw const before, std::ptr::null_mut());
    }
}

/// Ends the process at once, without running destructors or flushing buffers.
pub fn exit_now(code: u8) -> ! {
    // SAFETY: does not return, touches no memory.
    unsafe { libc::_exit(libc::c_int::from(code)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::MetadataExt;

    #[test]
    fn our_files_belong_to_the_user_id() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(file.as_file().metadata().unwrap().uid(), user_id());
    }
}
