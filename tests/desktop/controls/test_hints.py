"""Hints that have no room are left out whole, the less useful ones first."""

from annotator.desktop.controls.hints import Hints


def test_what_does_not_fit_is_left_out_whole(qtbot):
    hints = Hints()
    qtbot.addWidget(hints)
    keys = ["Space select", "Tab next passage", "Ctrl+Enter done"]
    hints.show()
    hints.resize(900, 24)
    hints.show_keys(keys)
    assert hints.text() == "   ".join(keys)
    shown = {hints.text()}
    for width in range(880, 10, -20):
        hints.resize(width, 24)
        assert hints.fontMetrics().horizontalAdvance(hints.text()) <= hints.contentsRect().width()
        shown.add(hints.text())
    assert shown == {"   ".join(keys[:count]) for count in range(4)}
    hints.resize(900, 24)
    assert hints.text() == "   ".join(keys)
