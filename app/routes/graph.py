"""The program's graph: forward values, gradients, every step of the backward pass; and the table of ops."""

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import repeat
from typing import Any, Final

import orjson
from fastapi import Request
from fastapi.responses import Response

from app.asking import in_thread
from app.engine_code import row_code
from app.errors import AppError, ProgramError
from app.graph_answer import Bounds, Open, folded_graph, value_node
from app.op_info import op_info
from app.routing import api_router
from app.runs import Remembered, Runs
from app.schemas.folded import FoldedGraphAnswer
from app.schemas.graph import GraphAnswer, GraphRequest, OpsAnswer
from app.settings import Settings
from engine.functions import FUNCTIONS
from engine.graph import structure_key
from engine.language import LanguageError, LengthyError, Limits, Run, run
from engine.language.run import OwnEngine
from engine.ops import OPS
from engine.value import Value

router = api_router("graph")

INLINE_SOURCE_LENGTH = 2_000
"""Longer texts run in a thread, as do programs with loops: others need not wait for them."""
REMEMBERED = 128
"""Answers kept, all of them to short programs: a few hundred kB each at the very most."""


@router.post(
    "/graph",
    response_model=GraphAnswer | FoldedGraphAnswer,
    summary="Run a program and show its graph",
)
async def graph(body: GraphRequest, request: Request) -> Response:
    """Parses the program, runs it and its backward passes, and tells about the one asked for.

    Without `open` that is everything: every Value and every contribution. With `open` it is a folded graph:
    closed groups are single boxes, and only what is shown is sent.
    """
    settings: Settings = request.app.state.settings
    limits = settings.limits()
    if body.open is not None:
        content = await folded(body, request, settings, limits)
    else:
        content = await at_once_or_in_thread(
            request, body.source, remembered_answer, answer, (body.source, body.pass_, limits)
        )
    return Response(content, media_type="application/json")


async def folded(body: GraphRequest, request: Request, settings: Settings, limits: Limits) -> bytes:
    """The folded answer, on the event loop where it is short work."""
    open_: Open = body.open if isinstance(body.open, str) else tuple(body.open or ())
    if not isinstance(open_, str) and len(open_) > settings.max_open_groups:
        raise AppError(
            422, "limit", f"{len(open_)} open groups are too many: the limit is {settings.max_open_groups}."
        )
    bounds = Bounds(settings.max_layout_boxes, settings.max_layout_edges)
    runs: Runs = request.app.state.runs
    arguments = (runs, body.source, body.pass_, open_, limits, bounds)
    quick = partial(folded_answer, quick=True)
    return await at_once_or_in_thread(request, body.source, quick, folded_answer, arguments)


async def at_once_or_in_thread(
    request: Request,
    source: str,
    quick: Callable[..., bytes],
    thorough: Callable[..., bytes],
    arguments: tuple[Any, ...],
) -> bytes:
    """The answer to a short formula on the event loop, as others hardly wait for it; anything else, which
    `quick` refuses to begin, in one of the few threads for programs."""
    if len(source) <= INLINE_SOURCE_LENGTH:
        try:
            return quick(*arguments)
        except LengthyError:
            pass
    return await in_thread(request, partial(thorough, *arguments))


def answer(source: str, index: int | None, limits: Limits, *, quick: bool = False) -> bytes:
    """The answer as JSON. Written straight from the engine's objects: a test holds it against GraphAnswer."""
    try:
        return orjson.dumps(whole_answer(run(source, limits, index, quick=quick)))
    except LanguageError as error:
        partial = None if error.partial is None else whole_answer(error.partial)
        raise ProgramError(error, partial) from None


remembered_answer = lru_cache(maxsize=REMEMBERED)(partial(answer, quick=True))
"""A class that opens one shared link asks one question thirty times; its answer depends on nothing else."""


_NOTHING: Final[dict[str, Any]] = {
    "nodes": [], "root": None, "backward": [], "structure": "", "hidden": [], "groups": [], "open": [],
    "folded": {"values": 0, "groups": 0},
}  # fmt: skip


