"""Questions about a shown graph: is it right, what if, what went wrong, how else could it be said."""

from app.routes.understand import broken, check, export, forward, landscape

ROUTERS = (check.router, landscape.router, forward.router, broken.router, export.router)
