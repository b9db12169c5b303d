"""None outlives any number of Qt's calls, on every Python."""

import subprocess
import sys

import pytest

from annotator.desktop.undying import preserve

CALLS = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
if "preserve" in sys.argv:
    from annotator.desktop.undying import preserve
    preserve()
    preserve()
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(20_000):
    thing.setObjectName("a")
    thing.blockSignals(False)
print(thing.objectName())
"""


def calls(*words):
    return subprocess.run(
        [sys.executable, "-c", CALLS, *words], capture_output=True, check=False, encoding="utf-8"
    )


def test_twenty_thousand_calls_are_survived():
    done = calls("preserve")
    assert (done.returncode, done.stdout) == (0, "a\n"), done.stderr


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="these objects are immortal here")
def test_it_gives_plenty_once():
    preserve()
    before = [sys.getrefcount(one) for one in (None, True, False, NotImplemented)]
    preserve()
    after = [sys.getrefcount(one) for one in (None, True, False, NotImplemented)]
    assert min(before) > 1 << 60
    assert all(abs(now - then) < 1000 for now, then in zip(after, before, strict=True))
