"""NumPy's way to the host."""

from engine.program.guest import host


def call(request: str) -> str:
    """A question to the host's NumPy, and its answer."""
    return host.ask("numpy", request)
