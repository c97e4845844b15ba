"""Ops that a person defines in the program: a forward rule and its local derivatives, as formulas.

(Lecture 2:21:10: a custom function for PyTorch has just these two parts.) They become rows like those of the
op table, known to one program only. The derivative is taken at its word, as PyTorch does; `check` compares it
with differences.
"""

from __future__ import annotations

import ast
import keyword
import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from engine.functions import CONSTANTS, FUNCTIONS, MODULES
from engine.language.clock import Clock
from engine.language.definitions import Definition
from engine.language.errors import LanguageError, Note, Span, short
from engine.language.limits import Limits
from engine.language.plain import DEEPEST, Plain, depth
from engine.language.source import Source
from engine.language.syntax import parse
from engine.ops import Op

_LETTERS: Final = ("a", "b")
SAMPLES: Final = (-2.3, -1.0, -0.4, 0.0, 0.3, 0.7, 1.0, 1.9, 3.2)
"""Where a derivative is compared with differences."""
_FARTHER: Final = tuple(
    sign * size
    for size in (5.6, 0.05, 8.9, 14.3, 27.0, 61.0, 140.0, 0.004, 520.0, 3100.0, 26000.0)
    for sign in (1.0, -1.0)
)
"""Where it is looked at too if it has a value at few of those: log(x - 5)."""
_ENOUGH: Final = 3
_H: Final = 1e-5
_KINK: Final = 0.05
"""A bend between both sides' slopes that only a kink makes: there a derivative is a matter of choice."""
_TAKEN: Final = {"Value", "op", *FUNCTIONS, *CONSTANTS, *MODULES}


class Formula(NamedTuple):
    """A formula of the arguments: its syntax, and the text it came from for the places of errors."""

    tree: ast.expr
    source: Source
    span: Span

    def at(self, names: dict[str, float]) -> float:
        return Plain(self.source, names).number(self.tree)


class OwnOp(NamedTuple):
    """A definition that has been read, and the row it makes."""

    definition: Definition
    op: Op
    body: Formula
    derivatives: tuple[Formula, ...]


class Sample(NamedTuple):
    """The derivative as typed and as measured at one place."""

    at: tuple[float, ...]
    argument: str
    typed: float
    measured: float

    @property
    def agrees(self) -> bool:
        """Within what a difference quotient can tell."""
        return abs(self.typed - self.measured) <= 1e-4 * max(1.0, abs(self.typed), abs(self.measured))


def read(source: Source, limits: Limits) -> dict[str, OwnOp]:
    """The ops a text defines, by name. Raises LanguageError with the place of what is wrong."""
    if len(source.definitions) > limits.max_own_ops:
        message = f"The program defines more than {limits.max_own_ops} ops of its own."
        raise LanguageError("limit", message, source.definitions[limits.max_own_ops].span, "Use fewer.")
    found: dict[str, OwnOp] = {}
    for definition in source.definitions:
        _check_names(definition, found)
        found[definition.name] = _read(source.text, definition, limits)
    return found


def define(source: Source, limits: Limits, clock: Clock) -> None:
    """Make a text's own ops known to it, with a note about each derivative that is not one."""
    for name, own in read(source, limits).items():
        clock.check(own.definition.span)
        source.own_ops[name] = own.op
        source.own_sizes[name] = sum(1 for part in (own.body, *own.derivatives) for _ in ast.walk(part.tree))
        wrong = next((sample for sample in check(own) if not sample.agrees), None)
        if wrong is not None:
            given = zip(own.definition.arguments, wrong.at, strict=True)
            place = ", ".join(f"{argument} = {number:g}" for argument, number in given)
            message = (
                f"d/d{wrong.argument} of `{short(name, 30)}` is {wrong.typed:.6g} at {place}, "
                f"and a nudge there gives {wrong.measured:.6g}"
            )
            source.notes.append(Note(message, own.definition.span))


def _check_names(definition: Definition, found: dict[str, OwnOp]) -> None:
    name, arguments = definition.name, definition.arguments
    if name in _TAKEN or keyword.iskeyword(name) or name.startswith("__") or not name.isidentifier():
        message = f"`{short(name)}` cannot be the name of an op of your own."
        raise LanguageError("name", message, definition.name_span, "Choose another name.")
    if name in found:
        message = f"`{short(name)}` is defined twice."
        raise LanguageError("name", message, definition.name_span, "Choose another name.")
    sound = all(a.isidentifier() and not keyword.iskeyword(a) and a not in _TAKEN for a in arguments)
    if not sound or not 1 <= len(set(arguments)) == len(arguments) <= 2:
        message = "An op of your own has one or two arguments, each a name."
        hint = f"Write op {short(name, 20)}(x) = … or op {short(name, 20)}(x, y) = …"
        raise LanguageError("arity", message, definition.arguments_span, hint)


