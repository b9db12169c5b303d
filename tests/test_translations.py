"""Every sentence of the program has its French."""

import pytest

from annotator import words
from annotator.domain.sentence import say
from tests import translations


@pytest.fixture
def french():
    words.speak("fr")
    yield
    words.speak("en")


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_catalogues_are_complete(language):
    assert translations.faults(language) == []


def test_sentences_come_out_in_french(french):
    assert words.language() == "fr"
    assert words.tr("Undo") == "Annuler"
    assert words.told(say("Label as {label}", label="Menace")) == "Étiqueter : Menace"
    assert words.trn("{count} article imported", "{count} articles imported", 2) == (
        "2 articles importés"
    )


def test_an_unknown_language_is_english():
    words.speak("tlh")
    assert words.language() == "en"
    assert words.tr("Undo") == "Undo"
