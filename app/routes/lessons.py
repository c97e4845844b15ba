"""GET /api/lessons/{name} and POST /api/lesson: a lesson of the course, and one that somebody writes."""

from fastapi import Request
from pydantic import Field

from app.course import LessonError, course, next_after, read_lesson
from app.errors import AppError
from app.routing import api_router
from app.schemas.base import Answer
from app.schemas.base import Request as Body
from app.schemas.lesson import Lesson

router = api_router("lessons")


class Next(Answer):
    """Where the course goes on."""

    name: str
    title: str
    page: str


class LessonAnswer(Answer):
    """A lesson, and the one after it in the course."""

    lesson: Lesson
    next: Next | None = Field(description="None for the last, and for a lesson of one's own.")


class LessonRequest(Body):
    """The text of a lesson."""

    text: str = Field(description="TOML.")


@router.get("/lessons/{name}", response_model=LessonAnswer, summary="A lesson of the course")
async def get_lesson(name: str) -> LessonAnswer:
    """The lesson with this name."""
    lesson = course().get(name)
    if lesson is None:
        raise AppError(404, "lesson", "There is no lesson of this name.", hint="The course is at /learn.")
    after = next_after(name)
    if after is None:
        return LessonAnswer(lesson=lesson, next=None)
    follows = course()[after]
    return LessonAnswer(lesson=lesson, next=Next(name=after, title=follows.title, page=follows.page))


@router.post("/lesson", response_model=LessonAnswer, summary="Read a lesson that somebody wrote")
async def post_lesson(body: LessonRequest, request: Request) -> LessonAnswer:
    """The lesson that the text describes, or what is wrong with it and where."""
    longest = request.app.state.settings.max_lesson_length
    if len(body.text) > longest:
        message = f"A lesson has {longest:,} characters at most; this one has {len(body.text):,}."
        raise AppError(422, "limit", message, hint="Make two lessons of it.")
    try:
        return LessonAnswer(lesson=read_lesson(body.text), next=None)
    except LessonError as error:
        raise AppError(422, "lesson", str(error)) from None
