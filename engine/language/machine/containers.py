"""Indexing, slicing and unpacking."""

from __future__ import annotations

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.machine import arrays
from engine.language.machine.calls import call_dunder, run_builtin
from engine.language.machine.iteration import items_of, key, length, listed
from engine.language.machine.kinds import Array, Builtin, Data, Instance, kind, subject
from engine.language.machine.state import Machine
from engine.value import Value


def get_item(m: Machine, data: Data, index: Data, site: Site) -> Data:
    """`data[index]`."""
    kind_of = type(data)
    if kind_of in (list, tuple, str, range):
        if isinstance(index, (int, slice)):
            try:
                found = data[index]
                if isinstance(index, slice) and kind_of is not range:
                    m.check_items(len(found))
                return found
            except LanguageError as error:
                error.span = site.span
                raise
            except (IndexError, OverflowError):
                raise _outside(index, data, site) from None
        raise _whole(index, site)
    if kind_of is dict:
        return _dict_item(data, index, site)
    if kind_of is Array:
        found = _array_item(data, index, site)
        return arrays.counted(m, found) if type(found) is Array else found
    if kind_of is Instance:
        found = call_dunder(m, "getitem", data, index, site)
        if found is not NotImplemented:
            return found
    if kind_of is Builtin and data.name == "c_":
        sides = list(index) if isinstance(index, tuple) else [index]
        return run_builtin(m, data, [sides], {}, site)
    hint = (
        "A Value is one number." if isinstance(data, Value) else "Lists, tuples, dicts and text have items."
    )
    raise LanguageError("type", f"{subject(data)} has no items.", site.span, hint)


def _dict_item(data: dict[Data, Data], index: Data, site: Site) -> Data:
    try:
        return data[key(index)]
    except KeyError:
        told = short(repr(index), 30) if isinstance(index, (int, float, str)) else kind(index)
        raise LanguageError(
            "index", f"The dict has no key {told}.", site.span, "Ask with .get(key)."
        ) from None
    except LanguageError as error:
        error.span = site.span
        raise


def set_item(m: Machine, data: Data, index: Data, value: Data, site: Site) -> None:
    """`data[index] = value`."""
    if isinstance(data, list):
        if isinstance(index, slice):
            _set_slice(m, data, index, value, site)
            return
        if not isinstance(index, int):
            raise _whole(index, site)
        try:
            data[index] = value
        except IndexError:
            raise _outside(index, data, site) from None
    elif isinstance(data, dict):
        try:
            data[key(index)] = value
            m.check_items(len(data), "A dict", 1)
        except LanguageError as error:
            error.span = site.span
            raise
    elif isinstance(data, Array):
        _set_array_item(m, data, index, value, site)
    elif not (isinstance(data, Instance) and data.cls.has("__setitem__")):
        raise LanguageError(
            "type", f"The items of {kind(data)} cannot be changed.", site.span, "Use a list or a dict."
        )
    else:
        from engine.language.machine.attributes import call_method

        call_method(m, data, "__setitem__", [index, value], {}, site)


def _set_array_item(m: Machine, data: Array, index: Data, value: Data, site: Site) -> None:
    """`a[0] = 2.0`; a whole row takes one number, or as many as it has. The shape never changes."""
    row, *column = index if isinstance(index, tuple) else (index,)
    _check_place(row, data, site)
    old = data.rows[row]
    if column and isinstance(old, list):
        _check_place(column[0], Array(old), site)
    if len(column) > (1 if isinstance(old, list) else 0):
        raise LanguageError("index", "The array has fewer axes than that.", site.span, "As in x[0].")
    if isinstance(old, list) and not column:
        many = isinstance(value, (list, tuple, Array))
        numbers = arrays.rows_of(m, value) if many else [value] * len(old)
        if len(numbers) != len(old):
            message = f"{len(numbers)} numbers do not fit into a row of {len(old)}."
            raise LanguageError("numeric", message, site.span, "Give as many as the row has.")
    else:
        numbers = [value]
    if not all(isinstance(number, (int, float)) for number in numbers):
        message = "An item of an array is a plain number."
        raise LanguageError("type", message, site.span, "Use a list for Values.")
    if isinstance(old, list):
        at = slice(None) if not column else slice(column[0] % len(old), column[0] % len(old) + 1)
        old[at] = numbers
    else:
        data.rows[row] = value


