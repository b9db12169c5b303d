"""Who is proposed as the speaker of a claim, in which order and why."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span
from annotator.suggest.naming import Mention, Register
from annotator.suggest.speakers import Asked, everyone, propose

KIM = RegisterEntry(id="kim", name="Kim Jong Un", aliases=("Kim Jong-un", "le dirigeant"))
TASS = RegisterEntry(id="tass", name="Agence Tass", kind="body", aliases=("Tass",))
ELYSEE = RegisterEntry(id="elysee", name="Élysée", kind="body")
ABE = RegisterEntry(id="abe", name="Abe Shinzo", note="ministre\nautre ligne")
ZELENSKY = RegisterEntry(id="zel", name="Volodymyr Zelensky")
TEXT = (
    "Le dirigeant Kim Jong-un est arrivé hier. Le porte-parole a pris place.\n"
    "Pour Moscou, « la paix viendra », a déclaré Poutine, selon Tass. Macron se tait.\n"
    "Donald Trump a promis que tout irait bien. Il n’a rien ajouté."
)
CLAIM = "« la paix viendra »"


def asked(text, claim, mentions=(), entries=(), recent=()):
    """`claim` is the claim's words, its fragments between ~."""
    fragments, at = [], 0
    for words in claim.split(" ~ "):
        at = text.index(words, at)
        fragments.append(Span(at, at + len(words)))
        at += len(words)
    return Asked(text, fragments, [labelled(text, one) for one in mentions], entries, recent)


def labelled(text, words, entry=None, after=0):
    start = text.index(words, after)
    return Mention(f"m-{words}", start, start + len(words), words, entry, "PERSON")


def first(text, claim, **known):
    return propose(asked(text, claim, **known))[0]


RULES = """
«La paix vient», a déclaré hier Odile Marne.
    «La paix vient» | Odile Marne | right after: “a déclaré”
« Non », a-t-il noté.
    « Non » | il | right after: “a-t-il noté”
« Oui », répond le maire de Valmer, « mais plus tard ».
    « Oui » ~ « mais plus tard » | le maire de Valmer | right after: “répond”
— Venez ! lui dit en riant Noël.
    — Venez ! | Noël | right after: “lui dit”
“We will dredge it,” Anselm Korvat said on Monday.
    “We will dredge it,” | Anselm Korvat | right after: “said”
“No,” said the minister of ports.
    “No,” | the minister of ports | right after: “said”
Le ministre Luc Arno a déclaré que le port rouvrirait.
    le port rouvrirait | Le ministre Luc Arno | subject of “a déclaré”
La ministre des Ports, Odile Marne, a promis un quai.
    un quai | La ministre des Ports, Odile Marne | subject of “a promis”
Vern a juré que le quai rouvrirait, en assurant que tout irait vite.
    tout irait vite | Vern | subject of “en assurant”
Il a martelé que son pays ne céderait pas.
    son pays ne céderait pas | Il | subject of “a martelé”
Vern, qui préside le port, a répété que « tout va bien ».
    « tout va bien » | Vern | subject of “a répété”
Le 4 mars, Vern a condamné le blocus du détroit.
    condamné le blocus du détroit | Vern | subject of “a condamné”
Kim Jong Un a appelé à une expansion rapide.
    une expansion rapide | Kim Jong Un | subject of “a appelé”
The harbour board announced that work would start.
    work would start | The harbour board | subject of “announced”
Selon la ministre, le trafic a doublé.
    le trafic a doublé | la ministre | after “Selon”
Le trafic a doublé, d’après le port de Valmer.
    Le trafic a doublé | le port de Valmer | after “d’après”
According to the port, traffic has doubled.
    traffic has doubled | the port | after “According to”
Puis Vern se tourna vers eux : « Allons ! »
    « Allons ! » | Vern | announces the words
Vern leur dit :¶— Allons !
    — Allons ! | Vern | announces the words
"""


def rules():
    """Texts, and below each the claim, who says it and why; ¶ is a line break."""
    lines = RULES.strip().splitlines()
    for text, expected in zip(lines[::2], lines[1::2], strict=True):
        yield (text.replace("¶", "\n"), *map(str.strip, expected.split("|")))


@pytest.mark.parametrize(("text", "claim", "speaker", "reason"), list(rules()))
def test_the_rules_of_attribution(text, claim, speaker, reason):
    found = first(text, claim)
    assert (found.kind, found.words) == ("words", speaker)
    assert str(found.reason).startswith(reason)
    assert found.span.cut(text) == speaker


def test_an_agency_that_reports_is_not_the_speaker():
    text = "Vern a promis un quai neuf, a rapporté lundi l’agence Noria."
    assert first(text, "un quai neuf").words == "Vern"
    text = "Vern a appelé à la paix, selon l’agence de presse Noria."
    assert [one.words for one in propose(asked(text, "la paix"))[:2]] == [
        "Vern",
        "l’agence de presse Noria",
    ]


def test_nobody_speaks_where_nothing_says_so_and_a_passive_names_nobody():
    text = "Vern et Korvat se sont rencontrés trois fois en 2018."
    found = first(text, "se sont rencontrés trois fois en 2018")
    assert (found.kind, str(found.reason)) == ("narration", "nothing says that somebody speaks")
    text = "Tarsk est par ailleurs accusée de saboter les travaux."
    found = first(text, "accusée de saboter les travaux")
    assert (found.kind, str(found.reason)) == (
        "unattributed",
        "passive: “est par ailleurs accusée”",
    )


