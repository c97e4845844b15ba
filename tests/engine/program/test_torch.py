"""The small torch says what the real one says, to the letter; a float's last digits aside."""

from __future__ import annotations

import ast
import builtins
import contextlib
import copy
import importlib.util
import io
import math
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.engine.program.torch_lines import GRADIENTS, LINES, PROGRAMS, SETUP

MODULES = Path(__file__).parents[3] / "engine/program/guest/modules"
NUMBER = re.compile(r"-?\d+\.\d*(?:e[-+]\d+)?|-?\d+e[-+]\d+")
ADDRESS = re.compile(r"0x[0-9a-f]+")


def _small() -> ModuleType:
    """Our torch under another name, so that the real one can be imported beside it."""
    name = "small_torch"
    if name not in sys.modules:
        where = MODULES / "torch/__init__.py"
        spec = importlib.util.spec_from_file_location(
            name, where, submodule_search_locations=[str(where.parent)]
        )
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="module")
def real() -> ModuleType:
    torch: ModuleType = pytest.importorskip("torch")
    return torch


@contextlib.contextmanager
def _importing(torch: ModuleType) -> Iterator[None]:
    """`import torch` finds this one."""
    if torch.__name__ == "torch":
        yield
        return
    kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "torch"}
    for name in kept:
        del sys.modules[name]
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == torch.__name__:
            sys.modules["torch" + name[len(torch.__name__) :]] = module
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] == "torch"]:
            del sys.modules[name]
        sys.modules.update(kept)


def _names(torch: Any) -> dict[str, Any]:
    return {
        "torch": torch,
        "nn": torch.nn,
        "F": torch.nn.functional,
        "optim": torch.optim,
        "math": math,
        "copy": copy,
    }


def _printed(torch: Any, program: str) -> str:
    """What the program prints, and the value of a last expression; an error as its type and its sentence."""
    tree = ast.parse(program)
    out, names = io.StringIO(), _names(torch)
    last = tree.body[-1]
    with contextlib.redirect_stdout(out), warnings.catch_warnings(), _importing(torch):
        warnings.simplefilter("ignore")
        try:
            if isinstance(last, ast.Expr) and not (
                isinstance(last.value, ast.Call) and ast.unparse(last.value.func) == "print"
            ):
                exec(compile(ast.Module(tree.body[:-1], []), "program", "exec"), names)
                builtins.print(eval(compile(ast.Expression(last.value), "program", "eval"), names))
            else:
                exec(compile(tree, "program", "exec"), names)
        except Exception as error:  # noqa: BLE001 (whatever torch raises, ours raises)
            builtins.print(type(error).__name__, error)
    return ADDRESS.sub("0x", out.getvalue()).replace("small_torch", "torch")


def _alike(ours: str, theirs: str) -> bool:
    """Equal but for a float's last digits: one in the last place of four decimals, 1 in 10**5 of others."""
    if ours == theirs:
        return True
    a, b = NUMBER.findall(ours), NUMBER.findall(theirs)
    if len(a) != len(b) or NUMBER.sub("#", ours).split() != NUMBER.sub("#", theirs).split():
        return False
    return all(
        math.isclose(
            float(m), float(n), rel_tol=1e-5, abs_tol=1.01e-4 if len(n.split(".")[-1]) <= 4 else 1e-7
        )
        for m, n in zip(a, b, strict=True)
    )


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"^---$", text, flags=re.MULTILINE) if block.strip()]


@pytest.mark.oracle
@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_a_line_prints_what_torch_prints(line: str, real: ModuleType) -> None:
    ours, theirs = _printed(_small(), SETUP + line), _printed(real, SETUP + line)
    assert _alike(ours, theirs), f"{line}\nours:   {ours}\ntheirs: {theirs}"


@pytest.mark.oracle
@pytest.mark.parametrize("line", GRADIENTS.strip().splitlines())
def test_a_gradient_is_torch_s(line: str, real: ModuleType) -> None:
    program = f"{SETUP}({line}).sum().backward(); print(x.grad, y.grad)"
    ours, theirs = _printed(_small(), program), _printed(real, program)
    assert _alike(ours, theirs), f"{line}\nours:   {ours}\ntheirs: {theirs}"


@pytest.mark.oracle
@pytest.mark.parametrize("program", _blocks(PROGRAMS))
def test_a_program_prints_what_torch_prints(program: str, real: ModuleType) -> None:
    ours, theirs = _printed(_small(), program), _printed(real, program)
    assert _alike(ours, theirs), f"{program}\nours:\n{ours}\ntheirs:\n{theirs}"
