"""The program with a window: everything is built here once, in the order that shows it soonest."""

import gc
import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator import words
from annotator.desktop import recent, theme
from annotator.desktop import settings as remembered
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.sentence import AnnotatorError, Sentence, say
from annotator.store import articles, opening


def run(argument: str = "") -> int:
    """Open the window with a project, a folder of articles, or what was open last; the exit code.

    Raises:
        AnnotatorError: what was asked for is not there.
    """
    settings = remembered.load()
    application = start(settings)
    program = Program(application, settings)
    window = program.window
    path = _wanted(argument, settings.last_project)
    opened = path is not None and open_quickly(window, path)
    if path is None:
        window.complete()
    window.show()
    if path is not None and not opened:
        QTimer.singleShot(0, lambda: open_at_start(window, path))
    QTimer.singleShot(_WARM_AFTER, warm)
    try:
        return int(application.exec())
    finally:
        program.window.session.close()  # threads still read where the window was not closed first


class Program(QObject):
    """The window of the moment: another language needs another one."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self.window = self._made(Window(Session(), settings))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        QTimer.singleShot(0, self._catch)

    def _made(self, window: Window) -> Window:
        # Queued: the window that asks must be done with asking before it goes.
        window.language_changed.connect(self.renew, Qt.ConnectionType.QueuedConnection)
        return window

    def renew(self) -> None:
        """The same session in a new window, in the language that was chosen."""
        old = self.window
        old.passage.commit()
        old.remember()
        old.verbs.checking.leave()
        old.verbs.safety.leave()
        speak(self._application, old.settings.language)
        article = old.session.article
        self.window = self._made(Window(old.session, old.settings))
        self.window.complete()
        old.hide()
        old.setParent(None)
        old.deleteLater()
        if old.session.is_open:
            old.session.opened.emit()
            if article is not None:
                old.session.open_article(article)
        self.window.show()

    def _catch(self) -> None:
        """From now on, what nobody caught becomes a notice or a report."""
        from annotator.desktop.safety.errors import Hooks  # noqa: PLC0415 - behind the first picture

        Hooks(self._say, self._show_bug).install()

    def _say(self, sentence: Sentence) -> None:
        self.window.overlays.say_sentence(sentence)

    def _show_bug(self, report: str) -> None:
        if "verbs" in vars(self.window):
            self.window.verbs.checking.explain(report)
        else:
            self.window.overlays.show_bug(report)

    def _follow_system(self) -> None:
        if self.window.settings.theme == "system":
            self.window.take_settings(self.window.settings)


def _wanted(argument: str, last: str) -> Path | None:
    if argument and not Path(argument).exists():
        raise AnnotatorError(say("{path} is not there.", path=argument))
    if argument:
        return Path(argument)
    return Path(last) if last and Path(last).is_file() else None


class Picture(NamedTuple):
    """What a picture of the window shows; `size` in pixels, `article` by name or the first."""

    article: str = ""
    size: tuple[int, int] = (1360, 840)
    theme: str = "light"
    language: str = ""


_WARM_AFTER = 400
"""Milliseconds until what the first edit needs is loaded: the window is painted by then."""

_TURNS = 5
"""What is wrapped finds its height in several turns of Qt's loop."""

_COLLECTED = 20_000, 20, 20
"""A page of many passages makes thousands of things at one go; most die with it."""


def start(settings: Settings) -> QApplication:
    """Qt's application in our style, colours and language."""
    QGuiApplication.setDesktopFileName("annotator")
    # Setting the style later would bring in its class, which the first picture can do without.
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application.setApplicationName("Annotator")
    theme.apply(settings.theme)
    _begin_to_speak(application, settings.language)
    return application


def speak(application: QApplication, language: str) -> None:
    """Use a language, or the system's, for our words and for Qt's own buttons."""
    for former in application.findChildren(QTranslator):
        application.removeTranslator(former)
        former.deleteLater()
    _begin_to_speak(application, language)


def _begin_to_speak(application: QApplication, language: str) -> None:
    words.speak(language or QLocale.system().name()[:2])
    QLocale.setDefault(QLocale(words.language()))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{words.language()}", folder):
        application.installTranslator(translator)


def warm() -> None:
    """Load what the first edit needs; from now on garbage is collected again.

    What is there by now stays: it is not looked through again and again while frames wait.
    """
    opening.prepare_to_write()
    gc.freeze()
    gc.set_threshold(*_COLLECTED)
    gc.enable()


def open_quickly(window: Window, path: Path) -> bool:
    """Open a project that needs nothing but opening, before the first picture; whether it did."""
    settings = window.settings
    if not path.is_file() or not settings.coder:
        return False
    try:
        project = opening.open_if_current(path, settings.coder)
    except (AnnotatorError, OSError):
        return False  # said in full when it is opened again behind the first picture
    if project is None:
        return False
    window.session.open(project)
    settings.last_project = str(path.absolute())
    recent.open_first(window.session, settings)
    return True


def open_at_start(window: Window, path: Path) -> None:
    """Open what was asked for; what cannot be opened is said in the window."""
    try:
        window.verbs.files.open_path(path)
    except AnnotatorError as error:
        window.overlays.say_sentence(error.sentence)


def draw(project: Path, out: Path, picture: Picture) -> None:
    """Draw the window with a project, without a screen, and save it.

    Raises:
        AnnotatorError: the project cannot be read, there is no such article, or no place to save.
    """
    settings = Settings(theme=picture.theme, language=picture.language)
    application = start(settings)
    window = Window(Session(), settings)
    window.complete()
    try:
        window.verbs.files.show_reading(project)
        _show_article(window, picture.article)
        window.resize(*picture.size)
        window.show()
        finish_drawing(application, window)
        if not window.grab().save(str(out)):
            raise AnnotatorError(say("{path} cannot be written.", path=out))
    finally:
        window.session.close()  # the file is looked through on a thread until then


def finish_drawing(application: QApplication, window: Window) -> None:
    """Let happen what a picture of the window waits for."""
    for _ in range(_TURNS):
        application.processEvents()
    while window.view.overview.is_counting:
        application.processEvents()


def _show_article(window: Window, name: str) -> None:
    if not name:
        return
    found = articles.named(window.session.project, name)
    if found is None:
        raise AnnotatorError(say("There is no article “{name}”.", name=name))
    window.verbs.open_article(found)
