"""Leads: words near a claim that may name who says it, by the rules of attribution."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.domain.paragraphs import paragraph_at
from annotator.domain.sentence import Sentence, say
from annotator.domain.span import Span
from annotator.suggest import sayings
from annotator.suggest.frames import Frame, frame_of, sentence_before
from annotator.suggest.grammar import BEING, HAVING, NOT, OBJECTS, SUBJECTS, is_adverb
from annotator.suggest.phrases import phrase_before, phrase_from
from annotator.suggest.subjects import (
    PARTICIPLES,
    clause_subject,
    is_saying,
    spread,
    subject_after,
    subject_before,
    verb_start,
)
from annotator.suggest.wording import Word, Wording

# How sure each rule is, from 0 to 100.
IN_GAP, INCISE, ANNOUNCED = 99.0, 97.0, 92.0
GOVERNED, ACCORDING, MAIN_SUBJECT, NEARBY_INCISE = 88.0, 90.0, 76.0, 72.0
LAST_SENTENCE, LAST_SUBJECT = 58.0, 50.0
RELAYED = 30.0
# Where nothing says that somebody speaks.
NARRATED = 36.0
_FURTHER = 6.0
_INCISE_WORDS = 7
_FRAMES = (
    ("selon",), ("d'", "apres"), ("à", "en", "croire"), ("a", "en", "croire"),
    ("de", "l'", "avis", "de"), ("de", "l'", "avis", "du"), ("aux", "yeux", "de"),
    ("aux", "yeux", "du"), ("according", "to"), ("in", "the", "words", "of"), ("dixit",),
)  # fmt: skip
_SKIPPED = frozenset({",", "»", "”", '"', "!", "?", "…", ".", ")", "-", "–", "—", ";", "’", "'"})
_SAID_OF = frozenset({"lui", "elle", "eux", "elles", "him", "her", "them", "qui", "whom"})


class Lead(NamedTuple):
    """Words that may name the speaker: where, how sure (0 to 100), why; for relays, so marked."""

    span: Span
    score: float
    reason: Sentence
    relays: bool = False


def leads(wording: Wording, fragments: Sequence[Span]) -> list[Lead]:
    """Who may say a claim, the surest first, each place once."""
    search = _Search(wording, fragments)
    found = sorted(search.everywhere(), key=lambda lead: -lead.score)
    kept: dict[Span, Lead] = {}
    for lead in found:
        kept.setdefault(lead.span, lead)
    return list(kept.values())


class _Search:
    """The rules, applied to one claim."""

    def __init__(self, wording: Wording, fragments: Sequence[Span]) -> None:
        self._wording, self._words, self._text = wording, wording.words, wording.text
        self._frame: Frame = frame_of(wording, fragments)

    def everywhere(self) -> Iterator[Lead]:
        for gap in self._frame.gaps:
            yield from self._incise(gap.start, IN_GAP)
        yield from self._incise(self._frame.whole.end, INCISE)
        yield from self._announced()
        yield from self._governed()
        yield from self._according()
        yield from self._nearby_incises()
        yield from self._last_sentence()

    def _incise(self, start: int, score: float) -> Iterator[Lead]:
        """« …», a déclaré Kim; « …», a-t-il noté; “…,” Kim said."""
        words, first = self._words, self._past_marks(start)
        if first is None:
            return
        for at in range(first, min(first + _INCISE_WORDS, len(words))):
            hung = self._hung_subject(at)
            if hung is not None:
                yield self._lead(hung, score, first, self._hung_verb(at))
            elif is_saying(self._wording, at):
                yield from self._of_incise_verb(first, at, score)
            elif _may_come_first(words[at]) or (words[at].is_word and self._names(first, at)):
                continue
            return

    def _names(self, first: int, at: int) -> bool:
        """Whether the words from the first on may be a subject before its verb: ” Kim said."""
        phrase = phrase_from(self._wording, first) if self._frame.is_quoted else None
        return phrase is not None and at < phrase.beyond

    def _of_incise_verb(self, first: int, verb: int, score: float) -> Iterator[Lead]:
        if self._words[verb].plain.endswith(PARTICIPLES):
            return
        behind = subject_after(self._wording, verb)
        if behind is not None and verb_start(self._wording, verb) <= first:
            yield self._lead(behind, score, first, verb)
            return
        ahead = subject_before(self._wording, verb)
        if ahead is not None and self._frame.is_quoted and ahead.start >= self._words[first].start:
            yield self._lead(ahead, score - 2, verb, verb)

    def _hung_subject(self, verb: int) -> Span | None:
        """The pronoun that hangs on a verb: -t-il, -elle."""
        words = self._words
        if verb + 1 >= len(words):
            return None
        behind = words[verb + 1]
        hangs = behind.start <= words[verb].end + 3 and self._text[behind.start - 1] in "-‐‑"
        return behind.span if hangs and behind.plain not in OBJECTS - SUBJECTS else None

    def _hung_verb(self, at: int) -> int:
        """The last word of a verb with a pronoun hung on: noté in « a-t-il noté »."""
        behind = at + 2
        while behind < len(self._words) and is_adverb(self._words[behind].plain):
            behind += 1
        more = self._words[at].plain in HAVING | BEING and behind < len(self._words)
        return behind if more and self._words[behind].plain in sayings.VERBS else at

    def _past_marks(self, start: int) -> int | None:
        """The first word behind a claim that may belong to an incise; none in a new sentence."""
        words = self._words
        at = self._wording.first_from(start)
        stopped = False
        while at < len(words) and words[at].plain in _SKIPPED:
            stopped = stopped or words[at].plain == "."
            at += 1
        if at >= len(words) or not words[at].is_word or (stopped and words[at].is_capital):
            return None
        apart = at > self._wording.first_from(start) or self._frame.is_quoted
        return at if apart and (self._frame.is_quoted or not words[at].is_capital) else None

    def _announced(self) -> Iterator[Lead]:
        """Kim a déclaré : « … »; also from the line before."""
        ahead = self._text[: self._frame.whole.start].rstrip().rstrip("—–-").rstrip()
        if not ahead.endswith(":"):
            return
        sentence = sentence_before(self._text, len(ahead))
        if sentence is not None:
            yield from self._subjects_in(sentence, ANNOUNCED, say("announces the words"))

    def _governed(self) -> Iterator[Lead]:
        """Kim a affirmé que …; Kim accuse …: verbs left of the claim, or with which it begins."""
        before, whole = self._frame.before, self._frame.whole
        inside = self._own_verb()
        first, beyond = (self._wording.first_from(edge) for edge in before)
        if inside is None or any(map(self._says, range(first, beyond))):
            yield from self._subjects_in(before, GOVERNED, None)
            return
        why = _subject_of(self._wording, inside)
        ahead = Span(before.start, whole.start)
        subject = subject_before(self._wording, inside)
        if subject is None or not ahead.covers(subject):
            subject = self._last_subject(ahead, self._wording.first_from(whole.start))
        if subject is not None:
            yield Lead(subject, GOVERNED, why)

    def _own_verb(self) -> int | None:
        """The verb of saying with which a claim begins: [condamné les …], [nient fermement]."""
        first = self._wording.first_from(self._frame.whole.start)
        opening = range(first, min(first + 3, len(self._words)))
        found = (at for at in opening if is_saying(self._wording, at))
        return None if self._frame.is_quoted else next(found, None)

    def _subjects_in(self, area: Span, score: float, reason: Sentence | None) -> Iterator[Lead]:
        """Subjects of the verbs of saying in a stretch, those of the last verb first."""
        first, beyond = (self._wording.first_from(edge) for edge in area)
        verbs = [at for at in range(first, beyond) if self._says(at)]
        own = {at: self._own_subject(at, area) for at in verbs}
        for distance, at in enumerate(reversed(verbs)):
            why = reason or _subject_of(self._wording, at)
            subject, sure = own[at], score - _FURTHER * distance
            if subject is None:
                earlier = (own[verb] for verb in reversed(verbs) if verb < at)
                subject = next(filter(None, earlier), None) or self._last_subject(area, at)
                sure -= 2
            if subject is not None:
                yield Lead(subject, sure, why)
        last = None if verbs else self._last_subject(area, beyond)
        if last is not None:
            sure = min(score - 4, MAIN_SUBJECT) - (0 if self._frame.is_quoted else NARRATED)
            yield Lead(last, sure, reason or say("subject of the sentence"))

    def _own_subject(self, verb: int, area: Span) -> Span | None:
        hung = self._hung_subject(verb) or self._hung_subject(max(0, verb - 1))
        subject = hung or subject_before(self._wording, verb)
        if subject is None or subject.start < area.start or not self._frame.is_free(subject):
            return None
        return subject

    def _last_subject(self, area: Span, before: int) -> Span | None:
        """The last phrase or pronoun of a stretch that stands where a subject does."""
        first = self._wording.first_from(area.start)
        for at in range(before - 1, first - 1, -1):
            if not self._frame.is_free(self._words[at].span):
                continue
            subject = clause_subject(self._wording, at)
            if subject is not None:
                return subject
        return None

    def _says(self, at: int) -> bool:
        word = self._words[at]
        if not is_saying(self._wording, at) or not self._frame.is_free(word.span):
            return False
        return word.plain not in sayings.ONLY_INVERTED

    def _according(self) -> Iterator[Lead]:
        """What follows « selon » and its like: Selon Kim, …; …, selon la KCNA; Kim, selon qui."""
        frame = self._frame
        reach = Span(frame.before.start, frame.after.end)
        for at in range(*(self._wording.first_from(edge) for edge in reach)):
            words = opening_of(self._wording, at)
            if words and frame.is_free(self._words[at].span):
                yield from self._behind_frame(at, words)

    def _behind_frame(self, at: int, size: int) -> Iterator[Lead]:
        words, behind = self._words, at + size
        if behind >= len(words):
            return
        cue = self._text[words[at].start : words[behind - 1].end]
        reason = say("after “{cue}”", cue=cue)
        if words[behind].plain in {"qui", "whom", "lequel", "laquelle"}:
            named = phrase_before(self._wording, at - (words[at - 1].plain == ","))
            if named is not None:
                yield Lead(self._wording.span(*named), ACCORDING + 6, reason)
        elif words[behind].plain in _SAID_OF:
            yield Lead(words[behind].span, ACCORDING + 3, reason)
        else:
            span = spread(self._wording, phrase_from(self._wording, behind))
            if span is not None:
                media = is_media(self._wording, span)
                yield Lead(span, RELAYED + 20 if media else ACCORDING, reason, relays=media)

    def _nearby_incises(self) -> Iterator[Lead]:
        """An incise further on in the paragraph, or before in the same speech."""
        frame = self._frame
        first, beyond = (self._wording.first_from(edge) for edge in frame.paragraph)
        for at in range(first, beyond):
            hung = self._hung_subject(at)
            if hung is None or not (self._says(at) or is_saying(self._wording, at)):
                continue
            gap = abs(hung.start - frame.whole.end)
            yield self._lead(hung, NEARBY_INCISE - min(gap / 100, 9), at, at)

    def _last_sentence(self) -> Iterator[Lead]:
        start = self._frame.before.start
        sentence = sentence_before(self._text, start)
        if sentence is None:
            return
        score = LAST_SENTENCE if self._frame.is_quoted else LAST_SUBJECT
        if self._answers(sentence):
            before = sentence_before(self._text, paragraph_at(self._text, sentence.start).start)
            sentence = before or sentence
        yield from self._subjects_in(sentence, score, say("named in the sentence before"))

    def _answers(self, sentence: Span) -> bool:
        """Whether the claim is a line of a dialogue and the sentence the end of the line before."""
        other = paragraph_at(self._text, sentence.start)
        mine = self._frame.paragraph
        return other != mine and all(self._text[line.start] in "—–-" for line in (other, mine))

    def _lead(self, span: Span, score: float, first: int, verb: int) -> Lead:
        cue = self._text[self._words[first].start : self._words[verb].end]
        verb_relays = self._words[verb].plain in sayings.RELAYING
        relays = verb_relays and is_media(self._wording, span)
        if relays:
            score = RELAYED + 25
        return Lead(span, score, say("right after: “{cue}”", cue=cue), relays)


def _may_come_first(word: Word) -> bool:
    """Whether a word may stand before the verb of an incise: a pronoun, an auxiliary, an adverb."""
    return word.plain in OBJECTS | HAVING | NOT or is_adverb(word.plain)


def opening_of(wording: Wording, at: int) -> int:
    """How many words a frame such as « selon » has that starts at a word; 0 if none does."""
    for opening in _FRAMES:
        if tuple(word.plain for word in wording.words[at : at + len(opening)]) == opening:
            return len(opening)
    return 0


def carriers(wording: Wording, area: Span) -> list[Lead]:
    """Those a stretch says reported something: selon la KCNA; a rapporté l’agence Noria."""
    words, found = wording.words, list[Lead]()
    for at in range(wording.first_from(area.start), wording.first_from(area.end)):
        behind: Span | None = None
        size = opening_of(wording, at)
        if size:
            behind, last = spread(wording, phrase_from(wording, at + size)), at + size - 1
        elif words[at].plain in sayings.RELAYING and is_saying(wording, at):
            behind, last = subject_after(wording, at) or subject_before(wording, at), at
        if behind is not None:
            cue = wording.text[words[at].start : words[last].end]
            found.append(Lead(behind, RELAYED, say("after “{cue}”", cue=cue), relays=True))
    return found


def is_media(wording: Wording, span: Span) -> bool:
    """Whether words name an agency, a paper or a broadcaster by what it is."""
    return any(word.plain in sayings.MEDIA for word in wording.between(span))


def _subject_of(wording: Wording, verb: int) -> Sentence:
    group = wording.span(verb_start(wording, verb), verb + 1)
    return say("subject of “{cue}”", cue=group.cut(wording.text))
