"""What goes wrong in a training, in the one error shape."""

from __future__ import annotations

from typing import Any

from app.errors import clean


class TrainingError(Exception):
    """An error a client is told; its socket stays open. `field` names the setting at fault."""

    def __init__(self, code: str, message: str, *, hint: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.field = code, message, hint, field

    def body(self) -> dict[str, Any]:
        """The message of type `error`."""
        error: dict[str, Any] = {
            "code": self.code,
            "message": clean(self.message),
            "span": None,
            "hint": self.hint and clean(self.hint),
        }
        if self.field is not None:
            error["field"] = clean(self.field, 60)
        return {"type": "error", "error": error}


class Abuse(TrainingError):
    """An error after which the socket is closed, with a code of RFC 6455 or of IANA's list."""

    def __init__(self, code: str, message: str, *, hint: str | None = None, close: int = 1008) -> None:
        super().__init__(code, message, hint=hint)
        self.close = close
