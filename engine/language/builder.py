"""Making Values for a program: counted, checked, and each with the place in the source that made it."""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from engine.backward import Contribution
from engine.language.errors import LanguageError, Span, short
from engine.language.limits import Limits
from engine.language.source import Source
from engine.ops import Op
from engine.value import Value, make

LONGEST_LABEL: Final = 200
"""Characters kept of a Value's name."""
Kind = Literal["leaf", "free", "constant", "op"]


class Origin(NamedTuple):
    """Where a Value comes from.

    `kind`: a named `leaf`, a `free` name nobody assigned, a `constant` written inside an expression, or an
    `op`. `literal`: the number in the source that is its data, when there is one to edit.
    """

    kind: Kind
    literal: Span | None = None


_OP: Final = Origin("op")


class Origins(dict[Value, Origin]):
    """The origins of leaves; everything else is the result of an op."""

    def __missing__(self, value: Value) -> Origin:
        return _OP


class Builder:
    """The Values of one run in order of creation, and their origins."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.values: list[Value] = []
        self.origins = Origins()
        self._source = source
        self._limits = limits
        self._named: set[Value] = set()
        self._labelled: set[Value] = set()

    def leaf(
        self, data: float, span: Span, kind: Kind, label: str = "", literal: Span | None = None
    ) -> Value:
        value = self._add(Value(data, label or self._source.snippet(span)), span, Origin(kind, literal))
        if label:
            self.label(value, label)
        return value

    def make(self, op: Op, parents: tuple[Value, ...], span: Span, constant: float | None = None) -> Value:
        """The Value of an op, checked to be a finite number."""
        try:
            value = make(op, parents) if constant is None else make(op, parents, constant)
        except (ValueError, ArithmeticError) as error:
            operands = [(parent.label, parent.data) for parent in parents]
            if constant is not None:
                operands.append((f"{constant:g}", constant))
            raise self._undefined(op, operands, span, error) from None
        value.label = self._source.snippet(span)
        self.check(value.data, span)
        return self._add(value, span, None)

    def compute(self, op: Op, numbers: list[float], span: Span) -> float:
        """Plain arithmetic between plain numbers, with the same checks."""
        try:
            result = float(op.forward(*numbers))
        except (ValueError, ArithmeticError) as error:
            raise self._undefined(op, [(f"{n:g}", n) for n in numbers], span, error) from None
        self.check(result, span)
        return result

    def name(self, value: Value, name: str, span: Span | None = None) -> None:
        """Give a Value the name it is assigned to. The first name stays, as does a label given by hand.

        `span`: where a formula writes the name, which is then the place of a leaf.
        """
        if value in self._named:
            return
        self._named.add(value)
        value.label = name[:LONGEST_LABEL]
        origin = self.origins[value]
        if origin.kind == "constant":
            self.origins[value] = Origin("leaf", origin.literal)
        if span is not None and origin.kind in ("constant", "leaf"):
            value.span = span

    def label(self, value: Value, label: str) -> None:
        """The program gives the label itself."""
        value.label = label[:LONGEST_LABEL]
        self._named.add(value)
        self._labelled.add(value)

    def check(self, data: float, span: Span) -> None:
        """Refuse what is not finite or larger than anyone needs."""
        if -self._limits.max_magnitude <= data <= self._limits.max_magnitude:
            return
        name = f"`{self._source.snippet(span)}`"
        if math.isnan(data):
            raise LanguageError("numeric", f"{name} is not a number.", span, "Use a number, such as 2.0.")
        if math.isfinite(data):
            raise LanguageError(
                "limit", f"{name} is {data:.3g}; numbers here stay within ±{self._limits.max_magnitude:g}.",
                span, "Use smaller numbers.",
            )  # fmt: skip
        raise LanguageError("numeric", f"{name} is too large to be a number.", span, "Use smaller numbers.")

    def check_contribution(self, c: Contribution) -> None:
        """Refuse a gradient that is not finite, naming the node whose local derivative made it so."""
        most = self._limits.max_magnitude
        if -most <= c.after <= most and math.isfinite(c.local):
            return
        node, parent = short(c.node.label), short(c.parent.label)
        if not math.isfinite(c.local):
            at = f"{c.parent.data:g}"
            raise LanguageError(
                "numeric", f"The derivative of `{node}` with respect to `{parent}` is infinite at {at}.",
                c.node.span, f"Move `{parent}` away from {at}.",
            )  # fmt: skip
        code = "limit" if math.isfinite(c.after) else "numeric"
        raise LanguageError(
            code, f"The gradient of `{parent}` grows beyond {most:g} at `{node}`.", c.node.span,
            "Use smaller numbers.",
        )  # fmt: skip

    def _add(self, value: Value, span: Span, origin: Origin | None) -> Value:
        if len(self.values) >= self._limits.max_nodes:
            raise self._too_many(span)
        value.span = span
        self.values.append(value)
        if origin is not None:
            self.origins[value] = origin
        return value

    def _too_many(self, span: Span) -> LanguageError:
        return LanguageError(
            "limit", f"The program makes more than {self._limits.max_nodes:,} Values.", span,
            "Make it smaller; the training page trains a network for as many steps as you like.",
        )  # fmt: skip

    def _undefined(
        self, op: Op, operands: list[tuple[str, float]], span: Span, error: Exception
    ) -> LanguageError:
        """Why an op has no result for these operands, each a label and a number."""
        name = self._source.snippet(span)
        if isinstance(error, ZeroDivisionError):
            hint = f"Make `{short(operands[-1][0])}` something else."
            return LanguageError("numeric", f"`{name}` divides by zero.", span, hint)
        texts = [(short(label), f"{data:g}") for label, data in operands]
        shown = ", ".join(label if label == number else f"{label} = {number}" for label, number in texts)
        if isinstance(error, OverflowError):
            message = f"`{name}` is too large to be a number ({shown})."
            return LanguageError("numeric", message, span, "Use smaller numbers.")
        hint = f"{op.formula} needs {op.domain}." if op.domain else "Use smaller numbers."
        return LanguageError("numeric", f"`{name}` is not a real number for {shown}.", span, hint)
