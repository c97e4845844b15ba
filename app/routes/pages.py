"""The pages people see, and the files those pages load."""

import json
import mimetypes
import os
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.datastructures import Headers
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app import __version__, assets
from app.course import EXAMPLE, LECTURE, chapters, course, seconds
from app.first import first_answer
from app.schemas.lesson_words import ACTIONS, FACTS
from engine import kernels

router = APIRouter(include_in_schema=False)

FOR_GOOD = "public, max-age=31536000, immutable"
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
"""By content coding, the best first: how the packed copy of a bundled file is named."""

# Some systems map .js to text/plain in a registry; with nosniff a module would then not run.
for _ending, _type in {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}.items():
    mimetypes.add_type(_type, _ending)


class Files(StaticFiles):
    """Static files, also below the name of their edition: `e/<edition>/js/main.js`.

    What a page of this edition asks for, and whatever is bundled, a browser keeps for good; anything else it
    asks about each time. Either way an upgrade is seen at once, as a new page names other addresses.
    """

    latest = ""
    """The base of the newest page given out."""

    def site(self) -> assets.Site:
        """The addresses for a page given out now."""
        now = assets.site()
        self.latest = now.base
        return now

    async def get_response(self, path: str, scope: Scope) -> Response:
        first, *rest = path.split(os.sep, 2)
        if first == "built":
            return await self._bundled(path, scope)
        named = first == "e" and len(rest) == 2
        response = await super().get_response(rest[1] if named else path, scope)
        if named and not self.latest:
            self.site()  # another process gave the page out
        kept = named and self.latest.endswith(f"/{rest[0]}") and response.status_code in (200, 206, 304)
        response.headers["cache-control"] = FOR_GOOD if kept else "no-cache"
        return response

    async def _bundled(self, path: str, scope: Scope) -> Response:
        """A file of the bundle, compressed if the browser likes it: that was done when it was made."""
        accepted = Headers(scope=scope).get("accept-encoding", "")
        for name, ending in ENCODINGS:
            if name in accepted and self.lookup_path(path + ending)[1] is not None:
                response = await super().get_response(path + ending, scope)
                response.headers["content-encoding"] = name
                response.headers["content-type"] = mimetypes.guess_type(path)[0] or "text/plain"
                break
        else:
            response = await super().get_response(path, scope)
        response.headers["cache-control"] = FOR_GOOD
        response.headers["vary"] = "accept-encoding"
        return response

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """As Starlette's, but a NUL in the address is simply no file."""
        return ("", None) if "\0" in path else super().lookup_path(path)


def page_context(request: Request) -> dict[str, Any]:
    """What every template may use."""
    site: assets.Site = request.app.state.files.site()
    return {"nonce": request.state.csp_nonce, "version": __version__, "site": site}


def make_templates() -> Jinja2Templates:
    """The templates, with HTML escaped and undefined names refused."""
    templates = Jinja2Templates(assets.templates_dir(), context_processors=[page_context])
    templates.env.filters["script_json"] = script_json
    return templates


def script_json(value: object) -> str:
    """JSON that may stand inside a script element: no `<`, so it cannot end the element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


@router.api_route("/", methods=["GET", "HEAD"])
async def expression_page(request: Request) -> Response:
    """The expression page."""
    return _page(request, "expression.html", first=await first_answer(request))


@router.api_route("/train", methods=["GET", "HEAD"])
async def train_page(request: Request) -> Response:
    """The training page."""
    kernels.start()  # so that they are there once the page is
    return _page(request, "train.html", embedded=False)


@router.api_route("/embed", methods=["GET", "HEAD"])
async def embedded_expression(request: Request) -> Response:
    """The graph and its steps alone, for a frame in somebody else's page."""
    return _page(request, "embed.html")


@router.api_route("/embed/train", methods=["GET", "HEAD"])
async def embedded_training(request: Request) -> Response:
    """The training alone, for a frame."""
    kernels.start()
    return _page(request, "train.html", embedded=True)


@router.api_route("/learn", methods=["GET", "HEAD"])
async def learn_page(request: Request) -> Response:
    """The course."""
    lessons = course()
    name, lesson = next(iter(lessons.items()))
    first = f"{'/train' if lesson.page == 'train' else '/'}#lesson={name}"
    return _page(
        request, "learn.html", chapters=chapters(), count=len(lessons), first=first, lecture=LECTURE,
        seconds=seconds,
    )  # fmt: skip


@router.api_route("/learn/write", methods=["GET", "HEAD"])
async def write_page(request: Request) -> Response:
    """Where a teacher writes a lesson."""
    return _page(request, "write.html", example=EXAMPLE, facts=FACTS, actions=ACTIONS)


def _page(request: Request, template: str, **more: object) -> Response:
    response: Response = request.app.state.templates.TemplateResponse(
        request, template, more, headers={"cache-control": "no-cache"}
    )
    return response


@router.api_route("/favicon.ico", methods=["GET", "HEAD"])
async def favicon() -> RedirectResponse:
    """Browsers ask here without being told to."""
    return RedirectResponse("/static/favicon.svg", status_code=308)
