"""`watch`: what is asked in a notebook's frame is answered in its kernel."""

import json
import queue
from typing import Any

import pytest

from engine import Value, watch
from engine.train import Config, Trainer

pytest.importorskip("anywidget")


class Frame:
    """A page's side of the wire."""

    def __init__(self, window: Any) -> None:
        self.window = window
        self.heard: queue.Queue[tuple[dict[str, Any], bytes | None]] = queue.Queue()
        window.send = lambda message, buffers=None: self.heard.put((message, buffers and buffers[0]))

    def say(self, **message: object) -> None:
        self.window._hear(self.window, message, [])

    def hear(self) -> tuple[dict[str, Any], bytes | None]:
        return self.heard.get(timeout=30)

    def ask(self, path: str, body: object) -> Any:
        self.say(id="q", kind="ask", method="POST", path=path, body=json.dumps(body))
        message, _ = self.hear()
        assert (message["id"], message["kind"]) == ("q", "answer")
        return message["status"], json.loads(message["text"])


def test_a_graph_is_answered_as_the_server_answers_and_the_answer_is_kept() -> None:
    a = Value(3.0)
    square = a * a
    window = watch(square)
    frame = Frame(window)
    question = {"source": window.source, "pass": None, "open": "auto"}
    status, answer = frame.ask("/api/graph", question)
    assert status == 200
    assert [(node["label"], node["data"], node["grad"]) for node in answer["nodes"]] == [
        ("a", 3.0, 6.0),
        ("square", 9.0, 1.0),
    ]
    assert json.loads(window.kept[f"POST /api/graph {json.dumps(question)}"]) == answer
    status, found = frame.ask("/api/find", {"source": window.source, "pass": None, "name": "squ"})
    assert [hit["label"] for hit in found["found"]] == ["square"]


def test_a_bad_question_has_the_servers_error() -> None:
    frame = Frame(watch(Value(3.0) * 2))
    status, answer = frame.ask("/api/graph", {"source": 3})
    assert (status, answer["error"]["code"]) == (422, "request")
    assert frame.ask("/api/nothing", {})[0] == 404


def test_a_program_is_run_in_the_sandbox() -> None:
    frame = Frame(watch("a = 2\nb = a * a"))
    status, answer = frame.ask("/api/graph", {"source": "for i in range(3): print(i)\nb = 2", "open": "auto"})
    assert (status, answer["output"]) == (200, "0\n1\n2\n")


def test_a_trainer_is_taken_on_where_it_stands_and_is_left_alone() -> None:
    trainer = Trainer(Config(samples=20, hidden=(3,)))
    trainer.advance(5)
    frame = Frame(watch(trainer))
    frame.say(id="o", kind="ask", method="GET", path="/api/train/options")
    presets = json.loads(frame.hear()[0]["text"])["presets"]
    config = presets["moons-demo"]
    assert config == trainer.config.to_dict()
    frame.say(id="s", kind="open", path="/ws/train")
    assert frame.hear()[0] == {"id": "s", "kind": "opened"}
    frame.say(id="s", kind="say", text=json.dumps({"type": "start", "config": config}))
    ready = json.loads(frame.hear()[0]["text"])
    assert (ready["type"], ready["step"]) == ("ready", 5)
    frame.say(id="s", kind="say", text=json.dumps({"type": "step", "count": 2}))
    frame.say(id="s", kind="close")
    while (message := frame.hear()[0])["kind"] != "closed":
        assert message["kind"] == "said"
    assert trainer.step == 5


@pytest.mark.parametrize(
    "message", [{}, {"kind": "say", "id": "x"}, {"kind": "other", "id": 3}, "text", None]
)
def test_what_is_no_message_is_passed_over(message: Any) -> None:
    frame = Frame(watch(Value(3.0)))
    frame.window._hear(frame.window, message, [])
    assert frame.ask("/api/graph", {"source": "number = 3", "open": "auto"})[0] == 200


@pytest.mark.parametrize("thing", [3, None, [Value(1.0)]])
def test_what_cannot_be_shown_is_said(thing: Any) -> None:
    with pytest.raises(TypeError, match="watch takes a Value"):
        watch(thing)


def test_the_page_is_whole_and_asks_for_no_file() -> None:
    for window in (watch(Value(1.0)), watch(Trainer(Config(samples=4, hidden=(2,))))):
        assert window.page.startswith("<!doctype html>")
        assert "<link" not in window.page
        assert "<script src" not in window.page
        assert window.page.count("</script>") == window.page.count("<script")
