"""A program's own autograd class, watched while it runs as written."""

from .skim import Lightly
from .watcher import Watcher

__all__ = ["Lightly", "Watcher"]
