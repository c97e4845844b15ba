"""What all request and answer models share."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field


class Request(BaseModel):
    """A request body: no unknown fields, no conversions ("2" is not 2, true is not 1), no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class Answer(BaseModel):
    """An answer body. NaN and infinity are never written, as they are not JSON."""

    model_config = ConfigDict(allow_inf_nan=False)


T = TypeVar("T")

Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
# JSON has no tuples: the array is converted, its items stay strict.
Pair = Annotated[tuple[T, T], Field(strict=False)]
