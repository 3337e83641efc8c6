//! Reading from files: what is read ahead, lines, characters, and line ends in all their forms.
//!
//! What is read ahead is kept as it stands in the file, so that positions are exact; line ends are translated when text is
//! handed out. Encodings in which a line end is not a byte are decoded when they are read: then UTF-8 is kept. What must
//! be UTF-8 is looked at when it is read, so that an error comes at the call at which CPython decodes.

use gilvm_vm::error::ExcKind;
use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::object::Str;
use gilvm_vm::rc::Rc;
use gilvm_vm::text::codec::Encoding;
use gilvm_vm::text::codec::Endian;
use gilvm_vm::value::Value;
use rustix::buffer::spare_capacity;
use rustix::io::Errno;

use super::file::BUFFER_BYTES;
use super::file::File;
use super::file::Flavour;
use super::file::descriptor;
use super::file::drain;
use super::file::state;
use super::lower;
use super::os_error;
use crate::modules::posix::retried;

/// How the text of a file is kept while it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Coding {
    /// As it stands in the file, which is UTF-8.
    Utf8,
    /// As it stands in the file, a byte for each character.
    Bytes,
    /// As UTF-8, decoded when it was read.
    Decoded,
}

impl Coding {
    /// What an encoding asks for.
    pub(super) fn of(encoding: &str) -> Coding {
        match Encoding::lookup(encoding) {
            Some(Encoding::Utf8) => Coding::Utf8,
            Some(Encoding::Utf8Sig | Encoding::Utf16(_) | Encoding::Utf32(_)) => Coding::Decoded,
            Some(table @ Encoding::Table(_)) if !table.keeps_line_ends() => Coding::Decoded,
            _ => Coding::Bytes,
        }
    }
}

/// What was read ahead.
#[derive(Default)]
pub(super) struct Ahead {
    /// Bytes; those before `used` were handed out.
    bytes: Vec<u8>,
    used: usize,
    /// Whether there may be a `\r` among them that has to be translated.
    has_returns: bool,
    /// Bytes that make no whole character yet, where text is decoded, or looked at, when it is read.
    undecoded: Vec<u8>,
    /// What the mark at the start of the file said about the order of bytes, once it was seen.
    order: Option<Encoding>,
    /// Which line ends were seen: bits of `\r`, `\n` and `\r\n`.
    seen: u8,
    /// Whether the last byte seen was a `\r`.
    after_return: bool,
}

const SEEN_RETURN: u8 = 1;
const SEEN_NEWLINE: u8 = 2;
const SEEN_BOTH: u8 = 4;

impl Ahead {
    /// Bytes that were not handed out.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.used..).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.undecoded.is_empty()
    }

    /// Forgets what was read: the file goes on elsewhere. The order of bytes is still the same there.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.undecoded.clear();
        self.used = 0;
        (self.has_returns, self.after_return) = (false, false);
    }

    /// The file is read from its start, where a mark may stand.
    pub(super) fn expect_mark(&mut self) {
        self.order = None;
    }

    /// The line ends seen so far, as `newlines` shows them.
    pub(super) fn line_ends(&self) -> Vec<&'static str> {
        let ends = [(SEEN_RETURN, "\r"), (SEEN_NEWLINE, "\n"), (SEEN_BOTH, "\r\n")];
        ends.into_iter().filter(|(bit, _)| self.seen & bit != 0).map(|(_, end)| end).collect()
    }

    /// Hands out the next `n` bytes, with line ends translated where the file asks for that.
    fn take(&mut self, n: usize) -> Vec<u8> {
        let n = n.min(self.rest().len());
        // What fills its block is not copied.
        let bytes = if n == self.bytes.len() && n >= self.bytes.capacity() / 2 {
            std::mem::take(&mut self.bytes)
        } else {
            let bytes = self.rest()[..n].to_vec();
            self.used += n;
            bytes
        };
        if self.has_returns { translated(bytes) } else { bytes }
    }

    /// Forgets all but the next `n` bytes, and those that make no character yet.
    fn keep(&mut self, n: usize) {
        self.bytes.truncate(self.used + n);
    }

    fn receive(&mut self, bytes: Vec<u8>) {
        let used = std::mem::take(&mut self.used);
        if used == self.bytes.len() {
            self.bytes = bytes;
        } else {
            self.bytes.drain(..used);
            self.bytes.extend_from_slice(&bytes);
        }
    }

    /// Notes the line ends among new bytes, which have a `\r` among them or not; none are new at the end of the file.
    fn note(&mut self, bytes: &[u8], has_return: bool) {
        if !self.after_return && !has_return {
            if self.seen & SEEN_NEWLINE == 0 && memchr::memchr(b'\n', bytes).is_some() {
                self.seen |= SEEN_NEWLINE;
            }
            return;
        }
        if bytes.is_empty() && std::mem::take(&mut self.after_return) {
            self.seen |= SEEN_RETURN;
        }
        for &byte in bytes {
            self.seen |= match (std::mem::replace(&mut self.after_return, byte == b'\r'), byte) {
                (true, b'\n') => SEEN_BOTH,
                (true, _) => SEEN_RETURN,
                (false, b'\n') => SEEN_NEWLINE,
                (false, _) => 0,
            };
        }
    }
}

