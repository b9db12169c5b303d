"""What an annotation has against its codebook is said in sentences."""

from dataclasses import replace

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import Attribute, Choice, Codebook, Label, Layer, LinkType
from annotator.domain.constraints import shortcomings
from annotator.domain.span import Span

HOW = Attribute(
    id="how", type="choice", names={"en": "How"}, values=(Choice(id="a"),), required=True
)
BOOK = Codebook(
    id="b",
    version="1",
    layers=(
        Layer(
            id="CLAIM",
            exclusive=True,
            fragments=False,
            labels=(Label(id="THREAT", layer="CLAIM"), Label(id="DENIAL", layer="CLAIM")),
            attributes=(HOW, Attribute(id="only", type="text", labels=("DENIAL",), required=True)),
        ),
        Layer(id="SPEAKER", labels=(Label(id="PERSON", layer="SPEAKER"),)),
    ),
    link_types=(LinkType(id="said_by", source="CLAIM", targets=("SPEAKER",), limit=1),),
)
FINE = Annotation(
    id="1",
    article="a",
    set="s",
    layer="CLAIM",
    label="THREAT",
    fragments=(Span(0, 3),),
    attributes={"how": "a"},
)
LINK = Link(id="l", type="said_by", source="1", kind="annotation", target="2")


def said(annotation, beside=(), ends=()):
    return [str(one) for one in shortcomings(BOOK, annotation, beside, ends, "en")]


def test_what_is_as_it_should_be_is_not_talked_about():
    assert said(FINE, [FINE], [(LINK, "SPEAKER")]) == []


def test_everything_else_is():
    twin = replace(FINE, id="2", label="DENIAL")
    assert said(FINE, [FINE, twin]) == [
        "The same words carry DENIAL too; the layer wants one label only."
    ]
    assert said(FINE, [FINE, replace(FINE, id="2")]) == [
        "The same words carry this label twice; one of the two can go."
    ]
    assert said(replace(FINE, fragments=(Span(0, 1), Span(2, 3)))) == [
        "The layer wants passages without interruption."
    ]
    assert said(replace(FINE, attributes={})) == ["Still to be answered: How"]
    assert said(replace(FINE, attributes={"how": "z"})) == ["How has no answer “z”."]
    assert said(FINE, (), [(LINK, "entry")]) == ["“said_by” does not lead from here to there."]
    assert said(FINE, (), [(LINK, "SPEAKER"), (LINK, "SPEAKER")]) == ["“said_by”: 2, at most 1."]
    assert said(replace(FINE, label="GONE")) == ["The codebook has no label GONE."]
