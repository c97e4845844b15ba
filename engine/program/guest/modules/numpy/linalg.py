"""`numpy.linalg`: on the host."""

from ._wire import LinAlgError as LinAlgError
from ._wire import function, invoke, run


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    invoke("!lookup", name, "linalg")
    globals()[name] = called = function("linalg." + name, name)
    return called


def multi_dot(arrays):
    product = arrays[0]
    for array in arrays[1:]:
        product = run("dot", product, array)
    return product


def matrix_power(a, n):
    a = run("asarray", a)
    if n < 0:
        a, n = run("linalg.inv", a), -n
    made = run("eye", len(a), dtype=a.dtype)
    for _ in range(n):
        made = run("matmul", made, a)
    return made
