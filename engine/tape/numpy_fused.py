"""The fused program in NumPy: what runs while the loops compile, and where numba is missing.

A dense block is a matrix product, a run of equal ops one call, so that a pass is a few dozen calls of NumPy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine import optim
from engine.optim import OptimizerSpec
from engine.tape.code import DENSE, NO_GRAD, SPREAD, SQUARES, Fused
from engine.tape.compiled import Made
from engine.tape.program import CODES, KEEPS_K
from engine.tape.rules import FORWARD, LOCAL

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]
Call = Callable[[], None]

WIDTH: Final = 2_048
"""Samples that go through at a time, so that many need no more room than these."""
_NAMES: Final = tuple(CODES)


class FusedLanes:
    """A fused program over the samples of `columns` (n_columns, n_lanes), as CompiledLanes."""

    executor: Final = "numpy"

    def __init__(self, fused: Fused, mean: bool, n_parameters: int, columns: Array, most: int) -> None:
        self.fused, self.mean, self.n_parameters, self.columns = fused, mean, n_parameters, columns
        self.most = most
        self.losses = np.zeros(most)
        self.outputs = np.zeros((len(fused.outputs), most))
        self.slopes = np.zeros((0, 0))
        self.uniform = fused.start.copy()
        self.gradient = np.zeros_like(self.uniform)
        self._wide = -1
        self._every = [self._uniform(row, k) for row, k in _rows(fused.uniform_code, fused.uniform_k)]

    def look(self, parameters: Array, gradient: bool, slopes: bool = False) -> float:
        """A forward pass, and with `gradient` a backward pass. Gives the total."""
        if slopes and not len(self.slopes):
            self.slopes = np.zeros_like(self.outputs)
        self.uniform[: self.n_parameters] = parameters
        with np.errstate(all="ignore"):
            return self._sweep(None, gradient)

    def train(
        self, parameters: Array, state: Array, spec: OptimizerSpec, rates: Array,
        number: int, batches: Numbers | None, piled: Array | None, flip: int | None,
        sides: tuple[int, float] | None,
    ) -> Made:  # fmt: skip
        """See `Lanes.train`. `parameters`, `state` and `piled` change in place."""
        totals, penalties = np.zeros(len(rates)), np.zeros(len(rates))
        rights, moved = np.zeros(len(rates), dtype=np.int64), np.zeros(len(parameters))
        made = 0
        with np.errstate(all="ignore"):
            for step, rate in enumerate(rates.tolist()):
                picks = None if batches is None else batches[step]
                self.uniform[: self.n_parameters] = parameters
                totals[step] = total = self._sweep(picks, gradient=True)
                penalties[step] = 0.0 if self.fused.penalty < 0 else self.uniform[self.fused.penalty]
                if sides is not None:
                    rights[step] = self._right(picks, *sides)
                gradient = self.gradient[: self.n_parameters].copy()
                if not (np.isfinite(total) and np.isfinite(gradient).all()):
                    break
                if flip is not None:
                    gradient[flip] *= -1.0
                if piled is not None:
                    piled += gradient
                    gradient = piled
                before = parameters.copy()
                optim.update(spec, parameters, gradient, state, number + step, rate)
                moved = parameters - before
                made = step + 1
                if not np.isfinite(parameters).all():
                    break
        return Made(made, totals, penalties, rights, moved)

    def _right(self, picks: Numbers | None, column: int, level: float) -> int:
        count = self.columns.shape[1] if picks is None else len(picks)
        outputs = self.outputs[:, :count]
        wanted = self.columns[column : column + len(outputs)]
        wanted = wanted if picks is None else wanted[:, picks]
        if len(outputs) == 1:
            return int(((outputs > level) == (wanted > level)).sum())
        return int((outputs.argmax(axis=0) == wanted.argmax(axis=0)).sum())

    def _sweep(self, picks: Numbers | None, gradient: bool) -> float:
        fused, u, gu = self.fused, self.uniform, self.gradient
        n = self.columns.shape[1] if picks is None else len(picks)
        share = 1.0 / n if self.mean else 1.0
        for forward, _ in self._every:
            forward()
        gu[:] = 0.0
        lane, at = fused.loss
        for start in range(0, n, WIDTH):
            part = slice(start, min(start + WIDTH, n))
            self._part(part, part if picks is None else picks[part], share if gradient else 0.0)
        total = float(self.losses[:n].sum()) * share
        if fused.penalty >= 0:
            total += float(u[fused.penalty])
        if gradient:
            if not lane:
                gu[at] += share * n
            if fused.penalty >= 0:
                gu[fused.penalty] += 1.0
            for _, backward in reversed(self._every):
                backward()
        return total

    def _part(self, part: slice, picks: Any, share: float) -> None:
        """The samples `picks`, whose numbers go to `part`; with a share in the total also backward."""
        self._widen(part.stop - part.start)
        fused, u, d, g = self.fused, self.uniform, self._d, self._g
        lane, at = fused.loss
        d[: len(self.columns)] = self.columns[:, picks]
        for forward, _ in self._lanes:
            forward()
        self.losses[part] = d[at] if lane else u[at]
        for i, (is_lane, place) in enumerate(fused.outputs):
            self.outputs[i, part] = d[place] if is_lane else u[place]
        if not share:
            return
        g[:] = 0.0
        if lane:
            g[at] = share
        for _, backward in reversed(self._lanes):
            backward()
        for i, (is_lane, place) in enumerate(fused.outputs[: len(self.slopes)]):
            self.slopes[i, part] = g[place] if is_lane else 0.0

    # -- instructions as pairs of calls ------------------------------------------------------------------

    def _widen(self, width: int) -> None:
        """Room for so many samples, and the instructions on it."""
        if width == self._wide:
            return
        self._wide = width
        self._d, self._g = np.zeros((self.fused.rows, width)), np.zeros((self.fused.rows, width))
        rows = _rows(self.fused.lane_code, self.fused.lane_k)
        self._lanes = [call for row, k in rows for call in self._lane(row, k)]

    def _uniform(self, row: list[int], k: float) -> tuple[Call, Call]:
        code, out, a, b = row
        u, gu, lists = self.uniform, self.gradient, self.fused.lists
        if code == SQUARES:
            own, grown = u[a : a + b], gu[a : a + b]

            def backward_squares() -> None:
                grown[:] += 2.0 * gu[out] * own

            return lambda: _put(u, out, own @ own), backward_squares
        if code == DENSE:
            left, right = lists[a : a + b], lists[a + b : a + 2 * b]

            def backward_sum() -> None:
                np.add.at(gu, left, gu[out] * u[right])
                np.add.at(gu, right, gu[out] * u[left])

            return lambda: _put(u, out, u[left] @ u[right]), backward_sum
        name = _NAMES[code]

        def backward() -> None:
            slopes = LOCAL[name](u[out], u[a], k if name in KEEPS_K else u[b])
            for parent, slope in zip((a, b), slopes, strict=False):
                gu[parent] += gu[out] * slope

        return lambda: _put(u, out, FORWARD[name](u[a], k if name in KEEPS_K else u[b])), backward

    def _lane(self, row: list[int], k: float) -> list[tuple[Call, Call]]:
        code = row[0]
        if code == DENSE:
            return [self._dense(row)]
        u, gu, d, g, lists = self.uniform, self.gradient, self._d, self._g, self.fused.lists
        if code == SPREAD:
            _, out, place, *_, lives = row

            def backward_spread() -> None:
                if lives:
                    gu[place] += g[out].sum()

            return [(lambda: _put(d, out, u[place]), backward_spread)]
        _, at, count, _, to_left, to_right, live = row
        places = lists[at : at + 3 * count].reshape(3, count)
        modes = (to_left != NO_GRAD, to_right != NO_GRAD)
        return [self._ops(_NAMES[code], part, k, modes, live > 0) for part in _independent(places)]

    def _ops(
        self, name: str, places: Numbers, k: float, modes: tuple[bool, bool], live: bool
    ) -> tuple[Call, Call]:
        d, g = self._d, self._g
        outs, lefts, rights = map(_slice, places)
        repeated = [len(set(own.tolist())) < len(own) for own in places[1:]]

        def forward() -> None:
            d[outs] = FORWARD[name](d[lefts], k if name in KEEPS_K else d[rights])

        def backward() -> None:
            slopes = LOCAL[name](d[outs], d[lefts], k if name in KEEPS_K else d[rights])
            for i, (parents, slope) in enumerate(zip((lefts, rights), slopes, strict=False)):
                if modes[i]:
                    _add(g, parents, g[outs] * slope, repeated[i])

        return forward, backward if live else _nothing

    def _dense(self, row: list[int]) -> tuple[Call, Call]:
        _, at, outs, ins, weighed, biased, live = row
        u, gu, d, g, lists = self.uniform, self.gradient, self._d, self._g, self.fused.lists
        cuts = np.cumsum([outs, outs, ins, ins])
        out, bias, read, modes, rest = np.split(lists[at : at + 2 * outs + 2 * ins + outs * ins], cuts)
        weights = rest.reshape(outs, ins)
        grown = modes != NO_GRAD
        upward = read[grown]
        to, own, back = _slice(out), _slice(read), _slice(upward)
        repeated = len(set(upward.tolist())) < len(upward)
        same_weights = len(set(rest.tolist())) < rest.size
        same_biases = len(set(bias.tolist())) < outs

        def forward() -> None:
            d[to] = u[weights] @ d[own] + u[bias][:, None]

        def backward() -> None:
            arrived = g[to]
            if biased:
                _add(gu, bias, arrived.sum(axis=1), same_biases)
            if weighed:
                _add(gu, weights, arrived @ d[own].T, same_weights)
            if len(upward):
                _add(g, back, u[weights[:, grown]].T @ arrived, repeated)

        return forward, backward if live else _nothing


def _rows(code: Numbers, ks: Array) -> list[tuple[list[int], float]]:
    return list(zip(code.tolist(), ks.tolist(), strict=True))


def _independent(places: Numbers) -> list[Numbers]:
    """A run of equal ops (outs, lefts, rights), cut wherever one reads what the run has made before."""
    cuts, made = [], set[int]()
    for i, (out, left, right) in enumerate(places.T.tolist()):
        if left in made or right in made:
            cuts.append(i)
            made = set()
        made.add(out)
    return list(np.split(places, cuts, axis=1))


def _slice(rows: Numbers) -> Any:
    """Neighbours as a slice, which is looked at in place; others as they are."""
    near = len(rows) > 0 and bool((np.diff(rows) == 1).all())
    return slice(int(rows[0]), int(rows[-1]) + 1) if near else rows


def _put(array: Array, place: int, value: Any) -> None:
    array[place] = value


def _add(array: Array, places: Any, amount: Array, repeated: bool) -> None:
    if repeated:
        np.add.at(array, places, amount)
    else:
        array[places] += amount


def _nothing() -> None:
    """What leads to no parameter gets no gradient."""
