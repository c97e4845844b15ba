"""What arrays and their dtypes say of themselves: NumPy's own words, but no more than anyone reads."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from engine.program.numpy_checks import expect, name_of

_OPTIONS: Final = frozenset(np.get_printoptions()) - {"formatter", "override_repr"}


class _Text(str):
    """How an object prints, so that NumPy can lay it out."""

    __slots__ = ()
    __repr__ = str.__str__


class Printing:
    """The part of a host that prints."""

    def __init__(self) -> None:
        self._printing: dict[str, Any] = {}
        """The options of this run that are not NumPy's own."""

    def _afford(self, elements: float, work: float, wide: int = 8) -> None:
        raise NotImplementedError

    def _text(self, thing: Any, function: str) -> str:
        expect(thing, np.ndarray, np.generic)
        self._legible(thing)
        return repr(thing) if function == "repr" else str(thing)

    def _string(self, array: Any, separator: str, prefix: str) -> str:
        expect(array, np.ndarray)
        self._legible(array)
        return np.array2string(array, separator=str(separator)[:100], prefix=str(prefix)[:100])

    def _texts(self, array: Any, texts: list[str], function: str, objects: bool = True) -> str:
        """An array as NumPy prints it, where the text of every item is given (`array` holds their places)."""
        expect(array, np.ndarray)
        self._legible(array)
        if objects:
            items = np.empty(array.size, dtype=object)
            items[:] = [_Text(texts[i]) for i in array.ravel().tolist()]
            items = items.reshape(array.shape)
            return repr(items) if function == "repr" else str(items)
        prefix = "array(" if function == "repr" else ""
        body = np.array2string(array, separator=", " if prefix else " ", prefix=prefix,
                               formatter={"int": lambda i: str(texts[int(i)])})  # fmt: skip
        return f"array({body})" if prefix else body

    def _legible(self, array: Any) -> None:
        """Refuses to print more than anyone reads."""
        options = np.get_printoptions()
        long = 2 * int(options["edgeitems"]) + 1
        shown = array.size if array.size <= options["threshold"] else long ** max(1, array.ndim)
        self._afford(0, min(array.size, shown) * 10_000)

    def _print(self, **options: Any) -> list[Any]:
        """Sets how arrays print in this run; answers how they printed before."""
        now: dict[str, Any] = {**np.get_printoptions()}
        before = {key: now[key] for key in _OPTIONS}
        unknown = next((key for key in options if key not in _OPTIONS), None)
        if unknown is not None:
            raise TypeError(f"set_printoptions() got an unexpected keyword argument '{unknown[:60]}'")
        chosen = {key: value for key, value in options.items() if value is not None}
        with np.printoptions(**chosen):  # refuses what is no option
            if int(np.get_printoptions()["linewidth"]) > 10_000 or (chosen.get("precision") or 0) > 1000:
                raise ValueError("too wide")
        self._printing |= chosen
        return [[key, value] for key, value in before.items()]

    def _info(self, dtype: Any) -> list[Any]:
        """`finfo` or `iinfo` of a dtype: pairs of name and number."""
        kind = np.dtype(dtype)
        name_of(kind)
        names = "bits eps epsneg max min tiny smallest_normal smallest_subnormal resolution precision"
        info: Any = np.finfo(kind) if kind.kind in "fc" else np.iinfo(kind)
        return [[name, getattr(info, name)] for name in names.split() if hasattr(info, name)]
