"""The real window on a real project, driven through widgets with mouse and keys."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import words
from annotator.desktop import recent, theme
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.span import Span
from annotator.jobs import import_files, projects
from annotator.store import annotations, integrity

KIM = (
    " date 2024-11 Lisbourg, 23 novembre, NORIA\n"
    "\n"
    "Le gouverneur Aldo Vern a déclaré que l’île n’accepterait aucun péage. « Nous avons tout "
    "essayé », a-t-il noté, « et nous ne céderons pas », a rapporté l’agence Noria.\n"
    "\n"
    "«La politique de Tarsk est hostile», a déclaré Vern dans son discours 🚢. Tarsk dément."
)
SECOND = " date 2024-12 PARIS (Noria) - Odile Marchais exige des chiffres.\n\nElle l'a dit hier."


class Person:
    """Does to the window what a person does, and looks at what is there."""

    def __init__(self, qtbot, window):
        self.qtbot = qtbot
        self.window = window
        self.canvas = window.view.canvas

    @property
    def project(self):
        return self.window.session.project

    @property
    def text(self):
        return self.window.view.text

    def span(self, words, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    def select(self, words, nth=0):
        self.canvas.setFocus()
        self.canvas.select(self.span(words, nth))
        self.canvas.reveal(self.span(words, nth).start)
        self.settle()

    def put_caret(self, words, inside=1):
        self.canvas.setFocus()
        self.canvas.set_caret(self.span(words).start + inside)
        self.settle()

    def press(self, *keys):
        """Letters as text, others as `Qt.Key`, with modifiers as pairs."""
        for key in keys:
            target = QApplication.focusWidget() or self.canvas
            if isinstance(key, str):
                QTest.keyClicks(target, key)
            elif isinstance(key, tuple):
                QTest.keyClick(target, key[0], key[1])
            else:
                QTest.keyClick(target, key)
            self.settle()

    def drag(self, words, modifier=Qt.KeyboardModifier.NoModifier, nudge=(0, 0)):
        """Drag the mouse over words; `nudge` moves the two ends by so many pixels."""
        self.canvas.reveal(self.span(words).start)
        self.settle()
        place = self.canvas.rect_of(self.span(words))
        middle = place.center().y()
        start, end = (
            QPoint(place.left() + nudge[0], middle),
            QPoint(place.right() + nudge[1], middle),
        )
        view = self.canvas.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, modifier, start)
        QTest.mouseMove(view, QPoint((start.x() + end.x()) // 2, middle))
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, end)
        self.settle()

    def click(self, words, nth=0):
        place = self.canvas.rect_of(self.span(words, nth))
        QTest.mouseClick(
            self.canvas.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            place.center(),
        )
        self.settle()

    def there_and_back(self, read, before, after, *, by_keys=False):
        """Undo and redo, perhaps with their keys, wherever the focus is."""
        undo, redo = self.window.verbs.undo, self.window.verbs.redo
        if by_keys:
            control = Qt.KeyboardModifier.ControlModifier
            undo = partial(self.press, (Qt.Key.Key_Z, control))
            redo = partial(self.press, (Qt.Key.Key_Y, control))
        assert read() == after
        for step, expected in ((undo, before), (redo, after)):
            step()
            self.settle()
            assert read() == expected
            assert list(integrity.problems(self.project)) == []

    def settle(self):
        QApplication.processEvents()

    def found(self):
        """What is labelled in the article: (label, words), in order."""
        mine = annotations.of_article(
            self.project, self.window.session.article, self.window.session.set
        )
        return [(one.label, one.words(self.text)) for one in mine]

    def in_hand(self):
        return [(one.label, one.words(self.text)) for one in self.window.desk.annotations()]

    def shown(self):
        """What the canvas draws: fragments with their looks."""
        marks = self.canvas.page.index.between(0, len(self.text))
        return sorted((mark.start, mark.end, mark.look) for mark in marks)


@pytest.fixture
def texts():
    """The articles of a journey, by the names of their files."""
    return {"000_00000000000000aa.txt": KIM, "003_00000000000000bb.txt": SECOND}


@pytest.fixture
def folder(tmp_path, texts):
    """The articles as the program's users have them."""
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in texts.items():
        (made / name).write_text(text, encoding="utf-8", newline="")
    return made


@pytest.fixture
def settings():
    return Settings(theme="light", coder="Ana", font="DejaVu Serif")


@pytest.fixture
def make_window(qtbot, settings):
    """Opens a window on a project file; several at once are not needed."""
    made = []

    def make(path, coder=""):
        settings.coder = coder or settings.coder
        words.speak("en")
        theme.apply(settings.theme)
        window = Window(Session(), settings)
        qtbot.addWidget(window)
        window.complete()
        window.session.open(projects.open_(path, settings.coder))
        recent.open_first(window.session, settings)
        window.show()
        window.activateWindow()
        window.view.canvas.setFocus()
        QApplication.processEvents()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()


@pytest.fixture
def path(tmp_path, folder):
    """A project with the two articles, closed."""
    place = tmp_path / "affair.annot"
    project = projects.make(place, "Ana")
    import_files.run(project, [folder])
    projects.close(project)
    return place


@pytest.fixture
def person(qtbot, make_window, path):
    return Person(qtbot, make_window(path))


@pytest.fixture
def editor(person):
    """The codebook's editor beside the text, with the focus in its outline."""
    person.press((Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier))
    person.settle()
    made = person.window.verbs.editing.editor
    made.outline.setFocus()
    return made


@pytest.fixture
def new_person(qtbot, make_window):
    return lambda place, coder="": Person(qtbot, make_window(place, coder))
