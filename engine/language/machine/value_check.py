"""A pasted `class Value` beside ours: each of its ops, `__init__` and `backward()` at sample numbers.

`value_trial.py` runs the class apart from the program; here what it gives is compared with the op table, and
the line to blame is found. What cannot be run there is passed over.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Final

from engine.language.errors import Span, short
from engine.language.limits import Limits
from engine.language.machine.value_trial import Trial, Unknown
from engine.language.source import Source
from engine.ops import OPS

_OPS: Final = {
    "__add__": "add", "__mul__": "mul", "__sub__": "sub", "__truediv__": "div", "__pow__": "powk",
    "__neg__": "neg", "tanh": "tanh", "exp": "exp", "relu": "relu", "log": "log", "sigmoid": "sigmoid",
    "sin": "sin", "cos": "cos", "sqrt": "sqrt",
}  # fmt: skip
_REFLECTED: Final = {"__radd__": "add", "__rsub__": "sub", "__rmul__": "mul", "__rtruediv__": "div"}
_SAMPLES: Final = ((0.7, 1.9), (-1.3, 2.0), (1.4, -3.0), (2.5, 0.5))
_UPSTREAM: Final = 1.7
Remark = tuple[str, Span]


def check_class(node: ast.ClassDef, source: Source, limits: Limits) -> Iterator[Remark]:
    """Remarks on what differs, each with its place."""
    try:
        trial = Trial(node, source, limits)
    except Unknown:
        return
    methods = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
    own = [name for name in methods if _inner(methods[name])]
    found: list[Remark] = list(_start(methods, source, trial))
    wrong: set[str] = set()
    for name in sorted({*_OPS, *_REFLECTED} & methods.keys(), key=lambda name: name not in own):
        if wrong and name not in own:
            continue  # it is made of the others
        remarks = list(_method(methods[name], source, trial))
        found += remarks
        wrong |= {name} if remarks else set()
    if "backward" in methods and not wrong:
        found += _backward(methods["backward"], source, trial)
    yield from sorted(found, key=lambda remark: remark[1])


def _close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def _start(methods: dict[str, ast.FunctionDef], source: Source, trial: Trial) -> Iterator[Remark]:
    try:
        grad = trial.grad(trial.make(2.0))
    except Unknown:
        return
    if grad != 0:
        at = _writes(methods.get("__init__"), "grad")
        if at is not None:
            yield f"A Value's grad starts at {grad:g} here; livegrad's starts at 0.", source.span(at)


def _method(method: ast.FunctionDef, source: Source, trial: Trial) -> Iterator[Remark]:
    """The first sample where an op differs, in its result or in what it passes back."""
    name, reflected = method.name, method.name in _REFLECTED
    op = OPS[_REFLECTED[name] if reflected else _OPS[name]]
    two = op.arity == 2 or op.takes_constant
    for a, b in _SAMPLES:
        numbers = ((b, a) if reflected else (a, b)) if two else (a,)
        try:
            result = op.forward(*numbers)
            rules = op.local(result, *numbers)
            x, y = trial.make(a), trial.make(b) if op.arity == 2 and not reflected else b
            out = trial.call(x, name, [y] if two else [])
            theirs = trial.data(out)
        except (Unknown, ValueError, ArithmeticError):
            continue
        if not _close(theirs, result):
            at = " and ".join(f"{n:g}" for n in numbers)
            told = f"{name} gives another number than livegrad's: {theirs:g}, not {result:g}, for {at}."
            yield told, source.span(_maker(method))
            return
        if not _inner(method):
            continue
        operands = [x, y] if op.arity == 2 else [x]
        before, after = trial.passed_back(out, operands, _UPSTREAM)
        remarks = []
        for slot, (old, new) in enumerate(zip(before, after, strict=True)):
            if not _close(new - old, rules[slot] * _UPSTREAM):
                remarks.append(_blame(method, slot, old, new, rules[slot] * _UPSTREAM, source))
        if remarks:
            yield from dict.fromkeys(remarks)
            return


def _blame(
    method: ast.FunctionDef, slot: int, before: float, after: float, wanted: float, source: Source
) -> Remark:
    """Why a parent's grad is not what it should be."""
    name, inner = method.name, _inner(method)
    assert inner is not None
    arguments = [a.arg for a in method.args.args]
    who = arguments[slot] if slot < len(arguments) else "self"
    attached = _writes(method, "_backward")
    if attached is None:
        told = f"The _backward of {name} is never kept, so nothing flows back: out._backward = _backward"
        return told, source.span(inner)
    if isinstance(attached, ast.Assign) and isinstance(attached.value, ast.Call):
        told = f"{name} calls _backward at once; leave out the brackets: out._backward = _backward"
        return told, source.span(attached)
    line = _writes(inner, "grad", who)
    if line is None:
        return f"Nothing is added to {who}.grad in {name}; livegrad passes on to both.", source.span(inner)
    span = source.span(line)
    if isinstance(line, ast.Assign) and _close(after, wanted):
        told = (
            f"`{short(source.snippet(span), 50)}` in {name} should be `+=`: a Value used twice would "
            "keep only the last contribution. livegrad accumulates."
        )
        return told, span
    told = f"The derivative in {name} is not livegrad's: at a sample {after - before:g}, not {wanted:g}."
    return told, span


