"""Headers: lines like `titre: …` at the very start of a text, as some collections have them."""

import re
from dataclasses import replace

from annotator.domain.article import Metadata
from annotator.domain.dates import iso_date

_LINE = re.compile(
    r"[ \t]*(?P<key>[A-Za-zÀ-ÿ][\w À-ÿ-]{0,30}?)[ \t\u00a0]*:[ \t\u00a0]*(?P<value>\S.*?)[ \t]*\r?$"
)
_FIELDS = {
    "title": ("title", "titre", "headline"),
    "outlet": ("outlet", "source", "journal", "publication", "média", "media"),
    "author": ("author", "auteur", "auteure", "byline", "par"),
    "date": ("date", "published", "publié le", "date de publication"),
    "url": ("url", "link", "lien"),
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names}
_MOST_LINES = 30
_FEWEST = 2


def headed(text: str, proposed: Metadata) -> Metadata:
    """What `key: value` lines at the start say, over what was proposed; the text stays whole.

    There must be at least two such lines, one of them a known field, before an empty line or
    another sort of line.
    """
    found: dict[str, str] = {}
    for line in text.removeprefix("\ufeff").split("\n", _MOST_LINES)[:_MOST_LINES]:
        match = _LINE.fullmatch(line)
        if match is None or (line.strip() == "---" and found):
            break
        found.setdefault(match["key"].strip().casefold(), match["value"])
    known = {_FIELD_OF[key]: value for key, value in found.items() if key in _FIELD_OF}
    if len(found) < _FEWEST or not known:
        return proposed
    extra = {key: value for key, value in found.items() if key not in _FIELD_OF}
    date = iso_date(known.pop("date", ""))
    return replace(
        proposed, **known, extra={**proposed.extra, **extra}, **({"date": date} if date else {})
    )
