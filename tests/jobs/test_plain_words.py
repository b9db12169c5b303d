"""Names are one line, however many blanks somebody put into them."""

import time

from annotator.jobs.plain_words import plain


def test_breaks_become_one_space_and_other_blanks_stay():
    assert plain(" a \n\t b\u00a0 c\r") == "a b\u00a0 c"
    assert plain("a  b") == "a  b"


def test_a_million_blanks_take_no_time():
    start = time.monotonic()
    assert plain("a" + " " * 1_000_000 + "b").endswith(" b")
    assert time.monotonic() - start < 30
