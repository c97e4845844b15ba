"""Programs that use NumPy print in the sandbox what they print with NumPy itself."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.program import numpy_host, numpy_names
from engine.program.numpy_host import NumpyHost
from tests.engine.program.guest_modules import guest, printed

pytestmark = pytest.mark.filterwarnings("ignore")  # what NumPy warns of reaches nobody, there as here

VALUE = (Path(__file__).parent / "numpy_value.txt").read_text()
"""A class with arithmetic of its own, as programs have one."""
LINES = (Path(__file__).parent / "numpy_lines.txt").read_text().splitlines()
"""Programs, one a line."""


@pytest.fixture(scope="module")
def stand_in() -> Iterator[ModuleType]:
    with guest("numpy") as module:
        yield module


@pytest.mark.parametrize("line", LINES)
def test_a_program_prints_what_it_prints_with_numpy(line: str, stand_in: ModuleType) -> None:
    program = VALUE + line.replace("\\n", "\n")
    outputs = []
    for module in (np, stand_in):
        with module.errstate(all="ignore"), module.printoptions():
            module.random.seed(0)
            outputs.append(printed(program, np=module))
    assert outputs[1] == outputs[0]


def ask(host: NumpyHost, name: Any, *args: Any, **kwargs: Any) -> Any:
    verdict, answer = json.loads(host.call(json.dumps([name, args, list(kwargs.items()), []])))
    return answer if verdict == "ok" else f"{answer[1]}: {answer[3]}"


def made(host: NumpyHost, name: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
    return {"h": ask(host, name, *args, **kwargs)["h"][0]}


TOO_LARGE: list[tuple[Any, ...]] = [
    ("zeros", 10**10), ("zeros", [10**6, 10**6]), ("ones", {"t": [10**5, 10**5]}), ("full", [10**9], 1.0),
    ("empty", 1e300), ("eye", 10**6), ("identity", 10**6), ("arange", 1e15), ("arange", 0, 1, 1e-12),
    ("linspace", 0, 1, 10**9), ("tile", [1], 10**9), ("repeat", [1, 2], 10**9), ("pad", [1], 10**9),
    ("broadcast_to", 1, {"t": [10**9, 10**9]}), ("diag", [1.0], 10**6), ("indices", {"t": [10**5, 10**5]}),
    ("tril_indices", 10**5), ("triu_indices", 10**4, 0, 10**7), ("diag_indices", 3, 10**9),
    ("bincount", [10**12]), ("histogram", [1.0], 10**9), ("tri", 10**6), ("diff", [1, 2], 10**9),
    ("resize", [1], {"t": [10**10]}), ("random.rand", None, 10**10), ("random.normal", None, 0, 1, 10**10),
    ("random.randint", None, 0, 5, {"t": [10**6, 10**6]}), ("random.permutation", None, 10**10),
    ("random.choice", None, 10**10, 3, False), ("random.uniform", None, 0, 1, 1e20), ("r_", {"i": [0, 10**12, None]}),
    ("mgrid", {"t": [{"i": [0, 10**5, None]}, {"i": [0, 10**5, None]}]}), ("zeros", 10, "U100000000"),
    ("!reshaped", [10**12]), ("!shuffled", None, 10**12), ("vander", [1.0, 2.0], 10**9), ("polyfit", [1], [1], 10**9),
    ("logspace", 0, 1, 10**10),
]  # fmt: skip


@pytest.mark.parametrize("call", TOO_LARGE, ids=str)
def test_what_is_too_large_is_refused_before_it_is_made(call: tuple[Any, ...]) -> None:
    answer = ask(NumpyHost(), *call)
    assert isinstance(answer, str)
    assert answer.startswith("MemoryError"), answer


BY_SIZE = [name for name in numpy_names.FUNCTIONS if name not in numpy_names.UFUNCS]
BY_SIZE += [*(f".{name}" for name in numpy_names.METHODS), *(f"random.{name}" for name in numpy_names.RANDOM)]


@pytest.mark.parametrize("name", BY_SIZE)
def test_no_argument_makes_anything_that_does_not_fit(name: str) -> None:
    big = 10**12
    words = (
        "shape",
        "size",
        "k",
        "N",
        "M",
        "n",
        "num",
        "reps",
        "new_shape",
        "minlength",
        "bins",
        "dtype",
        "axis",
    )
    values: list[Any] = [{"h": 1}, 2, big, -big, [big], {"t": [big, big]}, 1e18, [1, 2]]
    calls: list[tuple[list[Any], list[Any]]] = [
        ([*first], []) for count in (1, 2) for first in itertools.product(values, repeat=count)
    ]
    calls += [([{"h": 1}, 2, value], []) for value in values]
    calls += [([{"h": 1}], [[word, value]]) for word in words for value in (big, "U200")]
    for args, kwargs in calls:
        host = NumpyHost()
        made(host, "ones", [2, 3])
        args = [None, *args] if name.startswith("random.") else args
        answer = host.call(json.dumps([name, args, kwargs, []]))
        assert "Unable to allocate" not in answer, (args, kwargs)
        assert "Maximum allowed" not in answer, (args, kwargs)


@pytest.mark.parametrize(
    "program",
    [
        "a = np.ones((2000, 1)) + np.ones((1, 3000))",
        "np.outer(np.ones(3000), np.ones(3000))",
        "np.ones((1500, 1500)) @ np.ones((1500, 1500))",
        "np.add.outer(np.ones(3000), np.ones(3000))",
        "a = np.ones(3000); a[np.zeros((3000, 1000), dtype=int)]",
        "np.meshgrid(np.ones(3000), np.ones(3000))",
        "np.linalg.inv(np.ones((1000, 1000)))",
        "np.einsum('i,j,k->ijk', np.ones(500), np.ones(500), np.ones(500))",
        "a = [np.ones(1000) for _ in range(1200)]",
        "np.set_printoptions(threshold=10**9); print(np.arange(10**6))",
        "np.kron(np.ones(3000), np.ones(3000))",
        "a = np.array(['x' * 200] * 50000); b = [a.copy() for _ in range(9)]",
    ],
)
def test_a_program_that_asks_for_too_much_gets_a_memory_error(program: str) -> None:
    host = NumpyHost(most_elements=1_000_000, most_bytes=9_000_000, most_work=1e9)
    with guest("numpy", host=host) as module:
        assert printed(program, np=module).startswith("MemoryError")
    assert host.bytes_alive <= 9_000_000


def test_memory_comes_back_when_arrays_are_let_go() -> None:
    host = NumpyHost(most_elements=100_000, most_bytes=4_000_000)
    with guest("numpy", host=host) as module:
        program = "for _ in range(100): a = np.ones(100_000); b = a[1:]; c = a + b[0]\nprint(a.sum())"
        assert printed(program, np=module) == "100000.0\n"


@pytest.mark.parametrize(
    "name",
    ["load", "save", "fromfile", "memmap", "genfromtxt", "loadtxt", "frombuffer", "fromstring", "os", "sys", "lib",
     "ctypeslib", "f2py", "testing", "__builtins__", "__class__", "linalg.os", "random.get_state", "random.bytes",
     ".tofile", ".dump", ".__reduce__", ".__class__", ".data", ".ctypes", ".getfield", ".view", "!call", "!_drop",
     "exp.__self__", "exp.types", "add.reduceat", "r_.__class__", "random.__init__", "linalg.__builtins__", ""],
)  # fmt: skip
def test_names_outside_the_list_are_not_here(name: str) -> None:
    host = NumpyHost()
    array = made(host, "arange", 3)
    for args in ([], [array], [None, array], ["/etc/passwd"]):
        assert ask(host, name, *args).split(":")[0] in ("AttributeError", "TypeError")
    if not name.startswith("!"):
        assert ask(host, "!lookup", name.removeprefix("."), "ndarray" if "." in name else "numpy").startswith(
            "AttributeError"
        )


@pytest.mark.parametrize(
    "request_text",
    ["", "null", "[]", "{}", "[1,2,3,4]", '["exp"]', '["exp",[],[]]', '["exp",[{"h":99}],[],[]]', '["exp",[{"h":"a"}],[],[]]',
     '["exp",[{"h":[1]}],[],[]]', '["exp",[{"s":["O",1]}],[],[]]', '["exp",[{"s":[1]}],[],[]]', '["exp",[{"d":"O"}],[],[]]',
     '["exp",[1],[["like",1]],[]]', '["exp",[1],[1],[]]', '["exp",[1],[],["a"]]', "[" * 100_000, '["exp",[' + "[" * 900 + "]" * 900 + '],[],[]]',
     '["array",[[{"x":1}]],[],[]]', '["array",[null],[],[]]', '["array",[' + "9" * 5000 + '],[],[]]', '["power",[' + "9" * 400 + ',1000000],[],[]]',
     '["zeros",[3],[["dtype","O"]],[]]', '["zeros",[3],[["dtype","V1000000000"]],[]]', '["array",[1],[["dtype","M8[s]"]],[]]',
     '["einsum",["i...",[1]],[],[]]', '["einsum",[],[],[]]', '["\\ud800",[],[],[]]', '["array",["\\ud800"],[],[]]', '["!get",[1,2],[],[]]',
     '["!set",[1,2,3],[],[]]', '["!text",[1,"repr"],[],[]]', '["!print",[],[["linewidth",1000000000]],[]]', '["!errors",[],[["all","call"]],[]]',
     '["!texts",[],[],[]]', '["!info",["O"],[],[]]', '["!generator",["Generator",-1],[],[]]', '["exp",[{"i":[1]}],[],[]]', '["exp",[{"c":["a",1]}],[],[]]'],
    ids=lambda text: text[:60],
)  # fmt: skip
def test_a_malformed_request_is_answered_with_an_error_or_harmlessly(request_text: str) -> None:
    verdict, _ = json.loads(NumpyHost().call(request_text))
    assert verdict in ("ok", "error")


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.integers(), st.floats(), st.text(max_size=4),
    st.sampled_from(["float32", "int8", "i,i", "O", "ij,jk->ik", "repr", "Generator", "numpy", "auto", "C"]),
)  # fmt: skip
tags = st.one_of(
    st.builds(lambda h: {"h": h}, st.integers(1, 6)),
    st.builds(lambda t, v: {t: v}, st.sampled_from(list("htsdice")), st.lists(scalars, max_size=3)),
    st.just({"e": 0}),
)
arguments = st.recursive(scalars | tags, lambda inner: st.lists(inner, max_size=4) | st.builds(lambda t: {"t": t}, st.lists(inner, max_size=3)), max_leaves=8)  # fmt: skip
names = st.sampled_from(
    [*numpy_names.FUNCTIONS, *(f".{n}" for n in numpy_names.METHODS), *(f"random.{n}" for n in numpy_names.RANDOM), *(f"!{n}" for n in numpy_host._INNER)]
)  # fmt: skip
keywords = st.sampled_from(
    ["axis", "dtype", "out", "size", "shape", "k", "n", "where", "keepdims", "N", "num", "seed", "bins"]
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            names, st.lists(arguments, max_size=4), st.lists(st.tuples(keywords, arguments), max_size=2)
        ),
        max_size=5,
    )
)
def test_random_requests_get_an_answer(requests: list[tuple[Any, ...]]) -> None:
    host = NumpyHost(most_elements=10_000, most_bytes=1_000_000, most_work=1e7)
    ask(host, "arange", 6)
    ask(host, "random.rand", None, 2, 3)
    ask(host, "!generator", "Generator", 1)
    for name, args, kwargs in requests:
        with contextlib.suppress(UnicodeEncodeError):
            verdict, _ = json.loads(host.call(json.dumps([name, args, kwargs, []])))
            assert verdict in ("ok", "error")
    assert host.bytes_alive <= 1_000_000


@settings(deadline=None)
@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert json.loads(NumpyHost().call(text))[0] == "error"
