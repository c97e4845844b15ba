"""A person's guess at a gradient: is it right, and if not, which question leads on?

The wrong answers people give have causes, and most causes give a number of their own: the local derivative
alone, one use out of two, the sign turned. The guess is compared with each of them. What is said never
holds the gradient itself.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from engine.backward import Contribution, backward_pass
from engine.gradcheck import fresh_grads, gradients
from engine.graph import topological_order
from engine.language.errors import LanguageError, short
from engine.language.limits import Limits
from engine.language.plain import Plain
from engine.language.syntax import parse
from engine.value import Value

Kind = Literal[
    "right", "root", "sign", "one use", "local only", "upstream only", "added", "value", "nothing", "inverse",
    "factor", "wrong",
]  # fmt: skip

LONGEST: Final = 200
_NUMBER: Final = re.compile(r"\s*[-+−]?\s*(\d+)(?:[.](\d*))?\s*\Z")


class Judgement(NamedTuple):
    """What the guess came to, what kind of guess it is, and the question that leads on (empty if right)."""

    value: float
    kind: Kind
    question: str

    @property
    def right(self) -> bool:
        return self.kind == "right"


def judge(root: Value, node: Value, answer: str, limits: Limits) -> Judgement:
    """Judge a typed d(root)/d(node). The answer may use the names of the graph, `x.data` and `x.grad`.

    Raises LanguageError for an answer that cannot be read; its spans are places in the answer.
    """
    grads = gradients(root)
    value, exact = _number(root, node, answer, grads, limits)
    right = grads[node]
    tolerance = max(exact, 1e-6 * max(1.0, abs(right)))
    if abs(value - right) <= tolerance:
        return Judgement(value, "right", "")
    for guess, kind, question in _mistakes(root, node, right):
        if math.isfinite(guess) and abs(value - guess) <= max(exact, 1e-6 * max(1.0, abs(guess))):
            return Judgement(value, kind, question)
    return Judgement(value, "wrong", _first_question(root, node))


def _number(
    root: Value, node: Value, answer: str, grads: dict[Value, float], limits: Limits
) -> tuple[float, float]:
    """The answer as a number, and how far rounding may have moved it: half of the last digit typed."""
    if len(answer) > LONGEST:
        raise LanguageError("limit", f"An answer has at most {LONGEST} characters.", (LONGEST, len(answer)))
    source, tree = parse(answer, limits)
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        hint = "Write a number or an expression, such as -6 or b*f."
        raise LanguageError("syntax", "An answer is one expression.", None, hint)
    named = {value.label: value for value in topological_order(root) if value.label.isidentifier()}

    def attribute(name: str, attr: str) -> float | None:
        value = named.get(name)
        if value is None or attr not in ("data", "grad"):
            return None
        if attr == "grad" and value is node:
            raise LanguageError("name", f"`{short(name)}.grad` is what you are asked for.", None)
        return value.data if attr == "data" else grads[value]

    plain = Plain(source, {name: value.data for name, value in named.items()}, attribute)
    try:
        value = plain.number(tree.body[0].value)
    except (ValueError, ArithmeticError):
        raise LanguageError(
            "numeric", "This answer is not a number.", None, "Look at its divisions."
        ) from None
    if not math.isfinite(value):
        raise LanguageError("numeric", "This answer is too large to be a number.", None)
    typed = _NUMBER.match(answer)
    digits = (typed[1].lstrip("0") + (typed[2] or "")) if typed else ""
    rounded = 0.5 * 10.0 ** -len(typed[2] or "") if typed and typed[2] and len(digits) >= 3 else 0.0
    return value, rounded


def _mistakes(root: Value, node: Value, right: float) -> Iterator[tuple[float, Kind, str]]:
    """What people answer instead, the likeliest first, each with its question."""
    name = _name(node)
    if node is root:
        yield (
            node.data,
            "root",
            f"That is what `{name}` is. How much does `{name}` change if `{name}` grows by 1?",
        )
        yield 0.0, "root", f"How much does `{name}` change if `{name}` itself grows by 1?"
        return
    uses = _uses(root, node)
    yield -right, "sign", f"The size is right. If `{name}` grows a little, does `{_name(root)}` rise or fall?"
    if len(uses) > 1:
        children = _listed([_name(use.node) for use in uses])
        for use in uses:
            received = f"That is what comes through `{_name(use.node)}`. `{name}` is used {len(uses)} times"
            question = f"{received}, in {children}: what happens to the other contributions?"
            yield use.amount, "one use", question
    for use in uses:
        child = _name(use.node)
        if use.upstream != 1.0:
            question = f"How does `{_name(root)}` change with `{child}`?"
            yield use.local, "local only", f"That is how `{child}` changes with `{name}`. {question}"
        yield (
            use.upstream, "upstream only",
            f"That is the gradient of `{child}`. How does `{child}` change when `{name}` does?",
        )  # fmt: skip
        yield (
            use.upstream + use.local, "added",
            "Both factors are there. Rates along one path: are they added or multiplied?",
        )  # fmt: skip
    if len(uses) > 1:
        question = f"Those are the local derivatives. What is the gradient of what `{name}` is used in?"
        yield math.fsum(use.local for use in uses), "local only", question
        yield (
            math.prod(use.amount for use in uses),
            "one use",
            "Contributions of several uses: added or multiplied?",
        )
    yield (
        node.data,
        "value",
        f"That is the value of `{name}`. How much does `{_name(root)}` change if it grows by 1?",
    )
    yield 0.0, "nothing", f"Does nothing change in `{_name(root)}` when `{name}` changes? Follow its arrows."
    if right:
        yield (
            1.0 / right,
            "inverse",
            f"Is that how `{_name(root)}` changes with `{name}`, or the other way round?",
        )
        for factor in (2.0, 0.5, 3.0, 1 / 3, 4.0, 0.25, -2.0, -0.5):
            share = {2.0: "twice", 0.5: "half"}.get(abs(factor), "a multiple of")
            yield (
                right * factor,
                "factor",
                f"That is {share} what it should be, or its negative. Which factor is it?",
            )


def _uses(root: Value, node: Value) -> list[Contribution]:
    """The contributions to a node; the grads of the graph stay as they were."""
    with fresh_grads(topological_order(root)):
        return [c for c in backward_pass(root) if c.parent is node]


def _first_question(root: Value, node: Value) -> str:
    uses = _uses(root, node)
    if not uses:
        return f"How much does `{_name(node)}` change if `{_name(node)}` itself grows by 1?"
    first = uses[0]
    child, name = _name(first.node), _name(node)
    if len(uses) > 1:
        return f"`{name}` is used {len(uses)} times. What does it receive through `{child}` alone?"
    if first.node is root:
        return f"`{name}` goes right into `{child}`. How much does `{child}` change if `{name}` grows by 1?"
    return f"Begin with `{child}`: what is its gradient? Then: how does `{child}` change when `{name}` does?"


def _name(value: Value) -> str:
    return short(value.label, 30) or "the result"


def _listed(names: list[str]) -> str:
    shown = [f"`{name}`" for name in names[:4]]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
