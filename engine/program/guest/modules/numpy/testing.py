"""`numpy.testing`: comparisons that raise an AssertionError."""

from __future__ import annotations

from typing import Any


def _together(actual: Any, desired: Any) -> tuple[Any, Any]:
    import numpy as np

    a, b = np.asarray(actual), np.asarray(desired)
    if a.shape != b.shape and a.ndim and b.ndim:
        raise AssertionError(f"\nArrays are not equal\n\n(shapes {a.shape}, {b.shape} mismatch)")
    return a, b


def _refuse(head: str, actual: Any, desired: Any, wrong: Any, err_msg: str) -> None:
    """Says how many differ, and both."""
    count, whole = int(wrong.sum()), int(wrong.size)
    share = f"{100 * count / whole:.3g}"
    said = f"\n{err_msg}" if err_msg else ""
    both = f" ACTUAL: {actual!r}\n DESIRED: {desired!r}"
    raise AssertionError(f"\n{head}{said}\nMismatched elements: {count} / {whole} ({share}%)\n{both}")


def assert_allclose(
    actual: Any,
    desired: Any,
    rtol: float = 1e-7,
    atol: float = 0,
    equal_nan: bool = True,
    err_msg: str = "",
    **_: Any,
) -> None:
    import numpy as np

    a, b = _together(actual, desired)
    close = np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if not close.all():
        _refuse(f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}\n", actual, desired, ~close, err_msg)


def assert_array_equal(actual: Any, desired: Any, err_msg: str = "", **_: Any) -> None:
    a, b = _together(actual, desired)
    same = (a == b) | ((a != a) & (b != b))
    if not same.all():
        _refuse("Arrays are not equal\n", actual, desired, ~same, err_msg)


def assert_almost_equal(actual: Any, desired: Any, decimal: int = 7, err_msg: str = "", **_: Any) -> None:
    import numpy as np

    a, b = _together(actual, desired)
    wrong = np.abs(a - b) >= 1.5 * 10.0 ** (-decimal)
    if wrong.any():
        _refuse(f"Arrays are not almost equal to {decimal} decimals\n", actual, desired, wrong, err_msg)


def assert_equal(actual: Any, desired: Any, err_msg: str = "", **named: Any) -> None:
    if hasattr(actual, "shape") or hasattr(desired, "shape"):
        assert_array_equal(actual, desired, err_msg, **named)
    elif actual != desired:
        raise AssertionError(f"\nItems are not equal:{err_msg}\n ACTUAL: {actual!r}\n DESIRED: {desired!r}")


assert_array_almost_equal = assert_almost_equal
