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
import re
import sys
import types
from pathlib import Path
from typing import Any, ClassVar, Final

from engine.program.guest.bounds import TooMany
from engine.program.guest.marks import NAMES, Marks
from engine.program.guest.output import Output
from engine.program.guest.passes import passes
from engine.program.guest.watching import LIBRARY, Watched, watch

_NUMBER: Final = re.compile(r"[1-9]\d{0,18}")
_FOLDER: Final = Path(__file__).with_name("modules")
_present: dict[str, Any] = {}


def prepare() -> None:
    """Once, while the component is built: import all there is."""
    sys.modules["engine.nn"] = _marked("engine.nn")
    sys.modules["engine"].watch = _watched  # type: ignore[attr-defined]
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
    drawn = 0
    """Graphs of Graphviz whose pictures are among the output."""
    root: Any = None
    """The Value whose graph was drawn last."""
    not_drawn: ClassVar[list[str]] = []


def begin(output: Output, pictures: int) -> None:
    """Before every run."""
    _Shown.output, _Shown.left = output, pictures
    pyplot = _present.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.deliver = _plots


def _picture(item: dict[str, Any]) -> None:
    _Shown.left -= 1
    if _Shown.left < 0:
        raise TooManyPictures
    _Shown.output.picture(item)


def _watched(thing: Any, height: int | None = None) -> None:  # noqa: ARG001
    """The engine's `watch`, of a notebook whose cells are run here: this page is what it opens there."""
    if isinstance(thing, Watched):
        _Shown.root = thing
        _picture({"kind": "graph", "root": thing})


def _plots(pictures: list[dict[str, Any]]) -> None:
    for picture in pictures:
        if picture["series"]:
            _picture({"kind": "plot", "series": picture["series"]})
        _Shown.not_drawn += [name for name in picture["left_out"] if name not in _Shown.not_drawn]


def end_of_cell() -> None:
    """A notebook shows at a cell's end what was drawn in it; a program at its own."""
    if (pyplot := _present.get("matplotlib.pyplot")) is not None:
        pyplot.show()
    made = _present["graphviz"].made
    for graph in made[_Shown.drawn :]:
        if graph.nodes:
            root = _root([str(name) for name, *_ in graph.nodes])
            _Shown.root = root or _Shown.root
            _picture({"kind": "graph", "root": root})
    _Shown.drawn = len(made)


def _root(names: list[str]) -> Watched | None:
    """The latest Value among those whose `id` begins the name of a node."""
    known = {id(value): value for value in (*watch.early, *(passes.kept.order if passes.kept else ()))}
    ids = {int(found[0]) for name in names if (found := _NUMBER.match(name))}
    drawn = [known[number] for number in ids if number in known]
    return max(drawn, key=lambda value: value.number, default=None)


def drawn() -> Watched | None:
    """The Value whose graph the program drew last with Graphviz, by the ids of its nodes."""
    root: Watched | None = _Shown.root
    return root


def notes() -> list[str]:
    """What is to be said of pictures that are left out."""
    if not _Shown.not_drawn:
        return []
    names = ", ".join(f"`{name}`" for name in _Shown.not_drawn[:5])
    return [f"{names} is left out; the training page draws the decision boundary while it trains."]


def show(value: Any) -> None:
    """A cell's last value, as a notebook shows it: what is drawn is a picture of its own."""
    first = value[0] if isinstance(value, (list, tuple)) and value else value
    if type(first).__module__.partition(".")[0] in ("matplotlib", "graphviz"):
        return
    print(repr(value))
