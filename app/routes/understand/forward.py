"""POST /api/forward: the chain rule from a leaf, beside the backward pass."""

from itertools import groupby

from fastapi import Request

from app.asking import ask, too_many_steps
from app.routing import api_router
from app.schemas.modes import CountsInfo, ForwardAnswer, ForwardRequest, ForwardStep, TangentInfo, TermInfo
from app.schemas.program import maybe, named
from app.settings import Settings
from engine.asking.forward import Term, counts, forward_sweep
from engine.asking.snapshot import Snapshot

router = api_router("understand")


@router.post("/forward", response_model=ForwardAnswer, summary="Forward mode from one leaf")
async def forward(body: ForwardRequest, request: Request) -> ForwardAnswer:
    """Sweeps tangents from one leaf to the result; counts the work of both modes for all leaves."""
    return await ask(request, body, answer)


def answer(shown: Snapshot, body: ForwardRequest, settings: Settings) -> ForwardAnswer:
    """The sweep over the shown graph."""
    leaf = shown.node(body.leaf)
    terms = list(forward_sweep(shown.root, leaf))
    too_many_steps(len(terms), settings)
    felt = {leaf: 1.0, **{term.node: term.after for term in terms}}
    return ForwardAnswer(
        leaf=named(shown, leaf),
        root=named(shown, shown.root),
        tangents=[
            TangentInfo(id=shown.id_of[node], label=node.label, tangent=maybe(tangent))
            for node, tangent in felt.items()
        ],
        steps=[
            ForwardStep(node=shown.id_of[node], terms=[_term(shown, term) for term in turn])
            for node, turn in groupby(terms, key=lambda term: term.node)
        ],
        counts=CountsInfo(**counts(shown.root, leaf)._asdict()),
    )


def _term(shown: Snapshot, term: Term) -> TermInfo:
    return TermInfo(
        parent=shown.id_of[term.parent],
        slot=term.slot,
        tangent=maybe(term.tangent),
        local=term.local,
        amount=maybe(term.amount),
        before=maybe(term.before),
        after=maybe(term.after),
    )
