"""Every statistic against published values, values of reference libraries, and those libraries."""

import json
import random
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import example as also
from hypothesis import given
from hypothesis import strategies as st

from annotator.review import assignment, bootstrap, gamma, nominal, span_f1, unitizing
from annotator.review.bootstrap import Draws
from annotator.review.gamma import Weights
from annotator.review.passage import plain
from annotator.review.units import units


@pytest.fixture(scope="module")
def known(shared):
    return json.loads((shared / "fixtures" / "agreement.json").read_text(encoding="utf-8"))


def judged(example):
    return [
        [None if value is None else str(value) for value in unit]
        for unit in zip(*example["units_by_coder"], strict=True)
    ]


def table(rows):
    return {(str(a), str(b)): n for a, row in enumerate(rows) for b, n in enumerate(row)}


def test_alpha(known):
    for example in known["alpha_nominal"]:
        matrix = nominal.coincidences(judged(example))
        if "expected" in example:
            assert nominal.alpha(matrix) is None
            continue
        assert nominal.alpha(matrix) == pytest.approx(example["computed"], abs=1e-9)
        for name in {"ordinal", "interval", "ratio"} & set(example):
            metric = getattr(nominal, name)
            assert nominal.alpha(matrix, metric) == pytest.approx(example[name], abs=1e-9)


def share_of_equal(rows):
    return sum(row[at] for at, row in enumerate(rows)) / sum(map(sum, rows))


def alpha_of(rows):
    matrix = Counter()
    for (one, other), count in table(rows).items():
        matrix.update({(one, other): count})
        matrix.update({(other, one): count})
    return nominal.alpha(matrix)


def test_tables_of_two(known):
    for example in known["cohen_kappa_tables"]:
        found = {
            "kappa": nominal.kappa(table(example["table"])),
            "pi": nominal.pi(table(example["table"])),
            "AC1": nominal.ac1(table(example["table"])),
            "po": share_of_equal(example["table"]),
            "alpha": alpha_of(example["table"]),
        }
        for source, tolerance in (("computed", 5e-4), ("published", 6e-4)):
            value = example.get(source, {})
            expected = value if isinstance(value, dict) else {"kappa": value}
            for name in found.keys() & expected.keys():
                assert found[name] == pytest.approx(expected[name], abs=tolerance)


def test_kappa_nears_f1_with_many_negatives(known):
    facts = known["kappa_vs_f1"]
    assert span_f1.Both(facts["both"], 50, 50).f1 == facts["f1"]
    for negatives, expected in facts["kappa_by_negatives"].items():
        rows = [[facts["both"], facts["only_a"]], [facts["only_b"], int(negatives)]]
        assert nominal.kappa(table(rows)) == pytest.approx(expected, abs=1e-4)


def test_fleiss(known):
    (example,) = known["fleiss_kappa"]
    parts = Counter()
    matrix = Counter()
    for row in example["counts_per_item"]:
        unit = [str(value) for value, count in enumerate(row) for _ in range(count)]
        parts.update(nominal.Fleiss.parts(unit))
        matrix.update(nominal.coincidences([unit]))
    assert nominal.Fleiss.kappa(parts) == pytest.approx(example["computed"], abs=1e-9)
    assert nominal.alpha(matrix) == pytest.approx(example["alpha_same_data"], abs=1e-9)


def test_alpha_u(known):
    first, second = known["alpha_u_1995_2004"]
    start, end = first["continuum"]
    parts = []
    for name, coders in first["units"].items():
        found = unitizing.disorder([[tuple(one) for one in line] for line in coders], (start, end))
        expected = first["published"][name]
        assert found.observed / (end - start) ** 2 == pytest.approx(expected["Do"], abs=5e-5)
        assert found.expected / (end - start) ** 2 == pytest.approx(expected["De"], abs=5e-5)
        assert found.alpha == pytest.approx(expected["alpha"], abs=first["tolerance"])
        assert found.alpha == pytest.approx(first["computed_here"][name], abs=5e-5)
        parts.append(found)
    whole = unitizing.Disorder(*map(sum, zip(*parts, strict=True))).alpha
    assert whole == pytest.approx(first["published"]["overall"], abs=first["tolerance"])
    assert whole == pytest.approx(first["computed_here"]["overall"], abs=5e-5)
    for name, coders in second["units"].items():
        found = unitizing.disorder([[tuple(one) for one in line] for line in coders], (0, 24))
        assert found.observed / 24**2 == pytest.approx(second["computed_Do"][name], abs=1e-5)


