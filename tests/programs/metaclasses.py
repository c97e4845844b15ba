class Registry(type):
    classes = {}
    def __new__(meta, name, bases, body, **kw):
        cls = super().__new__(meta, name, bases, body)
        meta.classes[name] = kw
        return cls
    def __init__(cls, name, bases, body, **kw): super().__init__(name, bases, body)
    def __call__(cls, *args): print("make", cls.__name__, args); return super().__call__(*args)
    def __len__(cls): return 42
    @property
    def shout(cls): return cls.__name__.upper()
class Base(metaclass=Registry): pass
class Layer(Base, size=3):
    def __init__(self, n): self.n = n
print(Registry.classes, Layer(5).n, len(Layer), Layer.shout, type(Layer), isinstance(Layer, Registry))
class Plugin:
    found = []
    def __init_subclass__(cls, /, key=None, **kw): super().__init_subclass__(**kw); cls.found.append((cls.__name__, key))
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
class A(Plugin, key="a"): pass
class B(Plugin): pass
print(Plugin.found, A["x"])
class Typed:
    def __set_name__(self, owner, name): self.name = "_" + name; print("named", owner.__name__, name)
    def __get__(self, obj, owner): return self if obj is None else getattr(obj, self.name, "unset")
    def __set__(self, obj, value):
        if not isinstance(value, int): raise TypeError(f"{self.name} must be int")
        setattr(obj, self.name, value)
    def __delete__(self, obj): delattr(obj, self.name)
class P:
    x = Typed(); y = Typed()
p = P(); print(p.x); p.x = 3; print(p.x, vars(p), P.x is P.__dict__["x"]); del p.x; print(p.x)
try: p.y = "a"
except TypeError as e: print(e)
class Slots:
    __slots__ = ("a", "b")
s = Slots(); s.a = 1
try: s.c = 2
except AttributeError as e: print("slots", type(e).__name__)
X = type("X", (object,), {"v": 7, "f": lambda self: self.v}); print(X().f(), X.__mro__[0].__name__)
class D1:
    def f(self): return ["D1"]
class D2(D1):
    def f(self): return ["D2"] + super().f()
class D3(D1):
    def f(self): return ["D3"] + super().f()
class D4(D2, D3):
    def f(self): return ["D4"] + super().f()
print(D4().f(), [c.__name__ for c in D4.mro()])
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
try: Shape()
except TypeError as e: print(type(e).__name__)
class Dyn:
    def __getattr__(self, name): return f"<{name}>"
    def __setattr__(self, name, value): super().__setattr__(name, value*2)
    def __delattr__(self, name): print("del", name)
    def __dir__(self): return ["q"]
d = Dyn(); d.x = 4; print(d.x, d.nothing, dir(d), getattr(d, "y"), hasattr(d, "z")); del d.x
