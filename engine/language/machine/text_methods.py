"""Methods of text. The receiver is the first argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import formatting
from engine.language.machine.iteration import listed
from engine.language.machine.kinds import Data, kind
from engine.language.machine.methods import index_of, plain_method, table
from engine.language.machine.registry import check_names
from engine.language.machine.state import Machine


def _join(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> str:
    glue, parts = args
    parts = listed(m, parts, site)
    for part in parts:
        if not isinstance(part, str):
            raise LanguageError(
                "type",
                f"join() puts text together, not {kind(part)}.",
                None,
                "Turn it into text with str(x).",
            )
    m.check_text(sum(len(part) for part in parts) + len(glue) * max(len(parts) - 1, 0))
    return str(glue.join(parts))


def _replace(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> str:
    text, old, new = args
    m.check_text(len(text) + text.count(old) * max(len(new) - len(old), 0))
    return str(text.replace(old, new))


def _pad(way: str) -> Callable[..., Data]:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> str:
        text, width, *fill = args
        m.check_text(width)
        if way == "left":
            return str(text.ljust(width, *fill))
        if way == "zeros":
            return str(text.zfill(width))
        return str(text.rjust(width, *fill) if way == "right" else text.center(width, *fill))

    return run


def _split(split: Callable[..., list[str]]) -> Callable[..., Data]:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        check_names("split", kwargs, ("sep", "maxsplit"))
        found = split(*args, **kwargs)
        m.check_items(len(found))
        m.burn(site, len(found))
        return found

    return run


def _format(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> str:
    return formatting.template_format(m, args[0], args[1:], kwargs, site)


TEXT: Final = table(
    join=_join, replace=_replace, format=_format, ljust=_pad("left"), rjust=_pad("right"),
    center=_pad("middle"),
    upper=plain_method(lambda text: text.upper()),
    lower=plain_method(lambda text: text.lower()),
    title=plain_method(lambda text: text.title()),
    strip=plain_method(lambda text, *chars: text.strip(*chars), 1, 2),
    lstrip=plain_method(lambda text, *chars: text.lstrip(*chars), 1, 2),
    rstrip=plain_method(lambda text, *chars: text.rstrip(*chars), 1, 2),
    split=_split(str.split), rsplit=_split(str.rsplit),
    partition=plain_method(lambda text, glue: text.partition(glue), 2),
    rpartition=plain_method(lambda text, glue: text.rpartition(glue), 2),
    removeprefix=plain_method(lambda text, start: text.removeprefix(start), 2),
    removesuffix=plain_method(lambda text, end: text.removesuffix(end), 2),
    rfind=plain_method(lambda text, part: text.rfind(part), 2),
    index=index_of, zfill=_pad("zeros"),
    capitalize=plain_method(lambda text: text.capitalize()),
    swapcase=plain_method(lambda text: text.swapcase()),
    isalpha=plain_method(lambda text: text.isalpha()),
    isalnum=plain_method(lambda text: text.isalnum()),
    isspace=plain_method(lambda text: text.isspace()),
    isupper=plain_method(lambda text: text.isupper()),
    islower=plain_method(lambda text: text.islower()),
    isnumeric=plain_method(lambda text: text.isnumeric()),
    isidentifier=plain_method(lambda text: text.isidentifier()),
    splitlines=plain_method(lambda text: text.splitlines()),
    startswith=plain_method(lambda text, start: text.startswith(start), 2),
    endswith=plain_method(lambda text, end: text.endswith(end), 2),
    count=plain_method(lambda text, part: text.count(part), 2),
    find=plain_method(lambda text, part: text.find(part), 2),
    isdigit=plain_method(lambda text: text.isdigit()),
)  # fmt: skip
