//! Native modules, and the modules of the library that are written in Python.

pub(crate) mod accounts;
pub(crate) mod atexit;
pub(crate) mod binascii;
pub(crate) mod collections;
pub(crate) mod fcntl;
pub(crate) mod futures;
pub(crate) mod gilvm;
pub(crate) mod hashlib;
pub(crate) mod io;
pub(crate) mod json;
pub(crate) mod math;
pub(crate) mod posix;
pub(crate) mod queue;
pub(crate) mod random;
pub(crate) mod record;
pub(crate) mod regex;
pub(crate) mod select;
pub(crate) mod socket;
pub(crate) mod stat;
pub(crate) mod structs;
pub(crate) mod subprocess;
pub(crate) mod signal;
pub(crate) mod sys;
pub(crate) mod thread;
pub(crate) mod time;
pub(crate) mod traceback;
pub(crate) mod weakref;
pub(crate) mod zlib;

use gilvm_vm::error::R;
use gilvm_vm::held::Held;
use gilvm_vm::native::ModuleDef;
use gilvm_vm::object::Native;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;

use crate::clock::Stopwatch;
use crate::emulate::SleepZero;
use crate::emulate::ThreadNames;
use crate::wait::Deadlock;
use crate::wait::LockFairness;
use crate::wait::Rest;

/// All native modules.
pub(crate) const ALL: &[&ModuleDef] = &[
    &accounts::PASSWD,
    &accounts::GROUP,
    &atexit::MODULE,
    &binascii::MODULE,
    &collections::MODULE,
    &fcntl::MODULE,
    &futures::MODULE,
    &gilvm::MODULE,
    &hashlib::MODULE,
    &io::MODULE,
    &json::MODULE,
    &math::MODULE,
    &posix::MODULE,
    &posix::children::MODULE,
    &posix::files::MODULE,
    &posix::numbers::MODULE,
    &posix::programs::MODULE,
    &queue::MODULE,
    &random::MODULE,
    &regex::MODULE,
    &select::MODULE,
    &socket::MODULE,
    &stat::MODULE,
    &structs::MODULE,
    &subprocess::MODULE,
    &signal::MODULE,
    &sys::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &traceback::MODULE,
    &weakref::MODULE,
    &zlib::MODULE,
];

