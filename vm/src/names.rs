//! Names the VM itself looks up, interned once per interpreter.

use crate::object::Str;
use crate::rc::Rc;

macro_rules! names {
    ($($field:ident = $text:literal),* $(,)?) => {
        /// The well-known names of an interpreter.
        #[allow(missing_docs, reason = "each field is the name it is called")]
        pub struct Names { $(pub $field: Rc<Str>),* }

        impl Names {
            /// Interns them all.
            pub(crate) fn new(mut intern: impl FnMut(&'static str) -> Rc<Str>) -> Names {
                Names { $($field: intern($text)),* }
            }
        }
    };
}

names! {
    abs = "__abs__", add = "__add__", all = "__all__", and = "__and__", annotations = "__annotations__",
    args = "args", bases = "__bases__", bool = "__bool__", build_class = "__build_class__", builtins = "__builtins__",
    bytes = "__bytes__", call = "__call__", cause = "__cause__", ceil = "__ceil__", class = "__class__",
    class_getitem = "__class_getitem__", classcell = "__classcell__", close = "close", code = "code",
    contains = "__contains__", context = "__context__", del = "__del__", delattr = "__delattr__",
    delete = "__delete__", delitem = "__delitem__", dict = "__dict__", dir = "__dir__", divmod = "__divmod__",
    doc = "__doc__", enter = "__enter__", eq = "__eq__", errno = "errno", excepthook = "excepthook",
    exit = "__exit__", file = "__file__", filename = "filename", float = "__float__", floor = "__floor__",
    floordiv = "__floordiv__", flush = "flush", format = "__format__", ge = "__ge__", get = "__get__",
    getattr = "__getattr__", getattribute = "__getattribute__", getitem = "__getitem__", gt = "__gt__",
    hash = "__hash__", iadd = "__iadd__", iand = "__iand__", ifloordiv = "__ifloordiv__", ilshift = "__ilshift__",
    imatmul = "__imatmul__", imod = "__imod__", imul = "__imul__", index = "__index__", init = "__init__",
    init_subclass = "__init_subclass__", instancecheck = "__instancecheck__", int = "__int__",
    invert = "__invert__", ior = "__ior__", ipow = "__ipow__", irshift = "__irshift__", isub = "__isub__",
    iter = "__iter__", itruediv = "__itruediv__", ixor = "__ixor__", keys = "keys", le = "__le__", len = "__len__",
    length_hint = "__length_hint__", lshift = "__lshift__", lt = "__lt__", main = "__main__",
    match_args = "__match_args__", matmul = "__matmul__", metaclass = "metaclass", missing = "__missing__",
    mod_ = "__mod__", module = "__module__", mro = "__mro__", mro_entries = "__mro_entries__", msg = "msg",
    mul = "__mul__", name_ = "__name__", name = "name", ne = "__ne__", neg = "__neg__", new = "__new__",
    next = "__next__", notes = "__notes__", obj = "obj", or = "__or__", package = "__package__",
    path = "__path__", pos = "__pos__", pow = "__pow__", prepare = "__prepare__", print_ = "print",
    qualname = "__qualname__", radd = "__radd__", rand = "__rand__", rdivmod = "__rdivmod__",
    readline = "readline", repr = "__repr__",
    reversed = "__reversed__", rfloordiv = "__rfloordiv__", rlshift = "__rlshift__", rmatmul = "__rmatmul__",
    rmod = "__rmod__", rmul = "__rmul__", ror = "__ror__", round = "__round__", rpow = "__rpow__",
    rrshift = "__rrshift__", rshift = "__rshift__", rsub = "__rsub__", rtruediv = "__rtruediv__", rxor = "__rxor__",
    self_ = "__self__", send = "send", set = "__set__", set_name = "__set_name__", setattr = "__setattr__",
    setitem = "__setitem__", slots = "__slots__", stderr = "stderr", stdin = "stdin", stdout = "stdout",
    str = "__str__", strerror = "strerror", sub = "__sub__", subclasscheck = "__subclasscheck__", sys = "sys",
    throw = "throw", traceback = "__traceback__", truediv = "__truediv__", trunc = "__trunc__", value = "value",
    weakref = "__weakref__", write = "write", xor = "__xor__", dunder_import = "__import__", suppress_context = "__suppress_context__",
    first_line = "__firstlineno__", type_params = "__type_params__", static_attributes = "__static_attributes__",
}
