"""The API documentation, served from this machine: no request leaves it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

router = APIRouter(include_in_schema=False)


@router.api_route("/docs", methods=["GET", "HEAD"])
async def docs_page(request: Request) -> Response:
    """Swagger UI on our own OpenAPI document."""
    response: Response = request.app.state.templates.TemplateResponse(request, "docs.html")
    return response
