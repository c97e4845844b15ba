"""`python -m engine.program.prepare`: compile the sandbox for this machine, once, and say so."""

from __future__ import annotations

import sys
import time

from engine.program.running import sandbox


def main() -> int:
    """Exit code 0: programs can run."""
    started = time.monotonic()
    print("Making Python ready for programs; the first time this takes some ten seconds", file=sys.stderr)
    if not sandbox.native.make():
        print(f"livegrad: programs will not run here: {sandbox.native.trouble}", file=sys.stderr)
        return 1
    print(f"Python is ready ({time.monotonic() - started:.1f} s)", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
