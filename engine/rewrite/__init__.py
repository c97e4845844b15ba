"""Saying an op in other ops, and recognising it again: text to text, as the program is the only state.

`expand` writes `(e - 1)/(e + 1)` where `tanh(n)` stood (lecture 1:27:05), `collapse` writes it back. The
result and the gradients of the leaves stay what they were; the tests hold both to that.
"""

from engine.rewrite.collapse import collapse
from engine.rewrite.expand import expand
from engine.rewrite.rules import MICROGRAD, PARTS, Rule
from engine.rewrite.text import Rewritten

__all__ = ["MICROGRAD", "PARTS", "Rewritten", "Rule", "collapse", "expand"]
