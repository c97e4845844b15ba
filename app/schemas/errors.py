"""The one shape of an error."""

from typing import Any

from pydantic import Field

from app.schemas.base import Answer


class Call(Answer):
    """One call on the way to an error."""

    name: str = Field(description="The function; `<module>` for the program itself.")
    span: tuple[int, int] | None = Field(description="Where in it the next call, or the error, happened.")


class ErrorDetail(Answer):
    """What went wrong, where, and what may help."""

    code: str = Field(
        description="A word for programs, such as `syntax`, `limit` or `request`.", examples=["request"]
    )
    message: str = Field(description="A sentence for people.", examples=["`edges` is missing."])
    span: tuple[int, int] | None = Field(
        None,
        description="Start and end in the source, in Unicode code points, when the error has a place there.",
    )
    hint: str | None = Field(None, description="What to try instead.")
    trace: list[Call] = Field(
        default_factory=list,
        description="The calls that led there, outermost first; absent where there is one place only.",
    )


class ErrorAnswer(Answer):
    """Every error has this body, whatever the status."""

    error: ErrorDetail
    partial: dict[str, Any] | None = Field(
        None, description="What a program printed and made before its error, as a graph's answer."
    )


_STATUSES = {
    400: "The body is not JSON, or the request is addressed to a name this server does not answer to.",
    403: "The request was sent by a page of another origin.",
    408: "The body did not come in time.",
    413: "The body is too large.",
    415: "The body is not declared as `application/json`.",
    422: "Understood, but it cannot be done: a wrong field, a limit, or an error in the program.",
    429: "Too many questions come from this address. Retry-After says when to ask again.",
    503: "Not now: Python is being made ready, or there is more to do than can be done. Ask again.",
    500: "A fault of the server. Nothing of it is told here; it is logged.",
}

ERROR_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": text} for status, text in _STATUSES.items()
}