/// All modules written in Python: name and source.
pub(crate) const LIBRARY: &[(&str, &str)] = &[
    ("_gilvm", include_str!("lib/_gilvm.py")),
    ("abc", include_str!("lib/abc.py")),
    ("argparse", include_str!("lib/argparse.py")),
    ("base64", include_str!("lib/base64.py")),
    ("bisect", include_str!("lib/bisect.py")),
    ("codecs", include_str!("lib/codecs.py")),
    ("collections", include_str!("lib/collections/__init__.py")),
    ("collections.abc", include_str!("lib/collections/abc.py")),
    ("concurrent", ""),
    ("concurrent.futures", include_str!("lib/concurrent/futures.py")),
    ("concurrent.futures._base", include_str!("lib/concurrent/_base.py")),
    ("concurrent.futures.thread", include_str!("lib/concurrent/thread.py")),
    ("contextlib", include_str!("lib/contextlib.py")),
    ("contextvars", include_str!("lib/contextvars.py")),
    ("copy", include_str!("lib/copy.py")),
    ("csv", include_str!("lib/csv.py")),
    ("dataclasses", include_str!("lib/dataclasses.py")),
    ("datetime", include_str!("lib/datetime.py")),
    ("enum", include_str!("lib/enum.py")),
    ("errno", include_str!("lib/errno.py")),
    ("faulthandler", include_str!("lib/faulthandler.py")),
    ("fnmatch", include_str!("lib/fnmatch.py")),
    ("fractions", include_str!("lib/fractions.py")),
    ("functools", include_str!("lib/functools.py")),
    ("gc", include_str!("lib/gc.py")),
    ("getopt", include_str!("lib/getopt.py")),
    ("getpass", include_str!("lib/getpass.py")),
    ("glob", include_str!("lib/glob.py")),
    ("gzip", include_str!("lib/gzip.py")),
    ("hashlib", include_str!("lib/hashlib.py")),
    ("heapq", include_str!("lib/heapq.py")),
    ("hmac", include_str!("lib/hmac.py")),
    ("html", include_str!("lib/html.py")),
    ("http", include_str!("lib/http/__init__.py")),
    ("http.client", include_str!("lib/http/client.py")),
    ("http.server", include_str!("lib/http/server.py")),
    ("inspect", include_str!("lib/inspect.py")),
    ("io", include_str!("lib/io.py")),
    ("itertools", include_str!("lib/itertools.py")),
    ("json", include_str!("lib/json/__init__.py")),
    ("json.decoder", include_str!("lib/json/decoder.py")),
    ("json.encoder", include_str!("lib/json/encoder.py")),
    ("keyword", include_str!("lib/keyword.py")),
    ("linecache", include_str!("lib/linecache.py")),
    ("locale", include_str!("lib/locale.py")),
    ("logging", include_str!("lib/logging/__init__.py")),
    ("logging.handlers", include_str!("lib/logging/handlers.py")),
    ("mimetypes", include_str!("lib/mimetypes.py")),
    ("numbers", include_str!("lib/numbers.py")),
    ("operator", include_str!("lib/operator.py")),
    ("os", include_str!("lib/os.py")),
    ("pathlib", include_str!("lib/pathlib.py")),
    ("platform", include_str!("lib/platform.py")),
    ("posixpath", include_str!("lib/posixpath.py")),
    ("pprint", include_str!("lib/pprint.py")),
    ("queue", include_str!("lib/queue.py")),
    ("random", include_str!("lib/random.py")),
    ("re", include_str!("lib/re.py")),
    ("reprlib", include_str!("lib/reprlib.py")),
    ("requests", include_str!("lib/requests/__init__.py")),
    ("requests.exceptions", include_str!("lib/requests/exceptions.py")),
    ("selectors", include_str!("lib/selectors.py")),
    ("socket", include_str!("lib/socket.py")),
    ("socketserver", include_str!("lib/socketserver.py")),
    ("subprocess", include_str!("lib/subprocess.py")),
    ("sched", include_str!("lib/sched.py")),
    ("secrets", include_str!("lib/secrets.py")),
    ("shlex", include_str!("lib/shlex.py")),
    ("shutil", include_str!("lib/shutil.py")),
    ("signal", include_str!("lib/signal.py")),
    ("ssl", include_str!("lib/ssl.py")),
    ("stat", include_str!("lib/stat.py")),
    ("statistics", include_str!("lib/statistics.py")),
    ("string", include_str!("lib/string.py")),
    ("struct", include_str!("lib/struct.py")),
    ("tempfile", include_str!("lib/tempfile.py")),
    ("textwrap", include_str!("lib/textwrap.py")),
    ("threading", include_str!("lib/threading.py")),
    ("timeit", include_str!("lib/timeit.py")),
    ("traceback", include_str!("lib/traceback.py")),
    ("types", include_str!("lib/types.py")),
    ("typing", include_str!("lib/typing.py")),
    ("uuid", include_str!("lib/uuid.py")),
    ("warnings", include_str!("lib/warnings.py")),
    ("weakref", include_str!("lib/weakref.py")),
    ("urllib", ""),
    ("urllib.error", include_str!("lib/urllib/error.py")),
    ("urllib.parse", include_str!("lib/urllib/parse.py")),
    ("urllib.request", include_str!("lib/urllib/request.py")),
    ("urllib.response", include_str!("lib/urllib/response.py")),
];

/// What the command line or the embedder decided, for modules that care.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Write to stdout and stderr at once.
    pub(crate) unbuffered: bool,
    /// How many copies of the script run.
    pub(crate) copies: u32,
    /// Who gets a lock that is released while threads wait for it.
    pub(crate) lock_fairness: LockFairness,
    /// Whether `time.sleep(0)` blocks.
    pub(crate) sleep_zero: SleepZero,
    /// How threads are called that were given no name.
    pub(crate) thread_names: ThreadNames,
    /// Since when the run has lasted, if it is one.
    pub(crate) watch: Option<Stopwatch>,
    /// What to do when no thread can go on.
    pub(crate) deadlock: Deadlock,
    /// What the allocator can do for sleeping threads.
    pub(crate) rest: Option<Rest>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            unbuffered: false,
            copies: 1,
            lock_fairness: LockFairness::default(),
            sleep_zero: SleepZero::default(),
            thread_names: ThreadNames::default(),
            watch: None,
            deadlock: Deadlock::default(),
            rest: None,
        }
    }
}

const OPTIONS: &str = "runtime.options";

/// The options of this interpreter.
pub(crate) fn options(held: &Held) -> Options {
    let slot = held.interp.extensions.get(OPTIONS).and_then(|slot| slot.downcast_ref());
    slot.copied().unwrap_or_default()
}

/// Prepares the main thread of a new interpreter: `sys`, and the built-in functions that do I/O.
pub(crate) fn prepare(held: &mut Held, options: Options) -> R<()> {
    held.interp.extensions.insert(OPTIONS, Box::new(options));
    let builtins = Rc::clone(&held.interp.builtins);
    for def in &io::FUNCTIONS {
        let name = held.intern(def.name());
        held.dict_set_str(&builtins, &name, Value::Native(Rc::new(Native::function(def, "builtins"))));
    }
    held.import_dotted("sys")?;
    Ok(())
}
