"""Every failure becomes the one error shape. The input is never echoed whole."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from app.schemas.errors import ErrorDetail
from engine.language import LanguageError

log = logging.getLogger("livegrad")

_BY_STATUS = {
    400: ("json", "The request body is not valid JSON.", None),
    404: ("not_found", "There is nothing at this address.", "The addresses are listed at /docs."),
    405: (
        "method",
        "This address does not answer to that method.",
        "The Allow header lists the methods it answers to.",
    ),
    408: ("slow", "The request did not come in time.", "Send it again."),
    413: ("too_large", "The request body is too large.", None),
    503: ("starting", "Python is being made ready.", "Formulas work already."),
    415: (
        "media_type",
        "The request body must be JSON.",
        "Send the header `Content-Type: application/json`.",
    ),
}


class AppError(Exception):
    """An error of the edge, ready to be told. `span` counts code points of the source."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        span: tuple[int, int] | None = None,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.span, self.hint = status, code, message, span, hint
        self.headers = headers


class ProgramError(Exception):
    """A program that ended with an error, and the answer about what there was until then."""

    def __init__(self, error: LanguageError, partial: dict[str, Any] | None) -> None:
        super().__init__(error.message)
        self.error, self.partial = error, partial


def error_response(
    status: int, code: str, message: str, *, span: tuple[int, int] | None = None, hint: str | None = None,
    trace: list[dict[str, Any]] | None = None, partial: dict[str, Any] | None = None,
) -> Response:  # fmt: skip
    """The error body as a response."""
    detail = ErrorDetail(code=code, message=clean(message), span=span, hint=hint and clean(hint))
    told: dict[str, Any] = {"error": detail.model_dump(exclude_none=False)}
    told["error"].pop("trace")
    if trace:
        told["error"]["trace"] = trace
    if partial is not None:
        told["partial"] = partial
    headers = {"Retry-After": "2"} if status == 503 else None
    return Response(orjson.dumps(told), status_code=status, media_type="application/json", headers=headers)


def clean(text: str, longest: int = 1000) -> str:
    """Text that can always be sent as UTF-8 (a lone surrogate cannot), cut to a bearable length."""
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= longest else text[: longest - 1] + "…"


def status_response(status: int) -> Response:
    """The usual words for a plain HTTP status."""
    code, message, hint = _BY_STATUS.get(status, ("http", HTTPStatus(status).phrase + ".", None))
    return error_response(status, code, message, hint=hint)


def install(app: FastAPI) -> None:
    """Register the handlers on the application."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(LanguageError, _language_error)
    app.add_exception_handler(ProgramError, _language_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _internal_error)


async def _app_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)
    response = error_response(error.status, error.code, error.message, span=error.span, hint=error.hint)
    response.headers.update(error.headers or {})
    return response


async def _language_error(_: Request, error: Exception) -> Response:
    partial: dict[str, Any] | None = None
    if isinstance(error, ProgramError):
        partial = error.partial
        error = error.error
    assert isinstance(error, LanguageError)
    status = 503 if error.code in ("starting", "cancelled") else 422
    return error_response(
        status,
        error.code,
        error.message,
        span=error.span,
        hint=error.hint,
        trace=error.trace,
        partial=partial,
    )


async def _validation_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    if problems and problems[0]["type"] == "json_invalid":
        # The position is FastAPI's; the decoder's own words may quote the input, so they stay out.
        where = problems[0]["loc"][-1]
        hint = f"The trouble is at character {where} of the body." if isinstance(where, int) else None
        return error_response(400, "json", "The request body is not valid JSON.", hint=hint)
    message = sentence(problems[0]) if problems else "The request does not have the expected shape."
    more = len(problems) - 1
    hint = (
        f"There {'is one more problem' if more == 1 else f'are {more} more problems'} in it."
        if more > 0
        else None
    )
    return error_response(422, "request", message, hint=hint)


# pydantic speaks of Python's types; people here wrote JSON.
_SAYS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this request",
    "model_type": "must be a JSON object",
    "model_attributes_type": "must be a JSON object",
    "dict_type": "must be a JSON object",
    "list_type": "must be an array",
    "tuple_type": "must be an array",
    "string_type": "must be a string",
    "string_unicode": "must be text: a surrogate that stands alone is no character",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "finite_number": "must be a finite number",
    "too_short": "has too few entries",
    "too_long": "has too many entries",
}


def sentence(problem: Mapping[str, Any], *, whole: str = "The request body") -> str:
    """One of pydantic's errors as a sentence that names the field. Its `input` is never used."""
    where = ""
    for part in problem["loc"][1:9]:  # the first is "body", or the type of a socket's message
        where += f"[{part}]" if isinstance(part, int) else f".{clean(str(part), 40)}"
    field = f"`{where.removeprefix('.')}`" if where else whole
    said = _SAYS.get(problem["type"])
    return f"{field} {said}." if said else f"{field}: {clean(str(problem['msg']), 200).rstrip('.')}."


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and _wants_page(request):
        response: Response = request.app.state.templates.TemplateResponse(
            request, "not_found.html", status_code=404
        )
        return response
    response = status_response(error.status_code)
    response.headers.update(error.headers or {})
    return response


def _wants_page(request: Request) -> bool:
    return not request.url.path.startswith(("/api", "/static")) and "text/html" in request.headers.get(
        "accept", ""
    )


async def _internal_error(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return error_response(500, "internal", "Something went wrong on the server.", hint="It was logged there.")
