"""POST /api/find: where a name is, in whatever groups it is folded away."""

from functools import partial

from fastapi import Request

from app.asking import in_thread
from app.routing import api_router
from app.runs import Runs
from app.schemas.find import FindAnswer, FindRequest, FoundInfo
from app.schemas.program import maybe
from app.settings import Settings
from engine.folding.finding import find
from engine.folding.groups import Group

router = api_router("graph")


@router.post("/find", response_model=FindAnswer, summary="Find a Value or a group by its name")
async def find_name(body: FindRequest, request: Request) -> FindAnswer:
    """Looks through the whole graph of a pass, and tells which groups must be open to see what it found."""
    state = request.app.state
    return await in_thread(request, partial(answer, state.runs, state.settings, body))


def answer(runs: Runs, settings: Settings, body: FindRequest) -> FindAnswer:
    """What the name finds in the program's graph."""
    picture = runs.get(body.source, settings.limits(), body.pass_).picture
    if picture is None:
        return FindAnswer(found=[], total=0)
    found, total = find(picture.folding, body.name)
    return FindAnswer(
        found=[
            FoundInfo(
                label=hit.label,
                value=None if isinstance(hit.at, Group) else picture.ids[hit.at],
                path=hit.at.path if isinstance(hit.at, Group) else None,
                data=None if isinstance(hit.at, Group) else maybe(picture.data[hit.at]),
                open=[group.path for group in hit.around],
            )
            for hit in found
        ],
        total=total,
    )
