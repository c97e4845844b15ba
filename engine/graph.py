"""Walking a graph of Values. Nothing here recurses, so a chain of 100,000 ops is no special case."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final
from zlib import crc32

from engine.ops import OPS
from engine.value import Value

_by_creation = attrgetter("serial")
_CODE: Final = {name: -2 - i for i, name in enumerate(OPS)}  # below every index


def topological_order(root: Value) -> list[Value]:
    """Every Value that `root` depends on, and root itself last: parents before children.

    A Value's parents exist before it does and never change, so the order of creation is a
    topological order; sorting by it is faster than a depth-first search and is what people expect to see.
    (Lecture 1:17:32.)
    """
    seen = {root}
    order = [root]
    for value in order:  # grows while it is walked
        for parent in value.parents:
            if parent not in seen:
                seen.add(parent)
                order.append(parent)
    order.sort(key=_by_creation)
    return order


def ops_to_visit(root: Value) -> list[Value]:
    """The same order the other way round and without the leaves, which pass no gradient on."""
    seen = {root}
    order = [root] if root.op is not None else []
    for value in order:
        for parent in value.parents:
            if parent.op is not None and parent not in seen:
                seen.add(parent)
                order.append(parent)
    order.sort(key=_by_creation, reverse=True)
    return order


def structure_key(values: Sequence[Value], root: Value) -> str:
    """A short digest, equal for graphs of equal shape: the same ops on the same parents in the same order.

    Data, gradients and labels do not count, so a picture can keep its layout while numbers change.
    """
    index = {value: i for i, value in enumerate(values)}
    shape = [index[root]]
    for value in values:
        shape.append(-1 if value.op is None else op_code(value.op.name))
        shape.extend([index[parent] for parent in value.parents])
    return shape_digest(shape)


def shape_digest(shape: Sequence[int]) -> str:
    """A short digest of some integers."""
    # Python hashes integers, and tuples of them, alike in every process
    return f"{hash(tuple(shape)) & 0xFFFF_FFFF_FFFF_FFFF:016x}"


def op_code(name: str) -> int:
    """A negative number for an op; an own op of a program is below the table's, the same in every process."""
    return _CODE.get(name) or -1_000 - crc32(name.encode())