def folded_answer(
    runs: Runs, source: str, index: int | None, open_: Open, limits: Limits, bounds: Bounds,
    *, quick: bool = False,
) -> bytes:  # fmt: skip
    """The folded answer as JSON."""
    try:
        return orjson.dumps(folded_shape(runs.get(source, limits, index, quick=quick), open_, bounds))
    except LanguageError as error:
        so_far = error.partial
        partial = None if so_far is None else folded_shape(Remembered(source, so_far), open_, bounds)
        raise ProgramError(error, partial) from None


def folded_shape(remembered: Remembered, open_: Open, bounds: Bounds) -> dict[str, Any]:
    """The folded answer of a run."""
    picture = remembered.picture
    shown = _NOTHING if picture is None else folded_graph(picture, open_, bounds)
    return {**shown, **around(remembered.ran, remembered.ids)}


def whole_answer(ran: Run) -> dict[str, Any]:
    """Every Value and every contribution of a run."""
    ids = {value: i for i, value in enumerate(ran.values)}
    nodes = [
        value_node(
            value, i, value.data, value.grad, [ids[parent] for parent in value.parents], ran.origins[value]
        )
        for i, value in enumerate(ran.values)
    ]
    backward: list[dict[str, Any]] = []
    contributions: list[dict[str, Any]] = []
    visited: Value | None = None
    spans = ran.terms.spans or repeat(None)
    for (node, slot, parent, upstream, local, amount, before, after), span in zip(
        ran.terms, spans, strict=False
    ):
        if node is not visited:
            visited, contributions = node, []
            backward.append({"node": ids[node], "upstream": upstream, "contributions": contributions})
        contributions.append(
            {
                "parent": ids[parent],
                "slot": slot,
                "local": local,
                "amount": amount,
                "before": before,
                "after": after,
                "span": span,
            }
        )
    return {
        "nodes": nodes,
        "root": None if ran.root is None else ids[ran.root],
        "backward": backward,
        "structure": "" if ran.root is None else structure_key(ran.values, ran.root),
        **around(ran, ids),
    }


def around(ran: Run, ids: dict[Value, int]) -> dict[str, Any]:
    """What is told beside the graph."""
    return {
        "pass": ran.shown,
        "passes": [
            {
                "index": p.index,
                "root": None if p.root is None else ids[p.root],
                "span": p.span,
                "seed_before": p.seed_before,
                "data": p.data,
            }
            for p in ran.passes
        ],
        "output": ran.output,
        "items": [
            {
                "kind": item.kind,
                "text": item.text,
                "series": [series._asdict() for series in item.series],
                "root": None if item.root is None else ids[item.root],
                "span": item.span,
            }
            for item in ran.items
        ],
        "engine": None if ran.engine is None else engine_told(ran.engine),
        "notes": [
            {"message": note.message, "span": note.span, "instead": note.instead} for note in ran.notes
        ],
    }


def engine_told(engine: OwnEngine) -> dict[str, Any]:
    """The program's own autograd class, and the verdict on its gradients."""
    return {
        "name": engine.name,
        "span": engine.span,
        "data": engine.data,
        "grad": engine.grad,
        "verdict": engine.verdict,
        "findings": engine.findings,
        "right": [engine.right.get(i) for i in engine.wrong],
        "wrong": engine.wrong,
        "ops": [op_info(op, code="", line=0).model_dump() for op in engine.ops],
        "unused": engine.unused,
        "elsewhere": engine.elsewhere,
    }


OPS_ANSWER = OpsAnswer(
    ops=[op_info(op, code=row_code(op.name)[1], line=row_code(op.name)[0]) for op in OPS.values()],
    functions={name: op.name for name, op in FUNCTIONS.items()},
)


@router.get("/ops", response_model=OpsAnswer, summary="The table of ops")
async def ops() -> OpsAnswer:
    """Every op with its rule: what the page explains is what the engine computes."""
    return OPS_ANSWER
