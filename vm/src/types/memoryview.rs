//! `memoryview`: the bytes of another object as items of one kind, in one or more dimensions
//! (`Objects/memoryobject.c`).
//!
//! A view never owns bytes. It knows the `bytes` or `bytearray` that does, and where in it the items lie
//! ([`Layout`]); a `bytearray` does not change its length while a view of it exists that was not released. Views of
//! views are views of the same object, and know nothing of each other.

mod access;
mod cast;
pub(crate) mod export;
mod item;
mod layout;

use std::ops::Range;

use gilvm_compiler::op::CmpOp;

use self::export::FULL_RO;
use self::export::Grant;
use self::layout::Layout;
use crate::error::ExcKind;
use crate::error::R;
use crate::error::Raised;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Instance;
use crate::object::Payload;
use crate::protocol::buffer::Lender;
use crate::protocol::buffer::Loan;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::bytes::methods::hex_of;
use crate::value::Value;

/// What a `memoryview` carries.
pub(crate) struct MemoryView {
    /// What it shows; nothing after `release()`.
    view: Option<View>,
    /// Who uses its bytes just now.
    pub(crate) lender: Lender,
    hash: Option<i64>,
}

/// What a view shows.
#[derive(Clone)]
struct View {
    /// What scripts see as `obj`.
    object: Value,
    /// The `bytes` or `bytearray` that has the bytes.
    base: Value,
    is_read_only: bool,
    layout: Layout,
    _loan: Option<Loan>,
    /// What is to be told that the last view is gone.
    grant: Option<Rc<Grant>>,
}

/// An attribute that a released view does not have.
macro_rules! attribute {
    ($name:literal, $doc:literal, $get:expr) => {
        GetSetDef {
            name: $name,
            doc: $doc,
            get: |held, this| {
                let get: fn(&View) -> Value = $get;
                Ok(get(view(held, this, $name)?))
            },
            set: None,
        }
    };
}

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Create a new memoryview object which references the given object.",
    layout: crate::object::Layout::Native("memoryview"),
    new: Some(&NativeDef::new("__new__($type, /, object)", "Create a view.", new)),
    methods: crate::types::operators::with_comparisons!(
        compare;
        NativeDef::new("__hash__($self, /)", "Return hash(self).", hash),
        NativeDef::new("__repr__($self, /)", "Return repr(self).", repr),
        NativeDef::new("__len__($self, /)", "Return len(self).", |held, a| {
            match view(held, &a[0], "__len__")?.layout.dims.first() {
                Some(first) => Ok(Value::from(first.len)),
                None => Err(Raised::type_error("0-dim memory has no length")),
            }
        }),
        NativeDef::new("__getitem__($self, key, /)", "Return self[key].", access::getitem),
        NativeDef::new("__setitem__($self, key, value, /)", "Set self[key] to value.", access::setitem),
        NativeDef::new("__delitem__($self, key, /)", "Delete self[key].", access::delitem),
        NativeDef::new("__iter__($self, /)", "Implement iter(self).", access::iter),
        NativeDef::new("__enter__($self, /)", "The view itself.", |held, a| {
            view(held, &a[0], "__enter__")?;
            Ok(a[0].clone())
        }),
        NativeDef::new(
            "__exit__($self, /, *exc_info)",
            "Release the underlying buffer exposed by the memoryview object.",
            release,
        ),
        NativeDef::new(
            "release($self, /)",
            "Release the underlying buffer exposed by the memoryview object.",
            release,
        ),
        NativeDef::new("__buffer__($self, flags, /)", "A view of the same bytes.", export::buffer),
        NativeDef::new("__release_buffer__($self, buffer, /)", "Release a view.", export::release_buffer),
        NativeDef::new("tobytes($self, /, order='C')", "Return the data in the buffer as a byte string.", tobytes),
        NativeDef::new(
            "hex($self, /, sep=<unset>, bytes_per_sep=1)",
            "Return the data in the buffer as a str of hexadecimal numbers.",
            |held, a| {
                let bytes = held.memory_bytes(&a[0], "hex")?;
                hex_of(held, &bytes, &a[1], &a[2])
            },
        ),
        NativeDef::new("tolist($self, /)", "Return the data in the buffer as a list of elements.", tolist),
        NativeDef::new(
            "cast($self, /, format, shape=<unset>)",
            "Cast a memoryview to a new format or shape.",
            cast::cast,
        ),
        NativeDef::new("toreadonly($self, /)", "Return a readonly version of the memoryview.", |held, a| {
            let mut view = view(held, &a[0], "toreadonly")?.clone();
            view.is_read_only = true;
            Ok(held.new_memory(view))
        }),
    ),
    attributes: &[
        attribute!("obj", "The underlying object of the memoryview.", |view| view.object.clone()),
        attribute!(
            "nbytes",
            "The amount of space in bytes that the array would use in\n a contiguous representation.",
            |view| Value::from(view.layout.size())
        ),
        attribute!("readonly", "A bool indicating whether the memory is read only.", |view| {
            Value::Bool(view.is_read_only)
        }),
        attribute!("itemsize", "The size in bytes of each element of the memoryview.", |view| {
            Value::from(view.layout.format.size())
        }),
        attribute!(
            "format",
            "A string containing the format (in struct module style)\n for each element in the view.",
            |view| Value::from(view.layout.format.text())
        ),
        attribute!(
            "ndim",
            "An integer indicating how many dimensions of a multi-dimensional\n array the memory represents.",
            |view| Value::from(view.layout.dims.len())
        ),
        attribute!(
            "shape",
            "A tuple of ndim integers giving the shape of the memory\n as an N-dimensional array.",
            |view| Value::tuple(view.layout.dims.iter().map(|dim| Value::from(dim.len)))
        ),
        attribute!(
            "strides",
            "A tuple of ndim integers giving the size in bytes to access\n each element for each dimension of the array.",
            |view| Value::tuple(view.layout.dims.iter().map(|dim| Value::Int(dim.stride)))
        ),
        attribute!("suboffsets", "A tuple of integers used internally for PIL-style arrays.", |_| {
            Value::tuple([])
        }),
        attribute!("c_contiguous", "A bool indicating whether the memory is C contiguous.", |view| {
            Value::Bool(view.layout.is_c_contiguous())
        }),
        attribute!("f_contiguous", "A bool indicating whether the memory is Fortran contiguous.", |view| {
            Value::Bool(view.layout.is_f_contiguous())
        }),
        attribute!("contiguous", "A bool indicating whether the memory is contiguous.", |view| {
            Value::Bool(view.layout.is_c_contiguous() || view.layout.is_f_contiguous())
        }),
    ],
    ..TypeDef::builtin(Kind::MemoryView)
};

