"""Whatever is dressed wears the theme in use, also after it changed."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from annotator.desktop import theme
from annotator.desktop.controls.sheet import Clothes, Panel, put_kind
from annotator.desktop.controls.texts import button, muted, plain


@pytest.fixture(autouse=True)
def light(qapp):
    font = QApplication.font()
    theme.apply("light")
    yield
    theme.apply("light")
    QApplication.setFont(font)


def colour_of(label):
    label.ensurePolished()
    return label.palette().windowText().color().name()


def a_frame():
    frame = QFrame()
    frame.clothes = Clothes(frame)
    return frame


@pytest.fixture(params=[Panel, a_frame])
def dressed(qtbot, request):
    made = request.param()
    qtbot.addWidget(made)
    return made


def test_it_changes_with_the_theme(dressed):
    label = muted("in passing", dressed)
    dressed.show()
    assert colour_of(label) == theme.LIGHT.muted
    theme.apply("dark")
    assert colour_of(label) == theme.DARK.muted


def test_it_changes_inside_something_dressed(dressed):
    inner = QWidget(dressed)
    inner.clothes = Clothes(inner)
    label = muted("in passing", inner)
    dressed.show()
    theme.apply("dark")
    assert colour_of(label) == theme.DARK.muted


def test_a_panel_is_told_once_for_each_change(qtbot):
    told = []

    class Telling(Panel):
        def restyled(self):
            told.append(theme.current().dark)

    panel = Telling()
    qtbot.addWidget(panel)
    panel.show()
    assert told == []
    theme.apply("dark")
    assert told == [True]
    QApplication.setPalette(theme.palette(theme.LIGHT))
    assert told == [True], "another palette is no other theme"


def test_small_letters_follow_the_font(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    label = muted("in passing", panel)
    panel.show()
    font = QFont(QApplication.font())
    font.setPointSizeF(20)
    QApplication.setFont(font)
    label.ensurePolished()
    assert label.font().pointSizeF() == pytest.approx(18)


def test_everything_is_a_little_smaller_in_a_panel(qtbot):
    frame, panel = a_frame(), Panel()
    for one in (frame, panel):
        qtbot.addWidget(one)
        one.made = button("Go on")
        one.made.setParent(one)
        one.made.ensurePolished()
    assert panel.made.sizeHint().width() < frame.made.sizeHint().width()


def test_another_kind_shows_at_once(qtbot):
    frame = a_frame()
    qtbot.addWidget(frame)
    field = QLineEdit(frame)
    frame.resize(200, 60)
    field.setGeometry(10, 10, 180, 40)
    frame.show()

    def edge():
        return field.grab().toImage().pixelColor(90, 0).name()

    assert edge() == theme.LIGHT.line
    put_kind(field, "wrong")
    assert edge() == theme.LIGHT.warning


def test_long_words_do_not_keep_a_panel_wide(qtbot):
    panel = Panel()
    qtbot.addWidget(panel)
    QVBoxLayout(panel).addWidget(plain("Incomprehensibilities and more of them", wrap=True))
    panel.show()
    panel.resize(60, 200)
    assert panel.width() == 60
