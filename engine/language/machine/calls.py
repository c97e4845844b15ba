"""Calling what a program can call: its own functions and classes, and ours."""

from __future__ import annotations

from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError, short
from engine.language.machine.kinds import (
    Builtin,
    Class,
    Data,
    Env,
    Function,
    Instance,
    Method,
    Wrapped,
    kind,
)
from engine.language.machine.state import Machine
from engine.value import Value

_COMPARISONS: Final = {"eq", "ne", "lt", "le", "gt", "ge"}
_ALONE: Final = {"neg", "pos", "abs"}
_SWAPPED: Final = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_MANY: Final = 16
"""Arguments that are not worth counting."""
OPERATOR_DUNDERS: Final = [
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "neg",
    "pos",
    "abs",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "len",
    "getitem",
    "setitem",
    "contains",
    "call",
    "init",
    "repr",
    "str",
]
ALLOWED_DUNDERS: Final = frozenset(
    [f"__{name}__" for name in OPERATOR_DUNDERS]
    + [f"__r{name}__" for name in ("add", "sub", "mul", "truediv", "pow", "floordiv", "mod")]
)
"""The only names of this form that a class may define or a program may call."""


def call(m: Machine, callee: Data, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """Call anything; what cannot be called is an error."""
    kind_of = type(callee)
    if kind_of is Function:
        return invoke(m, callee, args, kwargs, site)
    if kind_of is Method:
        receiver = callee.receiver if type(callee.receiver) is Instance else None
        return invoke(m, callee.function, [callee.receiver, *args], kwargs, site, receiver)
    if kind_of is Builtin:
        return run_builtin(m, callee, args, kwargs, site)
    if kind_of is Instance and callee.cls.has("__call__"):
        return special(m, callee, "__call__", args, kwargs, site)
    if kind_of is Class:
        return construct(m, callee, args, kwargs, site)
    message = f"`{short(site.label, 40)}` calls {kind(callee)}, which cannot be called."
    hint = "Did you mean `*` before the brackets?" if isinstance(callee, (int, float, Value)) else None
    raise LanguageError("type", message, site.span, hint or "Functions and classes can be called.")


def special(
    m: Machine, receiver: Instance, name: str, args: list[Data], kwargs: dict[str, Data], site: Site
) -> Data:
    """A method of the class by its name with underscores, whatever the class has put there."""
    member = receiver.cls.find(name)
    if type(member) is Function:
        return invoke(m, member, [receiver, *args], kwargs, site, receiver)
    if type(member) is Wrapped:
        if member.role == "staticmethod":
            return invoke(m, member.function, args, kwargs, site, receiver)
        if member.role == "classmethod":
            return invoke(m, member.function, [receiver.cls, *args], kwargs, site, receiver)
        member = invoke(m, member.function, [receiver], {}, site, receiver)
    return call(m, member, args, kwargs, site)


def run_builtin(m: Machine, callee: Builtin, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """A function of ours. Whatever goes wrong in it is told as an error of the program, at the call."""
    m.fuel -= 1
    if m.fuel < 0:
        m.refuel(site.span)
    try:
        return callee.run(m, args, kwargs, site)
    except LanguageError as error:
        if error.span is None:
            error.span = site.span
        raise
    except RecursionError:
        message = "Calls are too deep inside one another here."
        hint = "Does the function ever stop calling itself?"
        raise LanguageError("limit", message, site.span, hint) from None
    except ZeroDivisionError:
        raise LanguageError("numeric", f"{callee.name}() divides by zero here.", site.span, None) from None
    except OverflowError:
        message = f"{callee.name}() comes to a number that is too large."
        raise LanguageError("numeric", message, site.span, "Use smaller numbers.") from None
    except (TypeError, AttributeError, IndexError, KeyError):
        message = f"{callee.name}() cannot work with {_told(args, kwargs)}."
        raise LanguageError("type", message, site.span, "Look at what stands between its brackets.") from None
    except ValueError:
        message = f"{callee.name}() has no result for {_told(args, kwargs)}."
        raise LanguageError(
            "numeric", message, site.span, "Look at what stands between its brackets."
        ) from None


def _told(args: list[Data], kwargs: dict[str, Data]) -> str:
    given = [*args, *kwargs.values()]
    if not given:
        return "no argument"
    if len(given) == 1 and type(given[0]) in (int, float, bool):
        return f"{given[0]:g}" if abs(given[0]) < 1e300 else "such a large number"
    return " and ".join(kind(data) for data in given[:3])


def invoke(
    m: Machine, function: Function, args: list[Data], kwargs: dict[str, Data], site: Site,
    receiver: Instance | None = None,
) -> Data:  # fmt: skip
    """Call a function of the program."""
    m.fuel -= 1
    if m.fuel < 0:
        m.refuel(site.span)
    env = Env(function.env)
    if function.plain is not None and not kwargs and len(args) == len(function.plain):
        env.update(zip(function.plain, args, strict=True))
    else:
        _bind(m, function, args, kwargs, env, site)
    library = m.library_site
    if function.library and type(site) is Site:
        m.library_site = site  # Values made in a library stand at the program's own call
    builder = m.builder
    scope = builder.scope
    if receiver is not None:
        m.methods_around += 1
        if scope.name != receiver.scope:
            builder.scope = scope.inside(receiver.scope)
    elif not function.simple:
        builder.scope = scope.inside(function.name)
    m.depth += 1
    try:
        if m.depth > m.limits.max_call_depth:
            message = f"Calls are more than {m.limits.max_call_depth} deep inside one another here."
            raise LanguageError("limit", message, site.span, "Does the function ever stop calling itself?")
        signal = function.body(env)
    except RecursionError:
        message = "Calls are too deep inside one another here."
        raise LanguageError(
            "limit", message, site.span, "Does the function ever stop calling itself?"
        ) from None
    finally:
        m.depth -= 1
        m.methods_around -= receiver is not None
        builder.scope = scope
        m.library_site = library
    if function.simple:
        return signal
    return signal[0] if signal is not None else None


def _bind(
    m: Machine, function: Function, args: list[Data], kwargs: dict[str, Data], env: Env, site: Site
) -> None:
    """Arguments to parameters, as Python does it."""
    parameters = function.parameters
    names = parameters.names
    given = len(args) + len(kwargs)
    if given > _MANY:  # what `*` and `**` collect is copied
        m.take(given, site)
        m.burn(site, given // 8 + len(kwargs) * len(names) // 64)
    env.update(zip(names, args, strict=False))
    if len(args) > len(names) and parameters.extra is None:
        raise _arity(function, len(args), site)
    if parameters.extra is not None:
        env[parameters.extra] = tuple(args[len(names) :])
    rest: dict[str, Data] = {}
    for name, data in kwargs.items():
        if name in names or name in parameters.named:
            if name in env and name in names[: len(args)]:
                message = f"{function.name}() is given `{short(name)}` twice."
                raise LanguageError("arity", message, site.span, "Give it once.")
            env[name] = data
        elif parameters.extra_named is not None:
            rest[name] = data
        else:
            message = f"{function.name}() has no parameter `{short(name)}`."
            hint = "It has: " + ", ".join([*names, *parameters.named])[:100]
            raise LanguageError("arity", message, site.span, hint if names else None)
    if parameters.extra_named is not None:
        env[parameters.extra_named] = rest
    for name in (*names, *parameters.named):
        if name not in env:
            if name not in parameters.defaults:
                raise _arity(function, len(args) + len(kwargs), site, name)
            env[name] = parameters.defaults[name]


def _arity(function: Function, given: int, site: Site, missing: str = "") -> LanguageError:
    names = function.parameters.names
    wanted = f"It takes ({', '.join(names)})"[:120]
    message = f"{function.name[:40]}() is given {given} arguments, which is too many."
    if missing:
        message = f"{function.name[:40]}() is given nothing for `{short(missing)}`."
    return LanguageError("arity", message, site.span, wanted)


def construct(m: Machine, cls: Class, args: list[Data], kwargs: dict[str, Data], site: Site) -> Instance:
    """`Neuron(2)`: a new object, numbered within the one whose __init__ makes it."""
    outer = m.building
    if outer is None:
        cls.made += 1
        scope = cls.name if cls.made == 1 else f"{cls.name} {cls.made}"
    else:
        index = outer.made.get(cls.name, 0)
        outer.made[cls.name] = index + 1
        scope = f"{cls.name} {index}"
    made = Instance(cls, scope)
    m.take(16, site)
    if not cls.has("__init__"):
        if args or kwargs:
            message = f"{cls.name[:40]}() takes no argument."
            raise LanguageError("arity", message, site.span, "Give the class an __init__.")
        return made
    m.building = made
    around = m.builder.scope
    if outer is None:
        m.builder.scope = around.inside(scope, f"{scope} parameters")
    try:
        special(m, made, "__init__", args, kwargs, site)
    finally:
        m.building = outer
        m.builder.scope = around
    return made


def call_dunder(m: Machine, name: str, a: Data, b: Data, site: Site) -> Data:
    """`a + b` by `__add__` of a's class or `__radd__` of b's; NotImplemented where there is none.

    `b` is None for an operator of one operand.
    """
    for receiver, other, method in (
        (a, b, f"__{name}__"),
        (b, a, f"__{_SWAPPED.get(name, name)}__" if name in _COMPARISONS else f"__r{name}__"),
    ):
        if type(receiver) is Instance and receiver.cls.has(method):
            return special(m, receiver, method, [] if name in _ALONE else [other], {}, site)
    return NotImplemented
