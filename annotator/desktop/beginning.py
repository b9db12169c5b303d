"""A window that begins on a damaged project: it comes all the same, and says what is wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.domain.sentence import say
from annotator.store.errors import UNREADABLE, trouble

if TYPE_CHECKING:
    from annotator.desktop.window import Window


def meet_damage(window: "Window") -> None:
    """Make what reads the project; one too damaged for that is closed, and shown as far as it goes.

    It is shown when the window is complete.
    """
    try:
        _ = window.passage, window.codebook, window.verbs
    except UNREADABLE as error:
        if not window.session.is_open:
            raise
        path = window.session.project.path
        problem = trouble(error) or say("{path} is damaged.", path=path)
        window.session.close()
        QTimer.singleShot(0, lambda: window.verbs.safety.read_damaged(path, problem))
