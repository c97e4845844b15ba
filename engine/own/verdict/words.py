"""What a finding says: the numbers, and the question that leads on."""

from __future__ import annotations

from typing import Final

from .following import Clue

_TEXTS: Final = {
    "overwrites": (
        "This line of `{op}` replaces the gradient: {got} stays, where the sum of all uses is {right}.",
        "What happens to the first contribution when a value is used twice?",
    ),
    "local": (
        "`{op}` passes on {got} here; upstream times its local derivative is {right}.",
        "How does the result move when this operand moves a little? Look at the sign, and the other operand.",
    ),
    "missing": (
        "An operand of `{op}` never receives its share of the gradient, {right}.",
        "Which operands does this op have, which of them get a gradient, and is its rule kept anywhere?",
    ),
    "order": (
        "`{op}` passes its gradient on before all of it has arrived: {got}, not {right}.",
        "When has a node received everything? When every node that was made of it has had its turn.",
    ),
    "repeated": (
        "`{op}` passes on what it has passed on before: {got}, where {right} was left.",
        "How often does a node get its turn when it is used twice?",
    ),
    "seed": (
        "The pass begins with a gradient of {got} at its root; it is {right}.",
        "What is the derivative of the result with respect to itself, and where is it written?",
    ),
    "stale": (
        "`{op}` passes on what an earlier pass left inside the graph: {got}, not {right}.",
        "What do the nodes inside the graph hold when the next pass begins? Who sets them to 0?",
    ),
}


def message(clue: Clue, op: str | None) -> str:
    """One sentence with the number that was made and the right one."""
    return _TEXTS[clue.kind][0].format(op=op or "the root", got=_number(clue.got), right=_number(clue.right))


def value_words(name: str, got: float, right: float) -> tuple[str, str]:
    """What is said of an arithmetic method whose result is another, and what is asked."""
    said = f"`{name}` gives {_number(got)} where it should give {_number(right)}."
    turned = name.startswith("__r") and name != "__round__"
    asked = (
        "Which operand stands on the left when Python calls this method, self or the other?"
        if turned
        else "Work it out by hand for these operands: what does the method leave out, or put in?"
    )
    return said, asked


def hint(clue: Clue) -> str:
    """A question; it does not give the answer away."""
    return _TEXTS[clue.kind][1]


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.6g}".replace("-", "−")
