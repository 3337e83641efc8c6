//! Local objects (`_thread._local`): what each thread has in one, and which of them a thread has something in.
//!
//! The attributes belong to the object, so that they go with it whatever threads there are; a thread knows its local
//! objects by weak pointers, so that it can take its attributes out when it ends and keeps none of them alive
//! ([`crate::protocol::local`]).

use rustc_hash::FxHashMap;

use crate::heap::HeapCell;
use crate::heap::Token;
use crate::object::Dict;
use crate::object::Str;
use crate::object::Tuple;
use crate::rc::Rc;
use crate::rc::Weak;
use crate::value::Value;

/// A thread as local objects know it: no other of the interpreter's threads ever has the same number. 0 is a thread
/// that has used none yet.
pub(crate) type Serial = u64;

/// What a local object consists of.
pub struct LocalValues {
    /// Attributes by thread.
    of_thread: HeapCell<FxHashMap<Serial, Rc<Dict>>>,
    /// Who used the object last, and its attributes: the answer, unless the GIL changed hands.
    recent: HeapCell<Option<(Serial, Rc<Dict>)>>,
    /// Arguments for the `__init__` that runs in each thread.
    pub(crate) args: Tuple,
    /// Those given by name.
    pub(crate) keywords: Vec<(Rc<Str>, Value)>,
}

impl LocalValues {
    /// An object in which no thread has anything.
    pub(crate) fn new(args: Tuple, keywords: Vec<(Rc<Str>, Value)>) -> LocalValues {
        LocalValues { of_thread: HeapCell::default(), recent: HeapCell::default(), args, keywords }
    }

    /// A thread's attributes, if it was also the last to use the object.
    #[inline(always)]
    pub(crate) fn recent<'a>(&'a self, token: &'a Token, thread: Serial) -> Option<&'a Rc<Dict>> {
        match self.recent.get(token) {
            Some((last, dict)) if *last == thread => Some(dict),
            _ => None,
        }
    }

    /// A thread's attributes, if it has any.
    pub(crate) fn of(&self, token: &mut Token, thread: Serial) -> Option<Rc<Dict>> {
        if let Some(dict) = self.recent(token, thread) {
            return Some(Rc::clone(dict));
        }
        let dict = Rc::clone(self.of_thread.get(token).get(&thread)?);
        self.recent.set(token, Some((thread, Rc::clone(&dict))));
        Some(dict)
    }

    /// Gives a thread attributes.
    pub(crate) fn begin(&self, token: &mut Token, thread: Serial) -> Rc<Dict> {
        let dict = Rc::new(Dict::new());
        self.of_thread.get_mut(token).insert(thread, Rc::clone(&dict));
        self.recent.set(token, Some((thread, Rc::clone(&dict))));
        dict
    }

    /// Takes a thread's attributes out.
    pub(crate) fn forget(&self, token: &mut Token, thread: Serial) -> Option<Rc<Dict>> {
        if self.recent(token, thread).is_some() {
            self.recent.set(token, None);
        }
        self.of_thread.get_mut(token).remove(&thread)
    }
}

/// The local objects that a thread has attributes in.
#[derive(Default)]
pub(crate) struct UsedLocals {
    /// The thread's number.
    pub(crate) thread: Serial,
    used: Vec<Weak<LocalValues>>,
    /// With more than this, those that are gone are dropped from the list.
    bound: usize,
}

/// A list as short as this is not looked through.
const BOUND_MIN: usize = 16;

impl UsedLocals {
    /// Adds one. The list gets no longer than twice as many as there ever were alive at once.
    pub(crate) fn push(&mut self, values: &Rc<LocalValues>) {
        if self.used.len() >= self.bound.max(BOUND_MIN) {
            self.used.retain(|values| values.strong_count() > 0);
            self.bound = self.used.len() * 2;
        }
        self.used.push(Rc::downgrade(values));
    }

    /// All of them, taken.
    pub(crate) fn take(&mut self) -> Vec<Weak<LocalValues>> {
        std::mem::take(&mut self.used)
    }
}
