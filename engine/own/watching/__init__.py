"""A program's own autograd class, watched while it runs as written."""

from .watcher import Watcher

__all__ = ["Watcher"]
