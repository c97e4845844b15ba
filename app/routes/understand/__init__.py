"""Questions about a shown graph: is it right, what if, what went wrong, how else could it be said."""

from app.routes.understand import broken, check, export, forward, landscape, own, practice, rewrite, symbolic

_MODULES = (check, landscape, forward, broken, export, rewrite, symbolic, practice, own)
ROUTERS = tuple(module.router for module in _MODULES)
