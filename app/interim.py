"""Stand-ins until engine.language exists. To be removed."""
from dataclasses import dataclass
from typing import Any
try:
    from engine.language import LanguageError  # type: ignore
except ImportError:
    class LanguageError(Exception):  # type: ignore
        code: Any; message: Any; span: Any; hint: Any
try:
    from engine.language.limits import Limits  # type: ignore
except ImportError:
    @dataclass(frozen=True)
    class Limits:  # type: ignore
        max_source_length: int = 20_000
        max_depth: int = 100
        max_nodes: int = 5_000
        max_magnitude: float = 1e100
        max_notes: int = 20
