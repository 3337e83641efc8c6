//! Where the items of a view lie in their buffer: format, shape and strides, without any object
//! (`Objects/memoryobject.c`).

use smallvec::SmallVec;

use crate::protocol::item::SliceBounds;

/// More dimensions than this no view has (`PyBUF_MAX_NDIM`).
pub(crate) const DIMENSIONS_MAX: usize = 64;

/// What one item is: a native format of the module `struct`, with its character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Format {
    /// The character.
    pub(crate) code: u8,
    /// Whether it was written with `@` before it.
    pub(crate) is_marked: bool,
}

impl Format {
    /// Unsigned bytes.
    pub(crate) const BYTES: Format = Format { code: b'B', is_marked: false };

    /// Reads a format; `None` for what is not a single native one.
    pub(crate) fn parse(text: &str) -> Option<Format> {
        let (is_marked, rest) = match text.strip_prefix('@') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        match rest.as_bytes() {
            [code] if b"cbBhHiIlLqQnNfde?P".contains(code) => Some(Format { code: *code, is_marked }),
            _ => None,
        }
    }

    /// Bytes of an item; never 0.
    pub(crate) fn size(self) -> usize {
        match self.code {
            b'h' | b'H' | b'e' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' | b'P' => 8,
            _ => 1,
        }
    }

    /// Whether items are single bytes in one way or other.
    pub(crate) fn is_byte(self) -> bool {
        matches!(self.code, b'b' | b'B' | b'c')
    }

    /// As it was written.
    pub(crate) fn text(self) -> String {
        let mark = if self.is_marked { "@" } else { "" };
        format!("{mark}{}", char::from(self.code))
    }
}

/// One direction in which items are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Dimension {
    /// How many there are.
    pub(crate) len: usize,
    /// Bytes from one to the next.
    pub(crate) stride: i64,
}

/// Where items lie. All of them lie inside the buffer they were laid out for.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// Where the first item begins, in bytes.
    pub(crate) start: i64,
    /// The outermost first.
    pub(crate) dims: SmallVec<[Dimension; 1]>,
    /// What each is.
    pub(crate) format: Format,
}

impl Layout {
    /// The layout of plain bytes.
    pub(crate) fn bytes(len: usize) -> Layout {
        Layout { start: 0, dims: SmallVec::from([Dimension { len, stride: 1 }]), format: Format::BYTES }
    }

    /// How many items there are.
    pub(crate) fn count(&self) -> usize {
        self.dims.iter().map(|dim| dim.len).product()
    }

    /// How many bytes the items are.
    pub(crate) fn size(&self) -> usize {
        self.count() * self.format.size()
    }

    /// Whether the items lie one after the other, the last dimension's closest together.
    pub(crate) fn is_c_contiguous(&self) -> bool {
        self.is_dense(self.dims.iter().rev())
    }

    /// Whether the items lie one after the other, the first dimension's closest together.
    pub(crate) fn is_f_contiguous(&self) -> bool {
        self.is_dense(self.dims.iter())
    }

    fn is_dense<'a>(&self, inner_first: impl Iterator<Item = &'a Dimension>) -> bool {
        let item = self.format.size() as i64;
        if let [only] = self.dims.as_slice() {
            return only.len == 1 || only.stride == item;
        }
        if self.count() == 0 {
            return true;
        }
        let mut expected = item;
        for dim in inner_first {
            if dim.len > 1 && dim.stride != expected {
                return false;
            }
            expected *= dim.len as i64;
        }
        true
    }

    /// Where the `n`th item begins, in bytes, counted in C's order; `n` is less than [`count`](Layout::count).
    pub(crate) fn place(&self, n: usize) -> usize {
        let (mut at, mut left) = (self.start, n);
        for dim in self.dims.iter().rev() {
            let len = dim.len.max(1);
            at += dim.stride * (left % len) as i64;
            left /= len;
        }
        at as usize
    }

    /// The places of all items, in C's order.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.count()).map(|n| self.place(n))
    }

    /// The part that a slice of the first dimension means. A layout without dimensions has none.
    pub(crate) fn sliced(&self, bounds: SliceBounds) -> Layout {
        let mut part = self.clone();
        if let Some(first) = part.dims.first_mut() {
            if bounds.count > 0 {
                part.start += first.stride * bounds.start;
            }
            // Of one item or none nobody asks for the next: the stride may be any number.
            *first = Dimension { len: bounds.count, stride: first.stride.wrapping_mul(bounds.step) };
        }
        part
    }

    /// The same bytes as items of another format in one row. Their number must be a multiple of its size.
    pub(crate) fn cast(&self, format: Format) -> Layout {
        let (size, item) = (self.size(), format.size());
        let row = Dimension { len: size / item, stride: item as i64 };
        Layout { start: self.start, dims: SmallVec::from([row]), format }
    }

    /// The same items in this shape, in C's order. The layout must be one row of as many.
    pub(crate) fn shaped(&self, shape: &[usize]) -> Layout {
        let mut dims: SmallVec<[Dimension; 1]> = SmallVec::new();
        let mut stride = self.format.size() as i64;
        for &len in shape.iter().rev() {
            dims.push(Dimension { len, stride });
            stride *= len as i64;
        }
        dims.reverse();
        Layout { start: self.start, dims, format: self.format }
    }

    /// The same items with the dimensions in reverse order: C's order of it is Fortran's of this.
    pub(crate) fn transposed(&self) -> Layout {
        let dims = self.dims.iter().rev().copied().collect();
        Layout { start: self.start, dims, format: self.format }
    }
}
