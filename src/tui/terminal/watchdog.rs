//! What ends the program from outside: signals, as the loop hears them, and a thread of its own that ends the process
//! when the loop does not: the terminal hung up, or a signal to end was not obeyed. Knows nothing of the program's data.

use super::modes::{self, LEAVE_PATIENTLY, LEAVE_SOON};
use crate::sys;
use std::io;
use std::thread;
use std::time::Duration;
use tokio::signal::unix::{self, SignalKind};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, WeakUnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep_until};

/// How long to wait for a hang-up before checking that the watchdog is still wanted.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);
/// How long the loop has to save and to end.
const GRACE_PERIOD: Duration = Duration::from_secs(2);
/// A signal this soon after the first one reports the same event.
const DUPLICATE_WINDOW: Duration = Duration::from_millis(300);
/// The exit code of a program whose terminal hung up: 128 + SIGHUP.
pub const HUNG_UP: u8 = 129;

/// A signal that the program acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Asked to end.
    Terminate,
    /// The terminal, or the connection to it, is gone.
    HangUp,
    /// Ctrl-C from outside; in the program it is a key.
    Interrupt,
    /// Ctrl-\ from outside.
    Quit,
    /// Asked to stop, as by Ctrl-Z.
    Stop,
    /// Continued after a stop.
    Continue,
    /// The window has another size.
    Resize,
}

impl Signal {
    /// The exit code with which the program ends because of it; `None` if it does not.
    pub fn exit_code(self) -> Option<u8> {
        match self {
            Signal::HangUp => Some(HUNG_UP),
            Signal::Interrupt => Some(130),
            Signal::Quit => Some(131),
            Signal::Terminate => Some(143),
            Signal::Stop | Signal::Continue | Signal::Resize => None,
        }
    }
}

/// The signals that the program acts on, in the order in which they come.
pub struct Signals {
    terminate: unix::Signal,
    hang_up: unix::Signal,
    interrupt: unix::Signal,
    quit: unix::Signal,
    stop: unix::Signal,
    resume: unix::Signal,
    resize: unix::Signal,
}

impl Signals {
    /// Takes over the signals: from now on they do not do what they do by default. In a tokio runtime.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn new() -> io::Result<Signals> {
        Ok(Signals {
            terminate: unix::signal(SignalKind::terminate())?,
            hang_up: unix::signal(SignalKind::hangup())?,
            interrupt: unix::signal(SignalKind::interrupt())?,
            quit: unix::signal(SignalKind::quit())?,
            stop: unix::signal(SignalKind::from_raw(libc::SIGTSTP))?,
            resume: unix::signal(SignalKind::from_raw(libc::SIGCONT))?,
            resize: unix::signal(SignalKind::window_change())?,
        })
    }

    /// Waits until the process is continued. Dropping the future loses no signal.
    pub async fn continued(&mut self) {
        self.resume.recv().await;
    }

    /// The next one. Dropping the future loses none.
    pub async fn next(&mut self) -> Signal {
        tokio::select! {
            biased;
            _ = self.terminate.recv() => Signal::Terminate,
            _ = self.hang_up.recv() => Signal::HangUp,
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.quit.recv() => Signal::Quit,
            _ = self.stop.recv() => Signal::Stop,
            _ = self.resume.recv() => Signal::Continue,
            _ = self.resize.recv() => Signal::Resize,
        }
    }
}

/// Ends the process when the loop cannot. Dropping it stops it.
pub struct Watchdog {
    orders: UnboundedSender<Order>,
}

/// To end the process with this code, if it has not ended by itself within this time.
struct Order {
    code: u8,
    within: Duration,
}

impl Order {
    fn soon(code: u8) -> Order {
        Order { code, within: GRACE_PERIOD }
    }
}

impl Watchdog {
    /// Starts watching, in threads of its own. When the terminal is gone, `on_gone` is called once (on such
    /// a thread) and the loop has two seconds to end the program; the same after a signal to end. Another such signal
    /// during that time ends it at once.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(on_gone: impl FnOnce() + Send + 'static) -> io::Result<Watchdog> {
        let (orders, heard) = unbounded_channel();
        let (started, has_started) = std::sync::mpsc::channel();
        let watch = move || match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Err(error) => drop(started.send(Err(error))),
            Ok(runtime) => runtime.block_on(async {
                match Signals::new() {
                    Err(error) => drop(started.send(Err(error))),
                    Ok(signals) => {
                        let _ = started.send(Ok(()));
                        watch(heard, signals).await;
                    }
                }
            }),
        };
        thread::Builder::new().name("watchdog".into()).spawn(watch)?;
        has_started.recv().map_err(io::Error::other)??;
        let weak = orders.downgrade();
        thread::Builder::new().name("hang-up".into()).spawn(move || await_hang_up(&weak, on_gone))?;
        Ok(Watchdog { orders })
    }

    /// The process ends with this code in two seconds, if it does not end before.
    pub fn deadline(&self, code: u8) {
        let _ = self.orders.send(Order::soon(code));
    }

    /// The same when the user quits: the terminal may take its time.
    pub fn patient_deadline(&self) {
        let _ = self.orders.send(Order { code: 0, within: GRACE_PERIOD + LEAVE_PATIENTLY });
    }
}

/// Waits until the terminal is gone, or the watchdog is.
fn await_hang_up(orders: &WeakUnboundedSender<Order>, on_gone: impl FnOnce()) {
    while !sys::wait_for_hangup(CHECK_INTERVAL) {
        if orders.upgrade().is_none() {
            return;
        }
    }
    // First of all: a write to the dead terminal would panic, and reading from it would spin.
    sys::silence_terminal();
    if let Some(orders) = orders.upgrade() {
        let _ = orders.send(Order::soon(HUNG_UP));
    }
    on_gone();
}

/// The end that was asked for.
#[derive(Clone, Copy)]
struct End {
    asked: Instant,
    at: Instant,
    code: u8,
}

impl End {
    fn of(Order { code, within }: Order) -> End {
        let asked = Instant::now();
        End { asked, at: asked + within, code }
    }
}

async fn watch(mut orders: UnboundedReceiver<Order>, mut signals: Signals) {
    let mut end: Option<End> = None;
    loop {
        let deadline = end.map_or_else(Instant::now, |end| end.at);
        tokio::select! {
            () = sleep_until(deadline), if end.is_some() => break,
            signal = signals.next() => if let Some(code) = signal.exit_code() {
                match end {
                    // The shell and the kernel may both report one hang-up, and some send two kinds of signal at once.
                    Some(first) if signal != Signal::HangUp && first.asked.elapsed() > DUPLICATE_WINDOW => {
                        end = Some(End { code, ..first });
                        break;
                    }
                    Some(_) => {}
                    None => end = Some(End::of(Order::soon(code))),
                }
            },
            order = orders.recv() => match order {
                Some(order) => end = end.or(Some(End::of(order))),
                None => return,
            },
        }
    }
    modes::leave(LEAVE_SOON);
    sys::exit_now(end.map_or(HUNG_UP, |end| end.code));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_is_128_and_the_signals_number() {
        for (signal, number) in [
            (Signal::HangUp, libc::SIGHUP),
            (Signal::Interrupt, libc::SIGINT),
            (Signal::Quit, libc::SIGQUIT),
            (Signal::Terminate, libc::SIGTERM),
        ] {
            assert_eq!(signal.exit_code().map(i32::from), Some(128 + number));
        }
        assert_eq!(Signal::Stop.exit_code().or(Signal::Continue.exit_code()), None);
    }
}
