"""Is the server alive?"""

from fastapi import APIRouter

from app import __version__
from app.schemas.base import Answer

router = APIRouter(tags=["health"])


class Health(Answer):
    """The server answers, so it is well."""

    status: str
    version: str


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", response_model=Health, summary="Is the server alive?")
async def healthz() -> Health:
    return Health(status="ok", version=__version__)
