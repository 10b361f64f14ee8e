//! Work on many pieces, shared by two threads.

use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

/// Fewer pieces are done sooner by one thread than another one is started.
const FEW: usize = 16;
/// So many pieces may be made before they are taken.
const AHEAD: usize = 2;

/// The thread that made a piece.
enum Maker {
    This,
    Other,
}

/// Does the work on each piece. The pieces are taken from the front, by whichever thread is free.
pub(super) fn each_piece<T: Send>(pieces: impl ExactSizeIterator<Item = T> + Send, work: impl Fn(T) + Sync) {
    if pieces.len() < FEW {
        return pieces.for_each(work);
    }
    let pieces = Mutex::new(pieces);
    let take = || pieces.lock().next();
    let work_on = || {
        while let Some(piece) = take() {
            work(piece);
        }
    };
    thread::scope(|scope| {
        // Where there can be no other thread, this one does everything.
        let _ = thread::Builder::new().spawn_scoped(scope, work_on);
        work_on();
    });
}

/// Makes something of each piece, and takes it in their order: this thread takes what is its turn, and makes pieces while that
/// is not there yet; another one only makes. What was taken is made anew of a later piece, so that its memory is touched once.
/// What cannot be taken ends it.
pub(super) fn each_in_order<P: Sync, T: Default + Send, E>(
    pieces: &[P],
    make: impl Fn(&P, &mut T) + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    let unmade = Mutex::new(pieces.iter().enumerate());
    let claim = || unmade.lock().next();
    thread::scope(|scope| {
        let (made, others) = sync_channel(AHEAD);
        let (used, free) = channel::<T>();
        let (make, claim) = (&make, &claim);
        let make_others = move || {
            while let Some((place, piece)) = claim() {
                let mut room = free.try_recv().unwrap_or_default();
                make(piece, &mut room);
                // Nobody takes any more after an error.
                if made.send((place, room)).is_err() {
                    break;
                }
            }
        };
        if pieces.len() >= FEW {
            // Where there can be no other thread, this one makes everything.
            let _ = thread::Builder::new().spawn_scoped(scope, make_others);
        } else {
            drop(make_others);
        }
        // With where each goes when it was taken: back to whoever made it.
        let mut waiting: BTreeMap<usize, (T, Maker)> = BTreeMap::new();
        let mut rooms = Vec::new();
        for turn in 0..pieces.len() {
            let of_other = |(place, it)| (place, (it, Maker::Other));
            let (mut it, maker) = loop {
                if let Some(it) = waiting.remove(&turn) {
                    break it;
                }
                if let Ok(it) = others.try_recv() {
                    waiting.extend([of_other(it)]);
                } else if waiting.len() < AHEAD
                    && let Some((place, piece)) = claim()
                {
                    let mut room = rooms.pop().unwrap_or_default();
                    make(piece, &mut room);
                    waiting.insert(place, (room, Maker::This));
                } else {
                    match others.recv() {
                        Ok(it) => waiting.extend([of_other(it)]),
                        // It panicked, which the scope tells.
                        Err(_) => return Ok(()),
                    }
                }
            };
            take(&mut it)?;
            match maker {
                Maker::This => rooms.push(it),
                Maker::Other => drop(used.send(it)),
            }
        }
        drop(others);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn what_is_made_comes_in_the_order_of_the_pieces() {
        for count in [0, 1, FEW, 101] {
            let pieces: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            let take = |double: &mut usize| {
                taken.push(*double);
                Ok::<_, ()>(())
            };
            assert_eq!(each_in_order(&pieces, |piece, double| *double = piece * 2, take), Ok(()));
            assert_eq!(taken, pieces.iter().map(|piece| piece * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_is_made_than_is_taken_soon() {
        let pieces: Vec<usize> = (0..1_000).collect();
        let (made, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let make = |_: &usize, _: &mut usize| _ = made.fetch_add(1, Ordering::SeqCst);
        let take = |_: &mut usize| {
            // So that the other thread makes what it may.
            (0..100).for_each(|_| thread::yield_now());
            let ahead = made.load(Ordering::SeqCst) - taken.fetch_add(1, Ordering::SeqCst);
            // Here, on the way, and one in the hand of each.
            if ahead > 2 * (AHEAD + 1) { Err(ahead) } else { Ok(()) }
        };
        assert_eq!(each_in_order(&pieces, make, take), Ok(()));
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_the_other_thread_ends_it() {
        let this = thread::current().id();
        let make = |_: &usize, _: &mut usize| {
            if thread::current().id() == this { thread::yield_now() } else { panic!("for this test") }
        };
        let pieces: Vec<usize> = (0..1_000_000).collect();
        let _ = each_in_order(&pieces, make, |_| Ok::<_, ()>(()));
    }

    #[test]
    fn an_error_ends_it() {
        let pieces: Vec<usize> = (0..1_000).collect();
        let take = |piece: &mut usize| if *piece == 20 { Err(*piece) } else { Ok(()) };
        assert_eq!(each_in_order(&pieces, |piece, made| *made = *piece, take), Err(20));
    }
}
