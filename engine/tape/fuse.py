"""The fused program: what the compiled loops run.

Three things make it short. Sums of products, however they were written, become one instruction that adds up
coefficient × lane ("weights times inputs, plus bias"). Sums that read the same lanes become one *dense*
block. And where a lane's grad is written first is known beforehand, so that no grad is ever set to zero.

Uniform nodes are places in one vector, parameters first; lanes are rows of a matrix, columns first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.tape.code import DENSE, SPREAD, SQUARES, Encoder, Fused, Step
from engine.tape.program import CODES, Program

ADD, SUB, MUL, POWK = (CODES[name] for name in ("add", "sub", "mul", "powk"))


class _Sum(NamedTuple):
    """A node as a sum: factors of its products, plus nodes that are added or taken away as they are."""

    products: list[tuple[int, int]]
    plain: list[tuple[int, float]]


def fuse(program: Program) -> Fused:
    """The fused program that computes the same loss, outputs and gradient."""
    return _Fuser(program).result()


class _Fuser:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.uniform = program.uniform.tolist()
        self.codes = program.codes.tolist()
        self.left = program.left.tolist()
        self.right = program.right.tolist()
        self.first = program.first
        self.needed = self._needed()
        self.start: list[float] = [0.0] * program.n_parameters
        self.place: dict[int, int] = {node: node for node in range(program.n_parameters)}
        self.row: dict[int, int] = {program.n_parameters + i: i for i in range(program.n_columns)}
        self.lists: list[int] = []
        self.uniform_code: list[tuple[int, int, int, int]] = []
        self.uniform_k: list[float] = []
        for i, number in enumerate(program.given.tolist()):
            self.place[program.n_parameters + program.n_columns + i] = self._new_place(number)
        self.rows = program.n_columns
        self.steps: list[Step] = []
        self.blocks: dict[tuple[bool, tuple[int, ...]], Step] = {}
        self.grows: set[int] = set()  # places whose gradient is wanted
        self.zero, self.one, self.minus_one = (self._new_place(x) for x in (0.0, 1.0, -1.0))

    # -- which nodes -----------------------------------------------------------------------------------

    def _needed(self) -> list[bool]:
        """Nodes that stand between a parameter and the total."""
        above = [False] * self.program.n_nodes
        for root in (self.program.loss, self.program.penalty):
            if root >= 0:
                above[root] = True
        for i in range(len(self.codes) - 1, -1, -1):
            if above[self.first + i]:
                above[self.left[i]] = above[self.right[i]] = True
        trained = self.program.trained.tolist()
        return [a and b for a, b in zip(above, trained, strict=True)]

    def _absorbed(self) -> list[bool]:
        """Sums and products that nobody reads but the one sum they are part of."""
        uses = [0] * self.program.n_nodes
        for node in (self.program.loss, self.program.penalty, *self.program.outputs):
            if node >= 0:  # there may be no penalty
                uses[node] += 2
        for a, b in zip(self.left, self.right, strict=True):
            uses[a] += 1
            uses[b] += 1
        gone = [False] * self.program.n_nodes
        for i, code in enumerate(self.codes):
            if code not in (ADD, SUB):
                continue
            out = self.first + i
            for part in (self.left[i], self.right[i]):
                if part < self.first or uses[part] != 1:
                    continue
                kind = self.codes[part - self.first]
                if kind in (ADD, SUB):
                    gone[part] = self.uniform[part] == self.uniform[out]
                elif kind == MUL and not (code == SUB and part == self.right[i]):
                    gone[part] = self._is_product(part, self.uniform[out])
        return gone

    def _is_product(self, node: int, uniform: bool) -> bool:
        """A term of a sum: two uniform factors in a uniform sum, one of them in a lane's."""
        a, b = self.left[node - self.first], self.right[node - self.first]
        return int(self.uniform[a]) + int(self.uniform[b]) == (2 if uniform else 1)

    def _sum(self, root: int, gone: list[bool]) -> _Sum:
        """The terms of a sum, in the order in which they were written."""
        found = _Sum([], [])
        ahead = [(root, 1.0)]
        while ahead:
            node, sign = ahead.pop()
            i = node - self.first
            if node != root and not gone[node]:
                found.plain.append((node, sign))
            elif self.codes[i] == MUL:
                if sign > 0.0:
                    found.products.append((self.left[i], self.right[i]))
                else:  # under a minus further up
                    gone[node] = False
                    found.plain.append((node, sign))
            else:
                ahead.append((self.right[i], -sign if self.codes[i] == SUB else sign))
                ahead.append((self.left[i], sign))
        return found

    # -- uniform instructions --------------------------------------------------------------------------

    def _new_place(self, number: float = 0.0) -> int:
        self.start.append(number)
        return len(self.start) - 1

    def _uniform_sum(self, pairs: list[tuple[int, int]]) -> int:
        """A new place that holds the sum of products of places."""
        out = self._new_place()
        self.uniform_k.append(0.0)
        start = pairs[0][0]
        if pairs == [(start + i, start + i) for i in range(len(pairs))]:
            self.uniform_code.append((SQUARES, out, start, len(pairs)))
            return out
        self.uniform_code.append((DENSE, out, len(self.lists), len(pairs)))
        self.lists += [a for a, _ in pairs]
        self.lists += [b for _, b in pairs]
        return out

    def _signed(self, nodes: list[tuple[int, float]]) -> list[tuple[int, int]]:
        return [(self.place[n], self.one if sign > 0.0 else self.minus_one) for n, sign in nodes]

    def _uniform(self, node: int, i: int, terms: _Sum | None) -> None:
        if terms is not None:
            products = [(self.place[a], self.place[b]) for a, b in terms.products]
            self.place[node] = self._uniform_sum([*self._signed(terms.plain), *products])
            return
        out = self.place[node] = self._new_place()
        left, right = self.place[self.left[i]], self.place[self.right[i]]
        self.uniform_code.append((self.codes[i], out, left, right))
        self.uniform_k.append(float(self.program.constants[i]))

    # -- lane instructions -----------------------------------------------------------------------------

    def result(self) -> Fused:
        gone = self._absorbed()
        sums = {
            self.first + i: self._sum(self.first + i, gone)
            for i, code in sorted(enumerate(self.codes), reverse=True)
            if code in (ADD, SUB) and not gone[self.first + i]
        }
        for i in range(len(self.codes)):
            node = self.first + i
            if gone[node]:
                continue
            if self.uniform[node]:
                self._uniform(node, i, sums.get(node))
            elif node in sums:
                self._lane_sum(node, sums[node])
            elif self.codes[i] == MUL and self._is_product(node, False):
                self._lane_sum(node, _Sum([(self.left[i], self.right[i])], []))
            else:
                self._lane_op(node, i)
        program = self.program
        self.grows |= {self.place[n] for n in self.place if self.needed[n]}
        loss = None if self.uniform[program.loss] else program.loss
        encoder = Encoder(self.row, self.needed, self.grows, self.lists, loss)
        lane_code, lane_k = encoder.encode(self.steps)
        return Fused(
            start=np.array(self.start, dtype=np.float64),
            rows=self.rows,
            uniform_code=np.array(self.uniform_code, dtype=np.int64).reshape(-1, 4),
            uniform_k=np.array(self.uniform_k, dtype=np.float64),
            lane_code=np.array(lane_code, dtype=np.int64).reshape(-1, 7),
            lane_k=np.array(lane_k, dtype=np.float64),
            lists=np.array(self.lists or [0], dtype=np.int64),
            loss=self._at(program.loss),
            outputs=tuple(self._at(node) for node in program.outputs),
            penalty=-1 if program.penalty < 0 else self.place[program.penalty],
        )

    def _at(self, node: int) -> tuple[bool, int]:
        return (False, self.place[node]) if self.uniform[node] else (True, self.row[node])

    def _new_row(self, node: int) -> int:
        self.row[node] = self.rows
        self.rows += 1
        return self.row[node]

    def _lane_op(self, node: int, i: int) -> None:
        code, k, a, b = self.codes[i], float(self.program.constants[i]), self.left[i], self.right[i]
        if code == POWK and k == 2.0:
            code, b = MUL, a
        left, right = self._lane(a), self._lane(b)
        self.steps.append(Step(code, self.needed[node], k, [(self._new_row(node), left, right)], (a, b)))

    def _lane(self, node: int) -> int:
        """The row of a node; a uniform one is spread over a row of its own."""
        if node not in self.row:
            self.steps.append(
                Step(SPREAD, self.needed[node], 0.0, [(self._new_row(node), self.place[node], 0)], ())
            )
        return self.row[node]

    def _lane_sum(self, node: int, terms: _Sum) -> None:
        """bias + coefficients times lanes, in the block of sums that read the same lanes."""
        plain = [(n, sign) for n, sign in terms.plain if self.uniform[n]]
        if not plain:
            bias = self.zero
        elif len(plain) == 1 and plain[0][1] > 0.0:
            bias = self.place[plain[0][0]]
        else:
            bias = self._uniform_sum(self._signed(plain))
            self.grows.add(bias)
        pairs = [(b, self.place[a]) if self.uniform[a] else (a, self.place[b]) for a, b in terms.products]
        pairs += [
            (n, self.one if sign > 0.0 else self.minus_one) for n, sign in terms.plain if not self.uniform[n]
        ]
        ins = tuple(n for n, _ in pairs)
        out = (self._new_row(node), bias, *(place for _, place in pairs))
        key = (self.needed[node], ins)
        if key not in self.blocks:
            self.blocks[key] = Step(DENSE, self.needed[node], 0.0, [], ins)
            self.steps.append(self.blocks[key])
        self.blocks[key].outs.append(out)
