//! Sorting: stable, by `<` alone, correct whatever the comparisons do.
//!
//! Lists of one simple type are sorted without a call. Everything else goes through a natural merge sort over
//! positions: it finds runs that are already in order, as CPython's does, so sorted input costs n - 1 comparisons.
//! A comparison may raise, and it may contradict an earlier one; the positions stay a permutation all the same.

use std::cmp::Ordering;

use gilvm_compiler::op::CmpOp;

use crate::error::R;
use crate::held::Held;
use crate::number::int;
use crate::object::Str;
use crate::protocol::compare::int_ref;
use crate::rc::Rc;
use crate::value::Value;

/// Runs shorter than this are extended by insertion.
const MIN_RUN: usize = 24;

impl Held {
    /// Sorts `items` by `key` (or by themselves, when it is `None`). When a comparison raises, `items` holds the same
    /// values in some order.
    pub fn sort_values(&mut self, items: &mut Vec<Value>, key: &Value, reverse: bool) -> R<()> {
        if key.is_none_or_unset() {
            if sort_simple(items, reverse) {
                return Ok(());
            }
            let mut order = positions(items.len());
            let result = self.merge_sort(items, &mut order, reverse);
            *items = permute(std::mem::take(items), &order);
            return result;
        }
        let mut keys = Vec::with_capacity(items.len());
        for item in items.iter() {
            keys.push(self.call(key, std::slice::from_ref(item))?);
        }
        let mut order = positions(items.len());
        let result = if sort_positions(&keys, &mut order, reverse) {
            Ok(())
        } else {
            self.merge_sort(&keys, &mut order, reverse)
        };
        *items = permute(std::mem::take(items), &order);
        result
    }

    /// Sorts positions by the keys at them.
    fn merge_sort(&mut self, keys: &[Value], order: &mut [u32], reverse: bool) -> R<()> {
        // Reversed before and after, equal items keep their order.
        if reverse {
            order.reverse();
        }
        let result = merge_sort(order, &mut |a, b| match (keys.get(a as usize), keys.get(b as usize)) {
            (Some(a), Some(b)) => match quick_lt(a, b) {
                Some(less) => Ok(less),
                None => self.compare_truth(CmpOp::Lt, a, b),
            },
            _ => Ok(false),
        });
        if reverse {
            order.reverse();
        }
        result
    }
}

/// `0, 1, 2, …`. A list of 2^32 items would fill 64 GiB; positions of one beyond that would not be distinct.
fn positions(len: usize) -> Vec<u32> {
    (0..u32::try_from(len).unwrap_or(u32::MAX)).collect()
}

/// The values in the order of the positions. Values without a position, which only a list of more than 2^32 items
/// has, stay at the end.
fn permute(mut items: Vec<Value>, order: &[u32]) -> Vec<Value> {
    let mut sorted = Vec::with_capacity(items.len());
    for &at in order {
        if let Some(item) = items.get_mut(at as usize) {
            sorted.push(std::mem::take(item));
        }
    }
    sorted.extend(items.into_iter().skip(order.len()));
    sorted
}

/// The one simple type of all values, whose order is total.
enum Simple {
    Int,
    Float,
    Str,
}

fn simple_type(values: &[Value]) -> Option<Simple> {
    match values.first()? {
        Value::Int(_) => values.iter().all(|v| matches!(v, Value::Int(_))).then_some(Simple::Int),
        // NaN has no place in the order.
        Value::Float(_) => {
            values.iter().all(|v| matches!(v, Value::Float(x) if !x.is_nan())).then_some(Simple::Float)
        }
        Value::Str(_) => values.iter().all(|v| matches!(v, Value::Str(_))).then_some(Simple::Str),
        _ => None,
    }
}

fn as_int(value: &Value) -> i64 {
    if let Value::Int(n) = value { *n } else { 0 }
}

fn as_float(value: &Value) -> f64 {
    if let Value::Float(x) = value { *x } else { 0.0 }
}

/// The text of a string: equal orders of UTF-8 bytes and of code points.
fn as_text(value: &Value) -> &str {
    if let Value::Str(text) = value { Str::as_str(text) } else { "" }
}

