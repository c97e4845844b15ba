import tomllib
import numpy as np
from numpy.testing import assert_allclose, assert_almost_equal, assert_array_equal, assert_equal
from numpy.typing import ArrayLike, NDArray

def slope(x: ArrayLike) -> NDArray[np.float64]:
    return 2 * np.asarray(x)

assert_allclose(slope([1.0, 2.0]), [2.0, 4.0])
assert_array_equal(np.arange(3), [0, 1, 2])
assert_almost_equal(1.00000001, 1.0)
assert_equal(3, 3)
for check in (
    lambda: assert_allclose([1.0, 2.0], [1.0, 2.1]),
    lambda: assert_array_equal([1, 2], [1, 3]),
    lambda: assert_almost_equal(1.0, 1.1),
    lambda: assert_equal(1, 2),
):
    try:
        check()
        print("equal")
    except AssertionError as error:
        print(str(error).strip().splitlines()[0])
print(tomllib.loads("rate = 0.1\n[net]\nlayers = [3, 4, 1]"))
