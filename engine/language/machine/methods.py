"""Methods of lists, dicts, sets, numbers and arrays. The receiver is the first argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine import arrays
from engine.language.machine.iteration import key, listed
from engine.language.machine.kinds import Array, Builtin, Data, Set, kind
from engine.language.machine.ordering import sorted_by
from engine.language.machine.reductions import REDUCTIONS
from engine.language.machine.registry import check_names
from engine.language.machine.state import Machine
from engine.language.machine.weight import NESTING, weigh

_Simple = Callable[..., Data]


def table(**methods: Callable[[Machine, list[Data], dict[str, Data], Site], Data]) -> dict[str, Builtin]:
    return {name.rstrip("_"): Builtin(name.rstrip("_"), run) for name, run in methods.items()}


def plain_method(function: _Simple, least: int = 1, most: int | None = None) -> Callable[..., Data]:
    """A method that needs nothing but its plain arguments."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if kwargs or not least <= len(args) <= (most or least):
            raise TypeError
        found = function(*args)
        if isinstance(found, Array):
            return arrays.counted(m, found)
        if isinstance(found, str):
            m.check_text(len(found))
        elif isinstance(found, (list, dict, tuple, Set)):
            m.check_items(len(found))
            m.burn(site, len(found))
        return found

    return run


# -- lists -----------------------------------------------------------------------------------------


