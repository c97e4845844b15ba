"""What one program may use. Every limit is a setting of the server; these are the defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one run. Going over one is a `limit` error that names the place."""

    max_source_length: int = 20_000
    """Characters (Unicode code points) of source."""
    max_depth: int = 100
    """Levels of nesting: brackets, blocks, and operations inside operands. `sin(sin(x))` has two."""
    max_nodes: int = 100_000
    """Values one program may make."""
    max_passes: int = 1_000
    """Backward passes one program may run."""
    max_contributions: int = 1_000_000
    """Contributions all its backward passes may make together."""
    max_magnitude: float = 1e100
    """Largest absolute value of any data or gradient."""
    max_notes: int = 20
    """Remarks sent back with an answer; later ones are dropped."""
    max_steps: int = 2_000_000
    """Statements, turns of loops and calls one program may run."""
    max_seconds: float = 10.0
    """Time one program may take, in seconds."""
    max_call_depth: int = 400
    """Calls of the program's own functions inside one another."""
    max_items: int = 100_000
    """Items of one list, tuple, dict, set or array, and points of all plots together."""
    max_items_in_all: int = 5_000_000
    """Items of everything a program makes; eight characters of text count as one."""
    max_text: int = 20_000
    """Characters of one piece of text."""
    max_output: int = 50_000
    """Characters one program may print."""
    max_integer_bits: int = 4_096
    """Bits of a whole number."""
    max_plots: int = 20
    """Plots and drawings one program may make."""
    max_own_ops: int = 20
    """Ops one program may define itself."""


DEFAULT_LIMITS = Limits()
