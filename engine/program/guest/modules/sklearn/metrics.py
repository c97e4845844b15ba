"""`sklearn.metrics`: how good predictions are."""

from __future__ import annotations

from typing import Any


def _pair(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    import numpy as np

    a, b = np.asarray(y_true), np.asarray(y_pred)
    if len(a) != len(b):
        sizes = [len(a), len(b)]
        raise ValueError(f"Found input variables with inconsistent numbers of samples: {sizes}")
    return a, b


def accuracy_score(y_true: Any, y_pred: Any, normalize: bool = True) -> float:
    a, b = _pair(y_true, y_pred)
    right = a == b
    return float(right.mean()) if normalize else float(right.sum())


def mean_squared_error(y_true: Any, y_pred: Any) -> float:
    a, b = _pair(y_true, y_pred)
    return float(((a - b) ** 2).mean())


def mean_absolute_error(y_true: Any, y_pred: Any) -> float:
    a, b = _pair(y_true, y_pred)
    return float(abs(a - b).mean())


def r2_score(y_true: Any, y_pred: Any) -> float:
    a, b = _pair(y_true, y_pred)
    return 1.0 - float(((a - b) ** 2).sum()) / float(((a - a.mean()) ** 2).sum())


def confusion_matrix(y_true: Any, y_pred: Any) -> Any:
    """Rows are what is true, columns what was said."""
    import numpy as np

    a, b = _pair(y_true, y_pred)
    labels = sorted({*a.tolist(), *b.tolist()})
    pairs = list(zip(a.tolist(), b.tolist(), strict=True))
    return np.array([[pairs.count((t, p)) for p in labels] for t in labels])
