# Local objects are native: what their attributes are made of, class attributes and descriptors beside them, subclasses
# that change how they are found, and places in the code that meet several of them.
import threading, re, copy, weakref, _thread


def at(label, f, *a, **k):
    try: r = repr(f(*a, **k))
    except BaseException as e: r = type(e).__name__ + ": " + str(e)
    print(label, "->", re.sub(r"0x[0-9a-f]+", "0xX", r))
def run(f):
    t=threading.Thread(target=f); t.start(); t.join()
L=threading.local
at("type", lambda: (L, L.__module__, L.__name__, L.__qualname__, L.__mro__, type(L), L is _thread._local))
at("repr", lambda: L())
at("args", lambda: L(1)); at("kw", lambda: L(a=1))
l=L()
at("missing", lambda: l.x); at("del missing", lambda: delattr(l,'x'))
at("dict", lambda: l.__dict__); at("set dict", lambda: setattr(l,'__dict__',{})); at("del dict", lambda: delattr(l,'__dict__'))
at("vars", lambda: vars(l))
l.x=1
at("vars", lambda: vars(l)); at("dict is", lambda: l.__dict__ is l.__dict__)
l.__dict__['y']=5; at("y", lambda: l.y)
at("getattribute", lambda: L.__getattribute__(l,'x'))
at("getattribute", lambda: L.__getattribute__(l,1))
at("getattribute", lambda: L.__getattribute__(1,'x'))
at("getattr 1", lambda: getattr(l,1))
at("setattr 1", lambda: setattr(l,1,1))
at("object get", lambda: object.__getattribute__(l,'x'))
at("object set class", lambda: object.__setattr__(l,'__class__',1))
at("class", lambda: l.__class__)
l.__dict__['__class__']=7
at("class", lambda: l.__class__); del l.__dict__['__class__']
l.__dict__['__dict__']=7
at("dict", lambda: l.__dict__); del l.__dict__['__dict__']
at("slot missing", lambda: L.foo)
at("L.set", lambda: setattr(L,'foo',1))
at("weak", lambda: weakref.ref(l)() is l)
at("copy", lambda: copy.copy(l)); at("deepcopy", lambda: copy.deepcopy(l))
at("hash eq", lambda: (l==l, hash(l)==hash(l), l!=L()))
at("new obj", lambda: object.__new__(L))
class S(L):
    cls='c'; over='class'
    def __init__(self, a, b=2): 
        print("init", a, b, sorted(self.__dict__)); self.a=a; self.b=b
    @property
    def p(self): return ('p', self.a)
    @p.setter
    def p(self, v): self.a=v
    def m(self): return self.a
    @classmethod
    def cm(cls): return cls
    @staticmethod
    def sm(): return 'sm'
at("S()", lambda: S()); s=S(1,b=3)
at("repr", lambda: s)
at("attrs", lambda: (s.a,s.b,s.p,s.m(),s.cm(),s.sm(),s.cls))
s.over='inst'; at("over", lambda: (s.over, S.over)); del s.over; at("over", lambda: s.over)
s.p=9; at("p", lambda: (s.a, s.__dict__))
at("miss", lambda: s.zz); at("del", lambda: delattr(s,'zz')); at("del p", lambda: delattr(s,'p')); at("del m", lambda: delattr(s,'m'))
at("set dict", lambda: setattr(s,'__dict__',{}))
s.m=5; at("m", lambda: s.m); del s.m
s.__dict__['p']=4; at("p data", lambda: s.p)
def other():
    at("other", lambda: (s.a, s.b, s.__dict__, s.m(), s.over)); s.a=100; s.over='t'
run(other); run(other); at("main", lambda: s.a)
class Slots(L):
    __slots__=('q',)
    def __init__(self): self.w=1
o=Slots(); o.q=1
def other2():
    at("slots", lambda: (o.q, o.__dict__)); o.q=2; o.r=3
run(other2); at("slots", lambda: (o.q, o.__dict__))
at("slot miss", lambda: (delattr(o,'q'), o.q))
class Dsc:
    def __get__(self, o, t): return 'get'
class DD(Dsc):
    def __set__(self, o, v): print("set", v)
class SetOnly:
    def __set__(self, o, v): print("setonly", v)
class D(L):
    n=Dsc(); d=DD(); so=SetOnly()
d=D(); at("n", lambda: d.n); d.n=1; at("n", lambda: d.n); d.d=1; at("d", lambda: d.d); d.so=1; at("so", lambda: type(d.so).__name__); d.__dict__['so']=3; at("so", lambda: d.so)
class G(L):
    def __getattr__(self, n): return 'ga '+n
g=G(); at("ga", lambda: g.x); g.x=1; at("ga", lambda: g.x)
class GA(L):
    def __getattribute__(self, n): return ('gaa', n) if n[0]!='_' else super().__getattribute__(n)
ga=GA(); ga.x=1; at("gaa", lambda: (ga.x, ga.__dict__))
class SA(L):
    def __setattr__(self, n, v): super().__setattr__(n, v*2)
    def __delattr__(self, n): print("del", n); super().__delattr__(n)
sa=SA(); sa.x=4; at("sa", lambda: sa.x); del sa.x; at("sa", lambda: sa.x)
class Mix: 
    def hello(self): return self.x
class MM(Mix, L): pass
m=MM(); m.x=3; at("mm", m.hello); run(lambda: at("mm", m.hello))
class KW(L):
    def __init__(self, /, **k): self.__dict__.update(k)
k=KW(x=1,y=2); run(lambda: at("kw", lambda: k.__dict__))
class Bad(L):
    def __init__(self): 
        if threading.current_thread() is not threading.main_thread(): return 1
b=Bad(); run(lambda: (at("bad", lambda: b.x), at("bad", lambda: b.x)))
class NewArgs(L):
    def __new__(cls, *a): return super().__new__(cls)
at("newargs", lambda: NewArgs(1))
class NewOnly(L):
    def __new__(cls, *a): return super().__new__(cls, *a)
at("newonly", lambda: NewOnly(1))
def conflict():
    class X(L, int): pass
at("conflict", conflict)
class P(L): pass
p=P(); p.x=1
p.__class__=S; at("cls", lambda: (p.x, p.cls))
for i in range(3):
    at("loop", lambda: l.x); l.x += 1
def polymorph():
    a=L(); a.x=1; a.y=2
    b=L(); b.y=3; b.x=4
    c=P(); c.x=5
    class Q: pass
    q=Q(); q.x=6
    out=[]
    for _ in range(3):
        for z in (a,b,c,q,a,q,b):
            out.append(z.x); z.x+=10
    P.x=property(lambda s: 'prop', lambda s,v: None)
    for z in (a,c,a,c): out.append(z.x); z.x=1
    del P.x
    for z in (a,c): out.append(z.x)
    return out
at("poly", polymorph)
at("match", lambda: isinstance(l, L))
