"""`torch.autograd.Function`: an op of the program's own, with the backward rule it gives.

In the engine it is an op of its own too. Its local derivative is asked for in the middle of a pass, when all that
reaches its results is known: that is the moment at which torch calls `backward`, and it is called with the same.
"""

from __future__ import annotations

import math
from typing import Any

from engine import value as _engine
from engine.ops import Op

from ..graph import no_grad, node_named
from ..tensor import Tensor, new, tracking


class FunctionCtx:
    """`ctx`: what `forward` leaves for `backward`."""

    saved_tensors: tuple[Any, ...] = ()
    needs_input_grad: tuple[bool, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        self.saved_tensors = tensors

    def mark_dirty(self, *tensors: Any) -> None:
        pass

    mark_non_differentiable = set_materialize_grads = mark_dirty


class Function:
    """To be derived from, with static methods `forward` and `backward`."""

    @classmethod
    def apply(cls, *args: Any) -> Any:
        ctx = FunctionCtx()
        ctx.needs_input_grad = tuple(isinstance(a, Tensor) and a.requires_grad for a in args)
        separate = "setup_context" in {name for kind in cls.__mro__[:-2] for name in vars(kind)}
        with no_grad():
            given = cls.forward(*args) if separate else cls.forward(ctx, *args)  # type: ignore[attr-defined]
            if separate:
                cls.setup_context(ctx, args, given)  # type: ignore[attr-defined]
        if not tracking(*args):
            return given
        outputs = given if isinstance(given, tuple) else (given,)
        call = _Call(cls, ctx, args)
        made = tuple(call.result(o) if isinstance(o, Tensor) and o.dtype.is_floating_point else o for o in outputs)
        return made if isinstance(given, tuple) else made[0]


class _Call:
    """One use of a Function."""

    def __init__(self, kind: type, ctx: FunctionCtx, args: tuple[Any, ...]) -> None:
        self.kind, self.ctx, self.args = kind, ctx, args
        self.inputs = [a for a in args if isinstance(a, Tensor) and a.requires_grad]
        self.parents = [v for t in self.inputs for v in t._values()]
        self.outputs: list[Tensor] = []
        self.amounts: dict[Any, list[float]] = {}

    def result(self, output: Tensor) -> Tensor:
        """Every number of the result has every number of the inputs as its parent, one op after the other; only its
        own where each input is of the result's shape."""
        found, count = new(output._numbers(), output.shape, output.dtype), output.numel()
        own = all(t.shape == output.shape for t in self.inputs)
        values = []
        for i, number in enumerate(found._store.numbers):
            parents = self.parents[i::count] if own else self.parents
            first = self._value(number, (parents[0], *parents[1:2]), [0, 1][: len(parents)])
            for k, parent in enumerate(parents[2:], 2):
                first = self._value(number, (first, parent), [None, k])
            values.append(first)
        found._store.values = values
        found.grad_fn = node_named(f"{self.kind.__name__}Backward", self.inputs)
        self.outputs.append(found)
        return found

    def _value(self, number: float, parents: tuple[Any, ...], which: list[int | None]) -> Any:
        made: list[Any] = []

        def local(*_: float) -> tuple[float, ...]:
            return tuple(1.0 if k is None else self.local(made[0], parent) for k, parent in zip(which, parents, strict=True))

        name = self.kind.__name__
        op = Op(name, len(parents), name, lambda *_: number, local, name, (), ())
        made.append(_engine.node(op, number, parents, 0.0, "", None, ()))
        return made[0]

    def local(self, node: Any, parent: Any) -> float:
        """How much of the parent's amount passes here: all of it at the first of the results that has a gradient."""
        results = [v for o in self.outputs for v in o._store.values or ()]
        pass_ = tuple(v.grad for v in results)
        if self.amounts.get("pass") != pass_:
            self.amounts = {"pass": list(pass_)} and self._asked(pass_)
        left = self.amounts.get(parent)
        upstream = node.grad
        if left is None or not upstream:
            return 0.0
        if len(left) > 1:  # one for each result, in order
            own = next((i for i, v in enumerate(results) if v is node), None)
            return left[own] / upstream if own is not None else 0.0
        (amount,) = self.amounts.pop(parent)
        return amount / upstream

    def _asked(self, pass_: tuple[float, ...]) -> dict[Any, Any]:
        given, start = [], 0
        for o in self.outputs:
            given.append(new(o.dtype.rounded(pass_[start : start + o.numel()]), o.shape, o.dtype))
            start += o.numel()
        with no_grad():
            answer = self.kind.backward(self.ctx, *given)  # type: ignore[attr-defined]
        answer = answer if isinstance(answer, tuple) else (answer,)
        if len(answer) != len(self.args):
            raise RuntimeError(
                f"function {self.kind.__name__}Backward returned an incorrect number of gradients (expected "
                f"{len(self.args)}, got {len(answer)})"
            )
        amounts: dict[Any, Any] = {"pass": pass_}
        for argument, gradient in zip(self.args, answer, strict=True):
            if isinstance(argument, Tensor) and argument.requires_grad and gradient is not None:
                numbers = gradient._numbers()
                numbers = numbers * argument.numel() if len(numbers) == 1 else numbers
                for value, number in zip(argument._values(), numbers, strict=True):
                    old = amounts.get(value, [0.0])[0]
                    amounts[value] = [old + (number if math.isfinite(number) else number)]
        return amounts


def once_differentiable(function: Any) -> Any:
    return function
