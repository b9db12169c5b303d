"""The small words of French and English that tell where a name or a subject begins and ends.

All folded, as words of a `Wording` are.
"""

from typing import NamedTuple

from annotator.domain.folding import fold


class Traits(NamedTuple):
    """What words show of whom they name: `gender` is `m`, `f` or nothing known; how many."""

    gender: str = ""
    many: bool | None = None


def _folded(listed: str) -> frozenset[str]:
    return frozenset("à" if word == "à" else fold(word) for word in listed.split())


PRONOUNS = {
    "il": Traits("m", many=False),
    "elle": Traits("f", many=False),
    "ils": Traits("m", many=True),
    "elles": Traits("f", many=True),
    "celui-ci": Traits("m", many=False),
    "celle-ci": Traits("f", many=False),
    "ce dernier": Traits("m", many=False),
    "lui": Traits("m", many=False),
    "eux": Traits("m", many=True),
    "on": Traits(),
    "he": Traits("m", many=False),
    "him": Traits("m", many=False),
    "she": Traits("f", many=False),
    "her": Traits("f", many=False),
    "they": Traits("", many=True),
    "them": Traits("", many=True),
}
SUBJECTS = _folded("il elle ils elles on he she they celui-ci celle-ci ceux-ci celles-ci")
SPEAKING_FOR_SELF = _folded("je tu nous vous i we you")

_MASCULINE = _folded("le un ce cet son mon ton du au")
_FEMININE = _folded("la une cette sa ma ta")
_PLURAL = _folded("les des ces ses mes tes leurs deux trois plusieurs certains certaines nos vos")
DETERMINERS = (
    _MASCULINE
    | _FEMININE
    | _PLURAL
    | _folded(
        "l' leur notre votre chaque aucun aucune the a an his its their our my this these some"
    )
) - _folded("du au")
CONTRACTED = _folded("du des au aux")

PREPOSITIONS = _folded("""
à au aux de du des d' dans en par pour sur avec sans sous chez vers contre depuis entre lors apres
avant devant derriere pendant durant selon malgre parmi outre d'apres jusqu' jusque des hors
of in on at by for with without from to into about against after before during between under
according over through
""")
_CONJUNCTIONS = _folded("""
et ou mais or donc ni car que qu' qui dont quand lorsque lorsqu' si comme puisque puisqu' tandis
alors parce ainsi ou afin cependant toutefois and but or nor that who which whom whose when while
because if as than where
""")
BEING = _folded("""
est sont etait etaient fut furent sera seront serait seraient ete etre soit soient is are was were
be been being
""")
HAVING = _folded("""
a ont avait avaient ait aient aura auront aurait auraient ayant eut eurent avoir ai as avons
has have had having
""")
REFLEXIVE = _folded("s' se me m' te t'")
OBJECTS = REFLEXIVE | _folded("lui leur nous vous y en l' le la les me te him her them us")
NOT = _folded("ne n' pas plus jamais point rien not never")
ADVERBS = _folded("""
aussi egalement ensuite enfin encore deja ainsi puis alors seulement meme toujours par ailleurs
bien hier aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche notamment plutot soudain
aussitot presque tout bas haut d'abord tres fort vite also again later then still already
yesterday today monday tuesday wednesday thursday friday saturday sunday simply just
""")
DAYS_AND_MONTHS = _folded("""
lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet
août septembre octobre novembre décembre matin soir midi jour monday tuesday wednesday thursday
friday saturday sunday january february march april may june july august september october
november december
""")
# What no name goes past.
STOPS = (
    _CONJUNCTIONS
    | (PREPOSITIONS - _folded("de du des d' of"))
    | (BEING - _folded("ete"))
    | HAVING
    | NOT
    | SUBJECTS
    | SPEAKING_FOR_SELF
    | _folded("s' se y celui celle ceux celles cela ceci ca quoi lui eux tout tous toute toutes")
)
_TITLES_M = _folded("""m. monsieur mr. mr dr. dr pr. prof. maitre sir lord pere frere oncle papa
    grand-pere""")
_TITLES_F = _folded("""mme mlle madame mademoiselle mrs. mrs ms. ms lady mere soeur tante maman
    grand-mere grand'mere""")
TITLES = _TITLES_M | _TITLES_F | _folded("general colonel capitaine president docteur king queen")


def is_adverb(plain: str) -> bool:
    """Whether a word only tells how or when."""
    return plain in ADVERBS or (len(plain) > 6 and plain.endswith(("ment", "ly")))  # noqa: PLR2004


def traits_of(first: str, second: str = "") -> Traits:
    """What the first words of a name show: its article, its title or the pronoun it is."""
    if first in PRONOUNS:
        return PRONOUNS[first]
    if first in _PLURAL:
        return Traits("", many=True)
    for words, gender in (
        (_MASCULINE | _TITLES_M, "m"),
        (_FEMININE | _TITLES_F, "f"),
    ):
        if first in words or (first == "l'" and second in words):
            return Traits(gender, many=False)
    return Traits(_ending(second), many=False) if first == "l'" else Traits("", many=None)


def _ending(noun: str) -> str:
    """The gender that a noun's ending makes likely."""
    if noun.endswith(("ice", "ienne", "eure", "euse", "ence", "ance", "tion", "iste", "ee", "ie")):
        return "" if noun.endswith("iste") else "f"
    return "m" if noun.endswith(("eur", "ien", "ateur", "ain", "ant")) else ""
