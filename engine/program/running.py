"""Running a program: to the sandbox and back."""

from __future__ import annotations

import ast
import copy
import json
import re
import threading
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Any, Final

from engine.functions import MODULES
from engine.language import own_op
from engine.language.builder import Origins
from engine.language.cells import cell_starts
from engine.language.clock import Clock
from engine.language.errors import LanguageError
from engine.language.limits import Limits
from engine.language.run import Item, Run
from engine.language.source import Source
from engine.program.failures import limit_words
from engine.program.recording import TamperedError, read
from engine.program.sandbox import NotReadyError, Sandbox, StoppedError

if TYPE_CHECKING:
    from engine.program.numpy_host import NumpyHost

_INPUT: Final = re.compile(r"^[ \t]*#[ \t]*input:[ \t]?(.*)$", re.MULTILINE)
_FORMULA_SIGNS: Final = re.compile("[×·⋅÷−–²³]")
_GRACE: Final = 1.0
"""Seconds a run may be over its time before it is stopped from outside: it mostly notices by itself."""
sandbox: Final = Sandbox()


def run_program(text: str, limits: Limits, wanted: int | None, trouble: LanguageError | None) -> Run:
    """Run a whole program in the sandbox. `trouble`: what was wrong with it as a formula."""
    ran = _run(Source(text, program=True), limits, wanted)
    error = ran.error
    if error is not None and error.code == "syntax" and _FORMULA_SIGNS.search(text):
        second = _run(Source(text), limits, wanted)  # typed as mathematics is: x², 2×3
        if second.error is None or second.error.code != "syntax":
            return second
    if error is not None and error.code == "syntax" and "//" in text:
        second = _run(Source(text, program=True, slashes=True), limits, wanted)  # x = 3 // the start
        if second.error is None or second.error.code != "syntax":
            return second
    if error is not None and not error.trace and trouble is not None and trouble.code == "limit":
        raise trouble  # nested too deeply: Python's own words have no place
    if error is not None and error.code == "syntax" and trouble is not None and trouble.code == "syntax":
        error.hint = error.hint or trouble.hint
    return ran


def _run(source: Source, limits: Limits, wanted: int | None, *, skims: bool = True) -> Run:
    own = own_op.read(source, limits) if source.definitions else {}
    if own:
        own_op.define(source, limits, Clock(limits))
    request = {
        "code": source.code,
        "cells": source.prompts or cell_starts(source.code),
        "pass": wanted,
        "live": True,
        "skims": skims,
        "stdin": _INPUT.findall(source.text),
        "ops": [_definition(op) for op in own.values()],
        "limits": {
            "seconds": limits.max_seconds, "values": limits.max_nodes, "passes": limits.max_passes,
            "output": limits.max_output, "plots": limits.max_plots,
        },
    }  # fmt: skip
    host = _Host(limits.max_output)
    try:
        text = _answer(json.dumps(request), source.code, limits, host)
    except LanguageError as error:
        if error.code == "limit":
            return _stopped_run(error, host, source)
        raise
    try:
        told = json.loads(text)
        if skims and (again := _again(told)):
            return _run(source, limits, again[0], skims=again[1] and wanted is None)
        ran = read(told, source, source.own_ops, limits)
        if ran.engine is not None and ran.engine.elsewhere is not None and wanted is None:
            return _run(source, limits, ran.engine.elsewhere)  # nobody has chosen: what is wrong is shown
        return ran
    except (TamperedError, ValueError, RecursionError):
        message = "The program changed what watches it, so there is nothing to show."
        raise LanguageError("unsupported", message) from None


def _again(told: Any) -> tuple[int | None, bool] | None:
    """Where what is to be shown went by unwatched: the pass to choose, and whether others may go by."""
    match told:
        case {"again": [int() | None as chosen, bool() as skims]}:
            return chosen, skims
    return None


def bare(source: Source, limits: Limits) -> str:
    """What the sandbox tells of a run in which nothing is watched (`guest/bare.py`)."""
    request = {"code": source.code, "bare": True, "stdin": _INPUT.findall(source.text)}
    return _answer(json.dumps(request), source.code, limits, _Host(0))


def _stopped_run(error: LanguageError, host: _Host, source: Source) -> Run:
    """A run that was stopped from outside: all that is left is what it had printed."""
    text = "".join(host.output)
    items = [Item("text", text)] if text else []
    return Run([], Origins(), None, [], text, list(source.notes), items=items, error=error)


def _answer(request: str, code: str, limits: Limits, host: _Host) -> str:
    try:
        future = sandbox.submit(request, limits.max_seconds + _GRACE, limits.max_memory << 20, host.answer)
    except NotReadyError:
        if sandbox.native.trouble:
            message = "Programs cannot run here: the sandbox could not be made."
            raise LanguageError("starting", message, None, sandbox.native.trouble) from None
        message = "Python is being made ready; this happens once, and takes some ten seconds."
        raise LanguageError("starting", message, None, "Formulas work already.") from None
    with _Waiting(future):
        try:
            return future.result()
        except CancelledError:
            raise LanguageError("cancelled", "The program was stopped.") from None
        except StoppedError as stopped:
            raise _stopped(stopped, code, limits) from None


def _stopped(stopped: StoppedError, code: str, limits: Limits) -> LanguageError:
    if stopped.why == "cancelled":
        return LanguageError("cancelled", "The program was stopped.")
    if stopped.why == "time":
        message, hint = limit_words("time", limits, code)
        return LanguageError("limit", message, None, hint)
    if stopped.why == "stack":
        hint = "Does the function ever stop calling itself?"
        return LanguageError("limit", "Calls are too deep inside one another here.", None, hint)
    message = f"The program needs more than {limits.max_memory:,} MB of memory, or broke Python."
    return LanguageError("limit", message, None, "Let it keep less at a time.")


def _definition(own: own_op.OwnOp) -> dict[str, Any]:
    trees = [own.body.tree, *(formula.tree for formula in own.derivatives)]
    return {
        "name": own.op.name,
        "arguments": list(own.definition.arguments),
        "formulas": [ast.unparse(_Functions().visit(copy.deepcopy(tree))) for tree in trees],
    }


class _Functions(ast.NodeTransformer):
    """`math.sin(x)` and `x.sin()` as `sin(x)`."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute):
            node.args = [node.func.value, *node.args]
            node.func = ast.Name(node.func.attr)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        in_module = isinstance(node.value, ast.Name) and node.value.id in MODULES
        return ast.Name(node.attr) if in_module else node


class _Host:
    """What the host does for one run: arrays of numbers, computed by NumPy; and it hears what is printed."""

    def __init__(self, most_output: int) -> None:
        self.output: list[str] = []
        self._left = most_output
        self._arrays: NumpyHost | None = None

    def answer(self, topic: str, request: str) -> str:
        if topic == "output":
            self.output.append(request[: self._left])
            self._left -= len(self.output[-1])
            return ""
        if self._arrays is None:
            from engine.program.numpy_host import NumpyHost  # NumPy is loaded where it is needed

            self._arrays = NumpyHost()
        return self._arrays.call(request)


class _Waiting:
    """The run that the calling thread waits for, so that another thread can stop it."""

    running: Final[dict[int, Future[str]]] = {}

    def __init__(self, future: Future[str]) -> None:
        self._future = future

    def __enter__(self) -> None:
        self.running[threading.get_ident()] = self._future

    def __exit__(self, *_: object) -> None:
        self.running.pop(threading.get_ident(), None)


def stop_thread(ident: int) -> None:
    """End the run that a thread waits for, if it does."""
    if (future := _Waiting.running.get(ident)) is not None:
        sandbox.stop(future)
