//! The loop: wait for an event, update the model, run the effects, draw once.

use super::decoder::Mouse;
use super::events::{Event, events};
use super::hits::Hits;
use super::program::Program;
use super::runner::Environment;
use super::terminal::{Asks, HUNG_UP, Signal, Signals, Tty, Watchdog, install_panic_hook};
use super::theme::SPINNER_TURN;
use crate::app::dialogs::Dialog;
use crate::app::launch::LaunchOptions;
use crate::app::model::Model;
use crate::app::pointer::Gesture;
use crate::app::{Effect, Msg};
use crate::domain::problem::{Kind, Problem};
use crate::domain::text::safe_text::SafeText;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::sync::mpsc::Receiver;
use tokio::time::Instant;

/// How long after the last key the cursor rests. Held keys come faster.
const REST: Duration = Duration::from_millis(150);
/// How soon a frame that got lost is sent again.
const RETRY: Duration = Duration::from_secs(1);
/// How long who quits or suspends waits for an answer of a terminal that gave none yet.
const ANSWER: Duration = Duration::from_millis(300);
/// The same of one that answers: a whole frame on a line of 1 200 B/s is through by then.
const LAST_ANSWER: Duration = Duration::from_secs(3);
/// How soon it is known that the process was continued. Where no shell can continue it, it was not stopped.
const CONTINUED: Duration = Duration::from_millis(50);
/// How long an export may take to end when the user quits.
const LAST_WRITES: Duration = Duration::from_millis(1500);

/// What a program is started with, and what has to live as long as it does.
pub struct Start<P> {
    pub options: LaunchOptions,
    pub environment: Environment,
    pub keeps: P,
}

/// Runs the program in the terminal and returns its exit code. However it ends, the session is written and the
/// terminal is given back.
///
/// The user may look at the demo in between. It is a program of its own, and knows nothing of this one: not the account,
/// nor where its files are. This one waits as it is, with its session written.
///
/// # Errors
/// When there is no terminal, or the system gives no signals or threads.
pub async fn run<P>(
    mut options: LaunchOptions,
    environment: Environment,
    start_demo: impl AsyncFn() -> Result<Start<P>, Problem>,
) -> Result<u8, Problem> {
    let asks = Asks { mouse: options.has_mouse, background: options.asks_background() };
    let mut tty = Tty::enter(asks)?;
    options.size = tty.size();
    let mut program = Program::new(options, environment)?;
    let flush_on_exit = Arc::new(program.runner.flush_on_exit());
    let gone = Arc::new(Notify::new());
    install_panic_hook({
        let flush_on_exit = flush_on_exit.clone();
        move || flush_on_exit()
    });
    let broken = |error: std::io::Error| {
        Problem::new(Kind::File, format!("the terminal cannot be used, {error}"), "use a command such as giftlist list")
    };
    let signals = Signals::new().map_err(broken)?;
    let on_hang_up = {
        let (gone, flush_on_exit) = (gone.clone(), flush_on_exit.clone());
        move || {
            flush_on_exit();
            gone.notify_one();
        }
    };
    let watchdog = Watchdog::start(on_hang_up).map_err(broken)?;
    let in_text = Arc::<AtomicBool>::default();
    let events = events(program.model.launch.has_mouse, in_text.clone()).map_err(broken)?;
    let mut outside = Outside { events, in_text, signals, watchdog, gone };
    let mut demo: Option<(Program, P)> = None;
    let code = loop {
        let shown = demo.as_mut().map_or(&mut program, |(demo, _)| demo);
        // A terminal that cannot be written to any more is one that hung up.
        match serve(shown, &mut tty, &mut outside).await.unwrap_or(End::Exit(HUNG_UP)) {
            End::Exit(code) => break code,
            End::Switch => match demo.take() {
                Some((demo, _)) => {
                    program.dispatch(Msg::Resized(tty.size()));
                    program.dispatch(Msg::BackFromDemo(Ok(demo.model.background)));
                }
                None => {
                    flush_on_exit();
                    match open_demo(&start_demo, &tty, &program).await {
                        Ok(opened) => demo = Some(opened),
                        Err(problem) => program.dispatch(Msg::BackFromDemo(Err(problem))),
                    }
                }
            },
        }
    };
    if code == 0 {
        // The user quits, and whoever asks for an end with a signal does not wait for the terminal.
        outside.watchdog.patient_deadline();
        flush_on_exit();
        tty.leave_patiently();
    } else {
        outside.watchdog.deadline(code);
        flush_on_exit();
        tty.leave();
    }
    let shown = demo.as_mut().map_or(&mut program, |(demo, _)| demo);
    if code != HUNG_UP
        && let Some(said) = end_of_export(shown).await
    {
        let _ = writeln!(io::stderr(), "giftlist: {}", SafeText::of(&said));
    }
    Ok(code)
}

