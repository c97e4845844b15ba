"""What comes along when code is copied: prompts and answers, Markdown, a notebook's commands, `let`.

All of it is hidden from the parser where it stands, so that every position stays: a line that is no code
becomes a remark, and what stands before code becomes NOTHING.
"""

from __future__ import annotations

import re
from typing import Final

from engine.language.errors import Note, short
from engine.language.quoted import quoted
from engine.language.spelling import NOTHING

_FENCE: Final = re.compile(r"^[^\S\n]*(?:`{3,}|~{3,})[ \t]*\{?\.?([\w+-]*)[^`\n]*$", re.MULTILINE)
_PYTHON: Final = frozenset({"", "python", "py", "python3", "ipython", "ipython3", "pycon", "livegrad"})
_PROMPT: Final = re.compile(r"[^\S\n]*(?:>>>(?: |$|(?=\S))|In ?\[[ \d*]*\]:(?: |$|(?=\S)))")
_SESSION: Final = re.compile(rf"^{_PROMPT.pattern}", re.MULTILINE)
_GOES_ON: Final = re.compile(r"[^\S\n]*\.\.\.(?::? |:?$)")
_BANNER: Final = re.compile(r"I?Python \d|Type \"|Type '|\[GCC|\[Clang|\[MSC")
_STATEMENT: Final = re.compile(
    r"\s|[A-Za-z_][\w.]*(?:\[[^\n]*\])?\s*[-+*/]?=[^=]|(?:from|import|def|class|for|while|if|with|print\()\b|#|\w[\w.]*\("
)
_COMMAND: Final = re.compile(
    rf"^[ \t{NOTHING}]*(?:([%!]{{1,2}})[A-Za-z][^\n]*|(\?{{1,2}})[A-Za-z][\w.]*[ \t]*$"
    r"|([A-Za-z_])[\w.]*\?{1,2}[ \t]*;?[ \t]*$)",
    re.MULTILINE,
)
"""`%matplotlib inline`, `!pip install …`, `Value?`: a notebook's own commands."""
_DECLARED: Final = re.compile(
    rf"^[ \t{NOTHING}]*((?:let|var|const|auto|int|float|double)[ \t]+)(?=[^\W\d]\w*[ \t]*=(?!=))",
    re.MULTILINE,
)
_SLASHES: Final = re.compile(r"(?<!:)//")


def cleaned(text: str, notes: list[Note]) -> tuple[str, list[int]]:
    """The text, equally long, without what is no code, and the lines (from 1) where prompts stand."""
    if "```" in text or "~~~" in text:
        text = _without_fences(text, notes)
    prompts: list[int] = []
    if ">>>" in text or "In" in text:
        text, prompts = _without_prompts(text, notes)
    if "%" in text or "!" in text or "?" in text:
        text = _without_commands(text, notes)
    return _without_declarations(text, notes), prompts


def _remark(line: str) -> str:
    return f"#{line[1:]}" if line.strip() else line


def _without_fences(text: str, notes: list[Note]) -> str:
    """Only what stands between Markdown's fences is code, unless they name another language."""
    no_code = quoted(text)
    fences = [found for found in _FENCE.finditer(text) if not no_code[found.end() - len(found[0].lstrip())]]
    if not fences:
        return text
    first = fences[0]
    opens = len(fences) % 2 == 0 or bool(first[1]) or not text[: first.start()].strip()
    kept = not opens
    at = {text.count("\n", 0, found.start()): found for found in fences}
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if i in at:
            kept = opens and at[i][1].lower() in _PYTHON
            opens = not opens
        if i in at or not kept:
            lines[i] = _remark(line)
    notes.append(Note("Only what stands between Markdown's fences was read", first.span()))
    return "\n".join(lines)


def _without_prompts(text: str, notes: list[Note]) -> tuple[str, list[int]]:
    """A copied session of Python or IPython: the prompts are taken away, the answers are remarks."""
    no_code: bytearray | None = None
    for first in _SESSION.finditer(text):
        no_code = quoted(text) if no_code is None else no_code
        if not no_code[first.end() - len(first[0].lstrip())]:
            break
    else:
        return text, []
    message = f"The prompts `{first[0].strip()}` and what Python answered were skipped"
    notes.append(Note(message, first.span()))
    prompts: list[int] = []
    lines = text.split("\n")
    statement = ""
    notebook = False
    for i, line in enumerate(lines):
        found = _PROMPT.match(line) or (_GOES_ON.match(line) if prompts else None)
        if found:
            code = line[found.end() :]
            lines[i] = NOTHING * found.end() + code
            if ">>>" in found[0] or "[" in found[0]:
                prompts.append(i + 1)
                statement, notebook = "", "[" in found[0]
            statement += f"{code}\n"
        elif not prompts:
            if _BANNER.match(line):
                lines[i] = _remark(line)
        elif not line.strip():
            statement = statement if notebook else ""
        elif _unfinished(statement, line, notebook=notebook):
            statement += f"{line}\n"
        else:
            lines[i] = _remark(line)
            statement = ""
    return "\n".join(lines), prompts


def _unfinished(statement: str, line: str, *, notebook: bool) -> bool:
    """Whether a line without a prompt goes on with the statement: not every shell prints `...`."""
    if not statement:
        return False
    if notebook and (not statement.strip() or _STATEMENT.match(line)):
        return not line.startswith("Out[")
    code = "".join(c for c, hidden in zip(statement, quoted(statement), strict=True) if not hidden)
    if sum(code.count(c) for c in "([{") > sum(code.count(c) for c in ")]}"):
        return True
    return line[0].isspace() and code.split("\n")[0].rstrip().endswith(":")


def _without_commands(text: str, notes: list[Note]) -> str:
    """Lines that are a notebook's commands as remarks."""
    commands = list(_COMMAND.finditer(text))
    no_code = quoted(text) if commands else b""
    depth = at = 0
    for found in commands:
        code = [c for c, hidden in zip(text[at : found.start()], no_code[at:], strict=False) if not hidden]
        depth += sum(code.count(c) for c in "([{") - sum(code.count(c) for c in ")]}")
        at = found.start()
        start = found.start(found.lastindex or 0)
        if depth > 0 or no_code[start]:
            continue  # the sign for a remainder, on a new line; or a line of a text
        shown = short(found[0].replace(NOTHING, ""), 30)
        what = "is a notebook's own command" if found[1] else "asks a notebook for help"
        notes.append(Note(f"`{shown}` {what} and was skipped", found.span()))
        text = f"{text[:start]}#{text[start + 1 :]}"
    return text


def _without_declarations(text: str, notes: list[Note]) -> str:
    """`let x = 3` as `x = 3`."""
    found = list(_DECLARED.finditer(text))
    no_code = quoted(text) if found else b""
    for word in found:
        start, end = word.span(1)
        if not no_code[start]:
            notes.append(Note(f"`{word[1].strip()}` was left out: a name needs no announcing", (start, end)))
            text = text[:start] + NOTHING * (end - start) + text[end:]
    return text


def without_slashes(text: str, notes: list[Note]) -> str:
    """`x = 3 // the start` as other languages read it: what stands behind two slashes is a remark."""
    no_code = quoted(text)
    chars = list(text)
    found = [slashes.start() for slashes in _SLASHES.finditer(text) if not no_code[slashes.start()]]
    for at in found:
        chars[at] = "#"
    notes.extend(Note("What stands behind `//` was read as a remark", (at, at + 2)) for at in found[:1])
    return "".join(chars)
