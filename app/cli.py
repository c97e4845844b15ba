"""The command line: `livegrad` serves, `livegrad eval` computes, `livegrad train` trains."""

import argparse
import json
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from urllib.parse import urlencode
from urllib.request import urlopen

import uvicorn
from pydantic import ValidationError

from app import __version__
from app.evaluate import UnreadableError, evaluate, read_program
from app.protocol import PatientProtocol
from app.settings import Settings
from app.train_cli import add_command, train

_TRIES = 20
_SHOWN = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Under which address a browser on this machine finds a server that listens everywhere."""


class PortTaken(RuntimeError):
    """Nothing can listen there; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_url=False):
            print(f"livegrad: LIVEGRAD_{str(problem['loc'][0]).upper()}: {problem['msg']}", file=sys.stderr)
        return 1
    options = _parser(settings).parse_args(arguments)
    if options.command == "eval" and options.open:
        return _show(settings, options)
    if options.command == "eval":
        return evaluate(options.file, as_json=options.json)
    if options.command == "train":
        return train(options)
    return _serve(settings, options)


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="livegrad", description="Backpropagation, live. Without a command: serve the page and open it."
    )
    parser.add_argument("--version", action="version", version=f"livegrad {__version__}")
    parser.add_argument("--host", default=settings.host, help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port",
        type=_port,
        default=None,
        help=f"port to listen on (default: {settings.port}, or the next free one)",
    )
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    parser.add_argument(
        "--workers", type=_workers, default=1, help="processes that answer (default: %(default)s)"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    command = commands.add_parser("eval", help="print the values and gradients of a program")
    command.add_argument("file", metavar="FILE", help="the program, or - for standard input")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument("--open", action="store_true", help="show it on the page instead of printing")
    add_command(commands)
    return parser


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:  # argparse would tell the name of our function
        raise argparse.ArgumentTypeError(f"{text[:30]!r} is no whole number") from None


def _port(text: str) -> int:
    port = _whole(text)
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535; 0 asks for any free one")
    return port


def _workers(text: str) -> int:
    workers = _whole(text)
    if not 1 <= workers <= 64:
        raise argparse.ArgumentTypeError("1 to 64 workers")
    return workers


def _show(settings: Settings, options: argparse.Namespace) -> int:
    """Hand a program to the page: of the livegrad that runs already, or of one that begins with it."""
    try:
        place = f"#{urlencode({'v': '1', 'source': read_program(options.file)})}"
    except UnreadableError as error:
        print(error, file=sys.stderr)
        return 1
    url = _url(options.host, options.port or settings.port)
    if not _is_ours(url):
        return _serve(settings, options, place)
    print(f"livegrad is at {url}")
    if not options.no_open:
        webbrowser.open(url + place)
    return 0


def _is_ours(url: str) -> bool:
    """Whether a livegrad of this version answers there."""
    try:
        with urlopen(f"{url}healthz", timeout=1) as answer:  # noqa: S310
            return bool(json.load(answer) == {"status": "ok", "version": __version__})
    except (OSError, ValueError):
        return False


def _url(host: str, port: int) -> str:
    shown = _SHOWN.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def _serve(settings: Settings, options: argparse.Namespace, place: str = "") -> int:
    wanted = settings.port if options.port is None else options.port
    try:
        # a port asked for by name is taken at its word; the default one gives way
        port = find_port(options.host, wanted, tries=_TRIES if options.port is None else 1)
    except PortTaken as error:
        print(f"livegrad: {error}", file=sys.stderr)
        return 1
    url = _url(options.host, port)
    if port != wanted and wanted:
        print(f"Port {wanted} is in use, so this is port {port}.")
    print(f"livegrad is at {url}  (Ctrl+C ends it)", flush=True)
    if not options.no_open:
        threading.Thread(
            target=_open_when_up,
            args=(url + place, _SHOWN.get(options.host, options.host), port),
            daemon=True,
        ).start()
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=options.host,
        port=port,
        workers=options.workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=settings.train_max_message_bytes,
        timeout_graceful_shutdown=1,
        http=PatientProtocol,
    )
    return 0


def find_port(host: str, port: int, *, tries: int) -> int:
    """The first free port from `port` on; any free one for 0. Raises PortTaken when there is none."""
    reason = "no such port"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + tries, 65_536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":  # there it would let two servers share a port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError as error:
                reason = error.strerror or str(error)
                continue
            return int(probe.getsockname()[1])
    which = f"port {port}" if tries == 1 else f"any of the ports {port} to {min(port + tries, 65_536) - 1}"
    raise PortTaken(f"cannot listen on {host}, {which}: {reason}. Choose another with --port.")


def _open_when_up(url: str, host: str, port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection((host, port), timeout=0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(url)
            return
