"""`numpy.exceptions`."""

from ._wire import AxisError as AxisError
