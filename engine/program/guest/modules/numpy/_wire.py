"""Calls to the host's NumPy: a request, an answer, both JSON (the tags: `engine/program/numpy_host.py`)."""

import builtins
import json

from livegrad_host import call

_WRITING = frozenset(
    "!set copyto put place putmask fill_diagonal put_along_axis .sort .fill .put .partition "
    "random.shuffle add.at subtract.at multiply.at".split()
)
dropped = []  # handles of arrays that nothing here refers to any more
written = [0]  # counts the requests that may have changed an array
decoders = {}  # tag: what makes a result of it; the modules of this package register here
encoders = []  # functions that give the wire's form of a value, or None
_errors = {}


class Objects(Exception):
    """Something in the request is an object that only this side knows."""


def pack(value):
    """A top-level argument: what JSON would take for something simpler gets its tag."""
    kind = type(value)
    if kind is tuple:
        return {"t": [pack(item) for item in value]}
    if kind is float or kind is int:
        return value
    if isinstance(value, dict):
        raise Objects
    if isinstance(value, float):
        return _default(value)
    return value


def _default(value):
    for encode in encoders:
        coded = encode(value)
        if coded is not None:
            return coded
    if isinstance(value, float):
        return float(value)
    raise Objects


def _decode(tagged):
    [(tag, value)] = tagged.items()
    return decoders[tag](value)


_encode = json.JSONEncoder(default=_default, separators=(",", ":"), check_circular=False).encode
_loads = json.JSONDecoder(object_hook=_decode).decode


def invoke(name, *args, **kwargs):
    """The host's answer; its exceptions are raised here under their own names."""
    if name in _WRITING or "out" in kwargs:
        written[0] += 1
    count = len(dropped)
    try:
        text = _encode(
            [name, [pack(a) for a in args], [[k, pack(v)] for k, v in kwargs.items()], dropped[:count]]
        )
    except RecursionError:
        raise ValueError("setting an array element with a sequence nested too deep") from None
    del dropped[:count]
    verdict, answer = _loads(call(text))
    if verdict == "ok":
        return answer
    module, kind, bases, message = answer
    if kind == "Objects":
        raise Objects
    raise error(module, kind, bases)(message)


def error(module, name, bases=("ValueError",)):
    """The class of an exception: Python's own, or one of NumPy's with the same bases."""
    if module == "builtins":
        return getattr(builtins, name)
    if name not in _errors:
        kinds = [getattr(builtins, base) for base in bases]
        nearest = tuple(
            k for k in kinds if not any(k is not other and issubclass(other, k) for other in kinds)
        )
        _errors[name] = type(name, nearest, {"__module__": module})
    return _errors[name]


AxisError = error("numpy.exceptions", "AxisError", ("ValueError", "IndexError"))
LinAlgError = error("numpy.linalg", "LinAlgError")


def run(name, *args, **kwargs):
    """A function of NumPy: on the host, or here where objects are among its arguments."""
    try:
        answer = invoke(name, *args, **kwargs)
    except Objects:
        pass
    else:
        out = kwargs.get("out")
        return answer if out is None else out[0] if isinstance(out, tuple) and len(out) == 1 else out
    from . import _object_functions

    return _object_functions.apply(name, args, kwargs)


def function(name, shown=None):
    """`run` under a name."""

    def called(*args, **kwargs):
        return run(name, *args, **kwargs)

    called.__name__ = called.__qualname__ = shown or name
    called.__module__ = "numpy"
    return called