def test_gamma(known):
    for example in known["gamma"]:
        coders = [[tuple(one) for one in line] for line in example["units"].values()]
        weights = Weights(example["alpha"], example["beta"], example["delta_empty"])
        expected = example["best_alignment_disorder"]
        if example["id"].startswith("Alex"):
            assert gamma.gamma(coders, weights, samples=300).value == pytest.approx(
                example["gamma_shuffle_seed4772"], abs=0.02
            )
        assert gamma.disorder(coders, weights) == pytest.approx(expected, abs=1e-6)
        if "gamma_shuffle_sampler_range" in example:
            low, high = example["gamma_shuffle_sampler_range"]
            found = gamma.gamma(coders, weights, samples=200)
            assert low - 0.02 <= found.value <= high + 0.02
            assert gamma.gamma(coders, weights, samples=200) == found


def test_semeval(known):
    example = known["span_f1"][0]
    sides = [[(a, b + 1, label) for a, b, label in example[side]] for side in ("gold", "pred")]
    found = span_f1.semeval(*sides)._asdict()
    assert found == pytest.approx(example["computed"], abs=1e-4)
    assert found == pytest.approx(example["published"], abs=7e-3)


def test_touching_passages_do_not_overlap():
    assert set(span_f1.semeval([(0, 5, "A")], [(5, 9, "A")])) == {0.0}


def test_the_worked_example(known):
    facts = known["project_fixture"]
    first, second = ([tuple(one) for one in facts[side]] for side in "AB")
    expected = facts["expected"]
    passages = [[plain(one) for one in side] for side in (first, second)]
    assert span_f1.strict(*passages).f1 == pytest.approx(expected["strict_f1"], abs=1e-6)
    measures = span_f1.semeval(first, second)
    assert measures.exact == pytest.approx(expected["exact_boundary_f1"], abs=1e-6)
    assert measures.partial == pytest.approx(expected["semeval_partial_f1"], abs=1e-6)
    assert measures.ent_type == pytest.approx(expected["ent_type_f1"], abs=1e-6)
    characters = span_f1.characters(first, second)
    assert list(characters) == list(expected["char_counts"].values())
    assert characters.f1 == pytest.approx(expected["char_label_f1"], abs=1e-6)
    labels = [[one and one.label for one in unit] for unit in units(passages)]
    alpha = nominal.alpha(nominal.coincidences(labels))
    assert alpha == pytest.approx(expected["alpha_on_4_matched"])


def test_the_worked_example_place_by_place(known):
    facts = known["project_fixture"]
    first, second = ([tuple(one) for one in facts[side]] for side in "AB")
    expected = facts["expected"]
    by_character = span_f1.character_units([first, second], facts["length"])
    same = sum(one == other for one, other in by_character) / facts["length"]
    assert same == pytest.approx(expected["char_percent"], abs=1e-6)
    for binary, name in ((False, "char_alpha_with_empty"), (True, "char_alpha_binary")):
        some = span_f1.character_units([first, second], facts["length"], binary=binary)
        assert nominal.alpha(nominal.coincidences(some)) == pytest.approx(expected[name], abs=1e-6)
    for label, value in expected["alphaU"].items():
        sections = [
            unitizing.joined((a, b) for a, b, one in side if one == label)
            for side in (first, second)
        ]
        found = unitizing.disorder(sections, (0, facts["length"]))
        assert found.alpha == pytest.approx(value, abs=1e-4)
    for name, value in expected["gamma_best_disorder"].items():
        weights = Weights(alpha=float(name[5]))
        assert gamma.disorder([first, second], weights) == pytest.approx(value, abs=1e-6)
        low, high = expected["gamma_pygamma_range"][name]
        found = gamma.gamma([first, second], weights, samples=300)
        assert low - 0.02 <= found.value <= high + 0.02


