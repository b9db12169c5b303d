"""What a format says it carries comes back as it was, whatever there is; the rest was announced."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.people import RegisterEntry
from annotator.domain.sentence import say
from annotator.domain.span import Span
from annotator.formats import registry
from annotator.jobs import export, import_files, projects
from annotator.jobs.export import Wanted
from annotator.store import annotations, articles, coders, entries
from annotator.store.ids import new_id

TEXT = (
    "La ministre 🚢 a promis\u00a0: « Le port rouvrira ».\r\n\r\nL’été, l’amiral a répondu non.\n"
    "Selon Maud 🚢🚢 Fontaine, rien ne change !"
)
WORDS = [Span(*found.span()) for found in re.finditer(r"\w+", TEXT)]
LABELS = (("CLAIM", "THREAT"), ("CLAIM", "COMMITMENT"), ("SPEAKER", "PERSON"), ("ENTITY", "NAMED"))
ENTRY = "Maud Fontaine"
_OTHERS = {"iramuteq", "refi-codebook", "conll"}
"""They say only some of it, or make a text of their own from tokens."""

CARRIERS = [one for one in registry.FORMATS if one.read and one.write and one.name not in _OTHERS]


@st.composite
def passages(draw):
    """Label, fragments of whole words, attribute, note, entry."""
    ends = sorted(draw(st.sets(st.integers(0, len(WORDS) - 1), min_size=1, max_size=4)))
    pairs = [ends[at : at + 2] for at in range(0, len(ends), 2)]
    return (
        draw(st.sampled_from(LABELS)),
        tuple(Span(WORDS[pair[0]].start, WORDS[pair[-1]].end) for pair in pairs),
        draw(st.sampled_from(["", "calme", "très vif"])),
        draw(st.sampled_from(["", "à revoir 🚢"])),
        draw(st.booleans()),
    )


def labelled(path, folder, given):
    """A project with these passages on one article."""
    project = projects.make(path, "Ann")
    import_files.run(project, [folder])
    article = articles.named(project, "port")
    maud = RegisterEntry(id=new_id(), name=ENTRY)
    with project.edit(say("Label")):
        entries.put(project, maud)
        for (layer, label), fragments, tone, note, is_maud in given:
            annotations.put(
                project,
                Annotation(
                    id=new_id(),
                    article=article,
                    set=project.own_set.id,
                    layer=layer,
                    label=label,
                    fragments=fragments,
                    attributes={"tone": tone} if tone else {},
                    note=note,
                    entry=maud.id if is_maud else None,
                    created="2024-01-02T03:04:05.000Z",
                ),
            )
    return project


def told(project, carries):
    """Everything a format with these aspects must bring back; interrupted passages by piece."""
    names = {entry.id: entry.name for entry in entries.everyone(project)}
    who = {one.id: one.name for one in coders.all_coders(project)}
    article = articles.named(project, "port") or articles.first(project)
    found = []
    for set in coders.all_sets(project):
        for one in annotations.of_article(project, article, set.id):
            row = [one.label]
            row += [who[set.coder]] * ("coder" in carries)
            row += [one.attributes.get("tone", "")] * ("attributes" in carries)
            row += [names.get(one.entry, "")] * ("entries" in carries)
            row += [one.created] * ("times" in carries)
            if "fragments" in carries:
                found.append((*row, one.note if "notes" in carries else "", one.fragments))
            else:  # the note stays with the first piece
                note = one.note if "notes" in carries else ""
                found += [
                    (*row, "" if number else note, (piece,))
                    for number, piece in enumerate(one.fragments)
                ]
    return sorted(found)


def apart(given):
    """Those that share no character with one before."""
    kept, taken = [], set()
    for one in given:
        here = {at for span in one[1] for at in range(span.start - 1, span.end + 1)}
        if not here & taken:
            kept.append(one)
            taken |= here
    return kept


@pytest.mark.parametrize("known", CARRIERS, ids=lambda known: known.name)
@settings(max_examples=2, suppress_health_check=list(HealthCheck), deadline=None)
@given(given_passages=st.lists(passages(), min_size=1, max_size=5))
def test_what_is_carried_comes_back(known, tmp_path_factory, given_passages):
    if known.missing:
        pytest.skip("a library is missing")
    if "overlap" not in known.carries:
        given_passages = apart(given_passages)
    place = tmp_path_factory.mktemp("carried")
    folder = place / "texts"
    folder.mkdir()
    (folder / "port.txt").write_bytes(TEXT.encode())
    project = labelled(place / "a.annot", folder, given_passages)
    other = projects.make(place / "b.annot", "Ben")
    try:
        out = place / ("out" if known.shape == "folder" else f"out{known.endings[0]}")
        report = export.run(project, out, Wanted(format=known.name))
        lost = {loss.aspect for loss in report.losses}
        import_files.run(other, [folder])
        back = import_files.run(other, [out])
        assert not back.refused
        wanted = known.carries - lost
        if not any(len(one[1]) > 1 for one in given_passages):
            wanted |= {"fragments"}
        assert told(other, wanted) == told(project, wanted)
    finally:
        projects.close(project)
        projects.close(other)
