"""The little of NumPy that programs about scalars use: arrays of plain numbers for plots and data."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.functions import FUNCTIONS
from engine.language.machine import arrays, values
from engine.language.machine.kinds import Array, Builtin, Data, Ignored, Implementation, Module
from engine.language.machine.mathematics import of_table
from engine.language.machine.numpy_more import MORE, draws
from engine.language.machine.reductions import REDUCTIONS
from engine.language.machine.registry import check_names
from engine.language.machine.state import Machine
from engine.language.machine.twister import Twister


def _array(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("array", kwargs, ("dtype",))
    data, *rest = args
    return arrays.typed(m, Array(arrays.rows_of(m, data)), kwargs.get("dtype", rest[0] if rest else None))


def _arange(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    start, stop, step = (0, args[0], 1) if len(args) == 1 else (*args, 1)[:3]
    if kwargs or not all(isinstance(x, (int, float)) for x in (start, stop, step)) or len(args) > 3:
        raise TypeError
    count = max(math.ceil((stop - start) / step), 0)
    m.check_items(count, "An array")
    return Array([start + i * step for i in range(count)])


def _linspace(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("linspace", kwargs, ("num", "endpoint"))
    start, stop, *rest = args
    end = bool(kwargs.get("endpoint", True))
    count = kwargs.get("num", rest[0] if rest else 50)
    if not isinstance(count, int) or count < 0:
        raise TypeError
    m.check_items(count, "An array")
    step = (stop - start) / (count - end) if count > end else 0.0
    numbers = [start + i * step for i in range(count)]
    if count > 1 and end:
        numbers[-1] = float(stop)
    return Array(numbers)


def _filled(number: float) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        check_names("ones" if number else "zeros", kwargs, ("shape", "dtype"))
        shape, *rest = args or [kwargs["shape"]]
        return arrays.typed(m, fill(m, shape), kwargs.get("dtype", rest[0] if rest else None))

    def fill(m: Machine, shape: Data) -> Array:
        if isinstance(shape, int):
            if shape < 0:
                raise ValueError
            m.check_items(shape, "An array")
            return Array([number] * shape)
        rows, columns = shape
        if rows < 0 or columns < 0:
            raise ValueError
        m.check_items(max(rows, columns, rows * columns), "An array")
        return Array([[number] * columns for _ in range(rows)])

    return run


def _meshgrid(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("meshgrid", kwargs, ())
    xs, ys = (arrays.flat(Array(arrays.rows_of(m, side))) for side in args)
    m.check_items(2 * len(xs) * len(ys), "An array")
    m.burn(site, len(xs) * len(ys))
    return Array([list(xs) for _ in ys]), Array([[y] * len(xs) for y in ys])


def _columns(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """`np.column_stack((xs, ys))`."""
    check_names("column_stack", kwargs, ())
    (sides,) = args
    rows = [arrays.rows_of(m, side) for side in sides]
    if len({len(side) for side in rows}) > 1:
        raise LanguageError(
            "type", "The columns of an array have one length.", None, "Make them equally long."
        )
    m.check_items(sum(len(side) for side in rows), "An array")
    return Array([[x for part in row for x in (part if isinstance(part, list) else [part])]
                  for row in zip(*rows, strict=True)])  # fmt: skip


def _where(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("where", kwargs, ())
    test, yes, no = args
    chosen = arrays.elementwise(m, lambda x, y: y if x else None, test, yes)
    return arrays.elementwise(m, lambda x, y: y if x is None else x, chosen, no)


def _elementwise(name: str) -> Builtin:
    inner = of_table(name)
    forward = getattr(math, name, FUNCTIONS[name].forward)

    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        check_names(name, kwargs, ())
        if len(args) == 1 and isinstance(args[0], (list, Array)):
            return arrays.each(m, forward, Array(arrays.rows_of(m, args[0])))
        if len(args) == 2 and any(isinstance(arg, Array) for arg in args):
            return arrays.elementwise(m, forward, *args)
        return inner.run(m, args, kwargs, site)

    return Builtin(name, run)


# -- np.random -------------------------------------------------------------------------------------


def twister(m: Machine, site: Site) -> Twister:
    """The run's generator; without a seed it starts from 0."""
    if m.numpy_random is None:
        m.note(
            "Without np.random.seed(…) NumPy's numbers are those of seed 0, the same each time.", site.span
        )
        m.numpy_random = Twister(0)
    return m.numpy_random


