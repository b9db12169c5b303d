import errno
import os

import pytest

from annotator.domain.system_errors import why


def error(number):
    return OSError(number, os.strerror(number), "a.txt")


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ENOSPC, errno.EACCES, errno.EISDIR])
def test_common_reasons_have_words_of_ours(number):
    found = why(error(number))
    assert str(found)
    assert str(found) != os.strerror(number)
    assert not found.values


def test_other_reasons_stay_those_of_the_system():
    assert str(why(error(errno.ECHILD))) == os.strerror(errno.ECHILD)
    assert str(why(EOFError("the stream ends early"))) == "the stream ends early"
