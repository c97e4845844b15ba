"""livegrad in a notebook: the pages for frames (`/embed`), with the notebook's kernel in place of a server.

    from engine import watch
    watch(L)          the graph of a Value and its backward pass, as `/embed` shows it
    watch(trainer)    a training, as `/embed/train` shows it
    watch("a*b + c")  a program

No port is opened: what the page asks goes to the kernel as a widget's messages, and there to the same
application (`wire.py`). What it shows is given to the application as a program's run is (`leaves.py`) or as a
training to begin with (`training.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.main import create_app
from app.notebook.foreign import is_foreign, pairs_of, told_apart
from app.notebook.leaves import Leaves
from app.notebook.training import Begun
from app.settings import Settings
from app.training.house import House
from engine.language.errors import Note
from engine.train import Trainer
from engine.value import Value

HEIGHT = 560
"""Of the frame, in pixels, where nobody says another."""


def watch(thing: Any, *, height: int | None = None, names: Mapping[str, Any] | None = None) -> Any:
    """The widget that shows it; `names` are the variables by which Values without a label may be called.

    `engine.watch` says what can be shown, and what is raised.
    """
    try:
        from app.notebook.widget import Window
    except ImportError as error:
        raise ImportError("watch needs anywidget: pip install 'livegrad[notebook]'.") from error
    settings = Settings()
    app = create_app(settings)
    stands: dict[int, Value] = {}
    notes: list[Note] = []
    if not isinstance(thing, Value) and is_foreign(thing):
        pairs = pairs_of(thing, settings.max_nodes)
        notes = told_apart(thing, pairs)
        stands = {at: pair.value for at, pair in pairs.items()}
        thing = stands[id(thing)]
    if isinstance(thing, Value):
        app.state.runs = shown = Leaves(thing, names or {}, settings.max_nodes, stands=stands, notes=notes)
        return Window(app, "graph", source=shown.text, height=height or HEIGHT)
    if isinstance(thing, Trainer):
        app.state.trainings = House(settings, Begun(settings, thing))
        return Window(app, "training", source="", height=height or HEIGHT)
    if isinstance(thing, str):
        return Window(app, "graph", source=thing, height=height or HEIGHT)
    hint = (
        "An autograd class of your own is shown in a program: watch('''…its text…''')."
        if hasattr(thing, "grad")
        else f"This is {type(thing).__name__!r}."
    )
    raise TypeError(f"watch takes a Value of `engine`, a Trainer, or the text of a program. {hint}")
