"""Before Qt is let in: what is missing is a sentence, never a signal."""

import sys

import pytest

from annotator.desktop import preflight
from annotator.desktop.preflight import NoWindowError


@pytest.fixture
def machine(monkeypatch):
    """A Linux with a screen of this kind and without these libraries."""

    def made(missing=(), **environment):
        monkeypatch.setattr(sys, "platform", "linux")
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(preflight, "_is_there", lambda library: library not in missing)

    return made


def sentence():
    with pytest.raises(NoWindowError) as caught:
        preflight.check()
    return str(caught.value)


def test_without_a_screen_it_says_what_to_do(machine):
    machine()
    assert "DISPLAY" in sentence()
    machine(DISPLAY="")
    assert "annotator --help" in sentence()


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "vnc"},
    ],
)
def test_with_one_it_says_nothing(machine, environment):
    machine(**environment)
    preflight.check()


def test_a_missing_library_is_named_by_its_package(machine):
    machine(["libxcb-cursor.so.0", "libEGL.so.1"], DISPLAY=":0")
    assert sentence().endswith("apt-get install libegl1 libxcb-cursor0")


@pytest.mark.parametrize(
    ("environment", "needs_x11"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, True),
        ({"QT_QPA_PLATFORM": "xcb:foo", "WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, False),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, False),
    ],
)
def test_what_only_x11_needs_is_asked_only_there(machine, environment, needs_x11):
    machine(["libxcb-cursor.so.0"], **environment)
    if needs_x11:
        assert "libxcb-cursor0" in sentence()
    else:
        preflight.check()


def test_other_systems_are_not_asked(machine, monkeypatch):
    machine(["libEGL.so.1"])
    monkeypatch.setattr(sys, "platform", "darwin")
    preflight.check()


def test_a_library_is_looked_for_in_earnest():
    assert not preflight._is_there("libnobodyhasthis.so.7")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of Linux libraries")
def test_a_library_outside_the_usual_folders_is_found_by_the_loader(monkeypatch):
    monkeypatch.setattr(preflight, "_FOLDERS", ())
    assert preflight._is_there("libc.so.6")
