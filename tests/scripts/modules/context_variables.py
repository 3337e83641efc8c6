# contextvars: values per context, tokens, threads.
import contextvars
import threading

var = contextvars.ContextVar("var")
with_default = contextvars.ContextVar("with_default", default=5)
print(var.name, with_default.get(), var.get("given"))
try:
    var.get()
except LookupError as e:
    print(type(e).__name__, e.args[0] is var)
token = var.set(1)
print(var.get(), token.var is var, token.old_value is contextvars.Token.MISSING)
second = var.set(2)
print(second.old_value)
var.reset(second)
print(var.get())
try:
    var.reset(second)
except RuntimeError as e:
    print(str(e).startswith("<Token used var="), str(e).endswith("has already been used once"))
try:
    with_default.reset(token)
except ValueError as e:
    print(str(e).endswith("was created by a different ContextVar"))

context = contextvars.copy_context()


def inside():
    print("inside", var.get())
    var.set("changed")
    return var.get()


print(context.run(inside), var.get(), context[var], len(context), var in context, with_default in context)
print(context.get(with_default), [v.name for v in context], [*context.values()])
print(context.run(lambda: context.copy() is not context))
try:
    context.run(context.run, print)
except RuntimeError as e:
    print(str(e).startswith("cannot enter context: <"))
seen = []
thread = threading.Thread(target=lambda: seen.append(var.get("nothing")))
thread.start()
thread.join()
thread = threading.Thread(target=context.run, args=(lambda: seen.append(var.get()),))
thread.start()
thread.join()
print(seen)
for wrong in (lambda: contextvars.ContextVar(5), lambda: contextvars.Token(), lambda: "x" in context):
    try:
        wrong()
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)
