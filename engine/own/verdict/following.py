"""Following a backward pass write by write, each judged by what stood there at that moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from .right import Graph

_MOST_USERS = 100
"""Nodes that are looked at to find out whose turn it was."""


class Clue(NamedTuple):
    """Something that should not be: `node` received `got` and not `right`, in the turn of node `turn`.

    `at` puts clues in order. `event` is the write, None for one that never came; then `place` is to blame.
    """

    at: float
    kind: str
    turn: int | None
    node: int
    got: float | None
    right: float | None
    event: int | None = None
    place: list[int] | None = None


class Step(NamedTuple):
    """A contribution as it was made: write `event` in the turn of `node`, for its operand `slot`."""

    event: int
    node: int
    slot: int
    parent: int
    upstream: float
    local: float
    before: float
    after: float


class Follower:
    """Goes through the events of a pass. What follows from an earlier mistake is not counted as another."""

    def __init__(self, told: dict[str, Any], graph: Graph) -> None:
        self.told, self.graph = told, graph
        self.nodes: list[dict[str, Any]] = told["nodes"]
        self.events: list[dict[str, Any]] = told["events"]
        self.written = {e["node"] for e in self.events}
        self.turns = [self._turn(e) for e in self.events]
        self.final = {i: node["start"] for i, node in enumerate(self.nodes)}
        self.cleared = set()
        for event in self.events:
            if event["zero"]:
                self.cleared.add(event["node"])
            else:
                self.final[event["node"]] = event["after"]
        inside = [i for i in graph.edges if graph.edges[i] and i != graph.root]
        self._keeps = any(i in self.written for i in inside) or not inside
        """Whether this engine keeps gradients inside the graph at all."""
        self.seed, self.seeded_at = self._seed()
        self.scale = self._scale()
        self.judged = {i for i in graph.grads if i in self.written or self._counts(i)}

    # -- the verdict

    @property
    def badly_seeded(self) -> bool:
        return not self.graph.same(self.seed, self.scale)

    def is_wrong(self, i: int) -> bool:
        """Whether a node ends the pass with neither its gradient nor that added to what stood there."""
        grad = self.graph.grads[i]
        if grad is None or i not in self.judged:
            return False
        want, final = grad * self.scale, self.final[i] or 0.0
        start = 0.0 if i in self.cleared else self.nodes[i]["start"] or 0.0
        earlier = start if self.told["pass"] else 0.0
        return not (self.graph.same(final, want) or self.graph.same(final, want + earlier))

    def _counts(self, i: int) -> bool:
        """A leaf of the program's own must receive its gradient; inside, an engine may keep none."""
        node = self.nodes[i]
        return node["op"] is None and not node["lifted"] and not node["still"]

    def _seed(self) -> tuple[float, int | None]:
        """What the root held when it passed its gradient on first, and the write that put it there."""
        root, value, at = self.graph.root, self.nodes[self.graph.root]["start"] or 0.0, None
        for i, event in enumerate(self.events):
            if event["node"] == root and self.turns[i] is None:
                value, at = event["after"] or 0.0, i
            elif self.turns[i] is not None:
                break
        if at is None and root not in self.written and self.nodes[root]["start"] in (None, 0.0):
            passed = [e for e, turn in zip(self.events, self.turns, strict=True) if turn == root]
            if any(e["after"] for e in passed) or not passed:
                value = 1.0  # it keeps no gradient of its own
        return value, at

    def _scale(self) -> float:
        """1, or what the program itself chose to begin with."""
        event = self.events[self.seeded_at] if self.seeded_at is not None else None
        if event is not None and event["after"] and (event["given"] or event["function"] is None):
            return float(event["after"]) - (float(event["before"] or 0.0) if event["adds"] else 0.0)
        return 1.0

    # -- whose turn it is

    def _turn(self, event: dict[str, Any]) -> int | None:
        """The node that passes its gradient on; where no variable told, the only one that can be."""
        if event["turn"] is not None:
            return event["turn"] if event["turn"] in self.graph.edges else None
        users = self.graph.children.get(event["node"], [])
        if event["zero"] or event["node"] == self.graph.root or not users:
            return None
        if len(users) == 1:
            return users[0]
        got = (event["after"] or 0.0) - (event["before"] or 0.0 if event["adds"] else 0.0)
        for user in users[:_MOST_USERS]:
            upstream = self.graph.grads[user]
            for edge in self.graph.uses[user, event["node"]]:
                known = upstream is not None and edge.local is not None
                if known and self.graph.same(got, upstream * edge.local):  # type: ignore[operator]
                    return user
        return None

    def steps(self) -> Iterator[Step]:
        """The contributions of the pass, whether right or wrong."""
        self.now = {i: node["start"] or 0.0 for i, node in enumerate(self.nodes)}
        uses: Counter[tuple[int, int]] = Counter()
        for i, (event, turn) in enumerate(zip(self.events, self.turns, strict=True)):
            node, after = event["node"], event["after"] or 0.0
            edges = [] if turn is None else self.graph.uses.get((turn, node), [])
            if turn is not None and edges and not event["zero"]:
                edge = edges[uses[turn, node] % len(edges)]
                uses[turn, node] += 1
                held = self._held(turn)
                upstream = (self.graph.grads[turn] or 0.0) * self.scale if held is None else held
                wrote = self._gained(event) if event["adds"] else after
                local = wrote / upstream if upstream else edge.local or 0.0
                if not upstream and wrote:
                    upstream, local = wrote, 1.0
                yield Step(i, turn, edge.slot, node, upstream, local, event["before"] or 0.0, after)
            self.now[node] = after

    # -- the causes

    def findings(self) -> list[Clue]:
        """All clues, one for each write that is not right and for each that never came."""
        self.clues: list[Clue] = []
        self.now = {i: node["start"] or 0.0 for i, node in enumerate(self.nodes)}
        self.carried = {i: value for i, value in self.now.items() if value and i in self.graph.edges}
        """What an earlier pass left and nobody cleared."""
        self.added: dict[int, float] = defaultdict(float)
        self.passed: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        """How much of its gradient a node has passed on, by slot."""
        self.uses: Counter[tuple[int, int]] = Counter()
        self.last_in = {e["node"]: i for i, e in enumerate(self.events) if not e["zero"]}
        self.last_out = {t: i for i, t in enumerate(self.turns) if t is not None}
        self._check_seed()
        for i, event in enumerate(self.events):
            turn = self.turns[i]
            if not event["zero"] and turn is not None:
                self._check(i, event, turn)
            node = event["node"]
            self.now[node] = event["after"] or 0.0
            if not event["adds"] and event["before"]:
                self.passed.pop(node, None)
            if event["zero"] or not event["adds"]:
                self.carried.pop(node, None)
            self.added[node] = 0.0 if event["zero"] else self.added[node] + self._gained(event)
        for i in self.graph.edges:
            self._check_missing(i)
        return self.clues

    def _gained(self, event: dict[str, Any]) -> float:
        return (event["after"] or 0.0) - (event["before"] or 0.0)

    def _check_seed(self) -> None:
        if not self.badly_seeded:
            return
        root = self.graph.root
        left = self.nodes[root]["start"]
        kind = "stale" if left and self.told["pass"] and self.seed != left else "seed"
        place = None
        if self.seeded_at is None:
            writer = next(
                (e["function"] for e, t in zip(self.events, self.turns, strict=True) if t is not None), None
            )
            outer = self._backward() if self._backward() is not None else writer
            place = self.told["functions"][outer][1:] if outer is not None else None
        self.clues.append(Clue(-1, kind, None, root, self.seed, self.scale, self.seeded_at, place))

    def _backward(self) -> int | None:
        """The function that begins a pass, by its name."""
        functions = self.told["functions"]
        for name in ("backward", "backprop", "back"):
            for i, function in enumerate(functions):
                if function[0] == name:
                    return i
        return None

    def _check(self, i: int, event: dict[str, Any], turn: int) -> None:
        """One contribution: the amount that `turn` still has to pass on, times the local derivative."""
        node, same = event["node"], self.graph.same
        edges = self.graph.uses.get((turn, node), [])
        if not edges or any(edge.local is None for edge in edges):
            return
        edge = edges[self.uses[turn, node] % len(edges)]
        local = edge.local or 0.0
        held = self._held(turn)
        if held is None:
            grad = self.graph.grads[turn]
            if grad is None:
                return
            held = grad * self.scale
        stale = self.carried.get(turn, 0.0)
        due = held - stale - self.passed[turn][edge.slot]
        before = event["before"] or 0.0
        got, after = self._gained(event), event["after"] or 0.0
        wrote = got if event["adds"] else after
        whole = sum(e.local or 0.0 for e in edges)
        if len(edges) > 1 and edge is edges[0] and same(wrote, due * whole) and not same(whole, local):
            local = whole  # both uses in one write
            self.uses[turn, node] += len(edges) - 1
        right = due * local
        self.passed[turn][edge.slot] += due
        self.uses[turn, node] += 1
        if self._early(turn) and same(got, right):
            grad = self.graph.grads[turn] or 0.0
            self._add(i, "order", turn, node, got, grad * self.scale * local, i)
        elif same(got, right):
            return
        elif not event["adds"] and same(after, right):
            if self.added[node] and not same(before, 0.0):
                self._add(i, "overwrites", turn, node, after, before + right, i)
        elif due != held - stale and same(wrote, (held - stale) * local):
            self._add(i, "repeated", turn, node, wrote, right, i)
        elif stale and same(wrote, (held - self.passed[turn][edge.slot] + due) * local):
            self._add(i, "stale", turn, node, wrote, right, i)
        else:
            self._add(i, "local", turn, node, wrote, right, i)

    def _held(self, turn: int) -> float | None:
        """The gradient that a node has now; None where the engine keeps none there."""
        if turn == self.graph.root:
            return self.seed if turn not in self.written else self.now[turn]
        return self.now[turn] if turn in self.written or self._keeps else None

    def _early(self, turn: int) -> bool:
        """Whether more will come for a node after it has passed its gradient on for the last time."""
        return self.last_in.get(turn, -1) > self.last_out[turn] and turn != self.graph.root

    def _check_missing(self, i: int) -> None:
        held = (self._held(i) or 0.0) - self.carried.get(i, 0.0)
        due: Counter[int] = Counter()
        for edge in self.graph.edges[i]:
            parent = self.nodes[edge.parent]
            skipped = parent["lifted"] or parent["still"] or (parent["op"] and not self._keeps)
            if not edge.local or not held or skipped:
                continue
            due[edge.parent] += 1
            if self.uses[i, edge.parent] >= due[edge.parent]:
                continue
            function = self.nodes[i]["function"]
            place = self.told["functions"][function][1:] if function is not None else None
            at = self.last_in.get(i, -1) + 0.5
            self._add(at, "missing", i, edge.parent, 0.0, held * edge.local, None, place)

    def _add(
        self, at: float, kind: str, turn: int, node: int, got: float, right: float, event: int | None,
        place: list[int] | None = None,
    ) -> None:  # fmt: skip
        self.clues.append(Clue(at, kind, turn, node, got, right, event, place))
