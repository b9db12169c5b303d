"""Who is proposed as the speaker, in which order, and how typing filters."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.desktop.ranking import (
    Candidate,
    Mention,
    best_matches,
    filtered,
    key,
    rank_speakers,
)
from annotator.domain.people import RegisterEntry
from annotator.domain.span import Span

TEXT = (
    "Le dirigeant Kim Jong-un est arrivé hier. Le porte-parole a pris place.\n"
    "Pour Moscou, « la paix viendra », a déclaré Poutine, selon Tass. Macron se tait.\n"
    "Donald Trump a promis que tout irait bien. Il n’a rien ajouté."
)
CLAIM = Span(TEXT.index("« la paix"), TEXT.index(", a déclaré"))
KIM = RegisterEntry(id="kim", name="Kim Jong Un", aliases=("Kim Jong-un", "le dirigeant"))
TASS = RegisterEntry(id="tass", name="Agence Tass", kind="body", aliases=("Tass",))
ELYSEE = RegisterEntry(id="elysee", name="Élysée", kind="body")
ABE = RegisterEntry(id="abe", name="Abe Shinzo", note="ministre\nautre ligne")
ZELENSKY = RegisterEntry(id="zel", name="Volodymyr Zelensky")


def mention(words, entry=None, after=0):
    start = TEXT.index(words, after)
    return Mention(f"m-{words}", start, start + len(words), words, entry, "Person")


def names(candidates):
    return [one.name for one in candidates]


def test_who_stands_right_after_the_claim_comes_first():
    found = rank_speakers(
        TEXT,
        CLAIM,
        [mention(w) for w in ("Kim Jong-un", "Moscou", "Macron", "Donald Trump", "Poutine")],
        [],
        [],
    )
    assert names(found)[:3] == ["Poutine", "Moscou", "Macron"]
    assert found[0].kind == "mention"
    assert found[0].id == "m-Poutine"
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_what_introduces_the_claim_beats_a_name_that_follows():
    text = "Kim a averti : « nous frapperons », a répété Trump."
    claim = Span(text.index("«"), text.index(", a répété"))
    mentions = [("t", text.index("Trump"), text.index("Trump") + 5, "Trump", None, "P")]
    mentions += [("k", 0, 3, "Kim", None, "P")]
    assert names(rank_speakers(text, claim, mentions, [], [])) == ["Kim", "Trump"]


@pytest.mark.parametrize("between", [", ajoutant que ", " ». Hier ", ".\n"])
def test_a_new_clause_or_sentence_is_no_incise(between):
    text = f"Kim rit. « La paix{between}Trump est venu. Kim part."
    claim = Span(text.index("«"), text.index("paix") + 4)
    start = text.index("Trump")
    found = rank_speakers(text, claim, [("t", start, start + 5, "Trump", None, "P")], [], [])
    assert found[0].detail != "named right after"


def test_mentions_of_one_entry_are_one_candidate_the_nearest():
    text = "Kim arrive. Kim parle : « oui ». Kim repart."
    places = [at for at in range(len(text)) if text.startswith("Kim", at)]
    mentions = [(f"m{at}", at, at + 3, "Kim", "kim", "P") for at in places]
    claim = Span(text.index("«"), text.index("»") + 1)
    found = rank_speakers(text, claim, mentions, [KIM], [])
    assert [(one.id, one.name) for one in found] == [(f"m{places[1]}", "Kim Jong Un")]
    assert "“Kim”" in found[0].detail


def test_entries_follow_used_last_then_named_then_by_name():
    entries = [ZELENSKY, KIM, TASS, ELYSEE, ABE]
    found = rank_speakers(TEXT, CLAIM, [], entries, ["elysee", "zel"])
    assert names(found) == [
        "Élysée",
        "Volodymyr Zelensky",
        "Agence Tass",
        "Kim Jong Un",
        "Abe Shinzo",
    ]
    assert [one.detail for one in found] == [
        "used last",
        "used recently",
        "alias: Tass",
        "named in this article",
        "ministre",
    ]


def test_an_alias_counts_as_whole_words_only():
    entry = RegisterEntry(id="x", name="Ass", aliases=("mos",))
    assert rank_speakers(TEXT, CLAIM, [], [entry], [])[0].detail == ""


def test_typing_finds_without_accents_hyphens_and_by_any_word():
    candidates = rank_speakers(TEXT, CLAIM, [], [KIM, TASS, ELYSEE, ABE], [])
    assert names(filtered("elys", candidates)) == ["Élysée"]
    assert names(filtered("jong kim", candidates))[0] == "Kim Jong Un"
    assert names(filtered("kim jong un", candidates))[0] == "Kim Jong Un"
    assert names(filtered("tass", candidates)) == ["Agence Tass"]
    assert names(filtered("shinso", candidates)) == ["Abe Shinzo"]
    assert filtered("xyzzy", candidates) == []


def test_a_short_name_is_not_alike_because_it_occurs_in_what_was_typed():
    assert filtered("clinton", [Candidate("entry", "1", "Li")]) == []
    assert filtered("marcon", [Candidate("entry", "1", "Emmanuel Macron")]) != []


def test_equal_then_beginning_then_word_then_part():
    keys = [(key(name),) for name in ("Le Mondial", "Monde", "Mondes", "Tiers Monde", "Immonde")]
    assert best_matches("monde", keys)[:4] == [1, 2, 3, 4]


def test_nothing_typed_keeps_everything_in_order():
    candidates = [Candidate("entry", str(n), name) for n, name in enumerate("cab")]
    assert filtered("  ", candidates) == candidates


@given(st.text(max_size=30), st.lists(st.text(max_size=12), max_size=8))
def test_matches_are_distinct_places(typed, titles):
    found = best_matches(typed, [(key(title),) for title in titles])
    assert len(found) == len(set(found))
    assert set(found) <= set(range(len(titles)))


@given(
    st.text(alphabet="ab .,»«\n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 5)), max_size=5),
    st.tuples(st.integers(0, 39), st.integers(1, 5)),
)
def test_every_mention_is_offered_wherever_it_stands(text, places, claim):
    def within(place):
        start = min(place[0], len(text) - 1)
        return start, min(len(text), start + place[1])

    mentions = [(str(n), *within(p), "x", None, "P") for n, p in enumerate(places)]
    found = rank_speakers(text, Span(*within(claim)), mentions, [], [])
    assert sorted(one.id for one in found) == sorted(str(n) for n in range(len(places)))


def test_five_thousand_entries_do_not_make_one_wait():
    entries = [
        RegisterEntry(id=str(n), name=f"Élu Numéro {n}", aliases=(f"député {n}", f"élu {n}"))
        for n in range(5000)
    ]
    rank_speakers(TEXT, CLAIM, [], entries, [])
    started = time.perf_counter()
    found = rank_speakers(TEXT * 20, CLAIM, [], entries, [])
    filtered("numero 4999", found)
    assert time.perf_counter() - started < 1