/// Sorts a list of one simple type by value; false when it is none.
fn sort_simple(items: &mut [Value], reverse: bool) -> bool {
    if items.len() < 2 {
        return true;
    }
    let Some(simple) = simple_type(items) else { return false };
    // An unstable sort will do where equal values cannot be told apart.
    match (simple, reverse) {
        (Simple::Int, false) => items.sort_unstable_by_key(as_int),
        (Simple::Int, true) => items.sort_unstable_by_key(|item| std::cmp::Reverse(as_int(item))),
        (Simple::Float, false) => items.sort_by(|a, b| float_order(as_float(a), as_float(b))),
        (Simple::Float, true) => items.sort_by(|a, b| float_order(as_float(b), as_float(a))),
        (Simple::Str, false) => items.sort_by(|a, b| as_text(a).cmp(as_text(b))),
        (Simple::Str, true) => items.sort_by(|a, b| as_text(b).cmp(as_text(a))),
    }
    true
}

fn float_order(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}

/// Sorts positions by keys of one simple type; false when they are none.
fn sort_positions(keys: &[Value], order: &mut [u32], reverse: bool) -> bool {
    if keys.len() < 2 {
        return true;
    }
    let Some(simple) = simple_type(keys) else { return false };
    fn by<'a, K: 'a>(
        keys: &'a [Value],
        order: &mut [u32],
        reverse: bool,
        key: impl Fn(&'a Value) -> K,
        compare: impl Fn(&K, &K) -> Ordering,
    ) {
        let mut decorated: Vec<(K, u32)> =
            keys.iter().zip(order.iter()).map(|(value, at)| (key(value), *at)).collect();
        if reverse {
            decorated.sort_by(|a, b| compare(&b.0, &a.0));
        } else {
            decorated.sort_by(|a, b| compare(&a.0, &b.0));
        }
        for (place, (_, at)) in order.iter_mut().zip(decorated) {
            *place = at;
        }
    }
    match simple {
        Simple::Int => by(keys, order, reverse, as_int, i64::cmp),
        Simple::Float => by(keys, order, reverse, as_float, |a, b| float_order(*a, *b)),
        Simple::Str => by(keys, order, reverse, as_text, |a, b| a.cmp(b)),
    }
    true
}

/// `a < b` where it can be told without running Python code; `None` otherwise.
fn quick_lt(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a < b),
        (Value::Float(a), Value::Float(b)) => Some(a < b),
        (Value::Str(a), Value::Str(b)) => Some(a.as_str() < b.as_str()),
        (
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_),
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_),
        ) => Some(int::cmp(int_ref(a)?, int_ref(b)?).is_lt()),
        (Value::Tuple(a), Value::Tuple(b)) => {
            if a.is(b) {
                return Some(false);
            }
            for (x, y) in a.items().iter().zip(b.items()) {
                match (x, y) {
                    (Value::Int(x), Value::Int(y)) if x == y => {}
                    (Value::Str(x), Value::Str(y)) if Rc::ptr_eq(x, y) || x == y => {}
                    (Value::Float(x), Value::Float(y)) if x == y => {}
                    // A NaN differs from others, but not from itself.
                    (Value::Float(x), Value::Float(y)) if x.is_nan() || y.is_nan() => return None,
                    (Value::Int(_), Value::Int(_))
                    | (Value::Str(_), Value::Str(_))
                    | (Value::Float(_), Value::Float(_)) => return quick_lt(x, y),
                    _ => return None,
                }
            }
            Some(a.items().len() < b.items().len())
        }
        _ => None,
    }
}

/// Sorts `order` by `less`.
fn merge_sort(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> R<bool>) -> R<()> {
    let len = order.len();
    if len < 2 {
        return Ok(());
    }
    // Starts of the runs that wait to be merged, each with its length.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut scratch: Vec<u32> = Vec::with_capacity(len / 2);
    let mut start = 0;
    while start < len {
        let mut run = natural_run(&mut order[start..], less)?;
        let wanted = MIN_RUN.min(len - start);
        if run < wanted {
            insert_rest(&mut order[start..start + wanted], run, less)?;
            run = wanted;
        }
        runs.push((start, run));
        start += run;
        // Lengths stay in the order that keeps merges balanced: each run is longer than the next two together.
        while let [.., (_, a), (_, b)] = runs.as_slice() {
            let third = runs.len().checked_sub(3).and_then(|at| runs.get(at)).map(|run| run.1);
            if *a > *b && third.is_none_or(|z| z > *a + *b) {
                break;
            }
            merge_last(&mut runs, order, &mut scratch, less)?;
        }
    }
    while runs.len() > 1 {
        merge_last(&mut runs, order, &mut scratch, less)?;
    }
    Ok(())
}

