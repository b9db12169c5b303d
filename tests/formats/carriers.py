"""What leaves a project, made by hand, and a place to write to."""

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, Metadata, Source
from annotator.domain.codebook import Codebook, Label, Layer, LinkType
from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span, joined
from annotator.formats.outgoing import Outgoing, OutgoingArticle, OutgoingLink, OutgoingSet

BOOK = Codebook(
    id="b",
    version="1.0.0",
    layers=(
        Layer(
            id="CLAIM",
            labels=(
                Label(id="THREAT", layer="CLAIM", color="#D55E00", names={"en": "Threat"}),
                Label(id="PROMISE", layer="CLAIM", color="#0072B2"),
            ),
        ),
        Layer(id="SPEAKER", channel="lane", labels=(Label(id="PERSON", layer="SPEAKER"),)),
    ),
    link_types=(LinkType(id="said_by", source="CLAIM", targets=("SPEAKER", "entry")),),
)


class Going:
    """Articles with their annotations, as an export hands them over."""

    def __init__(self, *articles, codebook=BOOK, entries=(), events=()):
        self._articles = articles
        self.codebook = codebook
        self.entries = tuple(entries)
        self._events = events
        self.cards, self.refusals = (), ()
        names = dict.fromkeys((one.set, one.coder) for each in articles for one in each.annotations)
        self.sets = tuple(OutgoingSet(f"set-{name}", name, coder, "own") for name, coder in names)

    def __iter__(self):
        for one in self._articles:
            yield from one.annotations

    def articles(self):
        """All of them."""
        return iter(self._articles)

    def edits(self):
        """None."""
        return iter(())

    def events(self):
        """What was given."""
        return iter(self._events)


def article(name, text, *annotations, **metadata):
    """An article that leaves; annotations made by `passage`."""
    made = Article(
        id=f"id-{name}",
        name=name,
        metadata=Metadata(**metadata),
        source=Source(newline="lf"),
        length=len(text),
        text_sha256="",
    )
    return OutgoingArticle(made, text, tuple(one(made, text) for one in annotations))


def passage(id, label, *fragments, set="Ann", layer="CLAIM", links=(), entry=None, **more):
    """An annotation on these (start, end); `links` are (type, to[, attributes[, kind]])."""

    def made(article, text):
        spans = joined(fragments_of(fragments))
        annotation = Annotation(
            id=id,
            article=article.id,
            set=f"set-{set}",
            layer=layer,
            label=label,
            fragments=spans,
            entry=entry,
            **more,
        )
        return Outgoing(
            annotation=annotation,
            article=article,
            words=tuple(span.cut(text) for span in spans),
            set=set,
            coder=set,
            entry=entry,
            links=tuple(OutgoingLink(*link[:2], dict(*link[2:3]), *link[3:]) for link in links),
        )

    return made


def fragments_of(pairs):
    """Pairs as spans."""
    return [Span(*pair) for pair in pairs]


def entry(name, **more):
    """A register entry."""
    return RegisterEntry(id=f"entry-{name}", name=name, **more)
