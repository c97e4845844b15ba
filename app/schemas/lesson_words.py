"""What a lesson may speak of, by page: each form with what it means, as /learn/write tells it.

NAME stands for a name of the program or a setting, NUMBER for a number, COUNT for a whole one, TEXT for
anything.
"""

import re
from functools import cache

FACTS = {
    "expression": {
        "place": "start, forward, ready (all data, no gradient), backward or end",
        "step": "how many steps have happened",
        "pass": "which backward pass is shown, from 1",
        "value of NAME": "the data of the newest Value of this name",
        "gradient of NAME": "its gradient after the pass",
        "values": "how many Values the graph has",
        "ops": "the names of its ops: `ops has tanh`",
        "chosen": "the card that was clicked, or nothing",
        "opened": "the groups that are open, or nothing",
        "panel": "step, nudge, check, break, predict or code",
        "nudged": "which number is nudged, or nothing",
        "h": "by how much",
        "broken": "overwrite, keep, another order, no- and an op, or nothing",
        "predicted": "how many gradients were found, or all",
        "verdict": "of an engine in the program: right, wrong, unchecked or none",
        "program": "its text",
        "printed": "what it printed",
        "error": "its error, or nothing",
    },
    "train": {
        "step": "the step on screen",
        "playing": "yes or no",
        "loss": "the training loss there",
        "test loss": "the loss on the test samples",
        "accuracy": "from 0 to 1",
        "parameters": "how many there are",
        "dead": "how many neurons never answer",
        "setting NAME": "a setting, as the address has it: `setting learning_rate is 0.1`",
        "looking": "inside, if a sample is shown as Values; or nothing",
        "landscape": "slice, map or none",
        "kept": "how many runs are kept to compare with",
    },
}
"""What a condition or an answer may ask about."""

ACTIONS = {
    "expression": {
        "go to (start|ready|end)": "a place in the steps",
        "go to step COUNT": "one step",
        "open (step|nudge|check|break|predict|code)": "a panel",
        "set NAME to NUMBER": "a leaf's number",
        "break NAME": "overwrite, keep, creation, depth_first, breadth_first, or no- and an op",
        "mend everything": "nothing is broken any more",
        "choose NAME": "click a card",
        "nudge NAME by NUMBER": "in the panel Nudge",
        "pass COUNT": "a backward pass",
        "unfold NAME": "a group",
        "replace TEXT => TEXT": "a piece of the program by another",
        "write TEXT": "a whole program",
    },
    "train": {
        "train to COUNT": "a step",
        "set NAME to TEXT": "a setting",
        "look inside": "the Values of a sample",
        "start over": "from step 0",
        "keep this run": "to compare with",
        "show the (slice|map)": "of the loss landscape",
    },
}
"""What "Show me" can do for the person."""

NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?"
_STANDS_FOR = {"NAME": r".{1,80}?", "NUMBER": NUMBER, "COUNT": r"\d{1,6}", "TEXT": r"(?s:.){1,20000}?"}


@cache
def _pattern(form: str) -> re.Pattern[str]:
    words = re.split(r"\b(NAME|NUMBER|COUNT|TEXT)\b", form)
    return re.compile("".join(_STANDS_FOR.get(word, word) for word in words))


def is_fact(page: str, text: str) -> bool:
    """Whether the page can tell it."""
    return any(_pattern(form).fullmatch(text) for form in FACTS[page])


def is_action(page: str, text: str) -> bool:
    """Whether the page can do it."""
    return any(_pattern(form).fullmatch(text) for form in ACTIONS[page])
