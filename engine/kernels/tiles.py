"""The innermost loops of dense blocks: small tiles of results that stay in the processor's registers.

A tile adds many products for each number that it loads, so that arithmetic takes the time and not memory
(Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008). These loops are written in
LLVM's own terms: made from loops in Python, sixteen sums would not stay in registers.

`lists[x:]` below are the numbers of rows, or of places, that stand there one after the other.
"""

from __future__ import annotations

from typing import Any, Final

from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from engine.kernels.vector import LANES, eight, fused, spread_out, sums_of
from engine.tape.code import MORE, NO_GRAD

WIDE: Final = bool(binding.get_host_cpu_features().get("avx512f"))
"""Whether the processor has 32 registers of eight numbers, rather than 16 of four."""
TALL: Final = 8 if WIDE else 4
"""Rows of the largest tile of `sums`."""
SIDE: Final = 4 if WIDE else 2
"""Rows and columns of the largest tile of `products`."""

_index: Final = ir.IntType(64)


class _Arguments:
    """An intrinsic's arguments by their names: whole numbers, and addresses in arrays."""

    def __init__(self, context: Any, builder: Any, signature: Any, values: Any, names: str) -> None:
        self.builder = builder
        self.found: dict[str, Any] = {}
        for name, kind, value in zip(names.split(), signature.args, values, strict=True):
            if isinstance(kind, types.Array):
                self.found[name] = context.make_array(kind)(context, builder, value)
            else:
                self.found[name] = context.cast(builder, value, kind, types.int64)

    def __getitem__(self, name: str) -> Any:
        return self.found[name]

    def sum(self, a: Any, b: Any) -> Any:
        return self.builder.add(a, b if isinstance(b, ir.Value) else _index(b))

    def item(self, array: str, at: Any) -> Any:
        """The address of a number of a vector."""
        return self.builder.gep(self.found[array].data, [at])

    def row(self, matrix: str, listed: Any) -> Any:
        """The address of the row of `matrix` that a place of `lists` tells."""
        row = self.builder.load(self.item("lists", listed))
        width = self.builder.extract_value(self.found[matrix].shape, 1)
        return self.builder.gep(self.found[matrix].data, [self.builder.mul(row, width)])

    def lanes(self, row: Any, i: Any) -> Any:
        """The address of a row's eight lanes from lane `i` on."""
        return self.builder.bitcast(self.builder.gep(row, [i]), eight.as_pointer())

    def room(self, start: Any = None) -> Any:
        """Room for eight sums; LLVM keeps it in a register."""
        alloca: Any = cgutils.alloca_once
        place = alloca(self.builder, eight)
        zero = spread_out(self.builder, ir.Constant(ir.DoubleType(), 0.0))
        self.builder.store(zero if start is None else start, place)
        return place

    def add_product(self, place: Any, a: Any, b: Any) -> None:
        self.builder.store(fused(self.builder, self.builder.load(place), a, b), place)


