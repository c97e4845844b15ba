"""What one program may use. Every limit is a setting of the server; these are the defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one run. Going over one is a `limit` error that names the place."""

    max_source_length: int = 200_000
    """Characters (Unicode code points) of source."""
    max_depth: int = 100
    """Levels of nesting of a formula: brackets, and operations inside operands. `sin(sin(x))` has two."""
    max_nodes: int = 100_000
    """Values of the graph that is shown."""
    max_passes: int = 20_000
    """Backward passes one program may run."""
    max_contributions: int = 1_000_000
    """Contributions all backward passes of a formula may make together."""
    max_magnitude: float = 1e100
    """Largest absolute value of any data or gradient of a formula."""
    max_notes: int = 20
    """Remarks sent back with an answer; later ones are dropped."""
    max_seconds: float = 10.0
    """Time one program may take, in seconds."""
    max_memory: int = 384
    """Memory one program may take, in MB; Python itself takes about 40."""
    max_output: int = 50_000
    """Characters one program may print."""
    max_plots: int = 20
    """Plots and drawings one program may make."""
    max_own_ops: int = 20
    """Ops one program may define itself."""


DEFAULT_LIMITS = Limits()
