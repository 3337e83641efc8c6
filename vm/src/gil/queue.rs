//! The threads that wait for the GIL, in the order in which they went to sleep.
//!
//! The order is information for the policy, not a promise; where waiters sleep together it is not even asked for. A
//! woken waiter keeps its place until it took the GIL or queues anew, so that a second release wakes another one.
//! Lives under the lock's mutex. Finding a thread is a walk, which is cheaper than anything cleverer for the dozens of
//! waiters that a GIL can serve at all.

use std::collections::VecDeque;

use super::policy::{Came, Claim};
use super::word::Slot;

/// One waiting thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Who.
    pub slot: Slot,
    /// How it had lost the GIL.
    pub came: Came,
    /// Whether a release has woken it since it went to sleep.
    pub woken: bool,
    /// Whether it is one of the few that share a place to sleep, if waiters do.
    pub inside: bool,
}

/// See the head of the file.
#[derive(Debug, Default)]
pub struct WaitQueue {
    waiters: VecDeque<Waiter>,
    /// How many of them are inside.
    inside: usize,
}

impl WaitQueue {
    /// The waiters, longest asleep first.
    pub fn iter(&self) -> impl Iterator<Item = Waiter> + '_ {
        self.waiters.iter().copied()
    }

    /// The waiter that has slept longest and was not woken yet.
    pub fn first_asleep(&self) -> Option<Slot> {
        self.iter().find(|waiter| !waiter.woken).map(|waiter| waiter.slot)
    }

    /// The waiter that came first, awake or not.
    pub fn front(&self) -> Option<Slot> {
        self.waiters.front().map(|waiter| waiter.slot)
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.waiters.len()
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.waiters.is_empty()
    }

    /// Puts `slot` at the end, asleep.
    pub(super) fn enter(&mut self, Claim { slot, came }: Claim) {
        debug_assert!(self.iter().all(|waiter| waiter.slot != slot), "a thread waits once");
        self.waiters.push_back(Waiter { slot, came, woken: false, inside: false });
    }

    /// Takes `slot` out, wherever it stands; returns what was known of it.
    pub(super) fn leave(&mut self, slot: Slot) -> Option<Waiter> {
        let at = self.waiters.iter().position(|waiter| waiter.slot == slot)?;
        let left = self.waiters.remove(at)?;
        self.inside -= usize::from(left.inside);
        Some(left)
    }

    /// Whether `slot` may sleep inside, where there is room for so many.
    pub(super) fn admits(&mut self, slot: Slot, room: usize) -> bool {
        let is_full = self.inside >= room;
        match self.waiters.iter_mut().find(|waiter| waiter.slot == slot) {
            Some(waiter) if !waiter.inside && !is_full => {
                waiter.inside = true;
                self.inside += 1;
                true
            }
            Some(waiter) => waiter.inside,
            None => false,
        }
    }

    /// The longest waiter outside, which may now come inside, if there is room.
    pub(super) fn next_inside(&mut self, room: usize) -> Option<Slot> {
        if self.inside >= room {
            return None;
        }
        let next = self.waiters.iter_mut().find(|waiter| !waiter.inside)?;
        next.inside = true;
        self.inside += 1;
        Some(next.slot)
    }

    /// Whether a release has woken `slot` since it went to sleep.
    pub fn is_woken(&self, slot: Slot) -> bool {
        self.iter().any(|waiter| waiter.slot == slot && waiter.woken)
    }

    /// Notes that `slot`, where it stands, sleeps again.
    pub(super) fn sleep_again(&mut self, slot: Slot) {
        if let Some(waiter) = self.waiters.iter_mut().find(|waiter| waiter.slot == slot) {
            waiter.woken = false;
        }
    }

    /// Notes that `slot` has been woken.
    pub(super) fn mark_woken(&mut self, slot: Slot) {
        if let Some(waiter) = self.waiters.iter_mut().find(|waiter| waiter.slot == slot) {
            waiter.woken = true;
        }
    }

    /// Notes that all have been woken.
    pub(super) fn mark_all_woken(&mut self) {
        for waiter in &mut self.waiters {
            waiter.woken = true;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that fails should say where")]
    use super::{Came, Claim, Slot, WaitQueue, Waiter};

    fn claims() -> [Claim; 2] {
        [1, 2].map(|index| Claim { slot: Slot::from_index(index).unwrap(), came: Came::ByItself })
    }

    #[test]
    fn a_second_release_wakes_another_waiter() {
        let mut queue = WaitQueue::default();
        claims().into_iter().for_each(|claim| queue.enter(claim));
        let [a, b] = claims().map(|claim| claim.slot);
        assert_eq!(queue.first_asleep(), Some(a));
        queue.mark_woken(a);
        assert_eq!((queue.first_asleep(), queue.front(), queue.is_woken(a)), (Some(b), Some(a), true));
        queue.sleep_again(a);
        assert_eq!((queue.first_asleep(), queue.is_woken(a)), (Some(a), false));
    }

    #[test]
    fn who_finds_no_room_inside_comes_in_when_another_leaves() {
        let mut queue = WaitQueue::default();
        claims().into_iter().for_each(|claim| queue.enter(claim));
        let [a, b] = claims().map(|claim| claim.slot);
        assert_eq!((queue.admits(b, 1), queue.admits(a, 1), queue.admits(b, 1)), (true, false, true));
        assert_eq!(queue.next_inside(1), None);
        assert!(queue.leave(b).unwrap().inside);
        assert_eq!((queue.next_inside(1), queue.next_inside(1), queue.admits(a, 1)), (Some(a), None, true));
        assert!(queue.leave(a).unwrap().inside);
        assert_eq!((queue.next_inside(1), queue.is_empty()), (None, true));
    }

    #[test]
    fn who_queues_anew_comes_last() {
        let mut queue = WaitQueue::default();
        claims().into_iter().for_each(|claim| queue.enter(claim));
        let [a, b] = claims().map(|claim| claim.slot);
        queue.mark_all_woken();
        assert_eq!(queue.first_asleep(), None);
        let left = Waiter { slot: a, came: Came::ByItself, woken: true, inside: false };
        assert_eq!(queue.leave(a), Some(left));
        queue.enter(claims()[0]);
        assert_eq!(queue.iter().map(|waiter| waiter.slot).collect::<Vec<_>>(), [b, a]);
        assert_eq!(queue.first_asleep(), Some(a));
        assert_eq!((queue.leave(b).is_some(), queue.leave(b), queue.len()), (true, None, 1));
    }
}
