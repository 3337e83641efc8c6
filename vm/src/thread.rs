//! What belongs to one thread of an interpreter: its register stack and its frames.

use std::sync::Arc;

use compact_str::CompactString;
use gilvm_compiler::op::BinOp;
use gilvm_compiler::op::Offset;
use gilvm_compiler::op::Op;
use gilvm_compiler::op::Reg;
use smallvec::SmallVec;

use crate::eval::trace::FrameTrace;
use crate::eval::trace::ThreadTrace;
use crate::gil::GilThread;
use crate::object::Dict;
use crate::object::Function;
use crate::object::Generator;
use crate::object::LoadedCode;
use crate::object::Str;
use crate::object::UsedLocals;
use crate::rc::Rc;
use crate::value::Value;

/// Registers a thread starts with: a few frames. Of ten thousand threads most never need more.
const REGISTERS_START: usize = 64;

/// Frames for which a thread has room from the start.
const FRAMES_START: usize = 8;

/// Nested runs of the eval loop (native code that calls Python code that calls native code …) beyond which
/// `RecursionError` is raised, whatever the recursion limit: each takes native stack.
pub const NATIVE_DEPTH_MAX: usize = 1500;

/// A binary operator on registers. The operands stay where they are while a method of theirs runs.
#[derive(Clone, Copy)]
pub struct Operator {
    /// The operator.
    pub op: BinOp,
    /// Whether it stands in an assignment such as `a += b`.
    pub in_place: bool,
    /// Where the result goes.
    pub dst: Reg,
    /// Where the left operand waits.
    pub a: Reg,
    /// Where the right operand waits.
    pub b: Reg,
}

impl Operator {
    #[inline(always)]
    pub(crate) fn new(op: BinOp, in_place: bool, dst: Reg, a: Reg, b: Reg) -> Operator {
        Operator { op, in_place, dst, a, b }
    }
}

/// What a frame's result is for.
#[derive(Clone, Copy)]
pub enum Ret {
    /// Into a register of the calling frame.
    To(Reg),
    /// An `__init__`: it must be `None`; the object in the caller's register `object` goes to `dst`.
    Init {
        /// Where the object waits.
        object: Reg,
        /// Where it goes.
        dst: Reg,
    },
    /// A generator advanced by `ForNext`: a yielded value goes to `dst` and the caller jumps by `to`.
    ForNext {
        /// The caller's iterator register.
        iter: Reg,
        /// Where the item goes.
        dst: Reg,
        /// The jump.
        to: Offset,
    },
    /// A generator advanced by `Send`: a yielded value goes to `value`; on the return the caller jumps by `to`.
    Send {
        /// Where values go.
        value: Reg,
        /// The jump.
        to: Offset,
    },
    /// A generator advanced by `next()` or `send()`: a yielded value goes to the register, a return is `StopIteration`.
    Next(Reg),
    /// The method of a binary operator.
    Operator(Operator),
    /// To native code: the eval loop ends.
    Native,
}

/// One activation of a Python function.
pub struct Frame {
    /// The function.
    pub function: Rc<Function>,
    /// Where its registers begin on the thread's stack.
    pub base: usize,
    /// Next instruction, while the frame is not the running one: where it lies, which takes no arithmetic to note.
    pub(crate) pc: *const Op,
    /// What the result is for.
    pub ret: Ret,
    /// What few frames need.
    pub rare: Option<Box<RareFrame>>,
}

impl Frame {
    /// A frame that is at instruction `ip` of its function.
    #[inline(always)]
    pub(crate) fn new(function: Rc<Function>, base: usize, ip: usize, ret: Ret) -> Frame {
        let pc = function.code.ops.as_ptr().wrapping_add(ip);
        Frame { function, base, pc, ret, rare: None }
    }

    /// Goes on at instruction `ip`, which the function's code has.
    pub(crate) fn go_to(&mut self, ip: usize) {
        self.pc = self.function.code.ops.as_ptr().wrapping_add(ip);
    }

    /// Index of the next instruction, while the frame is not the running one.
    pub fn ip(&self) -> usize {
        (self.pc.addr() - self.function.code.ops.as_ptr().addr()) / size_of::<Op>()
    }
}

/// Parts of a frame that few frames need.
#[derive(Default)]
pub struct RareFrame {
    /// The generator this frame belongs to.
    pub generator: Option<Rc<Generator>>,
    /// The exception that was being handled when the generator was resumed.
    pub outer_handled: Value,
    /// The namespace of a class body or of a split `exec`.
    /// Usually a dict; a metaclass's `__prepare__` or the caller of `exec` may give any mapping.
    pub namespace: Option<Value>,
    /// The registers of a generator while it is suspended, up to what its `yield` receives if that is a temporary. There
    /// is always room for all that its code has.
    pub registers: Vec<Value>,
    /// The exception handled inside a generator while it is suspended.
    pub handled: Value,
    /// What tracing keeps of the frame.
    pub(crate) trace: Option<Box<FrameTrace>>,
}

/// What the eval loop needs of the running frame at every other instruction. It lies here and not in variables of the
/// loop, because those would have to be carried from one instruction to the next in registers of the processor, of
/// which there are too few: two are worth it, the place in the code and the registers of the frame.
#[derive(Clone, Copy)]
pub(crate) struct Running {
    /// The code, which the frame's function keeps alive.
    pub(crate) code: *const LoadedCode,
    /// The globals, likewise.
    pub(crate) globals: *const Dict,
    /// First temporary.
    pub(crate) temps: Reg,
}

/// What a thread's frames are made of: nothing is in use.
pub(crate) struct Stacks {
    registers: Vec<Value>,
    frames: Vec<Frame>,
}