def _backward(method: ast.FunctionDef, source: Source, trial: Trial) -> Iterator[Remark]:
    """(a*b)*(a + b) at -2 and 3, the lecture's example of a Value used twice."""
    try:
        a, b = trial.make(-2.0), trial.make(3.0)
        d, e = trial.call(a, "__mul__", [b]), trial.call(a, "__add__", [b])
        f = trial.call(d, "__mul__", [e])
        trial.reset([a, b, d, e, f])
        trial.call(f, "backward", [])
        seed, grads = trial.grad(f), [trial.grad(x) for x in (a, b, d, e)]
    except Unknown:
        return
    seeded = _writes(method, "grad")
    if seed != 1.0:
        told = f"backward() leaves {seed:g} in the root's own grad; livegrad starts with self.grad = 1.0."
        yield told, source.span(seeded or method)
    elif not all(map(_close, grads, (-3.0, -8.0, 1.0, -6.0))):
        loops = [part.iter for part in ast.walk(method) if isinstance(part, ast.For)]
        told = (
            "backward() gives other gradients than livegrad's: every node comes after all that were made of "
            "it, in reversed topological order, and each runs its _backward once."
        )
        yield told, source.span(max(loops, key=lambda part: part.lineno) if loops else method)


# -- places ----------------------------------------------------------------------------------------


def _inner(method: ast.FunctionDef) -> ast.FunctionDef | None:
    """The `def _backward` inside a method."""
    for part in method.body:
        if isinstance(part, ast.FunctionDef) and part.name == "_backward":
            return part
    return None


def _writes(method: ast.FunctionDef | None, attribute: str, of: str = "") -> ast.stmt | None:
    """The first statement that writes this attribute (of this name)."""
    for part in ast.walk(method) if method else ():
        targets = (
            part.targets if isinstance(part, ast.Assign)
            else [part.target] if isinstance(part, (ast.AugAssign, ast.AnnAssign)) else []
        )  # fmt: skip
        for target in targets:
            fits = isinstance(target, ast.Attribute) and target.attr == attribute
            if fits and isinstance(part, ast.stmt) and (not of or ast.unparse(target) == f"{of}.{attribute}"):
                return part
    return None


def _maker(method: ast.FunctionDef) -> ast.stmt:
    """The statement that computes the result: `t = …` before `out = Value(t, …)`, or the `return`."""
    made: dict[str, ast.stmt] = {}
    for part in method.body:
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            value = part.value
            called = value.func if isinstance(value, ast.Call) else None
            if isinstance(value, ast.Call) and isinstance(called, ast.Name) and called.id == "Value":
                first = value.args[0] if value.args else None
                return made.get(first.id, part) if isinstance(first, ast.Name) else part
            made[part.targets[0].id] = part
    return method.body[-1]
