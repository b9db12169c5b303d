from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import register
from annotator.domain.people import RegisterEntry
from annotator.domain.register import Clash

KIM = RegisterEntry(id="un", name="Kim Jong-un", aliases=("Kim", "le maréchal Kim"))
SISTER = RegisterEntry(id="yo", name="Kim Yo-jong", aliases=("KIM", "la sœur"))
TASS = RegisterEntry(id="tass", name="Tass", kind="body")
NAMES = st.sampled_from(["Kim", "KIM", "kim", "Un", "U.N.", "Élise", "elise", "", "…"])
ENTRIES = st.lists(
    st.builds(
        RegisterEntry,
        id=st.sampled_from("abcdef"),
        name=NAMES,
        aliases=st.lists(NAMES, max_size=3).map(tuple),
        distinct=st.lists(st.sampled_from("abcdef"), max_size=2).map(tuple),
    ),
    max_size=6,
    unique_by=lambda entry: entry.id,
)


def test_two_entries_clash_over_a_name_however_it_is_written():
    found = register.clashes([KIM, SISTER, TASS])
    assert found == {"un": [Clash("Kim", "yo")], "yo": [Clash("KIM", "un")]}
    assert register.clashes([KIM, register.told_apart(SISTER, "un"), TASS]) == {}
    assert register.clashes([register.without_name(KIM, "kim"), SISTER]) == {}


@given(ENTRIES)
def test_clashes_are_mutual_and_only_of_shared_names(entries):
    named = {one.id: set(map(register.key, register.names_of(one))) for one in entries}
    found = register.clashes(entries)
    for one, several in found.items():
        for clash in several:
            assert register.key(clash.words) in named[one] & named[clash.other]
            assert one in {back.other for back in found[clash.other]}


def test_merging_loses_nothing():
    other = RegisterEntry(
        id="x",
        name="Le chef Kim",
        aliases=("Kim", "Kim Jong Un"),
        roles=({"role": "chef", "from": "2011", "until": ""},),
        described=({"words": "le dirigeant", "from": "", "until": ""},),
        wikidata="Q56226",
        note="voir KCNA",
        distinct=("yo", "un"),
    )
    made = register.merged(KIM, [other])
    assert made.name == "Kim Jong-un"
    assert made.aliases == ("Kim", "le maréchal Kim", "Le chef Kim", "Kim Jong Un")
    assert (made.roles, made.described) == (other.roles, other.described)
    assert (made.wikidata, made.note, made.distinct) == ("Q56226", "voir KCNA", ("yo",))


def test_a_split_takes_the_aliases_that_only_its_passages_use():
    old, new = register.parted(KIM, ["Kim", "le maréchal  Kim"], ["KIM"], "new")
    assert (new.name, new.aliases, new.distinct) == ("Kim", ("le maréchal Kim",), ("un",))
    assert (old.name, old.aliases) == ("Kim Jong-un", ("Kim",))


def test_words_with_a_capital_name_others_describe():
    named = register.named_so(TASS, "l’agence  Tass")
    assert named.aliases == ("l’agence Tass",)
    described = register.named_so(TASS, "l’agence russe")
    assert described.described == ({"words": "l’agence russe", "from": "", "until": ""},)
    assert register.named_so(described, "L’AGENCE RUSSE") is described
    assert register.named_so(TASS, "tass") is TASS


def test_wikidata_items():
    assert register.is_wikidata("Q56226")
    assert not any(map(register.is_wikidata, ("Q0", "q1", "Q1 ", "56226", "https://Q5", "")))


def test_a_filter_looks_through_all_words():
    words = register.searched(register.named_so(SISTER, "la sœur du dirigeant"))
    assert "la soeur du dirigeant" in words
    assert "kim yo jong" in words
