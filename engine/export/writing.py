"""A graph as assignments, one under the other: the text between the graph and every kind of source.

A Value gets a line of its own if it is a leaf, has a name, is used more than once, or would make its line
too long; everything else stands inside the expression that uses it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from engine.export.naming import Namer, own_name
from engine.export.targets import ATOM, INFIX, POWER, SIGN, Target
from engine.ops import OPS, Op
from engine.value import Value

_LONGEST: Final = 64

Call = Callable[[Op, tuple[str, ...], float], str]
"""How an op that has no row of its own is called: the op, its operands' texts, its constant."""


class Line(NamedTuple):
    """`name = text`; for a leaf the text is its number."""

    value: Value
    name: str
    text: str

    @property
    def is_leaf(self) -> bool:
        return self.value.op is None


class Text(NamedTuple):
    """A piece of an expression, how tightly it binds, and whether it is a plain number."""

    text: str
    binds: int
    number: bool = False


def number(x: float) -> str:
    """A float as Python writes it: read back, it is the same."""
    return repr(float(x))


class Writer:
    """Writes one graph for one target."""

    def __init__(
        self, order: Sequence[Value], inline: set[Value], target: Target, call: Call, namer: Namer
    ) -> None:
        """`inline`: leaves that are written as plain numbers where they are used, if that can be."""
        self._order = order
        self._target = target
        self._call = call
        self._uses = Counter(parent for value in order for parent in value.parents)
        self._user = {parent: value for value in order for parent in value.parents}
        self._numbers = {value for value in inline if self._may_be_a_number(value, inline)}
        self._texts: dict[Value, Text] = {}
        self.names: dict[Value, str] = {}
        self._namer = namer

    def lines(self) -> list[Line]:
        """The assignments in topological order; the last is the root's."""
        lines = []
        root = self._order[-1]
        for value in self._order:
            if value in self._numbers:
                self._texts[value] = _constant(value.data)
                continue
            text = Text(number(value.data), ATOM) if value.op is None else self._expression(value)
            if self._own_line(value, text, root):
                name = self._namer.name(value)
                self.names[value] = name
                lines.append(Line(value, name, text.text))
                text = Text(name, ATOM)
            self._texts[value] = text
        return lines

    def _own_line(self, value: Value, text: Text, root: Value) -> bool:
        named = value.op is not None and own_name(value) is not None
        return (
            value.op is None or value is root or named or self._uses[value] > 1 or len(text.text) > _LONGEST
        )

    def _may_be_a_number(self, leaf: Value, inline: set[Value]) -> bool:
        """Whether a plain number will do: beside something that is none, for an operator that takes it."""
        user = self._user.get(leaf)
        if self._uses[leaf] != 1 or user is None or user.op is None:
            return False
        if user.op.name == "pow":
            if self._target.frozen is None or (_is_frozen(user) and leaf is user.parents[0]):
                return False  # a frozen exponent alone would leave nothing to differentiate
        elif user.op.name not in INFIX:
            return False
        return not all(parent in inline for parent in user.parents)

    def _expression(self, value: Value) -> Text:
        op = value.op
        assert op is not None
        operands = [self._texts[parent] for parent in value.parents]
        if op.name in INFIX:
            sign, binds = INFIX[op.name]
            left, right = _at_least(operands[0], binds), _at_least(operands[1], binds + 1)
            return Text(f"{left} {sign} {right}", binds)
        if op.name == "neg":
            return Text(f"-{_at_least(operands[0], SIGN)}", SIGN)
        if op.name == "powk" and value.constant == 0.0 and self._target.frozen is None:
            # micrograd itself divides by a base of 0
            return Text(self._call(OPS["pow"], (operands[0].text, number(0.0)), 0.0), ATOM)
        if op.name == "powk":
            return Text(f"{_at_least(operands[0], ATOM)} ** {number(value.constant)}", POWER)
        if op.name == "pow":
            return self._power(value, operands)
        row = self._target.calls.get(op.name)
        if row is not None:
            a, b = (_at_least(operand, row.operands) for operand in (operands[0], operands[-1]))
            return Text(row.text.format(a=a, b=b, k=number(value.constant)), row.binds)
        return Text(self._call(op, tuple(text.text for text in operands), value.constant), ATOM)

    def _power(self, value: Value, operands: list[Text]) -> Text:
        base, exponent = operands
        op = value.op
        assert op is not None
        frozen = self._target.frozen
        if frozen is None:
            return Text(self._call(op, (base.text, exponent.text), 0.0), ATOM)
        a, b = _at_least(base, ATOM), _at_least(exponent, SIGN)
        # the exponent of a base that is not positive has no derivative; livegrad uses 0
        if _is_frozen(value) and not exponent.number:
            return Text(frozen.text.format(a=a, b=_at_least(exponent, frozen.operands)), frozen.binds)
        return Text(f"{a} ** {b}", POWER)


def _is_frozen(power: Value) -> bool:
    """Whether the exponent has no derivative, as the base is not positive."""
    return power.parents[0].data <= 0.0


def _constant(x: float) -> Text:
    return Text(number(x), ATOM if x >= 0 and not number(x).startswith("-") else SIGN, number=True)


def _at_least(text: Text, binds: int) -> str:
    return text.text if text.binds >= binds else f"({text.text})"
