"""POST /api/check: central differences against the backward pass."""

from collections import Counter

from fastapi import Request

from app.asking import ask, within
from app.routing import api_router
from app.schemas.check import CheckAnswer, CheckRequest, NodeCheckInfo
from app.schemas.program import maybe, named
from app.settings import Settings
from engine.asking.check import NodeCheck, check, work
from engine.asking.snapshot import Snapshot
from engine.value import Value

router = api_router("understand")


@router.post("/check", response_model=CheckAnswer, summary="Check every gradient by differences")
async def check_gradients(body: CheckRequest, request: Request) -> CheckAnswer:
    """Nudges each node both ways and compares rise over run with its gradient, with an honest tolerance."""
    return await ask(request, body, answer)


def answer(shown: Snapshot, body: CheckRequest, settings: Settings) -> CheckAnswer:
    """The checks of the shown graph."""
    nodes = chosen(shown, body)
    hint = 'Ask for `"nodes": "leaves"`, or for some nodes only.'
    within(work(shown.order, nodes), settings.max_evaluations, hint)
    results = check(shown.root, nodes, body.h)
    return CheckAnswer(
        h=body.h,
        checks=[_shape(shown, result) for result in results],
        verdicts=dict(Counter(result.verdict for result in results)),
    )


def chosen(shown: Snapshot, body: CheckRequest) -> list[Value]:
    """The nodes asked for."""
    if body.nodes == "all":
        return shown.order
    if body.nodes == "leaves":
        return [value for value in shown.order if value.op is None]
    return [shown.node(i) for i in dict.fromkeys(body.nodes)]


def _shape(shown: Snapshot, result: NodeCheck) -> NodeCheckInfo:
    return NodeCheckInfo(
        id=shown.id_of[result.node],
        label=result.node.label,
        analytic=result.analytic,
        numeric=maybe(result.numeric),
        difference=maybe(result.difference),
        left=maybe(result.left),
        right=maybe(result.right),
        tolerance=maybe(result.tolerance),
        verdict=result.verdict,
        kink=None if result.kink is None else named(shown, result.kink),
    )
