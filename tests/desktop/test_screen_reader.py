"""The real window under a real accessibility bus, asked as a screen reader asks."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.desktop import settings as remembered
from annotator.desktop.settings import Settings
from annotator.domain.article import Metadata
from annotator.domain.sentence import say
from annotator.jobs import projects
from annotator.store import annotations, articles
from tests.records import article_of, passage

TEXT = "🚢 Tout navire sera saisi, dit Kim. Puis rien.\n\nFin."
TOOLS = ("Xvfb", "dbus-run-session")
SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")


def missing():
    """What a screen reader needs and this machine lacks."""
    lacking = [tool for tool in TOOLS if not shutil.which(tool)]
    if not SERVICE.exists():
        lacking.append("at-spi2-core")
    if importlib.util.find_spec("jeepney") is None:
        lacking.append("jeepney")
    return lacking


pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is a matter of Linux"),
    pytest.mark.skipif(bool(missing()), reason=f"not here: {', '.join(missing())}"),
]


@pytest.fixture
def screen():
    """A display of our own."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture
def labelled(project):
    article = article_of(TEXT, "000_x", metadata=Metadata(title="Un navire"))
    made = passage(
        article.id,
        project.own_set.id,
        (2, TEXT.index(", dit")),
        label="ACCUSATION",
        codebook_version="1.0.0",
    )
    with project.edit(say("Label")):
        articles.add(project, article, TEXT)
        annotations.put(project, made)
    projects.close(project)
    return project.path


@pytest.fixture
def told(labelled, screen, home, tmp_path):
    """What a reader was told by the window."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    remembered.save(Settings(coder="Ann", language="en"))
    environment = os.environ | {
        "DISPLAY": screen,
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "LANG": "C.UTF-8",
        "QT_ACCESSIBILITY": "1",
    }
    reader = Path(__file__).with_name("screen_reader.py")
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(reader), str(labelled)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_window_speaks_to_a_screen_reader(told):
    assert told["alive"]
    assert told["text"] == TEXT
    assert told["count"] == len(TEXT) + 1
    assert "org.a11y.atspi.Text" in told["interfaces"]
    first = TEXT.split("\n", 1)[0]
    letter, word, sentence, line, paragraph = (words for words, _, _ in told["units"])
    assert (letter, word, line, paragraph) == ("v", "navire", first, first)
    assert sentence.endswith("Kim. ")
    if told["selections"]:  # where selections cannot be proven right, none is claimed
        assert told["selection"] == [3, 7]
        before, inside, after = told["runs"]
        assert before == [{}, 0, 3]
        assert inside == [{"family-name": "Accusation"}, 3, 25]
        assert after[0] == {}
    assert (told["caret"], told["under"]) == (9, 4)
    assert told["description"] == "Labelled Accusation"
    heard = [tuple(news) for news in told["news"]]
    assert ("TextCaretMoved", 9) in heard
    assert ("PropertyChange", "Labelled Accusation") in heard
    assert ("Announcement", "Labelled Accusation") in heard
