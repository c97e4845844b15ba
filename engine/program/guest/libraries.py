"""What programs import that is not Python's own: small packages under `modules`, and the engine's own nets.

An import that is not there is an ordinary ImportError, where it is reached.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.machinery
import importlib.util
import pkgutil
import sys
import types
from pathlib import Path
from typing import Any, ClassVar, Final

from engine.program.guest.marks import NAMES, Marks
from engine.program.guest.output import Output
from engine.program.guest.watching import LIBRARY, TooMany, watch

_FOLDER: Final = Path(__file__).with_name("modules")
_present: dict[str, Any] = {}


def prepare() -> None:
    """Once, while the component is built: import all there is."""
    sys.modules["engine.nn"] = _marked("engine.nn")
    for module in pkgutil.walk_packages([str(_FOLDER)]):
        _present[module.name] = importlib.import_module(module.name)


def _marked(name: str) -> types.ModuleType:
    """A module of the engine with marks in it, so that its objects are scopes as the program's own are."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert isinstance(spec.loader, importlib.machinery.SourceFileLoader)
    tree = Marks(library=True).visit(ast.parse(spec.loader.get_data(spec.loader.path)))
    module = types.ModuleType(name)
    module.__dict__["__builtins__"] = {**vars(builtins), **watch.builtins(NAMES)}
    exec(compile(tree, LIBRARY, "exec"), module.__dict__)  # noqa: S102 (our own file)
    return module


class TooManyPictures(TooMany):
    """The program made more plots and drawings than it may."""


class _Shown:
    """Where pictures go in the present run, and how many more there may be."""

    output = Output(0)
    left = 0
    dots: ClassVar[list[Any]] = []


def begin(output: Output, pictures: int) -> None:
    """Before every run."""
    _Shown.output, _Shown.left = output, pictures
    _Shown.dots = []
    pyplot = _present.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.deliver = _plots


def _picture(item: dict[str, Any]) -> None:
    _Shown.left -= 1
    if _Shown.left < 0:
        raise TooManyPictures
    _Shown.output.picture(item)


def _plots(pictures: list[dict[str, Any]]) -> None:
    for picture in pictures:
        if picture["series"]:
            _picture({"kind": "plot", "series": picture["series"]})


def end_of_cell() -> None:
    """A notebook shows at a cell's end what was drawn in it; a program at its own."""
    if (pyplot := _present.get("matplotlib.pyplot")) is not None:
        pyplot.show()


def drawn() -> Any:
    """The Value whose graph the program drew last with Graphviz, by the ids of its nodes."""
    return None


def show(value: Any) -> None:
    """A cell's last value, as a notebook shows it."""
    print(repr(value))
