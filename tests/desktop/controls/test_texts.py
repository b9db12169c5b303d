"""Labels show somebody's words as they are."""

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.controls.texts import button_text, heading, muted, plain


@pytest.mark.parametrize("made", [plain, muted, heading])
def test_words_are_never_markup(qtbot, made):
    label = made("<b>Noria</b> &amp;")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>Noria</b> &amp;"


def test_an_ampersand_is_no_shortcut():
    assert button_text("Bread & roses") == "Bread && roses"
