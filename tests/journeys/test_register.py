"""The register's window, by keys and clicks; every deed undone and done again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.store import annotations, entries, integrity, register
from annotator.store.ids import new_id
from tests.records import picture

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
DOWN, RETURN, TAB = Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab


class Registrar:
    """Works in the register's window and looks at what is there."""

    def __init__(self, person):
        self.person, self.project = person, person.project
        person.window.verbs.perform("register")
        self.window = person.window.verbs.registering.ready()
        self.list, self.form = self.window.entries.list, self.window.form
        self.settle()

    def settle(self):
        QTest.qWait(1)
        QApplication.processEvents()

    def names(self):
        rows = self.window.entries.rows
        return [rows.index(at).data() for at in range(rows.rowCount())]

    def show(self, name):
        rows = self.window.entries.rows
        (found,) = [one.entry.id for one in rows.everyone() if one.entry.name == name]
        self.window.show_entry(found)
        self.settle()
        return found

    def entry(self, name):
        return next(one for one in entries.everyone(self.project) if one.name == name)

    def type(self, field, words):
        field.setFocus()
        field.selectAll()
        field.insert(words)
        field.textEdited.emit(words)
        QTest.keyClick(field, RETURN)
        self.settle()

    def press(self, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(widget, key, modifier)
        self.settle()

    def click(self, button):
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, words):
        """Type in the picker and take the first."""
        picker = self.window.picker
        assert picker.is_open
        picker.field.setText(words)
        self.press(picker.field, RETURN)

    def back_and_again(self, before):
        after = picture(self.project)
        assert after != before
        QTest.keyClick(self.window.entries.list, Qt.Key.Key_Z, CTRL)
        self.settle()
        assert picture(self.project) == before
        QTest.keyClick(self.window.entries.list, Qt.Key.Key_Y, CTRL)
        self.settle()
        assert picture(self.project) == after
        assert not list(integrity.problems(self.project))


@pytest.fixture
def registrar(person):
    """Vern named three times by two entries, Tarsk once, and a claim of Vern's."""
    vern = RegisterEntry(id=new_id(), name="Aldo Vern", aliases=("Vern",))
    governor = RegisterEntry(id=new_id(), name="Le gouverneur Vern", aliases=("VERN",))
    tarsk = RegisterEntry(id=new_id(), name="Tarsk", kind="place")
    with person.project.edit(say("Fill")):
        for one in (vern, governor, tarsk):
            entries.put(person.project, one)
    for words, nth, entry in (
        ("Aldo Vern", 0, vern),
        ("Vern", 1, governor),
        ("Tarsk", 1, tarsk),
    ):
        person.select(words, nth)
        person.press("p")
        made = annotations.get(person.project, person.window.desk.current[0])
        with person.project.edit(say("Name")):
            annotations.put(person.project, replace(made, entry=entry.id))
    return Registrar(person)


def test_entries_are_listed_filtered_and_counted(registrar):
    assert registrar.names() == ["Aldo Vern", "Le gouverneur Vern", "Tarsk"]
    rows = registrar.window.entries.rows
    assert rows.row_of(registrar.entry("Tarsk").id).passages == 1
    registrar.window.entries.filter.setText("gouverneur VERN")
    registrar.person.qtbot.waitUntil(lambda: registrar.names() == ["Le gouverneur Vern"])
    registrar.window.entries.filter.setText("zzz")
    registrar.person.qtbot.waitUntil(lambda: registrar.names() == [])
    registrar.window.entries.show_all()
    registrar.window.entries.clashing.click()
    assert registrar.names() == ["Aldo Vern", "Le gouverneur Vern"]


