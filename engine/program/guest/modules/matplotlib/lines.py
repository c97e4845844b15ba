"""Accepted; see `_stand_in`."""

from ._stand_in import named as __getattr__
