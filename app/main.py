"""Puts the application together."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess

from fastapi import FastAPI
from starlette.types import ASGIApp

from app import __version__, assets, errors
from app.layouts import Layouts
from app.packing import Packing
from app.protocol import PatientProtocol
from app.rates import Buckets, Rates
from app.routes import docs, find, graph, health, layout, lessons, offline, pages, training, understand
from app.runs import Runs
from app.security import Shell
from app.settings import Settings
from app.training.engine import TrainerEngine
from app.training.house import House
from app.turns import Turns
from app.watching import Figures, Watch, log_of
from engine.layout import warm_up
from engine.program.running import sandbox

ROUTERS = (
    graph.router,
    layout.router,
    find.router,
    *understand.ROUTERS,
    training.router,
    lessons.router,
    pages.router,
    offline.router,
    docs.router,
    health.router,
)  # the busiest first


class Livegrad(FastAPI):
    """FastAPI inside the security shell, which so sees errors of every layer."""

    def build_middleware_stack(self) -> ASGIApp:
        settings: Settings = self.state.settings
        inner: ASGIApp = Packing(super().build_middleware_stack())
        if settings.rate_per_second:
            inner = Rates(inner, Buckets(settings.rate_per_second, settings.rate_burst))
        return Shell(Watch(inner, self.state.figures, log_of(settings.log_requests)), settings)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Warms up what is slow the first time, and takes what lives for ever out of the collector's rounds."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    if (parent := multiprocessing.parent_process()) is not None:
        threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
    sandbox.slots = app.state.settings.program_threads
    sandbox.native.start()
    PatientProtocol.seconds = app.state.settings.body_seconds
    sys.setswitchinterval(0.001)  # a formula is answered between two moments of somebody's program
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _end_with(parent: BaseProcess) -> None:
    """A worker whose server was killed would go on holding the port."""
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def figures_of(app: FastAPI) -> Figures:
    """What is read off when somebody asks how things stand."""
    turns: Turns = app.state.turns
    house: House = app.state.trainings
    return Figures(
        {
            "livegrad_programs_running": ("Programs and questions in a thread.", lambda: turns.running),
            "livegrad_programs_waiting": ("Programs and questions in the queue.", lambda: turns.waiting),
            "livegrad_programs_refused": ("Told to come again, since the start.", lambda: turns.refused),
            "livegrad_trainings": ("Open training pages.", lambda: house.sockets),
        }
    )


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
    app.state.turns = Turns(
        app.state.settings.program_threads,
        most=app.state.settings.program_queue,
        patience=app.state.settings.program_patience,
    )
    app.state.runs = Runs(app.state.settings.remembered_values)
    app.state.trainings = House(app.state.settings, TrainerEngine(app.state.settings))
    app.state.figures = figures_of(app)
    app.state.templates = pages.make_templates()
    app.state.files = pages.Files(directory=assets.static_dir())
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(training.socket_router)
    app.mount("/static", app.state.files, name="static")
    return app