def test_a_pronoun_stands_for_the_last_fitting_name():
    text = (
        "La ministre Odile Marne a visité le port avec Luc Arno. "
        "M. Arno se taisait. « Tout ira bien », a-t-elle dit."
    )
    register = [RegisterEntry(id="o", name="Odile Marne"), RegisterEntry(id="l", name="Luc Arno")]
    one, other, *_ = propose(asked(text, "« Tout ira bien »", entries=register))
    assert (one.words, one.entry, one.name) == ("elle", "o", "Odile Marne")
    assert str(one.reason).endswith("“elle” for “La ministre Odile Marne”")
    assert (other.words, other.entry) == ("La ministre Odile Marne", "o")


def test_words_are_known_by_alias_by_part_and_by_surname():
    register = Register([KIM, TASS, RegisterEntry(id="v", name="Aldo Vern")])
    assert register.meant("Le dirigeant nord-coréen Kim Jong-un") == "kim"
    assert register.meant("M. Vern") == "v"
    assert register.meant("vern") is None
    assert register.meant("l’agence Tass") == "tass"


def test_a_name_of_two_people_is_nobodys():
    register = Register([KIM, RegisterEntry(id="j", name="Kim Yo Jong")])
    assert register.meant("Kim") is None
    assert register.knows("Kim")


def test_a_name_the_register_lacks_would_be_a_new_entry():
    found = first("« Non », a dit la ministre des Ports, Odile Marne.", "« Non »")
    assert (found.new_entry, found.label, found.mention) == ("Odile Marne", "PERSON", "named")
    found = first("« Non », a dit un porte-parole.", "« Non »")
    assert (found.new_entry, found.mention) == ("", "anonymous")
    found = first("« Non », a répondu la Corée du Nord.", "« Non »")
    assert (found.new_entry, found.label) == ("Corée du Nord", "INSTITUTION")


def test_a_labelled_mention_is_offered_instead_of_its_words():
    found = propose(asked(TEXT, CLAIM, ["Poutine", "Macron", "Donald Trump"]))
    assert [one.id for one in found if one.kind == "mention"] == [
        "m-Poutine",
        "m-Macron",
        "m-Donald Trump",
    ]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_what_introduces_the_claim_beats_a_name_that_follows():
    text = "Kim a averti : « nous frapperons ». Trump a répété."
    assert first(text, "« nous frapperons »").words == "Kim"


def test_mentions_of_one_entry_are_one_proposal_the_nearest():
    text = "Kim arrive. Kim parle : « oui ». Kim repart."
    places = [at for at in range(len(text)) if text.startswith("Kim", at)]
    mentions = [Mention(f"m{at}", at, at + 3, "Kim", "kim", "PERSON") for at in places]
    claim = Span(text.index("«"), text.index("»") + 1)
    found = [one for one in propose(Asked(text, [claim], mentions, [KIM])) if one.name]
    assert [(one.id, one.name) for one in found] == [(f"m{places[1]}", "Kim Jong Un")]


def test_entries_follow_used_last_then_named_then_by_name():
    entries = [ZELENSKY, KIM, TASS, ELYSEE, ABE]
    found = everyone(TEXT, entries, ["elysee", "zel"])
    assert [one.name for one in found] == [
        "Élysée",
        "Volodymyr Zelensky",
        "Agence Tass",
        "Kim Jong Un",
        "Abe Shinzo",
    ]
    assert [str(one.reason or one.note) for one in found] == [
        "used last",
        "used recently",
        "alias: Tass",
        "alias: Le dirigeant",
        "ministre",
    ]


def test_an_alias_counts_as_whole_words_only():
    entry = RegisterEntry(id="x", name="Ass", aliases=("mos",))
    assert everyone(TEXT, [entry], [])[0].reason is None


@given(
    st.text(alphabet="aI .,:»«—\n’", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 5)), max_size=5),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 5)), min_size=1, max_size=3),
)
def test_every_mention_is_offered_wherever_it_stands(text, places, claim):
    def within(place):
        start = min(place[0], len(text) - 1)
        return Span(start, min(len(text), start + place[1]))

    mentions = [Mention(str(n), *within(p), "x", None, "P") for n, p in enumerate(places)]
    found = propose(Asked(text, sorted(map(within, claim)), mentions, []))
    offered = {one.span for one in found if one.kind == "mention"}
    assert offered == {one.span for one in mentions}


WORDS = "Kim il a déclaré que « » , . selon la KCNA dit -t-il : — ministre de qui said s’"


@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), min_size=1, max_size=30), st.data())
def test_no_text_and_no_place_upset_the_rules(pieces, data):
    text = " ".join(pieces)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = propose(Asked(text, [Span(start, end)], [], [KIM, TASS]))
    assert all(one.span is None or one.span.cut(text) == one.words for one in found)
    assert {one.kind for one in found} >= {"narration", "unattributed"}


def test_five_thousand_entries_do_not_make_one_wait():
    entries = [
        RegisterEntry(id=str(n), name=f"Élu Numéro {n}", aliases=(f"député {n}", f"élu {n}"))
        for n in range(5000)
    ]
    propose(asked(TEXT, CLAIM, entries=entries))
    started = time.perf_counter()
    propose(asked(TEXT * 20, CLAIM, entries=entries))
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Le chef de l'Etat", ""),
        ("Le président de la Valdérie", ""),
        ("Le porte-parole de l’ONU", ""),
        ("Le ministère des Ports", "ministère des Ports"),
        ("La ministre des Ports, Odile Marne,", "Odile Marne"),
        ("Luc de Valmer", "Luc de Valmer"),
        ("La Corée du Nord", "Corée du Nord"),
    ],
)
def test_what_completes_another_noun_is_nobodys_name(subject, name):
    assert first(f"{subject} a promis un quai.", "un quai").new_entry == name
