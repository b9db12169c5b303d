"""Any history over all kinds of records, by two coders, with undo, redo, restarts and kills."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from annotator.domain.annotation import Annotation, Link
from annotator.domain.article import Metadata
from annotator.domain.codebook import Codebook, Label, Layer, LinkType
from annotator.domain.people import STATES, AnnotationSet, RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.domain.statements import RELATIONS, Member, StatementCard
from annotator.store import (
    annotations,
    articles,
    closing,
    codebooks,
    coders,
    entries,
    history,
    integrity,
    links,
    opening,
    register,
    statements,
    states,
)
from annotator.store.errors import StaleStepError
from annotator.store.ids import new_id
from tests.records import article_of, picture

LENGTH = 40
BOOK = Codebook(
    id="b",
    version="1",
    layers=(
        Layer(id="L", exclusive=True, labels=(Label(id="X", layer="L"), Label(id="Y", layer="L"))),
        Layer(id="M", labels=(Label(id="X", layer="M"),)),
    ),
    link_types=(LinkType(id="said_by", source="L", targets=("M", "entry")),),
)
ODD = st.sampled_from(["a", "a'b", 'x"; DROP', "é\u0301", "%_", "", "🚢\u00a0"])


class Deeds:
    """What can be done to a project; each takes what it needs from `draw`."""

    def __init__(self, project, draw):
        self.project, self.draw = project, draw

    def one_of(self, sql, *values):
        found = [row[0] for row in self.project.rows(f"{sql} ORDER BY 1", values)]
        return self.draw(st.sampled_from(found)) if found else None

    def any_label(self):
        return self.draw(st.sampled_from(list(codebooks.current(self.project).labels())))

    def any_annotation(self):
        mine = self.project.own_set.id
        found = self.one_of(
            "SELECT annotation.uuid FROM annotation JOIN annotation_set AS owner "
            "ON owner.id = annotation.annotation_set WHERE owner.uuid = ?",
            mine,
        )
        return found and annotations.get(self.project, found)

    def add_article(self):
        text = self.draw(ODD).ljust(LENGTH, "x")
        made = article_of(
            text,
            self.draw(ODD),
            metadata=Metadata(title=self.draw(ODD), extra={"k": self.draw(ODD)}),
        )
        articles.add(self.project, made, text)

    def change_metadata(self):
        found = self.one_of("SELECT uuid FROM article")
        if found:
            old = articles.get(self.project, found)
            metadata = replace(old.metadata, outlet=self.draw(ODD))
            articles.put(self.project, replace(old, metadata=metadata))

    def add_set(self):
        old = self.draw(st.sampled_from(coders.all_coders(self.project)))
        coders.put_set(
            self.project,
            AnnotationSet(id=new_id(), name=self.draw(ODD), coder=old.id, kind="gold"),
        )

    def add_label(self):
        label = Label(id=f"N{self.draw(st.integers(0, 3))}", layer="M", key=self.draw(ODD)[:1])
        codebooks.put_label(self.project, label)

    def change_label(self):
        label = replace(self.any_label(), names={"en": self.draw(ODD)})
        place = self.draw(st.none() | st.integers(0, 3) | st.floats(0, 3))
        codebooks.put_label(self.project, label, place)

    def drop_label(self):
        label = self.any_label()
        if label.id != "X" and not codebooks.uses(self.project, label):
            codebooks.drop_label(self.project, label)

    def change_layer(self):
        layer = codebooks.current(self.project).layer("M")
        codebooks.put_layer(self.project, replace(layer, names={"en": self.draw(ODD)}))

    def add_entry(self):
        entries.put(self.project, RegisterEntry(id=new_id(), name=self.draw(ODD)))

    def change_entry(self):
        found = self.one_of("SELECT uuid FROM register_entry")
        if found:
            old = entries.get(self.project, found)
            entries.put(self.project, replace(old, aliases=(*old.aliases, self.draw(ODD))))

    def merge_entries(self):
        one, other = (self.one_of("SELECT uuid FROM register_entry") for _ in range(2))
        if one:
            register.merge(self.project, one, [other])

    def split_entry(self):
        found = self.one_of("SELECT uuid FROM register_entry")
        if found:
            keys = register.passage_keys(self.project, found)
            register.split(self.project, found, keys[::2])

    def drop_entry(self):
        found = self.one_of(
            "SELECT uuid FROM register_entry WHERE id NOT IN "
            "(SELECT entry FROM annotation WHERE entry IS NOT NULL UNION "
            "SELECT target_entry FROM link WHERE target_entry IS NOT NULL)"
        )
        if found:
            entries.drop(self.project, found)

    def fragments(self):
        edges = sorted(
            self.draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=6)),
        )
        return tuple(Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))

    def annotate(self):
        article = self.one_of("SELECT uuid FROM article")
        if article:
            label = self.any_label()
            made = Annotation(
                id=new_id(),
                article=article,
                set=self.project.own_set.id,
                layer=label.layer,
                label=label.id,
                fragments=self.fragments(),
                entry=self.one_of("SELECT uuid FROM register_entry"),
            )
            annotations.put(self.project, made)

    def change_annotation(self):
        old = self.any_annotation()
        if old:
            label = self.any_label()
            changes = {
                "label": {"layer": label.layer, "label": label.id},
                "edges": {"fragments": self.fragments()},
                "note": {"note": self.draw(ODD)},
                "values": {"attributes": {"a": self.draw(st.booleans()), "b": ["x"]}},
                "entry": {"entry": self.one_of("SELECT uuid FROM register_entry")},
            }
            what = self.draw(st.sampled_from(sorted(changes)))
            annotations.put(self.project, replace(old, **changes[what]))

    def drop_annotation(self):
        old = self.any_annotation()
        if old:
            annotations.drop(self.project, old.id)

    def link(self):
        source, target = self.any_annotation(), self.any_annotation()
        entry = self.one_of("SELECT uuid FROM register_entry")
        to_entry = bool(entry) and self.draw(st.booleans())
        if source:
            end = ("entry", entry) if to_entry else ("annotation", target.id)
            made = Link(id=new_id(), type="said_by", source=source.id, kind=end[0], target=end[1])
            links.put(self.project, made)

    def unlink(self):
        found = self.one_of("SELECT uuid FROM link")
        if found:
            links.drop(self.project, found)

    def make_card(self):
        claim = self.any_annotation()
        card = StatementCard(id=new_id(), wording=self.draw(ODD))
        statements.put(self.project, card)
        if claim:
            statements.join(self.project, Member(card.id, claim.id, "verbatim"))

    def join_card(self):
        claim, card = self.any_annotation(), self.one_of("SELECT uuid FROM statement_card")
        if claim and card:
            relation = self.draw(st.sampled_from(RELATIONS))
            statements.join(self.project, Member(card, claim.id, relation))

    def leave_card(self):
        card = self.one_of("SELECT uuid FROM statement_card")
        for member in statements.members(self.project, card)[:1] if card else ():
            statements.leave(self.project, member)

    def merge_cards(self):
        one, other = (self.one_of("SELECT uuid FROM statement_card") for _ in range(2))
        if one:
            statements.merge(self.project, one, [other])

    def drop_card(self):
        card = self.one_of("SELECT uuid FROM statement_card")
        if card:
            statements.drop(self.project, card)

    def refuse_pair(self):
        one, other = self.any_annotation(), self.any_annotation()
        if one and one.id != other.id:
            statements.refuse(self.project, one.id, other.id)

    def set_state(self):
        article = self.one_of("SELECT uuid FROM article")
        if article:
            value = self.draw(st.sampled_from(STATES))
            states.put(self.project, article, self.project.own_set.id, value)


DEEDS = sorted(name for name, one in vars(Deeds).items() if callable(one) and name[0] != "_")
DEEDS = [one for one in DEEDS if one not in {"one_of", "any_label", "any_annotation", "fragments"}]


class Everything(RuleBasedStateMachine):
    """`done` and `undone` are stacks of pictures, true as long as one coder works alone."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.annot"
        self.project = opening.create(self.path, BOOK, "Ana")
        self.kills, self.alone = 0, True
        self.done, self.undone = [], []

    @rule(data=st.data(), deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=4))
    def edit(self, data, deeds):
        before = picture(self.project)
        with self.project.edit(say("Change")) as edit:
            for deed in deeds:
                getattr(Deeds(self.project, data.draw), deed)()
        if edit.changes:
            self.done, self.undone = [*self.done, before], []

    @rule(data=st.data(), deeds=st.lists(st.sampled_from(DEEDS), min_size=1, max_size=3))
    def fail(self, data, deeds):
        before = picture(self.project)
        with pytest.raises(ZeroDivisionError), self.project.edit(say("Fail")):
            for deed in deeds:
                getattr(Deeds(self.project, data.draw), deed)()
            raise ZeroDivisionError
        assert picture(self.project) == before

    @rule()
    def undo(self):
        self.turn(history.undo, self.done, self.undone)

    @rule()
    def redo(self):
        self.turn(history.redo, self.undone, self.done)

    def turn(self, go, source, drain):
        before = picture(self.project)
        try:
            went = go(self.project)
        except StaleStepError:
            assert not self.alone
            assert picture(self.project) == before
            return
        if self.alone and went:
            # Steps that left everything as it was are passed over.
            while source[-1] == before:
                drain.append(source.pop())
            drain.append(before)
            assert picture(self.project) == source.pop()
        elif self.alone:
            assert all(one == before for one in source)

    @rule()
    def restart(self):
        self.reopen("Ana" if self.project.coder.name == "Ana" else "Bea")

    @rule()
    def hand_over(self):
        self.alone = False
        self.reopen("Bea" if self.project.coder.name == "Ana" else "Ana")

    def reopen(self, coder):
        before = picture(self.project) if self.alone else None
        assert not self.project.connection.in_transaction
        closing.close(self.project)
        assert [one.name for one in self.path.parent.iterdir()] == ["p.annot"]
        self.project = opening.open_project(self.path, coder=coder)
        assert before is None or picture(self.project) == before

    @rule()
    def kill(self):
        """What lies on the disk at this moment is all there is afterwards."""
        before = picture(self.project)
        self.kills += 1
        coder, place = self.project.coder.name, Path(self.folder.name) / str(self.kills)
        place.mkdir()
        for ending in ("", "-wal"):
            file = self.path.with_name(self.path.name + ending)
            shutil.copy(file, place / file.name)
        closing.close(self.project)
        self.path.unlink()
        self.path = place / self.path.name
        self.project = opening.open_project(self.path, coder=coder)
        assert picture(self.project) == before

    def teardown(self):
        if hasattr(self, "project"):
            assert not self.project.connection.in_transaction
            assert not list(integrity.problems(self.project))
            closing.close(self.project)
            self.folder.cleanup()


TestEverything = Everything.TestCase
TestEverything.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
