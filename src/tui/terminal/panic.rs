//! A panic of the drawing thread gives the terminal back and says in one line where it was.

use super::modes;
use color_eyre::config::{HookBuilder, Theme};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;

/// From now on a panic of *this* thread gives the terminal back, prints the line and calls `on_panic`, which must not
/// panic: it saves what is worth it. Panics of other threads print nothing: the loop reports them on screen.
///
/// The message of a panic may hold somebody's name, so it is not printed. `RUST_BACKTRACE=1` adds the backtrace.
pub fn install_panic_hook(on_panic: impl Fn() + Send + Sync + 'static) {
    let coloured = io::stderr().is_terminal() && !anstyle_query::no_color();
    let theme = if coloured { Theme::dark() } else { Theme::new() };
    let hooks = HookBuilder::default().theme(theme).display_env_section(false).panic_message(Fault);
    let (reporter, errors) = hooks.into_hooks();
    let _ = errors.install();
    let drawing_thread = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == drawing_thread {
            modes::leave(modes::LEAVE_SOON);
            let _ = writeln!(io::stderr(), "{}", reporter.panic_report(panic));
            on_panic();
        }
    }));
}

struct Fault;

impl color_eyre::section::PanicMessage for Fault {
    fn display(&self, panic: &PanicHookInfo<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        write!(f, "giftlist: stopped by a fault of its own{place}: your files are safe; please report this line")
    }
}
