"""Arrays of objects: a list of them here, and on the host an array of their places in it."""

import operator

from ._array import ndarray
from ._dtypes import dtype
from ._scalars import generic
from ._wire import invoke, run


def array(shape, items, places=None):
    """An array of objects: `items` in order, or at `places`."""
    made = ndarray._made(None, shape, "object", items)
    if places is not None:
        made._at, made._slots = places, invoke("!list", places, True)
    return made


def unwrapped(shape, items):
    return items[0] if shape == () else array(shape, items)


def flat(value):
    """The items in order."""
    if value._pool is None:
        return invoke("!list", value, True)
    if value._slots is None:
        return value._pool
    return [value._pool[place] for place in value._slots]


def nested(value):
    """Lists in lists of the items, as `.tolist()` gives them."""

    items = iter(flat(value))

    def deep(shape):
        return [deep(shape[1:]) for _ in range(shape[0])] if shape else next(items)

    return deep(value.shape)


def from_lists(value):
    """An array of whatever lists in lists hold."""
    shape, items = _measured(value)
    return array(shape, items)


def _measured(value):
    if isinstance(value, ndarray):
        return value.shape, list(flat(value))
    if isinstance(value, generic):
        return (), [value.item()]
    if not isinstance(value, (list, tuple, range)):
        return (), [value]
    parts = [_measured(item) for item in value]
    shapes = {shape for shape, _ in parts}
    if len(shapes) > 1:
        common, level = [len(value)], 0
        while all(len(s) > level for s in shapes) and len({s[level] for s in shapes}) == 1:
            common.append(next(iter(shapes))[level])
            level += 1
        shown = f"({common[0]},)" if len(common) == 1 else str(tuple(common))
        raise ValueError(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
            f"{len(common)} dimensions. The detected shape was {shown} + inhomogeneous part."
        )
    return (len(value), *(shapes.pop() if shapes else ())), [item for _, items in parts for item in items]


def of(value):
    """Any value as an array of objects; a lone object has the shape ()."""
    return value if isinstance(value, ndarray) and value._pool is not None else from_lists(value)


def numbers(value, name):
    """The same lists with numbers for objects, by the objects' own `__float__` or `__int__`."""
    if isinstance(value, ndarray):
        return numbers(value.tolist(), name)
    if isinstance(value, (list, tuple)):
        return [numbers(item, name) for item in value]
    if isinstance(value, (int, float, complex, str, generic)):
        return value
    return {"f": float, "c": complex, "b": bool}.get(dtype(name).kind, int)(value)


def as_array(value, dtype_wanted=None, copy=True, ndmin=0):
    if dtype_wanted is not None and dtype(dtype_wanted).kind != "O":
        return invoke("array", numbers(value, dtype(dtype_wanted).wire), dtype=dtype_wanted)
    if isinstance(value, ndarray) and value._pool is not None:
        return array(value.shape, list(flat(value))) if copy else value
    try:
        made = from_lists(value)
    except ValueError:
        if dtype_wanted is None:
            raise
        made = array((len(value),), list(value))
    return made if made.ndim >= ndmin else made.reshape((1,) * (ndmin - made.ndim) + made.shape)


# --- items --------------------------------------------------------------------------------------


def picked(value, places):
    """What lies at the places: an item, or an array that shares the objects where the places are a view."""
    if not isinstance(places, ndarray):
        return value._pool[int(places)]
    if invoke("may_share_memory", value._places(), places):
        return array(places.shape, value._pool, places)
    return array(places.shape, [value._pool[place] for place in invoke("!list", places, True)])


def _slot(value, key):
    """The place of one item, or None where the key picks several or none."""
    keys, at = key if type(key) is tuple else (key,), 0
    if len(keys) != len(value.shape):
        return None
    for k, side in zip(keys, value.shape, strict=True):
        if type(k) is not int or not -side <= k < side:
            return None
        at = at * side + k % side
    return at if value._slots is None else value._slots[at]


def get(value, key):
    slot = _slot(value, key)
    if slot is not None:
        return value._pool[slot]
    return picked(value, invoke("!get", value._places(), key))


def put(value, key, given):
    slot = _slot(value, key)
    if slot is not None:
        value._pool[slot] = given
        return
    places = invoke("!get", value._places(), key)
    if not isinstance(places, ndarray):
        value._pool[int(places)] = given
        return
    given = of(given)
    spread = given if given.shape == places.shape else run("broadcast_to", given, places.shape)
    for place, item in zip(invoke("!list", places, True), list(flat(spread)), strict=True):
        value._pool[place] = item


def rows(value):
    if value.ndim == 1:
        return list(flat(value))
    return [get(value, i) for i in range(len(value))]


def one(value, name):
    kinds = {"bool": bool, "float": float, "int": int, "complex": complex, "index": operator.index}
    if name == "bool" and value.size != 1:
        invoke(".__bool__", value._places())
    if name != "bool" and value.shape:
        raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
    return kinds[name](flat(value)[0])
