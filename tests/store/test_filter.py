"""Which articles a filter of words lets through."""

from dataclasses import replace

import pytest

from annotator.domain.sentence import say
from annotator.store import articles
from annotator.store.articles import Filter


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elysee", True),
        ("ÉLYSÉE phare", True),
        ("tout navire", True),
        ("l_lysée", False),
        ("%", True),  # no word at all restricts nothing
        ("absent", False),
    ],
)
def test_case_and_accents_make_no_difference_in_titles_either(small, article, words, found):
    old = articles.get(small, article)
    with small.edit(say("Title")):
        metadata = replace(old.metadata, title="L’Élysée se tait")
        articles.put(small, replace(old, metadata=metadata))
    keys = articles.matching(small, small.own_set.id, Filter(words=words))
    assert bool(keys) is found
