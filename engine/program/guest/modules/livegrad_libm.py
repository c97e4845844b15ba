"""`math.tanh` as C libraries on desktops compute it: the sandbox's own differs from it in the last place for
every tenth number, and many programs here print what went through one.

From expm1, after fdlibm's s_tanh.c (Sun Microsystems, 1993).
"""

from __future__ import annotations

import math
from typing import Final

_FLAT: Final = 22.0
"""From here on tanh is 1 in double precision."""
_TINY: Final = 2.0**-55


def tanh(x: float, /) -> float:
    """Return the hyperbolic tangent of x."""
    size = math.fabs(x)
    if size >= _FLAT:
        return math.copysign(1.0, x)
    if size < _TINY:
        return x * (1.0 + x)
    if size >= 1.0:
        found = 1.0 - 2.0 / (math.expm1(2.0 * size) + 2.0)
    else:
        low = math.expm1(-2.0 * size)
        found = -low / (low + 2.0)
    return math.copysign(found, x)


math.tanh = tanh  # type: ignore[assignment]