/// `\r\n` and `\r` as `\n`.
fn translated(mut bytes: Vec<u8>) -> Vec<u8> {
    let Some(first) = memchr::memchr(b'\r', &bytes) else { return bytes };
    let mut to = first;
    let mut from = first;
    while from < bytes.len() {
        let byte = bytes[from];
        bytes[to] = if byte == b'\r' { b'\n' } else { byte };
        from += if byte == b'\r' && bytes.get(from + 1) == Some(&b'\n') { 2 } else { 1 };
        to += 1;
    }
    bytes.truncate(to);
    bytes
}

impl File {
    /// The next line as the script gets it, if it is there already and stands there like that; mostly it does.
    pub(super) fn ready_line(&mut self) -> Option<Value> {
        let is_text = self.flavour == Flavour::Text;
        let is_plain = match self.newline.as_deref() {
            _ if !is_text => true,
            None => !self.ahead.has_returns && self.coding != Coding::Bytes,
            Some(newline) => newline == "\n" && self.coding != Coding::Bytes,
        };
        let rest = self.ahead.rest();
        let line = rest.get(..=memchr::memchr(b'\n', rest).filter(|_| is_plain)?)?;
        let n = line.len();
        let line = if is_text {
            let chars = line.is_ascii().then_some(n);
            let line = std::str::from_utf8(line).ok()?;
            let chars = chars.unwrap_or_else(|| line.chars().count());
            Value::Str(Rc::new(Str::with_len(line.into(), chars)))
        } else {
            Value::bytes(line)
        };
        self.ahead.used += n;
        Some(line)
    }

    /// The next `n` bytes, if they are there already.
    pub(super) fn ready_bytes(&mut self, n: usize) -> Option<Value> {
        let bytes = Value::bytes(self.ahead.rest().get(..n)?);
        self.ahead.used += n;
        Some(bytes)
    }

    /// Whether all line ends are read as `\n`.
    fn is_universal(&self) -> bool {
        self.flavour == Flavour::Text && self.newline.is_none()
    }
}

/// Reads more bytes without the GIL; `false` at the end of the file, or if there are none now and the file does not wait.
fn fill(held: &mut Held, this: &Value, wanted: usize) -> R<bool> {
    fill_by(held, this, wanted, checked)
}

