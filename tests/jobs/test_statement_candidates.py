from dataclasses import replace

from annotator.domain.annotation import Link
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.jobs import import_files, statement_candidates
from annotator.store import annotations, articles, claim_texts, entries, links
from annotator.store.ids import new_id
from tests.records import passage


def test_claims_are_read_with_words_and_speakers(project, tmp_path):
    (tmp_path / "a.txt").write_text("« Nous ne céderons pas », dit Vern, « jamais ».")
    import_files.run(project, [tmp_path / "a.txt"])
    (article,) = articles.everyone(project)
    vern = RegisterEntry(id=new_id(), name="Vern")
    made = passage(article.id, project.own_set.id, (2, 22), (38, 44), label="DENIAL")
    with project.edit(say("Fill")):
        entries.put(project, vern)
        annotations.put(project, made)
        links.put(
            project,
            Link(id=new_id(), type="said_by", source=made.id, kind="entry", target=vern.id),
        )
    claims = statement_candidates.read_claims(project.path, ["CLAIM"])
    assert len(claims) == 1
    (found,) = claim_texts.of_layers(project, ["CLAIM"])
    assert found.words == "Nous ne céderons pas […] jamais"
    assert found.speakers == {vern.id}
    assert (found.start, found.end) == (2, 44)
    assert list(claim_texts.of_layers(project, ["SPEAKER"])) == []
    with project.edit(say("Again")):
        annotations.put(project, replace(made, id=new_id(), fragments=(Span(2, 22),)))
    statement_candidates.renew_claims(claims, project.path, ["CLAIM"], {article.id})
    assert len(claims) == 2
    assert list(claim_texts.of_articles(project, ["CLAIM"], {article.id})) == list(
        claim_texts.of_layers(project, ["CLAIM"])
    )
    assert claims.like(made.id) == [], "the same words of one article are no other claim"
