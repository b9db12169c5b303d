"""What journeys through the codebook's editor do there and look at."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.desktop.codebook_editor.parts import LABEL, Part
from annotator.domain.label_tree import in_tree
from annotator.store import codebooks

THREAT = Part(LABEL, "CLAIM", "THREAT")
CONTROL = Qt.KeyboardModifier.ControlModifier


def book(person):
    return codebooks.current(person.project)


def label(person, id="THREAT", layer="CLAIM"):
    return book(person).label(layer, id)


def shape(person, layer="CLAIM"):
    return [f"{'.' * depth}{one.id}" for one, depth in in_tree(book(person).layer(layer).labels)]


def control(editor, name, kind=LABEL):
    return editor.forms[kind].questions[name].control


def write(person, field, words):
    """Write words in place of those in a field and leave it with Tab."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    person.settle()


def when_asked(act):
    """Act in the dialog that opens next, when the focus is in it; one left open is closed soon."""

    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(10, look)
            return
        QTimer.singleShot(3000, dialog.reject)
        act(dialog)

    QTimer.singleShot(0, look)
