"""What programs draw with matplotlib.pyplot becomes series of numbers; all else is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.engine.program.guest_modules import guest, printed


@pytest.fixture
def plt() -> Iterator[Any]:
    with guest("matplotlib", "pyplot") as module:
        yield module


def line(xs: list[float], ys: list[float], label: str = "", kind: str = "line") -> dict[str, Any]:
    return {"kind": kind, "xs": xs, "ys": ys, "label": label}


@pytest.mark.parametrize(
    ("program", "series"),
    [
        ("plt.plot([1, 2], [3, 4], label='a')", [line([1, 2], [3, 4], "a")]),
        ("plt.plot([3, 4])", [line([0, 1], [3, 4])]),
        ("plt.plot(np.arange(2), np.arange(2) ** 2, 'ro')", [line([0, 1], [0, 1], kind="scatter")]),
        ("plt.plot([1], [2], 'r--', [3], [4], 'b.')", [line([1], [2]), line([3], [4], kind="scatter")]),
        ("plt.plot([1, 2], np.array([[1, 2], [3, 4]]))", [line([1, 2], [1, 3]), line([1, 2], [2, 4])]),
        ("plt.scatter([1, 2], [3, 4])", [line([1, 2], [3, 4], kind="scatter")]),
        (
            "plt.scatter([1, 2, 3], [4, 5, 6], c=[0, 1, 0], cmap='jet')",
            [line([1, 3], [4, 6], "0", "scatter"), line([2], [5], "1", "scatter")],
        ),
        ("l, = plt.plot([1], [1]); l.set_data([2], [3])", [line([2], [3])]),
        ("fig, ax = plt.subplots(); ax.plot([1]); ax.set_title('t')", [line([0], [1])]),
        ("fig, (a, b) = plt.subplots(1, 2); b.plot([1])", [line([0], [1])]),
        ("fig, axes = plt.subplots(2, 2); axes[1, 0].plot([1]); axes.flatten()[3].grid()", [line([0], [1])]),
        ("plt.semilogy([1, 10]); plt.yscale('log'); plt.legend(); plt.grid(True)", [line([0, 1], [1, 10])]),
        ("plt.plot([1]); plt.savefig('x.png'); plt.close()", [line([0], [1])]),
        ("plt.plot(['a', 'b'], [1, 2])", [line([0, 1], [1, 2])]),
    ],
)
def test_curves_are_recorded(program: str, series: list[dict[str, Any]], plt: Any) -> None:
    assert printed(program, plt=plt, np=np) == ""
    [picture] = plt._figures()
    assert picture["series"] == series
    assert plt._figures() == []


@pytest.mark.parametrize(
    "program",
    [
        "n, bins, patches = plt.hist([1, 2, 2], bins=2); print(n, bins)",
        "for bar in plt.bar(['a', 'b'], [1, 2]): plt.text(bar.get_x(), bar.get_height(), 'x')",
        "cs = plt.contourf([[1, 2], [3, 4]], cmap=plt.cm.Spectral, alpha=0.8); plt.colorbar(cs)",
        "plt.style.use('ggplot'); plt.rcParams['font.size'] = 3; plt.rcParams.update({'font.size': 3})",
        "ax = plt.gca(); ax.spines['top'].set_visible(False); ax.set(xlabel='x'); ax.axhline(0, color='k')",
        "fig = plt.figure(figsize=(4, 4)); fig.suptitle('x'); fig.tight_layout(); plt.xticks([1], ['a'])",
        "handles, labels = plt.gca().get_legend_handles_labels(); lo, hi = plt.xlim(); plt.axis('equal')",
        "plt.imshow(np.zeros((2, 2)), cmap='gray'); plt.axis('off'); plt.show(); plt.close('all')",
        "with plt.style.context('dark_background'): plt.fill_between([1, 2], [1, 2])",
    ],
)
def test_what_only_decorates_is_accepted(program: str, plt: Any) -> None:
    assert "Error" not in printed(program, plt=plt, np=np)


def test_each_show_delivers_its_pictures_and_a_closed_figure_none(plt: Any) -> None:
    delivered: list[Any] = []
    plt.deliver = delivered.extend
    plt.plot([1])
    plt.show()
    plt.figure()
    plt.plot([2])
    plt.figure()
    plt.plot([3])
    plt.show()
    plt.plot([4])
    plt.close()
    plt.show()
    assert [picture["series"][0]["ys"] for picture in delivered] == [[1.0], [2.0], [3.0]]


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (
            "plt.plot([1, 2], [1])",
            "ValueError: x and y must have same first dimension, but have shapes (2,) and (1,)",
        ),
        ("plt.scatter([1, 2], [1])", "ValueError: x and y must be the same size"),
        ("plt.plot([object])", "TypeError: float() argument must be a string or a real number, not 'type'"),
    ],
)
def test_mistakes_are_told_in_matplotlibs_words(program: str, message: str, plt: Any) -> None:
    assert printed(program, plt=plt).strip() == message
