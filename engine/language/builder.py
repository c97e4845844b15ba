"""Making Values for a program: counted, checked, and each with the place in the source that made it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from engine.backward import Contribution
from engine.language.errors import LanguageError, Span
from engine.language.limits import Limits
from engine.language.source import Source
from engine.ops import Op
from engine.value import Value, apply, apply_constant

Kind = Literal["leaf", "free", "constant", "op"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a Value comes from.

    `kind`: a named `leaf`, a `free` name nobody assigned, a `constant` written inside an expression, or an
    `op`. `literal`: the number in the source that is its data, when there is one to edit.
    """

    kind: Kind
    literal: Span | None = None


class Builder:
    """The Values of one run in order of creation, and their origins."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.values: list[Value] = []
        self.origins: dict[Value, Origin] = {}
        self._source = source
        self._limits = limits
        self._named: set[Value] = set()

    def leaf(self, data: float, span: Span, kind: Kind, label: str = "", literal: Span | None = None) -> Value:
        value = self._add(Value(data, label or self._source.snippet(span)), span, Origin(kind, literal))
        if label:
            self._named.add(value)
        return value

    def make(self, op: Op, operands: tuple[Value, ...], span: Span) -> Value:
        """The Value of an op, checked to be a finite number."""
        try:
            value = apply(op, *operands)
        except (ValueError, ArithmeticError) as error:
            raise self._undefined(op, [v.data for v in operands], [v.label for v in operands], span, error) from None
        return self._made(value, span)

    def make_with_constant(self, op: Op, operand: Value, constant: float, span: Span) -> Value:
        try:
            value = apply_constant(op, operand, constant)
        except (ValueError, ArithmeticError) as error:
            labels = [operand.label, f"{constant:g}"]
            raise self._undefined(op, [operand.data, constant], labels, span, error) from None
        return self._made(value, span)

    def compute(self, op: Op, numbers: list[float], span: Span) -> float:
        """Plain arithmetic between plain numbers, with the same checks."""
        try:
            result = float(op.forward(*numbers))
        except (ValueError, ArithmeticError) as error:
            raise self._undefined(op, numbers, [f"{n:g}" for n in numbers], span, error) from None
        self.check(result, span)
        return result

    def name(self, value: Value, name: str, span: Span) -> None:
        """Give a Value the name it is assigned to. The first name stays, as does a label given by hand."""
        if value in self._named:
            return
        self._named.add(value)
        value.label = name
        origin = self.origins[value]
        if origin.kind == "constant":
            self.origins[value] = Origin("leaf", origin.literal)
            value.span = span
        elif origin.kind == "leaf":
            value.span = span

    def check(self, data: float, span: Span, label: str | None = None) -> None:
        """Refuse what is not finite or larger than anyone needs."""
        if math.isfinite(data) and abs(data) <= self._limits.max_magnitude:
            return
        name = f"`{label or self._source.snippet(span)}`"
        if math.isfinite(data):
            raise LanguageError(
                "limit", f"{name} is {data:.3g}; numbers here stay within ±{self._limits.max_magnitude:g}.", span,
                "Use smaller numbers.",
            )  # fmt: skip
        raise LanguageError("numeric", f"{name} is too large to be a number.", span, "Use smaller numbers.")

    def check_contribution(self, c: Contribution) -> None:
        """Refuse a gradient that is not finite, naming the node whose local derivative made it so."""
        if math.isfinite(c.local) and math.isfinite(c.after) and abs(c.after) <= self._limits.max_magnitude:
            return
        node, parent = c.node.label, c.parent.label
        if not math.isfinite(c.local):
            message = f"The derivative of `{node}` with respect to `{parent}` is infinite at {c.parent.data:g}."
            raise LanguageError("numeric", message, c.node.span, f"Move `{parent}` away from {c.parent.data:g}.")
        code = "limit" if math.isfinite(c.after) else "numeric"
        raise LanguageError(
            code, f"The gradient of `{parent}` grows beyond {self._limits.max_magnitude:g} at `{node}`.", c.node.span,
            "Use smaller numbers.",
        )  # fmt: skip

    def _made(self, value: Value, span: Span) -> Value:
        value.label = self._source.snippet(span)
        self.check(value.data, span)
        return self._add(value, span, Origin("op"))

    def _add(self, value: Value, span: Span, origin: Origin) -> Value:
        if len(self.values) >= self._limits.max_nodes:
            raise LanguageError(
                "limit", f"The program makes more than {self._limits.max_nodes:,} Values.", span,
                "Make it smaller, or raise LIVEGRAD_MAX_NODES on your own server.",
            )  # fmt: skip
        value.span = span
        self.values.append(value)
        self.origins[value] = origin
        return value

    def _undefined(
        self, op: Op, data: list[float], labels: list[str], span: Span, error: Exception
    ) -> LanguageError:
        shown = ", ".join(f"{label} = {x:g}" if label != f"{x:g}" else label for label, x in zip(labels, data, strict=True))
        name = self._source.snippet(span)
        if isinstance(error, OverflowError):
            return LanguageError("numeric", f"`{name}` is too large to be a number ({shown}).", span, "Use smaller numbers.")
        if isinstance(error, ZeroDivisionError):
            return LanguageError("numeric", f"`{name}` divides by zero.", span, f"Make `{labels[-1]}` something else.")
        domain = f"{op.formula} needs {op.domain}" if op.domain else "it is outside the function's domain"
        return LanguageError("numeric", f"`{name}` is not a real number for {shown}.", span, f"{domain}.")
