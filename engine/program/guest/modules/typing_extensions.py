"""What was in `typing_extensions` first is in Python's own `typing` now."""

import typing
from typing import *  # noqa: F403

globals().update({name: getattr(typing, name) for name in typing.__all__})
