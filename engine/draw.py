"""A graph of Values as a picture in the lecture's style (0:19:09): Values are cards, ops circles.

For notebooks and downloads. The page draws its own, from `engine.layout`.
"""

from __future__ import annotations

import re

import graphviz

from engine.graph import topological_order
from engine.renderer import RenderFailure, RenderTimeout, render
from engine.value import Value

MAX_NODES = 300
"""Values a notebook picture may have: more can be neither read nor laid out in good time."""

_SECONDS = 5.0
# control characters, surrogates and non-characters cannot stand in XML; NUL would end the DOT text
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RECORD_SYNTAX = re.compile(r"[\\{}|<> ]")


def to_dot(root: Value) -> graphviz.Digraph:
    """The graph `root` depends on, as DOT. Arrows go from parents through the op to the result."""
    graph = graphviz.Digraph(
        graph_attr={"rankdir": "LR", "bgcolor": "transparent", "ranksep": "0.35", "nodesep": "0.2"},
        node_attr={"fontname": "Helvetica", "fontsize": "11", "style": "filled", "fillcolor": "white"},
        edge_attr={"arrowsize": "0.6", "color": "#6b7280"},
    )
    order = topological_order(root)
    name = {value: f"v{index}" for index, value in enumerate(order)}
    for value in order:
        card = " | ".join((record_text(value.label), f"data {value.data:.4f}", f"grad {value.grad:.4f}"))
        graph.node(name[value], f"{{ {card} }}", shape="record")
        if value.op is not None:
            op = f"{name[value]}op"
            graph.node(op, graphviz.escape(plain(value._op)), shape="circle", margin="0.02")
            graph.edge(op, name[value])
            for parent in value.parents:
                graph.edge(name[parent], op)
    return graph


def svg(root: Value) -> str:
    """The picture a notebook shows. A graph beyond MAX_NODES gets a sentence in its place."""
    count = len(topological_order(root))
    if count > MAX_NODES:
        return _notice(f"This graph has {count:,} Values; a picture shows at most {MAX_NODES}.")
    try:
        picture = render(to_dot(root).source, "svg", _SECONDS).decode()
    except (RenderTimeout, RenderFailure):
        return _notice(f"This graph of {count:,} Values is too tangled to draw.")
    return picture[picture.index("<svg") :]  # a notebook wants the element, not a document


def plain(text: str) -> str:
    """The text with what no picture can hold replaced, cut to 60 characters."""
    text = _UNPRINTABLE.sub("\ufffd", text)
    text = text if len(text) <= 60 else text[:59] + "…"
    return text.replace("&", "&amp;")  # Graphviz reads HTML's entities in labels


def record_text(text: str) -> str:
    """The text as a field of a record: what the record syntax would read is escaped."""
    return _RECORD_SYNTAX.sub(r"\\\g<0>", plain(text))


def _notice(sentence: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="520" height="40" role="img">'
        f'<text x="8" y="25" font-family="Helvetica, sans-serif" font-size="14" fill="#6b7280">{sentence}'
        "</text></svg>"
    )