/// Length of the run at the beginning; a strictly descending one is reversed.
fn natural_run(order: &mut [u32], less: &mut impl FnMut(u32, u32) -> R<bool>) -> R<usize> {
    if order.len() < 2 {
        return Ok(order.len());
    }
    let descending = less(order[1], order[0])?;
    let mut run = 2;
    while run < order.len() && less(order[run], order[run - 1])? == descending {
        run += 1;
    }
    if descending {
        order[..run].reverse();
    }
    Ok(run)
}

/// Inserts the items from `sorted` on into the sorted part before them.
fn insert_rest(order: &mut [u32], sorted: usize, less: &mut impl FnMut(u32, u32) -> R<bool>) -> R<()> {
    for at in sorted..order.len() {
        let item = order[at];
        let (mut low, mut high) = (0, at);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(item, order[middle])? { high = middle } else { low = middle + 1 }
        }
        order[low..=at].rotate_right(1);
    }
    Ok(())
}

/// Merges the last two runs.
fn merge_last(
    runs: &mut Vec<(usize, usize)>,
    order: &mut [u32],
    scratch: &mut Vec<u32>,
    less: &mut impl FnMut(u32, u32) -> R<bool>,
) -> R<()> {
    let (Some((middle, right)), Some((start, left))) = (runs.pop(), runs.pop()) else { return Ok(()) };
    let end = middle + right;
    runs.push((start, left + right));
    // Already in order: the usual case when a sorted list got a few more items.
    if !less(order[middle], order[middle - 1])? {
        return Ok(());
    }
    scratch.clear();
    scratch.extend_from_slice(&order[start..middle]);
    let (mut from_left, mut from_right, mut to) = (0, middle, start);
    let mut failed = Ok(());
    while from_left < scratch.len() && from_right < end {
        match less(order[from_right], scratch[from_left]) {
            Ok(true) => {
                order[to] = order[from_right];
                from_right += 1;
            }
            Ok(false) => {
                order[to] = scratch[from_left];
                from_left += 1;
            }
            Err(raised) => {
                failed = Err(raised);
                break;
            }
        }
        to += 1;
    }
    // What is left of the left run fits exactly before what is left of the right one.
    let rest = &scratch[from_left..];
    order[to..to + rest.len()].copy_from_slice(rest);
    failed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::error::Raised;

    fn sorted(keys: &[i64]) -> Vec<u32> {
        let mut order = positions(keys.len());
        merge_sort(&mut order, &mut |a, b| Ok(keys[a as usize] < keys[b as usize])).unwrap_or(());
        order
    }

    #[test]
    fn sorts_stably() {
        let mut state = 1_u64;
        for len in [0, 1, 2, 3, 23, 24, 25, 100, 1000, 4097] {
            for distinct in [1, 2, 10, 100_000] {
                let keys: Vec<i64> = (0..len)
                    .map(|_| {
                        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                        (state >> 33) as i64 % distinct
                    })
                    .collect();
                let mut expected = positions(keys.len());
                expected.sort_by_key(|at| keys[*at as usize]);
                assert_eq!(sorted(&keys), expected);
            }
        }
    }

    #[test]
    fn sorted_input_costs_one_comparison_each() {
        for descending in [false, true] {
            let mut count = 0;
            let mut order = positions(1000);
            let compared = merge_sort(&mut order, &mut |a, b| {
                count += 1;
                Ok(if descending { a > b } else { a < b })
            });
            assert!(compared.is_ok());
            assert_eq!(count, 999);
        }
    }

    #[test]
    fn contradictions_and_errors_leave_a_permutation() {
        for fail_at in [None, Some(0), Some(50), Some(3000)] {
            let mut state = 7_u64;
            let mut count = 0;
            let mut order = positions(1000);
            let result = merge_sort(&mut order, &mut |_, _| {
                count += 1;
                if Some(count) == fail_at {
                    return Err(Raised::value_error("no"));
                }
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                Ok(state >> 63 == 1)
            });
            assert_eq!(result.is_err(), fail_at.is_some_and(|at| at > 0 && at <= count));
            order.sort_unstable();
            assert_eq!(order, positions(1000));
        }
    }
}
