"""What the engine says of a lesson's conditions, without any page: a second opinion on every claim."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from app.schemas.lesson import Condition, Step
from engine.language import Run, run
from engine.train import PRESETS, Trainer

Fact = float | str | list[str] | None
PAGE_ONLY = {
    "place", "step", "panel", "chosen", "opened", "broken", "nudged", "h", "predicted", "playing", "looking",
    "landscape", "kept",
}  # fmt: skip
"""What only the page can know: where somebody stands and what is open."""


def holds(condition: Condition, fact: Fact, within: float = 1e-9) -> bool:
    """Whether the condition is true of the fact, numbers to nine digits."""
    value = condition.value
    if condition.relation == "has":
        return str(value) in fact if isinstance(fact, list) else str(value) in str(fact)
    if isinstance(fact, float) and isinstance(value, float):
        near = abs(fact - value) <= within * max(1.0, abs(value))
        return {"is": near, "is not": not near, "above": fact > value, "below": fact < value}[
            condition.relation
        ]
    return (str(fact) == str(value)) == (condition.relation == "is")


class Program:
    """An expression lesson's program, and what the engine finds in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown: int | None = None

    @property
    def ran(self) -> Run:
        return run(self.source, wanted=self.shown)

    def fact(self, what: str) -> Fact:
        ran = self.ran
        if named := re.fullmatch(r"(value|gradient) of (.+)", what):
            value = [value for value in ran.values if value.label == named[2]][-1]
            return value.data if named[1] == "value" else value.grad
        if what == "pass":
            return float((ran.shown or 0) + 1)
        return {
            "verdict": ran.engine.verdict if ran.engine else "none",
            "ops": [value.op.name for value in ran.values if value.op],
            "printed": ran.output,
            "program": self.source,
            "values": float(len(ran.values)),
            "error": ran.error.message if ran.error else "nothing",
        }[what]

    def act(self, action: str) -> None:
        """Do to the text what the action does to the program; what concerns only the page is left out."""
        if changed := re.fullmatch(r"set (.+) to (\S+)", action):
            ran = self.ran
            leaf = next(value for value in ran.values if value.label == changed[1] and not value.op)
            literal = ran.origins[leaf].literal
            assert literal, f"{changed[1]} has no number that can be turned"
            self.source = self.source[: literal[0]] + changed[2] + self.source[literal[1] :]
        elif changed := re.fullmatch(r"replace ([\s\S]+?) => ([\s\S]*)", action):
            assert changed[1] in self.source, f"there is no {changed[1]!r} to replace"
            self.source = self.source.replace(changed[1], changed[2], 1)
        elif changed := re.fullmatch(r"write ([\s\S]+)", action):
            self.source = changed[1]
        elif changed := re.fullmatch(r"pass (\d+)", action):
            self.shown = int(changed[1]) - 1


class Training:
    """A training lesson's training."""

    def __init__(self, address: str) -> None:
        parts = dict(parse_qsl(address, keep_blank_values=True))
        config = PRESETS[parts.pop("preset")]
        told = config.to_dict()
        for name, text in parts.items():
            told[name] = _read(text, told[name])
        self.trainer = Trainer(type(config).from_dict(told))

    def fact(self, what: str) -> Fact:
        trainer = self.trainer
        if named := re.fullmatch(r"setting (\w+)", what):
            value = trainer.config.to_dict()[named[1]]
            if isinstance(value, list):
                return "-".join(map(str, value)) if len(value) != 1 else float(value[0])
            return float(value) if isinstance(value, (int, float)) else str(value)
        now = trainer.now()
        return {
            "step": float(trainer.step),
            "loss": now.loss,
            "test loss": now.test_loss,
            "accuracy": now.accuracy,
            "parameters": float(len(trainer.parameters)),
            "dead": float(len(trainer.dead())),
        }[what]

    def act(self, action: str) -> None:
        """Train, or change a setting."""
        if found := re.fullmatch(r"train to (\d+)", action):
            step = int(found[1])
            if step > self.trainer.step:
                self.trainer.advance(step - self.trainer.step)
            else:
                self.trainer.seek(step)
        elif found := re.fullmatch(r"set (\w+) to (\S+)", action):
            self.trainer.set(**{found[1]: _read(found[2], self.trainer.config.to_dict()[found[1]])})


def _read(text: str, like: object) -> object:
    if isinstance(like, (list, tuple)):
        return [int(part) for part in text.split("-") if part]
    if isinstance(like, float):
        return float(text)
    return int(text) if isinstance(like, int) else text


def begins(step: Step) -> Program | Training:
    """What the step begins with."""
    if step.program is not None:
        return Program(step.program)
    assert step.training is not None
    return Training(step.training)