# ---------------------------------------------------------------------- against other programs


def test_kappa_is_that_of_scikit_learn():
    sklearn = pytest.importorskip("sklearn.metrics")
    draw = random.Random(3)
    for _ in range(1000):
        count = draw.randint(2, 30)
        first, second = (draw.choices("abc", k=count) for _ in range(2))
        if len({*first, *second}) > 1:
            ours = nominal.kappa(Counter(zip(first, second, strict=True)))
            assert ours == pytest.approx(sklearn.cohen_kappa_score(first, second), abs=1e-9)


def test_alpha_is_that_of_krippendorff():
    krippendorff = pytest.importorskip("krippendorff")
    numpy = pytest.importorskip("numpy")
    draw = random.Random(4)
    for _ in range(1000):
        coders, count = draw.randint(2, 5), draw.randint(3, 20)
        data = [[draw.choice([1, 2, 3, None]) for _ in range(count)] for _ in range(coders)]
        ours = nominal.alpha(
            nominal.coincidences([[v and str(v) for v in unit] for unit in zip(*data, strict=True)])
        )
        if ours is not None:
            floats = numpy.array([[numpy.nan if v is None else v for v in row] for row in data])
            theirs = krippendorff.alpha(floats, level_of_measurement="nominal")
            assert ours == pytest.approx(theirs, abs=1e-9)


def test_span_f1_is_that_of_nervaluate():
    """Which takes ends as inclusive, and pairs what overlaps in the order it comes."""
    nervaluate = pytest.importorskip("nervaluate")
    draw = random.Random(5)
    for _ in range(1000):
        sides = [apart(draw) for _ in range(2)]
        records = [
            [[{"label": name, "start": a, "end": b - 1} for a, b, name in side]] for side in sides
        ]
        found = nervaluate.Evaluator(*records, tags=list("ab"), loader="dict").evaluate()
        ours = span_f1.semeval(*sides)._asdict()
        passages = [[plain(one) for one in side] for side in sides]
        assert (span_f1.strict(*passages).f1 or 0) == (ours["strict"] or 0)
        for name in ("exact", "strict"):
            assert (ours[name] or 0) == pytest.approx(found["overall"][name].f1, abs=1e-9)


