"""POST /api/second: the gradient as a graph of its own, and its gradients."""

from fastapi import Request

from app.asking import ask, too_large
from app.errors import AppError
from app.routing import api_router
from app.schemas.program import maybe, named
from app.schemas.symbolic import SecondAnswer, SecondInfo, SecondRequest
from app.settings import Settings
from engine.asking.snapshot import Snapshot
from engine.asking.symbolic import grad_graph
from engine.export import livegrad
from engine.gradcheck import gradients
from engine.graph import topological_order

router = api_router("understand")


@router.post("/second", response_model=SecondAnswer, summary="The gradient as a graph")
async def second(body: SecondRequest, request: Request) -> SecondAnswer:
    """Builds the gradient with respect to one leaf out of Values, and differentiates it again."""
    return await ask(request, body, answer)


def answer(shown: Snapshot, body: SecondRequest, settings: Settings) -> SecondAnswer:
    """The gradient of the shown graph."""
    too_large(len(shown.order), settings)
    leaf = shown.node(body.leaf)
    constants = {value for value in shown.order if shown.kind(value) == "constant"}
    try:
        gradient = grad_graph(shown.root, leaf, constants)
        again = gradients(gradient.root)
    except (ValueError, ArithmeticError):
        message = "The second derivative is not a number here."
        raise AppError(422, "numeric", message, hint="Move the leaf a little.") from None
    too_large(len(topological_order(gradient.root)), settings)
    source = livegrad(gradient.root, constants | gradient.constants)
    if len(source) > settings.max_source_length:
        message = f"The gradient as a program has more than {settings.max_source_length:,} characters."
        raise AppError(422, "limit", message, hint="Take a smaller program.")
    return SecondAnswer(
        leaf=named(shown, leaf),
        root=named(shown, shown.root),
        gradient=gradient.root.data,
        source=source,
        values=len(again),
        second=[
            SecondInfo(id=shown.id_of[value], label=value.label, second=maybe(again.get(value, 0.0)))
            for value in shown.order
            if value.op is None
        ],
    )
