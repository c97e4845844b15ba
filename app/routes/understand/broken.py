"""POST /api/break: a backward pass with a mistake in it, beside the right one."""

from itertools import groupby

from fastapi import Request

from app.asking import ask, too_many_steps
from app.errors import AppError
from app.routing import api_router
from app.schemas.graph import BackwardStep, ContributionInfo
from app.schemas.modes import BreakAnswer, BreakRequest, ComparedInfo, Parting
from app.schemas.program import maybe
from app.settings import Settings
from engine.asking.broken import Outcome, Step, Switches, compare
from engine.asking.snapshot import Snapshot
from engine.language.errors import short
from engine.value import Value

router = api_router("understand")


@router.post("/break", response_model=BreakAnswer, summary="Break the backward pass")
async def break_it(body: BreakRequest, request: Request) -> BreakAnswer:
    """Runs the backward pass with mistakes: wrong numbers beside right ones, and where they part."""
    return await ask(request, body, answer)


def answer(shown: Snapshot, body: BreakRequest, settings: Settings) -> BreakAnswer:
    """The broken pass over the shown graph."""
    edges = sum(len(value.parents) for value in shown.order)
    too_many_steps(edges * (2 if body.switches.keep else 1), settings)
    ops = list(dict.fromkeys(value.op.name for value in shown.order if value.op))
    if body.switches.skip is not None and body.switches.skip not in ops:
        message = f"This graph has no op `{short(body.switches.skip)}` to skip."
        raise AppError(422, "name", message, hint=f"Its ops are: {', '.join(ops)}." if ops else None)
    outcome = compare(shown.root, Switches(**body.switches.model_dump()))
    if any(maybe(step.after) is None for step in outcome.steps):
        message = "The broken pass makes gradients that are too large to be numbers."
        raise AppError(422, "numeric", message, hint="Use smaller numbers, or switch something off.")
    turns = [
        (turn, BackwardStep(node=shown.id_of[node], upstream=(steps := list(group))[0].upstream,
                            contributions=[_contribution(shown, step) for step in steps]))
        for (turn, node), group in groupby(outcome.steps, key=lambda step: (step.turn, step.node))
    ]  # fmt: skip
    return BreakAnswer(
        backward=[step for _, step in turns],
        turns=[turn for turn, _ in turns],
        nodes=[
            ComparedInfo(
                id=shown.id_of[n.node], label=n.node.label, wrong=n.wrong, right=n.right, differs=n.differs
            )
            for n in outcome.nodes
        ],
        differs=sum(n.differs for n in outcome.nodes),
        parts=_parting(shown, outcome),
        ops=ops,
    )


def _contribution(shown: Snapshot, step: Step) -> ContributionInfo:
    return ContributionInfo(
        parent=shown.id_of[step.parent],
        slot=step.slot,
        local=step.local,
        amount=step.amount,
        before=step.before,
        after=step.after,
    )


def _parting(shown: Snapshot, outcome: Outcome) -> Parting | None:
    if outcome.parts is None:
        return None
    if outcome.parts == len(outcome.steps):
        wrong = next((n.node for n in outcome.nodes if n.differs), None)
        name = f" to `{_name(wrong)}`" if wrong is not None else ""
        return Parting(
            step=outcome.parts, node=None, parent=None if wrong is None else shown.id_of[wrong],
            message=f"The pass ends here, and a contribution{name} was never made.",
        )  # fmt: skip
    step = outcome.steps[outcome.parts]
    return Parting(
        step=outcome.parts,
        node=shown.id_of[step.node],
        parent=shown.id_of[step.parent],
        message=_why(step, outcome),
    )


def _why(step: Step, outcome: Outcome) -> str:
    node, parent = _name(step.node), _name(step.parent)
    right = next((s for s in outcome.right if (s.node, s.slot) == (step.node, step.slot)), None)
    if right is None or step.turn:
        return f"`{parent}` still holds {step.before:.6g} from the pass before."
    if step.upstream != right.upstream:
        whole = f"{right.upstream:.6g}"
        return f"`{node}` passes {step.upstream:.6g} on before its own gradient, {whole}, is complete."
    if step.after != step.before + step.amount:
        return f"`{parent}` had {step.before:.6g}, and {step.after:.6g} takes its place."
    return f"`{parent}` ends with {step.after:.6g}: a contribution is missing."


def _name(value: Value) -> str:
    return short(value.label, 30)