def test_every_field_is_an_undoable_edit(registrar):
    entry, form = registrar.show("Tarsk"), registrar.form

    def found():
        return entries.get(registrar.project, entry)

    for field, words, read in (
        (form.name, "Tarsque", lambda: found().name),
        (form.wikidata, "Q42", lambda: found().wikidata),
        (form.aliases.fields()[0][0], "Port-Tarsk", lambda: found().aliases[0]),
        (form.roles.fields()[0][0], "capitale", lambda: found().roles[0]["role"]),
        (form.roles.fields()[0][1], "2001-05", lambda: found().roles[0]["from"]),
        (form.described.fields()[0][0], "le voisin", lambda: found().described[0]["words"]),
        (form.described.fields()[0][2], "2024", lambda: found().described[0]["until"]),
    ):
        before = picture(registrar.project)
        registrar.type(field, words)
        assert read() == words
        registrar.back_and_again(before)
    assert len(form.roles.fields()) == 2, "an empty line waits for more"
    before = picture(registrar.project)
    form.kind.picked.emit("body")
    assert found().kind == "body"
    registrar.back_and_again(before)
    form.note.setPlainText("Voir Noria.")
    registrar.window.commit()
    assert found().note == "Voir Noria."


def test_what_is_no_date_and_no_item_waits_marked(registrar):
    entry, form = registrar.show("Tarsk"), registrar.form
    registrar.type(form.wikidata, "42")
    assert form.wikidata.property("kind") == "wrong"
    registrar.type(form.roles.fields()[0][1], "hier")
    assert form.roles.fields()[0][1].property("kind") == "wrong"
    registrar.type(form.name, "  ")
    assert form.name.text() == "Tarsk", "an entry is always called something"
    assert entries.get(registrar.project, entry).wikidata == ""
    registrar.show("Aldo Vern")
    registrar.show("Tarsk")
    assert form.wikidata.text() == ""


def test_a_time_does_not_end_before_it_begins(registrar):
    entry, form = registrar.show("Tarsk"), registrar.form
    registrar.type(form.roles.fields()[0][0], "capitale")
    registrar.type(form.roles.fields()[0][1], "2019-05")
    registrar.type(form.roles.fields()[0][2], "2018")
    assert form.roles.fields()[0][2].property("kind") == "wrong"

    def role():
        return dict(entries.get(registrar.project, entry).roles[0])

    assert role() == {"role": "capitale", "from": "2019-05", "until": ""}
    registrar.type(form.roles.fields()[0][2], "2019")
    assert role()["until"] == "2019"
    registrar.type(form.roles.fields()[0][1], "2020")
    registrar.type(form.roles.fields()[0][0], "chef-lieu")
    assert role() == {"role": "chef-lieu", "from": "2019-05", "until": "2019"}


def test_tab_goes_down_the_form(registrar):
    entry = registrar.show("Aldo Vern")
    registrar.type(registrar.form.roles.fields()[0][0], "gouverneur")
    registrar.window.activateWindow()
    registrar.form.focus_name()
    seen = []
    while len(seen) < 30:
        at = registrar.window.focusWidget()
        seen.append(at.accessibleName() or at.text())
        if at is registrar.form.note:
            break
        registrar.press(at, TAB)
    assert entries.get(registrar.project, entry).roles[0]["role"] == "gouverneur"
    assert [one for one in seen if one != "Remove the line"] == [
        *("Name", "Kind", "Alias", "Alias", "Described as", "From", "Until"),
        *("Role", "From", "Until", "Role", "From", "Until", "Wikidata", "Note"),
    ]


def test_renaming_merging_and_splitting_have_keys(registrar):
    kept = registrar.show("Aldo Vern")
    registrar.window.activateWindow()
    registrar.list.setFocus()
    before = picture(registrar.project)
    registrar.press(registrar.list, Qt.Key.Key_J, CTRL | SHIFT)
    registrar.choose("gouverneur")
    registrar.back_and_again(before)
    registrar.show(registrar.window.form.name.text())
    registrar.press(registrar.list, Qt.Key.Key_F2)
    assert registrar.form.name.hasFocus()
    passages, before = registrar.window.passages, picture(registrar.project)
    passages.list.setFocus()
    registrar.press(passages.list, Qt.Key.Key_Space)
    registrar.press(passages.list, Qt.Key.Key_K, CTRL | SHIFT)
    registrar.window.entries.list.setFocus()
    registrar.back_and_again(before)
    assert entries.get(registrar.project, kept) is None


