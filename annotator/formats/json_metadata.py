"""What records say about an article beside its text: known fields by their names, all else kept."""

from collections.abc import Collection, Mapping
from typing import Any

from annotator.domain.article import Metadata
from annotator.domain.dates import iso_date
from annotator.formats.article_fields import FIELDS, folded
from annotator.formats.json_lines import words

_ASKED = ("title", "outlet", "author", "date", "url")
_NAMES = ("name", "filename", "file_name", "file", "doc_id", "docid", "article_id", "document_id")
_LONGEST = 200


def metadata(given: Mapping[str, Any], without: Collection[str] = ()) -> Metadata:
    """The fields an article has, found by what they are called in French and English."""
    rest = {key: words(one) for key, one in given.items() if key not in without}
    rest = {key: one for key, one in rest.items() if one}
    by_name = {folded(key): key for key in reversed(rest)}
    found: dict[str, str] = {}
    for field in _ASKED:
        key = next((by_name[name] for name in FIELDS[field] if name in by_name), "")
        value = iso_date(rest[key]) if key and field == "date" else rest.get(key, "")
        if value:
            found[field] = value
            if field != "date" or value == rest[key]:
                del rest[key]
    return Metadata(**found, extra=rest)


def name(given: Mapping[str, Any]) -> str:
    """What a record calls its article; nothing where it does not, or too long to be a name."""
    for key in _NAMES:
        one = given.get(key)
        if isinstance(one, str) and 0 < len(one.strip()) < _LONGEST:
            return one.strip()
    return ""
