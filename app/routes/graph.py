"""The program's graph: forward values, gradients, every step of the backward pass; and the table of ops."""

from itertools import groupby
from operator import attrgetter
from typing import Any

import anyio
import anyio.to_thread
from fastapi import Request
from fastapi.responses import Response
from pydantic_core import to_json

from app.errors import AppError
from app.mathml import mathml
from app.routing import api_router
from app.schemas.graph import GraphAnswer, GraphRequest, OpInfo, OpsAnswer
from engine.graph import structure_key
from engine.language import Limits, Pass, Run, run
from engine.language.functions import FUNCTIONS
from engine.ops import OPS

router = api_router("graph")

INLINE_SOURCE_LENGTH = 2_000
"""Longer programs run in a thread, so that others need not wait for them."""


@router.post("/graph", response_model=GraphAnswer, summary="Run a program and show its graph")
async def graph(body: GraphRequest, request: Request) -> Response:
    """Parses the program, runs it and its backward passes, and tells everything about the one asked for."""
    limits: Limits = request.app.state.settings.limits()
    if len(body.source) <= INLINE_SOURCE_LENGTH:
        content = answer(body, limits)
    else:
        content = await anyio.to_thread.run_sync(answer, body, limits)
    return Response(content, media_type="application/json")


def answer(body: GraphRequest, limits: Limits) -> bytes:
    """The answer as JSON. Written straight from the engine's objects: a test holds it against GraphAnswer."""
    ran = run(body.source, limits)
    index = len(ran.passes) - 1 if body.pass_ is None else body.pass_
    if index >= len(ran.passes):
        count = len(ran.passes)
        raise AppError(422, "request", f"There is no pass {index}: the program ran {count} of them, counted from 0.")
    return to_json(_shape(ran, ran.passes[index]))


def _shape(ran: Run, chosen: Pass) -> dict[str, Any]:
    ids = {value: i for i, value in enumerate(ran.values)}
    grads = chosen.grads + (0.0,) * (len(ran.values) - len(chosen.grads))
    nodes = []
    for i, value in enumerate(ran.values):
        op, origin = value.op, ran.origins[value]
        nodes.append(
            {
                "id": i,
                "op": op.name if op else None,
                "label": value.label,
                "data": value.data,
                "grad": grads[i],
                "parents": [ids[parent] for parent in value.parents],
                "span": value.span,
                "scope": value.scope,
                "kind": origin.kind,
                "constant": value.constant if op and op.takes_constant else None,
                "literal": origin.literal,
            }
        )
    backward = []
    for node, group in groupby(chosen.contributions, attrgetter("node")):
        terms = list(group)
        contributions = [
            {
                "parent": ids[c.parent],
                "slot": c.slot,
                "local": c.local,
                "amount": c.amount,
                "before": c.before,
                "after": c.after,
            }
            for c in terms
        ]
        backward.append({"node": ids[node], "upstream": terms[0].upstream, "contributions": contributions})
    return {
        "nodes": nodes,
        "root": ids[chosen.root],
        "passes": [
            {"index": p.index, "root": ids[p.root], "span": p.span, "seed_before": p.seed_before} for p in ran.passes
        ],
        "backward": backward,
        "output": ran.output,
        "structure": structure_key(ran.values, chosen.root),
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