def test_a_line_is_taken_away_by_its_button(registrar):
    entry = registrar.show("Aldo Vern")
    before = picture(registrar.project)
    registrar.form.aliases._lines[0].remover.click()
    registrar.settle()
    assert entries.get(registrar.project, entry).aliases == ()
    registrar.back_and_again(before)


def test_a_new_entry_is_called_as_what_was_sought(registrar):
    registrar.window.entries.filter.setText("Odile Marchais")
    registrar.window.entries.restrict()
    before = picture(registrar.project)
    registrar.press(registrar.window.entries.filter, Qt.Key.Key_N, CTRL)
    assert registrar.entry("Odile Marchais").kind == "person"
    assert registrar.window.entry == registrar.entry("Odile Marchais").id
    registrar.back_and_again(before)


def test_merging_into_another_entry(registrar):
    gone, kept = registrar.show("Le gouverneur Vern"), registrar.entry("Aldo Vern").id
    before = picture(registrar.project)
    registrar.press(registrar.list, Qt.Key.Key_M, CTRL)
    registrar.choose("aldo")
    assert entries.get(registrar.project, gone) is None
    assert entries.get(registrar.project, kept).aliases == ("Vern", "Le gouverneur Vern", "VERN")
    assert register.use(registrar.project, kept).passages == 2
    assert registrar.window.entry == kept
    registrar.back_and_again(before)


def test_merging_what_is_selected(registrar):
    registrar.show("Aldo Vern")
    before = picture(registrar.project)
    registrar.list.setFocus()
    registrar.press(registrar.list, DOWN, SHIFT)
    assert registrar.window.entries.merge.text() == "Merge 2 entries"
    registrar.click(registrar.window.entries.merge)
    assert registrar.names() == ["Le gouverneur Vern", "Tarsk"]
    registrar.back_and_again(before)


def test_splitting_off_ticked_passages(registrar):
    kept = registrar.show("Aldo Vern")
    registrar.window._merge(kept, [registrar.entry("Le gouverneur Vern").id])
    passages = registrar.window.passages
    assert passages.rows.rowCount() == 2
    before = picture(registrar.project)
    passages.list.setFocus()
    registrar.press(passages.list, DOWN)
    registrar.press(passages.list, Qt.Key.Key_Space)
    registrar.click(passages.part)
    assert registrar.form.name.hasFocus()
    assert registrar.form.name.text() == "Vern"
    assert register.uses(registrar.project)[registrar.window.entry] == 1
    registrar.window.entries.list.setFocus()
    registrar.back_and_again(before)


def test_moving_ticked_passages_to_an_entry(registrar):
    registrar.show("Le gouverneur Vern")
    before = picture(registrar.project)
    registrar.window.passages.all.click()
    registrar.click(registrar.window.passages.give)
    registrar.choose("Tarsk")
    assert register.use(registrar.project, registrar.entry("Tarsk").id).passages == 2
    registrar.back_and_again(before)


def test_an_entry_in_use_is_not_deleted_and_says_why(registrar):
    registrar.show("Tarsk")
    registrar.press(registrar.list, Qt.Key.Key_Delete)
    (notice,) = registrar.window.notices.notices
    assert "passages: 1, articles: 1" in notice.words
    assert registrar.entry("Tarsk")
    with registrar.project.edit(say("Unlink")):
        register.merge(
            registrar.project, registrar.entry("Aldo Vern").id, [registrar.entry("Tarsk").id]
        )
    registrar.window.make()
    before = picture(registrar.project)
    registrar.press(registrar.list, Qt.Key.Key_Delete)
    registrar.back_and_again(before)


