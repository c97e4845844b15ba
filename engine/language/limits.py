"""What one program may use. Every limit is a setting of the server; these are the defaults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one run. Going over one is a `limit` error that names the place."""

    max_source_length: int = 20_000
    """Characters (Unicode code points) of source."""
    max_depth: int = 100
    """Levels of nesting: brackets, and operations inside operands. `sin(sin(x))` has two."""
    max_nodes: int = 5_000
    """Values one program may make."""
    max_passes: int = 100
    """Backward passes one program may run."""
    max_contributions: int = 100_000
    """Contributions all its backward passes may make together."""
    max_magnitude: float = 1e100
    """Largest absolute value of any data or gradient."""
    max_notes: int = 20
    """Remarks sent back with an answer; later ones are dropped."""


DEFAULT_LIMITS = Limits()
