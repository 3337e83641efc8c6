//! gilvm as a library, above all that nothing of an interpreter is global to the process.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::thread;

use gilvm::embed::Data;
use gilvm::embed::Interpreter;

#[test]
fn values_go_in_and_come_out() {
    let interpreter = Interpreter::new().unwrap();
    let value = Data::Dict(vec![
        (Data::Str("list".to_owned()), Data::List(vec![Data::Int(1), Data::Float(1.5), Data::None])),
        (Data::Int(2), Data::Tuple(vec![Data::Bool(true), Data::Bytes(vec![0, 255])])),
    ]);
    interpreter.set("value", &value).unwrap();
    assert_eq!(interpreter.eval("value"), Ok(value));
    assert_eq!(interpreter.eval("len(value['list'])"), Ok(Data::Int(3)));
    let class = interpreter.eval("{1, 2}");
    assert_eq!(class, Ok(Data::Other { class: "set".to_owned(), repr: "{1, 2}".to_owned() }));
}

#[test]
fn exceptions_tell_where_they_came_from() {
    let interpreter = Interpreter::new().unwrap();
    let failure = interpreter.run("def f():\n    raise KeyError('x')\nf()").unwrap_err();
    assert_eq!((failure.class.as_str(), failure.message.as_str()), ("KeyError", "'x'"));
    assert!(failure.traceback.contains("line 2, in f"), "{}", failure.traceback);
    assert_eq!(interpreter.run("def f(:").unwrap_err().class, "SyntaxError");
    // The interpreter is as good as before.
    assert_eq!(interpreter.eval("6 * 7"), Ok(Data::Int(42)));
}

/// Each of the two can only finish while the other runs: they write to and read from each other's pipe. And what one
/// changes (a module, a setting, the namespace of `__main__`) the other does not see.
#[test]
fn two_interpreters_run_at_once() {
    let meeting = std::env::temp_dir().join(format!("gilvm-embed-{}", std::process::id()));
    std::fs::create_dir_all(&meeting).unwrap();
    let workers = [("left", "right", 0.25), ("right", "left", 0.5)].map(|(me, other, interval)| {
        let meeting = meeting.clone();
        thread::spawn(move || {
            let interpreter = Interpreter::new().unwrap();
            let meeting = Data::Str(meeting.display().to_string());
            for (name, value) in [("meeting", meeting), ("me", me.into_data()), ("other", other.into_data())]
            {
                interpreter.set(name, &value).unwrap();
            }
            let script = "
import math, os, sys
math.found = me
with open(os.path.join(meeting, me), 'w') as f:
    f.write('here')
while not os.path.exists(os.path.join(meeting, other)):
    pass
";
            interpreter.run(&format!("import sys\nsys.setswitchinterval({interval})")).unwrap();
            interpreter.run(script).unwrap();
            assert_eq!(interpreter.eval("math.found"), Ok(Data::Str(me.to_owned())));
            assert_eq!(interpreter.eval("sys.getswitchinterval()"), Ok(Data::Float(interval)));
        })
    });
    for worker in workers {
        worker.join().unwrap();
    }
    std::fs::remove_dir_all(meeting).unwrap();
}

#[test]
fn one_interpreter_serves_many_threads() {
    let interpreter = Interpreter::new().unwrap();
    interpreter.run("seen = []").unwrap();
    thread::scope(|scope| {
        for n in 0..4 {
            let interpreter = interpreter.clone();
            scope.spawn(move || {
                for i in 0..25 {
                    interpreter.run(&format!("seen.append({n} * 25 + {i})")).unwrap();
                }
            });
        }
    });
    assert_eq!(interpreter.eval("sorted(seen) == list(range(100))"), Ok(Data::Bool(true)));
}

trait IntoData {
    fn into_data(self) -> Data;
}

impl IntoData for &str {
    fn into_data(self) -> Data {
        Data::Str(self.to_owned())
    }
}
