"""POST /api/own: the ops a program defines itself, as rows of the table, checked."""

from html import escape

from fastapi import Request

from app.asking import in_thread
from app.mathml import mathml
from app.op_info import op_info
from app.routing import api_router
from app.schemas.own import OwnAnswer, OwnOpInfo, OwnRequest, SampleInfo
from app.schemas.program import maybe
from app.settings import Settings
from engine.language.own_op import OwnOp, Sample, check, read
from engine.language.source import Source, check_text

router = api_router("understand")


@router.post("/own", response_model=OwnAnswer, summary="A program's own ops, checked")
async def own(body: OwnRequest, request: Request) -> OwnAnswer:
    """Reads the program's `op` lines and compares each derivative with differences at sample points."""
    settings: Settings = request.app.state.settings
    return await in_thread(request, lambda: answer(body.source, settings))


def answer(text: str, settings: Settings) -> OwnAnswer:
    """The own ops of a text; the rest of it is not run."""
    limits = settings.limits()
    check_text(text, limits.max_source_length)
    return OwnAnswer(ops=[_info(own, text) for own in read(Source(text), limits).values()])


def _info(own: OwnOp, text: str) -> OwnOpInfo:
    samples = [_sample(sample) for sample in check(own)]
    start, end = own.definition.span
    return OwnOpInfo(
        op=op_info(own.op, text[start:end], text.count("\n", 0, start) + 1, _mathml),
        arguments=list(own.definition.arguments),
        span=own.definition.span,
        agrees=all(sample.agrees for sample in samples),
        samples=samples,
    )


def _sample(sample: Sample) -> SampleInfo:
    return SampleInfo(
        at=list(sample.at),
        argument=sample.argument,
        typed=maybe(sample.typed),
        measured=sample.measured,
        agrees=sample.agrees,
    )


def _mathml(formula: str) -> str:
    """The formula as MathML, or as text where it has something that the table's own formulas have not."""
    try:
        return mathml(formula)
    except (ValueError, KeyError, OverflowError, RecursionError):
        return f"<mtext>{escape(formula)}</mtext>"
