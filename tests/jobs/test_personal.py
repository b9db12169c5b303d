"""No export holds addresses or numbers of subscribers that an import brought, unless asked."""

import json
import zipfile

import pytest

from annotator.formats import registry
from annotator.formats.outgoing import WriteOptions
from annotator.jobs import export, import_files
from annotator.jobs.export import Wanted

WRITABLE = [known.name for known in registry.FORMATS if known.write and not known.missing]
SECRETS = (b"exemple.org", b"SUB-4711")
RECORD = {
    "text": "La ministre a promis.",
    "author": "Anne Roux <anne@exemple.org>",
    "subscriber id": "SUB-4711",
    "contact": "redaction@exemple.org",
    "section": "Monde",
}


@pytest.fixture
def brought(project, tmp_path):
    """A project with what a table of articles and an export of Label Studio bring along."""
    lines = tmp_path / "articles.jsonl"
    lines.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    import_files.run(project, [lines])
    region = {
        "id": "r1",
        "type": "labels",
        "from_name": "l",
        "to_name": "t",
        "value": {"start": 3, "end": 11, "labels": ["PERSON"]},
        "meta": {"text": ["ask maud@exemple.org"]},
    }
    task = {
        "id": 1,
        "data": {"text": RECORD["text"]},
        "annotations": [
            {"id": 1, "completed_by": {"email": "maud@exemple.org"}, "result": [region]}
        ],
    }
    exported = tmp_path / "tasks.json"
    exported.write_text(json.dumps([task]), encoding="utf-8")
    assert import_files.run(project, [exported]).annotations == 1
    return project


def everything_in(path):
    """The bytes of a file, of a folder's files, or of what is packed in a zip."""
    if path.is_dir():
        return b"".join(one.read_bytes() for one in path.rglob("*") if one.is_file())
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return path.read_bytes()


@pytest.mark.parametrize("name", WRITABLE)
def test_nothing_personal_leaves(brought, tmp_path, name):
    out = tmp_path / "out"
    report = export.run(brought, out, Wanted(format=name))
    found = everything_in(out)
    assert [secret for secret in SECRETS if secret in found] == []
    (loss,) = [loss for loss in report.losses if loss.aspect == "personal"]
    assert loss.number >= 5


@pytest.mark.parametrize("name", ["bundle", "jsonl", "label-studio"])
def test_it_leaves_where_that_is_asked_for(brought, tmp_path, name):
    out = tmp_path / "out"
    options = WriteOptions(personal=True)
    report = export.run(brought, out, Wanted(format=name, options=options))
    assert b"exemple.org" in everything_in(out)
    assert all(loss.aspect != "personal" for loss in report.losses)


def test_the_rest_of_an_article_stays(brought, tmp_path):
    out = tmp_path / "out.zip"
    export.run(brought, out, Wanted(format="bundle"))
    found = everything_in(out)
    assert b'"section":"Monde"' in found
    assert b"Anne Roux <anne>" in found
