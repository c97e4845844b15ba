"""The table of functions that are there without an import, and the decorator that fills it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.kinds import Builtin, Data
from engine.language.machine.state import Machine

BUILTINS: Final[dict[str, Data]] = {"pi": 3.141592653589793, "tau": 6.283185307179586}
Given = list[Data]
Named = dict[str, Any]
Add = Callable[[Callable[[Machine, Given, Named, Site], Data]], Callable[[Machine, Given, Named, Site], Data]]


def builtin(name: str, least: int, most_: int, *named: str) -> Add:
    def add(
        run: Callable[[Machine, Given, Named, Site], Data],
    ) -> Callable[[Machine, Given, Named, Site], Data]:
        def checked(m: Machine, args: Given, kwargs: Named, site: Site) -> Data:
            if not least <= len(args) <= most_:
                count = (
                    f"{least}"
                    if least == most_
                    else f"{least} to {most_}"
                    if most_ < 99
                    else f"{least} or more"
                )
                raise LanguageError(
                    "arity",
                    f"{name}() takes {count} argument{'' if most_ == 1 else 's'}, not {len(args)}.",
                    None,
                    "Look at what stands between its brackets.",
                )
            if kwargs and not kwargs.keys() <= set(named):
                hint = "It takes " + ", ".join(f"{n}=" for n in named) if named else "Leave the name out."
                raise LanguageError("arity", f"{name}() takes no argument of this name.", None, hint)
            return run(m, args, kwargs, site)

        BUILTINS[name] = Builtin(name, checked)
        return checked

    return add
