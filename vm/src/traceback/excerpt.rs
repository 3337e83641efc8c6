//! The source lines of a traceback entry with carets below what was being evaluated
//! (`Lib/traceback.py`: `StackSummary.format_frame_summary`).
//!
//! Columns are counted in characters here; the compiler's positions are bytes and are converted first.

use gilvm_compiler::ast::Expr;
use gilvm_compiler::ast::ExprKind;
use gilvm_compiler::ast::StmtKind;
use gilvm_compiler::code::Position;
use gilvm_compiler::parse;
use gilvm_compiler::span::LineIndex;

use super::sources::Lines;

/// More lines than this are never looked at: a statement of a million lines is shown by its first.
const SPAN_LINES_MAX: u32 = 10_000;

/// A column on a line, both from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Place {
    line: usize,
    column: usize,
}

/// What stands between the operands: drawn with `^` where the operands are drawn with `~`.
struct Anchors {
    left: Place,
    right: Place,
}

/// The lines to print below `File "…", line …`, each ending in a newline; empty when there is nothing to show.
pub(super) fn lines(source: &Lines, position: Position, line: u32) -> String {
    let has_columns = position.line != 0 && position.end_line >= position.line;
    let last = if has_columns { position.end_line.min(position.line + SPAN_LINES_MAX) } else { line };
    let original: Vec<&str> = (line..=last).map(|at| source.line(at)).collect();
    let dedented = dedent(&original);
    if dedented.iter().all(|text| text.trim().is_empty()) {
        return String::new();
    }
    if !has_columns || last != position.end_line {
        return format!("    {}\n", original[0].trim());
    }
    let lines: Vec<Vec<char>> = dedented.iter().map(|text| text.chars().collect()).collect();
    let (first, end_line) = (original[0], original[original.len() - 1]);
    let removed = first.chars().count() - lines[0].len();
    let start = char_offset(first, position.col).saturating_sub(removed).min(lines[0].len());
    let end =
        char_offset(end_line, position.end_col).saturating_sub(removed).min(lines[lines.len() - 1].len());
    let anchors = anchors(&segment(&lines, start, end));
    let carets = shows_carets(&lines, start, end, anchors.is_some());
    let anchors = anchors.map(|anchors| shifted(anchors, start));
    draw(&lines, start, end, anchors.as_ref(), carets)
}

/// Characters before byte `bytes` of a line.
fn char_offset(line: &str, bytes: u32) -> usize {
    let bytes = bytes as usize;
    line.char_indices().take_while(|(at, _)| *at < bytes).count()
}

/// The lines without the indentation they all share; lines of blanks become empty.
fn dedent(lines: &[&str]) -> Vec<String> {
    let margin = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| &line[..line.len() - line.trim_start_matches([' ', '\t']).len()])
        .reduce(|a, b| {
            let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
            &a[..common]
        })
        .unwrap_or("");
    let strip = |line: &&str| match line.trim().is_empty() {
        true => String::new(),
        false => line.strip_prefix(margin).unwrap_or(line).to_owned(),
    };
    lines.iter().map(strip).collect()
}

/// The text that the instruction stands for.
fn segment(lines: &[Vec<char>], start: usize, end: usize) -> Vec<Vec<char>> {
    let mut segment = lines.to_vec();
    if let Some(last) = segment.last_mut() {
        last.truncate(end);
    }
    if let Some(first) = segment.first_mut() {
        first.drain(..start.min(first.len()));
    }
    segment
}

/// The segment begins at a column of its own; the anchors on its first line move there.
fn shifted(anchors: Anchors, start: usize) -> Anchors {
    let shift = |place: Place| match place.line {
        0 => Place { column: place.column + start, ..place },
        _ => place,
    };
    Anchors { left: shift(anchors.left), right: shift(anchors.right) }
}

