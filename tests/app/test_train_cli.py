"""`livegrad train`."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.progress import Progress, line
from tests.engine.lecture_figures import MLP_LOSSES, MOONS_ACCURACIES, MOONS_LOSSES

ROOT = Path(__file__).resolve().parents[2]


def steps(capsys: pytest.CaptureFixture[str], *flags: str) -> list[dict[str, Any]]:
    assert main(["train", "--json", *flags]) == 0
    return [json.loads(row) for row in capsys.readouterr().out.splitlines()]


def told(capsys: pytest.CaptureFixture[str], code: int, *flags: str) -> str:
    """What goes to standard error of a command that ends with `code`."""
    try:
        found = main(["train", *flags])
    except SystemExit as ended:
        found = int(str(ended.code))
    assert found == code
    return capsys.readouterr().err


def test_the_moons_demo_prints_the_lectures_losses(capsys: pytest.CaptureFixture[str]) -> None:
    rows = steps(capsys, "--preset", "moons-demo")
    assert [row["step"] for row in rows] == list(range(100))
    for step, loss in MOONS_LOSSES.items():
        assert rows[step]["loss"] == pytest.approx(loss, abs=1e-9, rel=0)
    for step, accuracy in MOONS_ACCURACIES.items():
        assert rows[step]["accuracy"] == accuracy
    assert [row["learning_rate"] for row in rows] == [1.0 - 0.9 * k / 100 for k in range(100)]
    assert set(rows[0]) == {"step", "loss", "accuracy", "learning_rate"}


def test_the_lectures_preset_prints_the_lectures_losses(capsys: pytest.CaptureFixture[str]) -> None:
    rows = steps(capsys, "--preset", "lecture")
    assert len(rows) == 20
    for step, loss in MLP_LOSSES.items():
        assert rows[step]["loss"] == pytest.approx(loss, abs=1e-9, rel=0)


def test_settings_are_flags(capsys: pytest.CaptureFixture[str]) -> None:
    rows = steps(
        capsys, "--dataset", "sine", "--loss", "mse", "--hidden", "3", "2", "--learning-rate", "0.5",
        "--schedule", "constant", "--steps", "4", "--samples", "8", "--test-fraction", "0.25",
    )  # fmt: skip
    assert [row["learning_rate"] for row in rows] == [0.5] * 4
    assert [row["accuracy"] for row in rows] == [None] * 4
    assert all(row["test_loss"] > 0.0 for row in rows)


def test_no_hidden_layer_is_a_choice_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(steps(capsys, "--hidden", "--steps", "2", "--samples", "4")) == 2


def test_in_words_every_so_manieth_step_is_told_and_what_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--preset", "lecture", "--steps", "40"]) == 0
    out, err = capsys.readouterr()
    assert [int(row.split()[1]) for row in out.splitlines()] == [*range(0, 40, 2), 40]
    assert "accuracy 100.0%" in out.splitlines()[-1]
    assert err == ""  # no bar where there is no terminal


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--dataset", "sine"], "--loss: The loss hinge tells classes apart"),
        (["--dataset", "cubes"], "--dataset: There is no such choice. Choose lecture, xor"),
        (["--learning-rate", "nan"], "--learning-rate: This number is out of range"),
        (["--learning-rate", "fast"], "--learning-rate: 'fast' is not a number"),
        (["--hidden", "16", "x"], "--hidden: 'x' is not a whole number"),
        (["--hidden", "0"], "--hidden: A layer has 1 to"),
        (["--seed", "-1"], "--seed: This number is out of range. Give a number from 0 to"),
        (["--preset", "mine"], "--preset: invalid choice"),
        (["--points", "nowhere.csv"], "--points: Cannot read nowhere.csv: No such file"),
        (["--flip-gradient", "400"], "--flip-gradient: There is no such parameter"),
    ],
)
def test_a_wrong_flag_is_named(capsys: pytest.CaptureFixture[str], flags: list[str], words: str) -> None:
    assert words in told(capsys, 2, *flags)


def test_points_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("x1,x2,y\n0,0,0\n\n1;1;0\n# a remark\n0 1 1\n1\t0\t1\n")
    rows = steps(capsys, "--points", str(file), "--loss", "bce", "--steps", "2")
    assert rows[0]["accuracy"] in (0.0, 0.25, 0.5, 0.75, 1.0)
    file.write_text("x1,x2,y\n0,0,0\n1,one,0\n")
    assert "--points: Line 3: “one” is not a number" in told(capsys, 2, "--points", str(file))
    file.write_text("0,0,0\n1,0\n")
    assert "--points: Line 2 has 2 numbers, the lines before it 3" in told(capsys, 2, "--points", str(file))
    file.write_bytes(b"\xff\x00")
    assert "it is not UTF-8 text" in told(capsys, 2, "--points", str(file))


def test_divergence_is_told_and_no_row_is_without_a_finite_loss(capsys: pytest.CaptureFixture[str]) -> None:
    flags = ["--json", "--loss", "mse", "--learning-rate", "1000", "--samples", "10", "--hidden", "4"]
    assert main(["train", *flags]) == 1
    out, err = capsys.readouterr()
    assert "no longer a finite number" in err
    assert "lower learning rate" in err
    rows = [json.loads(row, parse_constant=pytest.fail) for row in out.splitlines()]
    assert [row["step"] for row in rows] == list(range(len(rows)))


def command(*flags: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "app", "train", *flags], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def test_ctrl_c_stops_after_a_step_and_says_so() -> None:
    with command("--steps", "1000000000", "--json", "--preset", "lecture") as running:
        guard = threading.Timer(60, running.kill)
        guard.start()
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["step"] == 0
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        out, err = running.stdout.read(), running.stderr.read()
        assert running.wait() == 130
        guard.cancel()
    assert "livegrad: stopped after" in err
    assert "Traceback" not in err
    assert set(json.loads(out.splitlines()[-1])) == {"step", "loss", "accuracy", "learning_rate"}


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    with command("--steps", "1000000000", "--json", "--preset", "lecture") as running:
        guard = threading.Timer(60, running.kill)
        guard.start()
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.wait() == 0
        guard.cancel()
        assert running.stderr.read() == ""


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_the_bar_is_drawn_on_a_terminal_and_taken_away_in_the_end() -> None:
    stream = Terminal()
    with Progress(stream, 10) as bar:
        bar.show(5)
    assert "█" in stream.getvalue()
    assert "5/10" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("width", [1, 10, 20, 40, 80, 200])
def test_the_bar_fits_the_terminal_at_every_step(width: int) -> None:
    lines = [line(done, 1_000, 41_900.0, width) for done in range(0, 1_001, 7)]
    assert max(map(len, lines)) < max(width, 2)


def test_a_terminal_of_few_letters_gets_a_bar_of_them() -> None:
    class Old(Terminal):
        encoding = "ascii"

    stream = Old()
    Progress(stream, 10).show(5)
    assert stream.getvalue().isascii()
    assert "[####" in stream.getvalue()


def test_a_half_full_bar_is_half_full() -> None:
    bar = line(50, 100, 1.0, 200).split("│")[1]
    assert bar == "█" * 20 + " " * 20


def test_inputs_activations_and_edits_are_flags_and_the_last_object_can_repeat_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = steps(
        capsys, "--inputs", "x1", "x1^2", "--hidden", "3", "2", "--activations", "tanh", "relu",
        "--edits", "0:2:0.5", "2:0:-1", "--steps", "3", "--samples", "8",
    )  # fmt: skip
    run = rows[-1]["run"]
    assert run["inputs"] == ["x1", "x1^2"]
    assert run["start"][2] != 0.5
    assert run["config"]["edits"] == [[0, 2, 0.5], [2, 0, -1.0]]
    assert len(run["data"]["train"]["x"]) == 8
    assert "--inputs: There is no such name." in told(capsys, 2, "--inputs", "x9")
    assert "not a whole number" in told(capsys, 2, "--edits", "one:2:3")