fn released() -> Raised {
    Raised::value_error("operation forbidden on released memoryview object")
}

/// What a view shows; `ValueError` after its release.
fn view<'a>(held: &'a Held, this: &'a Value, method: &str) -> R<&'a View> {
    match held.memory(this) {
        Some(memory) => memory.view.as_ref().ok_or_else(released),
        None => Err(held.wrong_receiver(this, Kind::MemoryView, method)),
    }
}

impl View {
    /// All bytes of the object below.
    fn all<'a>(&'a self, held: &'a Held) -> &'a [u8] {
        held.bytes_ref(&self.base).unwrap_or_default()
    }

    /// The item at a place.
    fn item(&self, held: &Held, at: usize) -> Value {
        let format = self.layout.format;
        item::unpack(format, self.all(held).get(at..at + format.size()).unwrap_or_default())
    }

    /// The bytes of all items, one after the other.
    fn bytes(&self, held: &Held, layout: &Layout) -> Vec<u8> {
        let all = self.all(held);
        if layout.is_c_contiguous() {
            return all.get(range(layout)).unwrap_or_default().to_vec();
        }
        let size = layout.format.size();
        layout.places().flat_map(|at| all.get(at..at + size).unwrap_or_default()).copied().collect()
    }

    /// The values of all items, in C's order.
    fn values(&self, held: &Held) -> Vec<Value> {
        self.layout.places().map(|at| self.item(held, at)).collect()
    }
}

/// Where the bytes of a C-contiguous layout lie.
fn range(layout: &Layout) -> Range<usize> {
    let start = layout.start as usize;
    start..start + layout.size()
}

impl MemoryView {
    /// The bytes, if they lie together.
    pub(crate) fn contiguous<'a>(&'a self, held: &'a Held) -> Option<&'a [u8]> {
        let view = self.view.as_ref().filter(|view| view.layout.is_c_contiguous())?;
        view.all(held).get(range(&view.layout))
    }

