"""Questions about words of the article: where their pickers open, and who hears the answer."""

from collections.abc import Callable

from PySide6.QtCore import QRect

from annotator.desktop.article.view import ArticleView
from annotator.desktop.popups.speaker_picker import SpeakerPicker
from annotator.domain.span import Span
from annotator.suggest.proposal import Proposal


def anchor(view: ArticleView, words: Span) -> QRect:
    """Where words stand in the view; they are brought on screen where they are not."""
    if view.canvas.rect_of(words).isEmpty():
        view.canvas.reveal(words.start)
    return view.place_of(words)


def speaker_picker(
    view: ArticleView,
    choose: Callable[[Proposal], None],
    choose_new: Callable[[str, str], None],
    ask_otherwise: Callable[[], None],
) -> SpeakerPicker:
    """A picker that tells what is chosen, a new entry's name and kind, and the other question."""
    made = SpeakerPicker(view)
    made.chosen.connect(choose)
    made.new_entry_requested.connect(choose_new)
    made.switch_requested.connect(ask_otherwise)
    return made