/// What [`fill`] does; `accept` makes of new bytes what becomes of them, where they are kept as they are.
fn fill_by(
    held: &mut Held,
    this: &Value,
    wanted: usize,
    accept: fn(&mut Held, &Value, Vec<u8>) -> R<Vec<u8>>,
) -> R<bool> {
    drain(held, this)?;
    let file = state(held, this)?;
    let below = file.lower.clone();
    let own = match &below {
        Some(_) => {
            super::file::check_open(held, this, "read of closed file")?;
            None
        }
        None => Some(descriptor(held, this, "read of closed file")?),
    };
    let file = state(held, this)?;
    if !file.readable {
        let text = match file.flavour {
            Flavour::Text => "not readable",
            Flavour::Raw => "File not open for reading",
            _ => "read",
        };
        return Err(super::unsupported(held, text));
    }
    if file.at_end && file.is_standard {
        return Ok(false);
    }
    let wanted = wanted.clamp(1, 1 << 20);
    let flavour = file.flavour;
    let bytes = match (own, below) {
        (Some(descriptor), _) => {
            let mut bytes = Vec::with_capacity(wanted);
            let listens = crate::signals::listens(held);
            let result =
                retried(held, || crate::signals::read(listens, &descriptor, spare_capacity(&mut bytes)))?;
            match result {
                Err(Errno::AGAIN) if flavour != Flavour::Text => None,
                result => result.map(|_| Some(bytes)).map_err(|error| os_error(&error.into()))?,
            }
        }
        (None, Some(below)) => lower::read(held, flavour, &below, wanted)?,
        (None, None) => Some(Vec::new()),
    };
    let is_starved = bytes.is_none();
    let bytes = bytes.unwrap_or_default();
    let is_end = bytes.is_empty();
    let bytes = match state(held, this)?.coding {
        Coding::Decoded => decoded(held, this, bytes)?,
        Coding::Utf8 if flavour == Flavour::Text && !is_starved => accept(held, this, bytes)?,
        Coding::Utf8 | Coding::Bytes => bytes,
    };
    let file = state(held, this)?;
    (file.at_end, file.is_starved) = (is_end && !is_starved, is_starved);
    let universal = file.is_universal();
    if universal || (file.flavour == Flavour::Text && file.newline.as_deref() == Some("")) {
        let has_return = memchr::memchr(b'\r', &bytes).is_some();
        file.ahead.note(&bytes, has_return);
        file.ahead.has_returns =
            universal && (has_return || (file.ahead.has_returns && !file.ahead.rest().is_empty()));
    }
    file.ahead.receive(bytes);
    Ok(!is_end)
}

/// New bytes of a text that must be UTF-8, after those that waited for them. A decoder that fails forgets what it was
/// given, but not what it was given before, and so fails again at the end of the file.
fn checked(held: &mut Held, this: &Value, bytes: Vec<u8>) -> R<Vec<u8>> {
    let file = state(held, this)?;
    if &*file.errors != "strict" {
        return Ok(bytes);
    }
    let is_end = bytes.is_empty();
    let mut all = rejoined(&file.ahead, bytes);
    let whole = if is_end { all.len() } else { all.len() - incomplete(&all, Encoding::Utf8) };
    if std::str::from_utf8(&all[..whole]).is_err() {
        file.ahead.keep(0);
        return refused(held, &all);
    }
    file.ahead.undecoded = all.split_off(whole);
    Ok(all)
}

/// New bytes after those that make no character without them.
fn rejoined(ahead: &Ahead, bytes: Vec<u8>) -> Vec<u8> {
    if ahead.undecoded.is_empty() { bytes } else { [&*ahead.undecoded, &bytes].concat() }
}

/// The error of what is no UTF-8.
fn refused<T: Default>(held: &mut Held, bytes: &[u8]) -> R<T> {
    held.decode_bytes(bytes, &Value::str("utf-8"), &Value::str("strict"), "decode").map(|_| T::default())
}

/// What new bytes mean, as UTF-8; an incomplete character waits for the next ones.
fn decoded(held: &mut Held, this: &Value, bytes: Vec<u8>) -> R<Vec<u8>> {
    let file = state(held, this)?;
    let is_end = bytes.is_empty();
    let mut all = std::mem::take(&mut file.ahead.undecoded);
    all.extend_from_slice(&bytes);
    let order = match file.ahead.order {
        Some(order) => order,
        None => match Encoding::lookup(&file.encoding).map(|encoding| (encoding, marks(encoding))) {
            // What comes first may be a mark, once it is all there.
            Some((_, known)) if !is_end && known.iter().any(|(mark, _)| is_begun(mark, &all)) => {
                file.ahead.undecoded = all;
                return Ok(Vec::new());
            }
            Some((encoding, known)) => match known.iter().find(|(mark, _)| all.starts_with(mark)) {
                Some((mark, order)) => {
                    all.drain(..mark.len());
                    *order
                }
                None => without_mark(encoding),
            },
            None => Encoding::Utf8,
        },
    };
    file.ahead.order = Some(order);
    if !is_end {
        let whole = all.len() - incomplete(&all, order);
        file.ahead.undecoded = all.split_off(whole);
    }
    let errors = Value::str(&*file.errors);
    let text = held.decode_bytes(&all, &Value::str(order.name()), &errors, "decode")?;
    Ok(held.as_str(&text).map_or_else(Vec::new, |text| text.as_str().as_bytes().to_vec()))
}

