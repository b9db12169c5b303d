"""A report of agreement that a paper can cite, and that one command writes again byte for byte."""

from collections.abc import Sequence

from annotator.domain.codebook import Codebook
from annotator.domain.sentence import Sentence, say
from annotator.formats import codebook_file
from annotator.jobs import agreement, report_pages, statistic_words
from annotator.jobs.agreement import AgreementReport, Asked
from annotator.jobs.progress import Progress
from annotator.jobs.report_pages import Cell, Page, Table
from annotator.review.agreement import LayerAgreement, Statistic
from annotator.review.bootstrap import FEWEST
from annotator.store import articles, codebooks, statistics, streams
from annotator.store.project import Project


def page(project: Project, asked: Asked, progress: Progress | None = None) -> Page:
    """Everything the report says. Progress counts articles.

    Raises:
        AnnotatorError: see `agreement.run`.
        CancelledError: progress said stop.
    """
    with streams.steady(project):
        found = agreement.run(project, asked, progress)
        book = codebooks.current(project)
        methods = _methods(project, found, asked, book)
        made = Page(say("Agreement in {project}", project=project.path.stem))
        made.add(say("Methods"), methods)
        made.add(say("Annotation sets"), tables=[_sets(project, found)])
        for layer, one in found.layers.items():
            made.add(_layer_name(book, layer), tables=_layer(one, advanced=asked.advanced))
        made.add(say("Labels by origin"), tables=[_origins(project, found)])
        made.add(say("To write this report again"), code=_command(project, found, asked))
    return made


def _methods(
    project: Project, found: AgreementReport, asked: Asked, book: Codebook
) -> list[Sentence]:
    return [
        say(
            "{count} of {all} articles were labelled by at least two of the {sets} annotation "
            "sets compared here: {names}.",
            count=found.articles,
            all=articles.count(project),
            sets=len(found.sets),
            names=", ".join(found.sets),
        ),
        say(
            "Passages of two coders were aligned one to one within a layer, with the greatest sum "
            "of overlaps; to be aligned, intersection over union had to be at least {least}.",
            least=f"{asked.least:g}",
        ),
        say(
            "α and κ are computed on aligned passages and must be read together with how many "
            "those are; F1 is 2·both/(A + B). αU is that of Krippendorff 1995, one continuum an "
            "article, summed over articles."
        ),
        _interval_words(found, asked),
        say(
            "Codebook {name}, version {version}, SHA-256 {hash}. Annotator {program}.",
            name=book.id,
            version=book.version,
            hash=codebook_hash(book),
            program=_version(),
        ),
    ]


def _interval_words(found: AgreementReport, asked: Asked) -> Sentence:
    if found.articles < FEWEST or not asked.resamples:
        return say("No intervals are given: they need at least ten articles.")
    return say(
        "Intervals hold the middle 95 % of {count} bootstrap resamples of articles, drawn with "
        "seed {seed}.",
        count=asked.resamples,
        seed=asked.seed,
    )


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - slow to load

    return version("annotator")


def codebook_hash(book: Codebook) -> str:
    """SHA-256 of the codebook as its file is written, in hexadecimal."""
    # Only a report needs it, and every command would wait for it.
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(codebook_file.write(book).encode()).hexdigest()


def _layer_name(book: Codebook, layer: str) -> Sentence:
    known = book.layer(layer)
    if known is None:
        return say("Layer {layer}", layer=layer)
    return say("Layer {layer} ({name})", layer=layer, name=known.name("en"))


def _sets(project: Project, found: AgreementReport) -> Table:
    counts = statistics.of_sets(project)
    rows: list[tuple[Cell, ...]] = [
        (name, counts[id].coder, counts[id].annotations, counts[id].done)
        for name, id in zip(found.sets, found.ids, strict=True)
    ]
    head = (say("Set"), say("Coder"), say("Annotations"), say("Articles done"))
    return Table(None, head, rows)


def _layer(one: LayerAgreement, *, advanced: bool) -> list[Table]:
    lines = statistic_words.of_layer(one, advanced=advanced)
    rows: list[tuple[Cell, ...]] = [
        (each.name, shown(each.statistic), interval(each.statistic), each.meaning, each.source)
        for each in lines
    ]
    head = (
        say("Statistic"),
        say("Value"),
        say("95 % interval"),
        say("What it says"),
        say("Source"),
    )
    return [Table(None, head, rows), _confusion(one)]


def shown(one: Statistic) -> Cell:
    """The value with three digits, or why there is none."""
    return f"{one.value:.3f}" if one.value is not None else one.why or ""


def interval(one: Statistic) -> str:
    """The interval with three digits, or a dash."""
    if one.low is None or one.high is None:
        return "–"
    return f"[{one.low:.3f}, {one.high:.3f}]"


def _confusion(one: LayerAgreement) -> Table:
    labels = labels_of(one)
    nothing = say("nothing")
    head: tuple[Cell, ...] = ("", *(label or nothing for label in labels))
    rows: list[tuple[Cell, ...]] = [
        (label or nothing, *(one.confusion.get(label, {}).get(other, 0) for other in labels))
        for label in labels
    ]
    title = say("How often one set has the label of the row and a later one that of the column")
    return Table(title, head, rows)


def labels_of(one: LayerAgreement) -> list[str]:
    """The labels of the confusion matrix in order, "" for nothing last."""
    found = {*one.confusion, *(other for row in one.confusion.values() for other in row)}
    return [*sorted(found - {""}), ""]


def _origins(project: Project, found: AgreementReport) -> Table:
    counts = statistics.by_origin(project, found.ids)
    names = sorted({origin for by_set in counts.values() for origin in by_set})
    rows: list[tuple[Cell, ...]] = [
        (name, *(counts[id].get(origin, 0) for origin in names))
        for name, id in zip(found.sets, found.ids, strict=True)
    ]
    return Table(None, (say("Set"), *names), rows)


def _command(project: Project, found: AgreementReport, asked: Asked) -> str:
    words: Sequence[str] = (
        "annotator",
        "report",
        report_pages.quoted(project.path.name),
        "OUT.html",
        "--sets",
        report_pages.quoted(",".join(found.sets)),
        *(("--layer", report_pages.quoted(asked.layer)) if asked.layer else ()),
        "--overlap",
        f"{asked.least:g}",
        "--resamples",
        str(asked.resamples),
        "--seed",
        str(asked.seed),
        *(("--advanced",) if asked.advanced else ()),
    )
    return " ".join(words)