    /// The object below and the place of the bytes in it, if they lie together and may be changed.
    pub(crate) fn writable(&self) -> Option<(Value, Range<usize>)> {
        let view = self.view.as_ref().filter(|view| !view.is_read_only && view.layout.is_c_contiguous())?;
        Some((view.base.clone(), range(&view.layout)))
    }

    /// Why there are no bytes that lie together.
    pub(crate) fn refusal(&self) -> Raised {
        match self.view {
            Some(_) => Raised::new(ExcKind::BufferError, "memoryview: underlying buffer is not C-contiguous"),
            None => released(),
        }
    }
}

impl Held {
    fn new_memory(&mut self, view: View) -> Value {
        let class = Rc::clone(self.interp.kind(Kind::MemoryView));
        let memory = MemoryView { view: Some(view), lender: Lender::default(), hash: None };
        Value::Instance(Rc::new(Instance::new(class, Payload::Native(Box::new(memory)))))
    }

    /// A view of a `bytes` or `bytearray`.
    pub(crate) fn memory_of(&mut self, object: &Value) -> R {
        let Some(len) = self.bytes_ref(object).map(<[u8]>::len) else {
            return Err(Raised::type_error(format!(
                "memoryview: a bytes-like object is required, not '{}'",
                self.type_name(object)
            )));
        };
        let loan = self.lend(object);
        let view = View {
            object: object.clone(),
            base: object.clone(),
            is_read_only: !self.is_bytearray(object),
            layout: Layout::bytes(len),
            _loan: loan,
            grant: None,
        };
        Ok(self.new_memory(view))
    }

    /// The bytes of a view's items, one after the other, wherever they lie.
    fn memory_bytes(&self, this: &Value, method: &str) -> R<Vec<u8>> {
        let view = view(self, this, method)?;
        Ok(view.bytes(self, &view.layout))
    }

    /// A copy of the bytes of a bytes-like object, for those that take a view also where its bytes do not lie together;
    /// `None` for what is none.
    pub(crate) fn scattered_bytes(&self, v: &Value) -> R<Option<Vec<u8>>> {
        match self.memory(v) {
            Some(_) => self.memory_bytes(v, "__buffer__").map(Some),
            None => Ok(self.bytes_ref(v).map(<[u8]>::to_vec)),
        }
    }
}

fn new(held: &mut Held, args: &[Value]) -> R {
    let object = &args[1];
    if held.memory(object).is_some() {
        let view = view(held, object, "__new__")?.clone();
        return Ok(held.new_memory(view));
    }
    if held.bytes_ref(object).is_some() {
        return held.memory_of(object);
    }
    if let Some(memory) = held.granted(object, FULL_RO)? {
        let mut view = view(held, &memory, "__new__")?.clone();
        view.object = object.clone();
        view.grant = Some(Rc::new(Grant { object: object.clone(), memory }));
        return Ok(held.new_memory(view));
    }
    held.memory_of(object)
}

fn release(held: &mut Held, args: &[Value]) -> R {
    let Some(memory) = held.memory_mut(&args[0]) else {
        return Err(held.wrong_receiver(&args[0], Kind::MemoryView, "release"));
    };
    if memory.view.is_some() {
        let count = memory.lender.count();
        if count > 0 {
            let ending = if count == 1 { "" } else { "s" };
            return Err(Raised::new(
                ExcKind::BufferError,
                format!("memoryview has {count} exported buffer{ending}"),
            ));
        }
        // What is let go is dropped after the borrow of the view has ended.
        let view = memory.view.take();
        if let Some(mut grant) = view.and_then(|view| view.grant)
            && let Some(last) = Rc::get_mut(&mut grant)
        {
            let (object, memory) = (last.object.take(), last.memory.take());
            held.end_grant(&object, &memory);
        }
    }
    Ok(Value::None)
}

fn repr(held: &mut Held, args: &[Value]) -> R {
    let state = match held.memory(&args[0]) {
        Some(memory) if memory.view.is_some() => "",
        Some(_) => "released ",
        None => return Err(held.wrong_receiver(&args[0], Kind::MemoryView, "__repr__")),
    };
    Ok(Value::from(format!("<{state}memory at {:#x}>", args[0].address().unwrap_or_default())))
}

