"""What other programs' formats bring back of a project, by the real export and import."""

import sqlite3

from annotator.jobs import export, import_files, projects
from annotator.jobs.export import Wanted
from annotator.store import annotations, articles, coders, entries, links


def everything(project):
    """All that a project says of its passages, in words."""
    names = {entry.id: entry.name for entry in entries.everyone(project)}
    found = [
        (article.name, one)
        for article in articles.everyone(project)
        for set in coders.all_sets(project)
        for one in annotations.of_article(project, article.id, set.id)
    ]
    labels = {one.id: (one.label, one.fragments) for _, one in found}
    return [
        (
            article,
            one.layer,
            one.label,
            one.fragments,
            {key: value for key, value in one.attributes.items() if key != "part_of"},
            one.note,
            names.get(one.entry),
            sorted(
                (link.type, names.get(link.target) or labels[link.target], dict(link.attributes))
                for link in links.of_annotation(project, one.id)
            ),
        )
        for article, one in found
    ]


def test_webanno_there_and_back(labelled, corpus, tmp_path):
    out = tmp_path / "out"
    report = export.run(labelled, out, Wanted(format="webanno"))
    assert [(loss.aspect, loss.number) for loss in report.losses] == [
        ("fragments", 1),
        ("times", 5),
        ("coder", 5),
    ]
    other = projects.make(tmp_path / "other.annot", "Ann")
    try:
        import_files.run(other, [corpus])
        back = import_files.run(other, [out])
        assert (back.refused, back.articles) == ((), 0)
        assert back.annotations == report.annotations
        kept = [one for one in everything(labelled) if len(one[3]) == 1]
        found = everything(other)
        assert [one for one in kept if one not in found] == []
        assert import_files.run(other, [out]).annotations == 0
    finally:
        projects.close(other)


def test_dna_there_and_back(labelled, tmp_path):
    out = tmp_path / "out.dna"
    report = export.run(labelled, out, Wanted(format="dna"))
    assert report.losses == ()
    assert import_files.run(labelled, [out]).edit is None
    other = projects.make(tmp_path / "other.annot", "Ann")
    try:
        back = import_files.run(other, [out])
        assert (back.refused, back.articles) == ((), 2)
        assert everything(other) == everything(labelled)
        assert entries.everyone(other) == entries.everyone(labelled)
    finally:
        projects.close(other)


def test_a_database_of_dna_goes_back_as_it_came(project, shared, tmp_path):
    """Values of every variable, and the statements' places, are the same in both files."""
    sample, out = shared / "data" / "dna" / "sample-3.0.7.dna", tmp_path / "out.dna"
    import_files.run(project, [sample])
    export.run(project, out, Wanted(format="dna"))
    found = [_told_by_dna(path) for path in (sample, out)]
    assert found[0]
    assert found[1] == found[0]


def _told_by_dna(path):
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return connection.execute(
            """
            SELECT d.Title, s.Start, s.Stop, t.Label, v.Variable, told.Value
            FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
            JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId JOIN (
                SELECT StatementId, VariableId, Value FROM DATABOOLEAN
                UNION ALL SELECT StatementId, VariableId, Value FROM DATALONGTEXT
                UNION ALL SELECT StatementId, x.VariableId, e.Value FROM DATASHORTTEXT x
                JOIN ENTITIES e ON e.ID = x.Entity
            ) told ON told.StatementId = s.ID JOIN VARIABLES v ON v.ID = told.VariableId
            WHERE told.Value != '' ORDER BY 1, 2, 3, 4, 5
            """
        ).fetchall()
    finally:
        connection.close()
