"""How long work tells how far it is, and how it is stopped."""

from collections.abc import Callable

from annotator.domain.sentence import AnnotatorError, say

Progress = Callable[[int, int], bool | None]
"""Called with what is done and how much there is in all; `False` stops the work."""


class CancelledError(AnnotatorError):
    """The work was stopped as somebody wished; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__(say("Stopped; nothing was changed."))


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell how far the work is.

    Raises:
        CancelledError: the answer was to stop.
    """
    if progress is not None and progress(done, total) is False:
        raise CancelledError
