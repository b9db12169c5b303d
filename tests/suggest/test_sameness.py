"""Which claims are proposed as one statement: what counts, in which order, and never by itself."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.statements import ClaimText
from annotator.suggest.sameness import Sameness


def claim(name, words, speakers=(), date="", article="", start=0):
    place = article or name
    return ClaimText(name, words, frozenset(speakers), place, date, start, start + len(words))


MEETINGS = claim("a", "Ils se sont rencontrés trois fois, en 2018 et 2019", ["kim"], "2024-11-23")
OTHERS = [
    claim("b", "le prix du blé a doublé"),
    claim("c", "se sont rencontrés trois fois en 2018 et en 2019", ["kim"], "2024-11-23"),
    claim("d", "Les deux hommes se sont rencontrés à trois reprises"),
    claim("e", "une forte hausse du pain est attendue", ["marlec"]),
    claim("f", "les travaux commenceront avant la fin du mois", ["marchane"]),
]


def names(found):
    return [one.annotation for one in found]


def test_the_likest_come_first_and_say_why():
    found = Sameness([MEETINGS, *OTHERS]).like("a")
    assert names(found) == ["c", "d"]
    assert [str(reason) for reason in found[0].reasons[1:]] == [
        "same numbers: 2018, 2019, 3",
        "same speaker",
        "same day",
    ]


def test_figures_and_words_are_the_same_numbers():
    index = Sameness([claim("x", "3 millions de mètres cubes"), *OTHERS])
    index.add(claim("y", "three million cubic metres"))
    assert names(index.like("x")) == ["y"]
    assert "same numbers: 3000000" in [str(one) for one in index.like("x")[0].reasons]


def test_inflected_words_meet():
    more = claim("x", "le pays draguerait le détroit"), claim("y", "Nous draguerons le détroit")
    assert names(Sameness([*OTHERS, *more]).like("x")) == ["y"]


def test_a_rare_word_counts_for_more_than_what_everybody_says():
    common = [claim(f"n{at}", f"la Commission parle de {word}") for at, word in enumerate("abcdef")]
    index = Sameness([*common, claim("x", "la Commission exige des timbres")])
    index.add(claim("y", "les timbres manquent"))
    assert names(index.like("x"))[0] == "y"


def test_two_coders_on_the_same_words_are_no_two_reports():
    words = "Nous ne céderons pas"
    one, two = claim("x", words, article="t"), claim("y", words, article="t")
    later = claim("z", words, article="t", start=500)
    assert names(Sameness([one, two, later, *OTHERS]).like("x")) == ["z"]


def test_who_says_everything_is_no_reason():
    many = [claim(f"n{at}", f"{word} tient bon", ["kim"]) for at, word in enumerate("abcdefgh")]
    index = Sameness([*many, *OTHERS])
    (first,) = [one for one in index.like("a") or index.like("n0") if one.annotation == "n1"]
    lone = Sameness([*(one._replace(speakers=frozenset()) for one in many[2:]), *many[:2]])
    (other,) = [one for one in lone.like("n0") if one.annotation == "n1"]
    assert other.score > first.score


def test_nobody_asks_about_what_is_not_there():
    assert Sameness().like("a") == []
    assert Sameness([claim("x", "« … »"), claim("y", "« … »")]).like("x") == []


claims = st.builds(
    lambda name, words, article: claim(f"c{name}", " ".join(words), article=f"t{article}"),
    st.integers(0, 99),
    st.lists(
        st.sampled_from(["dragage", "détroit", "Tarsk", "trois", "2018", "fin", "mois", "accord"]),
        max_size=5,
    ),
    st.integers(0, 3),
)


@given(st.lists(claims, max_size=12, unique_by=lambda one: one.annotation), st.data())
def test_an_index_that_was_renewed_is_one_made_anew(before, data):
    index = Sameness(before)
    articles = data.draw(st.sets(st.sampled_from(["t0", "t1", "t2", "t3"])))
    kept = [one for one in before if one.article not in articles]
    fresh = [one._replace(words=one.words + " accord") for one in before if one.article in articles]
    index.renew(articles, fresh)
    anew = Sameness([*kept, *fresh])
    assert len(index) == len(anew)
    for one in (*kept, *fresh):
        assert index.like(one.annotation) == anew.like(one.annotation)
