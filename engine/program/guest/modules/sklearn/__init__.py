"""scikit-learn: the generators of small datasets."""

from . import datasets

__version__ = "1.7.0"
__all__ = ["datasets"]
