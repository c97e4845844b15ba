"""A small HTTP load: keep-alive connections, one request at a time each, counted and timed.

A plain blocking socket costs the client little, so what is measured is the server.
"""

from __future__ import annotations

import json
import multiprocessing
import socket
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Load:
    """What one run of requests took. Latencies in milliseconds."""

    requests_per_second: float
    p50: float
    p99: float


def request_bytes(host: str, path: str, body: Mapping[str, object] | None) -> bytes:
    """A GET, or a POST of JSON, ready to be sent."""
    content = b"" if body is None else json.dumps(body).encode()
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: {host}\r\n"
    if body is not None:
        head += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
    return f"{head}\r\n".encode() + content


def run_load(port: int, requests: list[bytes], seconds: float, connections: int = 4) -> Load:
    """Send the requests in turn over some connections, from a process of its own."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_client, args=(theirs, port, requests, seconds, connections), daemon=True
    )
    process.start()
    theirs.close()
    latencies: list[float] = ours.recv()
    elapsed: float = ours.recv()
    process.join()
    ordered = sorted(latencies)
    return Load(
        requests_per_second=len(ordered) / elapsed,
        p50=statistics.median(ordered) * 1e3,
        p99=ordered[int(len(ordered) * 0.99)] * 1e3,
    )


def _client(pipe: Connection, port: int, requests: list[bytes], seconds: float, connections: int) -> None:
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(connections)]
    latencies: list[float] = []
    started = [0.0] * connections
    sent = 0
    begin = time.perf_counter()
    for i, sock in enumerate(sockets):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        started[i] = time.perf_counter()
        sock.sendall(requests[sent % len(requests)])
        sent += 1
    i = 0
    while time.perf_counter() - begin < seconds:
        _read_response(sockets[i])
        now = time.perf_counter()
        latencies.append(now - started[i])
        started[i] = now
        sockets[i].sendall(requests[sent % len(requests)])
        sent += 1
        i = (i + 1) % connections
    pipe.send(latencies)
    pipe.send(time.perf_counter() - begin)
    for sock in sockets:
        sock.close()


def _read_response(sock: socket.socket) -> None:
    data = sock.recv(65_536)
    while b"\r\n\r\n" not in data:
        data += sock.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.split(b"\r\n")[0].decode())
    fields = head.lower().split(b"\r\n")
    length = next(int(field[15:]) for field in fields if field.startswith(b"content-length:"))
    while len(body) < length:
        body += sock.recv(65_536)
