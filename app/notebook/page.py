"""A page as one text, with its modules and styles inside: for a frame that has no server to ask for them."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from app import __version__, assets, bundling
from app.routes.pages import make_templates

PARTS = {
    "graph": ("embed.html", "js/notebook/graph.js", ("css/main.css",)),
    "training": (
        "train.html",
        "js/notebook/training.js",
        ("css/main.css", "vendor/uPlot.min.css", "css/train.css"),
    ),
}
FRAME = "js/notebook/frame.js"


@lru_cache(maxsize=4)
def page(kind: str) -> str:
    """The page for `graph` or `training`."""
    template, script, styles = PARTS[kind]
    rendered = make_templates().env.get_template("notebook.html").render(
        page=template, embedded=True, nonce="", version=__version__, site=assets.Site("", None),
        styles=[text_of(name) for name in styles], script=text_of(script), theme=text_of("js/theme.js"),
    )  # fmt: skip
    return str(rendered).lstrip()


def text_of(name: str) -> str:
    """A file of the bundle, as it may stand in a script or style element."""
    root = assets.static_dir().parent
    bundling.ensure(root)
    text = (bundling.built(root) / _manifest(root)[name]["file"]).read_text("utf-8")
    text = text.partition("//# sourceMappingURL")[0].partition("/*# sourceMappingURL")[0]
    return str(text).replace("<!--", "\\x3C!--").replace("</script", "<\\/script")


def _manifest(root: Path) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = json.loads((bundling.built(root) / "manifest.json").read_text("utf-8"))
    return known
