"""Whether a program's own gradients are right, and where they first go wrong."""

from .judging import Finding, Verdict, judge
from .lessons import lesson

__all__ = ["Finding", "Verdict", "judge", "lesson"]
