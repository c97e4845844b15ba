"""One run of a program: `answer(request)` gives everything that the host is told about it.

The request: `{"code", "cells": [first lines], "pass", "limits": {...}, "ops": [...], "stdin": [lines],
"live": whether the host hears what is printed at once, "skims": whether passes may go unwatched}`.
"""

from __future__ import annotations

import ast
import builtins
import gc
import json
import linecache
import sys
import types
from typing import Any, Final

from engine.program.guest import inside, watching
from engine.program.guest.passes import passes
from engine.program.guest.passes import run as run_pass

watching.install(run_pass)  # before anything imports the engine's Value

from engine.own.watching import Lightly, Watcher  # noqa: E402
from engine.program.guest import bare, given, libraries, own_recording, recording  # noqa: E402
from engine.program.guest.faults import fault  # noqa: E402
from engine.program.guest.marks import NAMES, Marks  # noqa: E402
from engine.program.guest.output import Output, Silent  # noqa: E402
from engine.program.guest.watching import PROGRAM, watch  # noqa: E402

inside.prepare()
libraries.prepare()
_BUILTINS: Final = dict(vars(builtins))


def answer(request: str) -> str:
    """Run a program. Never raises: what ends the program is part of the answer."""
    asked = json.loads(request)
    if asked.get("bare"):
        return json.dumps(bare.run(asked["code"], asked["stdin"], PROGRAM))
    limits, code = asked["limits"], asked["code"]
    marks = Marks()
    output = Output(limits["output"], live=asked["live"])
    watch.begin(limits["seconds"], limits["values"])
    passes.begin(asked["pass"], limits["passes"])
    inside.begin()
    libraries.begin(output, limits["plots"])
    sys.stdout, sys.stderr = output, Silent()
    lightly = Lightly(watch.turns_ahead, watch.unseen) if asked["skims"] else None
    watcher = Watcher(asked["pass"], watch.another, PROGRAM, lightly)
    watch.own = watcher.record
    main = _main_module(output, asked, watcher)
    linecache.cache[PROGRAM] = (len(code), None, code.splitlines(True), PROGRAM)
    shown: list[Any] = []
    error: BaseException | None = None
    try:
        tree = ast.parse(code, PROGRAM)
        watcher.prepare(tree, code)
        tree = marks.visit(tree)
        for cell in _cells(tree, asked["cells"]):
            value = _run_cell(cell, main)
            shown.append(value)
            if value is not None and asked["cells"]:
                libraries.show(value)
            libraries.end_of_cell()
    except SystemExit:
        pass
    except BaseException as caught:  # noqa: BLE001 (the program's own)
        error = caught
    try:
        libraries.end_of_cell()
        root = libraries.drawn()
        told = recording.record(marks.seen, main.__dict__, [*shown, root] if root else shown)
        told["own"] = own_recording.record(marks.seen, watcher)
        told["again"] = watcher.again()
    except BaseException as caught:  # noqa: BLE001 (a budget may be used up by now)
        error = error or caught
        told = recording.nothing()
    output.flush()
    told["items"] = recording.items(output.items, told)
    told["error"] = None if error is None else fault(error)
    told["notes"] = [*inside.notes(), *libraries.notes(), *own_recording.said]
    return json.dumps(told)


def _main_module(output: Output, asked: dict[str, Any], watcher: Watcher) -> types.ModuleType:
    """The program's own module, with the marks among its builtins."""
    lines = iter(asked["stdin"])

    def read(prompt: object = "") -> str:
        output.write(str(prompt))
        line: str | None = next(lines, None)
        if line is None:
            raise EOFError("EOF when reading a line")
        return line

    main = types.ModuleType("__main__")
    main.__dict__.update(
        __builtins__={
            **given.NAMES, **_BUILTINS, **watch.builtins(NAMES), **given.own_ops(asked["ops"]), "input": read,
        },
        __file__="program.py",
    )  # fmt: skip
    watcher.install(main.__dict__["__builtins__"])
    sys.modules["__main__"] = main
    sys.argv = ["program.py"]
    return main


def _cells(tree: ast.Module, starts: list[int]) -> list[list[ast.stmt]]:
    """The statements of each cell; without cells, of the whole program."""
    cells: dict[int, list[ast.stmt]] = {}
    for statement in tree.body:
        cells.setdefault(sum(line <= statement.lineno for line in starts), []).append(statement)
    return list(cells.values())


def _run_cell(cell: list[ast.stmt], main: types.ModuleType) -> Any:
    """Run the statements, and give what the last one comes to, if an expression: a notebook shows it."""
    last = cell[-1] if isinstance(cell[-1], ast.Expr) else None
    body = ast.Module(cell[:-1] if last else cell, [])
    exec(compile(body, PROGRAM, "exec"), main.__dict__)  # noqa: S102 (this is what the sandbox is for)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), PROGRAM, "eval"), main.__dict__)  # noqa: S307


_WARM = """
from engine import Value
class Thing:
    def __init__(self, n):
        self.w = [Value(float(i), label=f"w{i}") for i in range(n)]
    def __call__(self, xs):
        return sum((w*x for w, x in zip(self.w, xs)), 0.0).tanh()
thing = Thing(3)
for k in range(4):
    ys = [thing([1.0, k, 2]) for _ in range(3)]
    loss = sum((y - 1)**2 for y in ys)
    loss.backward()
    i = 0
    while i < 3:
        i += 1
    a, b = -loss, loss / 2
    print(k, loss.data, f"{a.data:.4f}")
"""


_WARM_OWN = """
class V:
    def __init__(self, data, parents=(), op=''):
        self.data, self.grad, self._prev, self._op = data, 0.0, set(parents), op
        self._backward = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, V) else V(other)
        out = V(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, V) else V(other)
        out = V(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __radd__(self, other):
        return self + other
    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v not in seen:
                seen.add(v)
                for child in v._prev:
                    visit(child)
                order.append(v)
        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v._backward()
w = [V(float(i)) for i in range(4)]
for k in range(6):
    loss = sum((p * x for p in w for x in (1, 2.0)), V(0.5))
    for p in w:
        p.grad = 0.0
    loss.backward()
    for p in w:
        p.data -= 0.01 * p.grad
"""


def warm_up() -> None:
    """Run small programs a few times while the component is built: CPython fits its code to what it sees."""
    limits = {"seconds": 60.0, "values": 10_000, "passes": 100, "output": 10_000, "plots": 10}
    request: dict[str, Any] = {
        "code": _WARM,
        "cells": [],
        "pass": None,
        "stdin": [],
        "ops": [],
        "live": False,
        "skims": True,
    }
    request["limits"] = limits
    for code in (_WARM, _WARM_OWN) * 3:
        request["code"] = code
        answer(json.dumps(request))
    gc.collect()
    gc.freeze()  # what is there for every run is not gone through again in any
    gc.set_threshold(20_000, 20, 100)
