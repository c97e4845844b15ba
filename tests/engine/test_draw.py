"""The notebook picture."""

from xml.etree import ElementTree as ET

import pytest

from engine import Value
from engine.draw import MAX_NODES, svg, to_dot


def words(picture: str) -> list[str]:
    root = ET.fromstring(picture)
    return [(element.text or "").strip() for element in root.iter() if element.tag.endswith("text")]


def test_the_picture_has_a_card_for_each_value_and_a_circle_for_each_op() -> None:
    a = Value(2.0, label="a")
    b = a * a
    b.label = "b"
    b.backward()
    shown = words(svg(b))
    assert [word for word in shown if word] == [
        "a",
        "data 2.0000",
        "grad 4.0000",
        "*",
        "b",
        "data 4.0000",
        "grad 1.0000",
    ]
    assert to_dot(b).source.count("->") == 3


@pytest.mark.parametrize(
    "label",
    [
        "a|b",
        "{a}",
        "<b>bold</b>",
        'say "x"',
        "back\\slash",
        '\\"',
        "&lt;&amp;",
        "a -> b",
        "\\N",
        "x ] ; y [",
        "émile ∂",
    ],
)
def test_a_label_is_shown_as_it_is_written(label: str) -> None:
    assert label in [word.replace("\u00a0", " ") for word in words(svg(Value(1.0, label=label)))]


@pytest.mark.parametrize("label", ["a\0b", "a\x01b", "a\ud800b", "a\nb", "a\uffffb"])
def test_what_no_picture_can_hold_is_replaced(label: str) -> None:
    assert "a\ufffdb" in words(svg(Value(1.0, label=label)))


def test_a_graph_too_large_to_draw_says_so() -> None:
    value = Value(1.0)
    for _ in range(MAX_NODES):
        value = -value
    assert f"at most {MAX_NODES}" in words(svg(value))[0]
    assert "301 Values" in words(svg(value))[0]


def test_a_notebook_gets_the_same_picture() -> None:
    value = Value(3.0, label="a")
    assert value._repr_svg_() == svg(value)
