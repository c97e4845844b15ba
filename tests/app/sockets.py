"""A client of `/ws/train` for tests: it reads, keeps and acknowledges."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import uvicorn
from fastapi import FastAPI
from numpy.typing import NDArray
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from app.main import create_app
from app.settings import Settings
from app.training.frames import unpack
from app.training.house import House
from app.training.protocol import Engine

Told = dict[str, Any]
MOST_READ = 1_000
"""Messages to read before a test gives up waiting."""


class Talk:
    """One conversation. Everything that came is in `heard`; frames have their arrays under their names."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[Told] = []
        self.acknowledges = True

    def say(self, kind: str, **fields: Any) -> None:
        self.socket.send(json.dumps({"type": kind, **fields}))

    def hear(self) -> Told:
        """The next message."""
        try:
            message = self.socket.recv(timeout=30)
        except ConnectionClosed as closed:
            told: Told = {"type": "closed", "code": closed.rcvd.code if closed.rcvd else None}
        else:
            if isinstance(message, str):
                told = json.loads(message)
            else:
                header, arrays = unpack(message)
                told = {**header, **arrays}
                if self.acknowledges:
                    with suppress(ConnectionClosed):  # the next reading will tell
                        self.say("ack", frame=header["frame"])
        self.heard.append(told)
        return told

    def until(self, kind: str, test: Callable[[Told], bool] = lambda told: True) -> Told:
        """The next message of this kind that passes the test."""
        for _ in range(MOST_READ):
            told = self.hear()
            if told["type"] == kind and test(told):
                return told
            assert told["type"] not in {"closed", "error"}, told
        raise AssertionError(f"no {kind} came")

    def until_after_errors(self, kind: str) -> Told:
        """The next message of this kind, whatever errors come before."""
        while (told := self.hear())["type"] != kind:
            assert told["type"] in {"error", "frame"}, told
        return told

    def frame(self, step: int) -> Told:
        """The next frame at a step."""
        return self.until("frame", lambda told: told["step"] == step)

    def error(self) -> Told:
        """What is wrong, if the next message but frames is an error."""
        while (told := self.hear())["type"] == "frame":
            pass
        assert told["type"] == "error", told
        error: Told = told["error"]
        assert set(error) >= {"code", "message", "span", "hint"}
        return error

    def history(self) -> NDArray[np.float64]:
        """All rows of history that came: step, loss, accuracy, learning rate, test loss, test accuracy."""
        return np.concatenate([told["history"] for told in self.heard if told["type"] == "frame"])


@contextmanager
def serving(engine: Engine | None = None, **settings: Any) -> Iterator[Served]:
    """A server in a thread, with an engine of the test's own if given."""
    table = Settings(**settings)
    app = create_app(table)
    if engine is not None:
        app.state.trainings = House(table, engine)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
        options = {"ws": "websockets-sansio", "ws_per_message_deflate": False, "log_level": "warning"}
        limit = table.train_max_message_bytes
        server = uvicorn.Server(
            uvicorn.Config(app, ws_max_size=limit, timeout_graceful_shutdown=2, **options)  # type: ignore[arg-type]
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            until = time.monotonic() + 30
            while not server.started:
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.005)
            yield Served(app, port)
        finally:
            server.should_exit = True
            thread.join(10)


@dataclass(frozen=True)
class Served:
    """An application and where it is served."""

    app: FastAPI
    port: int

    @property
    def house(self) -> House:
        house: House = self.app.state.trainings
        return house

    @contextmanager
    def talking(self, *, start: Told | None = None, **options: Any) -> Iterator[Talk]:
        """A conversation; begun with a training if `start` is a configuration."""
        url = f"ws://127.0.0.1:{self.port}/ws/train"
        # a client that does not read cannot see the server's goodbye: it does not wait long for it
        with connect(url, max_size=None, compression=None, close_timeout=1, **options) as connection:
            talk = Talk(connection)
            if start is not None:
                talk.say("start", config=start)
                talk.until("ready")
            yield talk
