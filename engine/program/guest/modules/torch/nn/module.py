"""Parameter and Module: what has parameters, by its attributes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from ..tensor import Tensor


class Parameter(Tensor):
    """A leaf that a module counts as its own."""

    def __init__(self, data: Any, requires_grad: bool = True) -> None:
        self._store, self._at, self.shape, self.dtype = data._store, data._at, data.shape, data.dtype
        if requires_grad and not self.dtype.is_floating_point:
            raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
        self.requires_grad_(requires_grad)

    def __repr__(self) -> str:
        return "Parameter containing:\n" + super().__repr__()


Parameter.__module__ = "torch.nn.parameter"
_ROOMS = ("_parameters", "_buffers", "_modules")


class Module:
    """`torch.nn.Module`: attributes that are parameters, buffers or modules are found again by their name."""

    training = True
    _parameters: dict[str, Any]
    _buffers: dict[str, Any]
    _modules: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for room in _ROOMS:
            object.__setattr__(self, room, {})
        self._forward_hooks: list[Any] = []

    def __setattr__(self, name: str, thing: Any) -> None:
        room = (
            "_parameters" if isinstance(thing, Parameter) else "_modules" if isinstance(thing, Module) else ""
        )
        if room and room not in self.__dict__:
            what = "parameters" if room == "_parameters" else "module"
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")
        known = next((r for r in _ROOMS if name in self.__dict__.get(r, ())), "")
        if known == "_parameters" and room != known and thing is not None:
            kind = "torch.FloatTensor" if isinstance(thing, Tensor) else type(thing).__name__
            raise TypeError(
                f"cannot assign '{kind}' as parameter '{name}' (torch.nn.Parameter or None expected)"
            )
        if room or known:
            self.__dict__.pop(name, None)
            self.__dict__[room or known][name] = thing
        else:
            object.__setattr__(self, name, thing)

    def __getattr__(self, name: str) -> Any:
        for room in _ROOMS:
            if name in self.__dict__.get(room, ()):
                return self.__dict__[room][name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def register_parameter(self, name: str, param: Any) -> None:
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Any, persistent: bool = True) -> None:
        self._buffers[name] = tensor

    def add_module(self, name: str, module: Any) -> None:
        self._modules[name] = module

    def register_forward_hook(self, hook: Any) -> None:
        self._forward_hooks.append(hook)

    # -- walking ------------------------------------------------------------------------------

    def named_modules(self, prefix: str = "", memo: Any = None) -> Iterator[tuple[str, Any]]:
        memo = set() if memo is None else memo
        if self not in memo:
            memo.add(self)
            yield prefix, self
            for name, module in self._modules.items():
                yield from module.named_modules(f"{prefix}.{name}" if prefix else name, memo)

    def _named(self, room: str, recurse: bool = True) -> Iterator[tuple[str, Any]]:
        seen = set()
        for name, module in self.named_modules() if recurse else [("", self)]:
            for own, thing in module.__dict__[room].items():
                if thing is not None and thing not in seen:
                    seen.add(thing)
                    yield (f"{name}.{own}" if name else own), thing

    def named_parameters(self, prefix: str = "", recurse: bool = True) -> Iterator[tuple[str, Any]]:
        return self._named("_parameters", recurse)

    def parameters(self, recurse: bool = True) -> Iterator[Any]:
        return (p for _, p in self._named("_parameters", recurse))

    def named_buffers(self) -> Iterator[tuple[str, Any]]:
        return self._named("_buffers")

    def named_children(self) -> Iterator[tuple[str, Any]]:
        return iter(self._modules.items())

    def children(self) -> Iterator[Any]:
        return iter(self._modules.values())

    def modules(self) -> Iterator[Any]:
        return (module for _, module in self.named_modules())

    # -- doing --------------------------------------------------------------------------------

    def __call__(self, *args: Any, **named: Any) -> Any:
        found = self.forward(*args, **named)
        for hook in self._forward_hooks:
            answer = hook(self, args, found)
            found = found if answer is None else answer
        return found

    def forward(self, *args: Any, **named: Any) -> Any:
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    def zero_grad(self, set_to_none: bool = True) -> None:
        for p in self.parameters():
            if set_to_none or p.grad is None:
                p.grad = None
            else:
                p.grad.zero_()

    def train(self, mode: bool = True) -> Module:
        for module in self.modules():
            module.training = mode
        return self

    def eval(self) -> Module:
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Module:
        for p in self.parameters():
            p.requires_grad_(requires_grad)
        return self

    def apply(self, fn: Any) -> Module:
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def to(self, *wanted: Any, **named: Any) -> Module:
        for tensor in [*self.parameters(), *(b for _, b in self.named_buffers())]:
            made, wants = tensor.detach().to(*wanted, **named), tensor.requires_grad
            if made.dtype is not tensor.dtype:
                tensor._fill(made._numbers(), made.shape, made.dtype)
                tensor._leaf_requires = False
                tensor.requires_grad_(wants)
        return self

    def double(self) -> Module:
        return self.to("float64")

    def float(self) -> Module:
        return self.to("float32")

    def cpu(self) -> Module:
        return self

    # -- keeping and showing ------------------------------------------------------------------

    def state_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = OrderedDict()
        for name, module in self.named_modules():
            for own, tensor in (module._parameters | module._buffers).items():
                if tensor is not None:
                    found[f"{name}.{own}" if name else own] = tensor.detach()
        return found

    def load_state_dict(self, state_dict: dict[str, Any], strict: bool = True) -> str:
        own = self.state_dict()
        lists = {
            "Missing": [n for n in own if n not in state_dict],
            "Unexpected": [n for n in state_dict if n not in own],
        }
        if strict and any(lists.values()):
            lines = [
                f"\n\t{what} key(s) in state_dict: " + ", ".join(f'"{n}"' for n in names) + ". "
                for what, names in lists.items()
                if names
            ]
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:" + "".join(lines))
        for name in own.keys() & state_dict.keys():
            own[name].copy_(state_dict[name].detach())
        return "<All keys matched successfully>"

    def extra_repr(self) -> str:
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = [f"({name}): " + repr(module).replace("\n", "\n  ") for name, module in self._modules.items()]
        body = "\n  " + "\n  ".join(([extra] if extra else []) + lines) + "\n" if lines else extra
        return f"{type(self).__name__}({body})"