def _sums(rows: int, vectors: int, grads: bool) -> Any:
    """For 8 × `vectors` lanes from `i` on and each r of `rows`: the row `lists[to + r]` of `out` becomes
    w[at + r] + sum over t < terms of w[at + (1 + t) × rows + r] × the row `lists[of + t]` of `source`. With
    `grads` it becomes or gains that, or neither, as `lists[modes + r]` says."""
    names = "lists w at source of terms out to modes i"

    def typed(
        typing: Any, lists: Any, w: Any, at: Any, source: Any, of: Any, terms: Any, out: Any, to: Any,
        modes: Any, i: Any,
    ) -> Any:  # fmt: skip
        def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            given = _Arguments(context, builder, signature, values, names)
            at, lanes = given["at"], [given.sum(given["i"], LANES * v) for v in range(vectors)]
            starts = [
                spread_out(builder, builder.load(given.item("w", given.sum(at, r)))) for r in range(rows)
            ]
            places = [[given.room(start) for _ in lanes] for start in starts]
            with cgutils.for_range(builder, given["terms"]) as loop:
                first = given.sum(at, builder.mul(given.sum(loop.index, 1), _index(rows)))
                row = given.row("source", given.sum(given["of"], loop.index))
                xs = [builder.load(given.lanes(row, i), align=8) for i in lanes]
                for r in range(rows):
                    factor = spread_out(builder, builder.load(given.item("w", given.sum(first, r))))
                    for place, x in zip(places[r], xs, strict=True):
                        given.add_product(place, factor, x)
            for r in range(rows):
                row = given.row("out", given.sum(given["to"], r))
                if not grads:
                    for i, place in zip(lanes, places[r], strict=True):
                        builder.store(builder.load(place), given.lanes(row, i), align=8)
                    continue
                mode = builder.load(given.item("lists", given.sum(given["modes"], r)))
                adds = builder.icmp_signed("==", mode, _index(MORE))
                with builder.if_then(builder.icmp_signed("!=", mode, _index(NO_GRAD))):
                    for i, place in zip(lanes, places[r], strict=True):
                        found, address = builder.load(place), given.lanes(row, i)
                        more = builder.fadd(found, builder.load(address, align=8))
                        builder.store(builder.select(adds, more, found), address, align=8)
            return context.get_dummy_value()

        return types.none(lists, w, at, source, of, terms, out, to, modes, i), codegen

    return intrinsic(typed)


def _products(rows: int, columns: int) -> Any:
    """For each r of `rows` and c of `columns`: gu[lists[places + r × apart + c]] gains the sum over the first
    `n` lanes of the row `lists[left + r]` of `g` × the row `lists[right + c]` of `d`."""
    names = "lists g left d right gu places apart n"

    def typed(
        typing: Any, lists: Any, g: Any, left: Any, d: Any, right: Any, gu: Any, places: Any, apart: Any,
        n: Any,
    ) -> Any:  # fmt: skip
        def codegen(context: Any, builder: Any, signature: Any, values: Any) -> Any:
            given = _Arguments(context, builder, signature, values, names)
            lefts = [given.row("g", given.sum(given["left"], r)) for r in range(rows)]
            rights = [given.row("d", given.sum(given["right"], c)) for c in range(columns)]
            found = [[given.room() for _ in range(columns)] for _ in range(rows)]
            with cgutils.for_range_slice(builder, _index(0), given["n"], _index(LANES)) as (i, _):
                a = [builder.load(given.lanes(row, i), align=8) for row in lefts]
                b = [builder.load(given.lanes(row, i), align=8) for row in rights]
                for r in range(rows):
                    for c in range(columns):
                        given.add_product(found[r][c], a[r], b[c])
            totals = sums_of(builder, [builder.load(place) for row in found for place in row])
            for r in range(rows):
                first = given.sum(given["places"], builder.mul(given["apart"], _index(r)))
                for c in range(columns):
                    place = builder.load(given.item("lists", given.sum(first, c)))
                    address = given.item("gu", place)
                    builder.store(builder.fadd(builder.load(address), totals[r * columns + c]), address)
            return context.get_dummy_value()

        return types.none(lists, g, left, d, right, gu, places, apart, n), codegen

    return intrinsic(typed)


sums_wide: Any = _sums(TALL, 2, grads=False)
sums_tall: Any = _sums(TALL, 1, grads=False)
sums_four: Any = _sums(4, 1, grads=False)
sums_one: Any = _sums(1, 1, grads=False)
grads_wide: Any = _sums(TALL, 2, grads=True)
grads_tall: Any = _sums(TALL, 1, grads=True)
grads_four: Any = _sums(4, 1, grads=True)
grads_one: Any = _sums(1, 1, grads=True)
products_square: Any = _products(SIDE, SIDE)
products_row: Any = _products(1, SIDE)
products_column: Any = _products(SIDE, 1)
products_one: Any = _products(1, 1)
