//! The tokens of Python: one closed set, from which the raw scanner is derived.
//!
//! Kinds with a pattern are found by logos. Kinds without one are made by the adapter in [`crate::lex`]: layout
//! (NEWLINE, INDENT, DEDENT), the pieces of f-strings, and the final kind of what the scanner only recognises by its
//! first character (numbers, strings). No pattern here may loop over skipped text: skipping tokens in a row would
//! nest calls in the generated scanner, so blank lines and continued lines are tokens that the adapter drops.

use logos::Logos;

use crate::span::Span;

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Inside how many open brackets it stands, an opening bracket counting itself (at most 200).
    pub level: u8,
    /// Where. Indents and dedents are empty; a NEWLINE implied by the end of the text lies one byte beyond it.
    pub span: Span,
}

/// The kind of a token, named as in CPython's `token` module where it has a name.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip(r"[ \t\x0c]+"))]
#[allow(missing_docs, reason = "a keyword or operator is documented by its pattern")]
pub enum TokenKind {
    /// An identifier; keywords followed by a letter beyond ASCII are made identifiers by the adapter.
    #[regex(r"[A-Za-z_][A-Za-z0-9_]*")]
    #[regex(r"[^\x00-\x7F]")]
    Name,
    /// The first character of a number, then an integer literal of any radix.
    #[regex(r"[0-9]")]
    #[regex(r"\.[0-9]")]
    Int,
    /// A float literal.
    Float,
    /// An imaginary literal.
    Imaginary,
    /// Prefix and opening quotes, then a whole string or bytes literal.
    #[regex(r#"([rR][bB]?|[bB][rR]?|[uU])?("""|'''|"|')"#)]
    String,
    /// Prefix and opening quotes of an f-string.
    #[regex(r#"([fF][rR]?|[rR][fF])("""|'''|"|')"#)]
    FStringStart,
    /// Text of an f-string or t-string between its fields; never empty.
    FStringMiddle,
    /// Closing quotes of an f-string or t-string.
    FStringEnd,
    /// Prefix and opening quotes of a t-string.
    #[regex(r#"([tT][rR]?|[rR][tT])("""|'''|"|')"#)]
    TStringStart,

    /// The end of a logical line.
    #[regex(r"\r\n|\n|\r")]
    Newline,
    /// A deeper block begins.
    Indent,
    /// A block ends.
    Dedent,
    /// The end of the text.
    EndMarker,
    /// From here on the text has no tokens; no rule accepts it. [`crate::lex::Lexed::error`] says why.
    Error,
    /// A backslash; the adapter drops it with the line end that must follow.
    #[token("\\")]
    Backslash,
    /// Dropped by the adapter.
    #[regex(r"#[^\n\r]*", allow_greedy = true)]
    Comment,
    /// A character that starts no token; the parser calls it invalid syntax.
    Unknown,

    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,

    #[token("(")]
    LPar,
    #[token(")")]
    RPar,
    #[token("[")]
    LSqb,
    #[token("]")]
    RSqb,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token(":")]
    Colon,
    #[token(":=")]
    ColonEqual,
    #[token(",")]
    Comma,
    #[token(";")]
    Semi,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    RArrow,
    #[token("!")]
    Exclamation,
    #[token("=")]
    Equal,
    #[token("==")]
    EqEqual,
    #[token("!=")]
    NotEqual,
    /// The not-equal sign of old; lexed as one token and refused by the parser.
    #[token("<>")]
    OldNotEqual,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("+")]
    Plus,
    #[token("+=")]
    PlusEqual,
    #[token("-")]
    Minus,
    #[token("-=")]
    MinEqual,
    #[token("*")]
    Star,
    #[token("*=")]
    StarEqual,
    #[token("**")]
    DoubleStar,
    #[token("**=")]
    DoubleStarEqual,
    #[token("/")]
    Slash,
    #[token("/=")]
    SlashEqual,
    #[token("//")]
    DoubleSlash,
    #[token("//=")]
    DoubleSlashEqual,
    #[token("%")]
    Percent,
    #[token("%=")]
    PercentEqual,
    #[token("@")]
    At,
    #[token("@=")]
    AtEqual,
    #[token("<<")]
    LeftShift,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>")]
    RightShift,
    #[token(">>=")]
    RightShiftEqual,
    #[token("&")]
    Amper,
    #[token("&=")]
    AmperEqual,
    #[token("|")]
    VBar,
    #[token("|=")]
    VBarEqual,
    #[token("^")]
    Circumflex,
    #[token("^=")]
    CircumflexEqual,
    #[token("~")]
    Tilde,
}

impl TokenKind {
    /// Whether it is a hard keyword; soft ones (`match`, `case`, `type`, `_`) are names.
    #[must_use]
    pub fn is_keyword(self) -> bool {
        (Self::False as u8..=Self::Yield as u8).contains(&(self as u8))
    }
}
