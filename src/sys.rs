//! What only the system can do: hide this process from debuggers and core dumps, ask whether the terminal is still
//! there, write to it with limited patience, stop and end the process. The only module with `unsafe`; Unix.
//! Knows nothing of gifting, files or screens.

#![allow(unsafe_code)]

use std::io;
use std::time::Duration;

/// Most bytes handed to the terminal at once; more could block although some room was reported.
const CHUNK_BYTES: usize = 4096;

/// Makes this process unreadable to others of the same user, and keeps its memory out of core dumps. A file that grows
/// over its limit becomes an error instead of a death. The first thing in `main`; failures are not worth stopping for.
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

/// The user whose rights this process has.
pub fn user_id() -> u32 {
    // SAFETY: has no arguments and cannot fail.
    unsafe { libc::geteuid() }
}

/// Columns and rows of the terminal on stdout; `None` if there is none or it does not know.
pub fn terminal_size() -> Option<(u16, u16)> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request fills in exactly one `winsize`.
    let asked = unsafe { libc::ioctl(libc::STDOUT_FILENO, libc::TIOCGWINSZ, &raw mut size) };
    (asked == 0 && size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// Waits for the terminal behind stdin or stdout to hang up, at most so long; whether it did. Reads nothing, and is
/// not woken by input.
pub fn wait_for_hangup(timeout: Duration) -> bool {
    const GONE: libc::c_short = libc::POLLHUP | libc::POLLERR | libc::POLLNVAL;
    poll([(libc::STDIN_FILENO, 0), (libc::STDOUT_FILENO, 0)], timeout)
        .is_ok_and(|happened| happened.into_iter().any(|events| events & GONE != 0))
}

/// Says nothing more to a dead terminal: stdout and stderr become `/dev/null`, and stdin a pipe that stays empty, so
/// that a thread which reads the end of the terminal over and over waits instead.
pub fn silence_terminal() {
    let mut pipe = [-1; 2];
    // SAFETY: the path is a C string, the array has two places; descriptors are numbers, those opened here stay open.
    unsafe {
        let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR | libc::O_CLOEXEC);
        let piped = libc::pipe(pipe.as_mut_ptr());
        libc::dup2(if piped == 0 { pipe[0] } else { null }, libc::STDIN_FILENO);
        libc::dup2(null, libc::STDOUT_FILENO);
        libc::dup2(null, libc::STDERR_FILENO);
    }
}

/// Writes all to the terminal on stdout, past any buffer and lock, waiting at most `patience` for it to take the next
/// piece.
///
/// # Errors
/// `TimedOut` when it takes no more (a part may have been written), else what the system says.
pub fn write_terminal(mut bytes: &[u8], timeout: Duration) -> io::Result<()> {
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
        let written = unsafe { libc::write(libc::STDOUT_FILENO, chunk.as_ptr().cast(), chunk.len()) };
        match usize::try_from(written) {
            Ok(written) => bytes = &bytes[written..],
            Err(_) => match io::Error::last_os_error() {
                error if error.kind() == io::ErrorKind::Interrupted => {}
                error if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(5)),
                error => return Err(error),
            },
        }
    }
    Ok(())
}

/// What happened on each descriptor of those events (hang-up and errors always count); 0 where nothing did in time.
fn poll<const N: usize>(asked: [(libc::c_int, libc::c_short); N], timeout: Duration) -> io::Result<[libc::c_short; N]> {
    let mut polled = asked.map(|(fd, events)| libc::pollfd { fd, events, revents: 0 });
    let wait_ms = libc::c_int::try_from(timeout.as_millis()).unwrap_or(libc::c_int::MAX);
    // SAFETY: N of them, owned by this stack.
    let answered = unsafe { libc::poll(polled.as_mut_ptr(), N as libc::nfds_t, wait_ms) };
    if answered < 0 { Err(io::Error::last_os_error()) } else { Ok(polled.map(|one| one.revents)) }
}

/// Stops this process and those started with it, as Ctrl-Z does; returns when it is continued.
///
/// With the signal that shells use, not SIGSTOP: where no shell waits to continue us (`ssh -t host giftlist`) the
/// system then drops it, and the admin is not left with a frozen screen.
pub fn suspend() {
    // SAFETY: the actions are zeroed (no flags, empty mask) before use, and the old one is put back.
    unsafe {
        let mut before: libc::sigaction = std::mem::zeroed();
        let mut action: libc::sigaction = std::mem::zeroed();
        // The others in the job first (a script around us would wait for ever): we ourselves ignore that one.
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

/// Ends the process at once: no destructor runs, nothing is written.
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
