"""Functions that ask about one thing: `hasattr`, `getattr`, `next`, `ord`, `chr`, `format`.

Attributes are those of `attributes.py`, whether they are written with a dot or given as text.
"""

from __future__ import annotations

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import attributes
from engine.language.machine.formatting import formatted
from engine.language.machine.handling import python_name
from engine.language.machine.iteration import listed
from engine.language.machine.kinds import Data, kind
from engine.language.machine.registry import Given, Named, builtin
from engine.language.machine.state import Machine


def _attribute_name(data: Data) -> str:
    if not isinstance(data, str):
        raise LanguageError("type", "The name of an attribute is text.", None, "As in getattr(x, 'data').")
    return data


@builtin("getattr", 2, 3)
def _getattr(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    data, name, *other = args
    try:
        return attributes.get(m, data, _attribute_name(name), site)
    except LanguageError as error:
        if other and python_name(error) == "AttributeError":
            return other[0]
        raise


@builtin("hasattr", 2, 2)
def _hasattr(m: Machine, args: Given, kwargs: Named, site: Site) -> bool:
    data, name = args
    try:
        attributes.get(m, data, _attribute_name(name), site)
    except LanguageError as error:
        if python_name(error) == "AttributeError":
            return False
        raise
    return True


@builtin("iter", 1, 1)
def _iter(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    """What is to come, as a list; `next` takes from its front."""
    return listed(m, args[0], site)


@builtin("next", 1, 2)
def _next(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
    """Generator expressions are lists here, so a list is what `next` takes from."""
    items, *other = args
    if not isinstance(items, list):
        raise LanguageError("type", f"next() does not work on {kind(items)}.", None, "Write next(iter(x)).")
    if items:
        m.burn(site, len(items) // 64 + 1)
        return items.pop(0)
    if other:
        return other[0]
    error = LanguageError("index", "There is nothing left for next().", None, "As in next(items, None).")
    error.raised = "StopIteration"
    raise error


@builtin("ord", 1, 1)
def _ord(m: Machine, args: Given, kwargs: Named, site: Site) -> int:
    if not isinstance(args[0], str) or len(args[0]) != 1:
        raise LanguageError("type", "ord() takes one character.", None, "As in ord('a').")
    return ord(args[0])


@builtin("chr", 1, 1)
def _chr(m: Machine, args: Given, kwargs: Named, site: Site) -> str:
    (number,) = args
    if not isinstance(number, int) or not 0 < number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise LanguageError("numeric", "There is no such character.", None, "As in chr(97).")
    return chr(number)


@builtin("format", 1, 2)
def _format(m: Machine, args: Given, kwargs: Named, site: Site) -> str:
    data, *spec = args
    if spec and not isinstance(spec[0], str):
        raise TypeError
    return formatted(m, data, spec[0] if spec else "", site)
