"""Questions about a shown graph: is it right, what if, what went wrong, how else could it be said."""

from app.routes.understand import (
    beside,
    broken,
    check,
    export,
    forward,
    landscape,
    own,
    practice,
    rewrite,
    symbolic,
)

_MODULES = (check, landscape, forward, broken, export, rewrite, symbolic, practice, own, beside)
ROUTERS = tuple(module.router for module in _MODULES)
