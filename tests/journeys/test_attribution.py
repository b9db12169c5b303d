"""From a claim to its speaker and its relays with one key; each gesture done, undone, redone."""

import pytest
from PySide6.QtCore import Qt

from annotator import assets
from annotator.jobs import import_files, projects
from annotator.store import annotations, entries, links

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return
ARTICLE = """ date 2024-11 Lisbourg, 23 novembre, AZUR

Le gouverneur Aldo Vern a promis que l’île n’accepterait aucun péage, a rapporté lundi l’agence de \
presse Noria (APN). « Nous avons tout essayé », a-t-il noté.

Vern et Odile Marne se sont rencontrés trois fois en 2018. Tarsk est accusée de saboter le port. \
(Yoram)
"""
PROMISE, QUOTE = "l’île n’accepterait aucun péage", "« Nous avons tout essayé »"
MET = "se sont rencontrés trois fois en 2018"


@pytest.fixture
def texts():
    return {"000_00000000000000cc.txt": ARTICLE}


@pytest.fixture
def claim(person):
    """Labels words with a key; the picture of all that is there, to compare."""

    def make(words, key):
        person.select(words)
        person.press(key)
        return person.window.desk.current[0]

    return make


def picture(person):
    """All annotations with their values and entries, all links, all entries."""
    session = person.window.session
    found = annotations.of_article(person.project, session.article, session.set)
    named = {one.id: one.name for one in entries.everyone(person.project)}
    words = {one.id: one.words(person.text) for one in found}
    return (
        [(one.label, words[one.id], dict(one.attributes), named.get(one.entry)) for one in found],
        [
            (words[link.source], link.type, link.position, words.get(link.target))
            for one in found
            for link in links.of_annotation(person.project, one.id)
            if link.source == one.id
        ],
        sorted(named.values()),
    )


def once(person, *keys):
    """Press keys that are one step: one undo takes all of it back, one redo does it again."""
    before, in_hand = picture(person), person.window.desk.current[0]
    person.press(*keys)
    after = picture(person)
    assert after != before
    person.press((Qt.Key.Key_Z, CTRL))
    assert picture(person) == before
    person.press((Qt.Key.Key_Y, CTRL))
    assert picture(person) == after
    person.window.desk.take(in_hand)
    return after


def picker(person):
    return person.window.verbs.speaking._picker


def test_enter_labels_the_subject_enters_it_and_links_it(person, claim):
    claim(PROMISE, "3")
    found, linked, register = once(person, "s", ENTER)
    assert found == [
        ("PERSON", "Le gouverneur Aldo Vern", {"mention": "named"}, "Aldo Vern"),
        ("COMMITMENT", PROMISE, {}, None),
    ]
    assert linked == [(PROMISE, "said_by", 0, "Le gouverneur Aldo Vern")]
    assert register == ["Aldo Vern"]
    assert person.canvas.hasFocus()


def test_pressing_on_asks_for_one_relay_after_the_other(person, claim):
    claim(PROMISE, "3")
    person.press("s", ENTER, "s")
    assert picker(person)._hint.text() == f"Who relays “{PROMISE}”?"
    once(person, ENTER)
    once(person, "s", ENTER)
    found, linked, _ = once(person, "s", ENTER)
    agency = "l’agence de presse Noria"
    assert linked == [
        (PROMISE, "relayed_by", 0, agency),
        (PROMISE, "relayed_by", 1, "Yoram"),
        (PROMISE, "relayed_by", 2, "AZUR"),
        (PROMISE, "said_by", 0, "Le gouverneur Aldo Vern"),
    ]
    assert [words for label, words, *_ in found if label == "MEDIA"] == ["AZUR", agency, "Yoram"]


def test_a_second_speaker_is_one_key_away_from_the_relays(person, claim):
    claim(PROMISE, "3")
    person.press("s", ENTER, "s", ("r", ALT))
    assert picker(person)._hint.text() == f"Who says “{PROMISE}”?"
    _, linked, register = once(person, "Odile Marne", ENTER)
    assert [(type, place) for _, type, place, _ in linked] == [("said_by", 0), ("said_by", 1)]
    assert register == ["Aldo Vern", "Odile Marne"]


def test_a_pronoun_is_linked_to_whom_it_means(person, claim):
    claim(PROMISE, "3")
    person.press("s", ENTER)
    claim(QUOTE, "8")
    found, linked, register = once(person, "s", ENTER)
    assert ("PERSON", "il", {"mention": "pronoun"}, "Aldo Vern") in found
    assert (QUOTE, "said_by", 0, "il") in linked
    assert register == ["Aldo Vern"]


def test_narrated_claims_are_one_enter_away(person, claim):
    claim(MET, "8")
    found, linked, _ = once(person, "s", ENTER)
    assert ("FACT", MET, {"speech": "narration"}, None) in found
    assert linked == []


@pytest.mark.parametrize(("letter", "value"), [("n", "narration"), ("u", "unattributed")])
def test_that_nobody_speaks_unlinks_the_speaker_and_a_speaker_takes_it_back(
    person, claim, letter, value
):
    claim(PROMISE, "3")
    person.press("s", ENTER)
    found, linked, _ = once(person, "s", ("r", ALT), (letter, ALT))
    assert ("COMMITMENT", PROMISE, {"speech": value}, None) in found
    assert linked == []
    found, linked, _ = once(person, "s", ENTER)
    assert ("COMMITMENT", PROMISE, {}, None) in found
    assert [type for _, type, *_ in linked] == ["said_by"]


def test_a_passive_names_nobody(person, claim):
    claim("accusée de saboter le port", "5")
    found, *_ = once(person, "s", ENTER)
    assert ("ACCUSATION", "accusée de saboter le port", {"speech": "unattributed"}, None) in found


def test_the_demo_articles_are_asked_about_without_a_slip(tmp_path, new_person):
    """Every quotation of the demo, in one go: what is offered stands where it says."""
    place = tmp_path / "demo.annot"
    project = projects.make(place, "Ana")
    import_files.run(project, [assets.folder("seeds")])
    projects.close(project)
    person = new_person(place)
    for words in ("«avec ou sans l'accord de Tarsk»", "«méthodiquement saboté»"):
        person.select(words)
        person.press("9", "s")
        assert picker(person).is_open
        person.press(ENTER)
    _, linked, _ = picture(person)
    assert linked == [
        ("«avec ou sans l'accord de Tarsk»", "said_by", 0, "Le président valdérien Anselm Korvat"),
        ("«méthodiquement saboté»", "said_by", 0, "Il"),
    ]
