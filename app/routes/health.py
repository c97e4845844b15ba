"""Is the server alive, is it ready, and how does it do?"""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from app import __version__
from app.errors import status_response
from app.schemas.base import Answer
from app.schemas.errors import ErrorAnswer
from app.watching import Figures
from engine.program.running import sandbox

router = APIRouter(tags=["health"])


class Health(Answer):
    """The server answers, so it is well."""

    status: str
    version: str


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", response_model=Health, summary="Is the server alive?")
async def healthz() -> Health:
    return Health(status="ok", version=__version__)


@router.head("/readyz", include_in_schema=False, response_model=Health)
@router.get(
    "/readyz",
    response_model=Health,
    responses={503: {"model": ErrorAnswer, "description": "Python is being made ready for programs."}},
    summary="Can the server run programs by now?",
)
async def readyz() -> Health | Response:
    """Visitors are sent here only while this answers 200. A 503 is no reason to start the server anew."""
    return Health(status="ready", version=__version__) if sandbox.native.ready else status_response(503)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Figures in Prometheus' text format, where the settings allow them."""
    figures: Figures = request.app.state.figures
    if not request.app.state.settings.metrics:
        return status_response(404)
    return PlainTextResponse(figures.text(), media_type="text/plain; version=0.0.4")
