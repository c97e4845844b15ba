"""Work that may be long gets a thread by turns: a bounded queue for each kind, fair between those who ask.

A question that nobody waits for any more is dropped from the queue, or stopped in the middle. Nobody is left
without a word: who would wait too long is told at once, or after a while, that the server is busy.
"""

import asyncio
import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import anyio
import anyio.to_thread
from fastapi import Request

from app.errors import AppError
from engine.program.running import stop_thread

Told = TypeVar("Told")

_AGAIN = 0.02
"""Seconds between two tries to stop a run: it may be between two programs just then."""


class Busy(AppError):
    """Too many wait already, or one has waited too long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            503,
            "busy",
            "The server is busy.",
            hint="The page tries again by itself.",
            headers={"retry-after": str(seconds)},
        )


class Gone(AppError):
    """Whoever asked has left; nobody reads this answer."""

    def __init__(self) -> None:
        super().__init__(499, "gone", "Nobody waits for this answer.")


class Turns:
    """The threads for one kind of work. It is used on one event loop."""

    def __init__(self, threads: int, *, most: int, patience: float) -> None:
        self.threads, self.most, self.patience = threads, most, patience
        self.running = 0
        self.waiting = 0
        self.refused = 0
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def run(self, request: Request, work: Callable[[], Told]) -> Told:
        """The work's result. Raises Busy, and Gone when the client has left in the meantime."""
        gone = asyncio.ensure_future(_has_left(request))
        task = asyncio.ensure_future(self._in_turn(client_of(request), work))
        try:
            await asyncio.wait({gone, task}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
        finally:
            gone.cancel()
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task
        raise Gone

    async def _in_turn(self, client: str, work: Callable[[], Told]) -> Told:
        async with self._turn(client):
            running = Work()
            result: asyncio.Future[Told] = asyncio.ensure_future(
                anyio.to_thread.run_sync(running.within(work), limiter=anyio.CapacityLimiter(1))
            )
            try:
                return await asyncio.shield(result)
            except asyncio.CancelledError:
                while not result.done():  # the thread is taken until it has really ended
                    running.stop()
                    await asyncio.wait({result}, timeout=_AGAIN)
                with suppress(Exception):
                    result.result()
                raise

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncIterator[None]:
        """A place among the threads."""
        if self.running < self.threads:
            self.running += 1
        else:
            await self._wait(client)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, client: str) -> None:
        if self.waiting >= self.most:
            self.refused += 1
            raise Busy(1 + round(self.patience))
        ticket: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue = self._queues.setdefault(client, deque())
        queue.append(ticket)
        self.waiting += 1
        try:
            await asyncio.wait_for(asyncio.shield(ticket), self.patience)
        except (asyncio.CancelledError, TimeoutError) as reason:
            if ticket.done():  # the turn came in the same moment
                self._pass_on()
            else:
                ticket.cancel()
                queue.remove(ticket)
                self._forget(client)
                self.waiting -= 1
            if isinstance(reason, TimeoutError):
                self.refused += 1
                raise Busy(1 + round(self.patience)) from None
            raise

    def _pass_on(self) -> None:
        """Give the place to the client whose turn it is, or back."""
        if not self._queues:
            self.running -= 1
            return
        client, queue = next(iter(self._queues.items()))
        queue.popleft().set_result(None)
        self.waiting -= 1
        self._queues.move_to_end(client)
        self._forget(client)

    def _forget(self, client: str) -> None:
        if not self._queues[client]:
            del self._queues[client]


class Work:
    """One piece of work in its thread, which can be told to stop."""

    def __init__(self) -> None:
        self._thread: int | None = None

    def within(self, work: Callable[[], Told]) -> Callable[[], Told]:
        """The work, so that it is known which thread does it."""

        def run() -> Told:
            self._thread = threading.get_ident()
            try:
                return work()
            finally:
                self._thread = None

        return run

    def stop(self) -> None:
        """End the program that the thread waits for, if it does."""
        if (thread := self._thread) is not None:
            stop_thread(thread)


def client_of(request: Request) -> str:
    """Who asks: an address, and the page's own word for itself, as a whole class may share an address."""
    host = request.client.host if request.client else ""
    return f"{host} {request.headers.get('x-page', '')[:40]}"


async def _has_left(request: Request) -> None:
    """Returns when the client has hung up. The body has been read by then."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
