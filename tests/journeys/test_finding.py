"""Finding: in the article with Ctrl+F, in all articles with the filter."""

import time
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from annotator import words
from annotator.desktop.article import searching
from annotator.domain.span import Span
from annotator.jobs import import_files, projects
from annotator.jobs.word_search import Wanted

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FIND = (Qt.Key.Key_F, CTRL)
NEXT, ENTER = Qt.Key.Key_F3, Qt.Key.Key_Return


@pytest.fixture(autouse=True)
def in_step(monkeypatch):
    """What is found shows before the next line of a test."""
    monkeypatch.setattr(searching, "_BLINK", 5000)


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
    assert bar(person).count.text() == "1 of 2"
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
    bar(person).as_written.click()
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
    assert bar(person).count.text() == "2 of 2"
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
    assert bar(person).count.text() == "1 of 1"
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
    for sign in (".*", "(", "[a-z]", "\\"):
        find(person, sign)
        assert [hit for hit in hits(person) if hit != sign] == []
        bar(person).field.clear()
        assert (hits(person), bar(person).count.text()) == ([], "")


def test_closing_the_project_with_the_bar_open(person, path):
    find(person, "tarsk")
    person.window.actions_table["close"].trigger()
    person.window.verbs.files.open(str(path))
    assert person.text
    person.press(NEXT)
    assert all(hit.end <= len(person.text) for hit in person.canvas.scene.hits)


def test_it_says_when_it_goes_round(person):
    find(person, "tarsk")
    assert not bar(person).hint.isVisible()
    person.press((ENTER, SHIFT))
    assert bar(person).hint.text() == "again from the end"
    person.press((NEXT, SHIFT))
    assert (bar(person).hint.text(), bar(person).count.text()) == ("", "1 of 2")
    person.press(NEXT, NEXT)
    assert bar(person).hint.text() == "again from the start"


def test_the_hit_is_selected_when_the_bar_goes_and_can_be_labelled(person):
    find(person, "tarsk dement")
    person.press(Qt.Key.Key_Escape, "l")
    assert person.found() == [("LOC", "Tarsk dément")]
    person.press((Qt.Key.Key_Z, CTRL))
    assert person.found() == []
    person.press((Qt.Key.Key_Y, CTRL))
    assert person.found() == [("LOC", "Tarsk dément")]


def test_next_without_the_bar_looks_for_the_same_again(person):
    find(person, "tarsk")
    person.press(Qt.Key.Key_Escape, NEXT)
    assert bar(person).isVisible()
    assert here(person) == person.span("Tarsk", nth=1)
    person.press(Qt.Key.Key_Escape, (NEXT, SHIFT))
    assert here(person) == person.span("Tarsk")


def test_typing_letter_by_letter_and_taking_them_back_stays_at_one_place(person):
    person.put_caret("déclaré Vern", inside=0)
    find(person, "d")
    person.press(*"eclare")
    assert here(person) == person.span("déclaré", nth=1)
    person.press(*[Qt.Key.Key_Backspace] * 6)
    assert here(person) == Span(person.span("déclaré Vern").start, here(person).end)


def test_a_regular_expression(person):
    find(person, "")
    bar(person).pattern.click()
    bar(person).field.setText(r"d\w+é\b")
    assert hits(person) == ["déclaré", "déclaré"]
    bar(person).field.setText("^.")
    assert hits(person) == [" ", "L", "«"]
    bar(person).field.setText("L’.")
    assert hits(person) == ["l’î", "l’a"]
    bar(person).as_written.click()
    assert hits(person) == []
    bar(person).field.setText(r"[A-Z]\w{3}")
    bar(person).words.click()
    assert hits(person) == ["Aldo", "Vern", "Nous", "Vern"]


def test_a_pattern_that_is_wrong_is_explained_and_marks_nothing(person):
    find(person, "")
    bar(person).pattern.click()
    person.press("(vern")
    assert bar(person).trouble.text() == "At place 6 of the pattern a ) is missing."
    assert (hits(person), bar(person).count.text()) == ([], "nothing found")
    person.press(")")
    assert not bar(person).trouble.isVisible()
    assert hits(person) == ["vern", "Vern", "Vern"]


@pytest.fixture
def long_path(tmp_path, folder):
    """A project whose first article is long and full of what patterns stumble over."""
    text = ("abc déf ghi " + "a" * 40 + "! ") * 4000
    (folder / "000_00000000000000aa.txt").write_text(text, encoding="utf-8")
    project = projects.make(tmp_path / "long.annot", "Ana")
    import_files.run(project, [folder])
    projects.close(project)
    return tmp_path / "long.annot"


