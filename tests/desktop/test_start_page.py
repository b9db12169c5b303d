"""The start page: three ways to begin, projects of late, and what is dropped on it."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.desktop.start_page import StartPage


@pytest.fixture
def page(qtbot):
    page = StartPage()
    page.said = []
    page.demo_requested.connect(lambda: page.said.append("demo"))
    page.folder_requested.connect(lambda path: page.said.append(("folder", path)))
    page.project_requested.connect(lambda path: page.said.append(("project", path)))
    page.new_requested.connect(lambda: page.said.append("new"))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def recent(page):
    QApplication.sendPostedEvents(None, 52)  # deleted later
    found = page.findChildren(QPushButton)
    return [button for button in found if button.property("kind") == "link"]


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9), actions, data, left, none)
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), actions, data, left, none))
    return enter.isAccepted()


@pytest.mark.parametrize(
    ("button", "said"),
    [("demo", "demo"), ("folder", ("folder", "")), ("project", ("project", "")), ("new", "new")],
)
def test_each_way_to_begin_by_mouse_and_keyboard(qtbot, page, button, said):
    choice = getattr(page, button)
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert page.said == [said, said]


def test_projects_of_late_are_offered_while_they_are_there(qtbot, page, tmp_path):
    here, gone = tmp_path / "presse & co.annot", tmp_path / "gone.annot"
    here.touch()
    page.show_recent([str(gone), str(here)])
    (button,) = recent(page)
    assert button.text().startswith("presse && co")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.said == [("project", str(here))]
    page.show_recent([])
    assert recent(page) == []


def test_a_dropped_folder_is_opened(qtbot, page, tmp_path):
    assert drop(page, tmp_path)
    qtbot.waitUntil(lambda: page.said == [("folder", str(tmp_path))])


def test_a_dropped_project_is_opened_whatever_lies_beside_it(qtbot, page, tmp_path):
    project, article = tmp_path / "a.annot", tmp_path / "a.txt"
    project.touch()
    article.touch()
    assert drop(page, article, project)
    qtbot.waitUntil(lambda: page.said == [("project", str(project))])


def test_dropped_articles_are_left_to_the_window(page, tmp_path):
    article = tmp_path / "a.txt"
    article.touch()
    assert not drop(page, article)
    assert page.said == []
