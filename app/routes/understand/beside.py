"""POST /api/beside: the program's own class beside livegrad's Value, in numbers, objects and time."""

from fastapi import Request

from app.asking import ask, too_large
from app.routing import api_router
from app.schemas.beside import BesideAnswer, BesideNode
from app.schemas.program import ProgramRequest, maybe
from app.settings import Settings
from engine.asking.snapshot import Snapshot
from engine.gradcheck import gradients
from engine.program.beside import timed, with_ours

router = api_router("understand")


@router.post("/beside", response_model=BesideAnswer, summary="The program's own class beside livegrad's")
async def beside(body: ProgramRequest, request: Request) -> BesideAnswer:
    """Runs the program again, unwatched, with its own class and with livegrad's Value in its place."""
    return await ask(request, body, answer)


def answer(shown: Snapshot, body: ProgramRequest, settings: Settings) -> BesideAnswer:
    """Both classes' numbers for the shown graph, and how long each takes for the whole program."""
    engine, limits = shown.run.engine, settings.limits()
    if engine is None:
        return BesideAnswer(name=None, nodes=[], objects=0, seconds=None, our_objects=None, our_seconds=None)
    too_large(len(shown.order), settings)
    right = gradients(shown.root)
    changed = with_ours(body.source, engine.name)
    own, ours = timed(body.source, limits), None if changed is None else timed(changed, limits)
    return BesideAnswer(
        name=engine.name,
        nodes=[
            BesideNode(
                id=shown.id_of[value], label=value.label, data=maybe(value.data), own_grad=maybe(value.grad),
                grad=maybe(right[value]),
            )
            for value in shown.order
        ],
        objects=engine.made, seconds=own and own.seconds,
        our_objects=ours and ours.values, our_seconds=ours and ours.seconds,
    )  # fmt: skip
