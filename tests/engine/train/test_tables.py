"""Tables of points are read as a person means them, or refused with the line and the reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.train.tables import TableError, read_table

TABLES = json.loads((Path(__file__).parents[2] / "corpus" / "tables.json").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLES, ids=[case["about"] for case in TABLES])
def test_a_table_is_read_or_refused(case: dict[str, Any]) -> None:
    if "problem" in case:
        with pytest.raises(TableError) as caught:
            read_table(case["text"])
        assert str(caught.value) == case["problem"]
        return
    table = read_table(case["text"])
    assert table.points == case["points"]
    assert table.labels == case.get("labels", {})
