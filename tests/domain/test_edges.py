"""Edges of a mouse selection: words, marks and punctuation that belong to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.edges import snap
from annotator.domain.paragraphs import paragraphs_of
from annotator.domain.span import Span

PROSE = st.text(st.sampled_from("aBé l'.,;!…«»“”„\"()[] \u00a0\n-–U1"), max_size=40)


def selected(marked):
    """The text and the span between its two bars."""
    start, end = marked.index("|"), marked.rindex("|") - 1
    return marked.replace("|", ""), Span(start, end)


@pytest.mark.parametrize(
    ("marked", "snapped"),
    [
        # words and blanks
        ("le diri|geant nord-cor|éen a", "dirigeant nord-coréen"),
        ("le| dirigeant |nord", "dirigeant"),
        ("le|\u00a0dirigeant\u202f|nord", "dirigeant"),
        ("l'|arm|ée", "armée"),
        ("aujo|urd'|hui", "aujourd'hui"),
        # the frame sentence's punctuation
        ("|a déclaré Kim.|", "a déclaré Kim"),
        ("Hier|, Kim est venu, |seul", "Kim est venu"),
        ("|Pourquoi ?|", "Pourquoi"),
        ("– |un aparté – |", "un aparté"),
        ("les |U.S.|", "U.S."),
        # what the marks hold, and only that
        ("est «|satisfait|» de", "«satisfait»"),
        ("une « |illimitée| » du", "« illimitée »"),
        ("dit «|Nous irons|.»", "«Nous irons.»"),
        ("dit |«Nous irons.»,| puis", "«Nous irons.»"),
        ("dit «|Nous| irons»", "Nous"),
        ('dit "|oui|" hier', '"oui"'),
        ("« |“non”| »", "« “non” »"),
        ("« “|non|” »", "« “non” »"),
        ("« il dit “|non|” »", "“non”"),
        # one mark selected
        ("est |«satisfait|» de", "«satisfait»"),
        ("est «|satisfait»| de", "«satisfait»"),
        ("est |très «satisfait|» de", "très «satisfait»"),
        ("dit |«Nous| irons tous»", "Nous"),
        ("dit «Nous irons |tous».|", "tous"),
        ("|a dit «Nous| irons tous»", "a dit «Nous"),
        ("“la |guerre. »| Au", "guerre"),
        ("“|la guerre|. » Au", "“la guerre. »"),
        ("dit |« ouvert| et jamais", "ouvert"),
        # brackets: completed, never added to what they hold
        ("presse (|KCNA|) a", "KCNA"),
        ("presse |(KCNA|) a", "(KCNA)"),
        ("|la presse (KCNA|) a", "la presse (KCNA)"),
        ("était |[...] la| politique", "[...] la"),
        ("«Vu, |(la| Corée du Nord) réalise»", "la"),
        # no word at all
        ("mot|, |mot", ","),
        ("mot |  |mot", ""),
        ("mot | .. |", ".."),
        ("|😀 |", "😀"),
        # several paragraphs
        ("Un d|eux.\nTr|ois", "deux.\nTrois"),
        ("Un |deux.\n\n|Trois", "deux"),
        ("|Un\n«deux»\n…|", "Un\n«deux»"),
    ],
)
def test_snap(marked, snapped):
    text, span = selected(marked)
    assert snap(text, span).cut(text) == snapped


def test_a_caret_stays():
    assert snap("mot", Span(1, 1)) == Span(1, 1)


@given(PROSE, st.integers(0, 40), st.integers(0, 40))
def test_snap_again_changes_nothing_and_stays_in_the_paragraphs(text, one, other):
    span = Span(*sorted((min(one, len(text)), min(other, len(text)))))
    snapped = snap(text, span)
    assert snap(text, snapped) == snapped
    assert paragraphs_of(text, span).covers(snapped)
    assert snapped.length or not span.cut(text).strip()
    assert snapped.cut(text).strip() == snapped.cut(text)
