"""What stands left of `=`: names, attributes, items, and tuples of them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from engine.language.errors import LanguageError
from engine.language.machine import attributes, containers
from engine.language.machine.kinds import Code, Data, Env, Instance, Set, kind
from engine.language.machine.naming import naming
from engine.language.machine.operators import binary
from engine.language.machine.translate import Translator, expression, statement
from engine.language.words import unsupported
from engine.value import Value

Store = Callable[[Env, Data], None]
_GROWING = frozenset([list, dict, Set])
_NAMED: Final = (Value, list, tuple)


def target(t: Translator, node: ast.expr) -> Store:
    """A function that puts a value there."""
    m, site = t.machine, t.site(node)
    if isinstance(node, ast.Name):
        return _name(t, node)
    if isinstance(node, ast.Attribute):
        name, owner = node.attr, t.expression(node.value)
        return lambda env, data: attributes.set_(m, owner(env), name, data, site)
    if isinstance(node, ast.Subscript):
        owner, index = t.expression(node.value), t.expression(node.slice)
        return lambda env, data: containers.set_item(m, owner(env), index(env), data, site)
    if isinstance(node, (ast.Tuple, ast.List)):
        stars = [i for i, part in enumerate(node.elts) if isinstance(part, ast.Starred)]
        parts = [target(t, e.value if isinstance(e, ast.Starred) else e) for e in node.elts]
        if len(stars) > 1:
            message = "Only one `*` can stand left of `=`."
            raise LanguageError("syntax", message, site.span, "The others would get nothing certain.")
        before = stars[0] if stars else len(parts)
        after = len(parts) - before - 1 if stars else None

        def unpack(env: Env, data: Data) -> None:
            if type(data) is tuple and len(data) == before and after is None:
                items: Data = data
            else:
                items = containers.unpack(m, data, before, after, site)
            for part, item in zip(parts, items, strict=True):
                part(env, item)

        return unpack
    raise unsupported(node, t.source)


def _name(t: Translator, node: ast.Name) -> Store:
    name, site, m = node.id, t.site(node), t.machine
    if name == "Value" and not t.library:
        raise LanguageError(
            "name", "`Value` cannot be given another meaning.", site.span, "Choose another name."
        )
    up = t.names.place(name)
    if up is None:
        globals_, shown = t.globals, not t.library

        def of_module(env: Env, data: Data) -> None:
            globals_[name] = data
            if shown and type(data) is Value:
                m.computed(data)

        return of_module
    if up == 0:

        def local(env: Env, data: Data) -> None:
            env[name] = data

        return local

    def outer(env: Env, data: Data) -> None:
        place = env
        for _ in range(up):
            assert place.up is not None
            place = place.up
        place[name] = data

    return outer


@statement(ast.Assign)
def _assign(t: Translator, node: ast.Assign) -> Callable[[Env], None]:
    value = t.expression(node.value)
    targets = [_naming_target(t, part) for part in node.targets]
    builder = t.machine.builder

    def run(env: Env) -> None:
        before = builder.latest
        data = value(env)
        for store in targets:
            store(env, data, before)

    return run


def _naming_target(t: Translator, node: ast.expr) -> Callable[[Env, Data, int], None]:
    """A target that also names what was made since there were so many Values."""
    store, name = target(t, node), naming(t.machine.builder, node)

    def run(env: Env, data: Data, before: int) -> None:
        store(env, data)
        if name is not None and type(data) in _NAMED:
            name(data, before)

    return run


@statement(ast.AnnAssign)
def _annotated(t: Translator, node: ast.AnnAssign) -> Callable[[Env], None]:
    """The annotation itself is never looked at."""
    if node.value is None:
        return lambda env: None
    value, store, builder = t.expression(node.value), _naming_target(t, node.target), t.machine.builder

    def run(env: Env) -> None:
        before = builder.latest
        store(env, value(env), before)

    return run


@expression(ast.NamedExpr)
def _walrus(t: Translator, node: ast.NamedExpr) -> Code:
    """`(x := 2)`; in a comprehension the name is that of the body around it."""
    value, store, builder = t.expression(node.value), _naming_target(t, node.target), t.machine.builder

    def run(env: Env) -> Data:
        before = builder.latest
        data = value(env)
        store(env, data, before)
        return data

    return run


@statement(ast.Delete)
def _delete(t: Translator, node: ast.Delete) -> Code:
    removals = [_removal(t, part) for part in node.targets]

    def run(env: Env) -> None:
        for remove in removals:
            remove(env)

    return run


def _removal(t: Translator, node: ast.expr) -> Callable[[Env], None]:
    m, site = t.machine, t.site(node)
    if isinstance(node, ast.Subscript):
        owner, index = t.expression(node.value), t.expression(node.slice)
        return lambda env: containers.delete_item(m, owner(env), index(env), site)
    if isinstance(node, ast.Attribute):
        owner, name = t.expression(node.value), node.attr
        return lambda env: attributes.delete(owner(env), name, site)
    if not isinstance(node, ast.Name):
        raise unsupported(node, t.source)
    name, up = node.id, t.names.place(node.id)
    if up not in (None, 0):
        raise LanguageError("unsupported", "`del` takes names of its own body.", site.span, "Set it to None.")

    def remove(env: Env) -> None:
        place = t.globals if up is None else env
        if name not in place:
            raise LanguageError("name", f"`{name[:60]}` has no value to delete.", site.span, "Leave it out.")
        del place[name]

    return remove


def _change(t: Translator, node: ast.AugAssign) -> Callable[[Data, Data], Data]:
    """What stands in the target afterwards, from what stood there and the other side."""
    m, site = t.machine, t.site(node)
    apply = binary(m, type(node.op), site, t.site(node.target), t.site(node.value))
    adds, joins = isinstance(node.op, ast.Add), isinstance(node.op, ast.BitOr)

    def changed(old: Data, new: Data) -> Data:
        kind_of = type(old)
        if kind_of is float or kind_of is Value or kind_of not in _GROWING:
            return apply(old, new)
        if (adds and kind_of is list) or (joins and kind_of is type(new)):
            if not hasattr(new, "__len__") and type(new) is not Instance:
                message = f"`+=` adds the items of another list, not {kind(new)}."
                raise LanguageError("type", message, site.span, "For a single item write x.append(…).")
            attributes.call_method(m, old, "extend" if adds else "update", [new], {}, site)
            return old
        found = apply(old, new)
        if type(found) is kind_of is list:
            old[:] = found
        elif type(found) is kind_of is Set:
            old.items = found.items
        else:
            return found
        return old

    return changed


@statement(ast.AugAssign)
def _augmented(t: Translator, node: ast.AugAssign) -> Callable[[Env], None]:
    """`x += y` is `x = x + y`, its parts evaluated once; lists, sets and dicts change in place."""
    m, site = t.machine, t.site(node)
    changed, value = _change(t, node), t.expression(node.value)
    if isinstance(node.target, ast.Name):
        load = t.expression(ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target))
        store, builder = _naming_target(t, node.target), m.builder

        def assign(env: Env) -> None:
            before = builder.latest
            store(env, changed(load(env), value(env)), before)

        return assign
    if isinstance(node.target, ast.Attribute):
        owner, name = t.expression(node.target.value), node.target.attr

        def attribute(env: Env) -> None:
            data = owner(env)
            old = attributes.get(m, data, name, site)
            attributes.set_(m, data, name, changed(old, value(env)), site)

        return attribute
    if not isinstance(node.target, ast.Subscript):
        raise unsupported(node.target, t.source)
    owner, index = t.expression(node.target.value), t.expression(node.target.slice)

    def item(env: Env) -> None:
        data, at = owner(env), index(env)
        old = containers.get_item(m, data, at, site)
        containers.set_item(m, data, at, changed(old, value(env)), site)

    return item
