"""Puts the application together."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from fastapi import FastAPI
from starlette.types import ASGIApp

from app import __version__, assets, errors
from app.layouts import Layouts
from app.packing import Packing
from app.routes import docs, graph, health, layout, pages, training, understand
from app.runs import Runs
from app.security import Shell
from app.settings import Settings
from app.training.engine import TrainerEngine
from app.training.house import House
from engine import kernels
from engine.layout import warm_up
from engine.program.running import sandbox

ROUTERS = (
    graph.router,
    layout.router,
    *understand.ROUTERS,
    training.router,
    pages.router,
    docs.router,
    health.router,
)  # the busiest first


class Livegrad(FastAPI):
    """FastAPI inside the security shell, which so sees errors of every layer."""

    def build_middleware_stack(self) -> ASGIApp:
        return Shell(Packing(super().build_middleware_stack()), self.state.settings)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Warms up what is slow the first time, and takes what lives for ever out of the collector's rounds."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    kernels.start()
    sandbox.slots = app.state.settings.program_threads
    sandbox.native.start()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application. Settings come from the environment when not given."""
    app = Livegrad(
        title="livegrad",
        version=__version__,
        summary="Backpropagation, live.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings or Settings()
    app.state.layouts = Layouts(app.state.settings)
    app.state.program_threads = anyio.CapacityLimiter(app.state.settings.program_threads)
    app.state.runs = Runs(app.state.settings.remembered_values)
    app.state.trainings = House(app.state.settings, TrainerEngine(app.state.settings))
    app.state.templates = pages.make_templates()
    app.state.files = pages.Files(directory=assets.static_dir())
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(training.socket_router)
    app.mount("/static", app.state.files, name="static")
    return app