/// Whether `bytes` may become a mark with the next ones.
fn is_begun(mark: &[u8], bytes: &[u8]) -> bool {
    bytes.len() < mark.len() && mark.starts_with(bytes)
}

/// The marks that an encoding may begin with, and what each says.
fn marks(encoding: Encoding) -> &'static [(&'static [u8], Encoding)] {
    match encoding {
        Encoding::Utf8Sig => &[(b"\xef\xbb\xbf", Encoding::Utf8)],
        Encoding::Utf16(Endian::Marked) => {
            &[(b"\xff\xfe", Encoding::Utf16(Endian::Little)), (b"\xfe\xff", Encoding::Utf16(Endian::Big))]
        }
        Encoding::Utf32(Endian::Marked) => &[
            (b"\xff\xfe\0\0", Encoding::Utf32(Endian::Little)),
            (b"\0\0\xfe\xff", Encoding::Utf32(Endian::Big)),
        ],
        _ => &[],
    }
}

/// What an encoding is where the mark is missing.
fn without_mark(encoding: Encoding) -> Encoding {
    match encoding {
        Encoding::Utf8Sig => Encoding::Utf8,
        Encoding::Utf16(Endian::Marked) => Encoding::Utf16(Endian::Little),
        Encoding::Utf32(Endian::Marked) => Encoding::Utf32(Endian::Little),
        other => other,
    }
}

/// How many of the last bytes begin a character that is not all there.
fn incomplete(bytes: &[u8], encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => {
            // A character has at most four bytes: what came before the last three does not matter.
            let is_start = |&n: &usize| bytes.len().checked_sub(n).is_some_and(|at| bytes[at] & 0xc0 != 0x80);
            let begun = |n: &usize| {
                std::str::from_utf8(&bytes[bytes.len() - n..]).is_err_and(|error| error.error_len().is_none())
            };
            (1..=3).find(is_start).filter(begun).unwrap_or(0)
        }
        Encoding::Utf16(endian) => {
            let odd = bytes.len() % 2;
            let last = bytes.len().checked_sub(odd + 2).and_then(|at| bytes.get(at..at + 2));
            let high = last.map(|unit| if endian == Endian::Big { unit[0] } else { unit[1] });
            // The first half of a pair.
            odd + if high.is_some_and(|high| (0xd8..0xdc).contains(&high)) { 2 } else { 0 }
        }
        Encoding::Utf32(_) => bytes.len() % 4,
        _ => 0,
    }
}

/// How many bytes of the file are read ahead.
pub(super) fn bytes_ahead(held: &mut Held, this: &Value) -> R<u64> {
    let file = state(held, this)?;
    if file.coding != Coding::Decoded {
        return Ok((file.ahead.undecoded.len() + file.ahead.rest().len()) as u64);
    }
    let undecoded = file.ahead.undecoded.len();
    let rest = String::from_utf8_lossy(file.ahead.rest()).into_owned();
    let order = Value::str(file.ahead.order.unwrap_or(Encoding::Utf8).name());
    let errors = Value::str("replace");
    let encoded = held.encode_str(&Str::new(rest.into()), &order, &errors)?;
    Ok((undecoded + encoded.len()) as u64)
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    Newline,
    Return,
    /// Both, in this order.
    Both,
    /// Either, or both in this order.
    Any,
}

/// Where the first line of `bytes` ends, searching from `from`. `complete`: no more bytes follow.
fn end_of_line(bytes: &[u8], from: usize, end: LineEnd, complete: bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let at = from
        + match end {
            LineEnd::Newline => memchr::memchr(b'\n', rest)?,
            LineEnd::Return => memchr::memchr(b'\r', rest)?,
            LineEnd::Both => memchr::memmem::find(rest, b"\r\n")? + 1,
            LineEnd::Any => memchr::memchr2(b'\n', b'\r', rest)?,
        };
    if end != LineEnd::Any || bytes.get(at) == Some(&b'\n') {
        return Some(at + 1);
    }
    match bytes.get(at + 1) {
        Some(b'\n') => Some(at + 2),
        Some(_) => Some(at + 1),
        None => complete.then_some(at + 1),
    }
}

