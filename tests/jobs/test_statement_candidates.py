from annotator.domain.annotation import Annotation, Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import import_files, statement_candidates
from annotator.jobs.statement_candidates import candidates, known
from annotator.store import annotations, articles, claim_texts, entries, links
from annotator.store.claim_texts import ClaimText
from annotator.store.ids import new_id


def claim(name, words, speakers=(), date=""):
    return known(ClaimText(name, words, frozenset(speakers), "article", date))


def test_the_likest_come_first_and_say_why():
    one = claim("a", "Ils se sont rencontrés trois fois, en 2018 et 2019", ["kim"], "2024-11-23")
    found = candidates(
        one,
        [
            one,
            claim("b", "le prix du blé a doublé"),
            claim("c", "se sont rencontrés trois fois en 2018 et en 2019", ["kim"], "2024-11-23"),
            claim("d", "Les deux hommes se sont rencontrés trois fois"),
        ],
    )
    assert [one.annotation for one in found] == ["c", "d"]
    assert [str(reason) for reason in found[0].reasons[1:]] == [
        "same numbers: 2018, 2019",
        "same speaker",
        "same day",
    ]


def test_claims_are_read_with_words_and_speakers(project, tmp_path):
    (tmp_path / "a.txt").write_text("« Nous ne céderons pas », dit Vern, « jamais ».")
    import_files.run(project, [tmp_path / "a.txt"])
    (article,) = articles.everyone(project)
    vern = RegisterEntry(id=new_id(), name="Vern")
    made = Annotation(
        id=new_id(),
        article=article.id,
        set=project.own_set.id,
        layer="CLAIM",
        label="DENIAL",
        fragments=(Span(2, 22), Span(38, 44)),
    )
    with project.edit(say("Fill")):
        entries.put(project, vern)
        annotations.put(project, made)
        links.put(
            project,
            Link(id=new_id(), type="said_by", source=made.id, kind="entry", target=vern.id),
        )
    (found,) = statement_candidates.read_claims(project.path, ["CLAIM"])
    assert found.claim.words == "Nous ne céderons pas […] jamais"
    assert found.claim.speakers == {vern.id}
    assert list(claim_texts.of_layers(project, ["SPEAKER"])) == []
