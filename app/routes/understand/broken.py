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
    switches = Switches(**body.switches.model_dump())
    outcome = compare(shown.root, switches)
    if any(maybe(step.after) is None for step in outcome.steps):
        message = "The broken pass makes gradients that are too large to be numbers."
        raise AppError(422, "numeric", message, hint="Use smaller numbers, or switch something off.")
    turns = [
        (turn, BackwardStep(node=shown.id_of[node], upstream=(steps := list(group))[0].upstream,
                            contributions=[_contribution(shown, step) for step in steps]))
        for (turn, node), group in groupby(outcome.steps, key=lambda step: (step.turn, step.node))
    ]  # fmt: skip
    harmed = sum(n.differs for n in outcome.nodes)
    return BreakAnswer(
        backward=[step for _, step in turns],
        turns=[turn for turn, _ in turns],
        nodes=[
            ComparedInfo(
                id=shown.id_of[n.node], label=n.node.label, wrong=n.wrong, right=n.right, differs=n.differs
            )
            for n in outcome.nodes
        ],
        differs=harmed,
        parts=_parting(shown, outcome, switches) if harmed else None,
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


def _parting(shown: Snapshot, outcome: Outcome, switches: Switches) -> Parting | None:
    """Where the passes part and why; with a step of the right pass where one was left out."""
    if outcome.parts is None:
        return None
    made = outcome.steps[outcome.parts] if outcome.parts < len(outcome.steps) else None
    missing = _left_out(outcome, switches)
    if missing is not None and (made is None or _comes_of_it(made, outcome, switches)):
        step, message = missing, _forgotten(missing)
    elif made is not None:
        step, message = made, _why(made, outcome)
    else:
        return None
    return Parting(
        step=outcome.parts,
        node=shown.id_of[step.node],
        parent=shown.id_of[step.parent],
        slot=step.slot,
        message=message,
    )


def _left_out(outcome: Outcome, switches: Switches) -> Step | None:
    """The first contribution of the right pass that the forgotten op does not make, and that is missed."""
    harmed = {compared.node for compared in outcome.nodes if compared.differs}
    return next(
        (s for s in outcome.right if _op(s) == switches.skip and s.amount and s.parent in harmed), None
    )


def _comes_of_it(made: Step, outcome: Outcome, switches: Switches) -> bool:
    """Whether a step is wrong because of what was left out, not of another switch."""
    if switches.order == "topological":
        first = next(i for i, step in enumerate(outcome.right) if _op(step) == switches.skip)
        return outcome.parts is not None and outcome.parts >= first
    never_more = next((n.wrong for n in outcome.nodes if n.node is made.node), None)
    return made.upstream == never_more  # it did not come too early: the rest never came


def _op(step: Step) -> str:
    assert step.node.op is not None
    return step.node.op.name


def _forgotten(step: Step) -> str:
    assert step.node.op is not None
    child, parent = _name(step.node), _name(step.parent)
    return (
        f"`{child}` passes nothing on, as `{step.node.op.symbol}` has no backward:"
        f" `{parent}` never gets its {step.amount:.6g}."
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
        had, now = f"{step.before:.6g}", f"{step.after:.6g}"
        return f"`{parent}` had {had} already; `=` puts {now} in its place, where `+=` would add."
    return f"`{parent}` ends with {step.after:.6g}, not with {_sum(step.parent, outcome):.6g}."


def _sum(node: Value, outcome: Outcome) -> float:
    return next(n.right for n in outcome.nodes if n.node is node)


def _name(value: Value) -> str:
    return short(value.label, 30)
