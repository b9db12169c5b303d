"""A proposal: whom a researcher may want to name, and why."""

from dataclasses import dataclass

from annotator.domain.sentence import Sentence
from annotator.domain.span import Span

MENTION, WORDS, ENTRY = "mention", "words", "entry"
NARRATION, UNATTRIBUTED = "narration", "unattributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Somebody who may be meant.

    `kind` is `mention` (`id` is an annotation's), `words` (not labelled yet; `id` is empty),
    `entry` (`id` is a register entry's), `narration` or `unattributed` (nobody speaks, nobody is
    named). `span` is where mention or words stand, `entry` whom they name if that is known. The
    higher `score` comes first: up to 100 for what stands in the article. `names` are further
    words it is found by; `note` says what the register does about an entry nothing else speaks for.
    Of words not labelled yet, `label` and `mention` are what they seem to be, as ids of the default
    codebook, and `new_entry` is the name that a register entry for them would have.
    """

    kind: str
    name: str
    reason: Sentence | None
    score: float
    id: str = ""
    span: Span | None = None
    words: str = ""
    entry: str | None = None
    names: tuple[str, ...] = ()
    note: str = ""
    label: str = ""
    mention: str = ""
    new_entry: str = ""

    @property
    def cue(self) -> str:
        """The words that led to it, such as « a déclaré »; empty where mere nearness did."""
        reason = self.reason
        while reason is not None and "why" in reason.values:
            reason = reason.values["why"]
        return str(reason.values.get("cue", "")) if reason is not None else ""