def test_no_pattern_keeps_the_keys_waiting(new_person, long_path, qtbot, monkeypatch):
    monkeypatch.setattr(searching, "_BLINK", 12)
    person = new_person(long_path)
    find(person, "")
    bar(person).pattern.click()
    bar(person).field.setText("(a|a)*b")
    person.press(Qt.Key.Key_End, "|")
    assert bar(person).count.text() == "…"
    qtbot.waitUntil(bar(person).trouble.isVisible, timeout=60_000)
    assert bar(person).trouble.text() == "This pattern takes too long; stopped after 1 hits."
    bar(person).field.setText("d.f")
    qtbot.waitUntil(lambda: bar(person).count.text() == "1 of 4000", timeout=60_000)


def test_enter_while_it_still_looks_counts(new_person, long_path, qtbot, monkeypatch):
    monkeypatch.setattr(searching, "_BLINK", 1)
    person = new_person(long_path)
    find(person, "")
    bar(person).pattern.click()
    bar(person).field.setText("(a|a)*b|d")  # finds some, and takes its time
    person.press(ENTER)
    bar(person).field.setText("d")
    person.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: bar(person).count.text() == "3 of 4000", timeout=60_000)


def test_escape_before_it_was_found_takes_what_was_typed_last(
    new_person, long_path, qtbot, monkeypatch
):
    monkeypatch.setattr(searching, "_BLINK", 0)
    monkeypatch.setattr(searching, "_PATIENCE", 5000)
    person = new_person(long_path)
    find(person, "abc")
    qtbot.waitUntil(lambda: bar(person).count.text() == "1 of 4000", timeout=60_000)
    bar(person).field.setText("def")
    bar(person).field.setText("ghi")
    person.press(Qt.Key.Key_Escape)
    assert person.canvas.selection().cut(person.text) == "ghi"


def test_escape_while_it_looks_for_long_takes_nothing_of_before(
    new_person, long_path, qtbot, monkeypatch
):
    monkeypatch.setattr(searching, "_BLINK", 12)
    person = new_person(long_path)
    find(person, "abc")
    qtbot.waitUntil(lambda: bar(person).count.text() == "1 of 4000", timeout=60_000)
    bar(person).pattern.click()
    bar(person).field.setText("(a|a)*b")
    begun = time.monotonic()
    person.press(Qt.Key.Key_Escape)
    assert time.monotonic() - begun < 20
    assert person.canvas.selection() is None
    assert person.canvas.hasFocus()


def test_another_article_is_opened_while_it_still_looks(new_person, long_path, qtbot, monkeypatch):
    monkeypatch.setattr(searching, "_BLINK", 1)
    person = new_person(long_path)
    find(person, "")
    bar(person).pattern.click()
    bar(person).field.setText("(a|a)*b")
    person.window.verbs.step_article(1)
    bar(person).field.setText("noria")
    qtbot.waitUntil(lambda: hits(person) == ["Noria"], timeout=60_000)
    bar(person).field.setText("(a|a)*b")
    person.window.actions_table["close"].trigger()
    assert not person.window.session.is_open


def test_the_options_are_remembered(person, make_window, path, settings):
    find(person, "vern")
    bar(person).words.click()
    bar(person).as_written.click()
    person.press(Qt.Key.Key_Escape)
    person.window.close()
    again = make_window(path)
    again.verbs.perform("find")
    shown = again.verbs.finding._bar
    assert shown.wanted() == Wanted("", whole_words=True, as_written=True)


@pytest.mark.parametrize("width", [740, 1000, 1600])
@pytest.mark.parametrize("share", [1, 2])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_in_the_bar_lies_over_anything_else(person, qapp, width, share, language):
    font = qapp.font()
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * share)
    words.speak(language)
    try:
        qapp.setFont(larger)
        person.window.resize(width, 800)
        find(person, "vern")
        person.press((ENTER, SHIFT))
        bar(person).show_count(12, 1234, bar(person).hint.text() or "again from the start")
        bar(person).show_trouble("At place 6 of the pattern a ) is missing.")
        person.settle()
        person.settle()
        parts = [part for part in bar(person).findChildren(QWidget) if part.isVisible()]
        leaves = [part for part in parts if not part.findChildren(QWidget)]
        places = [QRect(part.mapTo(bar(person), QPoint(0, 0)), part.size()) for part in leaves]
        assert all(bar(person).rect().contains(place) for place in places)
        assert not [pair for pair in combinations(places, 2) if pair[0].intersects(pair[1])]
        small = [part for part in leaves if part.width() < part.minimumSizeHint().width()]
        assert not small
    finally:
        qapp.setFont(font)
        words.speak("en")


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
