"""Claims without a speaker: told by the journalist, or quoted from nobody the text names."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.suggest import sayings
from annotator.suggest.frames import Frame, frame_of
from annotator.suggest.grammar import BEING
from annotator.suggest.leads import leads
from annotator.suggest.proposal import NARRATION, UNATTRIBUTED
from annotator.suggest.subjects import is_passive
from annotator.suggest.wording import Wording

_LIKELY, _PASSIVE = 60.0, 82.0
_LEAST_NARRATION, _LEAST_UNATTRIBUTED = 2.0, 1.0
_POINTED_AT = 60.0


class Silence(NamedTuple):
    """`narration` or `unattributed`, how likely (0 to 100), and why."""

    kind: str
    score: float
    reason: Sentence | None


def silences(wording: Wording, fragments: Sequence[Span]) -> list[Silence]:
    """How likely it is that a claim is narrated, and that its source is not named."""
    frame = frame_of(wording, fragments)
    passive = _passive_verb(wording, frame)
    pointed = any(lead.score >= _POINTED_AT for lead in leads(wording, fragments))
    if passive:
        hidden = Silence(UNATTRIBUTED, _PASSIVE, say("passive: “{cue}”", cue=passive))
    else:
        hidden = Silence(UNATTRIBUTED, _LEAST_UNATTRIBUTED, None)
    if frame.is_quoted or pointed:
        return [Silence(NARRATION, _LEAST_NARRATION, None), hidden]
    return [Silence(NARRATION, _LIKELY, say("nothing says that somebody speaks")), hidden]


def _passive_verb(wording: Wording, frame: Frame) -> str:
    """« est accusée », before the claim or as its first words."""
    words = wording.words
    first = wording.first_from(frame.before.start)
    beyond = min(wording.first_from(frame.whole.start) + 4, len(words))
    for at in range(first, 0 if frame.is_quoted else beyond):
        saying = words[at].plain in sayings.VERBS and not words[at].is_capital
        if saying and is_passive(wording, at) and not _says_by_whom(wording, at):
            start = next(i for i in range(at, -1, -1) if words[i].plain in BEING)
            return wording.span(start, at + 1).cut(wording.text)
    return ""


def _says_by_whom(wording: Wording, at: int) -> bool:
    return any(word.plain in {"par", "by"} for word in wording.words[at + 1 : at + 4])
