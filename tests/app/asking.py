"""Asking the routes about a program, and reading their errors."""

from typing import Any

from tests.app.conftest import Client

L = "a = 2.0\nb = -3.0\nc = 10\ne = a*b\nd = e + c\nf = -2\nL = d*f"
NEURON = "x1 = 2\nx2 = 0\nw1 = -3\nw2 = 1\nb = 6.8813735870195432\nn = x1*w1 + x2*w2 + b\no = tanh(n)"
USED_TWICE = "a = 3\nb = a + a"
TWICE_AND_MORE = "a = -2\nb = 3\nd = a*b\ne = a + b\nf = d*e"
LOOP = """
from micrograd.engine import Value
w = Value(0.5)
for i in range(3):
    loss = (w*2 - 3)**2
    w.grad = 0
    loss.backward()
    w.data += -0.05 * w.grad
"""


def ask(client: Client, path: str, source: str, **fields: Any) -> dict[str, Any]:
    """The answer, which must be 200."""
    response = client.post(f"/api/{path}", json={"source": source, **fields})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def refuse(client: Client, path: str, source: str, **fields: Any) -> dict[str, Any]:
    """The error, which must be a 422 of the one shape."""
    response = client.post(f"/api/{path}", json={"source": source, **fields})
    assert response.status_code == 422, response.text
    error: dict[str, Any] = response.json()["error"]
    assert set(error) == {"code", "message", "span", "hint"}
    return error
