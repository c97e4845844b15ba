"""The course: its lessons in order, each one file in `app/lessons`, and lessons that teachers write.

Chapters are those of Andrej Karpathy's lecture "The spelled-out intro to neural networks and backpropagation:
building micrograd" (2022); times are its.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from app.schemas.lesson import Lesson

LECTURE = "https://www.youtube.com/watch?v=VMj-3S1tku0"
FOLDER = Path(__file__).parent / "lessons"

EXAMPLE = (FOLDER / "example.toml").read_text(encoding="utf-8")
"""What a teacher's text box begins with: it shows everything that a lesson may have."""


class LessonError(ValueError):
    """A text that is no lesson; the message says what and where."""


def read_lesson(text: str) -> Lesson:
    """The lesson that a TOML text describes.

    Raises LessonError.
    """
    try:
        return Lesson.model_validate(tomllib.loads(text.replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as error:
        raise LessonError(f"This is not TOML yet: {error}.") from None
    except ValidationError as error:
        raise LessonError(_sentence(error)) from None
    except RecursionError:
        raise LessonError("This is nested too deeply.") from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = [str(part + 1) if isinstance(part, int) else f"`{part}`" for part in first["loc"]]
    place = " ".join(where).replace("`step` ", "step ").replace("`until` ", "`until` number ")
    said = {
        "missing": "is missing",
        "extra_forbidden": "is not a name that a lesson knows",
    }.get(first["type"], re.sub(r"^Value error, ", "", first["msg"]))
    if first["type"] in ("missing", "extra_forbidden"):
        return f"{place} {said}."
    return f"{place}: {said}." if place else f"{said[0].upper()}{said[1:]}."


@cache
def course() -> dict[str, Lesson]:
    """Every lesson by its name, in the order of the course."""
    files = sorted(FOLDER.glob("[0-9]*.toml"))
    return {file.stem.split("_", 1)[1]: read_lesson(file.read_text(encoding="utf-8")) for file in files}


def next_after(name: str) -> str | None:
    """The name of the lesson after this one."""
    names = list(course())
    place = names.index(name) + 1
    return names[place] if place < len(names) else None


def seconds(at: str) -> int:
    """A place of the lecture, `1:22:28`, in seconds."""
    hours, minutes, rest = map(int, at.split(":"))
    return 3600 * hours + 60 * minutes + rest


def chapters() -> list[tuple[str | None, list[tuple[str, Lesson]]]]:
    """The lessons by where they belong in the lecture; None for those beyond it."""
    grouped: dict[str | None, list[tuple[str, Lesson]]] = {}
    for name, lesson in course().items():
        grouped.setdefault(lesson.at, []).append((name, lesson))
    return list(grouped.items())
