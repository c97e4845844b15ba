"""What the server tells those who run it: figures for Prometheus, and a line of JSON for each request.

Nothing in either is anybody's: no text, no address, no path beyond the names of our own routes.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import accumulate
from typing import TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the histogram's classes."""
Gauge = Callable[[], float]


class Figures:
    """Counters since the start, and gauges that are read when somebody asks."""

    def __init__(self, gauges: dict[str, tuple[str, Gauge]]) -> None:
        self.gauges = gauges
        self.answers: Counter[tuple[str, str, int]] = Counter()
        self.classes: dict[str, list[int]] = {}
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request has been answered."""
        self.answers[method, route, status] += 1
        place = sum(seconds > end for end in SECONDS)
        self.classes.setdefault(route, [0] * (len(SECONDS) + 1))[place] += 1
        self.seconds[route] += seconds

    def text(self) -> str:
        """All of it in Prometheus' text format."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from _head("livegrad_requests_total", "Requests by route and status.", "counter")
        for (method, route, status), count in sorted(self.answers.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"livegrad_requests_total{{{labels}}} {count}"
        name = "livegrad_request_seconds"
        yield from _head(name, "From the head of a request to the end of its answer.", "histogram")
        for route, classes in sorted(self.classes.items()):
            for end, count in zip((*SECONDS, "+Inf"), accumulate(classes), strict=True):
                yield f'{name}_bucket{{route="{route}",le="{end}"}} {count}'
            yield f'{name}_sum{{route="{route}"}} {self.seconds[route]:.6f}'
            yield f'{name}_count{{route="{route}"}} {sum(classes)}'
        for name, (about, value) in self.gauges.items():
            yield from _head(name, about, "gauge")
            yield f"{name} {value():g}"


def _head(name: str, about: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


class Watch:
    """Counts and times every request, and writes its line if lines are wanted."""

    def __init__(self, app: ASGIApp, figures: Figures, log: TextIO | None) -> None:
        self.app, self.figures, self.log = app, figures, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, size = 500, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self._tell(scope, status, size, time.perf_counter() - begun)

    def _tell(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        known = scope["method"] in ("GET", "HEAD", "POST")
        method = scope["method"] if known else "other"
        route = route_of(scope)
        self.figures.count(method, route, status, seconds)
        if self.log is not None:
            line = {
                "time": round(time.time(), 3), "method": method, "route": route, "status": status,
                "bytes": size, "ms": round(seconds * 1e3, 1),
            }  # fmt: skip
            print(json.dumps(line), file=self.log, flush=status >= HTTPStatus.INTERNAL_SERVER_ERROR)


def route_of(scope: Scope) -> str:
    """The name of one of our routes; whatever else was asked for has none."""
    if (route := scope.get("route")) is not None:
        return str(getattr(route, "path", "other"))
    return "/static" if scope["path"].startswith("/static/") else "other"


def log_of(wanted: bool) -> TextIO | None:
    """Where the lines go."""
    return sys.stdout if wanted else None
