"""Operators between anything: plain numbers, text, lists, Values, objects."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.functions import ARITHMETIC
from engine.language.machine import arrays, formatting
from engine.language.machine.calls import call_dunder
from engine.language.machine.kinds import Array, Data, Set, kind
from engine.language.machine.state import Machine
from engine.ops import OPS
from engine.value import Value

Operation = Callable[[Data, Data], Data]
_POWK: Final = OPS["powk"]


def _power(a: Data, b: Data) -> Data:
    if a == 0 and b < 0:
        raise ZeroDivisionError
    if type(a) is float or type(b) is float or b < 0:
        return math.pow(a, b)  # no complex numbers
    return a**b


PLAIN: Final[dict[type[ast.operator], tuple[str, str, Operation]]] = {
    ast.Add: ("+", "add", operator.add),
    ast.Sub: ("-", "sub", operator.sub),
    ast.Mult: ("*", "mul", operator.mul),
    ast.Div: ("/", "truediv", operator.truediv),
    ast.Pow: ("**", "pow", _power),
    ast.FloorDiv: ("//", "floordiv", operator.floordiv),
    ast.Mod: ("%", "mod", operator.mod),
    ast.BitOr: ("|", "or", operator.or_),
    ast.BitAnd: ("&", "and", operator.and_),
    ast.BitXor: ("^", "xor", operator.xor),
    ast.LShift: ("<<", "lshift", operator.lshift),
    ast.RShift: (">>", "rshift", operator.rshift),
    ast.MatMult: ("@", "matmul", operator.matmul),
}


def numeric(error: Exception, sign: str, site: Site) -> LanguageError:
    """Arithmetic between plain numbers that has no result."""
    if isinstance(error, ZeroDivisionError):
        return LanguageError(
            "numeric", f"`{site.label}` divides by zero.", site.span, "Divide by something else."
        )
    if isinstance(error, OverflowError):
        message = f"`{site.label}` is too large to be a number."
        return LanguageError("numeric", message, site.span, "Use smaller numbers.")
    return LanguageError(
        "numeric", f"`{site.label}` is not a real number.", site.span, f"Look at both sides of `{sign}`."
    )


def binary(m: Machine, kind_of: type[ast.operator], site: Site, left: Site, right: Site) -> Operation:
    """`a + b` at one place of the source, as a function of a and b."""
    sign, name, plain = PLAIN[kind_of]
    op = ARITHMETIC.get(kind_of)
    combine, lift = m.builder.combine, m.builder.lift

    def apply(a: Data, b: Data) -> Data:
        ta, tb = type(a), type(b)
        if ta is float and (tb is float or tb is int) and kind_of is not ast.Mod:
            try:
                return plain(a, b)
            except (ArithmeticError, ValueError, TypeError) as error:
                if not isinstance(error, TypeError):
                    raise numeric(error, sign, site) from None
        elif op is not None and (ta is Value or tb is Value):
            if ta is Value and tb is Value:
                return combine(op, a, b, site)
            if ta is Value and (tb is float or tb is int):
                if kind_of is ast.Pow:
                    return m.builder.make(_POWK, (a,), site.span, float_of(b, site))
                return combine(op, a, lift(b, right), site)
            if ta is float or ta is int:
                return combine(op, lift(a, left), b, site)
        return general(m, sign, name, plain, a, b, site)

    return apply


def float_of(number: Data, site: Site) -> float:
    try:
        return float(number)
    except OverflowError:
        raise LanguageError("numeric", f"`{site.label}` is too large to be a number.", site.span,
                            "Use smaller numbers.") from None  # fmt: skip


def general(m: Machine, sign: str, name: str, plain: Operation, a: Data, b: Data, site: Site) -> Data:
    """Everything that is rare."""
    try:
        if isinstance(a, (int, float)) and isinstance(b, (int, float)):
            return _numbers(m, sign, plain, a, b)
        found = call_dunder(m, name, a, b, site)
        if found is not NotImplemented:
            return found
        if sign == "%" and type(a) is str:
            return formatting.percent(m, a, b, site)
        if isinstance(a, Array) or isinstance(b, Array):
            return _arrays(m, sign, plain, a, b)
        found = _sequences(m, sign, a, b)
    except LanguageError as error:
        error.span = error.span or site.span
        raise
    except (ArithmeticError, ValueError) as error:
        raise numeric(error, sign, site) from None
    if found is not NotImplemented:
        return found
    if isinstance(a, Value) or isinstance(b, Value):
        other = b if isinstance(a, Value) else a
        hint = "A Value goes together with Values and numbers."
        if sign in ("%", "//", "@", "|", "&"):
            hint = "Values have + - * / and **."
        message = f"`{sign}` does not work between a Value and {kind(other)}."
        raise LanguageError("type", message, site.span, hint)
    message = f"`{sign}` does not work between {kind(a)} and {kind(b)}."
    raise LanguageError("type", message, site.span, "Look at what stands on both sides of it.")


def _arrays(m: Machine, sign: str, plain: Operation, a: Data, b: Data) -> Data:
    try:
        return arrays.elementwise(m, plain, a, b)
    except TypeError:  # numbers that Python has no such operator for: floats and `&`
        message = f"`{sign}` does not work on these arrays."
        raise LanguageError("type", message, None, "Arrays have + - * / // % and **.") from None


def _numbers(m: Machine, sign: str, plain: Operation, a: Data, b: Data) -> Data:
    if isinstance(a, float) or isinstance(b, float):
        if sign in ("<<", ">>", "&", "|", "^", "@"):
            raise LanguageError("type", f"`{sign}` works between whole numbers only.", None, None)
        return plain(a, b)
    if sign == "@":
        raise LanguageError("type", "`@` does not work between numbers.", None, "Did you mean `*`?")
    if sign == "*":
        m.check_bits(a.bit_length() + b.bit_length() - 1)
    elif sign == "**" and b > 0:
        m.check_bits((a.bit_length() - 1) * b if abs(a) > 1 else 1)
    elif sign == "<<":
        m.check_bits(a.bit_length() + b if a else 0)
    result = plain(a, b)
    if isinstance(result, int):
        m.check_bits(result.bit_length())
    return result


def _sequences(m: Machine, sign: str, a: Data, b: Data) -> Data:
    ta, tb = type(a), type(b)
    if sign == "+" and ta is tb and ta in (str, list, tuple):
        check = m.check_text if ta is str else m.check_items
        check(len(a) + len(b))
        return a + b
    if sign == "*" and ta is int and tb in (str, list, tuple):
        a, b, ta, tb = b, a, tb, ta
    if sign == "*" and ta in (str, list, tuple) and tb in (int, bool):
        check = m.check_text if ta is str else m.check_items
        check(len(a) * max(b, 0))
        return a * b
    if ta is Set and tb is Set:
        m.pace((len(a) + len(b)) // 8)
        if sign == "|":
            m.check_items(len(a) + len(b), "A set")
            return Set([*a.items, *b.items])
        if sign == "&":
            m.check_items(len(a), "A set")
            return Set(x for x in a.items if x in b.items)
        if sign == "-":
            m.check_items(len(a), "A set")
            return Set(x for x in a.items if x not in b.items)
        if sign in ("^", "**"):  # `^` is read as `**` before anything is known of its sides
            both = [x for x in a.items if x not in b.items], [x for x in b.items if x not in a.items]
            m.check_items(len(both[0]) + len(both[1]), "A set")
            return Set([*both[0], *both[1]])
    if ta is dict and tb is dict and sign == "|":
        m.check_items(len(a) + len(b), "A dict")
        return a | b
    return NotImplemented


def positive(m: Machine, operand: Data, site: Site) -> Data:
    """Unary plus, which leaves numbers and Values as they are."""
    if isinstance(operand, (int, float, Value, Array)):
        return int(operand) if isinstance(operand, bool) else operand
    found = call_dunder(m, "pos", operand, None, site)
    if found is NotImplemented:
        raise LanguageError("type", f"`+` does not work on {kind(operand)}.", site.span, "Leave it out.")
    return found


def negate(m: Machine, operand: Data, site: Site) -> Data:
    """Unary minus."""
    if type(operand) is Value:
        return m.builder.make(OPS["neg"], (operand,), site.span)
    if isinstance(operand, (int, float)):
        return -operand
    if isinstance(operand, Array):
        return general(m, "-", "mul", operator.mul, operand, -1, site)
    found = call_dunder(m, "neg", operand, None, site)
    if found is NotImplemented:
        raise LanguageError("type", f"`-` does not work on {kind(operand)}.", site.span, "Numbers have it.")
    return found
