"""Every bench of the project in one table, and as rows of a JSON file.

    python -m tests.bench [NAME ...] [--json FILE]

Each bench compares with a peer in the same run: on a noisy machine the ratio holds, the figure does not.
"""

from __future__ import annotations

import argparse
import importlib
import json
from pathlib import Path

BENCHES = ("engine", "program", "tape", "server", "graph", "page", "train_page", "soak")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure beside peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(BENCHES)} (all)")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="where to write the rows")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHES)
    if unknown:
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    rows: list[dict[str, object]] = []
    for name in arguments.names or BENCHES:
        print(f"measuring {name} …", flush=True)
        rows += importlib.import_module(f"tests.bench.{name}").rows()
    print()
    print_table(rows)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nrows written to {arguments.json}")


def print_table(rows: list[dict[str, object]]) -> None:
    """Columns as wide as their widest cell."""
    cells = [["", "value", "unit", "against", "ratio"]]
    for row in rows:
        value, ratio = float(str(row["value"])), row["ratio"]
        shown = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
        beside = "" if ratio is None else f"{ratio:.2f}"
        cells.append([str(row["name"]), shown, str(row["unit"]), str(row["against"]), beside])
    widths = [max(len(line[i]) for line in cells) for i in range(5)]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