def _seed(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    (seed,) = args
    if not isinstance(seed, int) or not 0 <= seed < 2**32:
        raise LanguageError(
            "type", "A seed is a whole number from 0 to 4294967295.", None, "As in np.random.seed(1337)."
        )
    m.numpy_random = Twister(seed)


def _many(draw: Callable[[Twister], float]) -> Implementation:
    def run(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
        check_names("random", kwargs, ())
        dice = twister(m, site)
        if not args:
            return draw(dice)
        if kwargs or len(args) > 2 or not all(isinstance(arg, int) and arg >= 0 for arg in args):
            raise TypeError
        m.check_items(math.prod(args), "An array")
        m.burn(site, math.prod(args))
        if len(args) == 1:
            return Array([draw(dice) for _ in range(args[0])])
        return Array([[draw(dice) for _ in range(args[1])] for _ in range(args[0])])

    return run


def _uniform(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    names = ("low", "high", "size")
    check_names("uniform", kwargs, names)
    given = dict(zip(names, args, strict=False)) | kwargs
    if len(args) > len(names) or len(given) < len(args) + len(kwargs):
        raise TypeError
    low, high, size = given.get("low", 0.0), given.get("high", 1.0), given.get("size")
    many = [] if size is None else list(size) if isinstance(size, tuple) else [size]
    return _many(lambda dice: low + (high - low) * dice.uniform())(m, many, {}, site)


def _permutation(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    check_names("permutation", kwargs, ())
    (count,) = args
    if count < 0:
        raise ValueError
    m.check_items(count, "An array")
    m.burn(site, count)
    return Array(list(twister(m, site).permutation(count)))


_RANDOM: Final = Module(
    "numpy.random",
    {
        "seed": Builtin("seed", _seed),
        "rand": Builtin("rand", _many(Twister.uniform)),
        "random": Builtin("random", _many(Twister.uniform)),
        "randn": Builtin("randn", _many(Twister.normal)),
        "uniform": Builtin("uniform", _uniform),
        "permutation": Builtin("permutation", _permutation),
        **draws(twister),
    },
)


COLUMNS: Final = Builtin("c_", _columns)
"""`np.c_[xs, ys]`, indexed and not called."""
NUMPY: Final = Module(
    "numpy",
    {
        "pi": math.pi,
        "e": math.e,
        "inf": math.inf,
        "nan": math.nan,
        "random": _RANDOM,
        "array": Builtin("array", _array),
        "asarray": Builtin("asarray", _array),
        "arange": Builtin("arange", _arange),
        "linspace": Builtin("linspace", _linspace),
        "meshgrid": Builtin("meshgrid", _meshgrid),
        "column_stack": Builtin("column_stack", _columns),
        "c_": COLUMNS,
        "where": Builtin("where", _where),
        "errstate": Builtin("errstate", lambda m, args, kwargs, site: Ignored()),
        "set_printoptions": Builtin("set_printoptions", lambda m, args, kwargs, site: None),
        "zeros": Builtin("zeros", _filled(0.0)),
        "ones": Builtin("ones", _filled(1.0)),
        **REDUCTIONS,
        "float64": Builtin("float64", lambda m, args, kwargs, site: values.plain(args[0], site)),
        "power": _elementwise("pow"),
        **MORE,
        **{
            name: _elementwise(name)
            for name in FUNCTIONS
            if name not in ("max", "min", "leaky_relu", "square")
        },
    },
)
