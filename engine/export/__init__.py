"""A graph as the source of other libraries, and their numbers beside ours."""

from engine.export.sources import SOURCES, livegrad

__all__ = ["SOURCES", "livegrad"]
