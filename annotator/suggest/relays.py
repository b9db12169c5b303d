"""Who carried it: agencies, papers and broadcasters that relay what somebody said."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from annotator.domain.clauses import sentence_at
from annotator.domain.paragraphs import paragraph_at
from annotator.domain.sentence import say
from annotator.domain.span import Span, hull
from annotator.suggest.leads import Lead, carriers, is_media
from annotator.suggest.naming import Mention
from annotator.suggest.nearness import Nearness, Surroundings
from annotator.suggest.proposal import Proposal
from annotator.suggest.speakers import Asked, Assembly
from annotator.suggest.wording import Wording, wording

_MEDIA_LABEL = "MEDIA"
_HEAD = 400
_TOP = 60.0
_IN_BRACKETS = re.compile(r"\(\s*((?:[^\W\d_][\w.’'&-]*\s?){1,4}?)\s*(?:/[^()\n]{0,40})?\)")
# PARIS (AFP) -, Bakou, 23 novembre, AZERTAC
_DATELINE = re.compile(
    r"(?:^|[\n\r]|\d{4}-\d\d )\s*[A-ZÀ-Þ][\w’' -]{1,30},[^\n\r,]{3,25}, "
    r"([A-ZÀ-Þ][\w’'& -]{1,30})(?=[\n\r])"
)


def propose(asked: Asked, linked: Collection[str]) -> list[Proposal]:
    """Who may have relayed a claim, the one nearest to its speaker first.

    `linked` are ids of mentions that the claim is linked to already: they are left out. After
    the relays come other labelled mentions and the register.
    """
    words = wording(asked.text)
    left = [mention for mention in asked.mentions if mention.annotation not in linked]
    gone = [mention.span for mention in asked.mentions if mention.annotation in linked]
    found = [lead for lead in _leads(words, asked) if not any(map(lead.span.overlaps, gone))]
    around = Surroundings(asked.text, hull(asked.fragments))
    near = [(one, _as_relay(words, one, around.nearness(one.span))) for one in left]
    return Assembly(replace(asked, mentions=left)).ranked(found, near)


def _as_relay(words: Wording, mention: Mention, near: Nearness) -> Nearness:
    if mention.label == _MEDIA_LABEL or is_media(words, mention.span):
        return Nearness(near.score / 2 + 20, near.reason)
    return Nearness(near.score / 5, near.reason)


def _leads(words: Wording, asked: Asked) -> Iterator[Lead]:
    claim = hull(asked.fragments)
    paragraph = paragraph_at(asked.text, claim.end)
    sentence = Span(
        sentence_at(asked.text, claim.start).start, sentence_at(asked.text, claim.end).end
    )
    for lead in carriers(words, paragraph):
        media = 8 if is_media(words, lead.span) else 0
        away = min(abs(lead.span.start - claim.end), abs(claim.start - lead.span.end))
        near = 20 if sentence.covers(lead.span) else 0
        if not claim.covers(lead.span):
            yield lead._replace(score=_TOP + near + media - min(away / 100, 9))
    for match in _IN_BRACKETS.finditer(asked.text):
        span = Span(*match.span(1))
        if span.cut(asked.text).strip()[:1].isupper() and not claim.overlaps(span):
            yield from _bracketed(asked.text, span, match.end(), paragraph)
    for match in _DATELINE.finditer(asked.text, 0, _HEAD):
        yield Lead(Span(*match.span(1)), _TOP - 6, say("in the dateline"), relays=True)


def _bracketed(text: str, span: Span, end: int, paragraph: Span) -> Iterator[Lead]:
    """A name in brackets: it signs the paragraph or the article, or stands in the dateline."""
    if end >= paragraph.end or not text[end:].strip():
        score = _TOP - 2 if paragraph.holds(span.start) else _TOP - 4
        yield Lead(span, score, say("signs in brackets"), relays=True)
    elif span.start < _HEAD and text[end : end + 4].strip()[:1] in {"-", "–", "—"}:
        yield Lead(span, _TOP - 5, say("in the dateline"), relays=True)
