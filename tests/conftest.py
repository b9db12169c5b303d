"""What all rooms' tests share: the users' own articles, a real project, a home of its own."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from annotator.desktop.undying import preserve
from annotator.jobs import projects

# A screen is not needed, and windows that flash up would take the focus from whoever runs this.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
preserve()

settings.register_profile("annotator", deadline=None, max_examples=100)
settings.load_profile("annotator")

_CHECKOUT = Path(__file__).parent.parent


def pytest_sessionfinish():
    """Empty the clipboard: without a screen it outlives Python, and what Python put there."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """Backups and settings of tests never touch those of the person who runs them."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    return folder


@pytest.fixture(scope="session")
def shared():
    """The folder of real files that are no part of the project."""
    folder = Path(os.environ.get("ANNOTATOR_SHARED") or _CHECKOUT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"the shared folder {folder} is not here; ANNOTATOR_SHARED can name it")
    return folder


@pytest.fixture
def project(tmp_path):
    """A new project with the default codebook, open for Ann."""
    made = projects.make(tmp_path / "project.annot", "Ann")
    yield made
    projects.close(made)
