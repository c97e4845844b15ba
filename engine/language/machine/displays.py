"""Translations of brackets: lists, tuples, sets, dicts, indices and slices."""

from __future__ import annotations

import ast
from collections.abc import Callable

from engine.language import words
from engine.language.errors import LanguageError
from engine.language.machine import containers
from engine.language.machine.iteration import key, listed
from engine.language.machine.kinds import Code, Data, Env, Set, kind
from engine.language.machine.translate import Translator, expression


@expression(ast.List, ast.Tuple, ast.Set)
def _sequence(t: Translator, node: ast.List | ast.Tuple | ast.Set) -> Code:
    m, site = t.machine, t.site(node)
    if isinstance(node, ast.Tuple) and not t.library:
        hint = words.decimal_comma(t.source, site.span)
        bare = len(node.elts) == 2 and not site.label.startswith("(")
        if hint and bare and all(isinstance(item, ast.Constant) for item in node.elts):
            m.note(f"`{site.label}` is two numbers. {hint}", site.span)
    counted = 0 if isinstance(node, ast.Tuple) and len(node.elts) < 4 else len(node.elts) + 2
    starred = any(isinstance(item, ast.Starred) for item in node.elts)
    parts = [t.expression(e.value if isinstance(e, ast.Starred) else e) for e in node.elts]
    spread = [isinstance(item, ast.Starred) for item in node.elts]

    def items(env: Env) -> list[Data]:
        if not starred:
            if counted:
                m.take(counted, site)
            return [part(env) for part in parts]
        found: list[Data] = []
        for part, star in zip(parts, spread, strict=True):
            found.extend(listed(m, part(env), site) if star else [part(env)])
        with_place(lambda: m.check_items(len(found)))
        return found

    def with_place(check: Callable[[], Data]) -> Data:
        try:
            return check()
        except LanguageError as error:
            error.span = error.span or site.span
            raise

    if isinstance(node, ast.List):
        return items
    if isinstance(node, ast.Tuple):
        return lambda env: tuple(items(env))
    return lambda env: with_place(lambda: Set(key(item) for item in items(env)))


@expression(ast.Dict)
def _dict(t: Translator, node: ast.Dict) -> Code:
    m, site = t.machine, t.site(node)
    pairs = [
        (t.expression(k) if k else None, t.expression(v)) for k, v in zip(node.keys, node.values, strict=True)
    ]

    def run(env: Env) -> Data:
        found: dict[Data, Data] = {}
        m.take(len(pairs) + 4, site)
        try:
            for name, value in pairs:
                if name is not None:
                    found[key(name(env))] = value(env)
                    continue
                data = value(env)
                if not isinstance(data, dict):
                    raise LanguageError("type", f"`**` unpacks a dict, not {kind(data)}.", site.span, None)
                found.update(data)
            m.check_items(len(found), "A dict")
            return found
        except LanguageError as error:
            error.span = error.span or site.span
            raise

    return run


@expression(ast.Subscript)
def _subscript(t: Translator, node: ast.Subscript) -> Code:
    m, site = t.machine, t.site(node)
    data, index = t.expression(node.value), t.expression(node.slice)
    return lambda env: containers.get_item(m, data(env), index(env), site)


@expression(ast.Slice)
def _slice(t: Translator, node: ast.Slice) -> Code:
    site = t.site(node)
    parts = [t.expression(part) if part else None for part in (node.lower, node.upper, node.step)]

    def run(env: Env) -> Data:
        ends = [part(env) if part else None for part in parts]
        for end in ends:
            if end is not None and not isinstance(end, int):
                raise LanguageError("type", "A slice takes whole numbers.", site.span, "As in x[0:2].")
        if ends[2] == 0:
            raise LanguageError(
                "type", "A slice cannot step by 0.", site.span, "Use 1 or -1.", raised="ValueError"
            )
        return slice(*ends)

    return run
