"""The command line."""

import json
import socket
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from app.cli import PortTaken, find_port, main


def program(folder: Path, text: str) -> str:
    file = folder / "program.py"
    file.write_text(text, "utf-8")
    return str(file)


def test_eval_prints_values_and_gradients(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", program(tmp_path, "a=3\nb=a+a")]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["a", "3.0", "2.0"] in rows
    assert ["b", "6.0", "1.0"] in rows


def test_eval_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", program(tmp_path, "a=3\nb=a+a"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["values"][answer["root"]]["data"] == 6.0
    assert answer["values"][answer["root"]]["parents"] == [0, 0]


def test_an_error_is_shown_with_its_line_and_carets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", program(tmp_path, "a = 1\nb = a / 0\n")]) == 1
    lines = capsys.readouterr().err.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("   2 | b = a / 0"))
    assert "^" in lines[place + 1]
    assert lines[place + 1].index("^") >= lines[place].index("a / 0")


def test_a_missing_file_and_a_binary_file_are_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", str(tmp_path / "none.py")]) == 1
    (tmp_path / "binary").write_bytes(b"\xff\x00")
    assert main(["eval", str(tmp_path / "binary")]) == 1
    assert "cannot read" in capsys.readouterr().err


@pytest.mark.parametrize("running", [True, False])
def test_open_hands_a_program_to_the_page_of_a_server_there_is_or_of_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, running: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("app.cli._is_ours", lambda url: running)
    served: list[int] = []

    def serve(*_: object, host: str, port: int, **__: object) -> None:
        with socket.create_server((host, port)):  # as the page is opened once somebody listens
            served.append(port)
            until = time.monotonic() + 10
            while not opened and time.monotonic() < until:
                time.sleep(0.01)

    monkeypatch.setattr("uvicorn.run", serve)
    text = "a = 3\nb = a + a  # 100% & more"
    assert main(["--port", "0" if not running else "8000", "eval", "--open", program(tmp_path, text)]) == 0
    assert len(served) == (0 if running else 1)
    (url,) = opened
    assert parse_qs(urlsplit(url).fragment) == {"v": ["1"], "source": [text]}
    assert urlsplit(url).port == (8000 if running else served[0])


def test_open_says_so_when_there_is_no_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--open", str(tmp_path / "none.py")]) == 1
    assert "cannot read" in capsys.readouterr().err


def test_the_default_port_gives_way_and_a_chosen_one_does_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert find_port("127.0.0.1", port, tries=20) != port
        with pytest.raises(PortTaken, match=f"port {port}"):
            find_port("127.0.0.1", port, tries=1)


def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIVEGRAD_PORT", "many")
    assert main([]) == 1
    assert "LIVEGRAD_PORT" in capsys.readouterr().err
