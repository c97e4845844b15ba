"""Every lesson, walked to its end in a real browser: the wrong thing first, then what it asks for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.course import course
from app.schemas.lesson import Lesson, Step
from tests.app.lesson_facts import Program, Training, begins
from tests.browser.lesson_hands import HANDS, do, strip
from tests.browser.screen import SHARED, card

pytestmark = pytest.mark.one_page

LESSONS = list(course().items())
EVERY_LESSON = pytest.mark.parametrize(("name", "lesson"), LESSONS, ids=[name for name, _ in LESSONS])
LESSON_NAMES = list(course())
MINUS = "\N{MINUS SIGN}"


def open_lesson(page: Page, name: str, lesson: Lesson) -> None:
    """The lesson at its first step, with what it begins with on the page."""
    path = "/train" if lesson.page == "train" else "/"
    if page.url.split("#")[0].endswith(path) and page in SHARED:
        leave = strip(page).get_by_role("button", name="Leave the lesson")
        if leave.is_visible():
            leave.click()
        page.evaluate("hash => { location.hash = hash; }", f"lesson={name}.1")
    else:
        page.goto(f"{path}#lesson={name}")
    expect(strip(page).locator("h2")).to_have_text(lesson.title)


def settled(page: Page, lesson: Lesson) -> None:
    """Wait until what a step begins with is there."""
    if lesson.page == "train":
        expect(page.locator("#train-play")).to_have_attribute("aria-label", "Play")
        expect(page.locator("#train-place")).to_contain_text("step 0")
    else:
        expect(page.locator("#stage")).to_have_attribute("aria-busy", "false")


def number_of(step: Step, now: Program | Training) -> float:
    """The right answer to a question for a number."""
    answer = now.fact(step.answer) if isinstance(step.answer, str) else step.answer
    assert isinstance(answer, float)
    return answer


def answer(page: Page, step: Step, now: Program | Training) -> None:
    """Wrong first, then right."""
    lesson = strip(page)
    if step.choices:
        wrong = next(i for i, choice in enumerate(step.choices) if not choice.right)
        right = next(i for i, choice in enumerate(step.choices) if choice.right)
        lesson.locator(".choice").nth(wrong).click()
        expect(lesson.locator(".lesson-reply")).to_contain_text("Not yet")
        expect(lesson).not_to_have_class(re.compile("done"))
        lesson.locator(".choice").nth(right).click()
    else:
        field = lesson.locator("form input")
        for text in ("12345.6", f"{number_of(step, now):.4g}".replace("-", MINUS)):
            expect(lesson).not_to_have_class(re.compile("done"))
            field.fill(text)
            field.press("Enter")
            if text == "12345.6":
                expect(lesson.locator(".lesson-reply")).to_contain_text("Not yet")
    expect(lesson.locator(".lesson-reply")).to_contain_text("✓ Right.")


def act(page: Page, step: Step, lesson: Lesson, now: Program | Training) -> None:
    """Something else first, then what is asked for."""
    shown = strip(page)
    page.locator("#train-first" if lesson.page == "train" else "#first").click(force=True)
    expect(shown).not_to_have_class(re.compile("done"))
    if any(condition.what == "predicted" for condition in step.until):
        predict(page, now)
    for action in step.show:
        do(page, action)
        now.act(action)
    expect(shown.locator(".lesson-reply")).to_contain_text("✓ Done.", timeout=20_000)


def predict(page: Page, now: Program | Training) -> None:
    """Every gradient, typed in."""
    forms = page.locator("#panel-predict form")
    expect(forms).not_to_have_count(0)  # the panel is loaded when it is first opened
    for i in range(forms.count()):
        field = forms.nth(i).locator("input")
        label = (field.get_attribute("aria-label") or "").removesuffix(".grad")
        field.fill(f"{now.fact(f'gradient of {label}')}")
        field.press("Enter")
        expect(forms.nth(i).locator(".judgement")).to_contain_text("✓")


@EVERY_LESSON
def test_a_lesson_is_walked_to_its_end(still: Page, name: str, lesson: Lesson) -> None:
    open_lesson(still, name, lesson)
    shown = strip(still)
    now = begins(lesson.step[0])
    for number, step in enumerate(lesson.step, 1):
        expect(shown.locator(".lesson-count")).to_have_text(f"{number} of {len(lesson.step)}")
        if step.program is not None or step.training is not None:
            now = begins(step)
            settled(still, lesson)
        if step.ask:
            answer(still, step, now)
        if step.do:
            act(still, step, lesson, now)
        if number < len(lesson.step):
            shown.get_by_role("button", name="Next", exact=True).click()
    expect(shown.locator(".lesson-after")).to_have_class(re.compile("done"))


def every_kind_of_deed() -> list[str]:
    """Lessons in which every kind of action is shown at least once, as few as come to mind."""
    kinds = {
        name: {
            form
            for form in HANDS
            for step in lesson.step
            for action in step.show
            if re.fullmatch(form, action)
        }
        for name, lesson in LESSONS
    }
    chosen: list[str] = []
    left = set().union(*kinds.values())
    while left:
        chosen.append(max(kinds, key=lambda name: (len(kinds[name] & left), -LESSON_NAMES.index(name))))
        left -= kinds[chosen[-1]]
    return chosen


@pytest.mark.parametrize(("name", "lesson"), [(name, course()[name]) for name in every_kind_of_deed()])
def test_whoever_asks_is_shown_how(still: Page, name: str, lesson: Lesson) -> None:
    open_lesson(still, name, lesson)
    shown = strip(still)
    for number, step in enumerate(lesson.step, 1):
        expect(shown.locator(".lesson-count")).to_have_text(f"{number} of {len(lesson.step)}")
        if step.program is not None or step.training is not None:
            settled(still, lesson)
        if step.show:
            if step.hint:
                shown.get_by_role("button", name="Hint").click()
                expect(shown.locator("p.hint")).to_be_visible()
            shown.get_by_role("button", name="Show me").click()
            expect(shown.locator(".lesson-reply")).to_contain_text("✓ Done.", timeout=20_000)
        if number < len(lesson.step):
            shown.get_by_role("button", name=re.compile("^(Next|Skip)$")).click()


def test_a_person_wanders_off_and_comes_back(still: Page) -> None:
    lesson = course()["used_twice"]
    open_lesson(still, "used_twice", lesson)
    shown = strip(still)
    shown.get_by_role("button", name="Skip").click()
    still.locator("#tab-code").click()
    still.locator("#first").click()
    still.wait_for_function("() => location.href.includes('lesson=used_twice.2')")
    still.wait_for_function("() => location.href.includes('study=code')")
    link = still.url
    still.goto("about:blank")
    still.goto(link)
    expect(shown.locator(".lesson-count")).to_have_text("2 of 4")
    expect(still.locator("#tab-code")).to_have_attribute("aria-selected", "true")
    expect(card(still, "b")).to_be_visible()
    shown.get_by_role("button", name="Leave the lesson").click()
    expect(shown).to_be_hidden()
    still.wait_for_function("() => !location.href.includes('lesson')")


def test_progress_is_kept_and_the_course_goes_on_there(still: Page) -> None:
    still.goto("/learn")
    still.evaluate("localStorage.clear()")
    lesson = course()["several_inputs"]
    still.goto("/#lesson=several_inputs.4")
    expect(strip(still).locator(".lesson-count")).to_have_text("4 of 4")
    expect(still.locator("#place")).to_have_text("value 2 of 2")  # the lesson's own program
    do(still, "go to end")
    expect(strip(still).locator(".lesson-reply")).to_contain_text("✓ Done.")
    still.goto("/#lesson=value_object.2")
    expect(strip(still).locator(".lesson-count")).to_have_text("2 of 3")
    still.goto("/learn")
    row = still.locator("[data-lesson=several_inputs]")
    expect(row.locator(".state")).to_have_text("✓ done")
    expect(still.locator("[data-lesson=value_object] .state")).to_have_text("step 2 of 3")
    expect(still.locator("#how-far")).to_contain_text("1 of 27 lessons")
    still.get_by_role("link", name=re.compile("^Go on: One sweep")).click()
    expect(strip(still).locator("h2")).to_have_text("One sweep, every gradient")
    assert lesson.title == "Several inputs"


@pytest.mark.expected_in_console("404")
def test_a_lesson_that_is_not_there_says_so_and_the_page_works(still: Page) -> None:
    still.goto("about:blank")
    still.goto("/#lesson=nothing_like_that")
    expect(strip(still)).to_contain_text("There is no lesson of this name.")
    expect(card(still, "L")).to_be_visible()


def test_the_last_step_leads_to_the_next_lesson(still: Page) -> None:
    still.goto("about:blank")
    still.goto("/#lesson=descent.3")
    after = strip(still).locator(".lesson-after")
    expect(after).to_have_text("Next: Who forgot zero_grad?")
    after.click()
    expect(strip(still).locator("h2")).to_have_text("Who forgot zero_grad?")
    expect(strip(still).locator(".lesson-count")).to_have_text("1 of 2")
