"""NumPy for programs in the sandbox: the arrays live here, the program holds their numbers.

One request and one answer, both JSON. A request is `[name, arguments, [[keyword, argument], ...], handles
that were let go]`; what JSON has no word for travels as an object with one key, its tag: see `_from_wire` and
`_to_wire`. All of it is a stranger's input: an answer is a result, or the name and message of an exception.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from engine.program import numpy_costs as costs
from engine.program import numpy_names as names
from engine.program.numpy_checks import Objects, Refused, check, expect, name_of
from engine.program.numpy_costs_index import index
from engine.program.numpy_printing import Printing
from engine.program.numpy_table import Table

_PRINTING: Final = frozenset(["!text", "!texts", "!string", "!print"])


_dumps: Final = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode


_INNER: Final = frozenset(
    "base dtype errors generator get info list lookup pairs print reshaped rows scalar set shuffled string "
    "text texts".split()
)
"""What the program's side asks beside functions and methods; each is a method of the host."""


class NumpyHost(Printing):
    """The arrays of one run.

    `most_elements`: numbers in one array; `most_bytes`: of all arrays alive; `most_work`: of one call, in
    steps of about a nanosecond; `most_text`: code points of a request.
    """

    def __init__(
        self,
        most_elements: int = 4_000_000,
        most_bytes: int = 256_000_000,
        most_work: float = 2e9,
        most_text: int = 32_000_000,
    ) -> None:
        self.most_elements, self.most_bytes, self.most_work = most_elements, most_bytes, most_work
        self.most_text = most_text
        self._table = Table(most_bytes)
        self._seeded = 0
        self._random = np.random.RandomState(0)
        self._faults: dict[str, Any] = dict.fromkeys(("divide", "over", "under", "invalid"), "ignore")
        self._printing: dict[str, Any] = {}

    def call(self, request: str) -> str:
        """Answers one request; raises nothing."""
        try:
            with np.errstate(**self._faults):
                return _dumps(["ok", self._to_wire(self._answer(request))])
        except Exception as error:  # noqa: BLE001 - whatever NumPy raises is raised in the program
            kind = type(error)
            bases = [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]
            if isinstance(error, Refused):
                kind = TypeError
            text = str(error.args[0]) if isinstance(error, KeyError) and len(error.args) == 1 else str(error)
            return _dumps(["error", [kind.__module__, kind.__qualname__, bases, text[:2000]]])

    @property
    def bytes_alive(self) -> int:
        """What the arrays of the run take."""
        return self._table.bytes_alive

    # --- a request ----------------------------------------------------------------------------

    def _answer(self, request: str) -> Any:
        if len(request) > self.most_text:
            raise MemoryError("this is too much for one call of numpy")
        try:
            name, args, pairs, dropped = json.loads(request, object_hook=self._from_wire)
            kwargs = {str(key): value for key, value in pairs}
            handles = [int(handle) for handle in dropped]
            args = list(args)
        except (ValueError, TypeError, RecursionError) as error:
            raise Refused(f"a malformed request: {str(error)[:100]}") from None
        for handle in handles:
            self._table.drop(handle)
        if not isinstance(name, str) or "like" in kwargs:
            raise Refused("a malformed request")
        wide = sum(check(value) for value in (*args, *kwargs.values()))
        if name.startswith("!"):
            if name[1:] not in _INNER:
                raise Refused("a malformed request")
            inner: Callable[..., Any] = getattr(self, f"_{name[1:]}")
            if name in _PRINTING:
                with np.printoptions(**self._printing):
                    return inner(*args, **kwargs)
            return inner(*args, **kwargs)
        function, cost = self._find(name, args)
        try:
            elements, work = cost(args, kwargs)
        except (TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError, OverflowError) as error:
            if costs.harmless(args, kwargs):  # NumPy's own words about it are better
                elements = work = 0
            else:
                raise Refused(str(error)[:200]) from None
        self._afford(elements, work, wide)
        if name in ("array_repr", "array_str"):
            self._legible(args[0])
        return function(*args, **kwargs)

    def _find(self, name: str, args: list[Any]) -> tuple[Callable[..., Any], costs.Cost]:
        """The function of a name, and its cost; takes the receiver of a method off the arguments."""
        first, _, rest = name.partition(".")
        if first == "" and rest in names.METHODS and args and isinstance(args[0], (np.ndarray, np.generic)):
            return getattr(type(args[0]), rest), names.METHODS[rest]
        if first == "random" and rest in names.RANDOM and args:
            source = self._random if args[0] is None else args[0]
            rest = {"ranf": "random_sample", "sample": "random_sample"}.get(rest, rest)
            if isinstance(source, (np.random.RandomState, np.random.Generator)) and hasattr(source, rest):
                del args[0]
                return getattr(source, rest), names.RANDOM[rest]
        if first in names.UFUNCS and rest in ("reduce", "accumulate", "outer", "at"):
            return getattr(getattr(np, first), rest), costs.product if rest == "outer" else costs.total
        if name in names.FUNCTIONS:
            if name == "shares_memory":
                return _shares_memory, names.FUNCTIONS[name]
            if name in ("r_", "c_", "mgrid", "ogrid"):
                return getattr(np, name).__getitem__, names.FUNCTIONS[name]
            return getattr(np.linalg if first == "linalg" else np, rest or first), names.FUNCTIONS[name]
        raise AttributeError(f"numpy.{name[:60]} is not available here")

    def _afford(self, elements: float, work: float, wide: int = 8) -> None:
        """Refuses what is too large, before it runs; `wide`: bytes of an element. nan is too large."""
        if not elements <= self.most_elements:
            shown = f"{elements:,.0f}" if math.isfinite(elements) else "so many"
            raise MemoryError(
                f"an array of {shown} numbers is too large here: at most {self.most_elements:,}"
            )
        if not self._table.bytes_alive + elements * max(8, wide) <= self.most_bytes:
            raise MemoryError(f"the arrays are too large together: at most {self.most_bytes:,} bytes")
        if not work <= self.most_work:
            raise MemoryError("this call of numpy is too much work here")

    # --- the wire -----------------------------------------------------------------------------

    def _from_wire(self, tagged: dict[str, Any]) -> Any:
        if len(tagged) != 1:
            raise Objects("dict")
        [(tag, value)] = tagged.items()
        if tag == "h":
            if not isinstance(value, int) or value not in self._table:
                raise ValueError("no such array")
            return self._table[value]
        if tag == "t":
            return tuple(value)
        if tag == "s":
            return self._scalar(*value)
        if tag == "d":
            return np.dtype(str(value))
        if tag == "i":
            return slice(*value)
        if tag == "c":
            return complex(*value)
        if tag == "e":
            return Ellipsis
        raise Objects("dict")

    def _to_wire(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return {"h": [self._table.keep(np.asarray(value)), value.shape, name_of(value.dtype)]}
        if isinstance(value, np.generic):
            item = value.item()
            return {
                "s": [name_of(value.dtype), [item.real, item.imag] if isinstance(item, complex) else item]
            }
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, complex):
            return {"c": [value.real, value.imag]}
        if isinstance(value, tuple):
            return {"t": [self._to_wire(item) for item in value]}
        if isinstance(value, list):
            return [item if type(item) in (int, float) else self._to_wire(item) for item in value]
        if isinstance(value, np.dtype):
            return {"d": [name_of(value), value.kind, value.itemsize, value.str, value.char]}
        if isinstance(value, (np.random.RandomState, np.random.Generator)):
            return {"g": self._table.hold(value)}
        raise Objects(type(value).__name__)

    # --- what the program's side asks beside functions and methods ------------------------------

    def _get(self, array: Any, key: Any) -> Any:
        expect(array, np.ndarray, np.generic)
        try:
            elements = index(array.shape, key)
        except (ValueError, IndexError, TypeError):
            elements = 0  # NumPy refuses the key, in its own words
        self._afford(elements, elements * 10, array.dtype.itemsize)
        return array[key]

    def _set(self, array: Any, key: Any, value: Any) -> None:
        expect(array, np.ndarray)
        self._get(array, key)
        array[key] = value

    def _lookup(self, name: str, kind: str = "numpy") -> str:
        """Whether a name is here; else the AttributeError that NumPy has for it, or one that says so."""
        expect(name, str)
        holders: dict[str, tuple[Any, Any]] = {
            "numpy": (np, names.FUNCTIONS),
            "ndarray": (self._reshaped((0,)), names.METHODS),
            "random": (np.random, names.RANDOM),
            "RandomState": (self._random, names.RANDOM),
            "Generator": (np.random.default_rng(0), names.RANDOM),
        }
        if kind == "linalg":
            holder, known = (
                np.linalg,
                {n.partition(".")[2] for n in names.FUNCTIONS if n.startswith("linalg.")},
            )
        elif kind in holders:
            holder, known = holders[kind]
        else:
            raise Refused("a malformed request")
        if name in known and hasattr(holder, name):
            return "ufunc" if kind == "numpy" and name in names.UFUNCS else "function"
        if name not in dir(holder) and name.isidentifier() and len(name) < 60:
            getattr(holder, name)
        raise AttributeError(f"{kind}.{name[:60]} is not available here")

    def _scalar(self, name: Any, value: Any = 0) -> Any:
        kind = np.dtype(str(name) if name != "str_" else "U")
        name_of(kind)
        check(value)
        if kind.kind == "c" and isinstance(value, list):
            value = complex(*value)
        return kind.type(value)

    def _list(self, array: Any, flat: bool = False) -> Any:
        expect(array, np.ndarray, np.generic)
        self._afford(0, array.size * 100)
        return array.ravel().tolist() if flat else array.tolist()

    def _dtype(self, spec: Any) -> Any:
        return np.dtype(spec)

    def _rows(self, array: Any) -> list[Any]:
        expect(array, np.ndarray)
        return list(array)

    def _pairs(self, *arrays: Any) -> list[Any]:
        """The arrays laid over each other: their shape, and the items of each as one row."""
        elements, work = costs.broadcast(arrays, {})
        self._afford(elements * len(arrays), work * 100)
        return [list(np.broadcast_shapes(*(np.shape(a) for a in arrays))),
                [a.ravel().tolist() for a in np.broadcast_arrays(*arrays)]]  # fmt: skip

    def _base(self, array: Any) -> Any:
        """The array whose memory this one shows, or None."""
        expect(array, np.ndarray)
        return array.base if isinstance(array.base, np.ndarray) else None

    def _reshaped(self, shape: Any) -> Any:
        elements = float(math.prod(shape))
        self._afford(elements, elements)
        return np.arange(int(elements)).reshape(shape)

    def _shuffled(self, source: Any, length: int) -> list[int]:
        """The order in which the source shuffles a list of that length."""
        source = self._random if source is None else source
        expect(source, np.random.RandomState, np.random.Generator)
        self._afford(length, length * 100)
        order = list(range(length))
        source.shuffle(order)
        return order

    def _errors(self, **kinds: Any) -> list[Any]:
        """What to do about 1/0 and the like; warnings would reach nobody, so they are silent."""
        before = [[key, value] for key, value in self._faults.items()]
        for key in self._faults:
            chosen = kinds.get(key) or kinds.get("all") or self._faults[key]
            self._faults[key] = "raise" if chosen == "raise" else "ignore"
        return before

    def _generator(self, kind: str, seed: Any = None) -> Any:
        """A source of random numbers; without a seed the first of a run is that of seed 0."""
        if seed is None:
            seed, self._seeded = self._seeded, self._seeded + 1
        return np.random.RandomState(seed) if kind == "RandomState" else np.random.default_rng(seed)


def _shares_memory(*args: Any) -> bool:
    most: Any = 100_000  # steps of an exact answer, which can take for ever
    return np.shares_memory(args[0], args[1], max_work=most)
