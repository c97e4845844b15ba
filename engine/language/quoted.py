"""Which characters of a program stand in a text or a remark, where nothing is code."""

from __future__ import annotations

import re
from typing import Final

_NO_CODE: Final = re.compile(
    r"""\#[^\r\n]*"""
    r"""|\"{3}(?:\\.|[^\\])*?(?:\"{3}|\Z)|'{3}(?:\\.|[^\\])*?(?:'{3}|\Z)"""
    r"""|"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?""",
    re.DOTALL,
)


def quoted(code: str) -> bytearray:
    """For every character 1 where it is in a text, which may have many lines, or in a remark."""
    found = bytearray(len(code))
    for match in _NO_CODE.finditer(code):
        start, end = match.span()
        found[start:end] = b"\1" * (end - start)
    return found
