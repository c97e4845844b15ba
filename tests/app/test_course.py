"""The course: every claim of every lesson comes out of the engine, and what it waits for can be done."""

import pytest

from app.course import LessonError, chapters, course, read_lesson, seconds
from app.schemas.lesson import Lesson
from tests.app.conftest import Client, MakeClient
from tests.app.lesson_facts import PAGE_ONLY, begins, holds

LESSONS = list(course().items())
EVERY_LESSON = pytest.mark.parametrize(("name", "lesson"), LESSONS, ids=[name for name, _ in LESSONS])


@EVERY_LESSON
def test_what_a_lesson_claims_is_true_and_what_it_asks_for_can_be_done(name: str, lesson: Lesson) -> None:
    now = begins(lesson.step[0])
    for number, step in enumerate(lesson.step, 1):
        if step.program is not None or step.training is not None:
            now = begins(step)
        for condition in step.claim:
            if condition.what not in PAGE_ONLY:
                found = now.fact(condition.what)
                assert holds(condition, found), f"{name}, step {number}: {condition} is {found}"
        if isinstance(step.answer, str):
            assert isinstance(now.fact(step.answer), float), f"{name}, step {number}"
        for action in step.show:
            now.act(action)
        for condition in step.until:
            if condition.what not in PAGE_ONLY or (condition.what == "step" and lesson.page == "train"):
                found = now.fact(condition.what)
                assert holds(condition, found), f"{name}, step {number}: {condition} is {found}"


@EVERY_LESSON
def test_whoever_is_stuck_can_be_shown_the_way(name: str, lesson: Lesson) -> None:
    for step in lesson.step:
        predicted = any(condition.what == "predicted" for condition in step.until)
        assert not step.do or step.show or predicted
        assert not step.choices or all(choice.reply for choice in step.choices if not choice.right)


@EVERY_LESSON
def test_a_step_is_a_few_words(name: str, lesson: Lesson) -> None:
    for step in lesson.step:
        for text in (step.say, step.do, step.ask, step.then, step.hint):
            assert len((text or "").split()) <= 50


CHAPTERS = [
    "0:00:25", "0:08:08", "0:14:12", "0:19:09", "0:32:10", "0:51:10", "0:52:52", "1:09:02", "1:17:32",
    "1:22:28", "1:27:05", "1:39:31", "1:43:55", "1:51:04", "1:57:56", "2:01:12", "2:16:46", "2:21:10",
]  # fmt: skip


def test_every_chapter_of_the_lecture_has_a_lesson() -> None:
    there = [at for at, _ in chapters() if at]
    assert there == CHAPTERS
    assert [seconds(at) for at in there] == sorted(seconds(at) for at in there)
    assert 20 <= len(LESSONS) <= 30


def test_a_lesson_is_told_with_the_one_after_it(client: Client) -> None:
    first, second = LESSONS[0], LESSONS[1]
    told = client.get(f"/api/lessons/{first[0]}").json()
    assert told["lesson"]["title"] == first[1].title
    assert told["next"] == {"name": second[0], "title": second[1].title, "page": second[1].page}
    assert client.get(f"/api/lessons/{LESSONS[-1][0]}").json()["next"] is None
    assert client.get("/api/lessons/nothing").status_code == 404


OWN = """
title = "Mine"
about = "A lesson of my own."
[[step]]
say = "Look."
program = "a = 1.0"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", r"not TOML yet"),
        (OWN.replace("say", "says"), r"step 1 `say` is missing"),
        (OWN + "colour = 1", r"step 1 `colour` is not a name that a lesson knows"),
        (OWN + 'do = "Go."', r"`do` and `until` belong together"),
        (OWN + 'do = "Go."\nuntil = ["place of gold"]', r"`place of gold` is no condition"),
        (OWN + 'do = "Go."\nuntil = ["weather is good"]', r"Step 1: `weather` is not a fact of this page"),
        (OWN + 'do = "Go."\nuntil = ["step above us"]', r"only a number can be compared by `above`"),
        (OWN + 'ask = "Why?"', r"`ask` needs `choices` or an `answer`"),
        (OWN + 'ask = "Why?"\nchoices = [{text = "a"}, {text = "b"}]', r"exactly one of the `choices`"),
        (OWN + 'training = "preset=lecture"', r"Step 1: a lesson of the page expression has no `training`"),
        (OWN.replace('program = "a = 1.0"', ""), r"The first step needs a `program`"),
        ("a = " + "[" * 5000, r"not TOML|nested"),
    ],
)
def test_what_is_wrong_with_a_text_is_said_with_its_place(text: str, said: str, client: Client) -> None:
    with pytest.raises(LessonError, match=said):
        read_lesson(text)
    answer = client.post("/api/lesson", json={"text": text})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "lesson"


def test_a_lesson_of_ones_own_is_read(client: Client) -> None:
    told = client.post("/api/lesson", json={"text": OWN}).json()
    assert told["lesson"]["step"][0]["program"] == "a = 1.0"
    assert told["next"] is None


def test_a_lesson_may_be_so_long_and_not_longer(client_with: MakeClient) -> None:
    client = client_with(max_lesson_length=len(OWN))
    assert client.post("/api/lesson", json={"text": OWN}).status_code == 200
    answer = client.post("/api/lesson", json={"text": OWN + " "})
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "limit"
