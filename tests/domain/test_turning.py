"""Words shortened for a line."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.turning import brief, one_line, short


def test_what_is_cut_ends_in_an_ellipsis_and_has_no_more_letters_than_asked_for():
    assert short("one two three", 9) == "one two …"
    assert brief("one two three", 9) == "one two…"
    assert one_line("one\n two\tthree", 9) == "one two…"
    assert brief("one\ntwo", 7) == "one\ntwo"


@given(st.text(), st.integers(1, 40))
def test_words_that_fit_stay_and_others_are_cut_where_they_cease_to(words, most):
    line = one_line(words, most)
    assert line == line.strip()
    assert len(line) <= most
    assert line == " ".join(words.split()) or line.endswith("…")
