"""The pages people see, and the files those pages load."""

import json
import mimetypes
import os
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.staticfiles import StaticFiles

from app import __version__, assets
from app.chapters import LECTURE, with_numbers
from app.lecture import CHAPTERS

router = APIRouter(include_in_schema=False)

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
    """Static files that a browser keeps, but asks about each time: an upgrade is seen at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "no-cache"
        return response

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """As Starlette's, but a NUL in the address is simply no file."""
        return ("", None) if "\0" in path else super().lookup_path(path)


def page_context(request: Request) -> dict[str, Any]:
    """What every template may use."""
    return {"nonce": request.state.csp_nonce, "version": __version__}


def make_templates() -> Jinja2Templates:
    """The templates, with HTML escaped and undefined names refused."""
    return Jinja2Templates(assets.templates_dir(), context_processors=[page_context])


def script_json(value: object) -> str:
    """JSON that may stand inside a script element: no `<`, so it cannot end the element."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


@router.api_route("/", methods=["GET", "HEAD"])
async def expression_page(request: Request) -> Response:
    """The expression page."""
    return _page(request, "expression.html")


@router.api_route("/train", methods=["GET", "HEAD"])
async def train_page(request: Request) -> Response:
    """The training page."""
    return _page(request, "train.html")


@router.api_route("/learn", methods=["GET", "HEAD"])
async def learn_page(request: Request) -> Response:
    """The lecture's chapters."""
    chapters = await anyio.to_thread.run_sync(with_numbers, CHAPTERS)
    return _page(request, "learn.html", chapters=chapters, lecture=LECTURE)


def _page(request: Request, template: str, **more: object) -> Response:
    context = {"import_map": script_json(assets.import_map()), **more}
    response: Response = request.app.state.templates.TemplateResponse(
        request, template, context, headers={"cache-control": "no-cache"}
    )
    return response


@router.api_route("/favicon.ico", methods=["GET", "HEAD"])
async def favicon() -> RedirectResponse:
    """Browsers ask here without being told to."""
    return RedirectResponse("/static/favicon.svg", status_code=308)
