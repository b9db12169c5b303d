"""Where a person was last: the article to go on with."""

from annotator.desktop.session import Session
from annotator.desktop.settings import Settings
from annotator.store import articles, trail

_MOST = 200
"""Projects whose last article is remembered."""


def open_first(session: Session, settings: Settings) -> None:
    """Show the article seen last in this project, else the first one, if any is there."""
    last = settings.last_articles.get(_key(session), "")
    if not last or articles.row_key(session.project, last) is None:
        last = articles.first(session.project) or ""
    if last:
        session.open_article(last)


def remember(session: Session, settings: Settings, article: str) -> None:
    """This article was seen last in this project."""
    seen = settings.last_articles
    seen.pop(_key(session), None)
    seen[_key(session)] = article
    for old in list(seen)[:-_MOST]:
        del seen[old]


def looked(session: Session, settings: Settings) -> int:
    """The place in a project up to which its coder has looked at what others did."""
    place: object = settings.looked.get(_coder_key(session), 0)
    return place if isinstance(place, int) else 0  # the file may say anything


def look(session: Session, settings: Settings) -> None:
    """Whoever works in the project has seen all that there is now."""
    seen = settings.looked
    seen.pop(_coder_key(session), None)
    seen[_coder_key(session)] = trail.here(session.project)
    for old in list(seen)[:-_MOST]:
        del seen[old]


def _coder_key(session: Session) -> str:
    return f"{_key(session)}|{session.project.viewer}"


def _key(session: Session) -> str:
    return str(session.project.path.absolute())