fn hash(held: &mut Held, args: &[Value]) -> R {
    if let Some(hash) = held.memory(&args[0]).and_then(|memory| memory.hash) {
        return Ok(Value::Int(hash));
    }
    let shown = view(held, &args[0], "__hash__")?;
    if !shown.is_read_only {
        return Err(Raised::value_error("cannot hash writable memoryview object"));
    }
    if !shown.layout.format.is_byte() {
        return Err(Raised::value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let object = shown.object.clone();
    held.hash(&object)?;
    let bytes = Value::bytes(held.memory_bytes(&args[0], "__hash__")?);
    let hash = held.hash(&bytes)?;
    if let Some(memory) = held.memory_mut(&args[0]) {
        memory.hash = Some(hash);
    }
    Ok(Value::Int(hash))
}

/// Views are equal to bytes-like objects of the same shape with equal values.
fn compare(held: &mut Held, args: &[Value], op: CmpOp) -> R {
    let wanted = match op {
        CmpOp::Eq => true,
        CmpOp::Ne => false,
        _ => return Ok(Value::NotImplemented),
    };
    let Some(own) = held.memory(&args[0]) else {
        return Err(held.wrong_receiver(&args[0], Kind::MemoryView, "__eq__"));
    };
    let own = own.view.as_ref();
    let other = match held.memory(&args[1]) {
        Some(memory) => memory.view.clone(),
        None => {
            let Some(len) = held.bytes_ref(&args[1]).map(<[u8]>::len) else {
                return Ok(Value::NotImplemented);
            };
            let [object, base] = [args[1].clone(), args[1].clone()];
            Some(View {
                object,
                base,
                is_read_only: true,
                layout: Layout::bytes(len),
                _loan: None,
                grant: None,
            })
        }
    };
    let (Some(own), Some(other)) = (own.cloned(), other) else {
        return Ok(Value::Bool(args[0].is(&args[1]) == wanted));
    };
    Ok(Value::Bool(are_equal(held, &own, &other)? == wanted))
}

fn are_equal(held: &mut Held, own: &View, other: &View) -> R<bool> {
    let shapes = own.layout.dims.iter().zip(&other.layout.dims);
    let first_difference = shapes.clone().find(|(a, b)| a.len != b.len || a.len == 0);
    if own.layout.dims.len() != other.layout.dims.len()
        || first_difference.is_some_and(|(a, b)| a.len != b.len)
    {
        return Ok(false);
    }
    let code = own.layout.format.code;
    // As CPython's does, this also tells apart bytes that all mean true.
    let is_exact = code == other.layout.format.code && !matches!(code, b'e' | b'f' | b'd');
    if is_exact {
        return Ok(own.bytes(held, &own.layout) == other.bytes(held, &other.layout));
    }
    let (own, other) = (own.values(held), other.values(held));
    for (a, b) in own.iter().zip(&other) {
        if !held.eq(a, b)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn tobytes(held: &mut Held, args: &[Value]) -> R {
    let order = match &args[1] {
        Value::None => None,
        given => match held.as_str(given) {
            Some(text) => Some(text),
            None => {
                let given = held.type_name(given);
                return Err(Raised::type_error(format!(
                    "tobytes() argument 'order' must be str or None, not {given}"
                )));
            }
        },
    };
    let shown = view(held, &args[0], "tobytes")?;
    let layout = &shown.layout;
    let is_fortran = match order.as_deref().map_or("C", |text| text.as_str()) {
        "C" => false,
        "F" => true,
        // The order in which the bytes lie, if they lie together.
        "A" => !layout.is_c_contiguous() && layout.is_f_contiguous(),
        _ => return Err(Raised::value_error("order must be 'C', 'F' or 'A'")),
    };
    Ok(Value::bytes(match is_fortran {
        true => shown.bytes(held, &layout.transposed()),
        false => shown.bytes(held, layout),
    }))
}

fn tolist(held: &mut Held, args: &[Value]) -> R {
    let shown = view(held, &args[0], "tolist")?;
    let mut values = shown.values(held);
    // From the innermost dimension out, each as many at a time as it is long become lists.
    let Some((_, inner)) = shown.layout.dims.split_first() else {
        return Ok(values.pop().unwrap_or_default());
    };
    for dim in inner.iter().rev() {
        let mut left = values.into_iter();
        values = Vec::new();
        while left.len() > 0 {
            values.push(Value::list(left.by_ref().take(dim.len.max(1)).collect()));
        }
    }
    Ok(Value::list(values))
}
