"""`python -m tests.fuzz --minutes 5`: random whole programs until the time is over or one of them fails."""

import argparse
import random
import sys
import time

from tests.engine.language.fuzzing.grammar import Grammar
from tests.engine.language.fuzzing.judge import compare, judge


def slip(source: str, dice: random.Random) -> str:
    """The program with a slip in it: a piece cut out, doubled or moved elsewhere."""
    start = dice.randrange(len(source))
    piece = source[start : start + dice.randint(1, 12)]
    rest = source[:start] + source[start + len(piece) :]
    at = dice.randrange(len(rest))
    return dice.choice([rest, rest[:at] + piece + rest[at:], source[:at] + piece + source[at:]])


def wrapped(source: str) -> str:
    """The same program over Values: what it holds are graphs."""
    return source.replace("a, b, n = 1.5, -2, 3", "a, b, n = Value(1.5), Value(-2.0), 3")


def attempt(seed: int) -> str | None:
    """The program of a seed that breaks a promise; None if it keeps all."""
    dice = random.Random(seed)
    source = Grammar(dice).program()
    kinds = ((compare, source), (judge, wrapped(source)), (judge, slip(source, dice)))
    for check, text in kinds:
        try:
            check(text)
        except Exception as error:  # noqa: BLE001 (any of them is what is looked for)
            return f"# seed {seed}: {type(error).__name__}: {error}\n{text}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0, help="the first one")
    parser.add_argument("--keep-going", action="store_true", help="after a failure")
    options = parser.parse_args()
    until, seed, failures = time.monotonic() + 60 * options.minutes, options.seed, 0
    while time.monotonic() < until:
        failure = attempt(seed)
        seed += 1
        if failure:
            failures += 1
            print(failure, flush=True)
            if not options.keep_going:
                break
    print(f"{seed - options.seed} seeds, {failures} failures", flush=True)
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