/// Finds the operator of a binary operation, or the brackets of a subscript or a call.
fn anchors(lines: &[Vec<char>]) -> Option<Anchors> {
    let text: Vec<String> = lines.iter().map(|line| line.iter().collect()).collect();
    // Inside parentheses the segment may span lines as it does in the source.
    let source = format!("(\n{}\n)", text.join("\n"));
    let (expr, _) = parse::parse_expression(&source).ok()?;
    let index = LineIndex::new(&source);
    let place = |offset: u32| {
        let position = index.position(&source, offset);
        Place { line: (position.line as usize).saturating_sub(2), column: position.column_chars as usize }
    };
    let end_of = |expr: &Expr| valid(lines, place(expr.span.end));
    match &expr.kind {
        ExprKind::BinOp { left, right, .. } => {
            let at = find(lines, end_of(left)?, |c| !c.is_whitespace() && c != ')')?;
            let right_start = place(right.span.start);
            let mut after = at.column + 1;
            let second = lines[at.line].get(after).copied();
            if let Some(second) = second
                && (right_start.line > at.line || after < right_start.column)
                && !second.is_whitespace()
                && !matches!(second, '\\' | '#')
            {
                after += 1;
            }
            Some(Anchors { left: at, right: Place { line: at.line, column: after } })
        }
        ExprKind::Subscript { value, .. } => {
            let open = find(lines, end_of(value)?, |c| c == '[')?;
            Some(Anchors { left: open, right: place(expr.span.end) })
        }
        ExprKind::Call { func, .. } => {
            let open = find(lines, end_of(func)?, |c| c == '(')?;
            Some(Anchors { left: open, right: place(expr.span.end) })
        }
        _ => None,
    }
}

/// The place itself, or the beginning of the next line that has anything, when it lies behind its line's end.
fn valid(lines: &[Vec<char>], mut place: Place) -> Option<Place> {
    while place.column >= lines.get(place.line)?.len() {
        place = Place { line: place.line + 1, column: 0 };
    }
    Some(place)
}

/// The first place at or behind `from` whose character is wanted; comments and continuations are skipped.
fn find(lines: &[Vec<char>], from: Place, wanted: impl Fn(char) -> bool) -> Option<Place> {
    let mut at = from;
    loop {
        let c = *lines.get(at.line)?.get(at.column)?;
        if matches!(c, '\\' | '#') {
            at = valid(lines, Place { line: at.line + 1, column: 0 })?;
        } else if wanted(c) {
            return Some(at);
        } else {
            at = valid(lines, Place { column: at.column + 1, ..at })?;
        }
    }
}

/// Carets under a whole statement say nothing and are left out.
fn shows_carets(lines: &[Vec<char>], start: usize, end: usize, has_anchors: bool) -> bool {
    let text: Vec<String> = lines.iter().map(|line| line.iter().collect()).collect();
    if is_plain_call(&text, start, end) {
        return false;
    }
    if has_anchors {
        return true;
    }
    let blank = |part: Option<&[char]>| part.is_none_or(|part| part.iter().all(|c| c.is_whitespace()));
    !blank(lines[0].get(..start)) || !blank(lines[lines.len() - 1].get(end..))
}

/// Whether the segment is the call in `return name(…)` or `name = call(…)`.
fn is_plain_call(text: &[String], start: usize, end: usize) -> bool {
    let source = text.join("\n");
    let Ok(module) = parse::parse_module(&source) else { return false };
    let Some(statement) = module.body.first() else { return true };
    let call = match &statement.kind {
        StmtKind::Return(Some(value)) => match &value.kind {
            ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name(_)) => value,
            _ => return false,
        },
        StmtKind::Assign { targets, value } => match (targets.as_slice(), &value.kind) {
            ([target], ExprKind::Call { .. }) if matches!(target.kind, ExprKind::Name(_)) => value,
            _ => return false,
        },
        _ => return false,
    };
    let index = LineIndex::new(&source);
    let from = index.position(&source, call.span.start);
    let to = index.position(&source, call.span.end);
    from.line == 1
        && to.line as usize == text.len()
        && from.column_bytes as usize == start
        && to.column_bytes as usize == end
}

/// Columns a character takes on a terminal.
fn width(c: char) -> usize {
    let wide = matches!(c as u32,
        0x1100..=0x115f | 0x2e80..=0x303e | 0x3041..=0x33ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xa000..=0xa4cf
        | 0xa960..=0xa97c | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f | 0x1f680..=0x1f6ff | 0x1f900..=0x1f9ff | 0x20000..=0x3fffd);
    if wide { 2 } else { 1 }
}

fn display_width(line: &[char], chars: usize) -> usize {
    line.iter().take(chars).map(|&c| width(c)).sum()
}

