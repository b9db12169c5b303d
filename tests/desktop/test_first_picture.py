"""The first picture is the real window, and comes before all that it can do without."""

import json
import os
import subprocess
import sys

import pytest

from annotator.desktop import settings as remembered
from annotator.domain.sentence import say
from annotator.jobs import import_files, projects
from annotator.store import annotations, articles
from tests.records import passage

# Runs the program until its first picture is painted, and tells what there is by then.
PROGRAM = """
import json, sys
from pathlib import Path
from annotator.desktop import entry
from annotator.desktop import window as windows
from PySide6 import QtWidgets
def tell(window):
    canvas = window.view.canvas
    told = {
        "modules": sorted(sys.modules),
        "classes": sorted(vars(QtWidgets)),
        "rows": window.articles.rows.rowCount(),
        "text": window.view.text,
        "marks": sum(len(one.marks.tint) for one in canvas.page.placed()),
        "heading": window.view.heading.title.words(),
    }
    Path(sys.argv[1]).write_text(json.dumps(told))
    window.close()
go_on = windows.Window._go_on
windows.Window._go_on = lambda window: (tell(window), go_on(window))
sys.exit(entry.main([]))
"""
# Classes of Qt with many enumerations, and one that is made only where all widgets are.
CLASSES = ("QStyle", "QWizard")
# What only a gesture, an edit or another format needs.
WITHOUT = (
    *("sqlite_utils", "hashlib", "uuid", "html", "platform", "difflib", "tomli_w"),
    *("annotator.store.kinds", "annotator.store.annotations", "annotator.store.statements"),
    *("annotator.review", "annotator.formats", "annotator.suggest"),
    *("annotator.desktop.desk", "annotator.desktop.verbs", "annotator.desktop.panels.passage"),
    *("annotator.desktop.canvas.gestures", "annotator.desktop.canvas.keys"),
)


@pytest.fixture
def told(tmp_path, home):
    """What there is when the first picture of a labelled project is painted."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "000_port.txt").write_text("Le port rouvrira.\n", encoding="utf-8")
    (tmp_path / "texts" / "001_mer.txt").write_text("La mer est calme.\n", encoding="utf-8")
    project = projects.make(tmp_path / "affaire.annot", "Ana")
    import_files.run(project, [tmp_path / "texts"])
    with project.edit(say("Label")):
        annotations.put(project, labelled(project))
    projects.close(project)
    remembered.save(remembered.Settings(coder="Ana", last_project=str(project.path)))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "told.json")],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    return json.loads((tmp_path / "told.json").read_text())


def labelled(project):
    return passage(articles.first(project), project.own_set.id, (0, 7))


def test_the_first_picture(told):
    assert told["rows"] == 2
    assert told["text"] == "Le port rouvrira.\n"
    assert told["marks"] == 1
    assert "port" in told["heading"]
    assert [name for name in WITHOUT if name in told["modules"]] == []
    assert [name for name in CLASSES if name in told["classes"]] == []


ALL_ROOMS = """
import builtins, importlib, pkgutil, sys
from annotator.desktop import groundwork
importing = builtins.__import__
groundwork.lay()
assert "PySide6.QtCore" in sys.modules
assert builtins.__import__ is importing
import annotator.desktop
for module in pkgutil.walk_packages(annotator.desktop.__path__, "annotator.desktop."):
    importlib.import_module(module.name)
"""


def test_imports_are_pythons_own_again():
    """PySide's hook reads the source of what it imports; every room does without it."""
    done = subprocess.run(
        [sys.executable, "-c", ALL_ROOMS], capture_output=True, check=False, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
