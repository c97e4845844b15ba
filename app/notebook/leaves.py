"""A graph of Values that no text made, as the run of one: a line for every leaf, `a = 2.0`.

A page's state is its text, and turning a number edits it. So the leaves are written as a text, and the graph
is computed anew from the numbers that a text has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.notebook.labels import labels_of, names_of
from app.notebook.scopes import parameters_of, scopes_of
from app.runs import Remembered, Runs
from engine.backward import backward_pass
from engine.graph import topological_order
from engine.language import LanguageError, Limits, Run
from engine.language.builder import Origin, Origins
from engine.language.errors import Note
from engine.language.run import Pass, Terms
from engine.value import Value, make


class Leaves(Runs):
    """Answers as a memory of runs does, whatever program is asked for: with the graph of one root."""

    def __init__(
        self,
        root: Value,
        variables: Mapping[str, Any],
        most: int,
        *,
        stands: Mapping[int, Value] = {},
        notes: Sequence[Note] = (),
    ) -> None:
        """Takes the graph as it is now. Raises ValueError for one of more than `most` Values.

        `variables`: what Values without a label are called by, and the modules they are parameters of.
        """
        super().__init__(most_values=0)
        self._order = topological_order(root)
        if len(self._order) > most:
            raise ValueError(
                f"This graph has {len(self._order):,} Values; {most:,} is the most that is shown."
            )
        names, parameters = names_of(variables, stands), parameters_of(variables, stands)
        names |= {value: name for value, (_, name) in parameters.items()}
        self._named = [bool(value.label or value in names) for value in self._order]
        self._labels = labels_of(self._order, names)
        self._scopes = scopes_of(self._order, parameters)
        self._notes = list(notes)
        self._last: tuple[str, Remembered] | None = None
        self.text = "".join(
            f"{label} = {value.data!r}\n"
            for value, label in zip(self._order, self._labels, strict=True)
            if value.op is None
        )

    def get(
        self, source: str, limits: Limits, wanted: int | None = None, *, quick: bool = False,  # noqa: ARG002
    ) -> Remembered:  # fmt: skip
        """The run with the leaves' numbers as the text has them. Raises LanguageError."""
        last = self._last
        if last is None or last[0] != source:
            self._last = last = source, Remembered(source, self._run(source))
        return last[1]

    def _run(self, source: str) -> Run:
        copies: dict[Value, Value] = {}
        origins = Origins()
        lines = iter(source.splitlines(keepends=True))
        at = 0
        for value, label, named in zip(self._order, self._labels, self._named, strict=True):
            if value.op is None:
                line = next(lines, "")
                number = line.rpartition("=")[2]
                copy = Value(_read(number))
                start = at + len(line) - len(number.lstrip())
                origins[copy] = Origin("leaf" if named else "constant", (start, start + len(number.strip())))
                at += len(line)
            else:
                copy = _made(value, label, copies)
            follows = value.op is None and not named
            copy.label, copy.scope = (
                f"{copy.data:g}" if follows else label,
                self._scopes.get(value, value.scope),
            )
            copies[value] = copy
        values = list(copies.values())
        root = values[-1]
        terms = Terms(backward_pass(root))
        only = Pass(0, root, None, 0.0, root.data)
        return Run(values, origins, root, [only], "", self._notes, shown=0, terms=terms)


def _read(number: str) -> float:
    try:
        return float(number.strip().strip("()"))
    except ValueError:
        raise LanguageError("request", "A leaf of the graph has no number.") from None


def _made(value: Value, label: str, copies: Mapping[Value, Value]) -> Value:
    assert value.op is not None
    try:
        return make(value.op, tuple(copies[parent] for parent in value.parents), value.constant)
    except (ValueError, ArithmeticError):
        named = label or value.op.name
        message = f"`{named[:60]}` has no result for the numbers its leaves have now."
        raise LanguageError("numeric", message, None, "Turn the number back.") from None
