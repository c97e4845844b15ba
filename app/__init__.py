"""The edge of livegrad: FastAPI routes, pages and the command line.

Thin: it parses, calls the engine, shapes the answer.
"""

__version__ = "0.1.0"
