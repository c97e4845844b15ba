"""Parameter and Module: what has parameters, by its attributes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from ..tensor import Tensor


class Parameter(Tensor):
    """A leaf that a module counts as its own."""

    _opening = "Parameter containing:\ntensor("

    def __init__(self, data: Any = None, requires_grad: bool = True) -> None:
        from ..making import zeros

        source = zeros(0) if data is None else data
        self._store, self._at, self.shape, self.dtype = source._store, source._at, source.shape, source.dtype
        if requires_grad and not self.dtype.is_floating_point:
            raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
        self.requires_grad_(requires_grad)

    def __repr__(self) -> str:
        from ..printing import text

        return "Parameter containing:\n" + text(self)


Parameter.__module__ = "torch.nn.parameter"


class Module:
    """`torch.nn.Module`: attributes that are parameters, buffers or modules are found again by their name."""

    training = True
    _parameters: dict[str, Any]
    _buffers: dict[str, Any]
    _modules: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name in ("_parameters", "_buffers", "_modules"):
            object.__setattr__(self, name, {})
        self._hooks: list[Any] = []
        self.training = True

    def __setattr__(self, name: str, thing: Any) -> None:
        kind = "_parameters" if isinstance(thing, Parameter) else "_modules" if isinstance(thing, Module) else ""
        room = self.__dict__.get(kind)
        if kind and room is None:
            what = "parameters" if kind == "_parameters" else "module"
            raise AttributeError(f"cannot assign {what} before Module.__init__() call")
        if not kind:
            for known in ("_parameters", "_buffers", "_modules"):
                if name in self.__dict__.get(known, ()):
                    if known == "_parameters" and thing is not None:
                        raise TypeError(
                            f"cannot assign '{type(thing).__module__.replace('tensor', '').strip('.')}.{type(thing).__name__}' as "
                            f"parameter '{name}' (torch.nn.Parameter or None expected)"
                        )
                    kind, room = known, self.__dict__[known]
        if kind:
            assert room is not None
            self.__dict__.pop(name, None)
            room[name] = thing
        else:
            object.__setattr__(self, name, thing)

    def __getattr__(self, name: str) -> Any:
        for kind in ("_parameters", "_buffers", "_modules"):
            room = self.__dict__.get(kind, {})
            if name in room:
                return room[name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __delattr__(self, name: str) -> None:
        for kind in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__[kind]:
                del self.__dict__[kind][name]
                return
        object.__delattr__(self, name)

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        self._buffers[name] = tensor

    def add_module(self, name: str, module: Any) -> None:
        self._modules[name] = module

    register_module = add_module

    def register_forward_hook(self, hook: Callable[..., Any]) -> None:
        self._hooks.append(hook)

    # -- walking ------------------------------------------------------------------------------

    def named_children(self) -> Iterator[tuple[str, Any]]:
        return ((name, module) for name, module in self._modules.items() if module is not None)

    def children(self) -> Iterator[Any]:
        return (module for _, module in self.named_children())

    def named_modules(self, prefix: str = "", memo: Any = None) -> Iterator[tuple[str, Any]]:
        memo = set() if memo is None else memo
        if self not in memo:
            memo.add(self)
            yield prefix, self
            for name, module in self.named_children():
                yield from module.named_modules(f"{prefix}.{name}" if prefix else name, memo)

    def modules(self) -> Iterator[Any]:
        return (module for _, module in self.named_modules())

    def _named(self, kind: str, prefix: str = "") -> Iterator[tuple[str, Any]]:
        seen: set[int] = set()
        for name, module in self.named_modules(prefix):
            for own, thing in module.__dict__[kind].items():
                if thing is not None and id(thing) not in seen:
                    seen.add(id(thing))
                    yield (f"{name}.{own}" if name else own), thing

    def named_parameters(self, prefix: str = "", recurse: bool = True) -> Iterator[tuple[str, Parameter]]:
        return self._named("_parameters", prefix) if recurse else iter(self._parameters.items())

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        return (p for _, p in self.named_parameters(recurse=recurse))

    def named_buffers(self) -> Iterator[tuple[str, Tensor]]:
        return self._named("_buffers")

    def buffers(self) -> Iterator[Tensor]:
        return (b for _, b in self.named_buffers())

    def get_submodule(self, target: str) -> Any:
        found = self
        for name in target.split(".") if target else ():
            found = getattr(found, name)
        return found

    # -- doing --------------------------------------------------------------------------------

    def __call__(self, *args: Any, **named: Any) -> Any:
        found = self.forward(*args, **named)
        for hook in self._hooks:
            found = hook(self, args, found) or found
        return found

    def forward(self, *args: Any, **named: Any) -> Any:
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def zero_grad(self, set_to_none: bool = True) -> None:
        for p in self.parameters():
            if set_to_none:
                p.grad = None
            elif p.grad is not None:
                p.grad.zero_()  # type: ignore[attr-defined]

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

    def apply(self, fn: Callable[[Any], Any]) -> Module:
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def to(self, *wanted: Any, **named: Any) -> Module:
        for module in self.modules():
            for room in (module._parameters, module._buffers):
                for name, old in room.items():
                    if old is None or (made := old.detach().to(*wanted, **named)).dtype is old.dtype:
                        continue
                    if isinstance(old, Parameter):
                        old.dtype, old._leaf_requires, wants = made.dtype, False, old._leaf_requires
                        old._store, old._at = made._store, made._at
                        old.requires_grad_(wants)
                    else:
                        room[name] = made
        return self

    def double(self) -> Module:
        return self.to("float64")

    def float(self) -> Module:
        return self.to("float32")

    def cpu(self) -> Module:
        return self

    # -- keeping and showing ------------------------------------------------------------------

    def state_dict(self) -> dict[str, Tensor]:
        found: dict[str, Tensor] = OrderedDict()
        for name, module in self.named_modules():
            for room in (module._parameters, module._buffers):
                found.update({(f"{name}.{own}" if name else own): t.detach() for own, t in room.items() if t is not None})
        return found

    def load_state_dict(self, state_dict: dict[str, Tensor], strict: bool = True) -> Any:
        own = self.state_dict()
        missing = [name for name in own if name not in state_dict]
        unexpected = [name for name in state_dict if name not in own]
        if strict and (missing or unexpected):
            lines = [f"\n\t{what} key(s) in state_dict: {', '.join(repr(n).replace(chr(39), chr(34)) for n in names)}. "
                     for what, names in (("Unexpected", unexpected), ("Missing", missing)) if names]  # fmt: skip
            raise RuntimeError(f"Error(s) in loading state_dict for {type(self).__name__}:" + "".join(lines))
        for name in own.keys() & state_dict.keys():
            own[name].copy_(state_dict[name].detach())  # type: ignore[attr-defined]
        return "<All keys matched successfully>"

    def extra_repr(self) -> str:
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = [f"({name}): " + repr(module).replace("\n", "\n  ") for name, module in self._modules.items()]
        if not lines:
            return f"{type(self).__name__}({extra})"
        return f"{type(self).__name__}(\n  " + "\n  ".join(([extra] if extra else []) + lines) + "\n)"

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *self._parameters, *self._buffers, *self._modules})
