"""Graphs as DOT source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

made: list[Any] = []

_HTML = re.compile(r"<.*>$", re.DOTALL)
_PLAIN = re.compile(r"([a-zA-Z_][a-zA-Z0-9_]*|-?(\.[0-9]+|[0-9]+(\.[0-9]*)?))$")
_KEYWORDS = {"node", "edge", "graph", "digraph", "subgraph", "strict"}
_QUOTE = re.compile(r'((?:\\{2})*)\\?(")')


class NoHtml(str):
    """Text that is no HTML, though it stands in angles."""

    __slots__ = ()


def nohtml(s: str) -> str:
    return NoHtml(s)


def escape(s: str) -> str:
    return NoHtml(s.replace("\\", "\\\\"))


def quoted(text: str) -> str:
    """A name or a text as DOT has it."""
    if _HTML.match(text) and not isinstance(text, NoHtml):
        return text
    if not _PLAIN.match(text) or text.lower() in _KEYWORDS:
        return '"' + _QUOTE.sub(r"\1\\\2", text) + '"'
    return text


def _end(name: str) -> str:
    """`node:port:compass` of an edge."""
    node, _, rest = name.partition(":")
    port, _, compass = rest.partition(":")
    return ":".join([quoted(node), *([quoted(port)] if rest else []), *([compass] if compass else [])])


def _pairs(label: str | None, attrs: Any, more: Any) -> str:
    found = [] if label is None else [f"label={quoted(label)}"]
    found += [f"{quoted(k)}={quoted(v)}" for k, v in sorted(attrs.items()) if v is not None]
    pairs = sorted(more.items()) if hasattr(more, "items") else more or ()
    return " ".join(found + [f"{quoted(k)}={quoted(v)}" for k, v in pairs if v is not None])


def _list(label: str | None, attrs: Any, more: Any = None) -> str:
    content = _pairs(label, attrs, more)
    return f" [{content}]" if content else ""


class _Drawn:
    """What can be looked at. No file is written: `render` and `save` answer with the name alone."""

    filename: str
    directory: str
    format: str
    engine: str

    @property
    def filepath(self) -> str:
        return f"{self.directory}/{self.filename}" if self.directory else self.filename

    def save(self, filename: Any = None, directory: Any = None, **_: Any) -> str:
        self.filename, self.directory = filename or self.filename, directory or self.directory
        return self.filepath

    def render(
        self,
        filename: Any = None,
        directory: Any = None,
        view: bool = False,
        cleanup: bool = False,
        format: Any = None,
        outfile: Any = None,
        **_: Any,
    ) -> str:
        return str(outfile) if outfile else f"{self.save(filename, directory)}.{format or self.format}"

    view = render

    def pipe(self, format: Any = None, encoding: str | None = None, **_: Any) -> Any:
        """The source, since nothing draws here."""
        text = str(self)
        return text if encoding else text.encode()

    def unflatten(self, *_: Any, **__: Any) -> Any:
        return Source(str(self))

    def _repr_svg_(self) -> str:
        text = str(self).replace("&", "&amp;").replace("<", "&lt;")
        return f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{text}</desc></svg>'

    def _repr_mimebundle_(self, *_: Any, **__: Any) -> dict[str, str]:
        return {"image/svg+xml": self._repr_svg_()}


class Graph(_Drawn):
    """An undirected graph."""

    directed = False
    _kind, _arrow = "graph", "--"

    def __init__(
        self, name: str | None = None, comment: str | None = None, filename: Any = None,
        directory: Any = None, format: str | None = None, engine: str | None = None,
        encoding: str | None = "utf-8", graph_attr: Any = None,
        node_attr: Any = None, edge_attr: Any = None, body: Any = None, strict: bool = False, **_: Any,
    ) -> None:  # fmt: skip
        self.name, self.comment, self.strict, self.encoding = name, comment, strict, encoding
        self.filename = str(filename or f"{name or type(self).__name__}.gv")
        self.directory, self.format, self.engine = str(directory or ""), format or "pdf", engine or "dot"
        self.graph_attr, self.node_attr, self.edge_attr = (
            dict(graph_attr or {}),
            dict(node_attr or {}),
            dict(edge_attr or {}),
        )
        self.body: list[str] = list(body or [])
        self.nodes: list[tuple[str, Any, dict[str, Any]]] = []
        self.links: list[tuple[str, str, Any, dict[str, Any]]] = []
        made.append(self)

    def node(self, name: str, label: str | None = None, _attributes: Any = None, **attrs: Any) -> None:
        self.body.append(f"\t{quoted(name)}{_list(label, attrs, _attributes)}\n")
        self.nodes.append((name, label, {**attrs, **dict(_attributes or {})}))

    def edge(
        self, tail_name: str, head_name: str, label: str | None = None, _attributes: Any = None, **attrs: Any
    ) -> None:
        self.body.append(
            f"\t{_end(tail_name)} {self._arrow} {_end(head_name)}{_list(label, attrs, _attributes)}\n"
        )
        self.links.append((tail_name, head_name, label, {**attrs, **dict(_attributes or {})}))

    def edges(self, tail_head_iter: Iterable[Any]) -> None:
        for tail, head in tail_head_iter:
            self.edge(tail, head)

    def attr(self, kw: str | None = None, _attributes: Any = None, **attrs: Any) -> None:
        if kw is not None and kw.lower() not in ("graph", "node", "edge"):
            raise ValueError(f"attr statement must target graph, node, or edge: {kw!r}")
        if attrs or _attributes:
            words = f"{kw}{_list(None, attrs, _attributes)}" if kw else _pairs(None, attrs, _attributes)
            self.body.append(f"\t{words}\n")

    def subgraph(
        self,
        graph: Any = None,
        name: Any = None,
        comment: Any = None,
        graph_attr: Any = None,
        node_attr: Any = None,
        edge_attr: Any = None,
        body: Any = None,
    ) -> Any:
        if graph is None:
            return self._inside(
                type(self)(
                    name, comment, graph_attr=graph_attr, node_attr=node_attr, edge_attr=edge_attr, body=body
                )
            )
        if graph.directed != self.directed:
            raise ValueError(f"{self!r} cannot add subgraph of different kind: {graph!r}")
        self.body += [f"\t{line}" for line in graph.lines(inside=True)]
        self.nodes += graph.nodes
        self.links += graph.links
        if graph in made:
            made.remove(graph)
        return None

    @contextmanager
    def _inside(self, part: Any) -> Iterator[Any]:
        yield part
        self.subgraph(part)

    def lines(self, inside: bool = False) -> Iterator[str]:
        if self.comment:
            yield f"// {self.comment}\n"
        if inside and self.strict:
            raise ValueError("subgraphs cannot be strict")
        name = f"{quoted(self.name)} " if self.name else ""
        head = (
            ("subgraph " if name else "") if inside else ("strict " if self.strict else "") + self._kind + " "
        )
        yield f"{head}{name}{{\n"
        for kind in ("graph", "node", "edge"):
            attrs = getattr(self, f"{kind}_attr")
            if attrs:
                yield f"\t{kind}{_list(None, attrs)}\n"
        yield from self.body
        yield "}\n"

    def __iter__(self) -> Iterator[str]:
        return self.lines()

    @property
    def source(self) -> str:
        return "".join(self.lines())

    def __str__(self) -> str:
        return self.source

    def clear(self, keep_attrs: bool = False) -> None:
        for kept in () if keep_attrs else (self.graph_attr, self.node_attr, self.edge_attr):
            kept.clear()
        for gone in (self.body, self.nodes, self.links):
            gone.clear()

    def copy(self) -> Any:
        again = type(self)(
            self.name,
            self.comment,
            self.filename,
            self.directory,
            self.format,
            self.engine,
            self.encoding,
            self.graph_attr,
            self.node_attr,
            self.edge_attr,
            self.body,
            self.strict,
        )
        again.nodes, again.links = list(self.nodes), list(self.links)
        return again


class Digraph(Graph):
    """A directed graph."""

    directed = True
    _kind, _arrow = "digraph", "->"


class Source(_Drawn):
    """DOT source as it was written."""

    def __init__(
        self,
        source: str,
        filename: Any = None,
        directory: Any = None,
        format: str | None = None,
        engine: str | None = None,
        **_: Any,
    ) -> None:
        self.source = source if source.endswith("\n") else source + "\n"
        self.filename, self.directory = str(filename or "Source.gv"), str(directory or "")
        self.format, self.engine = format or "pdf", engine or "dot"
        made.append(self)

    def __str__(self) -> str:
        return self.source

    def __iter__(self) -> Iterator[str]:
        return iter(self.source.splitlines(keepends=True))
