//! Lines for expressions.

use crate::ast::Comprehension;
use crate::ast::Expr;
use crate::ast::ExprKind;
use crate::ast::FStringPart;
use crate::ast::Keyword;
use crate::ast::Parameter;
use crate::ast::Parameters;
use crate::dump::Dump;
use crate::dump::constant;

impl Dump<'_> {
    pub(super) fn expressions(&mut self, field: &str, expressions: &[Expr]) {
        for expression in expressions {
            self.expression(field, expression);
        }
    }

    pub(super) fn optional(&mut self, field: &str, expression: Option<&Expr>) {
        if let Some(expression) = expression {
            self.expression(field, expression);
        }
    }

    pub(super) fn expression(&mut self, field: &str, expr: &Expr) {
        self.line(field, &head(expr), expr.span);
        self.inside(|dump| dump.expression_children(expr));
    }

    fn expression_children(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Name(_) => {}
            ExprKind::BoolOp { values, .. } => self.expressions("values", values),
            ExprKind::Named { target, value } => {
                self.line("target", &format!("Name {}", target.name), target.span);
                self.expression("value", value);
            }
            ExprKind::BinOp { left, right, .. } => {
                self.expression("left", left);
                self.expression("right", right);
            }
            ExprKind::UnaryOp { operand, .. } => self.expression("operand", operand),
            ExprKind::Lambda(lambda) => {
                self.parameters(&lambda.parameters);
                self.expression("body", &lambda.body);
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expression("test", test);
                self.expression("body", body);
                self.expression("orelse", orelse);
            }
            ExprKind::Dict(items) => {
                for item in items {
                    self.optional("key", item.key.as_ref());
                    let field = if item.key.is_some() { "value" } else { "mapping" };
                    self.expression(field, &item.value);
                }
            }
            ExprKind::Set(elts) | ExprKind::List(elts) | ExprKind::Tuple(elts) => {
                self.expressions("elts", elts);
            }
            ExprKind::ListComp(comp) | ExprKind::SetComp(comp) | ExprKind::GeneratorExp(comp) => {
                self.expression("elt", &comp.elt);
                self.comprehensions(&comp.generators);
            }
            ExprKind::DictComp(comp) => {
                self.expression("key", &comp.key);
                self.expression("value", &comp.value);
                self.comprehensions(&comp.generators);
            }
            ExprKind::Await(value) | ExprKind::YieldFrom(value) | ExprKind::Starred(value) => {
                self.expression("value", value);
            }
            ExprKind::Yield(value) => self.optional("value", value.as_deref()),
            ExprKind::Compare { left, rest } => {
                self.expression("left", left);
                for (_, comparator) in rest {
                    self.expression("comparators", comparator);
                }
            }
            ExprKind::Call { func, args, keywords } => {
                self.expression("func", func);
                self.expressions("args", args);
                self.keywords(keywords);
            }
            ExprKind::JoinedStr(parts) | ExprKind::TemplateStr(parts) => self.parts("values", parts),
            ExprKind::Attribute { value, .. } => self.expression("value", value),
            ExprKind::Subscript { value, slice } => {
                self.expression("value", value);
                self.expression("slice", slice);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional("lower", lower.as_deref());
                self.optional("upper", upper.as_deref());
                self.optional("step", step.as_deref());
            }
        }
    }

    fn parts(&mut self, field: &str, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Literal { value, span } => {
                    self.line(field, &format!("Constant {}", constant(value)), *span);
                }
                FStringPart::Field(formatted) => {
                    let mut head = String::from("FormattedValue");
                    if let Some(conversion) = formatted.conversion {
                        head.push_str(&format!(" !{conversion:?}"));
                    }
                    self.line(field, &head, formatted.span);
                    self.inside(|dump| {
                        dump.expression("value", &formatted.value);
                        if let Some(spec) = &formatted.format_spec {
                            dump.parts("format_spec", spec);
                        }
                    });
                }
            }
        }
    }

    fn comprehensions(&mut self, generators: &[Comprehension]) {
        for generator in generators {
            let head = if generator.is_async { "async comprehension" } else { "comprehension" };
            self.line("generators", head, generator.span);
            self.inside(|dump| {
                dump.expression("target", &generator.target);
                dump.expression("iter", &generator.iter);
                dump.expressions("ifs", &generator.ifs);
            });
        }
    }

    pub(super) fn keywords(&mut self, keywords: &[Keyword]) {
        for keyword in keywords {
            let name = keyword.arg.as_ref().map_or("**", |arg| &arg.name);
            self.line("keywords", &format!("keyword {name}"), keyword.span);
            self.inside(|dump| dump.expression("value", &keyword.value));
        }
    }

    pub(super) fn parameters(&mut self, parameters: &Parameters) {
        let mut parameter = |field: &str, parameter: &Parameter| {
            self.line(field, &format!("arg {}", parameter.name.name), parameter.span);
            self.inside(|dump| {
                dump.optional("annotation", parameter.annotation.as_deref());
                dump.optional("default", parameter.default.as_deref());
            });
        };
        parameters.posonlyargs.iter().for_each(|arg| parameter("posonlyargs", arg));
        parameters.args.iter().for_each(|arg| parameter("args", arg));
        parameters.vararg.iter().for_each(|arg| parameter("vararg", arg));
        parameters.kwonlyargs.iter().for_each(|arg| parameter("kwonlyargs", arg));
        parameters.kwarg.iter().for_each(|arg| parameter("kwarg", arg));
    }
}

/// The class of an expression and its plain values.
fn head(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::BoolOp { op, .. } => format!("BoolOp {op:?}"),
        ExprKind::Named { .. } => "NamedExpr".into(),
        ExprKind::BinOp { op, .. } => format!("BinOp {op:?}"),
        ExprKind::UnaryOp { op, .. } => format!("UnaryOp {op:?}"),
        ExprKind::Lambda(_) => "Lambda".into(),
        ExprKind::IfExp { .. } => "IfExp".into(),
        ExprKind::Dict(_) => "Dict".into(),
        ExprKind::Set(_) => "Set".into(),
        ExprKind::ListComp(_) => "ListComp".into(),
        ExprKind::SetComp(_) => "SetComp".into(),
        ExprKind::DictComp(_) => "DictComp".into(),
        ExprKind::GeneratorExp(_) => "GeneratorExp".into(),
        ExprKind::Await(_) => "Await".into(),
        ExprKind::Yield(_) => "Yield".into(),
        ExprKind::YieldFrom(_) => "YieldFrom".into(),
        ExprKind::Compare { rest, .. } => {
            let ops: Vec<String> = rest.iter().map(|(op, _)| format!("{op:?}")).collect();
            format!("Compare {}", ops.join(" "))
        }
        ExprKind::Call { .. } => "Call".into(),
        ExprKind::JoinedStr(_) => "JoinedStr".into(),
        ExprKind::TemplateStr(_) => "TemplateStr".into(),
        ExprKind::Constant(value) => format!("Constant {}", constant(value)),
        ExprKind::Attribute { attr, .. } => format!("Attribute {}", attr.name),
        ExprKind::Subscript { .. } => "Subscript".into(),
        ExprKind::Starred(_) => "Starred".into(),
        ExprKind::Name(name) => format!("Name {name}"),
        ExprKind::List(_) => "List".into(),
        ExprKind::Tuple(_) => "Tuple".into(),
        ExprKind::Slice { .. } => "Slice".into(),
    }
}
