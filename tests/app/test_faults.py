"""What goes wrong on the way, with a real server: too large, too slow, and a server that is told to end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
LONG = {"source": "while True: pass"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server whose patience is short."""
    with serving({"LIVEGRAD_BODY_SECONDS": "1", "LIVEGRAD_MAX_SECONDS": "300"}) as (found, _):
        yield found


class serving:  # noqa: N801
    """`livegrad` in a process of its own."""

    def __init__(self, settings: dict[str, str], *options: str) -> None:
        self.settings, self.options = settings, options

    def __enter__(self) -> tuple[int, subprocess.Popen[bytes]]:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "app", "--no-open", "--port", str(port), *self.options]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **self.settings}, stdout=subprocess.DEVNULL
        )
        for _ in range(600):
            try:
                if httpx.get(f"http://127.0.0.1:{port}/healthz").is_success:
                    return port, self.process
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


def answer_of(connection: socket.socket) -> bytes:
    """All that a server says until it hangs up."""
    connection.settimeout(60)
    said = b""
    while part := connection.recv(65_536):
        said += part
    return said


def test_a_body_over_the_limit_gets_its_answer_before_the_connection_closes(port: int) -> None:
    body = b" " * 9_000_000
    for headers in ({}, {"transfer-encoding": "chunked"}):
        content = body if not headers else iter([body[:4_500_000], body[4_500_000:]])
        kind = {"content-type": "application/json"}
        answer = httpx.post(f"http://127.0.0.1:{port}/api/graph", content=content, headers=kind)
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: local"])
def test_a_request_whose_head_does_not_come_is_not_waited_for(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        assert answer_of(connection) == b""


def test_a_request_whose_body_does_not_come_is_told_so(port: int) -> None:
    head = b"POST /api/graph HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head + b"Content-Length: 100\r\n\r\n{")
        said = answer_of(connection)
    assert said.startswith(b"HTTP/1.1 408")
    assert json.loads(said.partition(b"\r\n\r\n")[2])["error"]["code"] == "slow"


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_told_to_end_ends_though_programs_run(told: signal.Signals) -> None:
    with serving({"LIVEGRAD_MAX_SECONDS": "300"}) as (port, process):
        connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
        body = json.dumps(LONG).encode()
        head = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        for connection in connections:
            connection.sendall(b"POST /api/graph HTTP/1.1\r\nHost: localhost\r\n" + head + body)
        time.sleep(0.3)
        process.send_signal(told)
        process.wait(timeout=60)
        for connection in connections:
            connection.close()


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that answer; the first of the children only cleans up after them."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children[1:]]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="who is whose child is read from /proc")
def test_a_worker_that_is_killed_is_replaced_and_everybody_is_answered() -> None:
    formula = {"source": "a = 2.0\na*a"}
    with serving({}, "--workers", "2") as (port, process):
        url = f"http://127.0.0.1:{port}/api/graph"
        until = time.monotonic() + 60
        while len(workers_of(process)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        killed = workers_of(process)[-1]
        os.kill(killed, signal.SIGKILL)
        while (killed in workers_of(process) or len(workers_of(process)) < 2) and time.monotonic() < until:
            with suppress(httpx.TransportError):  # one that was on its way to it
                assert httpx.post(url, json=formula, timeout=30).status_code == 200
        assert len(workers_of(process)) == 2
        assert httpx.post(url, json=formula, timeout=30).status_code == 200


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="who is whose child is read from /proc")
def test_no_worker_outlives_a_server_that_is_killed() -> None:
    with serving({}, "--workers", "2") as (_, process):
        until = time.monotonic() + 60
        while len(workers_of(process)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        workers = workers_of(process)
        assert len(workers) == 2
        process.kill()
        process.wait()
        while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < until:
            time.sleep(0.1)
        assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