def _append(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, item = args
    m.check_items(len(data) + 1, new=1)
    data.append(item)


def _extend(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, more = args
    more = listed(m, more, site)
    m.check_items(len(data) + len(more), new=len(more))
    data.extend(more)


def _insert(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, index, item = args
    m.check_items(len(data) + 1, new=1)
    data.insert(index, item)


def _pop(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    data, *rest = args
    if isinstance(data, dict):
        name = key(rest[0])
        if name in data or len(rest) == 2:
            return data.pop(name, *rest[1:])
        raise LanguageError("index", "The dict has no such key.", None, "Ask with `in` first.")
    if not data:
        raise LanguageError(
            "index", "There is nothing to pop from an empty list.", None, "Ask for its len() first."
        )
    if rest and not -len(data) <= rest[0] < len(data):
        raise LanguageError(
            "index", f"There is no such item in a list of {len(data)}.", None, "Ask for its len() first."
        )
    return data.pop(*rest)


def _look_through(m: Machine, data: Data, item: Data, site: Site) -> None:
    """Count the comparisons of looking for an item, as steps."""
    m.burn(site, len(data) // 8 + 1)
    if type(item) in NESTING and isinstance(data, (list, tuple)):
        weigh(m, data, site)


def _count(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> int:
    data, item = args
    _look_through(m, data, item, site)
    return int(data.count(item))


def _remove(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, item = args
    _look_through(m, data, item, site)
    if item not in data:
        told = f"{kind(item).capitalize()} like this is not in it."
        raise LanguageError("index", told, None, "Ask with `in` first.")
    data.remove(item)


def index_of(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> int:
    data, item = args
    _look_through(m, data, item, site)
    if item not in data:
        raise LanguageError(
            "index", f"{kind(item).capitalize()} like this is not in it.", None, "Ask with `in` first."
        )
    return int(data.index(item))


def _sort(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    (data,) = args
    data[:] = sorted_by(m, list(data), kwargs, site)


LIST: Final = table(
    append=_append, extend=_extend, insert=_insert, pop=_pop, index=index_of, sort=_sort,
    count=_count, remove=_remove,
    reverse=plain_method(lambda data: data.reverse()),
    copy=plain_method(lambda data: data.copy()),
    clear=plain_method(lambda data: data.clear()),
)  # fmt: skip
TUPLE: Final = table(index=index_of, count=LIST["count"].run)


# -- dicts, sets ----------------------------------------------------------------------------------


def _update(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, *rest = args
    for other in [*rest, kwargs]:
        if not isinstance(other, dict):
            raise TypeError
        m.check_items(len(data) + len(other), "A dict", len(other))
        m.burn(site, len(other) // 8 + 1)
        data.update(other)


def _get(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """What is stored is given as it is: nothing is made, so nothing is counted."""
    data, name, *rest = args
    if kwargs or len(rest) > 1:
        raise TypeError
    return data.get(key(name), *rest)


def _set_update(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, *rest = args
    for other in rest:
        given = [key(item) for item in listed(m, other, site)]
        m.check_items(len(data) + len(given), "A set", len(given))
        data.items.update(dict.fromkeys(given))


def _add(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, item = args
    m.check_items(len(data) + 1, "A set", 1)
    data.items[key(item)] = None


def _set_default(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    data, name, *rest = args
    m.check_items(len(data) + 1, "A dict", 1)
    return data.setdefault(key(name), *rest)


def _joined_with(function: Callable[[Set, dict[Data, None]], Data]) -> Callable[..., Data]:
    """A method of a set that takes whatever can be gone through."""

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        if kwargs or len(args) != 2:
            raise TypeError
        mine, other = args
        given = dict.fromkeys(key(item) for item in listed(m, other, site))
        m.check_items(len(mine) + len(given), "A set")
        m.burn(site, len(mine) + len(given))
        return function(mine, given)

    return run


def _remove_key(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    data, item = args
    if key(item) not in data.items:
        told = f"{kind(item).capitalize()} like this is not in the set."
        raise LanguageError("index", told, None, "Ask with `in` first.", raised="KeyError")
    del data.items[item]


def _pop_item(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    (data,) = args
    if not data:
        raise LanguageError("index", "There is no key left in the dict.", None, "Ask for its len() first.")
    return data.popitem()


DICT: Final = table(
    items=plain_method(lambda data: list(data.items())),
    keys=plain_method(list),
    values=plain_method(lambda data: list(data.values())),
    copy=plain_method(lambda data: data.copy()),
    clear=plain_method(lambda data: data.clear()),
    get=_get, update=_update, setdefault=_set_default, pop=_pop, popitem=_pop_item,
)  # fmt: skip
SET: Final = table(
    add=_add,
    discard=plain_method(lambda data, item: data.items.pop(key(item), None), 2),
    remove=_remove_key,
    copy=plain_method(lambda data: Set(data.items)),
    clear=plain_method(lambda data: data.items.clear()),
    update=_set_update,
    union=_joined_with(lambda a, b: Set([*a.items, *b])),
    intersection=_joined_with(lambda a, b: Set(x for x in a.items if x in b)),
    difference=_joined_with(lambda a, b: Set(x for x in a.items if x not in b)),
    symmetric_difference=_joined_with(
        lambda a, b: Set([*(x for x in a.items if x not in b), *(x for x in b if x not in a.items)])
    ),
    issubset=_joined_with(lambda a, b: a.items.keys() <= b.keys()),
    issuperset=_joined_with(lambda a, b: a.items.keys() >= b.keys()),
    isdisjoint=_joined_with(lambda a, b: a.items.keys().isdisjoint(b)),
)


# -- numbers, arrays -------------------------------------------------------------------------------


def _itself(data: Data) -> Data:
    return data


NUMBER: Final = table(
    item=plain_method(_itself),
    double=plain_method(_itself),
    numpy=plain_method(_itself),
    float_=plain_method(_itself),
    is_integer=plain_method(lambda x: float(x).is_integer()),
)
"""`x.data.item()`, as PyTorch spells it."""


def _reshape(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("reshape", kwargs, ())
    return arrays.reshaped(m, args[0], args[1:])


def _as_type(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("astype", kwargs, ("dtype",))
    data, *rest = args
    (wanted,) = rest or [kwargs["dtype"]]
    return arrays.typed(m, data, wanted)


def _to_list(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    (data,) = args
    return arrays.rows_of(m, data)


def _copy(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    (data,) = args
    return Array(arrays.rows_of(m, data))


ARRAY: Final = table(
    tolist=_to_list,
    reshape=_reshape,
    astype=_as_type,
    copy=_copy,
    **{name: reduction.run for name, reduction in REDUCTIONS.items()},
    flatten=plain_method(lambda data: Array(arrays.flat(data))),
    ravel=plain_method(lambda data: Array(arrays.flat(data))),
)
