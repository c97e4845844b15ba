"""Requests a second for a program of 31 Values, beside the same server returning a constant so long."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from fastapi import FastAPI
from fastapi.responses import Response

from app.main import create_app
from tests.bench.load import Load, request_bytes, run_load

ROUNDS = 5
SECONDS = 2.0

PROGRAM = """x1 = {x1}
x2 = 0.5
w1 = -3.0
w2 = 1.0
b = 6.8813735870195432
n = x1*w1 + x2*w2 + b
e = (2*n).exp()
o = (e - 1)/(e + 1)
h = tanh(o*x1 + w2) + sigmoid(x2*o)
loss = (h - x1)**2 + abs(o)*0.5 + max(h, n)
"""
"""31 Values."""

VARIANTS = 4096
"""So many different numbers that no answer is still remembered when its question comes again."""


def bench_app() -> FastAPI:
    """The app, with one more route that answers what it was told at start."""
    app = create_app()
    constant = os.environb.get(b"LIVEGRAD_BENCH_CONSTANT", b"{}")

    async def fixed() -> Response:
        return Response(constant, media_type="application/json")

    app.add_api_route("/bench/constant", fixed, methods=["GET"])
    return app


@contextmanager
def serving(constant: bytes) -> Iterator[int]:
    """The app in a process of its own; the value is its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "--factory", "tests.bench.server:bench_app"]
    command += ["--port", str(port), "--no-access-log", "--log-level", "warning"]
    environment = {**os.environ, "LIVEGRAD_BENCH_CONSTANT": constant.decode()}
    process = subprocess.Popen(command, env=environment)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                answer.read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def rows() -> list[dict[str, object]]:
    """Rows for the table: medians over alternating rounds."""
    body = {"source": PROGRAM.format(x1=2.0)}
    with serving(b"{}") as port:
        answer = httpx.post(f"http://127.0.0.1:{port}/api/graph", json=body)
    assert answer.status_code == 200, answer.text
    count = len(answer.json()["nodes"])
    with serving(answer.content) as port:
        host = f"127.0.0.1:{port}"
        sources = [PROGRAM.format(x1=1 + i / VARIANTS) for i in range(VARIANTS)]
        new = [request_bytes(host, "/api/graph", {"source": source}) for source in sources]
        again = [request_bytes(host, "/api/graph", body)]
        fixed = [request_bytes(host, "/bench/constant", None)]
        loads: dict[str, list[Load]] = {"new": [], "again": [], "fixed": []}
        for round_number in range(ROUNDS + 1):
            for name, requests in (("new", new), ("again", again), ("fixed", fixed)):
                load = run_load(port, requests, SECONDS)
                if round_number > 0:  # the first round warms up
                    loads[name].append(load)
    return [
        *_rows(f"POST /api/graph, {count} Values, new numbers each time", loads["new"], loads["fixed"]),
        *_rows(f"POST /api/graph, {count} Values, the same again", loads["again"], loads["fixed"]),
    ]


def _rows(name: str, loads: list[Load], constants: list[Load]) -> list[dict[str, object]]:
    def row(label: str, field: str, unit: str) -> dict[str, object]:
        mine = [getattr(load, field) for load in loads]
        peer = [getattr(load, field) for load in constants]
        return {
            "name": label,
            "value": statistics.median(mine),
            "unit": unit,
            "against": f"the same bytes from a constant: {statistics.median(peer):,.4g}",
            "ratio": statistics.median(m / p for m, p in zip(mine, peer, strict=True)),
        }

    return [
        row(name, "requests_per_second", "requests/s"),
        row("    its latency at 4 connections, p50", "p50", "ms"),
        row("    its latency at 4 connections, p99", "p99", "ms"),
    ]
