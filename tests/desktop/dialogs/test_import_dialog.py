"""Before an import one may say how to read; after it stands what became of it."""

import pytest

from annotator.desktop.dialogs.import_dialog import ImportDialog, ImportReportDialog, report_words
from annotator.domain.sentence import say
from annotator.formats import registry
from annotator.jobs.import_files import Wish
from annotator.jobs.import_report import ImportReport, Remark


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Un port", "label": [[0, 2, "X"]]}\n', encoding="utf-8")
    return path


def test_what_was_found_out_is_said_and_nothing_asked_for(qtbot, file):
    dialog = ImportDialog([file])
    qtbot.addWidget(dialog)
    dialog.show()
    assert "doccano" in dialog.format.currentText()
    assert dialog.wish() == Wish()
    assert dialog.main.isEnabled()


def test_everything_can_be_said_otherwise(qtbot, file, tmp_path):
    (tmp_path / "b.xyz").write_text("?")
    dialog = ImportDialog([file, tmp_path / "b.xyz"])
    qtbot.addWidget(dialog)
    titles = [dialog.format.itemText(at) for at in range(dialog.format.count())]
    dialog.format.setCurrentIndex(titles.index("doccano, JSON lines"))
    dialog.set.setText(" pilot ")
    dialog.coder.setText("Zoé")
    dialog.unit.setCurrentText("utf16")
    assert dialog.wish() == Wish(format="doccano", set="pilot", coder="Zoé", unit="utf16")


def test_what_would_arrive_is_shown_and_columns_can_be_chosen(qtbot, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("texte;resume;journal\nUn port.;Bref.;Yonhap\n", encoding="utf-8")
    dialog = ImportDialog([path])
    qtbot.addWidget(dialog)
    dialog.show()
    table = dialog.preview.table
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert (table.item(0, 2).text(), table.item(0, 4).text()) == ("Yonhap", "Un port.")
    assert dialog.wish() == Wish()
    combo = dialog.preview.fields["text"]
    combo.setCurrentText("resume")
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: table.item(0, 4).text() == "Bref.")
    assert dialog.wish().columns == {"text": "resume"}
    dialog.names.setText("nothing")
    dialog.names.textEdited.emit("nothing")
    qtbot.waitUntil(dialog.preview.problem.isVisible)
    dialog.reject()


def test_a_format_without_its_library_says_what_installs_it(qtbot, file, monkeypatch):
    monkeypatch.setattr("annotator.formats.format.find_spec", lambda _name: None)
    dialog = ImportDialog([file])
    qtbot.addWidget(dialog)
    dialog.show()
    names = [known.name for known in registry.FORMATS if known.read]
    dialog.format.setCurrentIndex(names.index("pdf") + 1)
    assert not dialog.main.isEnabled()
    assert 'pip install "annotator[documents]"' in dialog.missing.text()


def test_the_report_has_counts_and_places(qtbot):
    report = ImportReport(
        format="brat",
        articles=2,
        annotations=3,
        sets={"Zoé": 3},
        labels={"Citation": 3},
        aside=((say("drafts"), 4),),
        refused=(Remark("a.ann", 7, say("This line was not understood.")),),
    )
    dialog = ImportReportDialog(report)
    qtbot.addWidget(dialog)
    words = dialog.text.toPlainText()
    assert words == report_words(report)
    for part in ("Articles: 2", "Zoé: 3", "drafts: 4", "a.ann:7: This line was not understood."):
        assert part in words
