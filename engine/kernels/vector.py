"""Eight lanes as one number of the compiled loops.

Left to itself LLVM turns a loop over lanes into one over vectors, but first asks at run time whether the rows
overlap, and cannot keep sums in registers from one loop to the next. With a type of their own, eight lanes
are loaded, multiplied and stored as plain as a float, on any processor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, register_model

LANES: Final = 8

_double: Final = ir.DoubleType()
_eight: Final = ir.VectorType(_double, LANES)
_flags: Final = ("reassoc", "contract", "nsz")


class Vector(types.Type):
    """Eight lanes, in numba's eyes."""

    def __init__(self) -> None:
        super().__init__(name="eight_lanes")


vector: Final = Vector()


@register_model(Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _eight)  # type: ignore[no-untyped-call]


def _pointer(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    array = context.make_array(signature.args[0])(context, builder, values[0])
    indices = [
        context.cast(builder, value, kind, types.intp)
        for value, kind in zip(values[1:3], signature.args[1:3], strict=True)
    ]
    item: Any = cgutils.get_item_pointer
    place = item(context, builder, signature.args[0], array, indices, wraparound=False)
    return builder.bitcast(place, _eight.as_pointer())


def _constant(number: float) -> Any:
    return ir.Constant(_eight, [number] * LANES)


def _made(result: Any, count: int, build: Callable[..., Any]) -> Any:
    """An intrinsic of `count` vectors, lowered by `build(builder, *vectors)`."""

    def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return build(builder, *values)

    if count == 1:
        return intrinsic(lambda typing, a: (result(a), codegen))
    if count == 2:
        return intrinsic(lambda typing, a, b: (result(a, b), codegen))
    return intrinsic(lambda typing, a, b, c: (result(a, b, c), codegen))


def _load(typing: Any, array: Any, row: Any, lane: Any) -> Any:
    """array[row, lane : lane + 8]"""

    def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return builder.load(_pointer(context, builder, signature, values), align=8)

    return vector(array, row, lane), codegen


def _store(typing: Any, array: Any, row: Any, lane: Any, value: Any) -> Any:
    """array[row, lane : lane + 8] = value"""

    def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        builder.store(values[3], _pointer(context, builder, signature, values), align=8)
        return context.get_dummy_value()

    return types.none(array, row, lane, value), codegen


def _spread(typing: Any, number: Any) -> Any:
    """The number in each of the eight lanes."""

    def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        value = context.cast(builder, values[0], signature.args[0], types.float64)
        one = builder.insert_element(ir.Constant(_eight, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
        same = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        return builder.shuffle_vector(one, ir.Constant(_eight, ir.Undefined), same)

    return vector(number), codegen


def _total(builder: Any, a: Any) -> Any:
    """The sum over the eight lanes: halves onto halves."""
    width = LANES
    while width > 1:
        width //= 2
        kind = ir.VectorType(ir.IntType(32), width)
        low = builder.shuffle_vector(a, a, ir.Constant(kind, list(range(width))))
        high = builder.shuffle_vector(a, a, ir.Constant(kind, list(range(width, 2 * width))))
        a = builder.fadd(low, high, flags=_flags)
    return builder.extract_element(a, ir.Constant(ir.IntType(32), 0))


def _plus_product(builder: Any, a: Any, b: Any, c: Any) -> Any:
    """a + b * c"""
    return builder.fadd(a, builder.fmul(b, c, flags=_flags), flags=_flags)


def _where_positive(builder: Any, a: Any, b: Any) -> Any:
    """b in the lanes where a is positive, or not a number; 0 elsewhere"""
    return builder.select(builder.fcmp_unordered(">", a, _constant(0.0)), b, _constant(0.0))


def _less_product(builder: Any, a: Any, b: Any, c: Any) -> Any:
    """a - b * c"""
    return builder.fsub(a, builder.fmul(b, c, flags=_flags), flags=_flags)


load: Any = intrinsic(_load)
store: Any = intrinsic(_store)
spread: Any = intrinsic(_spread)
total: Any = _made(types.float64, 1, _total)
plus_product: Any = _made(vector, 3, _plus_product)
less_product: Any = _made(vector, 3, _less_product)
plus: Any = _made(vector, 2, lambda builder, a, b: builder.fadd(a, b, flags=_flags))
times: Any = _made(vector, 2, lambda builder, a, b: builder.fmul(a, b, flags=_flags))
where_positive: Any = _made(vector, 2, _where_positive)
