"""A report of agreement that a paper can cite, and that one command writes again byte for byte."""

from collections.abc import Sequence

from annotator.domain.codebook import Codebook
from annotator.domain.sentence import Sentence, say
from annotator.formats import codebook_file
from annotator.jobs import agreement, agreement_figures, figure_files, report_pages, statistic_words
from annotator.jobs.agreement import AgreementReport, Asked, Worded
from annotator.jobs.agreement_figures import Pictures
from annotator.jobs.figure_files import Picture, Wording
from annotator.jobs.progress import Progress
from annotator.jobs.report_pages import Cell, Drawing, Page, Table
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
        drawn = agreement_figures.run(project, asked, found, progress)
        book = codebooks.current(project)
        methods = _methods(project, found, asked, book)
        made = Page(say("Agreement in {project}", project=project.path.stem))
        made.add(say("Methods"), methods)
        made.add(say("Annotation sets"), tables=[_sets(project, found)])
        for layer, one in found.layers.items():
            tables = _layer(one, advanced=asked.advanced)
            made.add(_layer_name(book, layer), tables=tables, svg=_pictures(drawn, layer))
        made.add(say("Progress by coder"), tables=[_progress(drawn)], svg=_drawings(drawn.coders))
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
        *_chosen_words(project, asked),
        say(
            "In articles that were labelled blindly, only what was marked before the coders could "
            "see each other’s labels counts."
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


def _chosen_words(project: Project, asked: Asked) -> list[Sentence]:
    """Which articles were asked for, where not all were."""
    every = {one.id: one.name for one in articles.everyone(project)} if asked.articles else {}
    names = ", ".join(every.get(one, one) for one in asked.articles)
    named = [say("Only these articles count: {names}.", names=names)] if names else []
    done = [say("Only articles with which all of these sets are done count.")]
    return [*named, *(done if asked.only_done else ())]


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
    return [Table(None, head, rows), _by_label(one), _confusion(one)]


def _by_label(one: LayerAgreement) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (bar.label, shown(bar.f1), interval(bar.f1), bar.passages)
        for bar in agreement_figures.bars(one)
    ]
    head = (say("Label"), say("F1"), say("95 % interval"), say("Passages"))
    return Table(say("How well each label is agreed on, on aligned passages"), head, rows)


def _progress(drawn: Pictures) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (one.name, one.done, one.begun, one.waiting) for one in drawn.coders
    ]
    return Table(None, (say("Set"), say("done"), say("in progress"), say("not started")), rows)


def _pictures(drawn: Pictures, layer: str) -> list[Drawing]:
    return _drawings(drawn.matrices[layer], drawn.labels[layer], drawn.courses.get(layer, ()))


def _drawings(*pictures: Picture) -> list[Drawing]:
    """Each as SVG in some language, where matplotlib is there to draw it."""
    wanted = [one for one in pictures if one] if figure_files.is_there() else []
    return [_drawing(one) for one in wanted]


def _drawing(picture: Picture) -> Drawing:
    def drawn(worded: Worded) -> str:
        nothing = worded(say("nothing"))
        return figure_files.svg(picture, Wording(lambda label: label or nothing, worded))

    return drawn


def shown(one: Statistic) -> Cell:
    """The value with three digits, or why there is none."""
    return f"{one.value:.3f}" if one.value is not None else one.why or ""


def interval(one: Statistic) -> str:
    """The interval with three digits, or a dash."""
    if one.low is None or one.high is None:
        return "–"
    return f"[{one.low:.3f}, {one.high:.3f}]"


def _confusion(one: LayerAgreement) -> Table:
    labels = agreement_figures.labels_of(one)
    nothing = say("nothing")
    head: tuple[Cell, ...] = ("", *(label or nothing for label in labels))
    rows: list[tuple[Cell, ...]] = [
        (label or nothing, *(one.confusion.get(label, {}).get(other, 0) for other in labels))
        for label in labels
    ]
    title = say("How often one set has the label of the row and a later one that of the column")
    return Table(title, head, rows)


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
        *_command_of_articles(asked),
        "--overlap",
        f"{asked.least:g}",
        "--resamples",
        str(asked.resamples),
        "--seed",
        str(asked.seed),
        *(("--advanced",) if asked.advanced else ()),
    )
    return " ".join(words)


def _command_of_articles(asked: Asked) -> list[str]:
    named = ["--articles", report_pages.quoted(",".join(asked.articles))] if asked.articles else []
    return [*named, *(["--only-done"] if asked.only_done else [])]
