"""scikit-learn: the generators of small datasets, and what stands around a training."""

from . import datasets, metrics, model_selection, preprocessing

__version__ = "1.7.0"
__all__ = ["datasets", "metrics", "model_selection", "preprocessing"]
