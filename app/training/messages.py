"""What a client may say over `/ws/train`, and how it is read. Every message is untrusted."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import orjson
from pydantic import Field, TypeAdapter, ValidationError

from app.errors import sentence
from app.schemas.base import Finite, Request
from app.training.errors import TrainingError

Count = Annotated[int, Field(ge=1, le=1_000_000)]
Index = Annotated[int, Field(ge=0, le=2**53)]
Path = Annotated[str, Field(max_length=300)]


class Start(Request):
    """Begin a training; one under way is dropped. `resume` is what an earlier one had come to."""

    type: Literal["start"]
    config: dict[str, Any] = Field(default_factory=dict)
    resume: dict[str, Any] | None = None


class Play(Request):
    """Go on, at so many steps a second or, without a number, flat out."""

    type: Literal["play"]
    steps_per_second: Annotated[Finite, Field(gt=0, le=1e6)] | None = None


class Pause(Request):
    """Stand still."""

    type: Literal["pause"]


class Step(Request):
    """Make so many steps and stand still."""

    type: Literal["step"]
    count: Count = 1


class Seek(Request):
    """Stand still at a step made before."""

    type: Literal["seek"]
    step: Index


class Change(Request):
    """Change settings while training goes on. The message's other keys are fields of the configuration."""

    type: Literal["set"]
    fields: dict[str, Any]


class Inspect(Request):
    """Send the graph of one sample's loss, or of one unit for that sample, at every step from now on.

    With `point` it is that of a unit, or of the first score, at a place that is no sample.
    """

    type: Literal["inspect"]
    sample: Index
    split: Literal["train", "test"] = "train"
    unit: Annotated[list[Index], Field(min_length=2, max_length=2)] | None = None
    point: (
        Annotated[list[Annotated[Finite, Field(ge=-1e6, le=1e6)]], Field(min_length=1, max_length=3)] | None
    ) = None
    open: Annotated[list[Path], Field(max_length=400)] | Literal["auto"] | None = "auto"


class Landscape(Request):
    """Send the loss around the parameters now and then: along the gradient, over two directions, or not."""

    type: Literal["landscape"]
    kind: Literal["none", "slice", "map"]
    directions: Literal["path", "random", "weights"] = "path"
    weights: Annotated[list[Index], Field(min_length=2, max_length=2)] = Field(default_factory=lambda: [0, 1])
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0


class Export(Request):
    """Send the model as it is now, as a program or as numbers."""

    type: Literal["export"]
    form: Literal["torch", "micrograd", "json"]


class CloseInspect(Request):
    """No more graphs."""

    type: Literal["close-inspect"]


class View(Request):
    """What the page can show: points along a side of the boundary and of the units' pictures, frames a
    second, pictures of units or none, and the sample whose activations are wanted."""

    type: Literal["view"]
    grid: Annotated[int, Field(ge=2)] | None = None
    unit_grid: Annotated[int, Field(ge=2)] | None = None
    hz: Annotated[Finite, Field(gt=0)] | None = None
    units: bool | None = None
    sample: Index | None = None


class Ack(Request):
    """Frame `frame` and all before it are on screen."""

    type: Literal["ack"]
    frame: Index


class Stop(Request):
    """End the training and give back its memory. The socket stays open for another `start`."""

    type: Literal["stop"]


Command = (
    Start | Play | Pause | Step | Seek | Change | Inspect | Landscape | Export | CloseInspect | View | Stop
)
Message = Command | Ack

_ADAPTER: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="type")])

KINDS = (Start, Play, Pause, Step, Seek, Change, Inspect, Landscape, Export, CloseInspect, View, Ack, Stop)
TYPES = tuple(sorted(get_args(kind.model_fields["type"].annotation)[0] for kind in KINDS))


def read(text: str) -> Message:
    """The message in a text. Raises TrainingError, and nothing else, for anything that is not one.

    orjson reads JSON as the standard has it: no NaN, no lone surrogates, and no nesting deeper than 1,024.
    """
    try:
        found = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        raise TrainingError("json", "The message is not valid JSON.") from None
    if not isinstance(found, dict):
        raise TrainingError("request", "A message must be a JSON object.", hint='Such as {"type": "play"}.')
    kind = found.get("type")
    if kind not in TYPES:
        raise TrainingError(
            "request",
            "`type` must be one of the kinds of message." if "type" in found else "`type` is missing.",
            hint=f"They are: {', '.join(TYPES)}.",
        )
    if kind == "set":
        found = {"type": "set", "fields": {name: value for name, value in found.items() if name != "type"}}
    try:
        return _ADAPTER.validate_python(found)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False)[0]
        raise TrainingError("request", sentence(problem, whole="The message")) from None
