"""POST /api/expand and /api/collapse: an op in other ops and back, text to text."""

from collections.abc import Sequence
from typing import Final

from fastapi import Request

from app.asking import ask
from app.errors import AppError
from app.routing import api_router
from app.schemas.rewrite import RewriteAnswer, RewriteRequest, RuleInfo, RulesAnswer
from app.settings import Settings
from engine.asking.snapshot import Snapshot
from engine.language.errors import Span
from engine.rewrite import MICROGRAD, PARTS, Rule, collapse, expand

router = api_router("understand")

_RULES: Final[dict[str, tuple[Rule, ...]]] = {"parts": PARTS, "micrograd": MICROGRAD}


@router.post("/expand", response_model=RewriteAnswer, summary="Write ops as the ops they are made of")
async def expand_ops(body: RewriteRequest, request: Request) -> RewriteAnswer:
    """Rewrites the program: tanh as exponentials, a quotient as a power … The leaves keep their gradients."""
    return await ask(request, body, answer_expand)


@router.post("/collapse", response_model=RewriteAnswer, summary="Recognise ops in their parts")
async def collapse_ops(body: RewriteRequest, request: Request) -> RewriteAnswer:
    """Rewrites the program the other way: where the parts of an op stand, the op is put."""
    return await ask(request, body, answer_collapse)


@router.get("/rewrites", response_model=RulesAnswer, summary="The rules of expanding and collapsing")
async def rewrites() -> RulesAnswer:
    """What can be written as what."""
    return RulesAnswer(parts=_infos(PARTS), micrograd=_infos(MICROGRAD))


def answer_expand(shown: Snapshot, body: RewriteRequest, settings: Settings) -> RewriteAnswer:
    """The shown program with the chosen nodes written out."""
    rules = _RULES[body.as_]
    ops = {rule.op for rule in rules}
    spans = _spans(shown, body, ops)
    result = expand(body.source, spans, rules, settings.limits())
    if not result.places and body.nodes != "all":
        message = "What was chosen cannot be written as other ops."
        hint = "It may be made in a library, or be a part already."
        raise AppError(422, "unsupported", message, hint=hint)
    return RewriteAnswer(source=result.source, places=result.places)


def answer_collapse(shown: Snapshot, body: RewriteRequest, settings: Settings) -> RewriteAnswer:
    """The shown program with ops put where their parts stand."""
    rules = _RULES[body.as_]
    spans = _spans(shown, body, None)
    result = collapse(body.source, spans, rules, settings.limits())
    if not result.places and body.nodes != "all":
        message = "There is no op known that is made like this."
        raise AppError(422, "unsupported", message, hint="Choose the last node of its parts.")
    return RewriteAnswer(source=result.source, places=result.places)


def _spans(shown: Snapshot, body: RewriteRequest, ops: set[str] | None) -> list[Span]:
    values = shown.run.values if body.nodes == "all" else [shown.node(i) for i in body.nodes]
    return [v.span for v in values if v.span and v.op and (ops is None or v.op.name in ops)]


def _infos(rules: Sequence[Rule]) -> list[RuleInfo]:
    return [RuleInfo(op=r.op, whole=r.whole, parts=r.parts, shared=r.shared, title=r.title) for r in rules]
