"""Records of every kind, changed by three coders apart: any order of merging gives the same."""

import contextlib
from dataclasses import replace
from itertools import permutations
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Link
from annotator.domain.people import STATES, RegisterEntry
from annotator.domain.review import Assignment, Choice, Comment, Decision
from annotator.domain.sentence import AnnotatorError, say
from annotator.domain.span import Span
from annotator.domain.statements import RELATIONS, Member, StatementCard
from annotator.jobs import check, import_files, merge, projects
from annotator.store import (
    annotations,
    articles,
    assignments,
    codebooks,
    coders,
    comments,
    decisions,
    entries,
    history,
    links,
    rechecks,
    statements,
    states,
    versions,
)
from annotator.store.ids import id_of
from annotator.store.integrity import _COMPARED

CODERS = "ABC"
CHOICES = get_args(Choice)


class Deeds:
    """What a coder does; `number` says to what. Ids depend on it alone, so that coders meet."""

    def __init__(self, project, number):
        self.project, self.number = project, number
        self.me = project.coder.id
        self.article = [one.id for one in articles.everyone(project)][number % 2]
        self.mine = list(annotations.of_set(project, project.own_set.id))
        self.claim = self.mine[number % len(self.mine)] if self.mine else None

    def label(self):
        made = Annotation(
            id=id_of("annotation", self.me, str(self.number)),
            article=self.article,
            set=self.project.own_set.id,
            layer="CLAIM",
            label=("THREAT", "FACT")[self.number % 2],
            fragments=(Span(self.number, self.number + 4),),
            entry=next((one.id for one in entries.everyone(self.project)), None),
        )
        annotations.put(self.project, made)

    def unlabel(self):
        if self.claim:
            annotations.drop(self.project, self.claim.id)

    def note(self):
        if self.claim:
            annotations.put(self.project, replace(self.claim, note=f"note {self.number}"))

    def enter(self):
        entries.put(self.project, RegisterEntry(id=f"e{self.number % 3}", name=f"N{self.me}"))

    def leave(self):
        used = {one.entry for one in self.mine}
        for one in entries.everyone(self.project):
            if one.id not in used and not links.lead_to(self.project, [one.id]):
                entries.drop(self.project, one.id)
                return

    def link(self):
        if self.claim and len(self.mine) > 1:
            link = id_of("link", self.me, str(self.number))
            made = Link(
                id=link,
                type="said_by",
                source=self.claim.id,
                kind="annotation",
                target=self.mine[-1].id,
            )
            links.put(self.project, made)

    def state(self):
        value = STATES[self.number % len(STATES)]
        states.put(self.project, self.article, self.project.own_set.id, value)

    def comment(self):
        made = Comment(
            id=f"c{self.number % 3}",
            article=self.article,
            author=self.me,
            words=f"words {self.number}",
            place=Span(0, 3),
        )
        comments.put(self.project, made)

    def resolve(self):
        for one in comments.open_threads(self.project)[:1]:
            comments.resolve(self.project, one.id, resolved=True)

    def decide(self):
        gold = coders.set_named(self.project, "Gold", self.project.coder, coders.GOLD).id
        made = Decision(
            id=decisions.id_for(gold, ("x",), (str(self.number % 2),)),
            article=self.article,
            gold=gold,
            layer="CLAIM",
            choice=CHOICES[self.number % len(CHOICES)],
            first=("x",),
            second=(str(self.number % 2),),
        )
        decisions.put(self.project, made)

    def assign(self):
        for one in coders.all_coders(self.project)[:2]:
            made = Assignment(article=self.article, coder=one.id, seed=self.number)
            assignments.put(self.project, made)

    def withdraw(self):
        for one in assignments.everything(self.project)[:1]:
            assignments.drop(self.project, one.article, one.coder)

    def reveal(self):
        assignments.reveal(self.project, self.article, f"2026-01-0{self.number % 9 + 1}T00:00:00Z")

    def card(self):
        card = f"s{self.number % 2}"
        statements.put(self.project, StatementCard(id=card, wording=f"wording {self.number}"))
        if self.claim:
            relation = RELATIONS[self.number % len(RELATIONS)]
            statements.join(self.project, Member(card, self.claim.id, relation))

    def refuse(self):
        if len(self.mine) > 1:
            statements.refuse(self.project, self.mine[0].id, self.mine[-1].id)

    def tell_about(self):
        old = articles.get(self.project, self.article)
        metadata = replace(old.metadata, outlet=f"outlet {self.number}")
        articles.put(self.project, replace(old, metadata=metadata))

    def rename_label(self):
        found = codebooks.current(self.project).label("CLAIM", "FACT")
        codebooks.put_label(self.project, replace(found, names={"en": f"Fact {self.number}"}))

    def rename_layer(self):
        found = codebooks.current(self.project).layer("ENTITY")
        codebooks.put_layer(self.project, replace(found, names={"en": f"Names {self.number}"}))

    def rename_link_type(self):
        found = codebooks.current(self.project).link_type("said_by")
        codebooks.put_link_type(
            self.project, replace(found, names={"en": f"said by {self.number}"})
        )

    def recheck(self):
        label = codebooks.current(self.project).label("CLAIM", "FACT")
        rechecks.ask(self.project, label, say("The rule changed"))

    def rename_set(self):
        coders.put_set(self.project, self.project.own_set._replace(name=f"Set {self.number}"))

    def publish(self):
        with contextlib.suppress(AnnotatorError):  # nothing is new in it
            versions.publish(self.project, f"1.{self.number}", "note")


