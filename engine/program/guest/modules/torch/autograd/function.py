"""`torch.autograd.Function`: an op of the program's own, with the backward rule it gives.

In the engine it is an op of its own too. Its local derivative is asked for in the middle of a pass, when all that
reaches its results is known: that is the moment at which torch calls `backward`, and it is called with the same.
"""

from __future__ import annotations

from typing import Any

from engine import value as _engine
from engine.ops import OPS, Op
from engine.program.guest.watching import Watched, watch

from ..graph import no_grad, node_named
from ..tensor import Tensor, new, tracking


class FunctionCtx:
    """`ctx`: what `forward` leaves for `backward`."""

    saved_tensors: tuple[Any, ...] = ()
    needs_input_grad: tuple[bool, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        self.saved_tensors = tensors

    def mark_dirty(self, *tensors: Any) -> None:
        """Nothing depends on it here."""

    mark_non_differentiable = set_materialize_grads = mark_dirty


class Function:
    """To be derived from, with static methods `forward` and `backward`."""

    @classmethod
    def apply(cls, *args: Any) -> Any:
        ctx: Any = FunctionCtx()
        ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a.requires_grad for a in args)
        kind: Any = cls
        separate = hasattr(cls, "setup_context")
        with no_grad():
            given = kind.forward(*args) if separate else kind.forward(ctx, *args)
            if separate:
                kind.setup_context(ctx, args, given)
        if not tracking(*args):
            return given
        call = _Call(kind, ctx, args)
        made = [
            call.result(o) if isinstance(o, Tensor) else o
            for o in (given if isinstance(given, tuple) else [given])
        ]
        return tuple(made) if isinstance(given, tuple) else made[0]


class _Call:
    """One use of a Function: its results, and after a pass what each parent is owed."""

    def __init__(self, kind: Any, ctx: Any, args: tuple[Any, ...]) -> None:
        self.kind, self.ctx, self.args = kind, ctx, args
        self.inputs = [a for a in args if isinstance(a, Tensor) and a.requires_grad]
        self.outputs: list[Any] = []
        self.reached: list[float] = []
        self.owed: dict[Any, float] = {}

    def result(self, output: Any) -> Any:
        """Every number of the result has every number of the inputs as its parent, one op of two after the other;
        only its own where each input is of the result's shape."""
        found, values = new(output._numbers(), output.shape, output.dtype), []
        parents = [v for t in self.inputs for v in t._values()]
        own = all(t.shape == output.shape for t in self.inputs)
        for i, number in enumerate(found._numbers()):
            mine = parents[i :: output.numel()] if own else parents
            made = self._value(number, tuple(mine[:2]), None)
            for parent in mine[2:]:
                made = self._value(number, (made, parent), made)
            values.append(made)
        found._store.values = values
        found.grad_fn = node_named(f"{self.kind.__name__}Backward", self.inputs)
        self.outputs.append(found)
        return found

    def _value(self, number: float, parents: tuple[Any, ...], through: Any) -> Any:
        made: list[Any] = []

        def local(*_: float) -> tuple[float, ...]:
            slopes = tuple(1.0 if p is through else self._local(made[0], p) for p in parents)
            if isinstance(made[0], Watched):
                watch.slopes[made[0].number] = slopes
            return slopes

        name = self.kind.__name__
        if name in OPS:  # whoever reads of it must not take it for that one
            name = f"own {name}"
        op = Op(name, len(parents), name, lambda *_: number, local, name, (), ())
        made.append(_engine.node(op, number, parents, 0.0, "", None, ()))
        return made[0]

    def _local(self, node: Any, parent: Any) -> float:
        """The parent's whole amount passes at the first of the results that has a gradient."""
        reached = [v.grad for o in self.outputs for v in o._values()]
        if reached != self.reached:
            self.reached, self.owed = reached, self._answered(iter(reached))
        return self.owed.pop(parent, 0.0) / node.grad if node.grad else 0.0

    def _answered(self, reached: Any) -> dict[Any, float]:
        given = [new(o.dtype.rounded([next(reached) for _ in o._at]), o.shape, o.dtype) for o in self.outputs]
        with no_grad():
            answer = self.kind.backward(self.ctx, *given)
        answer = answer if isinstance(answer, tuple) else (answer,)
        if len(answer) != len(self.args):
            raise RuntimeError(
                f"function {self.kind.__name__}Backward returned an incorrect number of gradients (expected "
                f"{len(self.args)}, got {len(answer)})"
            )
        owed: dict[Any, float] = {}
        for argument, gradient in zip(self.args, answer, strict=True):
            if isinstance(argument, Tensor) and argument.requires_grad and gradient is not None:
                for value, number in zip(
                    argument._values(), gradient.expand_as(argument)._numbers(), strict=True
                ):
                    owed[value] = owed.get(value, 0.0) + number
        return owed
