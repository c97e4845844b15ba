"""`livegrad train`: a training in the terminal, with a progress bar, or as one JSON object a step."""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

from app.progress import Progress
from engine import kernels
from engine.train import PRESETS, Config, ConfigError, Record, Trainer
from engine.train.account import account
from engine.train.config import FIELDS
from engine.train.fields import Field
from engine.train.tables import TableError, read_table

SHOWN: Final = 20
"""About so many steps are told of in words."""
SLICE: Final = 0.1
"""Seconds between two looks at the terminal."""
PATIENCE: Final = 0.5
"""Seconds after which compiling the loops is worth its while."""
DIVERGED, WRONG, STOPPED = 1, 2, 130


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The flags: one for every setting of a training."""
    command = commands.add_parser(
        "train",
        help="train a small MLP",
        description="Train a small MLP: two moons, as micrograd's demo does it, unless flags say otherwise.",
        argument_default=argparse.SUPPRESS,
    )
    command.add_argument("--preset", choices=list(PRESETS), default=None, help="start from these settings")
    command.add_argument(
        "--json",
        action="store_true",
        default=False,
        help="print a JSON object a step; the last one has all that is needed to repeat the run, as `run`",
    )
    for name, field in FIELDS.items():
        _add_flag(command, name, field)


def _add_flag(command: argparse.ArgumentParser, name: str, field: Field) -> None:
    flag, words = f"--{name.replace('_', '-')}", field.words
    default = getattr(Config(), name)
    if field.kind == "bool":
        command.add_argument(flag, action=argparse.BooleanOptionalAction, help=words)
    elif field.kind == "choice":
        command.add_argument(
            flag, metavar="NAME", help=f"{words}: {', '.join(field.choices)} (default: {default})"
        )
    elif field.kind == "units":
        shown = " ".join(map(str, default))
        command.add_argument(flag, nargs="*", type=_whole, metavar="N", help=f"{words} (default: {shown})")
    elif field.kind == "names":
        names = ", ".join(field.choices)
        command.add_argument(flag, nargs="+", metavar="NAME", help=f"{words}: {names}".replace("%", "%%"))
    elif field.kind == "edits":
        command.add_argument(flag, nargs="+", type=_edit, metavar="STEP:NUMBER:VALUE", help=words)
    elif field.kind == "points":
        command.add_argument(
            flag, type=Path, metavar="FILE", help=f"{words}: lines of x1,x2,y or, for a curve, x,y"
        )
    else:
        kind = _number if field.kind == "float" else _whole_or_none if field.optional else _whole
        shown = "" if default is None else f" (default: {default:g})"
        command.add_argument(flag, type=kind, metavar="N", help=f"{words}{shown}")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number") from None


def _edit(text: str) -> list[float]:
    step, _, rest = text.partition(":")
    number, _, value = rest.partition(":")
    return [_whole(step), _whole(number), _number(value)]


def _whole_or_none(text: str) -> int | None:
    return None if text.lower() == "none" else _whole(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a number") from None


def train(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    given = {name: value for name, value in vars(options).items() if name in FIELDS}
    try:
        if "points" in given:
            given["points"] = read_points(given["points"])
        start = PRESETS[options.preset] if options.preset else Config()
        trainer = Trainer(start.replace(**given))
    except ConfigError as error:
        flag = f"--{error.field.replace('_', '-')}"
        hint = f" {error.hint}" if error.hint else ""
        print(f"livegrad: {flag}: {error.message}{hint}", file=sys.stderr)
        return WRONG
    try:
        with _interrupt() as interrupted, _unbroken() as out:
            code = _run(trainer, options.json, interrupted, out)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


@contextmanager
def _unbroken() -> Iterator[TextIO]:
    """Standard output, on which a line is written whole though Ctrl+C comes meanwhile.

    With PYTHONUNBUFFERED nothing behind `sys.stdout` would write the rest after an interrupted write.
    """
    out = sys.stdout
    if not isinstance(getattr(out, "buffer", None), io.RawIOBase):
        yield out
        return
    with open(os.dup(out.fileno()), "w", encoding=out.encoding, errors=out.errors) as buffered:
        yield buffered


def _run(trainer: Trainer, as_json: bool, interrupted: Callable[[], bool], out: TextIO) -> int:
    steps = trainer.config.steps
    stride = max(steps // SHOWN, 1)
    began = time.monotonic()
    with Progress(sys.stderr, steps) as bar:
        while trainer.step < steps and trainer.diverged is None and not interrupted():
            records = trainer.advance(steps - trainer.step, _soon(interrupted))
            shown = [r for r in records if as_json or r.step % stride == 0]
            if shown:
                bar.hide()
                lines = (_as_json(trainer, r) if as_json else _as_words(r) for r in shown)
                print("\n".join(lines), file=out, flush=True)
            bar.show(trainer.step)
            if time.monotonic() - began > PATIENCE:
                kernels.start()
    if trainer.diverged is not None:
        print(f"livegrad: {trainer.diverged.message}", file=sys.stderr)
        return DIVERGED
    if not as_json:
        print(_as_words(trainer.now()), file=out)
    if interrupted():
        print(f"livegrad: stopped after {trainer.step:,} of {steps:,} steps.", file=sys.stderr)
        return STOPPED
    return 0


def _soon(interrupted: Callable[[], bool]) -> Callable[[], bool]:
    until = time.monotonic() + SLICE
    return lambda: interrupted() or time.monotonic() > until


def _as_json(trainer: Trainer, record: Record) -> str:
    known: dict[str, Any] = record._asdict()
    if not len(trainer.data.x_test):
        del known["test_loss"], known["test_accuracy"]
    for name in ("penalty", "whole_loss"):
        del known[name]
    if record.step == trainer.config.steps - 1:
        known["run"] = account(trainer)
    return json.dumps(known)


def _as_words(record: Record) -> str:
    words = f"step {record.step:>6,}   loss {record.loss:<12.6g}"
    if record.accuracy is not None:
        words += f" accuracy {record.accuracy:>6.1%}"
    if record.test_loss is not None:
        words += f"   test loss {record.test_loss:<12.6g}"
    if record.test_accuracy is not None:
        words += f" test accuracy {record.test_accuracy:>6.1%}"
    return words.rstrip()


@contextmanager
def _interrupt() -> Iterator[Callable[[], bool]]:
    """Ctrl+C asks to stop at the end of a step, the second one at once."""
    asked = False

    def ask(*_: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


def read_points(file: Path) -> list[list[float]]:
    """The points in a file; says which number stands for which class. Raises ConfigError with the line."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError("points", f"Cannot read {file}: {reason}.") from None
    try:
        table = read_table(text)
    except TableError as error:
        raise ConfigError("points", str(error)) from None
    if table.labels:
        names = ", ".join(f"{name} is {number:g}" for name, number in table.labels.items())
        print(f"livegrad: classes: {names}", file=sys.stderr)
    return table.points