impl Default for Stacks {
    fn default() -> Stacks {
        Stacks { registers: vec![Value::Unset; REGISTERS_START], frames: Vec::with_capacity(FRAMES_START) }
    }
}

/// The state of one thread.
pub struct ThreadState {
    gil_thread: Arc<GilThread>,
    /// The register stack; all of it is initialised.
    pub(crate) registers: Vec<Value>,
    /// The frames, outermost first.
    pub(crate) frames: Vec<Frame>,
    /// Rare parts of frames that have ended, for the next generators: most live as short as a frame.
    #[allow(clippy::vec_box, reason = "a frame and a generator hold the box")]
    pub(crate) spare: Vec<Box<RareFrame>>,
    /// The running frame, unpacked; only the eval loop looks here.
    pub(crate) now: Running,
    /// The exception being handled (`sys.exception()`), or `None`.
    pub(crate) handled: Value,
    /// Nested runs of the eval loop.
    pub(crate) native_depth: usize,
    /// Objects being printed by `repr`, by address.
    pub(crate) repr_stack: Vec<usize>,
    /// Where texts are put together before their length is known; empty while in use.
    pub(crate) text_buffer: String,
    /// Whether finalizers are being run: they do not nest.
    pub(crate) in_finalizer: bool,
    /// Trace and profile function, once there has been one.
    pub(crate) trace: Option<Box<ThreadTrace>>,
    /// An exception another thread has sent (`PyThreadState_SetAsyncExc`), or unset.
    pub async_exception: Value,
    /// The local objects that the thread has attributes in.
    pub(crate) locals: UsedLocals,
    /// Threads to be woken soon; see [`crate::held::Held::wake`].
    pub(crate) to_wake: SmallVec<[Arc<dyn crate::held::Sleeper>; 2]>,
    /// At how many more check points they may wait for that.
    pub(crate) wake_in: u8,
    /// State that the runtime keeps per thread (its `threading` identity).
    pub local: Option<Box<dyn std::any::Any>>,
}

/// A generator's frame with room for more registers than this is not kept when it ends.
const SPARE_REGISTERS_MAX: usize = 64;

/// Texts up to this length are put together in the thread's buffer.
const BUFFERED_BYTES: usize = 1024;

impl ThreadState {
    /// A string of texts, one after another, with together `bytes` bytes and `chars` code points: in the thread's
    /// buffer, to which appending takes fewer steps than to a text that may stand in its object.
    pub(crate) fn join_text<'a>(
        &mut self,
        bytes: usize,
        chars: usize,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Rc<Str> {
        if bytes > BUFFERED_BYTES {
            let mut text = String::with_capacity(bytes);
            texts.into_iter().for_each(|part| text.push_str(part));
            return Rc::new(Str::with_len(text.into(), chars));
        }
        let buffer = &mut self.text_buffer;
        buffer.reserve(bytes);
        texts.into_iter().for_each(|part| buffer.push_str(part));
        let text = Rc::new(Str::with_len(CompactString::new(&*buffer), chars));
        buffer.clear();
        text
    }

    pub(crate) fn new(gil_thread: Arc<GilThread>, stacks: Stacks) -> ThreadState {
        let Stacks { registers, frames } = stacks;
        ThreadState {
            gil_thread,
            registers,
            frames,
            spare: Vec::new(),
            now: Running { code: std::ptr::null(), globals: std::ptr::null(), temps: Reg::new(0) },
            handled: Value::None,
            native_depth: 0,
            repr_stack: Vec::new(),
            text_buffer: String::new(),
            in_finalizer: false,
            trace: None,
            async_exception: Value::Unset,
            locals: UsedLocals::default(),
            to_wake: SmallVec::new(),
            wake_in: 0,
            local: None,
        }
    }

    /// Drops what scripts gave the thread, at its end, while finalizers still run.
    pub(crate) fn let_go(&mut self) {
        drop(self.trace.take());
        drop(std::mem::take(&mut self.async_exception));
    }

    /// Keeps the rare parts of a generator's frame that has ended; all they refer to is gone.
    pub(crate) fn keep_spare(&mut self, rare: Box<RareFrame>) {
        /// More are seldom made between two that end.
        const SPARE_MAX: usize = 16;
        debug_assert!(rare.generator.is_none() && rare.namespace.is_none() && rare.registers.is_empty());
        if self.spare.len() < SPARE_MAX && rare.registers.capacity() <= SPARE_REGISTERS_MAX {
            self.spare.push(rare);
        }
    }

    /// To be told first when the native stack is not of the usual size: on a smaller one native calls nest less deep.
    pub fn set_native_stack(&mut self, bytes: usize, usual: usize) {
        let levels = NATIVE_DEPTH_MAX.saturating_mul(bytes) / usual.max(1);
        self.native_depth = NATIVE_DEPTH_MAX.saturating_sub(levels);
    }

    /// This thread, as the lock knows it.
    #[inline(always)]
    pub fn gil_thread(&self) -> &Arc<GilThread> {
        &self.gil_thread
    }

    /// The exception being handled, or `None`.
    pub fn handled(&self) -> &Value {
        &self.handled
    }

    /// How many Python frames are active.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Where the next frame's registers may begin, counted from native code.
    pub(crate) fn top(&self) -> usize {
        self.frames.last().map_or(0, |f| f.base + f.function.code.code.registers as usize)
    }

    /// Makes sure that registers up to `end` exist.
    #[inline(always)]
    pub(crate) fn reserve(&mut self, end: usize) {
        if end > self.registers.len() {
            self.grow(end);
        }
    }

    #[cold]
    fn grow(&mut self, end: usize) {
        self.registers.resize(end.max(self.registers.len() * 2), Value::Unset);
    }
}
