"""Statement cards by keys: from the claim in the text, and in their own window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.sentence import say
from annotator.store import annotations, articles, integrity, statements
from tests.records import picture

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DOWN, RETURN = Qt.Key.Key_Down, Qt.Key.Key_Return
KIM = "l’île n’accepterait aucun péage"
HOSTILE = "La politique de Tarsk est hostile"
TRIED = "Nous avons tout essayé"
TEXT = "Vern l’a dit : l’île n’acceptera aucun péage. La politique de Tarsk reste très hostile."


@pytest.fixture
def folder(folder):
    (folder / "002_third.txt").write_text(f" date 2024-11\n\n{TEXT}", encoding="utf-8")
    return folder


class Clerk:
    """Labels claims in two articles, and works on cards."""

    def __init__(self, person):
        self.person, self.project, self.qtbot = person, person.project, person.qtbot
        self.stating = person.window.verbs.stating
        self.claims = {}

    def open(self, name):
        self.person.window.verbs.open_article(articles.named(self.project, name))
        self.person.settle()

    def claim(self, words):
        self.person.select(words)
        self.person.press("5")
        self.claims[words] = self.person.window.desk.current[0]
        return self.claims[words]

    def ask(self):
        self.person.window.activateWindow()
        QApplication.processEvents()
        self.person.canvas.setFocus()
        self.person.press("=")
        return self.stating._picker

    def window(self):
        window = self.stating.ready()
        assert window.isVisible()
        return window

    def press(self, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(widget, key, modifier)
        QTest.qWait(1)
        QApplication.processEvents()

    def on(self, words):
        return statements.of_annotation(self.project, self.claims[words])

    def back_and_again(self, before):
        after = picture(self.project)
        assert after != before
        self.person.window.verbs.perform("undo")
        assert picture(self.project) == before
        self.person.window.verbs.perform("redo")
        assert picture(self.project) == after
        assert not list(integrity.problems(self.project))


@pytest.fixture
def clerk(person):
    made = Clerk(person)
    made.open("002_third")
    made.claim("l’île n’acceptera aucun péage")
    made.claim("La politique de Tarsk reste très hostile")
    made.open("000_00000000000000aa")
    made.claim(TRIED)
    made.claim(HOSTILE)
    made.claim(KIM)
    return made


@pytest.fixture
def carded(clerk):
    """A card of two wordings of one claim, shown in the cards' window."""
    clerk.ask()
    clerk.person.press(RETURN)
    (member,) = clerk.on(KIM)
    with clerk.project.edit(say("Join")):
        other = clerk.claims["l’île n’acceptera aucun péage"]
        statements.join(clerk.project, member._replace(annotation=other, relation="paraphrase"))
    clerk.card = member.card
    clerk.person.press((Qt.Key.Key_J, CTRL))
    return clerk


def test_one_key_and_enter_make_a_card(clerk):
    before = picture(clerk.project)
    assert clerk.ask().is_open
    clerk.person.press(RETURN)
    (row,) = statements.everyone(clerk.project)
    assert (row.card.wording, row.card.date, row.claims) == (KIM, "2024-11-23", 1)
    assert clerk.on(KIM)[0].relation == "verbatim"
    assert clerk.person.in_hand() == [("ACCUSATION", KIM)]
    clerk.back_and_again(before)


def test_a_proposed_claim_is_joined_on_request_only(clerk):
    picker = clerk.ask()
    other = clerk.claims["l’île n’acceptera aucun péage"]
    clerk.qtbot.waitUntil(lambda: other in [row.id for row in picker.list.rows()], timeout=30_000)
    assert picker.list.row().kind == "new", "what is proposed never pushes itself before"
    assert statements.count(clerk.project) == 0
    before = picture(clerk.project)
    clerk.person.press(DOWN, RETURN)
    (row,) = statements.everyone(clerk.project)
    assert row.claims == 2
    relations = {one.annotation: one.relation for one in clerk.on(KIM)}
    assert relations == {clerk.claims[KIM]: "verbatim"}
    clerk.back_and_again(before)


def test_a_claim_joins_a_card_found_by_its_words(clerk):
    clerk.ask()
    clerk.person.press(RETURN)
    clerk.person.window.desk.take(clerk.claims[HOSTILE])
    before = picture(clerk.project)
    clerk.ask()
    clerk.person.press("accepterait", RETURN)
    (row,) = statements.everyone(clerk.project)
    assert row.claims == 2
    clerk.back_and_again(before)


def test_the_key_shows_the_card_of_a_claim_that_has_one(clerk):
    clerk.ask()
    clerk.person.press(RETURN)
    clerk.person.canvas.setFocus()
    clerk.person.press("=")
    assert clerk.window().card == clerk.on(KIM)[0].card


def test_the_key_says_what_it_needs(person):
    person.canvas.setFocus()
    person.press("=")
    assert "claim first" in person.window.overlays.notices.notices[-1].words


def test_wordings_stand_side_by_side_with_their_differences(carded):
    rows = carded.window().members.claims.rows
    shown = {row.claim.relation: row for row in rows}
    assert [piece.mark for piece in shown["verbatim"].pieces] == [""]
    marks = {piece.mark: piece.words.strip() for piece in shown["paraphrase"].pieces}
    assert (marks["added"], marks["missing"]) == ("acceptera", "accepterait")
    assert {row.claim.outlet for row in rows} == {"NORIA", ""}


