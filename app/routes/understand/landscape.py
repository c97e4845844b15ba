"""POST /api/slice, /api/surface and /api/nudge: what the output would be elsewhere."""

from collections.abc import Sequence

import numpy as np
from fastapi import Request

from app.asking import ask, within
from app.errors import AppError
from app.routing import api_router
from app.schemas.landscape import (
    MovedInfo,
    NudgeAnswer,
    NudgeRequest,
    SegmentInfo,
    SliceAnswer,
    SliceRequest,
    SlopeInfo,
    SurfaceAnswer,
    SurfaceRequest,
)
from app.schemas.program import maybe, named
from app.settings import Settings
from engine.asking.nudge import STEPS, nudge, slopes
from engine.asking.slicing import along, default_range, surface
from engine.asking.snapshot import Snapshot
from engine.gradcheck import gradients
from engine.value import Value

router = api_router("understand")

_FEWER = "Ask for fewer points."


@router.post("/slice", response_model=SliceAnswer, summary="The output as a function of one leaf")
async def slice_along(body: SliceRequest, request: Request) -> SliceAnswer:
    """Moves one leaf (or any node) through a range while everything else stays, with the tangent."""
    return await ask(request, body, answer_slice)


@router.post("/surface", response_model=SurfaceAnswer, summary="The output over two leaves")
async def surface_over(body: SurfaceRequest, request: Request) -> SurfaceAnswer:
    """A grid of outputs, for a contour or a surface, with the gradient at the point shown."""
    return await ask(request, body, answer_surface)


@router.post("/nudge", response_model=NudgeAnswer, summary="Nudge one node")
async def nudge_one(body: NudgeRequest, request: Request) -> NudgeAnswer:
    """Adds h to one node: the change of every node after it, beside what its derivative promises."""
    return await ask(request, body, answer_nudge)


def answer_slice(shown: Snapshot, body: SliceRequest, settings: Settings) -> SliceAnswer:
    """The slice of the shown graph."""
    leaf = shown.node(body.leaf)
    start, stop = _range(leaf, (body.from_, body.to), settings)
    _check_points(body.points, body.points, settings)
    within(body.points * len(shown.order), settings.max_evaluations, _FEWER)
    return SliceAnswer.model_validate({
        "leaf": named(shown, leaf), "root": named(shown, shown.root),
        "at": leaf.data, "output": shown.root.data, "slope": gradients(shown.root)[leaf],
        "from": start, "to": stop,
        "segments": [
            SegmentInfo(xs=xs, ys=ys) for xs, ys in along(shown.root, leaf, start, stop, body.points)
        ],
    })  # fmt: skip


def answer_surface(shown: Snapshot, body: SurfaceRequest, settings: Settings) -> SurfaceAnswer:
    """The surface over two nodes of the shown graph."""
    first, second = (shown.node(leaf) for leaf in body.leaves)
    if first is second:
        raise AppError(422, "request", "A surface needs two different leaves.", hint="Choose another one.")
    across = _range(first, body.x or (None, None), settings)
    up = _range(second, body.y or (None, None), settings)
    _check_points(body.points**2, body.points, settings)
    within(body.points**2 * len(shown.order), settings.max_evaluations, _FEWER)
    xs, ys = np.linspace(*across, body.points).tolist(), np.linspace(*up, body.points).tolist()
    values = surface(shown.root, first, second, xs, ys)
    numbers = [x for row in values for x in row if x is not None]
    grads = gradients(shown.root)
    return SurfaceAnswer(
        leaves=[named(shown, first), named(shown, second)],
        root=named(shown, shown.root),
        at=[first.data, second.data],
        output=shown.root.data,
        gradient=[grads[first], grads[second]],
        xs=xs,
        ys=ys,
        values=values,
        least=min(numbers, default=None),
        most=max(numbers, default=None),
    )


def answer_nudge(shown: Snapshot, body: NudgeRequest, settings: Settings) -> NudgeAnswer:
    """The nudge of one node of the shown graph."""
    if body.h == 0.0:
        raise AppError(422, "request", "`h` must not be 0: then there is no run to divide by.")
    node = shown.node(body.node)
    within((2 * len(STEPS) + 2) * len(shown.order), settings.max_evaluations, "Take a smaller program.")
    moved = nudge(shown.root, node, body.h)
    rise = moved[-1].change if moved and moved[-1].node is shown.root else 0.0
    return NudgeAnswer(
        node=named(shown, node),
        root=named(shown, shown.root),
        h=body.h,
        gradient=gradients(shown.root)[node],
        rise=maybe(rise),
        slope=maybe(rise / body.h),
        moved=[
            MovedInfo(
                id=shown.id_of[m.node],
                label=m.node.label,
                before=m.before,
                after=maybe(m.after),
                change=maybe(m.change),
                predicted=maybe(m.predicted),
            )
            for m in moved
        ],
        slopes=[
            SlopeInfo(h=s.h, forward=maybe(s.forward), central=maybe(s.central))
            for s in slopes(shown.root, node)
        ],
    )


def _range(leaf: Value, given: Sequence[float | None], settings: Settings) -> tuple[float, float]:
    most = settings.max_magnitude
    around = [min(max(end, -most), most) for end in default_range(leaf.data)]
    start, stop = (end if asked is None else asked for end, asked in zip(around, given, strict=True))
    if not start < stop:
        message = f"The range from {start:g} to {stop:g} is empty."
        raise AppError(422, "request", message, hint="Let `from` be smaller than `to`.")
    if max(-start, stop) > most:
        message = f"Numbers here stay within ±{most:g}."
        raise AppError(422, "limit", message, hint="Take a smaller range.")
    return start, stop


def _check_points(points: int, asked: int, settings: Settings) -> None:
    if points > settings.max_points:
        message = f"`points` is {asked:,}; together at most {settings.max_points:,} places are computed."
        raise AppError(422, "limit", message, hint=_FEWER)
