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
eight: Final = ir.VectorType(_double, LANES)
flags: Final = ("reassoc", "contract", "nsz")


class Vector(types.Type):
    """Eight lanes, in numba's eyes."""

    def __init__(self) -> None:
        super().__init__(name="eight_lanes")


vector: Final = Vector()


@register_model(Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, eight)  # type: ignore[no-untyped-call]


def _pointer(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    array = context.make_array(signature.args[0])(context, builder, values[0])
    indices = [
        context.cast(builder, value, kind, types.intp)
        for value, kind in zip(values[1:3], signature.args[1:3], strict=True)
    ]
    item: Any = cgutils.get_item_pointer
    place = item(context, builder, signature.args[0], array, indices, wraparound=False)
    return builder.bitcast(place, eight.as_pointer())


def constant(number: float) -> Any:
    return ir.Constant(eight, [number] * LANES)


def made(result: Any, count: int, build: Callable[..., Any]) -> Any:
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
        return spread_out(builder, value)

    return vector(number), codegen


def spread_out(builder: Any, number: Any) -> Any:
    """The number in each of eight lanes."""
    one = builder.insert_element(ir.Constant(eight, ir.Undefined), number, ir.Constant(ir.IntType(32), 0))
    same = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(eight, ir.Undefined), same)


def sum_of(builder: Any, a: Any) -> Any:
    """The sum over the eight lanes: halves onto halves."""
    width = LANES
    while width > 1:
        width //= 2
        kind = ir.VectorType(ir.IntType(32), width)
        low = builder.shuffle_vector(a, a, ir.Constant(kind, list(range(width))))
        high = builder.shuffle_vector(a, a, ir.Constant(kind, list(range(width, 2 * width))))
        a = builder.fadd(low, high, flags=flags)
    return builder.extract_element(a, ir.Constant(ir.IntType(32), 0))


def sums_of(builder: Any, vectors: list[Any]) -> list[Any]:
    """The sum over the lanes of each vector. Eight are worked on at once: neighbouring lanes onto each other,
    then pairs, then halves, and each time two vectors become one."""
    found: list[Any] = []
    while len(vectors) - len(found) >= LANES:
        now = vectors[len(found) : len(found) + LANES]
        for step in (1, 2, 4):
            low = [
                lane // step % 2 * LANES + lane // step // 2 * 2 * step + lane % step for lane in range(LANES)
            ]
            kinds = [
                ir.Constant(ir.VectorType(ir.IntType(32), LANES), [lane + more for lane in low])
                for more in (0, step)
            ]
            now = [
                builder.fadd(*(builder.shuffle_vector(a, b, kind) for kind in kinds), flags=flags)
                for a, b in zip(now[::2], now[1::2], strict=True)
            ]
        found += [builder.extract_element(now[0], ir.Constant(ir.IntType(32), lane)) for lane in range(LANES)]
    return found + [sum_of(builder, vector) for vector in vectors[len(found) :]]


def fused(builder: Any, a: Any, b: Any, c: Any) -> Any:
    """a + b * c"""
    return builder.fadd(a, builder.fmul(b, c, flags=flags), flags=flags)


def _where_positive(builder: Any, a: Any, b: Any) -> Any:
    """b in the lanes where a is positive, or not a number; 0 elsewhere"""
    return builder.select(builder.fcmp_unordered(">", a, constant(0.0)), b, constant(0.0))


def _less_product(builder: Any, a: Any, b: Any, c: Any) -> Any:
    """a - b * c"""
    return builder.fsub(a, builder.fmul(b, c, flags=flags), flags=flags)


load: Any = intrinsic(_load)
store: Any = intrinsic(_store)
spread: Any = intrinsic(_spread)
total: Any = made(types.float64, 1, sum_of)
plus_product: Any = made(vector, 3, fused)
less_product: Any = made(vector, 3, _less_product)
plus: Any = made(vector, 2, lambda builder, a, b: builder.fadd(a, b, flags=flags))
times: Any = made(vector, 2, lambda builder, a, b: builder.fmul(a, b, flags=flags))
where_positive: Any = made(vector, 2, _where_positive)
minus: Any = made(vector, 1, lambda builder, a: builder.fneg(a))