DEEDS = sorted(name for name, one in vars(Deeds).items() if callable(one) and name[0] != "_")


def play(project, deeds):
    for what, number in deeds:
        if what == "undo":
            history.undo(project)
            continue
        with project.edit(say("Do")):
            getattr(Deeds(project, number), what)()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    project = projects.make(folder / "base.annot", "Base")
    for name in ("port", "mer"):
        (folder / f"{name}.txt").write_text(f"Le {name} rouvrira, a promis la ministre.")
    import_files.run(project, [folder / "port.txt", folder / "mer.txt"])
    projects.close(project)
    return folder / "base.annot"


def test_there_is_a_deed_for_every_kind(base, tmp_path):
    path = tmp_path / "all.annot"
    path.write_bytes(base.read_bytes())
    project = projects.open_(path, "A")
    play(project, [("label", 1), ("label", 2), ("enter", 1), *((one, 3) for one in DEEDS)])
    kinds = {kind for (kind,) in project.rows("SELECT DISTINCT kind FROM event")}
    assert set(project.kinds) - kinds == set()
    assert check.run(project).ok
    projects.close(project)


PLAY = st.lists(st.tuples(st.sampled_from([*DEEDS, "undo"]), st.integers(0, 20)), max_size=12)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.tuples(PLAY, PLAY, PLAY))
def test_any_order_gives_the_same(tmp_path_factory, base, plays):
    folder = tmp_path_factory.mktemp("merge")
    for name, deeds in zip(CODERS, plays, strict=True):
        path = folder / f"{name}.annot"
        path.write_bytes(base.read_bytes())
        project = projects.open_(path, name)
        play(project, deeds)
        projects.close(project)
    outcomes = []
    for order in permutations(CODERS):
        path = folder / f"{''.join(order)}.annot"
        path.write_bytes((folder / f"{order[0]}.annot").read_bytes())
        project = projects.open_(path)
        merge.run(project, [folder / f"{name}.annot" for name in order[1:]])
        assert check.run(project).problems == ()
        outcomes.append({what: set(project.rows(sql)) for what, sql in _COMPARED.items()})
        assert merge.run(project, [folder / f"{name}.annot" for name in CODERS]).events == 0
        projects.close(project)
    assert all(one == outcomes[0] for one in outcomes)
