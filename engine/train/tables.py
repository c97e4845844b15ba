"""A table of points, as people write them. `static/js/train/csv.js` reads the same, by the same tests."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MOST_CLASSES: Final = 6
SPACES: Final = "\u00a0\u2007\u2009\u202f "
_PLAIN: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_COMMA: Final = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d{1,3})?")
_GROUPED: Final = (
    (re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?"), ",", "."),
    (re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d*"), ".", ","),
    (re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}"), ".", ","),
    (re.compile(rf"[+-]?\d{{1,3}}([{SPACES}]\d{{3}})+([.,]\d*)?"), SPACES, ","),
)


class TableError(ValueError):
    """What is wrong with a table, with the line."""


class Table(NamedTuple):
    """Rows of x1, x2, y or x, y. `labels`: which number stands for which class, if the table had others."""

    points: list[list[float]]
    labels: dict[str, float]


def read_table(text: str) -> Table:
    """The points in a text. Raises TableError."""
    rows: list[list[float]] = []
    last: list[str] = []
    columns = 0
    started = False
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.strip(" \r\n\u00a0")
        if not line or line.startswith("#"):
            continue
        cells, divider = _cells(line)
        found = [_number(cell, divider) for cell in cells]
        if not started:
            started = True
            blank = divider == " "
            if found[0] is None and (blank or all(x is None for x in found[1:])):
                continue  # a line of headings
        if len(cells) not in (2, 3):
            many = "1 number" if len(cells) == 1 else f"{len(cells)} numbers"
            hint = (
                " If the comma is a decimal sign, divide by semicolons."
                if len(cells) > 3 and divider == ","
                else ""
            )
            raise TableError(f"Line {number} has {many}. Write x1, x2, y; or x, y for a curve.{hint}")
        if columns and len(cells) != columns:
            raise TableError(f"Line {number} has {len(cells)} numbers, the lines before it {columns}.")
        columns = len(cells)
        named = columns == 3 and found[-1] is None and _is_name(cells[-1])
        for cell, x in zip(cells[:-1] if named else cells, found, strict=False):
            if x is None:
                shown = cell if len(cell) <= 20 else f"{cell[:19]}…"
                raise TableError(f"Line {number}: “{shown}” is not a number.")
        rows.append([x if x is not None else 0.0 for x in found])
        last.append(cells[-1] if named else "")
    if len(rows) < 2:
        raise TableError("Write at least two points, one a line.")
    return _classed(rows, last)


def _cells(line: str) -> tuple[list[str], str]:
    """The cells of a line, and what divides them."""
    for divider in ("\t", ";"):
        if divider in line:
            return _split(line, divider), divider
    tokens = line.split()
    decimal = [_number(token, " ") is not None for token in tokens]
    if "," in line and not (len(tokens) in (2, 3) and all(decimal)):
        return _split(line, ","), ","
    return [token.strip('"') for token in tokens], " "


def _split(line: str, divider: str) -> list[str]:
    cells, cell, quoted = [], "", False
    for sign in line + divider:
        if sign == '"':
            quoted = not quoted
        elif sign == divider and not quoted:
            cells.append(cell.strip())
            cell = ""
        else:
            cell += sign
    if quoted:  # nobody closed it
        cells.append(cell.removesuffix(divider).strip())
    while len(cells) > 2 and cells[-1] == "":
        cells.pop()
    return cells


def _number(cell: str, divider: str) -> float | None:
    text = cell.replace("\u2212", "-").replace("\u2013", "-")
    if _PLAIN.fullmatch(text):
        x = float(text)
        return x if abs(x) < float("inf") else None
    grouped = _GROUPED if divider == "," else _GROUPED[1:]
    for pattern, group, point in grouped:
        if pattern.fullmatch(text):
            for sign in group:
                text = text.replace(sign, "")
            return float(text.replace(point, "."))
    if _COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    return float(text.replace(",", "")) if _GROUPED[0][0].fullmatch(text) else None


def _is_name(cell: str) -> bool:
    return (
        cell != ""
        and cell.lower() not in ("nan", "inf", "infinity")
        and not any(c.isdigit() for c in cell[:1])
    )


def _classed(rows: list[list[float]], last: list[str]) -> Table:
    """Classes as the losses want them: −1 and 1, or 0, 1, 2 …"""
    if len(rows[0]) != 3:
        return Table(rows, {})
    if any(last):
        if not all(last):
            number = last.index("") + 1
            raise TableError(f"Point {number} has a number for its class, and others have names.")
        names = list(dict.fromkeys(last))
        if len(names) > MOST_CLASSES:
            raise TableError(f"There are {len(names)} classes, and at most {MOST_CLASSES} can be told apart.")
    else:
        numbers = sorted({row[-1] for row in rows})
        known = set(numbers) <= {-1.0, 1.0} or (
            numbers == [float(i) for i in range(len(numbers))] and len(numbers) > 2
        )
        few = len(numbers) == 2 or (len(numbers) <= MOST_CLASSES and len(rows) >= 2 * len(numbers))
        if known or not few or len(numbers) < 2 or not all(x.is_integer() for x in numbers):
            return Table(rows, {})
        names = [str(int(x)) for x in numbers]
        last = [str(int(row[-1])) for row in rows]
    codes = [-1.0, 1.0] if len(names) <= 2 else [float(i) for i in range(len(names))]
    labels = dict(zip(names, codes, strict=False))
    return Table([[*row[:-1], labels[name]] for row, name in zip(rows, last, strict=True)], labels)
