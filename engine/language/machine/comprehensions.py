"""Comprehensions. A generator expression is worked out at once, into a list."""

from __future__ import annotations

import ast
from collections.abc import Callable

from engine.language.errors import LanguageError
from engine.language.machine.assignment import target
from engine.language.machine.iteration import items_of, key, truth
from engine.language.machine.kinds import Code, Data, Env, Set
from engine.language.machine.names import Names, assigned
from engine.language.machine.translate import Translator, expression
from engine.language.machine.turns import item_name
from engine.language.words import unsupported

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@expression(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
def _comprehension(t: Translator, node: Comprehension) -> Code:
    """The first `in` is evaluated outside, the rest in an environment of its own, as in Python."""
    if any(part.is_async for part in node.generators):
        raise unsupported(node, t.source)
    m, site = t.machine, t.site(node)
    outermost = t.expression(node.generators[0].iter)
    own, _ = assigned(part.target for part in node.generators)
    inner = t.within(Names("comprehension", own, t.names))
    what = "A dict" if isinstance(node, ast.DictComp) else "A list"
    element = _pair(inner, node) if isinstance(node, ast.DictComp) else inner.expression(node.elt)
    loops = [
        (
            None if i == 0 else inner.expression(part.iter),
            target(inner, part.target),
            [(inner.expression(test), inner.site(test)) for test in part.ifs],
        )
        for i, part in enumerate(node.generators)
    ]
    samples = not t.names.in_class and not t.library
    walk = _walk(t, node, loops, element, samples)

    def run(env: Env) -> Data:
        found: list[Data] = []
        inside = Env(env)
        scope = m.builder.scope
        try:
            walk(0, inside, outermost(env), found)
            m.check_items(len(found), what)
            if isinstance(node, ast.SetComp):
                return Set(key(item) for item in found)
        except LanguageError as error:
            error.span = error.span or site.span
            raise
        finally:
            m.builder.scope = scope
        return dict(found) if isinstance(node, ast.DictComp) else found

    return run


def _pair(t: Translator, node: ast.DictComp) -> Code:
    name, value = t.expression(node.key), t.expression(node.value)
    return lambda env: (key(name(env)), value(env))


Loop = tuple[Code | None, Callable[[Env, Data], None], list[tuple[Code, Data]]]


def _walk(
    t: Translator, node: Comprehension, loops: list[Loop], element: Code, samples: bool
) -> Callable[[int, Env, Data, list[Data]], None]:
    m, site = t.machine, t.site(node)
    last = len(loops) - 1
    most = m.limits.max_items

    def walk(level: int, env: Env, source: Data, found: list[Data]) -> None:
        _, store, tests = loops[level]
        scope = m.builder.scope
        numbered = samples and level == 0
        for i, item in enumerate(items_of(m, source, site)):
            m.fuel -= 1
            if m.fuel < 0:
                m.refuel(site.span)
            store(env, item)
            for test, place in tests:
                if not truth(m, test(env), place):
                    break
            else:
                if numbered:
                    name = item_name(item, i)
                    m.builder.scope = scope.inside(name) if name else scope
                if level == last:
                    found.append(element(env))
                    if len(found) > most:
                        m.check_items(len(found), new=0)
                else:
                    inner = loops[level + 1][0]
                    assert inner is not None
                    walk(level + 1, env, inner(env), found)

    return walk
