"""Forward mode counts its work, and a step along the gradient stays among the numbers."""

import pytest
from hypothesis import given, settings

from engine import Value
from engine.asking.descent import step
from engine.asking.forward import counts, forward_sweep
from engine.asking.snapshot import snapshot
from engine.graph import topological_order
from engine.language import LanguageError, run
from tests.engine.graphs import Plan, build, plans


@settings(deadline=None, max_examples=30)
@given(plans(most=30))
def test_the_work_of_all_sweeps_is_that_of_each(plan: Plan) -> None:
    root = build(plan, Value)[-1]
    leaves = [value for value in topological_order(root) if value.op is None]
    sweeps = [sum(1 for _ in forward_sweep(root, leaf)) for leaf in leaves]
    found = counts(root, leaves[0])
    assert (found.sweep, found.all_sweeps, found.leaves) == (sweeps[0], sum(sweeps), len(leaves))


def test_a_step_too_long_for_a_float_is_refused() -> None:
    text = "x = 3.0\ny = x**2"
    with pytest.raises(LanguageError, match="too large"):
        step(snapshot(run(text)), text, None, 1e308)