/// Where the first `n` characters end; `Err` is how many there are if there are fewer, or if nobody can say yet where
/// the last one ends.
fn end_of_chars(bytes: &[u8], n: usize, wide: bool, universal: bool, complete: bool) -> Result<usize, usize> {
    const WINDOW_BYTES: usize = 256;
    let (mut at, mut count) = (0usize, 0);
    while count < n {
        // Bytes that are characters by themselves; all of them, mostly. Not too many at once, since they are looked
        // at again if there is a line end to be translated among them.
        let window = bytes.get(at..bytes.len().min(at + (n - count).min(WINDOW_BYTES))).unwrap_or_default();
        let plain = if (!wide || window.is_ascii()) && !(universal && memchr::memchr(b'\r', window).is_some())
        {
            window.len()
        } else {
            let is_other = |&byte: &u8| (wide && byte >= 0x80) || (universal && byte == b'\r');
            window.iter().position(is_other).unwrap_or(window.len())
        };
        (at, count) = (at + plain, count + plain);
        if count == n {
            break;
        }
        let Some(&byte) = bytes.get(at) else { return Err(count) };
        let length = match byte {
            b'\r' if universal => match bytes.get(at + 1) {
                Some(b'\n') => 2,
                Some(_) => 1,
                None if complete => 1,
                None => return Err(count),
            },
            0xc0..=0xdf if wide => 2,
            0xe0..=0xef if wide => 3,
            0xf0.. if wide => 4,
            _ => 1,
        };
        // What is malformed ends where something else begins.
        let is_next = |next: &u8| byte >= 0xc0 && next & 0xc0 != 0x80;
        let room = bytes.get(at + 1..(at + length).min(bytes.len())).unwrap_or_default();
        if let Some(early) = room.iter().position(is_next) {
            at += 1 + early;
            count += 1;
            continue;
        }
        if at + length > bytes.len() && !complete {
            return Err(count);
        }
        at = (at + length).min(bytes.len());
        count += 1;
    }
    Ok(at)
}

/// The next line with its end, of at most `limit` characters or bytes; empty at the end of the file.
pub(super) fn read_line(held: &mut Held, this: &Value, limit: Option<usize>) -> R<Vec<u8>> {
    let file = state(held, this)?;
    let portion = file.portion();
    let is_text = file.flavour == Flavour::Text;
    let mut searched = 0;
    let mut complete = false;
    loop {
        let file = state(held, this)?;
        let end = match (is_text, file.newline.as_deref()) {
            (true, None) if file.ahead.has_returns => LineEnd::Any,
            (true, Some("")) => LineEnd::Any,
            (true, Some("\r")) => LineEnd::Return,
            (true, Some("\r\n")) => LineEnd::Both,
            _ => LineEnd::Newline,
        };
        let (wide, universal) = (is_text && file.coding != Coding::Bytes, file.ahead.has_returns);
        let most = limit.map(|limit| end_of_chars(file.ahead.rest(), limit, wide, universal, complete));
        if let Some(length) = end_of_line(file.ahead.rest(), searched, end, complete) {
            return Ok(file.ahead.take(most.and_then(Result::ok).map_or(length, |most| length.min(most))));
        }
        match most {
            Some(Ok(most)) => return Ok(file.ahead.take(most)),
            _ if complete => return Ok(file.ahead.take(usize::MAX)),
            _ => {}
        }
        // The last byte may be the first half of a line's end; and what looked like none may be one now.
        searched = file.ahead.rest().len().saturating_sub(1);
        complete = !fill(held, this, portion)?;
    }
}

/// Everything up to the end of the file.
pub(super) fn read_all(held: &mut Held, this: &Value) -> R<Vec<u8>> {
    // One more than there is, if the file says how much: the read that finds nothing more is a short one.
    let size = state(held, this)?.size().map_or(0, |size| size.saturating_add(1));
    let mut wanted = if size > 1 { size } else { BUFFER_BYTES };
    let ahead = &mut state(held, this)?.ahead;
    let (before, begun) = (ahead.rest().len(), ahead.undecoded.clone());
    // All of it is decoded at once.
    let accept = |held: &mut Held, this: &Value, bytes| {
        let ahead = &mut state(held, this)?.ahead;
        let all = rejoined(ahead, bytes);
        ahead.undecoded.clear();
        Ok(all)
    };
    while fill_by(held, this, wanted, accept)? {
        wanted = wanted.saturating_mul(2).max(BUFFER_BYTES);
    }
    let file = state(held, this)?;
    let is_strict = file.flavour == Flavour::Text && file.coding == Coding::Utf8 && &*file.errors == "strict";
    // What is new by itself, and goes out as it is, is looked at then.
    if is_strict && (before > 0 || !begun.is_empty() || file.ahead.has_returns) {
        let new = file.ahead.rest().get(before..).unwrap_or_default();
        if std::str::from_utf8(new).is_err() {
            let new = new.to_vec();
            file.ahead.keep(before);
            file.ahead.undecoded = begun;
            return refused(held, &new);
        }
    }
    Ok(state(held, this)?.ahead.take(usize::MAX))
}

