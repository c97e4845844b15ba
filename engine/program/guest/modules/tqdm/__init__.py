"""tqdm: loops run as they are, and the bar, which goes to the error stream, is not drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


class tqdm:
    """An iterable that counts its turns in `n`."""

    def __init__(
        self, iterable: Iterable[Any] | None = None, desc: str | None = None, total: Any = None, *_: Any,
        initial: int = 0, disable: bool = False, **options: Any,
    ) -> None:  # fmt: skip
        self.iterable, self.desc, self.disable, self.n = iterable, desc or "", bool(disable), initial
        self.total = len(iterable) if total is None and hasattr(iterable, "__len__") else total  # type: ignore[arg-type]
        self.leave, self.unit = options.get("leave", True), options.get("unit", "it")
        self.postfix: str | None = None

    def __iter__(self) -> Iterator[Any]:
        for thing in self.iterable or ():
            yield thing
            self.n += 1

    def __len__(self) -> int:
        return int(self.total)

    def __bool__(self) -> bool:
        return self.total is None or self.total > 0

    def __enter__(self) -> tqdm:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def update(self, n: float = 1) -> None:
        self.n += n  # type: ignore[assignment]

    def set_description(self, desc: str | None = None, refresh: bool = True) -> None:
        self.desc = f"{desc}: " if desc else ""

    def set_description_str(self, desc: str | None = None, refresh: bool = True) -> None:
        self.desc = desc or ""

    def set_postfix(self, ordered_dict: Any = None, refresh: bool = True, **named: Any) -> None:
        self.postfix = ", ".join(
            f"{k}={v:.3g}" if isinstance(v, float) else f"{k}={v}"
            for k, v in {**(ordered_dict or {}), **named}.items()
        )

    def set_postfix_str(self, s: str = "", refresh: bool = True) -> None:
        self.postfix = s

    def close(self) -> None:
        """Nothing is open."""

    def reset(self, total: Any = None) -> None:
        self.n, self.total = 0, self.total if total is None else total

    refresh = clear = display = unpause = close

    @staticmethod
    def write(s: str, file: Any = None, end: str = "\n", nolock: bool = False) -> None:
        """Prints a line beside the bar."""
        print(s, end=end, file=file)

    @classmethod
    def pandas(cls, **_: Any) -> None:
        """There is no pandas."""


def trange(*ends: int, **options: Any) -> tqdm:
    """`tqdm(range(...))`."""
    return tqdm(range(*ends), **options)


tqdm_notebook, tnrange = tqdm, trange
