"""The first example with its answer, sent along with the page: the first graph needs no question."""

import re
from functools import lru_cache

import orjson
from fastapi import Request

from app.assets import static_dir
from app.routes.graph import folded
from app.schemas.graph import GraphRequest

_LINE = re.compile(r"^export const FIRST_EXAMPLE =\s*(\".*\");$", re.MULTILINE)


@lru_cache(maxsize=1)
def first_source() -> str:
    """The program that a page without an address shows, read where the page has it from."""
    found = _LINE.search((static_dir() / "js" / "examples.js").read_text("utf-8"))
    assert found is not None
    source: str = orjson.loads(found[1])
    return source


async def first_answer(request: Request) -> dict[str, object]:
    """What the page would be told if it asked. It is computed once."""
    state = request.app.state
    if not hasattr(state, "first_answer"):
        source = first_source()
        body = GraphRequest(source=source, open="auto")
        answer = await folded(body, request, state.settings, state.settings.limits())
        state.first_answer = {"source": source, "answer": orjson.loads(answer)}
    known: dict[str, object] = state.first_answer
    return known
