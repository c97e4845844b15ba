"""What a finding says: the numbers, and the question that leads on."""

from __future__ import annotations

from typing import Final

from .following import Clue

_MESSAGES: Final = {
    "overwrites": "This line of `{op}` replaces the gradient: {got} stays, {right} would be the sum of all uses.",
    "local": "`{op}` passes {got} on here; upstream times the local derivative is {right}.",
    "missing": "An operand of `{op}` never receives its share of the gradient, {right}.",
    "order": "`{op}` passes its gradient on before all of it has arrived: {got}, not {right}.",
    "repeated": "`{op}` passes on what it has already passed on: {got}, where {right} was left to pass.",
    "seed": "The pass begins with a gradient of {got} at its root; it is {right}.",
    "stale": "What an earlier pass left is passed on once more: {got}, not {right}.",
}
_HINTS: Final = {
    "overwrites": "What happens to the first contribution when a value is used twice? Should it be += here?",
    "local": "How does the result move when this operand moves a little? Check the sign and the other operand.",
    "missing": "Which operands does this op have, and which of them get a gradient? Is its rule kept anywhere?",
    "order": "When has a node received all its gradient? After every node that was made of it has had its turn.",
    "repeated": "How often does a node get its turn when it is used twice? Is there a set of nodes already seen?",
    "seed": "What is the derivative of the result with respect to itself, and where is it written?",
    "stale": "What do the nodes inside the graph hold when the second pass begins? Who sets them to 0?",
}


def message(clue: Clue, op: str | None) -> str:
    """One sentence with the number that was made and the right one."""
    template = _MESSAGES[clue.kind]
    if clue.kind == "stale" and clue.turn is None:
        template = "The root still holds an earlier pass's gradient: this one begins with {got}, not {right}."
    return template.format(op=op or "the root", got=_number(clue.got), right=_number(clue.right))


def hint(clue: Clue) -> str:
    """A question; it does not give the answer away."""
    return _HINTS[clue.kind]


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:.6g}".replace("-", "−")
