"""networkx: nodes and edges, and the walks people use; drawing draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


class Graph:
    """An undirected graph."""

    directed = False

    def __init__(self, incoming_graph_data: Any = None, **attr: Any) -> None:
        self.graph, self._node, self._adj, self._pred = attr, {}, {}, {}
        self.add_edges_from(incoming_graph_data or ())

    _node: dict[Any, dict[str, Any]]
    _adj: dict[Any, dict[Any, dict[str, Any]]]
    _pred: dict[Any, dict[Any, dict[str, Any]]]
    graph: dict[str, Any]

    def add_node(self, node_for_adding: Any, **attr: Any) -> None:
        self._node.setdefault(node_for_adding, {}).update(attr)
        self._adj.setdefault(node_for_adding, {})
        self._pred.setdefault(node_for_adding, {})

    def add_nodes_from(self, nodes: Iterable[Any], **attr: Any) -> None:
        for n in nodes:
            if isinstance(n, tuple) and len(n) == 2 and isinstance(n[1], dict):
                self.add_node(n[0], **{**attr, **n[1]})
            else:
                self.add_node(n, **attr)

    def add_edge(self, u: Any, v: Any, **attr: Any) -> None:
        self.add_node(u)
        self.add_node(v)
        kept = self._adj[u].setdefault(v, {})
        kept.update(attr)
        self._pred[v][u] = kept
        if not self.directed:
            self._adj[v][u] = self._pred[u][v] = kept

    def add_edges_from(self, edges: Iterable[Any], **attr: Any) -> None:
        for u, v, *more in edges:
            self.add_edge(u, v, **{**attr, **(more[0] if more else {})})

    def remove_node(self, n: Any) -> None:
        for room in (self._adj, self._pred):
            room.pop(n)
            for others in room.values():
                others.pop(n, None)
        del self._node[n]

    def remove_edge(self, u: Any, v: Any) -> None:
        del self._adj[u][v], self._pred[v][u]
        if not self.directed and u != v:
            del self._adj[v][u], self._pred[u][v]

    @property
    def nodes(self) -> Any:
        return NodeView(self._node)

    @property
    def edges(self) -> Any:
        return EdgeView(self)

    @property
    def adj(self) -> Any:
        return self._adj

    def __getitem__(self, n: Any) -> Any:
        return self._adj[n]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._node)

    def __len__(self) -> int:
        return len(self._node)

    def __contains__(self, n: Any) -> bool:
        return n in self._node

    def number_of_nodes(self) -> int:
        return len(self._node)

    def number_of_edges(self) -> int:
        return len(list(self.edges))

    def has_node(self, n: Any) -> bool:
        return n in self._node

    def has_edge(self, u: Any, v: Any) -> bool:
        return v in self._adj.get(u, ())

    def neighbors(self, n: Any) -> Iterator[Any]:
        return iter(self._adj[n])

    successors = neighbors

    def predecessors(self, n: Any) -> Iterator[Any]:
        return iter(self._pred[n])

    def in_degree(self, n: Any) -> int:
        return len(self._pred[n])

    def out_degree(self, n: Any) -> int:
        return len(self._adj[n])

    def degree(self, n: Any) -> int:
        return len(self._adj[n]) + (len(self._pred[n]) if self.directed else n in self._adj[n])

    def is_directed(self) -> bool:
        return self.directed

    def __str__(self) -> str:
        return f"{type(self).__name__} with {len(self)} nodes and {self.number_of_edges()} edges"


class DiGraph(Graph):
    """A directed graph."""

    directed = True


MultiDiGraph, MultiGraph = DiGraph, Graph


class NodeView(dict[Any, Any]):
    """`g.nodes`, and `g.nodes(data=True)`."""

    def __call__(self, data: bool = False) -> Any:
        return list(self.items()) if data else self

    def __repr__(self) -> str:
        return f"NodeView({tuple(self)})"

    def __str__(self) -> str:
        return str(list(self))

    def data(self) -> Any:
        return list(self.items())


class EdgeView:
    """`g.edges`, and `g.edges(data=True)`."""

    def __init__(self, graph: Graph) -> None:
        self.owner = graph

    def __call__(self, data: bool = False) -> Any:
        return [(u, v, self.owner[u][v]) for u, v in self] if data else list(self)

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        seen = set()
        for u, others in self.owner._adj.items():
            for v in others:
                if self.owner.directed or (v, u) not in seen:
                    seen.add((u, v))
                    yield u, v

    def __getitem__(self, pair: tuple[Any, Any]) -> Any:
        return self.owner[pair[0]][pair[1]]

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, pair: tuple[Any, Any]) -> bool:
        return self.owner.has_edge(*pair)

    def __repr__(self) -> str:
        return f"{'Out' if self.owner.directed else ''}EdgeView({list(self)})"

    def __str__(self) -> str:
        return str(list(self))


def topological_sort(g: Graph) -> Iterator[Any]:
    """Every node after those that point to it."""
    waiting = {n: g.in_degree(n) for n in g}
    ready = [n for n, count in waiting.items() if not count]
    for n in ready:  # grows while it is walked
        yield n
        for v in g[n]:
            waiting[v] -= 1
            if not waiting[v]:
                ready.append(v)


def _nothing(*_: Any, **__: Any) -> None:
    """Draws nothing."""


def _places(g: Graph, *_: Any, **__: Any) -> dict[Any, tuple[float, float]]:
    return {n: (float(i), 0.0) for i, n in enumerate(g)}


draw = draw_networkx = draw_networkx_nodes = draw_networkx_edges = draw_networkx_labels = _nothing
draw_networkx_edge_labels = draw_spring = draw_circular = draw_planar = _nothing
spring_layout = circular_layout = shell_layout = planar_layout = kamada_kawai_layout = random_layout = _places
spectral_layout = multipartite_layout = _places