@pytest.mark.parametrize(("key", "relation"), [("S", "shortened"), ("C", "contradicts")])
def test_a_key_says_how_a_claim_reports_it(carded, key, relation):
    members = carded.window().members
    before, claim = picture(carded.project), members.row.claim.annotation
    carded.press(members, getattr(Qt.Key, f"Key_{key}"))
    found = statements.of_annotation(carded.project, claim)
    assert [one.relation for one in found] == [relation]
    carded.back_and_again(before)


def test_leaving_a_card_and_the_last_one_takes_it_along(carded):
    members = carded.window().members
    before = picture(carded.project)
    carded.press(members, Qt.Key.Key_Delete)
    assert statements.everyone(carded.project)[0].claims == 1
    carded.back_and_again(before)
    before = picture(carded.project)
    carded.press(members, Qt.Key.Key_Delete)
    assert statements.count(carded.project) == 0
    carded.back_and_again(before)


def test_enter_goes_to_the_claim_in_its_article(carded):
    members = carded.window().members
    place = [row.claim.relation for row in members.claims.rows].index("paraphrase")
    members.setCurrentIndex(members.claims.index(place))
    carded.press(members, RETURN)
    assert carded.person.in_hand() == [("ACCUSATION", "l’île n’acceptera aucun péage")]


def hostile(clerk):
    """Its card in the window, with the other wording proposed."""
    clerk.person.window.desk.take(clerk.claims[HOSTILE])
    clerk.ask()
    clerk.person.press(RETURN)
    clerk.person.press("=")
    proposed = clerk.window().proposed
    clerk.qtbot.waitUntil(lambda: len(proposed.claims.rows) == 1, timeout=30_000)
    assert proposed.row.reasons
    return proposed


def test_yes_puts_what_is_proposed_on_the_card(clerk):
    proposed = hostile(clerk)
    before = picture(clerk.project)
    clerk.press(proposed, Qt.Key.Key_Y)
    assert statements.everyone(clerk.project)[0].claims == 2
    assert proposed.claims.rows == []
    clerk.back_and_again(before)


def test_no_is_remembered(clerk):
    proposed = hostile(clerk)
    before = picture(clerk.project)
    clerk.press(proposed, Qt.Key.Key_N)
    assert len(statements.refusals(clerk.project)) == 1
    assert proposed.claims.rows == []
    clerk.back_and_again(before)
    clerk.person.window.verbs.perform("undo")
    assert len(proposed.claims.rows) == 1


def test_yes_to_a_claim_on_another_card_merges_the_cards(clerk):
    clerk.open("002_third")
    clerk.person.window.desk.take(clerk.claims["La politique de Tarsk reste très hostile"])
    clerk.ask()
    clerk.person.press(RETURN)
    clerk.open("000_00000000000000aa")
    proposed = hostile(clerk)
    before = picture(clerk.project)
    clerk.press(proposed, Qt.Key.Key_Y)
    (row,) = statements.everyone(clerk.project)
    assert (row.card.wording, row.claims) == (HOSTILE, 2)
    clerk.back_and_again(before)


def test_fields_of_a_card_are_edits(carded):
    window = carded.window()
    for field, words, read in (
        (window.date, "2024-11-22", lambda card: card.date),
        (window.occasion, "Discours", lambda card: card.occasion),
    ):
        before = picture(carded.project)
        field.setText(words)
        field.commit()
        assert read(statements.get(carded.project, carded.card)) == words
        carded.back_and_again(before)
    before = picture(carded.project)
    window.wording.setPlainText("Aucun péage")
    window.wording.commit()
    assert statements.get(carded.project, carded.card).wording == "Aucun péage"
    carded.back_and_again(before)
    window.date.setText("hier")
    window.date.commit()
    assert window.date.property("kind") == "wrong"


def test_selected_cards_are_merged_and_deleted(carded):
    carded.person.window.desk.take(carded.claims[TRIED])
    carded.ask()
    carded.press(carded.stating._picker.field, RETURN)
    carded.person.press((Qt.Key.Key_J, CTRL))
    window = carded.window()
    window.show_card(carded.card)
    before = picture(carded.project)
    window.list.setFocus()
    carded.press(window.list, DOWN, SHIFT)
    carded.press(window.list, Qt.Key.Key_M, CTRL)
    (row,) = statements.everyone(carded.project)
    assert row.claims == 3
    carded.back_and_again(before)
    before = picture(carded.project)
    carded.press(window.list, Qt.Key.Key_Delete)
    assert statements.count(carded.project) == 0
    assert annotations.get(carded.project, carded.claims[KIM])
    carded.back_and_again(before)


def test_cards_are_filtered(carded):
    window = carded.window()
    window.filter.setText("PEAGE ile")
    assert window.cards.rowCount() == 1
    window.filter.setText("blé")
    assert window.cards.rowCount() == 0
    assert window.members.claims.rows == []
    window._everyone.click()
    assert window.card == carded.card


def test_a_deleted_claim_leaves_its_card(carded):
    before = picture(carded.project)
    carded.person.window.desk.take(carded.claims[KIM])
    carded.person.window.desk.delete()
    assert statements.everyone(carded.project)[0].claims == 1
    assert len(carded.window().members.claims.rows) == 1
    carded.back_and_again(before)