@pytest.mark.parametrize("way", ["They are two", "They are one", "Remove the alias"])
def test_a_shared_name_is_shown_and_can_be_settled(registrar, way):
    registrar.show("Aldo Vern")
    before = picture(registrar.project)
    buttons = registrar.form.findChildren(QPushButton)
    (found,) = [one for one in buttons if one.text() == way and one.isVisible()]
    registrar.click(found)
    assert registrar.window.entries.rows.clashing == 0
    registrar.back_and_again(before)


def test_a_passage_is_gone_to(registrar):
    registrar.show("Le gouverneur Vern")
    passages = registrar.window.passages
    registrar.press(passages.list, RETURN)
    assert registrar.person.in_hand() == [("PERSON", "Vern")]
    registrar.show("Tarsk")
    place = passages.list.visualRect(passages.rows.index(0)).center() + QPoint(40, 0)
    view = passages.list.viewport()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert registrar.person.in_hand() == [("PERSON", "Tarsk")]


def test_what_was_typed_is_kept_when_the_project_closes(registrar):
    entry, path = registrar.show("Tarsk"), registrar.project.path
    registrar.form.name.setText("Port-Tarsk")
    registrar.person.window.verbs.files.close()
    assert not registrar.window.isVisible()
    registrar.person.window.verbs.files.open_path(path)
    assert entries.get(registrar.person.project, entry).name == "Port-Tarsk"


def test_the_register_goes_to_a_file_and_comes_from_one(registrar, tmp_path, monkeypatch):
    out, before = tmp_path / "register.csv", picture(registrar.project)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out.with_suffix("")), ""))
    registrar.click(registrar.window.entries.carry)
    table = out.read_text(encoding="utf-8-sig")
    out.write_text(table.replace("Tarsk", "Port-Tarsk"), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(out), ""))
    registrar.click(registrar.window.entries.bring)
    assert registrar.names() == ["Aldo Vern", "Le gouverneur Vern", "Port-Tarsk"]
    assert "0 new, 1 changed, 2" in registrar.window.notices.notices[-1].words
    registrar.back_and_again(before)
    out.write_text("nom\n")
    registrar.click(registrar.window.entries.bring)
    assert "No column" in registrar.window.notices.notices[-1].words


# ------------------------------------------------------------------ aliases


def test_words_linked_to_an_entry_are_offered_as_a_name_and_never_taken_silently(person):
    person.select("Le gouverneur Aldo Vern")
    person.press("s", "Aldo Vern", (RETURN, CTRL))
    entry = entries.everyone(person.project)[0]
    assert entry.aliases == ()
    (notice,) = person.window.overlays.notices.notices
    assert notice.words == "Is “Le gouverneur Aldo Vern” a name of Aldo Vern?"
    before = picture(person.project)
    person.canvas.setFocus()
    person.press((Qt.Key.Key_A, ALT))
    found = entries.get(person.project, entry.id)
    assert found.aliases == ("Le gouverneur Aldo Vern",)
    after = picture(person.project)
    person.press((Qt.Key.Key_Z, CTRL))
    assert picture(person.project) == before
    person.press((Qt.Key.Key_Y, CTRL))
    assert picture(person.project) == after


def test_words_without_a_capital_describe_and_pronouns_are_not_offered(person):
    person.select("agence Noria")
    person.press("s", "Noria", (RETURN, CTRL))
    person.window.overlays.notices.clear()
    person.select("la")
    person.press("s", "Noria", RETURN)
    assert person.window.overlays.notices.notices == []
    person.select("dans son discours")
    person.press("s", "Noria", RETURN)
    person.window.overlays.notices.notices[-1].findChildren(QPushButton)[0].click()
    entry = entries.everyone(person.project)[0]
    assert (entry.aliases, [one["words"] for one in entry.described]) == (
        (),
        ["dans son discours"],
    )


def test_the_key_says_what_it_needs(person):
    person.canvas.setFocus()
    person.press((Qt.Key.Key_A, ALT))
    assert "register" in person.window.overlays.notices.notices[-1].words
