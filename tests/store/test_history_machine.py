"""Any history of edits, undos, redos and restarts against a plain list of states."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from annotator.domain.codebook import Codebook, Label, Layer
from annotator.domain.sentence import say
from annotator.store import annotations, articles, closing, history, integrity, opening, steps
from annotator.store.ids import new_id
from tests.records import article_of, passage

TEXT = "abcdefghij" * 3
BOOK = Codebook(id="b", version="1", layers=(Layer(id="L", labels=(Label(id="X", layer="L"),)),))


class Histories(RuleBasedStateMachine):
    """`done` and `undone` are stacks of pictures of the annotations."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.annot"
        self.project = opening.create(self.path, BOOK, "Ana")
        self.article = new_id()
        made = article_of(TEXT, id=self.article)
        with self.project.edit(say("Import")) as edit:
            articles.add(self.project, made, TEXT)
        steps.forget(self.project.connection, edit.id)
        self.now, self.done, self.undone = {}, [], []

    def change(self, after, act):
        with self.project.edit(say("Change")):
            act()
        if after != self.now:
            self.done.append(self.now)
            self.undone = []
            self.now = after

    @rule(start=st.integers(0, 20), length=st.integers(1, 9))
    def label(self, start, length):
        made = passage(
            self.article, self.project.own_set.id, (start, start + length), layer="L", label="X"
        )
        self.change(
            {**self.now, made.id: made.fragments}, lambda: annotations.put(self.project, made)
        )

    @rule(data=st.data())
    def delete(self, data):
        if self.now:
            gone = data.draw(st.sampled_from(sorted(self.now)))
            after = {key: value for key, value in self.now.items() if key != gone}
            self.change(after, lambda: annotations.drop(self.project, gone))

    @rule()
    def undo(self):
        went = history.undo(self.project)
        assert bool(went) == bool(self.done)
        if went:
            self.undone.append(self.now)
            self.now = self.done.pop()

    @rule()
    def redo(self):
        went = history.redo(self.project)
        assert bool(went) == bool(self.undone)
        if went:
            self.done.append(self.now)
            self.now = self.undone.pop()

    @rule()
    def restart(self):
        closing.close(self.project)
        assert sorted(p.name for p in self.path.parent.iterdir()) == ["p.annot"]
        self.project = opening.open_project(self.path, coder="Ana")

    @invariant()
    def shows_what_the_model_says(self):
        if hasattr(self, "project"):
            found = annotations.of_article(self.project, self.article, self.project.own_set.id)
            assert {one.id: one.fragments for one in found} == self.now

    def teardown(self):
        if hasattr(self, "project"):
            assert not list(integrity.problems(self.project))
            closing.close(self.project)
            self.folder.cleanup()


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
