"""A lesson: what stands in its file, and what the page gets to hear. The page /learn/write tells it in words.

A condition is a sentence of three parts, `value of a is 3`: a fact of the page, a relation, a value.
"""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from app.schemas.lesson_words import NUMBER, is_action, is_fact

Page = Literal["expression", "train"]
Relation = Literal["is", "is not", "above", "below", "has"]
_CONDITION = re.compile(r"(?P<what>.+?) (?P<relation>is not|is|above|below|has) (?P<value>.*)", re.DOTALL)


class Part(BaseModel):
    """A piece of a lesson: unknown names are refused, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Condition(Part):
    """Something about the page that holds or does not."""

    what: str = Field(description="A fact of the page.", examples=["value of a"])
    relation: Relation = Field(description="How it is compared.")
    value: float | str = Field(description="A number, or words.")


def _condition(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    found = _CONDITION.fullmatch(text.strip())
    if not found:
        raise ValueError(
            f"`{text}` is no condition: write a fact, then `is`, `is not`, `above`, `below` or `has`, then a "
            "value, as in `value of a is 3`"
        )
    value = found["value"].strip()
    number = float(value) if re.fullmatch(NUMBER, value) else None
    if number is None and found["relation"] in ("above", "below"):
        raise ValueError(f"`{text}`: only a number can be compared by `{found['relation']}`")
    return {
        "what": found["what"],
        "relation": found["relation"],
        "value": value if number is None else number,
    }


Conditions = list[Annotated[Condition, BeforeValidator(_condition)]]


class Choice(Part):
    """One answer to choose from."""

    text: str = Field(min_length=1, max_length=200, description="The answer.")
    right: bool = Field(False, description="Whether it is the right one.")
    reply: str = Field("", max_length=400, description="What is said to whoever chooses it.")


class Step(Part):
    """One step: something to read, with at most one thing to do or one question to answer."""

    say: str = Field(
        min_length=1, max_length=600, description="A few words. `Backticks` mark pieces of program."
    )
    program: str | None = Field(
        None, max_length=20_000, description="The program that this step begins with."
    )
    training: str | None = Field(
        None, max_length=4_000, description="The training it begins with: the address behind the # of /train."
    )
    start: Literal["start", "ready", "end"] | None = Field(
        None, description="Where the program stands: `ready` (all data, no gradient) if not said."
    )
    panel: Literal["step", "nudge", "check", "break", "predict", "code"] | None = Field(
        None, description="The panel that is opened."
    )
    claim: Conditions = Field(
        default_factory=list,
        description="What holds when the step begins: tests see to it, nobody is shown it.",
    )
    do: str | None = Field(None, max_length=400, description="What the person is asked to do.")
    until: Conditions = Field(default_factory=list, description="It is done when all of these hold.")
    show: list[str] = Field(default_factory=list, description='What "Show me" does, in this order.')
    ask: str | None = Field(None, max_length=400, description="A question.")
    choices: list[Choice] = Field(default_factory=list, description="Answers to choose from.")
    answer: float | str | None = Field(
        None, description="Or the right number: itself, or a fact such as `gradient of a`."
    )
    hint: str | None = Field(None, max_length=400, description="What may help.")
    then: str | None = Field(None, max_length=600, description="What is said once it is done, or answered.")

    @field_validator("program", mode="after")
    @classmethod
    def _without_empty_lines(cls, program: str | None) -> str | None:
        return None if program is None else program.strip("\n")

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if (self.do is None) != (not self.until):
            raise ValueError("`do` and `until` belong together: what to do, and how one sees that it is done")
        if (self.ask is None) != (not self.choices and self.answer is None):
            raise ValueError("`ask` needs `choices` or an `answer`, and they need it")
        if self.choices and self.answer is not None:
            raise ValueError("a question has `choices` or an `answer`, not both")
        if self.do and self.ask:
            raise ValueError("a step has one thing to do or one question: make two steps of it")
        if self.choices and sum(choice.right for choice in self.choices) != 1:
            raise ValueError("exactly one of the `choices` is `right = true`")
        return self


class Lesson(Part):
    """A lesson of steps that go with one of the two pages."""

    title: str = Field(min_length=1, max_length=100, description="Its name.")
    about: str = Field(min_length=1, max_length=200, description="What one finds out, in a sentence.")
    page: Page = Field("expression", description="The page it goes with.")
    at: str | None = Field(
        None, pattern=r"^\d:[0-5]\d:[0-5]\d$", description="Where in the lecture it belongs: `1:22:28`."
    )
    step: list[Step] = Field(min_length=1, description="Its steps.")

    @model_validator(mode="after")
    def _of_its_page(self) -> Self:
        begins, other = ("program", "training") if self.page == "expression" else ("training", "program")
        if getattr(self.step[0], begins) is None:
            raise ValueError(f"the first step needs a `{begins}`")
        for number, step in enumerate(self.step, 1):
            if getattr(step, other) is not None:
                raise ValueError(f"step {number}: a lesson of the page {self.page} has no `{other}`")
            said = [condition.what for condition in (*step.claim, *step.until)]
            if isinstance(step.answer, str):
                said.append(step.answer)
            for text in said:
                if not is_fact(self.page, text):
                    raise ValueError(f"step {number}: `{text[:80]}` is not a fact of this page")
            for text in step.show:
                if not is_action(self.page, text):
                    raise ValueError(f"step {number}: `{text[:80]}` is not something that can be shown")
        return self
