"""A small lecture hall: every page gets an answer or a polite no, whatever the others ask."""

import asyncio

from tests.bench.hall import hall, sit


def test_each_page_gets_an_answer_or_is_told_that_the_server_is_busy() -> None:
    with hall() as port:
        pages = {"formulas": 5, "tiny programs": 5, "20-step MLPs": 20}
        heard = asyncio.run(sit(port, pages, seconds=4.0, pause=0.3))
        after = asyncio.run(sit(port, {"tiny programs": 1}, seconds=0.5, pause=0.1))
    assert {kind: told.strange for kind, told in heard.items()} == {kind: [] for kind in pages}
    assert heard["formulas"].answers
    assert heard["formulas"].busy == []
    assert heard["20-step MLPs"].answers
    assert after["tiny programs"].answers
