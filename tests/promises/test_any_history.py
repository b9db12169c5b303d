"""Labelling, undo, redo, import, merge, crash, full disk, backup and restore in any order.

A plain model says what must be there: for each person the labels they made, by id. Whatever came in
between, nothing of it is lost, and nothing comes back that was taken away.
"""

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.domain.sentence import say
from annotator.jobs import backup, import_files, merge, projects, restoring
from annotator.store import annotations, articles, history, integrity
from annotator.store.errors import NotSavedError, ProjectError
from annotator.store.ids import new_id
from tests.records import passage

EXAMPLES = int(os.environ.get("ANNOTATOR_HISTORIES", "6"))
TEXT = "Le port rouvrira demain, a promis la ministre. Tout navire sera saisi."


class AnyHistory(RuleBasedStateMachine):
    """`labels` and `texts` are what must be there; `done` and `undone` what undo and redo lead to.

    A colleague has a copy of the project, and goes on in it alone.
    """

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.data = mock.patch.dict(os.environ, {"XDG_DATA_HOME": str(self.place / "data")})
        self.data.start()
        self.path, self.other = self.place / "p.annot", self.place / "other.annot"
        self.project = projects.make(self.path, "Ana")
        self.labels, self.texts, self.kept, self.crashes = {}, set(), {}, 0
        self.done, self.undone = [], []
        self.import_articles(2)
        projects.close(self.project)
        shutil.copy(self.path, self.other)
        self.theirs = {}
        self.open_without_steps()

    def open_without_steps(self):
        """Undo begins here: where steps of before lead to is not written down."""
        self.project = projects.open_(self.path, "Ana")
        with self.project.connection as connection:
            connection.execute("DELETE FROM step")
        self.done, self.undone = [], []

    # ------------------------------------------------------------------ what is there

    def found(self):
        rows = self.project.rows("SELECT uuid, start, note FROM annotation")
        return {uuid: (start, note) for uuid, start, note in rows}

    @invariant()
    def nothing_is_lost_and_nothing_comes_back(self):
        if hasattr(self, "project"):
            assert self.found() == self.labels
            names = self.project.rows("SELECT name FROM article")
            assert {name for (name,) in names} == self.texts

    def remember(self):
        self.done.append((dict(self.labels), set(self.texts)))
        self.undone.clear()

    # ------------------------------------------------------------------ deeds

    @rule(start=st.integers(0, 30), note=st.sampled_from(["", "é", "'; DROP", "x" * 900]))
    def label(self, start, note):
        made = new_label(self.project, start, note)
        self.remember()
        put(self.project, made)
        self.labels[made.id] = (start, note)

    @precondition(lambda self: self.labels)
    @rule(data=st.data())
    def drop(self, data):
        own = [
            one
            for one in sorted(self.labels)
            if annotations.get(self.project, one).set == self.project.own_set.id
        ]
        if not own:
            return
        id = data.draw(st.sampled_from(own))
        self.remember()
        with self.project.edit(say("Delete")):
            annotations.drop(self.project, id)
        del self.labels[id]

    @rule()
    def undo(self):
        self.turn(history.undo, self.done, self.undone)

    @rule()
    def redo(self):
        self.turn(history.redo, self.undone, self.done)

    def turn(self, go, source, drain):
        if go(self.project):
            drain.append((dict(self.labels), set(self.texts)))
            labels, texts = source.pop()
            self.labels, self.texts = labels, texts
        else:
            assert not source

    @rule(count=st.integers(1, 3))
    def import_articles(self, count):
        folder = self.place / "in"
        folder.mkdir(exist_ok=True)
        names = {f"{len(self.texts) + number}-{new_id()[-6:]}" for number in range(count)}
        for name in names:
            (folder / f"{name}.txt").write_text(f"{name}. {TEXT}", encoding="utf-8")
        before = (dict(self.labels), set(self.texts))
        import_files.run(self.project, [folder])
        self.done, self.undone = [*self.done, before], []
        self.texts |= names
        shutil.rmtree(folder)

    # ------------------------------------------------------------------ a colleague

    @rule(start=st.integers(0, 30), count=st.integers(1, 3))
    def a_colleague_labels(self, start, count):
        other = projects.open_(self.other, "Bea")
        for number in range(count):
            made = new_label(other, start, f"theirs {number}")
            put(other, made)
            self.theirs[made.id] = (start, made.note)
        projects.close(other)

    @rule(again=st.booleans())
    def merge(self, again):
        for _ in range(1 + again):
            merge.run(self.project, [self.other])
        if not self.theirs.keys() <= self.labels.keys():
            self.labels |= self.theirs
        # What somebody else brought is no step; the steps before it stay.
        self.done = [(labels | self.theirs, texts) for labels, texts in self.done]
        self.undone = [(labels | self.theirs, texts) for labels, texts in self.undone]

    # ------------------------------------------------------------------ what goes wrong

    @rule()
    def restart(self):
        projects.close(self.project)
        assert not list(self.place.glob("p.annot-*"))
        self.project = projects.open_(self.path, "Ana")

    @rule()
    def crash(self):
        """What lies on the disk at this moment is all there is afterwards."""
        self.crashes += 1
        place = self.place / str(self.crashes)
        place.mkdir()
        for ending in ("", "-wal"):
            shutil.copy(f"{self.path}{ending}", place / f"p.annot{ending}")
        projects.close(self.project)
        self.path.unlink()
        for file in place.iterdir():
            file.rename(self.path.with_name(file.name))
        self.project = projects.open_(self.path, "Ana")

    @rule(deed=st.sampled_from(["label", "import", "merge", "undo"]), rest=st.integers(0, 2))
    def the_disk_is_full(self, deed, rest):
        """Whole or not at all; what could not be saved is not there, and can be done again."""
        connection = self.project.connection
        pages = self.project.value("PRAGMA page_count")
        before = self.found()
        connection.execute(f"PRAGMA max_page_count = {pages + rest}")
        try:
            self.fill_up()
            self.try_on_a_full_disk(deed)
        finally:
            connection.execute("PRAGMA max_page_count = 1073741823")
        assert not connection.in_transaction
        assert before.keys() <= self.found().keys()

    def fill_up(self):
        with pytest.raises(NotSavedError):
            while True:
                made = new_label(self.project, 1, "y" * 3000)
                self.remember()
                put(self.project, made)
                self.labels[made.id] = (1, made.note)
        self.done.pop()

    def try_on_a_full_disk(self, deed):
        steps = list(self.done), list(self.undone)
        try:
            if deed == "label":
                put(self.project, new_label(self.project, 2, "z" * 5000))
                raise AssertionError
            if deed == "merge":
                other = projects.open_(self.other, "Bea")
                made = new_label(other, 3, "w" * 20_000)
                put(other, made)
                self.theirs[made.id] = (3, made.note)
                projects.close(other)
                merge.run(self.project, [self.other])
                raise AssertionError
            if deed == "import":
                file = self.place / "large.txt"
                file.write_text(TEXT * 2000, encoding="utf-8")
                import_files.run(self.project, [file])
                raise AssertionError
        except ProjectError:
            self.done, self.undone = steps

    # ------------------------------------------------------------------ the way back

    @rule()
    def back_up(self):
        kept = backup.make_backup(self.path)
        self.kept[kept] = (dict(self.labels), set(self.texts))

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), crashed=st.booleans())
    def restore(self, data, crashed):
        copy = data.draw(st.sampled_from(sorted(self.kept)))
        before = (dict(self.labels), set(self.texts))
        if crashed:
            self.crash()
        projects.close(self.project)
        report = restoring.restore(self.path, copy)
        self.kept[report.before] = before
        self.labels, self.texts = (type(one)(one) for one in self.kept[copy])
        self.open_without_steps()

    def teardown(self):
        if hasattr(self, "project"):
            assert list(integrity.problems(self.project)) == []
            projects.close(self.project)
            for copy, (labels, _) in self.kept.items():
                reader = projects.open_(copy, read_only=True)
                rows = reader.rows("SELECT uuid FROM annotation")
                assert {uuid for (uuid,) in rows} == set(labels)
                projects.close(reader)
            self.data.stop()
            self.folder.cleanup()


def new_label(project, start, note):
    return passage(articles.first(project), project.own_set.id, (start, start + 7), note=note)


def put(project, made):
    with project.edit(say("Label")):
        annotations.put(project, made)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=EXAMPLES, stateful_step_count=15, deadline=None)
