"""Personal data that files bring along: e-mail addresses, and fields about who subscribes.

Texts of articles are not touched; this is about what stands around them.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from annotator.domain.annotation import Value
from annotator.domain.article import Article, Metadata

_MAIL = re.compile(r"(?<![\w.+%-])([\w.+%-]{1,64})@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}(?![\w@])")
_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PERSONAL = frozenset(
    (
        *("mail", "email", "courriel", "user", "username", "userid", "utilisateur"),
        *("utilisatrice", "login", "subscriber", "abonne", "abonnee", "abonnement", "client"),
        *("customer", "account", "certificat", "certificate", "phone", "telephone", "password"),
    )
)


def masked(words: str) -> str:
    """Words in which of every e-mail address only what stands before @ is left."""
    return _MAIL.sub(r"\1", words) if "@" in words else words


@lru_cache(maxsize=1000)
def is_personal(key: str) -> bool:
    """Whether a field of this name says who subscribes, logs in or is written to."""
    plain = unicodedata.normalize("NFD", _CAMEL.sub(" ", key)).encode("ascii", "ignore").decode()
    return any(word in _PERSONAL for word in _WORD.findall(plain.casefold()))


def without_personal(metadata: Metadata) -> Metadata:
    """Metadata without fields that are personal, and with masked addresses in the others."""
    if not may_be_personal(metadata):
        return metadata
    return replace(
        metadata,
        title=masked(metadata.title),
        outlet=masked(metadata.outlet),
        author=masked(metadata.author),
        url=masked(metadata.url),
        extra={
            masked(key): masked(value)
            for key, value in metadata.extra.items()
            if not is_personal(key)
        },
    )


def may_be_personal(metadata: Metadata) -> bool:
    """Whether there is anything to look at more closely: other fields, or a sign of addresses."""
    return bool(metadata.extra) or any(
        "@" in words for words in (metadata.title, metadata.outlet, metadata.author, metadata.url)
    )


def article_without_personal(article: Article) -> Article:
    """An article with such metadata; the same where there was nothing personal."""
    if not may_be_personal(article.metadata):
        return article
    return replace(article, metadata=without_personal(article.metadata))


def answers_without_personal(answers: Mapping[str, Value]) -> dict[str, Value]:
    """Attributes without personal ones, and with masked addresses."""
    return {name: _value(value) for name, value in answers.items() if not is_personal(name)}


def _value(value: Value) -> Value:
    if isinstance(value, list):
        return [masked(one) for one in value]
    return masked(value) if isinstance(value, str) else value


def count_in(metadata: Metadata) -> int:
    """How many fields of metadata would leave changed or not at all."""
    if not may_be_personal(metadata):
        return 0
    cleaned = without_personal(metadata)
    changed = (
        (metadata.title != cleaned.title)
        + (metadata.outlet != cleaned.outlet)
        + (metadata.author != cleaned.author)
        + (metadata.url != cleaned.url)
    )
    kept = sum(cleaned.extra.get(key) == value for key, value in metadata.extra.items())
    return changed + len(metadata.extra) - kept
