"""Layouts for the page: bounded threads, a time limit, and a memory of the latest."""

from collections import OrderedDict
from functools import partial

from fastapi import Request

from app.errors import AppError
from app.schemas.layout import LayoutAnswer, LayoutRequest, Point
from app.settings import Settings
from app.turns import Turns
from engine.layout import Layout, LayoutGroup, LayoutTimeout, lay_out

Groups = tuple[tuple[tuple[int, ...], int | None], ...]
Key = tuple[str, tuple[Point, ...], tuple[tuple[int, int], ...], Groups]


class Layouts:
    """Computes layouts off the event loop. The same boxes and edges are laid out once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        most, patience = settings.program_queue, settings.program_patience
        self.turns = Turns(settings.layout_threads, most=most, patience=patience)
        self.cache: OrderedDict[Key, LayoutAnswer] = OrderedDict()

    async def place(self, request: LayoutRequest, asked: Request) -> LayoutAnswer:
        """The layout of the request. Raises AppError when it is over a limit or cannot be laid out."""
        self._check(request)
        groups = tuple((tuple(group.boxes), group.parent) for group in request.groups)
        key = (request.direction, tuple(request.boxes), tuple(request.edges), groups)
        if (known := self.cache.get(key)) is not None:
            self.cache.move_to_end(key)
            return known
        try:
            layout = await self.turns.run(asked, partial(self._lay_out, request))
        except LayoutTimeout as error:
            raise AppError(422, "limit", str(error), hint="Fold parts of the graph.") from error
        except ValueError as error:
            raise AppError(422, "request", str(error)) from error
        answer = _answer(layout)
        self.cache[key] = answer
        while len(self.cache) > self.settings.layout_cache_entries:
            self.cache.popitem(last=False)
        return answer

    def _check(self, request: LayoutRequest) -> None:
        for name, count, limit in (
            ("boxes", len(request.boxes), self.settings.max_layout_boxes),
            ("edges", len(request.edges), self.settings.max_layout_edges),
            ("groups", len(request.groups), self.settings.max_layout_boxes),
        ):
            if count > limit:
                raise AppError(
                    422,
                    "limit",
                    f"{count} {name} are too many: the limit is {limit}.",
                    hint="Fold parts of the graph.",
                )

    def _lay_out(self, request: LayoutRequest) -> Layout:
        return lay_out(
            request.boxes,
            request.edges,
            groups=[LayoutGroup(group.boxes, group.parent) for group in request.groups],
            rankdir=request.direction,
            seconds=self.settings.layout_seconds,
        )


def _answer(layout: Layout) -> LayoutAnswer:
    return LayoutAnswer(
        width=round(layout.width, 2),
        height=round(layout.height, 2),
        nodes=[_rounded(point) for point in layout.positions],
        edges=[[_rounded(point) for point in edge] for edge in layout.edges],
        frames=[_box(frame) for frame in layout.frames] or None,
    )


def _box(frame: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = frame
    return (*_rounded((left, top)), *_rounded((right, bottom)))


def _rounded(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)
