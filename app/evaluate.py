"""`livegrad eval`: a program's values and gradients on the terminal."""

import json
import sys
from pathlib import Path
from typing import Any

from app.settings import Settings
from engine.language import LanguageError, Run, run
from engine.program.running import sandbox


class UnreadableError(Exception):
    """There is no program there; the message says why."""


def read_program(file: str) -> str:
    """The text of a file (`-`: standard input). Raises UnreadableError."""
    try:
        source = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return source.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableError(f"livegrad: cannot read {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"livegrad: {file} is not a text file in UTF-8") from None


def evaluate(file: str, *, as_json: bool) -> int:
    """Run the program in a file (`-`: standard input) and print it. Returns the exit code."""
    try:
        text = read_program(file)
    except UnreadableError as error:
        return _fail(str(error))
    try:
        sandbox.native.make()
        ran = run(text, Settings().limits())
    except LanguageError as error:
        if error.partial is not None and error.partial.output:
            print(error.partial.output, end="")
        return _fail(describe(error, text))
    print(json.dumps(_shape(ran), allow_nan=False) if as_json else _table(ran, text))
    return 0


def describe(error: LanguageError, source: str) -> str:
    """The error with its line, a caret line below it, and the hint."""
    lines = [f"{error.code} error: {error.message}"]
    if error.span is not None:
        start, end = error.span
        number = source.count("\n", 0, start) + 1
        first = source.rfind("\n", 0, start) + 1
        line = source[first:].partition("\n")[0]
        carets = max(1, min(end, first + len(line)) - start)
        prefix = f"{number:>4} | "
        # tabs stay tabs, so that the carets stand below the place in any terminal
        indent = "".join("\t" if char == "\t" else " " for char in line[: start - first])
        lines += [prefix + line, " " * (len(prefix) - 2) + "| " + indent + "^" * carets]
    if error.hint:
        lines.append(f"hint: {error.hint}")
    return "\n".join(lines)


def _shape(ran: Run) -> dict[str, Any]:
    ids = {value: index for index, value in enumerate(ran.values)}
    return {
        "values": [
            {
                "id": index,
                "label": value.label,
                "op": value.op.name if value.op else None,
                "data": value.data,
                "grad": value.grad,
                "parents": [ids[parent] for parent in value.parents],
            }
            for value, index in ids.items()
        ],
        "root": None if ran.root is None else ids[ran.root],
        "output": ran.output,
        "notes": [note.message for note in ran.notes],
    }


def _table(ran: Run, source: str) -> str:
    rows = [("value", "data", "grad")]
    for index, value in enumerate(ran.values):
        written = " ".join(source[slice(*value.span)].split()) if value.span else ""
        name = value.label or written or f"#{index}"
        rows.append((name if len(name) <= 32 else name[:31] + "…", repr(value.data), repr(value.grad)))
    if len(rows) == 1:  # a program that makes no Value
        rows = []
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    table = [f"{name:<{widths[0]}}  {data:>{widths[1]}}  {grad:>{widths[2]}}" for name, data, grad in rows]
    notes = [f"note: {note.message}" for note in ran.notes]
    return "\n".join([*([ran.output.rstrip("\n")] if ran.output else []), *table, *notes])


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
