"""A socket and a session: what is read is checked and handed on, what waits is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import anyio
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.settings import Settings
from app.training.errors import Abuse, TrainingError
from app.training.messages import read
from app.training.pacing import Bucket
from app.training.session import Session

TOKEN_BYTES = 4_096
"""A message this long counts as two."""
GOODBYE_SECONDS = 2.0
"""A client that does not read gets no longer to hear why it is let go."""


async def converse(socket: WebSocket, session: Session, settings: Settings) -> None:
    """Until either side is done. The socket is accepted already, and closed afterwards."""
    ending: list[Abuse] = []
    async with anyio.create_task_group() as group:

        async def until_done(part: Callable[[], Awaitable[None]]) -> None:
            try:
                await part()
            except WebSocketDisconnect:
                pass
            except Abuse as abuse:
                ending.append(abuse)
            finally:
                session.gone = True  # ends the steps under way
                group.cancel_scope.cancel()

        group.start_soon(until_done, lambda: _listen(socket, session, settings))
        group.start_soon(until_done, lambda: _speak(socket, session))
        group.start_soon(until_done, session.run)
    if ending:
        await say_goodbye(socket, ending[0])


async def say_goodbye(socket: WebSocket, abuse: Abuse) -> None:
    """Tell the client why, and close."""
    with anyio.move_on_after(GOODBYE_SECONDS):
        try:
            await socket.send_json(abuse.body())
            await socket.close(abuse.close)
        except (WebSocketDisconnect, RuntimeError):  # it left first
            pass


async def _speak(socket: WebSocket, session: Session) -> None:
    while True:
        message = await session.outbox.queue.get()
        if isinstance(message, str):
            await socket.send_text(message)
        else:
            await socket.send_bytes(message)


async def _listen(socket: WebSocket, session: Session, settings: Settings) -> None:
    bucket = Bucket(settings.train_messages_per_second)
    while True:
        with anyio.move_on_after(settings.train_idle_seconds):
            event = await socket.receive()
            if event["type"] == "websocket.disconnect":
                return
            try:
                text = _checked(event.get("text"), bucket, settings)
                await session.post(read(text))
            except Abuse:
                raise
            except TrainingError as error:
                session.outbox.say(error.body())
            continue
        raise Abuse("idle", "Nothing was heard from the page for a long time.", close=1001)


def _checked(text: str | None, bucket: Bucket, settings: Settings) -> str:
    """The text of a message that is one, not too long, and not one too many."""
    length = 0 if text is None else len(text.encode("utf-8", "replace"))
    if length > settings.train_max_message_bytes:
        raise Abuse("too_large", "The message is too long.", close=1009)
    if not bucket.take(1 + length / TOKEN_BYTES):
        raise Abuse("rate", "Too many messages came at once.", hint="Send fewer.")
    if text is None:
        raise TrainingError("request", "Messages are text: JSON, not binary.")
    return text