/// `n` bytes, or fewer at the end of the file.
pub(super) fn read_bytes(held: &mut Held, this: &Value, n: usize) -> R<Vec<u8>> {
    loop {
        let file = state(held, this)?;
        let (portion, missing) = (file.portion(), n.saturating_sub(file.ahead.rest().len()));
        // As many whole portions as fit, and then one more.
        if missing == 0 || !fill(held, this, portion.max(missing - missing % portion))? {
            return Ok(state(held, this)?.ahead.take(n));
        }
    }
}

/// What is read ahead, or what one more read brings: at most `n` bytes.
pub(super) fn read_some(held: &mut Held, this: &Value, n: usize) -> R<Vec<u8>> {
    if n > 0 && state(held, this)?.ahead.rest().is_empty() {
        fill(held, this, n)?;
    }
    Ok(state(held, this)?.ahead.take(n))
}

/// What the next read would bring, without taking it: all that is read ahead, or what one more read brings.
pub(super) fn peek(held: &mut Held, this: &Value) -> R<Vec<u8>> {
    let file = state(held, this)?;
    if file.ahead.rest().is_empty() {
        let portion = file.portion();
        fill(held, this, portion)?;
    }
    Ok(state(held, this)?.ahead.rest().to_vec())
}

/// The bytes of `n` characters.
pub(super) fn read_chars(held: &mut Held, this: &Value, n: usize) -> R<Vec<u8>> {
    let mut complete = false;
    loop {
        let file = state(held, this)?;
        let (wide, universal) = (file.coding != Coding::Bytes, file.ahead.has_returns);
        match end_of_chars(file.ahead.rest(), n, wide, universal, complete) {
            Ok(end) => return Ok(file.ahead.take(end)),
            Err(_) if complete => return Ok(file.ahead.take(usize::MAX)),
            Err(there) => complete = !fill(held, this, n.saturating_sub(there).max(BUFFER_BYTES))?,
        }
    }
}

/// What `read` and its kin of a file of bytes return: `None` if there was nothing and the file does not wait.
pub(super) fn delivered_or_none(held: &mut Held, this: &Value, bytes: Vec<u8>, wanted: usize) -> R {
    if bytes.is_empty() && wanted > 0 && state(held, this)?.is_starved {
        return Ok(Value::None);
    }
    delivered(held, this, bytes)
}

/// Bytes as the script gets them.
pub(super) fn delivered(held: &mut Held, this: &Value, bytes: Vec<u8>) -> R {
    let file = state(held, this)?;
    if file.flavour != Flavour::Text {
        return Ok(Value::bytes(bytes));
    }
    let bytes = match file.coding {
        Coding::Utf8 | Coding::Decoded => match String::from_utf8(bytes) {
            Ok(text) => return Ok(Value::from(text)),
            Err(error) => error.into_bytes(),
        },
        Coding::Bytes => bytes,
    };
    let (encoding, errors) = (Value::str(&*file.encoding), Value::str(&*file.errors));
    held.decode_bytes(&bytes, &encoding, &errors, "decode")
}

/// The next line as the script gets it; `StopIteration` at the end of the file.
pub(super) fn next(held: &mut Held, this: &Value) -> R {
    let file = state(held, this)?;
    if let Some(line) = file.ready_line() {
        file.iterated = file.flavour == Flavour::Text;
        return Ok(line);
    }
    file.iterated = file.flavour == Flavour::Text;
    let line = read_line(held, this, None)?;
    let file = state(held, this)?;
    file.iterated &= !line.is_empty();
    if line.is_empty() {
        return Err(Raised::with(ExcKind::StopIteration, gilvm_vm::error::Detail::None));
    }
    delivered(held, this, line)
}