/// Starts the demo in the terminal that this program has.
async fn open_demo<P>(
    start: impl AsyncFn() -> Result<Start<P>, Problem>,
    tty: &Tty,
    program: &Program,
) -> Result<(Program, P), Problem> {
    let Start { options, environment, keeps } = start().await?;
    let Model { background, .. } = program.model;
    // It was asked once.
    let answers_background = program.model.awaits_background();
    let options = LaunchOptions { size: tty.size(), background, answers_background, ..options };
    Ok((Program::new(options, environment)?, keeps))
}

/// What became of an export that was being written when the user quit: it is stopped, unless it ends by itself.
async fn end_of_export(program: &mut Program) -> Option<String> {
    let writing = |program: &Program| match &program.model.dialog {
        Some(Dialog::Export(export)) if export.is_writing => {
            Some((export.file.value().to_string(), export.plan.clone()))
        }
        _ => None,
    };
    let (file, plan) = writing(program)?;
    plan.cancel.cancel();
    let ends = async {
        while writing(program).is_some() {
            program.next().await;
        }
    };
    let has_ended = tokio::time::timeout(LAST_WRITES, ends).await.is_ok();
    Some(match &program.model.dialog {
        Some(Dialog::Exported(written)) => format!("wrote {}: {}", written.exported.path, written.exported.amount()),
        _ if has_ended => format!("the export was stopped: {file} was not written"),
        _ => format!("{file} was still being written: it is there whole, or not at all"),
    })
}

/// What comes from outside, whichever program is shown.
struct Outside {
    events: Receiver<Event>,
    /// Tells the events' thread where letters go.
    in_text: Arc<AtomicBool>,
    signals: Signals,
    watchdog: Watchdog,
    /// The terminal is gone.
    gone: Arc<Notify>,
}

/// What ends the loop.
enum End {
    Exit(u8),
    /// To the demo, or back from it.
    Switch,
}