def _check_place(index: Data, data: Array, site: Site) -> None:
    if not isinstance(index, int):
        raise _whole(index, site)
    if not -len(data) <= index < len(data):
        raise _outside(index, data, site)


def _set_slice(m: Machine, data: list[Data], index: slice, value: Data, site: Site) -> None:
    new = listed(m, value, site)
    replaced = len(range(*index.indices(len(data))))
    if index.step not in (None, 1) and replaced != len(new):
        message = f"{len(new)} items do not fit into a slice of {replaced}."
        raise LanguageError("numeric", message, site.span, "Give as many items as the slice has.")
    try:
        m.check_items(len(data) - replaced + len(new), new=len(new))
    except LanguageError as error:
        error.span = site.span
        raise
    data[index] = new


def delete_item(m: Machine, data: Data, index: Data, site: Site) -> None:
    """`del data[index]`."""
    if isinstance(data, list):
        if not isinstance(index, (int, slice)):
            raise _whole(index, site)
        try:
            del data[index]
        except IndexError:
            raise _outside(index, data, site) from None
    elif isinstance(data, dict):
        get_item(m, data, index, site)
        del data[index]
    else:
        raise LanguageError(
            "type", f"The items of {kind(data)} cannot be deleted.", site.span, "Use a list or a dict."
        )


def unpack(m: Machine, data: Data, before: int, after: int | None, site: Site) -> list[Data]:
    """The items for `a, b = data`; for `a, *b = data`, `after` says how many stand behind the star."""
    items = items_of(m, data, site)
    count = length(m, items, site)
    if after is None:
        if count != before:
            message = f"{count} items cannot be unpacked into {before} names."
            raise LanguageError("arity", message, site.span, "Give as many names as there are items.")
        return list(items)
    if count < before + after:
        message = f"{count} items are too few for {before + after} names."
        raise LanguageError("arity", message, site.span, "Give as many names as there are items.")
    m.check_items(count)
    middle = list(items[before : count - after])
    return [*items[:before], middle, *items[count - after :]]


def _array_item(data: Array, index: Data, site: Site) -> Data:
    rows = data.rows
    try:
        if isinstance(index, tuple) and len(index) == 2:
            chosen = rows[index[0]]
            if isinstance(index[0], slice):
                return Array([row[index[1]] for row in chosen])
            found = chosen[index[1]]
        elif isinstance(index, (list, Array)):
            order = index.rows if isinstance(index, Array) else index
            if order and isinstance(order[0], bool):
                return Array([row for row, wanted in zip(rows, order, strict=True) if wanted])
            return Array([rows[i] for i in order])
        else:
            found = rows[index]
    except (IndexError, OverflowError, ValueError):
        raise _outside(index, data, site) from None
    except TypeError:
        raise _whole(index, site) from None
    return Array(found) if isinstance(found, list) else found


def _outside(index: Data, data: Data, site: Site) -> LanguageError:
    count = len(data) if not isinstance(data, range) else "so many"
    told = f"{index}" if isinstance(index, int) and abs(index) < 10**9 else "this one"
    hint = f"The last of {count} is number {count - 1}." if isinstance(count, int) and count else None
    return LanguageError("index", f"There is no item {told} in {kind(data)} of {count}.", site.span, hint)


def _whole(index: Data, site: Site) -> LanguageError:
    message = f"An item is asked for by a whole number, not by {kind(index)}."
    return LanguageError("type", message, site.span, "As in x[0].")
