"""One run of a program: `answer(request)` gives everything that the host is told about it.

The request: `{"code", "cells": [first lines], "pass", "limits": {...}, "ops": [...], "stdin": [lines],
"live": whether the host hears what is printed at once, "skims": whether passes may go unwatched}`.
"""

from __future__ import annotations

import ast
import builtins
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
from engine.program.guest.bounds import Deadline, TooMany  # noqa: E402
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
        if told["again"] and isinstance(error, (Deadline, TooMany)):
            told["again"] = asked["pass"], False  # another run may not get as far as this one
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
