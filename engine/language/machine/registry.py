"""The table of functions that are there without an import, and the decorator that fills it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.machine.kinds import Builtin, Data
from engine.language.machine.state import Machine

BUILTINS: Final[dict[str, Data]] = {"pi": 3.141592653589793, "tau": 6.283185307179586}
Given = list[Data]
Named = dict[str, Any]
Add = Callable[[Callable[[Machine, Given, Named, Site], Data]], Callable[[Machine, Given, Named, Site], Data]]


ANY: Final = "**"
"""Among the names a function takes: all of them."""


def check_names(name: str, kwargs: Named, named: Sequence[str]) -> None:
    """Refuse a named argument that would change nothing."""
    unknown = next((given for given in kwargs if given not in named), None)
    if unknown is not None:
        hint = "It takes " + ", ".join(f"{n}=" for n in named) if named else "Leave the name out."
        told = f"{name}() takes no argument `{short(unknown, 30)}` here."
        raise LanguageError("arity", told, None, hint)


def builtin(name: str, least: int, most: int, *named: str) -> Add:
    def add(
        run: Callable[[Machine, Given, Named, Site], Data],
    ) -> Callable[[Machine, Given, Named, Site], Data]:
        def checked(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
            if not least <= len(args) <= most:
                count = (
                    f"{least}" if least == most else f"{least} to {most}" if most < 99 else f"{least} or more"
                )
                raise LanguageError(
                    "arity",
                    f"{name}() takes {count} argument{'' if most == 1 else 's'}, not {len(args)}.",
                    None,
                    "Look at what stands between its brackets.",
                )
            if kwargs and ANY not in named:
                check_names(name, kwargs, named)
            return run(m, args, kwargs, site)

        BUILTINS[name] = Builtin(name, checked)
        return checked

    return add
