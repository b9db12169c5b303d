"""The language of screen and command line: one catalogue of sentences per language."""

import gettext

from annotator.assets import resource
from annotator.domain.sentence import Sentence

LANGUAGES = ("en", "fr")


class _Speech:
    """The catalogue in use; English needs none."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Use this language from now on; an unknown one is English."""
    path = resource("translations", language, "LC_MESSAGES", "annotator.mo")
    if language in LANGUAGES and path.is_file():
        with path.open("rb") as file:
            _Speech.catalogue = gettext.GNUTranslations(file)
        _Speech.language = language
    else:
        _Speech.catalogue, _Speech.language = gettext.NullTranslations(), "en"


def language() -> str:
    """The language in use, `en` or `fr`."""
    return _Speech.language


def tr(template: str, **values: object) -> str:
    """The template in the language in use, with its values filled in."""
    text = _Speech.catalogue.gettext(template) if template else ""
    return text.format(**values) if values else text


def trn(one: str, many: str, count: int, **values: object) -> str:
    """The wording for one or for many, in the language in use; `{count}` is filled in."""
    return _Speech.catalogue.ngettext(one, many, count).format(count=count, **values)


def told(sentence: Sentence) -> str:
    """A sentence from the floors below, in the language in use."""
    values = {
        key: told(value) if isinstance(value, Sentence) else value
        for key, value in sentence.values.items()
    }
    return _Speech.catalogue.gettext(sentence.template).format(**values)
