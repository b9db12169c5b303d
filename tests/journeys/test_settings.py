"""Settings through the window: letters, colours, names, places; kept for the next start."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from annotator import words
from annotator.desktop import recent, theme
from annotator.desktop import settings as remembered
from annotator.desktop.dialogs.settings_dialog import SettingsDialog
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.jobs import projects

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
QUOTE = "«La politique de Tarsk est hostile»"


@pytest.fixture(autouse=True)
def light_again():
    yield
    theme.apply("light")
    words.speak("en")


@pytest.fixture
def next_start(qtbot):
    """A window made of nothing but the settings file, as the next start does."""
    made = []

    def make():
        settings = remembered.load()
        theme.apply(settings.theme)
        window = Window(Session(), settings)
        qtbot.addWidget(window)
        window.complete()
        window.session.open(projects.open_(Path(settings.last_project), settings.coder))
        recent.open_first(window.session, settings)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()


def ground(window):
    """The colour at a free place of the text."""
    view = window.view.canvas.viewport()
    return view.grab().toImage().pixelColor(view.width() - 3, view.height() - 3).name()


def answer(monkeypatch, change, keep=True):
    """A person who does this in the settings dialog."""

    def exec_(dialog):
        change(dialog)
        (dialog.accept if keep else dialog.reject)()
        return dialog.result()

    monkeypatch.setattr(SettingsDialog, "exec", exec_)


# ---------------------------------------------------------------------- reading


def test_letters_grow_and_shrink_within_bounds(person, settings):
    def height():
        return person.canvas.rect_of(person.span("Tarsk")).height()

    first = height()
    person.press((Qt.Key.Key_Plus, CTRL), (Qt.Key.Key_Plus, CTRL))
    assert (settings.font_size, height() > first) == (16.4, True)
    person.press((Qt.Key.Key_0, CTRL))
    assert (settings.font_size, height()) == (13.5, first)
    for _ in range(30):
        person.press((Qt.Key.Key_Minus, CTRL))
    assert (settings.font_size, height() < first) == (8.0, True)
    for _ in range(30):
        person.window.reading.zoom(1)
    assert settings.font_size == 40.0


def test_zoom_keeps_the_words_and_labels_in_place(person):
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_Plus, CTRL))
    person.click("politique")
    assert person.in_hand() == [("ACCUSATION", QUOTE)]


def test_another_theme_restyles_everything(person, settings):
    assert ground(person.window) == theme.LIGHT.base
    person.press((Qt.Key.Key_D, CTRL | SHIFT))
    assert settings.theme == "dark"
    assert ground(person.window) == theme.DARK.base
    window_color = QApplication.palette().color(QPalette.ColorRole.Window)
    assert window_color == QColor(theme.DARK.window)
    panel = person.window.articles.grab().toImage()
    side = person.window.side.grab().toImage()
    status = person.window.status.grab().toImage()
    for image in (panel, side, status):
        spots = [
            image.pixelColor(x, y).lightness()
            for x in range(2, image.width(), 5)
            for y in range(2, image.height(), 5)
        ]
        assert sorted(spots)[len(spots) // 2] < 80
    person.press((Qt.Key.Key_D, CTRL | SHIFT))
    assert ground(person.window) == theme.LIGHT.base


def test_names_codes_none(person, settings):
    person.select(QUOTE)
    person.press("5", Qt.Key.Key_Escape)
    pictures, kept = [], []
    for _ in range(4):
        pictures.append(person.canvas.viewport().grab().toImage())
        kept.append(settings.names)
        person.press((Qt.Key.Key_L, CTRL))
    assert kept == ["names", "codes", "none", "names"]
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]
    assert pictures[0] == pictures[3]
    assert person.found() == [("ACCUSATION", QUOTE)]


def test_invisible_characters_are_shown_and_are_no_text(person, settings):
    before, text = person.canvas.viewport().grab().toImage(), person.text
    person.window.actions_table["invisibles"].trigger()
    assert settings.invisibles
    assert person.canvas.viewport().grab().toImage() != before
    assert person.text == text
    person.window.actions_table["invisibles"].trigger()
    assert person.canvas.viewport().grab().toImage() == before


# ---------------------------------------------------------------------- the dialog


def test_a_change_is_seen_at_once_and_kept(person, monkeypatch, settings):
    seen = []

    def change(dialog):
        dialog.font_size.setValue(20)
        dialog.measure.setValue(50)
        seen.append(person.canvas.rect_of(person.span("Tarsk")).height())

    before = person.canvas.rect_of(person.span("Tarsk")).height()
    answer(monkeypatch, change)
    person.window.actions_table["settings"].trigger()
    assert seen[0] > before
    assert (settings.font_size, settings.measure) == (20.0, 50)
    person.settle()
    assert remembered.load().font_size == 20.0


def test_cancel_puts_everything_back(person, monkeypatch, settings):
    def change(dialog):
        dialog.font_size.setValue(20)
        dialog.theme.setCurrentIndex(2)
        dialog.theme.activated.emit(2)
        assert theme.current().dark

    answer(monkeypatch, change, keep=False)
    before = person.canvas.viewport().grab().toImage()
    person.window.actions_table["settings"].trigger()
    assert (settings.font_size, settings.theme) == (13.5, "light")
    assert person.canvas.viewport().grab().toImage() == before
    assert remembered.load().font_size == 13.5


def test_another_name_is_another_coder_in_the_same_project(person, monkeypatch):
    person.select(QUOTE)
    person.press("5")
    answer(monkeypatch, lambda dialog: dialog.coder.setText("  Bob   Martin "))
    person.window.actions_table["settings"].trigger()
    assert person.project.coder.name == "Bob Martin"
    assert (person.found(), person.shown()) == ([], [])
    answer(monkeypatch, lambda dialog: dialog.coder.setText("Ana"))
    person.window.actions_table["settings"].trigger()
    assert person.found() == [("ACCUSATION", QUOTE)]


def test_an_empty_name_is_no_other_coder(person, monkeypatch):
    answer(monkeypatch, lambda dialog: dialog.coder.clear())
    person.select(QUOTE)
    person.press("5")
    person.window.actions_table["settings"].trigger()
    assert person.window.session.is_open
    assert person.project.coder is not None
    assert person.project.coder.name


@pytest.mark.parametrize(("place", "asked"), [(1, 0), (2, 1)])
def test_another_language_is_asked_for_once(person, monkeypatch, settings, place, asked):
    settings.language = "en"
    wishes = []
    person.window.language_changed.connect(lambda: wishes.append(settings.language))

    def change(dialog):
        dialog.language.setCurrentIndex(place)
        dialog.language.activated.emit(place)

    answer(monkeypatch, change)
    person.window.actions_table["settings"].trigger()
    assert wishes == ["fr"] * asked


# ---------------------------------------------------------------------- the next start


def test_window_panels_and_place_are_as_they_were(person, path, next_start):
    window = person.window
    window.verbs.files.open(str(path))
    window.resize(790, 640)  # no larger than a screen that is not there
    window.splitter.setSizes([200, 390, 200])
    window.side.setCurrentIndex(1)
    window.actions_table["articles_panel"].trigger()
    window.actions_table["articles_panel"].trigger()
    person.press((Qt.Key.Key_Plus, CTRL), (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier))
    person.settle()
    sizes, article = window.splitter.sizes(), window.session.article
    window.close()
    again = next_start()
    assert (again.width(), again.height()) == (790, 640)
    assert again.splitter.sizes() == sizes
    assert again.side.currentIndex() == 1
    assert again.settings.font_size == 14.9
    assert again.session.project.path == path
    assert again.session.article == article


@pytest.mark.parametrize("written", ["zz", "00", "01d9d0cb" * 3, "é"])
def test_a_spoilt_place_is_ignored(qtbot, written):
    window = Window(Session(), Settings(geometry=written, layout=written, side_tab=77))
    qtbot.addWidget(window)
    window.show()
    assert window.width() > 300
    assert all(size > 0 for size in window.splitter.sizes())


@pytest.mark.parametrize(
    "spoilt",
    [
        {"names": "pink"},
        {"theme": "pink"},
        {"font_size": -3.0},
        {"font_size": 1e9},
        {"font_size": float("nan")},
        {"line_height": 1e6},
        {"measure": -50},
        {"measure": 10**7},
        {"last_articles": {"a": 3}},
    ],
    ids=str,
)
def test_what_was_spoilt_by_hand_still_shows_the_article(qtbot, make_window, path, home, spoilt):
    remembered.save(Settings(**{"theme": "light", "coder": "Ana", **spoilt}))
    read = remembered.load()
    window = make_window(path)
    window.take_settings(read)
    window.view.canvas.viewport().repaint()
    QApplication.processEvents()
    shown = window.view.canvas.viewport().grab().toImage()
    inks = {
        shown.pixelColor(x, y).name()
        for x in range(0, shown.width(), 2)
        for y in range(0, shown.height(), 2)
    }
    assert len(inks) > 3
    window.reading.zoom(1)
    assert 8 <= window.settings.font_size <= 40


def test_a_settings_folder_that_cannot_be_written_closes_all_the_same(person, home, path):
    (home / "config").write_text("no folder")
    person.select(QUOTE)
    person.press("5", (Qt.Key.Key_Plus, CTRL))
    person.window.close()
    assert not person.window.session.is_open
    assert sorted(one.name for one in path.parent.iterdir() if one.is_file()) == [path.name]


def test_a_project_whose_name_is_not_utf_8_lives_and_closes(new_person, path):
    strange = path.with_name(b"\xe9t\xe9.annot".decode(errors="surrogateescape"))
    path.rename(strange)
    person = new_person(strange)
    person.select(QUOTE)
    person.press("5")
    person.window.close()
    assert not person.window.session.is_open
    assert [one for one in strange.parent.iterdir() if one.is_file()] == [strange]


def test_where_one_was_is_kept_before_the_window_is_closed(person, qtbot):
    """A program that is killed opens where one was all the same."""
    path = person.project.path
    person.window.session.close()
    person.window.verbs.files.open_path(path)
    person.press((Qt.Key.Key_PageDown, CTRL))
    article = person.window.session.article

    def is_kept():
        kept = remembered.load()
        return kept.last_project == str(path) and article in kept.last_articles.values()

    qtbot.waitUntil(is_kept, timeout=20_000)


def test_reading_only_leaves_no_trace(person, qtbot):
    path = person.project.path
    qtbot.waitUntil(remembered.path().exists, timeout=20_000)
    person.window.session.close()
    remembered.path().unlink()
    assert person.window.verbs.files.show_reading(path)
    qtbot.wait(800)
    assert not remembered.path().exists()
