"""The widget: a frame with the page in it, and a wire to the application in the kernel."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets
from starlette.types import ASGIApp

from app.notebook.page import FRAME, page, text_of
from app.notebook.wire import Wire

MOST_KEPT = 8
"""First answers that are kept beside the page: a notebook that was saved shows them with no kernel."""
LONGEST_KEPT = 500_000
"""Characters of such an answer."""


class Window(anywidget.AnyWidget):
    """What `watch` gives a notebook to show."""

    _esm = text_of(FRAME)
    page = traitlets.Unicode().tag(sync=True)
    source = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(self, app: ASGIApp, kind: str, *, source: str, height: int) -> None:
        super().__init__(page=page(kind), source=source, height=height, kept={})
        self._wire = Wire(app, self._tell)
        self._asked: dict[str, str] = {}
        self.on_msg(self._hear)

    def _hear(self, _: object, message: object, __: object) -> None:
        if not isinstance(message, dict):
            return
        if message.get("kind") == "ask" and len(self._asked) < MOST_KEPT:
            question = f"{message.get('method')} {message.get('path')} {message.get('body') or ''}"
            self._asked[str(message.get("id"))] = question
        self._wire.hear(message)

    def _tell(self, message: dict[str, Any], data: bytes | None) -> None:
        question = self._asked.get(message["id"])
        if question and message.get("status") == 200 and len(message["text"]) <= LONGEST_KEPT:
            self.kept = {**self.kept, question: message["text"]}
        self.send(message, None if data is None else [data])
