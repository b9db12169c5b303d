"""How passages are spread over an article, and the walk that passes layers over."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.store import annotations, marks
from annotator.store.ids import new_id
from tests.records import add_labelled, article_of

LENGTH = 97
LABELS = (("CLAIM", "THREAT"), ("CLAIM", "DENIAL"), ("SPEAKER", "PERSON"), ("ENTITY", "LOC"))

spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], LENGTH))
)
labelled = st.lists(st.tuples(spans, st.sampled_from(LABELS)), max_size=12)


@pytest.fixture
def place(project):
    def make(found):
        text = "x" * LENGTH
        article = article_of(text, new_id())
        add_labelled(project, article, text, [(*what, *span) for span, what in found])
        return project, article.id, project.own_set.id

    return make


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=labelled, parts=st.integers(1, 130))
def test_each_part_counts_the_fragments_that_touch_it(place, found, parts):
    expected = {}
    for (start, end), label in found:
        for part in sorted({offset * parts // LENGTH for offset in range(start, end)}):
            expected[part, *label] = expected.get((part, *label), 0) + 1
    counted = marks.density(*place(found), parts)
    told = {(part, layer, label): count for part, layer, label, count in counted}
    missing = expected.items() - told.items()
    assert not missing
    # With more parts than characters, those a character runs through count as well.
    assert parts > LENGTH or told == expected


def test_an_article_without_passages_has_no_density(place):
    assert marks.density(*place([]), 10) == []


def test_the_walk_passes_layers_over(place):
    where = place([((0, 5), LABELS[0]), ((3, 9), LABELS[2]), ((8, 12), LABELS[3])])
    assert annotations.next_after(*where, (0, 5)) == (3, 9)
    assert annotations.next_after(*where, (0, 5), without=["SPEAKER"]) == (8, 12)
    assert annotations.next_after(*where, (0, 5), without=["SPEAKER", "ENTITY"]) is None
    back = annotations.next_after(*where, (8, 12), backwards=True, without=["SPEAKER"])
    assert back == (0, 5)
