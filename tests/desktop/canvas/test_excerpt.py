"""Words copied with their labels."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocumentFragment

from annotator.desktop.canvas.excerpt import Excerpt
from annotator.desktop.canvas.marks import Mark
from annotator.desktop.canvas.style import Look
from annotator.domain.span import Span

LOOKS = {
    "claim": Look("tint", "#D55E00", "Accusation", "ACC"),
    "person": Look("underline", "#6A3D9A", "Person", "PER"),
    "speaker": Look("lane", "#56B4E9", "Speaker <b>", "SPK"),
}
TEXT = "Hier, Kim a dit : tout est <faux> & vieux.\nPuis rien."


def excerpt(spans, marks, text=TEXT):
    return Excerpt(text, spans, marks, LOOKS, "Titre <1>, 000_x")


def marked(words, look, caption="", id="a"):
    start = TEXT.index(words)
    return Mark(start, start + len(words), id, look, caption)


def test_labels_stand_in_brackets_around_their_words():
    marks = [
        marked("tout est <faux>", "claim", "Accusation · Kim"),
        marked("faux", "person", "Lee", "b"),
    ]
    assert excerpt([Span(6, 42)], marks).plain() == (
        "Kim a dit : [Accusation · Kim: « tout est <[Person · Lee: « faux »]> »] & vieux.\n"
        "— Titre <1>, 000_x"
    )


def test_what_crosses_is_closed_and_goes_on():
    marks = [marked("Kim a dit", "speaker"), marked("dit : tout", "claim", id="b")]
    assert (
        excerpt([Span(6, 22)], marks)
        .plain()
        .startswith("[Speaker <b>: « Kim a [Accusation: « dit »] »][⋯ Accusation: «  : tout »]")
    )


def test_html_says_the_same_in_colours_with_everything_escaped():
    marks = [marked("tout est <faux>", "claim", "Accusation · Kim"), marked("Kim", "speaker")]
    html = excerpt([Span(0, len(TEXT))], marks).html()
    assert "<faux>" not in html
    assert "Speaker <b>" not in html
    assert "&lt;faux&gt; </span>" not in html
    assert re.search(r'background-color:#[0-9a-f]{6}" title="Accusation · Kim"', html)
    assert html.count("<span") == html.count("</span>") == 2
    shown = QTextDocumentFragment.fromHtml(html).toPlainText()
    assert "tout est <faux> & vieux.\nPuis rien." in shown
    assert "Titre <1>, 000_x" in shown


def test_fragments_of_a_passage_are_joined():
    assert excerpt([Span(0, 4), Span(43, 47)], []).plain().startswith("Hier […] Puis\n")


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda pair: Span(*sorted(pair))
)


@given(spans, st.lists(spans.filter(len), max_size=6))
def test_no_overlap_loses_or_doubles_a_word(span, places):
    looks = list(LOOKS)
    marks = [Mark(*place, str(at), looks[at % 3]) for at, place in enumerate(places)]
    made = excerpt([span], marks)
    plain = made.plain().removesuffix("\n— Titre <1>, 000_x")
    bare = re.sub(r"\[(⋯ )?(Accusation|Person|Speaker <b>): « | »\]", "", plain)
    assert bare == span.cut(TEXT)
    html = made.html()
    words = unescape(re.sub(r"<sup.*?</sup> |</?span.*?>|</?p>", "", html))
    assert words.split("— Titre")[0].replace("<br>", "\n") == span.cut(TEXT)
    depth = 0
    for found in re.findall(r"<span|</span>", html):
        depth += 1 if found == "<span" else -1
        assert depth >= 0
    assert depth == 0
