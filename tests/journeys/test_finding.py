"""Finding: in the article with Ctrl+F, in all articles with the filter."""

import pytest
from PySide6.QtCore import Qt

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FIND = (Qt.Key.Key_F, CTRL)
NEXT, ENTER = Qt.Key.Key_F3, Qt.Key.Key_Return


def bar(person):
    return person.window.verbs.finding._bar


def hits(person):
    """The words the canvas marks as found."""
    return [hit.cut(person.text) for hit in person.canvas.scene.hits]


def here(person):
    """The hit one is at."""
    scene = person.canvas.scene
    return scene.hits[scene.hit] if scene.hit >= 0 else None


def find(person, words):
    person.press(FIND, words)


def test_case_accents_and_apostrophes_make_no_difference(person):
    find(person, "declare")
    assert hits(person) == ["déclaré", "déclaré"]
    assert bar(person).count.text() == "1/2"
    bar(person).field.setText("l'ILE")
    assert hits(person) == ["l’île"]
    bar(person).field.setText("L'AGENCE noria")
    assert hits(person) == ["l’agence Noria"]


def test_only_whole_words(person):
    find(person, "ver")
    assert len(hits(person)) > 2
    bar(person).words.click()
    assert hits(person) == []
    assert bar(person).count.text() == "nothing found"
    bar(person).field.setText("vern")
    assert hits(person) == ["Vern", "Vern"]


def test_only_what_is_written_exactly_like_this(person):
    find(person, "noria")
    assert hits(person) == ["NORIA", "Noria"]
    bar(person).exact.click()
    assert hits(person) == []
    bar(person).field.setText("Noria")
    assert hits(person) == ["Noria"]
    bar(person).field.setText("l'île")  # the text has the other apostrophe
    assert hits(person) == []


def test_next_and_previous_go_round(person):
    find(person, "tarsk")
    first, second = person.span("Tarsk"), person.span("Tarsk", nth=1)
    seen = [here(person)]
    for _ in range(2):
        person.press(ENTER)
        seen.append(here(person))
    assert seen == [first, second, first]
    person.press((ENTER, SHIFT))
    assert here(person) == second
    assert bar(person).count.text() == "2/2"
    person.press(NEXT)
    assert here(person) == first


def test_offsets_are_right_after_an_emoji(person):
    find(person, "dement")
    assert here(person) == person.span("dément")
    person.press(Qt.Key.Key_Escape)
    assert person.canvas.caret() == person.span("dément").end


def test_it_begins_at_the_caret(person):
    person.put_caret("Tarsk dément")
    find(person, "tarsk")
    assert here(person) == person.span("Tarsk", nth=1)


def test_the_selected_words_are_looked_for(person):
    person.select("Vern", nth=1)
    person.press(FIND)
    assert bar(person).field.text() == "Vern"
    assert here(person) == person.span("Vern", nth=1)


def test_typing_on_stays_where_it_is(person):
    person.put_caret("Tarsk dément")
    find(person, "tar")
    person.press("sk d")
    assert here(person) == person.span("Tarsk d")


def test_hits_follow_the_article(person):
    find(person, "noria")
    assert len(hits(person)) == 2
    person.window.verbs.step_article(1)
    assert hits(person) == ["Noria"]
    assert bar(person).count.text() == "1/1"
    person.window.verbs.step_article(-1)
    assert len(hits(person)) == 2


def test_hits_of_one_article_never_lie_in_another(person):
    find(person, "peage")
    assert len(hits(person)) == 1
    person.window.verbs.step_article(1)
    assert hits(person) == []
    assert bar(person).count.text() == "nothing found"
    person.press(NEXT)
    assert here(person) is None


def test_escape_puts_everything_away(person):
    find(person, "tarsk")
    person.press(Qt.Key.Key_Escape)
    assert (hits(person), bar(person).isVisible()) == ([], False)
    assert person.canvas.hasFocus()
    person.window.verbs.step_article(1)
    assert hits(person) == []


def test_what_was_found_can_be_labelled(person):
    find(person, "tarsk dement")
    hit = here(person)
    person.press(Qt.Key.Key_Escape)
    person.canvas.select(hit)
    person.press("l")
    assert person.found() == [("LOC", "Tarsk dément")]


def test_a_sign_of_a_pattern_is_only_a_sign(person):
    for words in (".*", "(", "[a-z]", "\\"):
        find(person, words)
        assert [hit for hit in hits(person) if hit != words] == []
        bar(person).field.clear()
        assert (hits(person), bar(person).count.text()) == ([], "")


def test_closing_the_project_with_the_bar_open(person, path):
    find(person, "tarsk")
    person.window.actions_table["close"].trigger()
    person.window.verbs.files.open(str(path))
    assert person.text
    person.press(NEXT)
    assert all(hit.end <= len(person.text) for hit in person.canvas.scene.hits)


# ---------------------------------------------------------------------- in all articles


@pytest.fixture
def listed(person, qtbot):
    """Types into the filter; gives the names that are left."""

    def names(*keys):
        person.press((Qt.Key.Key_F, CTRL | SHIFT), (Qt.Key.Key_A, CTRL), *keys)
        panel = person.window.articles
        qtbot.waitUntil(lambda: not panel._delay.isActive())
        rows = (panel.rows.row_at(place) for place in range(panel.rows.rowCount()))
        return [row.name for row in rows]

    return names


def test_the_filter_looks_into_the_texts(person, listed):
    assert listed("peage") == ["000_00000000000000aa"]
    assert listed("noria") == ["000_00000000000000aa", "003_00000000000000bb"]
    assert listed("marchais") == ["003_00000000000000bb"]
    assert listed("nobody") == []
    assert person.found() == []


def test_enter_opens_what_the_filter_found(person, listed):
    listed("marchais", ENTER)
    assert "Odile Marchais" in person.text
    assert person.canvas.hasFocus()


def test_escape_shows_all_again(person, listed):
    assert len(listed("marchais")) == 1
    assert len(listed(Qt.Key.Key_Escape)) == 2


def test_next_article_stays_within_the_filter(person, listed):
    before = person.window.session.article
    listed("peage", ENTER)
    person.press((Qt.Key.Key_Down, ALT))
    assert person.window.session.article == before