/// The loop, until something ends it.
async fn serve(program: &mut Program, tty: &mut Tty, outside: &mut Outside) -> io::Result<End> {
    let Outside { events, in_text, signals, watchdog, gone } = outside;
    let (mut hits, mut click) = (Hits::default(), None);
    let mut size_changed = false;
    // When something came that is no answer of the terminal.
    let mut last = Instant::now();
    loop {
        // Keys that come behind it are for the new size: one that is too small takes none.
        if std::mem::take(&mut size_changed) {
            tty.repaint();
            program.dispatch(Msg::Resized(tty.size()));
        }
        while click.is_none()
            && !program.is_over()
            && let Ok(event) = events.try_recv()
        {
            last = if matches!(event, Event::Ready) { last } else { Instant::now() };
            click = take(event, program, tty, &hits);
        }
        program.catch_up().await;
        for effect in program.take_terminal_effects() {
            match effect {
                Effect::Quit => {
                    // A signal may end the wait.
                    (program.runner.flush_on_exit())();
                    let code = tokio::select! {
                        biased;
                        code = exit_code(signals) => code,
                        // What is typed behind a q is not for us.
                        _ = await_answers(program, tty, events) => 0,
                    };
                    return Ok(End::Exit(code));
                }
                Effect::Switch => return Ok(End::Switch),
                Effect::Repaint => tty.repaint(),
                Effect::Suspend => click = suspend(program, tty, events, signals, &hits).await,
                Effect::Copy(text) if tty.copy(&text).is_err() => program.dispatch(Msg::NotCopied),
                _ => {}
            }
        }
        in_text.store(program.model.key_context().is_text(), Ordering::Relaxed);
        let is_behind = tty.is_behind();
        if !is_behind {
            tty.draw(|frame| hits = program.draw(frame))?;
            if program.model.company.people.is_some() {
                program.runner.people_shown();
            }
        }
        if let Some(mouse) = click.take() {
            // What it was meant for nobody knows where a frame was left out.
            if !is_behind {
                program.point(mouse, &hits);
            }
            continue;
        }
        let (counts_time, awaits_rest) = (program.model.counts_time(), program.model.awaits_rest());
        tokio::select! {
            biased;
            signal = signals.next() => match signal {
                Signal::Stop => click = suspend(program, tty, events, signals, &hits).await,
                Signal::Resize => size_changed = true,
                Signal::Continue => {
                    tty.reenter()?;
                    program.dispatch(Msg::Resized(tty.size()));
                }
                other => {
                    let code = other.exit_code().unwrap_or(0);
                    watchdog.deadline(code);
                    return Ok(End::Exit(code));
                }
            },
            () = gone.notified() => return Ok(End::Exit(HUNG_UP)),
            () = program.next() => {}
            event = events.recv() => match event {
                Some(Event::Ready) => {
                    tty.answered();
                    continue;
                }
                Some(event) => click = take(event, program, tty, &hits),
                None => return Ok(End::Exit(HUNG_UP)),
            },
            () = tokio::time::sleep_until(last + SPINNER_TURN), if counts_time => program.dispatch(Msg::Ticked),
            () = tokio::time::sleep_until(last + REST), if awaits_rest => program.dispatch(Msg::Rested),
            // The terminal was stuck: what is on it is not what the model says, even if nothing more happens.
            () = tokio::time::sleep(RETRY), if tty.needs_repaint() => {}
            () = tokio::time::sleep(tty.patience()), if tty.is_behind() => tty.give_up_waiting(),
        }
        last = Instant::now();
    }
}

/// Takes what came from the terminal. A click points at what is on the screen: it comes back, to be taken right behind a
/// frame.
fn take(event: Event, program: &mut Program, tty: &mut Tty, hits: &Hits) -> Option<Mouse> {
    match event {
        Event::Msg(msg) => program.dispatch(msg),
        Event::Mouse(mouse) if mouse.gesture == Gesture::Click => return Some(mouse),
        Event::Mouse(mouse) => program.point(mouse, hits),
        Event::Ready => tty.answered(),
    }
    None
}

/// Waits a moment for answers of the terminal that are on their way: the shell would take them for keys. One that has
/// answered before is waited for longer. Returns what came besides.
async fn await_answers(program: &mut Program, tty: &mut Tty, events: &mut Receiver<Event>) -> Vec<Event> {
    let (mut others, begun) = (Vec::new(), Instant::now());
    loop {
        let until = match tty.awaits_answer() {
            true if tty.is_answering() => (begun + LAST_ANSWER).min(Instant::now() + tty.patience()),
            is_asked if is_asked || program.model.awaits_background() => begun + ANSWER,
            _ => return others,
        };
        match tokio::time::timeout_at(until, events.recv()).await {
            Ok(Some(Event::Msg(msg @ Msg::BackgroundTold(_)))) => program.dispatch(msg),
            Ok(Some(Event::Ready)) => tty.answered(),
            Ok(Some(other)) => others.push(other),
            Ok(None) | Err(_) => return others,
        }
    }
}

/// Waits for a signal that ends the program.
async fn exit_code(signals: &mut Signals) -> u8 {
    loop {
        if let Some(code) = signals.next().await.exit_code() {
            return code;
        }
    }
}

/// Stops the process for the shell, after writing what is not written yet. Keys that came too late for the shell are taken
/// afterwards.
async fn suspend(
    program: &mut Program,
    tty: &mut Tty,
    events: &mut Receiver<Event>,
    signals: &mut Signals,
    hits: &Hits,
) -> Option<Mouse> {
    (program.runner.flush_on_exit())();
    let others = await_answers(program, tty, events).await;
    tty.suspend();
    // The terminal is taken already: the signal that continued us would take it once more, and send a whole frame again.
    let _ = tokio::time::timeout(CONTINUED, signals.continued()).await;
    program.dispatch(Msg::Resized(tty.size()));
    others.into_iter().filter_map(|event| take(event, program, tty, hits)).last()
}
