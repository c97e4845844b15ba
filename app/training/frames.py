"""Binary frames: a JSON header and arrays that a browser can look at without copying.

    uint32, little-endian   length of the header in bytes
    header                  JSON, padded with spaces so that what follows starts at a multiple of 8
    arrays                  little-endian, one after the other, each starting at a multiple of 8

The header's `arrays` tells of each its name, dtype ("f4" or "f8"), shape, and offset in bytes from the end of
the header. Its numbers are finite or null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

Array = NDArray[np.float64] | NDArray[np.float32]

_SAMPLES = {"f4": "<f4", "f8": "<f8"}


def pack(header: Mapping[str, Any], arrays: Mapping[str, tuple[str, Array]]) -> bytes:
    """One message. `arrays` is name to (dtype, numbers); numbers of another type are converted."""
    parts = [
        (name, kind, np.ascontiguousarray(array, _SAMPLES[kind])) for name, (kind, array) in arrays.items()
    ]
    # Offsets are part of the header whose length they depend on: they count from the payload's start first.
    listed: list[dict[str, Any]] = []
    offset = 0
    for name, kind, array in parts:
        listed.append({"name": name, "dtype": kind, "shape": array.shape, "offset": offset})
        offset += _padded(array.nbytes)
    text = orjson.dumps({**header, "arrays": listed})
    start = _padded(4 + len(text))
    message = bytearray(start + offset)
    message[:4] = (start - 4).to_bytes(4, "little")
    message[4:start] = text.ljust(start - 4)
    for entry, (_, _, array) in zip(listed, parts, strict=True):
        at = start + entry["offset"]
        message[at : at + array.nbytes] = array.tobytes()
    return bytes(message)


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Header and arrays of a message: what the page does in JavaScript, for tests and other clients."""
    start = 4 + int.from_bytes(message[:4], "little")
    header = orjson.loads(message[4:start])
    arrays = {
        entry["name"]: np.frombuffer(
            message, _SAMPLES[entry["dtype"]], int(np.prod(entry["shape"])), start + entry["offset"]
        ).reshape(entry["shape"])
        for entry in header["arrays"]
    }
    return header, arrays


def _padded(length: int) -> int:
    return -(-length // 8) * 8