def apart(draw):
    """Passages of one coder that do not overlap."""
    edges = sorted(draw.sample(range(60), 2 * draw.randint(0, 6)))
    return [(a, b, draw.choice("ab")) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_far_passages_may_still_be_aligned():
    """Dear pairs can pay where a third coder comes near both; values from pygamma-agreement."""
    lines = [
        [(34, 36, "c"), (36, 44, "a")],
        [(54, 63, "a"), (24, 32, "c"), (32, 42, "c")],
        [(44, 56, "c"), (14, 28, "c")],
    ]
    assert gamma.disorder(lines, Weights(3, 2)) == pytest.approx(2.2163138, abs=1e-6)
    lines = [
        [(18, 21, "b")],
        [(28, 31, "c"), (42, 50, "a"), (12, 25, "a"), (40, 54, "a"), (10, 19, "a"), (50, 53, "c")],
        [(12, 20, "a")],
    ]
    assert gamma.disorder(lines, Weights(3, 2)) == pytest.approx(2.4081624, abs=1e-6)


def test_disorder_is_that_of_pygamma():
    library = pytest.importorskip("pygamma_agreement")
    segment = pytest.importorskip("pyannote.core").Segment
    draw = random.Random(6)
    for number in range(60):
        coders = [gamma_line(draw) for _ in range(2 + number % 2)]
        continuum = library.Continuum()
        for name, line in zip("ABC", coders, strict=False):
            continuum.add_annotator(name)
            for start, end, label in line:
                continuum.add(name, segment(start, end), label)
        weights = Weights(draw.choice((1, 3)), draw.choice((1, 2)))
        theirs = library.CombinedCategoricalDissimilarity(
            alpha=weights.alpha, beta=weights.beta, delta_empty=1
        )
        disorder = continuum.get_best_alignment(theirs).disorder
        assert gamma.disorder(coders, weights) == pytest.approx(disorder, abs=1e-4)


def gamma_line(draw):
    """Passages of one coder, all different: the library keeps equal ones once."""
    starts = draw.sample(range(0, 60, 2), draw.randint(1, 6))
    return [(one, one + draw.randint(2, 15), draw.choice("abc")) for one in starts]


# ---------------------------------------------------------------------- properties


@given(st.lists(st.lists(st.integers(0, 9), min_size=5, max_size=5), min_size=1, max_size=4))
def test_assignment_is_the_cheapest(rows):
    best = min(
        sum(row[column] for row, column in zip(rows, order, strict=False))
        for order in permutations(range(5), len(rows))
    )
    found = assignment.cheapest(rows)
    assert len(set(found)) == len(rows)
    assert sum(row[column] for row, column in zip(rows, found, strict=True)) == best


places = st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from("ab")).map(
    lambda one: (one[0], one[0] + one[1], one[2])
)


@given(st.lists(st.lists(places, max_size=5), min_size=2, max_size=3))
def test_disorder_of_a_coder_with_themselves_is_none(coders):
    assert gamma.disorder([coders[0], coders[0]]) == 0
    assert gamma.disorder(coders) >= 0


long_and_short = st.tuples(
    st.integers(0, 3000), st.sampled_from((1, 9, 300, 4000)), st.sampled_from("ab")
).map(lambda one: (one[0], one[0] + one[1], one[2]))


@given(st.lists(long_and_short, max_size=5), st.lists(long_and_short, max_size=5))
@also([(1000, 1001, "a"), (1001, 11000, "a")], [(500, 510, "a")])
def test_long_passages_reach_far(first, second):
    lines = [sorted(first), sorted(second)]
    for weights in (Weights(), Weights(0.1)):
        assert gamma._of_two(lines, weights) == pytest.approx(gamma._of_many(lines, weights))


@given(st.lists(places, max_size=6), st.lists(places, max_size=6))
def test_two_coders_as_three_ways(first, second):
    """The assignment and the general search give the same."""
    weights = Weights()
    lines = [sorted(first), sorted(second)]
    assert gamma._of_two(lines, weights) == pytest.approx(gamma._of_many(lines, weights))


@given(st.lists(places, max_size=6), st.lists(places, max_size=6))
def test_f1_does_not_care_who_is_first(first, second):
    one, other = ([plain(each) for each in side] for side in (first, second))
    for measure in (span_f1.strict, span_f1.overlapping):
        assert measure(one, other).f1 == measure(other, one).f1
    assert span_f1.strict(one, one).f1 in {None, 1.0}


def test_no_interval_below_ten_articles():
    rows = [{"a": 1.0}] * 9
    assert bootstrap.interval(Draws(9), Draws(9).grouped(rows), lambda sums: sums["a"]) == (
        None,
        None,
    )


def interval(rows, statistic):
    draws = Draws(len(rows), seed=5)
    return bootstrap.interval(draws, draws.grouped(rows), statistic)


def test_intervals_hold_the_value_and_come_again():
    draw = random.Random(1)
    rows = [{"good": float(draw.random() < 0.7), "all": 1.0} for _ in range(60)]

    def share(sums):
        return sums.get("good", 0.0) / sums["all"]

    low, high = interval(rows, share)
    whole = share({key: sum(row[key] for row in rows) for key in ("good", "all")})
    assert low < whole < high
    assert 0.1 < high - low < 0.35
    assert interval(rows, share) == (low, high)
