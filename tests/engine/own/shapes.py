"""Right engines of many shapes, and how a program is written for each."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

TEXTS: Final = Path(__file__).parent / "texts"


class Shape(NamedTuple):
    """`make` and `go` are the call that makes a leaf and the statement that runs a pass from `r`."""

    name: str
    make: str
    go: str
    data: str
    grad: str | None
    unary: tuple[str, ...] = ()
    binary: str = "+*"

    @property
    def text(self) -> str:
        return (TEXTS / f"{self.name}.py").read_text(encoding="utf-8")

    def program(self, *lines: str) -> str:
        """The engine and these lines, in which `V` makes a leaf and `GO` runs a pass from `r`."""
        text = "\n".join(lines).replace("V(", self.make + "(").replace("GO", self.go)
        return f"{self.text}\n{text}\n"


SHAPES: Final = {
    shape.name: shape
    for shape in (
        Shape("closures", "Value", "r.backward()", "data", "grad", ("tanh", "exp", "relu"), "+*-/"),
        Shape("lambdas", "Scalar", "r.backprop()", "val", "g", ("sigmoid",), "+*-"),
        Shape("pairs", "Num", "r.backward()", "value", "gradient", ("sin",), "+*"),
        Shape("local_grads", "Value", "r.backward()", "data", "grad", ("exp", "relu"), "+*-/"),
        Shape("recursion", "Var", "r.backward()", "x", "dx", ("exp", "__neg__")),
        Shape("dataclass_ops", "Node", "r.backward()", "data", "grad", ("tanh",), "+*-"),
        Shape("property_slots", "Tensor", "r.backward()", "_value", "_grad", ("relu",)),
        Shape("contexts", "Scalar", "r.backward()", "data", "derivative", ("tanh",)),
        Shape("rule_table", "Box", "backprop(r)", "v", "d", ("exp", "relu"), "+*-"),
        Shape("outside_dict", "Expr", "gradients(r)", "data", None),
        Shape("node_classes", "Leaf", "r.backward()", "data", "grad", ("tanh",)),
        Shape("tape", "Value", "r.backward()", "data", "grad", ("softplus",)),
        Shape("factory", "Quantity", "run_backward(r)", "amount", "sensitivity", ("square", "gauss"), "+*-"),
        Shape("tape_by_place", "Var", "sweep(r)", "v", None, (), "+*-"),
        Shape("gradients_by_object", "Number", "gradients(r)", "val", None),
        Shape("values_as_gradients", "Value", "grad(r)", "d", None),
        Shape("gradients_taken_out", "Box", "backward_pass(r)", "value", None, (), "+*-"),
        Shape("dual", "Dual", "print(r.eps)", "real", None, ("sin",)),
    )
}
