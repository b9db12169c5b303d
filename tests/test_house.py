"""The house: rooms, sizes and names hold, and the tools find nothing."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "annotator").rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core"}


def run(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_doors_open_only_downwards():
    run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")


def test_ruff_finds_nothing():
    run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    run(sys.executable, "-m", "ruff", "format", "--check", "--no-cache", ".")


def test_types_fit():
    run(sys.executable, "-m", "mypy", "--no-incremental", "--cache-dir", "/dev/null")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert path.stem not in VAGUE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


def test_functions_are_short_in_the_main():
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_the_main_window_stays_small():
    window = ROOT / "annotator" / "desktop" / "window.py"
    assert len(window.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_packages_hold_a_docstring_only(path):
    if path.name == "__init__.py":
        (only,) = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(only, ast.Expr)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_sentences_are_literals(path):
    """A sentence that is put together at run time can never be translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"tr", "say", "trn"}
            and path.name not in {"words.py", "sentence.py"}
        ):
            assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"


def test_nothing_names_a_registry_or_a_machine():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    pattern = re.compile(
        r"https?://[^\s\"']*(pypi|pythonhosted|simple/)|--index-url|/root/", re.IGNORECASE
    )
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".json"} and path != Path(__file__):
            assert not pattern.search(path.read_text(encoding="utf-8", errors="ignore")), name


@pytest.mark.parametrize("module", ["cli", "jobs.export", "store.opening"])
def test_qt_and_heavy_libraries_wait(module):
    code = (
        f"import annotator.{module}, sys; "
        "found = {'PySide6', 'sqlite_utils', 'charset_normalizer'} & set(sys.modules); "
        "sys.exit(str(found) if found else 0)"
    )
    run(sys.executable, "-c", code)
