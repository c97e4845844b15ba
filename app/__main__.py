"""`python -m app` is the same as `livegrad`."""

import sys

from app.cli import main

sys.exit(main())