def _read(text: str, definition: Definition, limits: Limits) -> OwnOp:
    body = _formula(text, definition.body, definition, limits)
    given: dict[str, Formula] = {}
    for argument, place, span in definition.derivatives:
        if argument not in definition.arguments:
            message = f"`{short(argument)}` is not an argument of `{short(definition.name)}`."
            hint = f"Its arguments are: {', '.join(definition.arguments)}."
            raise LanguageError("name", message, place, hint)
        given[argument] = _formula(text, span, definition, limits)
    for argument in definition.arguments:
        if argument not in given:
            message = f"The op `{short(definition.name)}` has no derivative with respect to `{argument}`."
            raise LanguageError("syntax", message, definition.span, f"Add a line: d/d{argument} = …")
    derivatives = tuple(given[argument] for argument in definition.arguments)
    return OwnOp(definition, _row(definition, body, derivatives), body, derivatives)


def _formula(text: str, span: Span, definition: Definition, limits: Limits) -> Formula:
    """One formula, parsed where it stands, so that its places are places of the whole text."""
    if span[0] >= span[1]:
        message = f"The op `{short(definition.name)}` lacks a formula here."
        raise LanguageError("syntax", message, definition.span, "Write one, such as x**3.")
    source, tree = parse(" " * span[0] + text[slice(*span)], limits)
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        raise LanguageError("syntax", "One expression can stand here.", span, "Such as x**3.")
    expression = tree.body[0].value
    if depth(expression) > DEEPEST:
        hint = "Give fewer terms, or put brackets around halves of them."
        raise LanguageError("limit", "This is nested too deeply.", span, hint)
    known = {*definition.arguments, *CONSTANTS, *FUNCTIONS, *MODULES}
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id not in known:
            hint = f"Its arguments are: {', '.join(definition.arguments)}."
            raise LanguageError("name", f"There is no `{short(node.id)}` here.", source.span(node), hint)
    formula = Formula(expression, source, span)
    for at in SAMPLES[:2]:
        try:  # what is not allowed at all is told now, and not when the op is first used
            formula.at(dict.fromkeys(definition.arguments, at))
        except (ValueError, ArithmeticError):
            continue
    return formula


def _row(definition: Definition, body: Formula, derivatives: Sequence[Formula]) -> Op:
    arguments = definition.arguments

    def forward(*data: float) -> float:
        return body.at(dict(zip(arguments, data, strict=True)))

    def local(_: float, *data: float) -> tuple[float, ...]:
        names = dict(zip(arguments, data, strict=True))
        return tuple(_or_infinite(formula, names) for formula in derivatives)

    renamed = dict(zip(arguments, _LETTERS, strict=False))
    rules = tuple(_in_letters(formula.tree, renamed) for formula in derivatives)
    reason = f"This is {definition.name}'s derivative as you wrote it."
    return Op(
        name=definition.name,
        arity=len(arguments),
        symbol=definition.name,
        forward=forward,
        local=local,
        formula=_in_letters(body.tree, renamed),
        rules=rules,
        reasons=(reason,) * len(arguments),
    )


def _or_infinite(formula: Formula, names: dict[str, float]) -> float:
    try:
        return formula.at(names)
    except (ValueError, ArithmeticError):
        return math.inf


def _in_letters(tree: ast.expr, renamed: dict[str, str]) -> str:
    class Rename(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return ast.Name(renamed.get(node.id, node.id), ast.Load())

    copied = ast.parse(ast.unparse(tree), mode="eval").body
    return ast.unparse(Rename().visit(copied))


def check(own: OwnOp) -> list[Sample]:
    """The typed derivatives beside central differences, wherever the op is defined."""
    both = len(own.definition.arguments) == 2
    near = [(x, SAMPLES[(i * 2 + 3) % len(SAMPLES)]) for i, x in enumerate(SAMPLES)]
    samples = _compared(own, near)
    for shift in range(1, 6 if both else 2):
        if len({sample.at for sample in samples}) >= _ENOUGH:
            break
        places = (*_FARTHER, *SAMPLES) if both else _FARTHER
        turned = places[shift * 5 % len(places) :] + places[: shift * 5 % len(places)]
        samples += _compared(own, zip(places, turned, strict=True))
    return samples


def _compared(own: OwnOp, places: Iterable[tuple[float, float]]) -> list[Sample]:
    samples = []
    arguments = own.definition.arguments
    for at in (place[: len(arguments)] for place in places):
        for slot, argument in enumerate(arguments):
            h = _H * max(1.0, abs(at[slot]))
            high, low = (tuple(v + d * (j == slot) for j, v in enumerate(at)) for d in (h, -h))
            try:
                above, here, below = (own.op.forward(*place) for place in (high, at, low))
            except (ValueError, ArithmeticError):
                continue
            typed = own.op.local(here, *at)[slot]
            measured = (above - below) / (high[slot] - low[slot])
            bent = abs((above - here) - (here - below)) / h > _KINK * max(1.0, abs(measured))
            if math.isfinite(measured) and not bent:
                samples.append(Sample(at, argument, typed, measured))
    return samples
