"""Places boxes and edges with Graphviz. The page draws; here is only geometry."""

from fastapi import Request

from app.routing import api_router
from app.schemas.layout import LayoutAnswer, LayoutRequest

router = api_router("layout")


@router.post(
    "/layout",
    response_model=LayoutAnswer,
    response_model_exclude_none=True,
    summary="Place boxes and edges",
)
async def layout(body: LayoutRequest, request: Request) -> LayoutAnswer:
    """Lays out a directed graph without cycles from left to right, so that edges go around boxes."""
    answer: LayoutAnswer = await request.app.state.layouts.place(body, request)
    return answer
