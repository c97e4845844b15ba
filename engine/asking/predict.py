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
    "right", "rounded", "this pass", "root", "sign", "one use", "local only", "upstream only", "added",
    "value", "nothing", "inverse", "factor", "wrong",
]  # fmt: skip

_FACTORS: Final = {
    2.0: "twice", 0.5: "half", 3.0: "three times", 1 / 3: "a third of", 4.0: "four times",
    0.25: "a quarter of",
}  # fmt: skip

LONGEST: Final = 200
ENOUGH: Final = 3
"""Digits that make a rounded answer a right one."""
_NUMBER: Final = re.compile(r"\s*[-+−]?\s*(?=[.]?\d)(\d*)(?:[.](\d*))?\s*\Z")


class Judgement(NamedTuple):
    """What the guess came to, what kind of guess it is, and the question that leads on (empty if right)."""

    value: float
    kind: Kind
    question: str

    @property
    def right(self) -> bool:
        return self.kind == "right"


def judge(
    root: Value, node: Value, answer: str, limits: Limits, shown: dict[Value, float] | None = None
) -> Judgement:
    """Judge a typed gradient of `node`. The answer may use the names of the graph, `x.data` and `x.grad`.

    `shown` are the gradients as they stand on the cards, where they are not those of one pass alone. Raises
    LanguageError for an answer that cannot be read; its spans are places in the answer.
    """
    alone = gradients(root)
    grads = alone if shown is None else shown
    value, rounding, digits = _number(root, node, answer, grads, limits)
    right = grads[node]
    noise = 1e-12 * max((abs(use.amount) for use in _uses(root, node)), default=0.0)
    if abs(value - right) <= max(rounding if digits >= ENOUGH else 0.0, 1e-6 * abs(right), noise):
        return Judgement(value, "right", "")
    if 0 < digits < ENOUGH and abs(value - right) <= rounding:
        return Judgement(value, "rounded", "Close, but rounded. What is it to three digits?")
    if not _near(right, alone[node]) and _near(value, alone[node]):
        question = f"That is what one pass gives. What had an earlier one left in `{_name(node)}`?"
        return Judgement(value, "this pass", question)
    for guess, kind, question in _mistakes(root, node, right):
        if math.isfinite(guess) and _near(value, guess):
            return Judgement(value, kind, question)
    return Judgement(value, "wrong", _first_question(root, node))


def _near(value: float, wanted: float) -> bool:
    return abs(value - wanted) <= 1e-6 * abs(wanted)


def _number(
    root: Value, node: Value, answer: str, grads: dict[Value, float], limits: Limits
) -> tuple[float, float, int]:
    """The answer as a number, half of the last digit typed after the point, and how many digits count.

    No digits are counted in a whole number or a formula: those are meant exactly.
    """
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
    if typed is None or not typed[2]:
        return value, 0.0, 0
    return value, 0.5 * 10.0 ** -len(typed[2]), len((typed[1] + typed[2]).lstrip("0"))


def _mistakes(root: Value, node: Value, right: float) -> Iterator[tuple[float, Kind, str]]:
    """What people answer instead, the likeliest first, each with its question."""
    name = _name(node)
    if node is root:
        yield (
            node.data,
            "root",
            f"That is the value of `{name}`. How much does `{name}` change per unit of `{name}` itself?",
        )
        yield 0.0, "root", f"How much does `{name}` change per unit of `{name}` itself?"
        return
    uses = _uses(root, node)
    yield -right, "sign", f"The size is right. If `{name}` grows a little, does `{_name(root)}` rise or fall?"
    if len(uses) > 1:
        for use in uses:
            received = f"That is what comes through `{_name(use.node)}`. `{name}` is used {_times(uses)}"
            yield use.amount, "one use", f"{received}: what happens to the other contributions?"
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
        f"That is the value of `{name}`. {_asked(root, node)}",
    )
    yield 0.0, "nothing", f"Does nothing change in `{_name(root)}` when `{name}` changes? Follow its arrows."
    if right:
        yield (
            1.0 / right,
            "inverse",
            f"Is that how `{_name(root)}` changes with `{name}`, or the other way round?",
        )
        for factor, share in _FACTORS.items():
            yield right * factor, "factor", f"That is {share} what it should be. Which factor is it?"
            question = f"That is {share} what it should be, and the sign is turned. Which factors are they?"
            yield -right * factor, "factor", question


def _uses(root: Value, node: Value) -> list[Contribution]:
    """The contributions to a node; the grads of the graph stay as they were."""
    with fresh_grads(topological_order(root)):
        return [c for c in backward_pass(root) if c.parent is node]


def _first_question(root: Value, node: Value) -> str:
    uses = _uses(root, node)
    if not uses:
        return f"How much does `{_name(node)}` change per unit of `{_name(node)}` itself?"
    first = uses[0]
    child, name = _name(first.node), _name(node)
    if len(uses) > 1:
        return f"`{name}` is used {len(uses)} times. What does it receive through `{child}` alone?"
    if first.node is root:
        return f"`{name}` goes right into `{child}`. {_asked(first.node, node)}"
    return f"Begin with `{child}`: what is its gradient? Then: how does `{child}` change when `{name}` does?"


def _asked(result: Value, node: Value) -> str:
    """What a derivative is, as a question that is right for every op: a finite step gives another number."""
    return f"How much does `{_name(result)}` change per unit of `{_name(node)}`, for a tiny change?"


def _name(value: Value) -> str:
    return short(value.label, 30) or "the result"


def _times(uses: list[Contribution]) -> str:
    """`2 times, in `b` and `c`` or `2 times in `b``."""
    names = [f"`{name}`" for name in dict.fromkeys(_name(use.node) for use in uses)][:4]
    places = (
        ", in " + " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else f" in {names[0]}"
    )
    return f"{len(uses)} times{places}"
