"""POST /api/step and /api/predict: doing by hand what the machine does."""

from fastapi import Request

from app.asking import ask
from app.errors import AppError
from app.routing import api_router
from app.schemas.practice import MovedLeaf, PredictAnswer, PredictRequest, StepAnswer, StepRequest
from app.schemas.program import named
from app.settings import Settings
from engine.asking.descent import step
from engine.asking.predict import judge
from engine.asking.snapshot import Snapshot, snapshot
from engine.language import LanguageError, run

router = api_router("understand")


@router.post("/step", response_model=StepAnswer, summary="One optimisation step, in the text")
async def optimisation_step(body: StepRequest, request: Request) -> StepAnswer:
    """Moves the leaves' numbers in the program along their gradients, up or down."""
    return await ask(request, body, answer_step)


@router.post("/predict", response_model=PredictAnswer, summary="Judge a predicted gradient")
async def predict(body: PredictRequest, request: Request) -> PredictAnswer:
    """Says whether the answer is the gradient; if not, asks what leads on."""
    return await ask(request, body, answer_predict)


def answer_step(shown: Snapshot, body: StepRequest, settings: Settings) -> StepAnswer:
    """The shown program after a step."""
    leaves = None if body.leaves is None else [shown.node(leaf) for leaf in body.leaves]
    rate = body.learning_rate if body.direction == "up" else -body.learning_rate
    done = step(shown, body.source, leaves, rate)
    try:
        after = snapshot(run(done.source, settings.limits(), body.pass_))
    except LanguageError as error:
        message = f"After this step the program has no result: {error.message}"
        raise AppError(422, error.code, message, hint="Take a smaller learning rate.") from None
    return StepAnswer(
        source=done.source,
        moved=[
            MovedLeaf(
                id=shown.id_of[m.leaf],
                label=m.leaf.label,
                before=m.before,
                after=m.after,
                gradient=m.gradient,
            )
            for m in done.moved
        ],
        before=shown.root.data,
        after=after.root.data,
    )


def answer_predict(shown: Snapshot, body: PredictRequest, settings: Settings) -> PredictAnswer:
    """What there is to say about a guess."""
    node = shown.node(body.node)
    try:
        on_cards = {value: value.grad for value in shown.order}
        judged = judge(shown.root, node, body.answer, settings.limits(), on_cards)
    except LanguageError as error:  # its span is a place in the answer, and spans are places in the program
        raise AppError(422, error.code, error.message, hint=error.hint) from None
    return PredictAnswer(
        node=named(shown, node),
        right=judged.right,
        value=judged.value,
        kind=judged.kind,
        question=judged.question or None,
    )
