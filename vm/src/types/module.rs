//! `module`.

use crate::error::R;
use crate::held::Held;
use crate::native::NativeDef;
use crate::native::TypeDef;
use crate::object::Module;
use crate::object::Str;
use crate::rc::Rc;
use crate::types::Kind;
use crate::types::object::wrong_receiver;
use crate::value::Value;

pub(crate) const DEF: TypeDef = TypeDef {
    doc: "Create a module object.",
    has_dict: true,
    new: Some(&NEW),
    methods: &[
        NativeDef::new("__repr__($self, /)", "Return repr(self).", |held, args| held.builtin_repr(&args[0])),
        NativeDef::new("__dir__($self, /)", "__dir__() -> list\nspecialized dir() implementation", dir),
    ],
    ..TypeDef::builtin(Kind::Module)
};

const NEW: NativeDef = NativeDef::new("__new__($type, name, doc=None)", "", |held, args| {
    let Some(name) = held.as_str(&args[1]) else {
        return Err(crate::error::Raised::type_error(format!(
            "module() argument 'name' must be str, not {}",
            held.type_name(&args[1])
        )));
    };
    let module = held.new_module(&name);
    let doc = Rc::clone(&held.interp.names.doc);
    held.dict_set_str(&module.dict, &doc, args[2].clone());
    Ok(Value::Module(module))
});

impl Held {
    /// A module with the attributes that every module has.
    pub fn new_module(&mut self, name: &Rc<Str>) -> Rc<Module> {
        let dict = self.new_dict();
        let (name_key, doc, package) = {
            let names = &self.interp.names;
            (Rc::clone(&names.name_), Rc::clone(&names.doc), Rc::clone(&names.package))
        };
        self.dict_set_str(&dict, &name_key, Value::Str(Rc::clone(name)));
        self.dict_set_str(&dict, &doc, Value::None);
        self.dict_set_str(&dict, &package, Value::None);
        for rest in ["__loader__", "__spec__"] {
            let rest = self.intern(rest);
            self.dict_set_str(&dict, &rest, Value::None);
        }
        Rc::new(Module { name: Rc::clone(name), dict })
    }
}

/// A module may say itself what it has (PEP 562).
fn dir(held: &mut Held, args: &[Value]) -> R {
    let Value::Module(module) = &args[0] else {
        return Err(wrong_receiver(held, "__dir__", "module", &args[0]));
    };
    let name = Rc::clone(&held.interp.names.dir);
    if let Some(own) = held.dict_get_str(&module.dict, &name) {
        return held.call(&own, &[]);
    }
    let keys = module.dict.table(&held.token).iter().map(|entry| entry.key.clone()).collect();
    Ok(Value::list(keys))
}
