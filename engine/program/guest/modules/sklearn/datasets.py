"""`sklearn.datasets`: its generators, drawn from NumPy's legacy streams in scikit-learn's order."""

from __future__ import annotations

from typing import Any


def _stream(random_state: Any) -> Any:
    import numpy as np

    if random_state is None:
        return np.random
    return np.random.RandomState(random_state) if isinstance(random_state, int) else random_state


def _halves(n_samples: Any) -> tuple[int, int]:
    if isinstance(n_samples, int):
        return n_samples // 2, n_samples - n_samples // 2
    first, second = n_samples
    return first, second


def _mixed(x: Any, y: Any, shuffle: bool, noise: Any, stream: Any) -> tuple[Any, Any]:
    """Shuffled first, then moved about."""
    import numpy as np

    if shuffle:
        order = np.arange(len(y))
        stream.shuffle(order)
        x, y = x[order], y[order]
    return (x + stream.normal(scale=noise, size=x.shape) if noise is not None else x), y


def _rings(first: tuple[Any, Any], second: tuple[Any, Any], counts: tuple[int, int]) -> tuple[Any, Any]:
    import numpy as np

    x = np.vstack([np.append(a, b) for a, b in zip(first, second, strict=True)]).T
    return x, np.hstack([np.zeros(counts[0], dtype=np.int64), np.ones(counts[1], dtype=np.int64)])


def make_moons(
    n_samples: Any = 100, *, shuffle: bool = True, noise: Any = None, random_state: Any = None
) -> tuple[Any, Any]:
    """Two half circles: x (n, 2), y 0 or 1."""
    import numpy as np

    outer, inner = _halves(n_samples)
    a, b = np.linspace(0, np.pi, outer), np.linspace(0, np.pi, inner)
    x, y = _rings((np.cos(a), np.sin(a)), (1 - np.cos(b), 1 - np.sin(b) - 0.5), (outer, inner))
    return _mixed(x, y, shuffle, noise, _stream(random_state))


def make_circles(
    n_samples: Any = 100,
    *,
    shuffle: bool = True,
    noise: Any = None,
    random_state: Any = None,
    factor: float = 0.8,
) -> tuple[Any, Any]:
    """One circle in another: x (n, 2), y 0 or 1."""
    import numpy as np

    outer, inner = _halves(n_samples)
    a = np.linspace(0, 2 * np.pi, outer, endpoint=False)
    b = np.linspace(0, 2 * np.pi, inner, endpoint=False)
    x, y = _rings((np.cos(a), np.sin(a)), (np.cos(b) * factor, np.sin(b) * factor), (outer, inner))
    return _mixed(x, y, shuffle, noise, _stream(random_state))


def make_blobs(
    n_samples: Any = 100, n_features: int = 2, *, centers: Any = None, cluster_std: Any = 1.0,
    center_box: tuple[float, float] = (-10.0, 10.0), shuffle: bool = True, random_state: Any = None,
    return_centers: bool = False,
) -> Any:  # fmt: skip
    """Clouds: x (n, features), y the number of the cloud."""
    import numpy as np

    stream = _stream(random_state)
    clouds = 3 if centers is None and isinstance(n_samples, int) else centers
    if clouds is None:
        clouds = len(n_samples)
    middles = (
        stream.uniform(center_box[0], center_box[1], size=(clouds, n_features))
        if isinstance(clouds, int)
        else np.array(clouds, dtype=float)
    )
    count = len(middles)
    sizes = (
        [n_samples // count + (i < n_samples % count) for i in range(count)]
        if isinstance(n_samples, int)
        else list(n_samples)
    )
    spreads = list(cluster_std) if hasattr(cluster_std, "__len__") else [cluster_std] * count
    parts = [
        stream.normal(loc=m, scale=s, size=(n, middles.shape[1]))
        for m, s, n in zip(middles, spreads, sizes, strict=True)
    ]
    x, y = np.concatenate(parts), np.array([i for i, n in enumerate(sizes) for _ in range(n)])
    x, y = _mixed(x, y, shuffle, None, stream)
    return (x, y, middles) if return_centers else (x, y)


def make_regression(
    n_samples: int = 100, n_features: int = 100, *, n_informative: int = 10, n_targets: int = 1,
    bias: float = 0.0, noise: float = 0.0, shuffle: bool = True, coef: bool = False, random_state: Any = None,
) -> Any:  # fmt: skip
    """A plane, and noise about it: x (n, features), y (n,)."""
    import numpy as np

    informative, stream = min(n_features, n_informative), _stream(random_state)
    x = stream.standard_normal(size=(n_samples, n_features))
    slopes = np.zeros((n_features, n_targets))
    slopes[:informative, :] = 100 * stream.uniform(size=(informative, n_targets))
    y = np.dot(x, slopes) + bias
    if noise > 0.0:
        y = y + stream.normal(scale=noise, size=y.shape)
    if shuffle:
        rows, columns = np.arange(n_samples), np.arange(n_features)
        stream.shuffle(rows)
        x, y = x[rows], y[rows]
        stream.shuffle(columns)
        x, slopes = x[:, columns], slopes[columns]
    y, slopes = (y[:, 0], slopes[:, 0]) if n_targets == 1 else (y, slopes)
    return (x, y, slopes) if coef else (x, y)
