"""Questions about a program that has been run: the same few lines for every route that asks one."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from fastapi import Request

from app.errors import AppError
from app.runs import Runs
from app.schemas.program import ProgramRequest
from app.settings import Settings
from app.turns import Turns
from engine.asking.snapshot import Snapshot, snapshot

Body = TypeVar("Body", bound=ProgramRequest)
Told = TypeVar("Told")


async def in_thread(request: Request, work: Callable[[], Told]) -> Told:
    """Work that may be long, in one of the few threads for programs, so that others need not wait."""
    turns: Turns = request.app.state.turns
    return await turns.run(request, work)


async def ask(request: Request, body: Body, question: Callable[[Snapshot, Body, Settings], Told]) -> Told:
    """Answer the question about the graph that the program of the request shows.

    The page has mostly asked for that graph just before, so its run is remembered. A snapshot is a copy,
    which the question may change as it likes.
    """
    state = request.app.state
    return await in_thread(request, partial(_answer, state.runs, state.settings, body, question))


def _answer(
    runs: Runs, settings: Settings, body: Body, question: Callable[[Snapshot, Body, Settings], Told]
) -> Told:
    ran = runs.get(body.source, settings.limits(), body.pass_).ran
    return question(snapshot(ran), body, settings)


def within(work: int, most: int, hint: str) -> None:
    """Refuse a question that would compute more than the server allows."""
    if work > most:
        message = f"This asks for {work:,} results of ops; {most:,} is the most."
        raise AppError(422, "limit", message, hint=hint)


def too_many_steps(steps: int, settings: Settings) -> None:
    """Refuse an answer that nobody could read, and that would be long to send."""
    if steps > settings.max_steps_shown:
        message = f"This would be {steps:,} chain-rule terms; {settings.max_steps_shown:,} is the most."
        raise AppError(422, "limit", message, hint="Take a smaller program.")


def too_large(values: int, settings: Settings) -> None:
    """Refuse to write out a graph that nobody would read."""
    if values > settings.max_exported:
        message = f"This graph has {values:,} Values; {settings.max_exported:,} is the most here."
        raise AppError(422, "limit", message, hint="Take a smaller program.")
