"""The lecture's chapters: what they claim comes out, and their links lead to what they say."""

import re
from urllib.parse import parse_qs

import pytest

from app.chapters import Chapter, with_numbers
from app.lecture import CHAPTERS
from engine.language import run
from tests.app.conftest import Client

PROGRAMS = [chapter for chapter in CHAPTERS if chapter.source]


@pytest.mark.parametrize("chapter", PROGRAMS, ids=lambda chapter: chapter.title)
def test_every_program_runs_and_its_link_holds_it(chapter: Chapter) -> None:
    assert run(chapter.source).root is not None
    assert parse_qs(chapter.link.removeprefix("/#"))["source"] == [chapter.source]


def test_the_numbers_shown_are_the_lectures() -> None:
    shown = {
        chapter.title: {row.name: (row.data, row.grad) for row in rows}
        for chapter, rows in with_numbers(CHAPTERS)
    }
    assert shown["What micrograd does"]["g"][0] == "24.7041"
    assert shown["Manual backpropagation, 1"]["a"] == ("2", "▲ +6")
    assert shown["Manual backpropagation, 2: a neuron"]["w2"] == ("1", "0")
    assert shown["The bug when a node is used twice"]["a"] == ("3", "▲ +2")
    assert shown["A tiny data set and its loss"]["loss"][0] == "6.0054"


def test_the_two_ways_to_write_tanh_show_equal_gradients() -> None:
    shown = {chapter.title: rows for chapter, rows in with_numbers(CHAPTERS)}
    whole = shown["Manual backpropagation, 2: a neuron"]
    assert [row.grad for row in whole] == [row.grad for row in shown["Breaking up tanh"]]


def test_chapters_come_in_the_lectures_order() -> None:
    times = [chapter.seconds for chapter in CHAPTERS]
    assert times == sorted(times)


def test_the_page_shows_every_chapter_with_its_link(client: Client) -> None:
    text = client.get("/learn").text
    assert len(re.findall(r'class="chapter"', text)) == len(CHAPTERS)
    assert text.count('class="open" href="/#') == len(PROGRAMS)
    assert 'href="/train#preset=lecture"' in text