/// Draws the lines that matter: the first, the last, and those around the anchors.
fn draw(lines: &[Vec<char>], start: usize, end: usize, anchors: Option<&Anchors>, carets: bool) -> String {
    let last = lines.len() - 1;
    let mut wanted = vec![0, last];
    if let Some(anchors) = anchors {
        for line in [anchors.left.line, anchors.right.line] {
            wanted.extend([line.saturating_sub(1), line, line + 1]);
        }
    }
    wanted.retain(|line| *line <= last);
    wanted.sort_unstable();
    wanted.dedup();
    let mut drawn = Vec::new();
    let mut previous: Option<usize> = None;
    for line in wanted {
        match previous.map(|previous| line - previous) {
            Some(2) => draw_line(&mut drawn, lines, line - 1, start, end, anchors, carets),
            Some(distance) if distance > 2 => drawn.push(format!("...<{} lines>...", distance - 1)),
            _ => {}
        }
        draw_line(&mut drawn, lines, line, start, end, anchors, carets);
        previous = Some(line);
    }
    let drawn: Vec<&str> = drawn.iter().map(String::as_str).collect();
    let mut text = String::new();
    for line in dedent(&drawn) {
        text.push_str("    ");
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn draw_line(
    out: &mut Vec<String>,
    lines: &[Vec<char>],
    line: usize,
    start: usize,
    end: usize,
    anchors: Option<&Anchors>,
    carets: bool,
) {
    let text = &lines[line];
    out.push(text.iter().collect());
    if !carets {
        return;
    }
    let last = lines.len() - 1;
    let indent = text.iter().take_while(|c| c.is_whitespace()).count();
    let from = display_width(text, start);
    let to = if line == last { display_width(text, end) } else { display_width(text, text.len()) };
    let at = |place: &Place| Place {
        line: place.line,
        column: display_width(&lines[place.line.min(last)], place.column),
    };
    let anchors = anchors.map(|anchors| Anchors { left: at(&anchors.left), right: at(&anchors.right) });
    let mark = |column: usize| {
        if column < indent || (line == 0 && column < from) {
            return ' ';
        }
        match &anchors {
            None => '^',
            Some(anchors) => {
                let here = Place { line, column };
                if here >= anchors.left && here < anchors.right { '^' } else { '~' }
            }
        }
    };
    out.push((0..to).map(mark).collect());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the part of a text between two marks, which are taken out of it.
    fn check(marked: &str, expected: &str) {
        let place = |text: &str| {
            let line = text.matches('\n').count() as u32 + 1;
            (line, text.rsplit('\n').next().map_or(0, str::len) as u32)
        };
        let mut parts = marked.split('§');
        let (head, segment, tail) = (parts.next(), parts.next(), parts.next());
        let (head, segment) = (head.unwrap_or_default(), segment.unwrap_or_default());
        let (line, col) = place(head);
        let (end_line, end_col) = place(&format!("{head}{segment}"));
        let source = Lines::new(format!("{head}{segment}{}", tail.unwrap_or_default()).into());
        assert_eq!(lines(&source, Position { line, end_line, col, end_col }, line), expected);
    }

    #[test]
    fn operators_and_brackets_are_anchored() {
        check("    x = §a + b§", "    x = a + b\n        ~~^~~\n");
        check("print(§d['k']§)", "    print(d['k'])\n          ~^^^^^\n");
        check("y = §f(1)§ + 2", "    y = f(1) + 2\n        ~^^^\n");
        check("y = §(a) // (b)§", "    y = (a) // (b)\n        ~~~~^^~~~~\n");
    }

    #[test]
    fn whole_lines_get_no_carets() {
        check("§raise ValueError§", "    raise ValueError\n");
        check("return §f(x)§", "    return f(x)\n");
        check("y = §f(x)§", "    y = f(x)\n");
        check("§f(x)§", "    f(x)\n    ~^^^\n");
    }

    #[test]
    fn carets_stand_below_wide_characters() {
        check("x = '漢' + §q§", "    x = '漢' + q\n               ^\n");
        check("§é.x§ + 1", "    é.x + 1\n    ^^^\n");
    }

    #[test]
    fn long_segments_show_their_ends() {
        check(
            "x = §f(\n    1,\n    2,\n    3,\n    4,\n)§",
            "    x = f(\n        1,\n    ...<2 lines>...\n        4,\n    )\n",
        );
    }
}
