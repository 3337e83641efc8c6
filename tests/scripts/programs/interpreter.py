PROGRAM = """
let n 10
let a 0
let b 1
label loop
print a
let t a + b
let a b
let b t
let n n - 1
if n goto loop
call square 7
print result
halt
label square
let result arg * arg
return
"""


class Halt(Exception):
    pass


class VM:
    OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "<": lambda a, b: int(a < b)}

    def __init__(self, text):
        self.code = [line.split() for line in text.strip().splitlines() if line]
        self.labels = {line[1]: i for i, line in enumerate(self.code) if line[0] == "label"}
        self.vars, self.stack, self.out, self.pc, self.steps = {}, [], [], 0, 0

    def value(self, word):
        try:
            return int(word)
        except ValueError:
            return self.vars[word]

    def run(self, limit=1000):
        try:
            while self.steps < limit:
                self.steps += 1
                op, *args = self.code[self.pc]
                self.pc += 1
                getattr(self, "op_" + op)(*args)
        except Halt:
            return "halted"
        except KeyError as e:
            return f"undefined {e}"
        except AttributeError:
            return f"bad instruction {op}"
        return "out of steps"

    def op_let(self, name, a, op=None, b=None):
        self.vars[name] = self.value(a) if op is None else self.OPS[op](self.value(a), self.value(b))

    def op_print(self, name):
        self.out.append(self.value(name))

    def op_label(self, name):
        pass

    def op_if(self, cond, _, label):
        if self.value(cond):
            self.pc = self.labels[label]

    def op_goto(self, label):
        self.pc = self.labels[label]

    def op_call(self, label, arg):
        self.stack.append(self.pc)
        self.vars["arg"] = self.value(arg)
        self.pc = self.labels[label]

    def op_return(self):
        self.pc = self.stack.pop()

    def op_halt(self):
        raise Halt


vm = VM(PROGRAM)
print(vm.run(), vm.out, vm.steps, sorted(vm.vars.items()))
print(VM("label x\ngoto x").run(), VM("print y").run(), VM("fly away").run(), VM("goto nowhere").run())
brainf = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."


def bf(code):
    jumps, stack = {}, []
    for i, c in enumerate(code):
        if c == "[":
            stack.append(i)
        elif c == "]":
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    tape, p, i, out = [0] * 100, 0, 0, ""
    while i < len(code):
        c = code[i]
        if c == ">":
            p += 1
        elif c == "<":
            p -= 1
        elif c in "+-":
            tape[p] = (tape[p] + (1 if c == "+" else -1)) % 256
        elif c == ".":
            out += chr(tape[p])
        elif c == "[" and not tape[p] or c == "]" and tape[p]:
            i = jumps[i]
        i += 1
    return out


print(bf(brainf))
