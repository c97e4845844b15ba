"""`sklearn.preprocessing`: columns to one scale."""

from __future__ import annotations

from typing import Any


class _Scaler:
    """Fitted to some rows, it moves and stretches others the same way."""

    def fit_transform(self, X: Any, y: Any = None) -> Any:
        return self.fit(X).transform(X)

    def fit(self, X: Any, y: Any = None) -> Any:
        raise NotImplementedError

    def transform(self, X: Any) -> Any:
        raise NotImplementedError


class StandardScaler(_Scaler):
    """Every column to mean 0 and standard deviation 1."""

    def fit(self, X: Any, y: Any = None) -> Any:
        import numpy as np

        x = np.asarray(X, dtype=float)
        self.mean_, self.var_ = x.mean(axis=0), x.var(axis=0)
        self.scale_ = np.where(self.var_ > 0, np.sqrt(self.var_), 1.0)
        return self

    def transform(self, X: Any) -> Any:
        import numpy as np

        return (np.asarray(X, dtype=float) - self.mean_) / self.scale_

    def inverse_transform(self, X: Any) -> Any:
        import numpy as np

        return np.asarray(X, dtype=float) * self.scale_ + self.mean_


class MinMaxScaler(_Scaler):
    """Every column from 0 to 1, or to a range of one's own."""

    def __init__(self, feature_range: tuple[float, float] = (0, 1)) -> None:
        self.feature_range = feature_range

    def fit(self, X: Any, y: Any = None) -> Any:
        import numpy as np

        x = np.asarray(X, dtype=float)
        low, high = self.feature_range
        self.data_min_, self.data_max_ = x.min(axis=0), x.max(axis=0)
        spread = self.data_max_ - self.data_min_
        self.scale_ = (high - low) / np.where(spread > 0, spread, 1.0)
        self.min_ = low - self.data_min_ * self.scale_
        return self

    def transform(self, X: Any) -> Any:
        import numpy as np

        return np.asarray(X, dtype=float) * self.scale_ + self.min_
