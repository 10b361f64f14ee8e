//! Work on many pieces, shared by two threads.

use parking_lot::Mutex;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

/// Fewer pieces are done sooner by one thread than another one is started.
const FEW: usize = 16;
/// So many pieces may be made before they are taken.
const AHEAD: usize = 2;

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

/// Makes something of each piece, and takes it in their order: this thread makes and takes one, another one makes the next.
/// What was taken is made anew of a later piece, so that its memory is touched once. What cannot be taken ends it.
pub(super) fn each_in_order<P: Sync, T: Default + Send, E>(
    pieces: &[P],
    make: impl Fn(&P, &mut T) + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (made, next) = sync_channel(AHEAD);
        let (used, free) = channel();
        let make = &make;
        let make_others = move || {
            // Nobody takes any more after an error.
            let _ = pieces.iter().skip(1).step_by(2).try_for_each(|piece| {
                let mut room = free.try_recv().unwrap_or_default();
                make(piece, &mut room);
                made.send(room)
            });
        };
        let is_alone = pieces.len() < FEW || thread::Builder::new().spawn_scoped(scope, make_others).is_err();
        let mut own = T::default();
        for (place, piece) in pieces.iter().enumerate() {
            if !is_alone
                && place % 2 == 1
                && let Ok(mut other) = next.recv()
            {
                take(&mut other)?;
                let _ = used.send(other);
                continue;
            }
            make(piece, &mut own);
            take(&mut own)?;
        }
        drop(next);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn an_error_ends_it() {
        let pieces: Vec<usize> = (0..1_000).collect();
        let take = |piece: &mut usize| if *piece == 20 { Err(*piece) } else { Ok(()) };
        assert_eq!(each_in_order(&pieces, |piece, made| *made = *piece, take), Err(20));
    }
}
