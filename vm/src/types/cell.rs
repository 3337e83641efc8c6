//! `cell`: a variable shared by closures.

use crate::error::R;
use crate::error::Raised;
use crate::heap::HeapCell;
use crate::held::Held;
use crate::native::GetSetDef;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::CellObject;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::wrong_receiver;
use crate::value::Value;

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Create a new cell object.",
    new: Some(&NEW),
    methods: &[NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| {
        held.builtin_repr(&args[0])
    })],
    attributes: &[GetSetDef {
        name: "cell_contents",
        doc: "",
        get: contents,
        set: Some(|held, this, value| {
            cell(held, this)?.value.set(&mut held.token, value);
            Ok(())
        }),
    }],
    ..TypeDef::builtin(Kind::Cell)
};

const NEW: NativeDef = NativeDef::new("__new__($type, contents=<unset>, /)", "", |_, args| {
    Ok(Value::Cell(Rc::new(CellObject { value: HeapCell::new(args[1].clone()) })))
});

fn cell<'a>(held: &Held, this: &'a Value) -> R<&'a Rc<CellObject>> {
    match this {
        Value::Cell(cell) => Ok(cell),
        other => Err(wrong_receiver(held, "cell_contents", "cell", other)),
    }
}

fn contents(held: &mut Held, this: &Value) -> R {
    match cell(held, this)?.value.get(&held.token) {
        Value::Unset => Err(Raised::value_error("cell is empty")),
        value => Ok(value.clone()),
    }
}
