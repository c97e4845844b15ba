"""A row of the op table as the page is told of it, whoever wrote the row."""

from collections.abc import Callable

from app.mathml import mathml
from app.schemas.graph import OpInfo
from engine.ops import Op


def op_info(op: Op, code: str, line: int, as_mathml: Callable[[str], str] = mathml) -> OpInfo:
    """The row with its formulas in MathML, and the code that is the row."""
    return OpInfo(
        name=op.name,
        arity=op.arity,
        symbol=op.symbol,
        formula=op.formula,
        formula_mathml=as_mathml(op.formula),
        rules=list(op.rules),
        rules_mathml=[as_mathml(rule) for rule in op.rules],
        reasons=list(op.reasons),
        domain=op.domain,
        subgradient=op.subgradient,
        code=code,
        line=line,
    )
