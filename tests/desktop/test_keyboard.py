"""Everything that takes the keyboard has a name for those who listen, and shows that it has it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from annotator import words
from annotator.desktop import theme
from annotator.desktop.dialogs.error_dialog import ErrorDialog
from annotator.desktop.dialogs.export_dialog import ExportDialog
from annotator.desktop.dialogs.metadata_dialog import MetadataDialog
from annotator.desktop.dialogs.settings_dialog import SettingsDialog
from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.desktop.window import Window
from annotator.domain.article import Metadata
from annotator.store import articles
from tests.records import add_labelled, article_of

TEXT = "« Tout navire sera saisi », a dit Kim.\n\nPuis rien ne vint."
NONE = Qt.FocusPolicy.NoFocus


def fill(project):
    article = article_of(TEXT, "000_x", metadata=Metadata(title="Un navire"))
    found = ("CLAIM", "THREAT", 2, 24), ("SPEAKER", "PERSON", 34, 37)
    add_labelled(project, article, TEXT, found)
    return article.id


@pytest.fixture(params=["light", "dark"])
def window(project, qtbot, request):
    words.speak("en")
    theme.apply(request.param)
    made = Window(Session(), Settings(theme=request.param, language="en"))
    qtbot.addWidget(made)
    made.complete()
    made.resize(1300, 900)
    article = fill(project)
    made.session.open(project)
    made.verbs.open_article(article)
    made.show()
    qtbot.waitActive(made)
    made.desk.walk(backwards=False)
    made.show_passage()
    made.verbs.finding.show()
    QApplication.processEvents()
    yield made
    theme.apply("light")


def focusable(root):
    """The widgets below that Tab, a click or a key may give the keyboard to."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() != NONE
        and one.isVisible()
        and one.isEnabled()
        and one.focusProxy() is None
        and not one.objectName().startswith("qt_")
    ]


def opened(window):
    """The window with each of its tabs, and every dialog and overlay there is."""
    yield window
    window.side.setCurrentIndex(1)
    yield window
    window.side.setCurrentIndex(0)
    session, settings = window.session, window.settings
    dialogs = [
        SettingsDialog(settings, window),
        MetadataDialog(articles.get(session.project, session.article), window),
        ExportDialog(session, window),
        ErrorDialog(window),
    ]
    for dialog in dialogs:
        dialog.show()
        QApplication.processEvents()
        yield dialog
        dialog.close()
        window.activateWindow()
    for name in ("palette", "speaker", "keys"):
        window.view.canvas.setFocus()
        window.verbs.perform(name)
        QApplication.processEvents()
        yield window
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def what(widget):
    kind = type(widget).__name__
    if isinstance(widget, QAbstractButton):
        return f"{kind} {widget.text()!r}"
    return f"{kind} {widget.objectName()!r} in {type(widget.parent()).__name__}"


def test_everything_with_the_keyboard_has_a_name(window):
    nameless = set()
    for root in opened(window):
        for widget in focusable(root):
            found = QAccessible.queryAccessibleInterface(widget)
            if not found.text(QAccessible.Text.Name).strip():
                nameless.add(f"{what(widget)} in {what(root)}")
    assert not nameless


def picture(widget):
    """The widget with a little of what stands around it."""
    window = widget.window()
    corner = widget.mapTo(window, QPoint(-3, -3))
    QApplication.processEvents()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return image.copy(corner.x(), corner.y(), widget.width() + 6, widget.height() + 6)


def test_the_keyboard_can_be_seen_wherever_it_is(window, qtbot):
    unseen = set()
    for root in opened(window):
        rest = QWidget(root.window())
        rest.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rest.show()
        for widget in focusable(root):
            if type(widget) is QWidget or not widget.visibleRegion().boundingRect().isValid():
                continue
            rest.setFocus()
            before = picture(widget)
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if widget.hasFocus() and picture(widget) == before:
                unseen.add(f"{what(widget)} in {what(root)}")
        rest.deleteLater()
    assert not unseen


def test_f6_goes_through_the_parts_of_the_window_and_back(window, qtbot):
    canvas = window.view.canvas
    canvas.setFocus()
    seen = []
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        for _ in range(3):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, modifier)
            focused = QApplication.focusWidget()
            parts = (window.articles, window.view, window.side)
            seen.append(next(at for at, part in enumerate(parts) if part.isAncestorOf(focused)))
            assert focused.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert seen == [2, 0, 1, 0, 2, 1]
    window.articles.hide()
    qtbot.keyClick(canvas, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.side.isAncestorOf(QApplication.focusWidget())
    canvas.clearFocus()
    window.menuBar().setFocus()
    window.verbs.step_panel(-1)
    assert window.side.isAncestorOf(QApplication.focusWidget())
