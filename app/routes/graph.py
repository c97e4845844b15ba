"""The program's graph: forward values, gradients, every step of the backward pass; and the table of ops."""

from functools import lru_cache
from typing import Any

import anyio
import anyio.to_thread
import orjson
from fastapi import Request
from fastapi.responses import Response

from app.errors import AppError
from app.mathml import mathml
from app.routing import api_router
from app.schemas.graph import GraphAnswer, GraphRequest, OpInfo, OpsAnswer
from engine.graph import structure_key
from engine.language import Limits, Pass, Run, run
from engine.language.dialect import likely_program
from engine.language.functions import FUNCTIONS
from engine.ops import OPS
from engine.value import Value

router = api_router("graph")

INLINE_SOURCE_LENGTH = 2_000
"""Longer texts run in a thread, as do programs with loops: others need not wait for them."""
REMEMBERED = 128
"""Answers kept, all of them to short programs: a few hundred kB each at the very most."""


@router.post("/graph", response_model=GraphAnswer, summary="Run a program and show its graph")
async def graph(body: GraphRequest, request: Request) -> Response:
    """Parses the program, runs it and its backward passes, and tells everything about the one asked for."""
    limits: Limits = request.app.state.settings.limits()
    if len(body.source) <= INLINE_SOURCE_LENGTH and not likely_program(body.source):
        content = remembered_answer(body.source, body.pass_, limits)
    else:
        threads = request.app.state.program_threads
        content = await anyio.to_thread.run_sync(answer, body.source, body.pass_, limits, limiter=threads)
    return Response(content, media_type="application/json")


def answer(source: str, index: int | None, limits: Limits) -> bytes:
    """The answer as JSON. Written straight from the engine's objects: a test holds it against GraphAnswer."""
    ran = run(source, limits)
    if index is not None and index >= len(ran.passes):
        count = len(ran.passes)
        raise AppError(
            422, "request", f"There is no pass {index}: the program ran {count} of them, counted from 0."
        )
    if index is None:  # the last pass of what the program ends with
        index = next((p.index for p in reversed(ran.passes) if p.root is ran.root), None)
    return orjson.dumps(_shape(ran, None if index is None else ran.passes[index]))


remembered_answer = lru_cache(maxsize=REMEMBERED)(answer)
"""A class that opens one shared link asks one question thirty times; its answer depends on nothing else."""


def _shape(ran: Run, chosen: Pass | None) -> dict[str, Any]:
    # the hot path of the server: plain dicts, written out by orjson without another copy
    ids = {value: i for i, value in enumerate(ran.values)}
    origins = ran.origins
    root = chosen.root if chosen else ran.root
    if chosen is None or len(ran.timeline.log) == 1:  # nothing happened to the Values after it
        grads, data = [v.grad for v in ran.values], [v.data for v in ran.values]
    else:
        grads, data = list(chosen.grads), list(chosen.data)
        grads += [0.0] * (len(ran.values) - len(grads))
    nodes = [
        {
            "id": i,
            "op": op.name if (op := value.op) else None,
            "label": value.label,
            "data": number,
            "grad": grad,
            "parents": [ids[parent] for parent in value.parents],
            "span": value.span,
            "scope": value.scope,
            "kind": (origin := origins[value]).kind,
            "constant": value.constant if op and op.takes_constant else None,
            "literal": origin.literal,
        }
        for i, (value, number, grad) in enumerate(zip(ran.values, data, grads, strict=True))
    ]
    backward: list[dict[str, Any]] = []
    contributions: list[dict[str, Any]] = []
    visited: Value | None = None
    for node, slot, parent, upstream, local, amount, before, after in chosen.terms if chosen else ():
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
            }
        )
    passes = [
        {"index": p.index, "root": ids[p.root], "span": p.span, "seed_before": p.seed_before}
        for p in ran.passes
    ]
    return {
        "nodes": nodes,
        "root": None if root is None else ids[root],
        "pass": chosen.index if chosen else None,
        "passes": passes,
        "backward": backward,
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
        "structure": "" if root is None else structure_key(ran.values, root),
        "notes": [{"message": note.message, "span": note.span} for note in ran.notes],
    }


OPS_ANSWER = OpsAnswer(
    ops=[
        OpInfo(
            name=op.name,
            arity=op.arity,
            symbol=op.symbol,
            formula=op.formula,
            formula_mathml=mathml(op.formula),
            rules=list(op.rules),
            rules_mathml=[mathml(rule) for rule in op.rules],
            reasons=list(op.reasons),
            domain=op.domain,
            subgradient=op.subgradient,
        )
        for op in OPS.values()
    ],
    functions={name: op.name for name, op in FUNCTIONS.items()},
)


@router.get("/ops", response_model=OpsAnswer, summary="The table of ops")
async def ops() -> OpsAnswer:
    """Every op with its rule: what the page explains is what the engine computes."""
    return OPS_ANSWER
